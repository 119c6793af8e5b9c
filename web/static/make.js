// Updates the code while options are chosen; the server creates it, as without scripts.

const form = document.querySelector(".make-form");
const said = document.getElementById("make-said");
const WAIT = 400; // milliseconds after the last change
let latest = 0;
let timer = 0;

async function write() {
  const mine = ++latest;
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") asked.append(name, value);
  const address = `${form.getAttribute("action")}?${asked}`;
  try {
    const text = await (await fetch(address)).text();
    const made = new DOMParser().parseFromString(text, "text/html").getElementById("made");
    if (mine !== latest) return;
    if (!made) throw new Error("no lines");
    document.getElementById("made").replaceWith(document.adoptNode(made));
    history.replaceState(history.state, "", address);
    said.textContent = "Code updated.";
  } catch {
    if (mine === latest) said.textContent = "The code could not be updated. Press “Create code”.";
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  said.textContent = "";
  timer = setTimeout(write, WAIT);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-lines]");
  if (!button) return;
  const lines = button.parentElement.previousElementSibling;
  try {
    await navigator.clipboard.writeText(lines.innerText);
    said.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(lines);
    said.textContent = "Press Ctrl+C to copy the selected code.";
  }
});
