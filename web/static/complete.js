// Suggestions under the search box, by the ARIA combobox pattern: arrow keys move, Enter accepts,
// Escape closes. The suggestions come from the index.

const PAUSE = 120; // milliseconds without a keystroke
const NAMES = {
  addressee: words.gettext("addressee"),
  field: words.gettext("field"),
  phrase: words.gettext("phrase"),
  symbol: words.gettext("resolution"),
  value: words.gettext("value"),
  verb: words.gettext("verb"),
  word: words.gettext("word"),
};

const box = document.getElementById("page-q");
const said = document.getElementById("page-said");
const list = document.createElement("ul");
let offered = [];
let active = -1;
let latest = 0;
let running = null;
let pause;

function close() {
  latest += 1; // what is still on its way comes too late
  clearTimeout(pause);
  running?.abort();
  list.hidden = true;
  offered = [];
  point(-1);
  box.setAttribute("aria-expanded", "false");
}

function point(place) {
  list.children[active]?.removeAttribute("aria-selected");
  active = place;
  const option = list.children[active];
  if (!option) return box.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  return box.setAttribute("aria-activedescendant", option.id);
}

function row(one, place) {
  const option = document.createElement("li");
  option.id = `page-offer-${place}`;
  option.setAttribute("role", "option");
  const label = document.createElement("span");
  label.className = "offer-label";
  label.dir = "auto";
  label.textContent = one.label;
  const about = document.createElement("span");
  about.className = "offer-about";
  const count = one.count === null ? "" : ` ${one.count.toLocaleString("fr").replace(/\s/g, "\u202f")}`;
  about.textContent = `${NAMES[one.kind] || one.kind}${count}`;
  option.append(label, about);
  return option;
}

function open(completions) {
  offered = completions;
  list.replaceChildren(...completions.map(row));
  active = -1;
  box.removeAttribute("aria-activedescendant");
  list.hidden = !completions.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
  if (completions.length) {
    said.textContent = words.ngettext("%(number)s suggestion", "%(number)s suggestions", completions.length);
  }
}

/** Puts a suggestion into the box; opens a resolution if it is the whole query. */
function take(place) {
  const one = offered[place];
  box.value = one.text;
  box.setSelectionRange(one.cursor, one.cursor);
  close();
  if (one.kind === "symbol" && !one.text.includes(":")) box.form.requestSubmit();
  else if (one.kind === "field") ask();
}

async function ask() {
  const text = box.value;
  if (!text.trim()) return close();
  running?.abort();
  running = new AbortController();
  const mine = ++latest;
  // The server counts code points, the browser UTF-16 units.
  const cursor = [...text.slice(0, box.selectionStart)].length;
  const address = `${box.dataset.complete}?${new URLSearchParams({ q: text, cursor })}`;
  try {
    const answer = await fetch(address, { signal: running.signal });
    if (!answer.ok) return close();
    const found = await answer.json();
    if (mine === latest && document.activeElement === box) open(found.completions);
  } catch {
    if (mine === latest) close();
  }
  return undefined;
}

function press(event) {
  if (event.isComposing) return;
  const last = list.hidden ? -1 : offered.length - 1;
  if (event.key === "ArrowDown" && list.hidden) ask();
  else if (event.key === "ArrowDown") point(active < last ? active + 1 : -1);
  else if (event.key === "ArrowUp" && !list.hidden) point(active < 0 ? last : active - 1);
  else if (event.key === "Enter" && active >= 0) take(active);
  else if (event.key === "Escape" && !list.hidden) close();
  else return;
  event.preventDefault();
}

function install() {
  list.id = "page-offers";
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.gettext("Suggestions"));
  box.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id,
  })) box.setAttribute(name, value);
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, PAUSE); });
  box.addEventListener("keydown", press);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  // Keeps the focus in the box during a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take([...list.children].indexOf(option));
  });
}

if (box?.dataset.complete) install();
