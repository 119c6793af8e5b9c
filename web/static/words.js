// Messages of the page's scripts in the language of the page. It is English, or the page holds a
// table of translations. Loaded before the others, which use `words`.

const page = document.documentElement.lang;
const table = JSON.parse(document.getElementById("script-words")?.textContent || "{}");
// Plural forms in the order in which catalogues have them.
const FORMS = {
  ar: ["zero", "one", "two", "few", "many", "other"],
  ru: ["one", "few", "many"],
  zh: ["other"],
  fr: ["one", "many", "other"],
  es: ["one", "many", "other"],
}[page] || ["one", "other"];

function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (gap, name) => name in values ? values[name] : gap);
}

globalThis.words = {
  /** Returns a message with its placeholders filled. */
  gettext: (text, values = {}) => filled(table[text] || text, values),

  /** Returns the form of a message for a number, which is its placeholder `number`. */
  ngettext(singular, plural, number, values = {}) {
    const form = FORMS.indexOf(new Intl.PluralRules(page).select(number));
    const forms = table[singular] || [singular, plural];
    const text = forms[form < 0 ? forms.length - 1 : form] || plural;
    return filled(text, { number: number.toLocaleString(page === "ar" ? "ar-u-nu-latn" : page), ...values });
  },
};
