// Opens the page of all values of a facet as a dialog and filters it during typing.

const PAUSE = 150; // milliseconds without a keystroke
let latest = 0;

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`Status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const body = page.querySelector("[data-values]");
  if (!body) throw new Error("This is no page of values");
  const form = body.querySelector("form");
  form.removeAttribute("id");
  // In the dialog, the check boxes belong to its own form, not to the page's.
  for (const one of form.querySelectorAll("[form]")) one.removeAttribute("form");
  return document.adoptNode(body);
}

/** Replaces the values; the text field is not touched. */
function replaceValues(form, body) {
  const find = form.querySelector(".values-find");
  const fresh = body.querySelector("form");
  fresh.querySelector(".values-find").remove();
  for (const one of [...form.children]) if (one !== find) one.remove();
  const [hidden, others] = [[], []];
  for (const one of fresh.children) (one.type === "hidden" ? hidden : others).push(one);
  find.before(...hidden);
  find.after(...others);
}

/** Returns a message that something failed; what was there before stays. */
function notice(text) {
  const told = document.createElement("p");
  told.className = "failed";
  told.setAttribute("role", "alert");
  told.textContent = `${text} ${navigator.onLine ? "Could not reach the server." : "You are offline."}`;
  return told;
}

function narrowing(dialog) {
  const form = dialog.querySelector("form");
  const field = form.querySelector("[name=contains]");
  const show = async (address) => {
    const mine = ++latest;
    const body = await fetched(address).catch(() => null);
    if (mine !== latest || !dialog.open) return;
    form.querySelector(".failed")?.remove();
    if (body) replaceValues(form, body);
    else form.querySelector(".values-find").after(notice("The list could not be updated."));
  };
  const find = () => {
    const action = form.querySelector("[formaction]").getAttribute("formaction");
    return show(`${action}?${new URLSearchParams(new FormData(form))}`);
  };
  let pause;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(find, PAUSE); });
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    find();
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".pages a");
    if (!link) return;
    event.preventDefault();
    show(link.href);
  });
}

async function open(link) {
  const body = await fetched(link.href);
  const dialog = document.createElement("dialog");
  dialog.className = "values-dialog";
  dialog.setAttribute("aria-labelledby", "page-values");
  const heading = document.createElement("h2");
  heading.id = "page-values";
  heading.textContent = body.querySelector("h1").textContent;
  body.querySelector("h1").replaceWith(heading);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", words.gettext("Close"));
  close.textContent = "×";
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, body);
  dialog.addEventListener("close", () => { dialog.remove(); latest += 1; });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("operative:asked", () => dialog.close(), { once: true });
  document.body.append(dialog);
  narrowing(dialog);
  dialog.showModal();
  dialog.querySelector("[name=contains]").focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.all-values");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.parentElement.querySelector(".failed")?.remove();
  open(link).catch(() => link.before(notice("The list could not be opened.")));
});
