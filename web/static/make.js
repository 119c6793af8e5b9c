// Updates the code while options are chosen; the server creates it, as without scripts.

const form = document.querySelector(".make-form");
const said = document.getElementById("make-said");
const WAIT = 400; // milliseconds after the last change
let latest = 0;
let timer = 0;

// Properties of style are set by script: the security policy of the page allows no style attributes.
function dress() {
  for (const box of document.querySelectorAll("[data-look]")) {
    for (const [name, value] of Object.entries(JSON.parse(box.dataset.look))) {
      box.style.setProperty(name, value);
    }
  }
}

// The names of menus say what is chosen in them.
function name(page) {
  const fresh = page.querySelectorAll(".make-menu > summary");
  document.querySelectorAll(".make-menu > summary").forEach((summary, place) => {
    if (fresh[place]) summary.replaceChildren(...fresh[place].childNodes);
  });
}

async function write() {
  const mine = ++latest;
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") asked.append(name, value);
  const address = `${form.getAttribute("action")}?${asked}`;
  try {
    const text = await (await fetch(address)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const made = page.getElementById("made");
    if (mine !== latest) return;
    if (!made) throw new Error("no lines");
    document.getElementById("made").replaceWith(document.adoptNode(made));
    dress();
    name(page);
    history.replaceState(history.state, "", address);
    const warned = document.querySelector(".make-warnings");
    said.textContent = [words.gettext("Code updated."), warned?.textContent.trim()].join(" ").trim();
  } catch {
    if (mine === latest) said.textContent = words.gettext("The code could not be updated. Press “Create code”.");
  }
}

dress();

function later() {
  clearTimeout(timer);
  said.textContent = "";
  timer = setTimeout(write, WAIT);
}

form.addEventListener("input", later);
// Programs that press lists for people do not always say "input".
form.addEventListener("change", (event) => { if (event.target.matches("select")) later(); });

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-lines]");
  if (!button) return;
  const lines = button.parentElement.previousElementSibling;
  try {
    await navigator.clipboard.writeText(lines.innerText);
    said.textContent = words.gettext("Copied.");
    const word = button.firstChild;
    word.data = words.gettext("Copied");
    setTimeout(() => { word.data = words.gettext("Copy"); }, 2000);
  } catch {
    getSelection().selectAllChildren(lines);
    said.textContent = words.gettext("Press Ctrl+C to copy the selected code.");
  }
});
