// Keyboard shortcuts: "/" for the search box, "j" and "k" for the next and previous result, "?" for
// help. They can be turned off; this browser remembers the choice.

const KEPT = "operative.keys";
const KEYS = [
  ["/", words.gettext("Go to the search box")],
  ["j", words.gettext("Next result")],
  ["k", words.gettext("Previous result")],
  ["?", words.gettext("Show this list")],
];
const FOUND = ".hit h3 a, .hit-here .permalink";

function wanted() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function keep(on) {
  try {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
  } catch { /* a browser that keeps nothing forgets it with the page */ }
}

let on = wanted();

function typing(element) {
  if (element.isContentEditable || element.matches("textarea, select")) return true;
  return element.matches("input") && !element.matches("[type=checkbox], [type=radio], [type=button]");
}

function move(step) {
  const found = [...document.querySelectorAll(FOUND)];
  if (!found.length) return;
  const here = found.findIndex((one) => one === document.activeElement
    || one.closest(".hit, .hit-here").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : found.length - 1) : here + step;
  const target = found[Math.min(Math.max(next, 0), found.length - 1)];
  target.focus({ preventScroll: true });
  target.closest(".hit, .hit-here").scrollIntoView({ block: "nearest" });
}

function make(name, text, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  if (text) element.textContent = text;
  return element;
}

function dialog() {
  const made = make("dialog", "", { className: "keys-help" });
  made.setAttribute("aria-labelledby", "page-keys");
  const list = make("dl");
  for (const [key, meaning] of KEYS) {
    const row = make("div");
    const name = make("dt");
    name.append(make("kbd", key));
    row.append(name, make("dd", meaning));
    list.append(row);
  }
  const label = make("label", "", { className: "value" });
  const toggle = make("input", "", { type: "checkbox", checked: on });
  toggle.addEventListener("change", () => { on = toggle.checked; keep(on); });
  label.append(toggle, make("span", words.gettext("Use these shortcuts")));
  const close = make("button", words.gettext("Close"), { className: "plain", type: "button" });
  close.addEventListener("click", () => made.close());
  made.addEventListener("close", () => made.remove());
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
  made.append(make("h2", words.gettext("Keyboard shortcuts"), { id: "page-keys" }), list, label, close);
  document.body.append(made);
  made.showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) dialog();
});

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
  const box = document.getElementById("page-q");
  if (event.key === "/" && box) { box.focus(); box.select(); }
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "?") dialog();
  else return;
  event.preventDefault();
});
