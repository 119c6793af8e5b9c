// Tells the page around how high this one is, so that its frame fits. That page has to ask first,
// and is answered only if it is of a site that may show this one.

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
