// Copying of a paragraph with its citation, or of its link.

const said = document.getElementById("page-said");

function plain(element) {
  return element ? element.textContent.replace(/\s+/g, " ").trim() : "";
}

/** Returns the elements of a text as in the resolution: lead-in, then the whole paragraph. */
function partsOf(hit) {
  const lead = hit.querySelector(".lead-in")?.cloneNode(true);
  lead?.querySelector(".unseen")?.remove();
  const whole = hit.querySelector(".whole blockquote")
    || hit.querySelector(".snippet, .history-text, :scope > p:not([class])");
  return [lead, whole].filter((part) => plain(part));
}

/** Returns an element's text as HTML in which only italics are left. */
function italics(element) {
  const made = document.createElement("span");
  for (const node of element.childNodes) {
    const inner = node.nodeType === Node.ELEMENT_NODE ? italics(node) : null;
    if (inner && node.matches("i, em")) {
      const italic = document.createElement("i");
      italic.append(...inner.childNodes);
      made.append(italic);
    } else if (inner) {
      made.append(...inner.childNodes);
    } else {
      made.append(node.textContent.replace(/\s+/g, " "));
    }
  }
  return made;
}

/** Returns a paragraph with its citation, which links to it, for word processors. */
function rich(hit, citation, link) {
  const quote = document.createElement("p");
  quote.append("“", ...partsOf(hit).flatMap((part, at) => [at ? " " : "", italics(part)]), "” (");
  const cited = document.createElement("a");
  cited.href = link;
  cited.textContent = citation;
  quote.append(cited, ")");
  return quote.outerHTML;
}

async function copy(text, html) {
  // navigator.clipboard exists on HTTPS pages only.
  if (html && navigator.clipboard?.write && window.ClipboardItem) {
    const blobs = [["text/plain", text], ["text/html", html]]
      .map(([type, content]) => [type, new Blob([content], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  const focus = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focus?.focus();
  if (!done) throw new Error("copying is not allowed");
  return undefined;
}

function tell(button, text) {
  const word = button.firstChild; // what follows it tells buttons apart for screen readers
  const was = button.dataset.was || word.data;
  button.dataset.was = was;
  word.data = text;
  said.textContent = text;
  setTimeout(() => { word.data = was; said.textContent = ""; }, 2500);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const hit = button.closest(".hit, .history-page, .para");
  const link = new URL(hit.querySelector("h3 a, .history-place a, .permalink").href);
  link.search = "";
  const citation = button.dataset.citation;
  const text = partsOf(hit).map(plain).join(" ");
  try {
    if (button.dataset.copy === "link") await copy(link.href);
    else await copy(`“${text}” (${citation})\n${link}`, rich(hit, citation, link.href));
    tell(button, words.gettext("Copied"));
  } catch {
    tell(button, words.gettext("Could not copy"));
  }
});
