// Searches saved in this browser: a button beside the results, a list on the start page.

const KEPT = "operative.searches";
const MOST = 50;
const said = document.getElementById("page-said");

/** Returns the saved searches, newest first, without damaged entries. */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) || "[]");
    const good = (one) => one && typeof one.name === "string" && typeof one.search === "string";
    return Array.isArray(kept) ? kept.filter(good).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(searches) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(searches.slice(0, MOST)));
    return true;
  } catch {
    said.textContent = words.gettext("Not saved: this browser does not allow sites to store data.");
    return false;
  }
}

/** Returns the query string that identifies a search, without its page. */
function current() {
  const asked = new URLSearchParams(location.search);
  asked.delete("page");
  return `?${asked}`;
}

const button = () => document.querySelector("button[data-save]");

function refresh() {
  const shown = button();
  if (!shown) return;
  const saved = read().some((one) => one.search === current());
  shown.setAttribute("aria-pressed", String(saved));
  shown.textContent = saved ? words.gettext("Saved") : words.gettext("Save this search");
}

function toggle(shown) {
  const kept = read();
  const others = kept.filter((one) => one.search !== current());
  const saving = others.length === kept.length;
  if (saving) others.unshift({ name: shown.dataset.name, search: current() });
  if (!write(others)) return;
  refresh();
  said.textContent = saving ? words.gettext("Saved. You can find it on the start page.") : words.gettext("Removed from saved searches.");
}

function make(name, properties, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
}

function row(search) {
  const link = make("a", { href: `${location.pathname}?${search.search.replace(/^\?/, "")}` });
  link.textContent = search.name;
  link.dir = "auto";
  const rename = make("button", { type: "button", className: "tool" }, words.gettext("Rename"));
  rename.setAttribute("aria-label", words.gettext("Rename “%(name)s”", { name: search.name }));
  const remove = make("button", { type: "button", className: "tool" }, words.gettext("Delete"));
  remove.setAttribute("aria-label", words.gettext("Delete “%(name)s”", { name: search.name }));
  const item = make("li", {}, link, make("span", { className: "saved-tools" }, rename, remove));
  rename.addEventListener("click", () => renaming(item, search));
  remove.addEventListener("click", () => {
    const place = [...item.parentNode.children].indexOf(item);
    write(read().filter((one) => one.search !== search.search));
    list();
    said.textContent = words.gettext("Deleted “%(name)s”.", { name: search.name });
    const left = document.querySelectorAll("[data-saved] li a");
    (left[Math.min(place, left.length - 1)] || document.getElementById("page-q"))?.focus();
  });
  return item;
}

function renaming(item, search) {
  const field = make("input", { type: "text", value: search.name, maxLength: 200, autocomplete: "off" });
  field.setAttribute("aria-label", words.gettext("New name"));
  const form = make("form", {}, field, make("button", { className: "small" }, words.gettext("Keep")));
  const done = () => {
    list();
    const links = [...document.querySelectorAll("[data-saved] li")];
    links.find((one) => one.dataset.search === search.search)?.querySelector("button").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = field.value.trim() || search.name;
    write(read().map((one) => (one.search === search.search ? { ...one, name } : one)));
    done();
  });
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") done(); });
  item.replaceChildren(form);
  field.select();
}

function list() {
  const place = document.querySelector("[data-saved]");
  if (!place) return;
  const searches = read();
  const items = searches.map((search) => {
    const item = row(search);
    item.dataset.search = search.search;
    return item;
  });
  place.querySelector("ul").replaceChildren(...items);
  place.hidden = !searches.length;
}

document.addEventListener("click", (event) => {
  const shown = event.target.closest("button[data-save]");
  if (shown) toggle(shown);
});
document.addEventListener("operative:results", refresh);
addEventListener("storage", () => { refresh(); list(); });
addEventListener("popstate", refresh);
refresh();
list();
