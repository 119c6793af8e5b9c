// Copying of a paragraph with its citation, or of its link.

const said = document.getElementById("page-said");

function plain(element) {
  return element ? element.textContent.replace(/\s+/g, " ").trim() : "";
}

/** Returns the text of a hit as in the resolution: lead-in, then the whole paragraph. */
function textOf(hit) {
  const lead = hit.querySelector(".lead-in")?.cloneNode(true);
  lead?.querySelector(".unseen")?.remove();
  const whole = hit.querySelector(".whole blockquote") || hit.querySelector(".snippet");
  return [plain(lead), plain(whole)].filter(Boolean).join(" ");
}

async function copy(text) {
  // navigator.clipboard exists on HTTPS pages only.
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
  const was = button.dataset.was || button.textContent;
  button.dataset.was = was;
  button.textContent = text;
  said.textContent = text;
  setTimeout(() => { button.textContent = was; said.textContent = ""; }, 2500);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const hit = button.closest(".hit");
  const link = new URL(hit.querySelector("h3 a").href);
  link.search = "";
  const citation = button.dataset.citation;
  const text = button.dataset.copy === "link" ? link.href : `“${textOf(hit)}” (${citation})\n${link}`;
  try {
    await copy(text);
    tell(button, "Copied");
  } catch {
    tell(button, "Could not copy");
  }
});
