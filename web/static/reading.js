// Marks in the outline where the reader is, opens footnotes below their paragraph, and dates prints.

const entries = [...document.querySelectorAll(".outline a")]
  .map((link) => ({ link, place: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter((one) => one.place);
const TOP = 120; // pixels from the top of the window at which a section counts as reached
let current = null;
let waiting = false;

function mark() {
  waiting = false;
  let here = null;
  for (const one of entries) {
    if (one.place.getBoundingClientRect().top > TOP) break;
    here = one.link;
  }
  if (here === current) return;
  current?.removeAttribute("aria-current");
  here?.setAttribute("aria-current", "location");
  current = here;
  // In a long outline, the mark stays in sight; the page itself must not move.
  const side = here?.closest(".about");
  if (!side || getComputedStyle(side).position !== "sticky") return;
  const [link, room] = [here.getBoundingClientRect(), side.getBoundingClientRect()];
  if (link.top < room.top || link.bottom > room.bottom) side.scrollTop += link.top - room.top - room.height / 3;
}

function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(mark);
}

addEventListener("scroll", later, { passive: true });
addEventListener("resize", later, { passive: true });
mark();

function close(link) {
  document.getElementById(link.getAttribute("aria-controls"))?.remove();
  link.removeAttribute("aria-controls");
  link.setAttribute("aria-expanded", "false");
}

function open(link, note) {
  const beside = document.createElement("div");
  beside.className = "note-beside";
  beside.id = `beside-${link.id}`;
  beside.setAttribute("role", "note");
  beside.setAttribute("aria-label", link.getAttribute("aria-label"));
  const text = note.querySelector("p").cloneNode(true);
  for (const back of text.querySelectorAll(".back")) back.remove();
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "close";
  shut.setAttribute("aria-label", words.gettext("Close %(name)s", { name: link.getAttribute("aria-label").toLowerCase() }));
  shut.textContent = "×";
  shut.addEventListener("click", () => { close(link); link.focus(); });
  beside.append(shut, note.querySelector(".marker").cloneNode(true), text);
  link.closest(".para, .table").after(beside);
  link.setAttribute("aria-controls", beside.id);
  link.setAttribute("aria-expanded", "true");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.fnref");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!note) return;
  event.preventDefault();
  if (link.hasAttribute("aria-controls")) close(link);
  else open(link, note);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const beside = document.activeElement.closest(".note-beside");
  const link = beside
    ? document.querySelector(`[aria-controls="${CSS.escape(beside.id)}"]`)
    : document.activeElement.closest("a.fnref[aria-controls]");
  if (!link) return;
  close(link);
  link.focus();
});

addEventListener("beforeprint", () => {
  const today = new Date().toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
  for (const one of document.querySelectorAll("[data-printed]")) one.textContent = ` ${words.gettext("Printed on %(day)s.", { day: today })}`;
});
