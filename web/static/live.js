// Shows a changed search without reloading: fetches the new address and replaces the main part of
// the page. On any failure, plain links and forms take over.

const main = document.getElementById("page-main");
const said = document.getElementById("page-said");
const box = document.getElementById("page-q");
const SLOW = 200; // milliseconds until waiting is shown
const LONG = 1500; // and until it is announced

let latest = 0; // number of the latest question: earlier answers are not shown
let running = null;
let shown = location.pathname + location.search;

history.scrollRestoration = "manual";
if (history.state?.y) scrollTo(0, history.state.y);

/** Returns a selector that finds an element again after its surroundings are replaced. */
function keyOf(element) {
  if (!element || element === document.body) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name && element.type === "checkbox") {
    return `input[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  }
  const href = element.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : null;
}

function remember() {
  const state = { ...history.state, y: scrollY, focus: keyOf(document.activeElement) };
  history.replaceState(state, "");
}

/** Returns the address of a form's request, without empty parameters. */
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const control = form.elements[name];
    const usual = control?.dataset ? control.dataset.default : undefined;
    if (value !== "" && value !== usual && typeof value === "string") asked.append(name, value);
  }
  if (!asked.size) asked.append("q", "");
  return `${form.getAttribute("action")}?${asked}`;
}

function waiting(mine) {
  const still = () => mine === latest && running;
  setTimeout(() => still() && main.setAttribute("aria-busy", "true"), SLOW);
  setTimeout(() => still() && say(words.gettext("Searching …")), LONG);
}

function say(text) {
  // Screen readers announce the same text again only if it was removed in between.
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 50);
}

/** Loads and shows an address. after: sets focus and scroll position once it is shown. */
async function show(address, { push = false, after = () => {} } = {}) {
  running?.abort();
  const mine = ++latest;
  const stop = new AbortController();
  running = stop;
  if (push) remember(); // going back, the entry shown is another one already
  if (push && address !== location.pathname + location.search) history.pushState({}, "", address);
  shown = location.pathname + location.search;
  waiting(mine);
  try {
    const answer = await fetch(address, { signal: stop.signal, headers: { Accept: "text/html" } });
    const text = await answer.text();
    if (mine !== latest) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.querySelector(".results-page")) {
      if (answer.ok) return location.replace(answer.url);
      throw new Error(page.querySelector("h1")?.textContent || `Status ${answer.status}`);
    }
    if (answer.redirected) history.replaceState(history.state, "", answer.url);
    shown = location.pathname + location.search;
    put(page);
    after(page);
    say(document.getElementById("page-total").innerText);
  } catch (error) {
    if (mine === latest) failed(address, error);
  } finally {
    if (mine === latest) {
      running = null;
      main.removeAttribute("aria-busy");
    }
  }
}

/** Replaces the main part of the page; open sections stay open. */
function put(page) {
  const folds = new Map();
  for (const one of main.querySelectorAll("details[data-facet], details[data-keep]")) {
    folds.set(one.dataset.facet || one.dataset.keep, one.open);
  }
  const filters = document.getElementById("page-show-filters")?.checked;
  const focus = main.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const fresh = document.adoptNode(page.getElementById("page-main"));
  for (const one of fresh.querySelectorAll("details[data-facet], details[data-keep]")) {
    const was = folds.get(one.dataset.facet || one.dataset.keep);
    if (was !== undefined) one.open = was;
  }
  const toggle = fresh.querySelector("#page-show-filters");
  if (toggle && filters) toggle.checked = true;
  main.replaceChildren(...fresh.childNodes);
  document.title = page.title;
  const other = "link[rel=alternate]"; // the feed and the JSON of what is shown
  for (const one of document.querySelectorAll(other)) one.remove();
  document.head.append(...page.querySelectorAll(other));
  if (focus) (main.querySelector(focus) || total())?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("operative:results"));
}

const total = () => document.getElementById("page-total");

function failed(address, error) {
  main.querySelector(".failed")?.remove();
  const told = document.createElement("div");
  told.className = "failed";
  told.setAttribute("role", "alert");
  const text = document.createElement("p");
  const unreached = navigator.onLine
    ? words.gettext("Could not reach the server.")
    : words.gettext("You are offline.");
  const why = error instanceof TypeError ? unreached : `${error.message}.`;
  const kept = main.querySelector(".hit")
    ? words.gettext("The results below are those of your last search.")
    : "";
  text.textContent = [words.gettext("The search failed."), why, kept].join(" ").trim();
  const again = document.createElement("button");
  again.type = "button";
  again.className = "plain";
  again.textContent = words.gettext("Try again");
  again.addEventListener("click", () => show(address, { after: () => total().focus() }));
  const anew = document.createElement("a");
  anew.href = address;
  anew.dataset.plain = "";
  anew.textContent = words.gettext("Reload");
  told.append(text, again, anew);
  main.querySelector(".results-top").prepend(told);
  main.classList.add("stale");
  document.addEventListener("operative:results", () => main.classList.remove("stale"), { once: true });
}

function ours(form) {
  return form.getAttribute("action") === location.pathname && form.method === "get";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!ours(form) || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("operative:asked"));
  const typed = document.activeElement === box;
  if (typed && matchMedia("(pointer: coarse)").matches) box.blur();
  show(addressOf(form), { push: true, after: () => typed && scrollTo(0, 0) });
});

document.addEventListener("change", (event) => {
  const control = event.target;
  if (control.getAttribute("form") !== "page-search" || !main.contains(control)) return;
  if (control.type === "checkbox" || control.tagName === "SELECT") {
    show(addressOf(control.form), { push: true });
  }
});

document.addEventListener("click", (event) => {
  const bar = event.target.closest("[data-year]");
  if (bar) return chooseYear(bar.dataset.year);
  const link = event.target.closest("a[href]");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || event.button || modified || event.defaultPrevented || "plain" in link.dataset) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  if (!link.search || !main.contains(link)) return;
  event.preventDefault();
  const paged = link.closest(".pages");
  const after = (page) => {
    box.value = page.getElementById("page-q").value;
    if (paged) total().closest(".summary").scrollIntoView();
    if (!link.closest(".switch")) total().focus({ preventScroll: true });
  };
  show(link.pathname + link.search, { push: true, after });
});

/** Makes a bar of the histogram select its year, or deselect it on the second click. */
function chooseYear(year) {
  const [low, high] = ["page-year-from", "page-year-to"].map((id) => document.getElementById(id));
  const again = low.value === year && high.value === year;
  low.value = high.value = again ? "" : year;
  show(addressOf(low.form), { push: true });
}

addEventListener("popstate", (event) => {
  if (location.pathname + location.search === shown) return; // only the fragment has changed
  const state = event.state || {};
  latest += 1; // what is under way is for another address now
  const after = (page) => {
    box.value = page.getElementById("page-q").value;
    const place = state.focus && document.querySelector(state.focus);
    (place || total()).focus({ preventScroll: true });
    scrollTo(0, state.y || 0);
  };
  show(location.pathname + location.search, { after });
});

let later;
addEventListener("scroll", () => {
  clearTimeout(later);
  later = setTimeout(() => { if (!running) remember(); }, 150);
}, { passive: true });
addEventListener("pagehide", remember);
