// Texts of the element by language. To add a language, add an entry; missing texts are shown in
// English. Plural forms are those of Intl.PluralRules.

const TEXTS = {
  en: {
    label: "Search United Nations resolutions",
    search: "Search",
    chosen: "Selected filters",
    remove: "Remove filter {field}: {value}",
    searching: "Searching …",
    found: { one: "{count} paragraph", other: "{count} paragraphs" },
    shown: "showing {count}",
    none: "No results",
    advice: "Try fewer words, or remove the quotation marks.",
    reading: "Paragraphs {reading}",
    meant: "Did you mean {query}?",
    open: "Open {symbol}",
    lead: "Lead-in: ",
    more: "Show more",
    full: "Open in full search",
    source: "Unofficial copies. Source: United Nations.",
    failed: "The search failed.",
    again: "Try again",
    unreached: "Could not reach {server}. It may be down, or you may need to sign in there.",
    late: "{server} did not answer in time.",
    policy: "This page’s content security policy blocks {server}. Ask the administrator of this " +
      "site to add {server} to “connect-src”.",
    address: "This search box does not know its server. Add the attribute server=\"https://…\".",
    fields: {
      type: "Part of the text", verb: "Opening verb", anyverb: "Any verb", class: "Type of action",
      opening: "Opening words", to: "Addressed to", organ: "Organ", session: "Session",
      year: "Year adopted", doctype: "Document type", adopted: "How adopted",
      committee: "Committee", language: "Language", due: "Due at session", cites: "Refers to", symbol: "Symbol",
      uses: "Times used", first: "First used", last: "Last used",
    },
    organs: {
      GA: "General Assembly", SC: "Security Council", ECOSOC: "Economic and Social Council",
      HRC: "Human Rights Council",
    },
  },
};

/** Returns the language of the texts for a preference such as "fr-CH": its own, or English. */
function languageFor(wish) {
  const tag = String(wish || "").toLowerCase();
  if (own(TEXTS, tag)) return tag;
  const short = tag.split("-")[0];
  return own(TEXTS, short) ? short : "en";
}

function own(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}

/** Returns a text with its placeholders filled; `values.count` selects the plural form. */
function say(language, key, values) {
  const table = TEXTS[language];
  let text = own(table, key) ? table[key] : TEXTS.en[key];
  if (typeof text === "object") {
    const form = new Intl.PluralRules(language).select(values.count);
    text = own(text, form) ? text[form] : text.other;
  }
  return text.replace(/\{(\w+)\}/g, function (gap, name) {
    if (!values || !own(values, name)) return gap;
    return typeof values[name] === "number" ? values[name].toLocaleString(language) : values[name];
  });
}
