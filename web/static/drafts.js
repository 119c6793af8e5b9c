// Drafts: says that a check is under way, and that a file is too large before it is sent.

const MEGABYTE = 1024 * 1024;

function tooLarge(form) {
  const file = form.elements.file?.files?.[0];
  const most = Number(form.dataset.most);
  return file && file.size > most ? words.gettext("The file is too large: a draft can have %(number)s MB.", { number: most / MEGABYTE }) : "";
}

function check(event) {
  const form = event.currentTarget;
  const status = form.querySelector(".draft-wait");
  const refusal = tooLarge(form);
  if (refusal) {
    event.preventDefault();
    status.textContent = refusal;
    return;
  }
  status.textContent = words.gettext("Checking… This takes a few seconds.");
  form.querySelector("button").disabled = true;
  form.querySelector(".draft-progress").hidden = false;
  const started = Date.now();
  const time = form.querySelector(".draft-time");
  // Only for the eyes: a screen reader would read every second.
  form.dataset.timer = setInterval(() => { time.textContent = words.gettext("%(number)s s", { number: Math.round((Date.now() - started) / 1000) }); }, 1000);
}

function reset(form) {
  clearInterval(form.dataset.timer);
  form.querySelector(".draft-time").textContent = "";
  form.querySelector(".draft-progress").hidden = true;
  form.querySelector(".draft-wait").textContent = "";
  form.querySelector("button").disabled = false;
}

const forms = document.querySelectorAll("[data-checks]");
for (const form of forms) form.addEventListener("submit", check);
// A page from the browser's memory would still be waiting.
addEventListener("pageshow", () => forms.forEach(reset));
