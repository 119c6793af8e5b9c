// Reports this page's height to the embedding page, so that its frame fits. The embedding page has to
// ask first, and gets an answer only if its site may show this one.

const allowed = document.body.dataset.allowed.split(" ");
let asker = null; // origin of the page around

function tell() {
  if (!asker) return;
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ type: "operative:height", height }, asker);
}

addEventListener("message", (event) => {
  if (event.source !== parent || parent === window) return;
  if (event.data?.type !== "operative:hello" || !allowed.includes(event.origin)) return;
  asker = event.origin;
  tell();
});
new ResizeObserver(tell).observe(document.documentElement);
