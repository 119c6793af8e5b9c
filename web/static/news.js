// What is new since the last visit: counted on the start page, marked on the page of new documents.
// This browser alone knows when that was.

const SEEN = "operative.seen";

/** Returns the newest arrival that was known at the last visit; the same for this whole visit. */
function before() {
  try {
    const known = sessionStorage.getItem(SEEN) ?? localStorage.getItem(SEEN) ?? "";
    sessionStorage.setItem(SEEN, known);
    return known;
  } catch {
    return "";
  }
}

function remember(newest) {
  try {
    if (newest > (localStorage.getItem(SEEN) ?? "")) localStorage.setItem(SEEN, newest);
  } catch {
    // This browser does not store data: every visit is the first.
  }
}

const place = document.querySelector("[data-news]");
const groups = place ? [...place.querySelectorAll("[data-arrived]")] : [];
if (groups.length) {
  const since = before();
  const fresh = groups.filter((one) => since && one.dataset.arrived > since);
  const count = fresh.reduce((sum, one) => sum + Number(one.dataset.count), 0);
  for (const one of fresh) {
    const mark = document.createElement("span");
    mark.className = "kind";
    mark.textContent = words.gettext("new since your last visit");
    (one.querySelector("[data-place]") ?? one).append(" ", mark);
  }
  const said = place.querySelector("[data-news-said]");
  if (said && since) {
    said.textContent = count
      ? words.ngettext("%(number)s new since your last visit.", "%(number)s new since your last visit.", count)
      : words.gettext("Nothing new since your last visit.");
    said.hidden = false;
  }
  remember(groups[0].dataset.arrived);
}
