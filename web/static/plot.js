// Reads the values of a plot under the pointer or with the arrow keys, and saves it as PNG.

const figure = document.querySelector(".plot-figure");
const plot = figure.querySelector(".plot");
const room = figure.querySelector(".plot-room");
const rows = [...document.querySelectorAll(".trend-table tbody tr")].reverse();
const names = [...document.querySelectorAll(".trend-table thead th")].map((one) => one.textContent.trim());
const { left, right, bottom } = plot.dataset;
const reading = document.createElement("p");
const guide = document.createElementNS("http://www.w3.org/2000/svg", "path");
let at = -1;

reading.className = "plot-reading";
reading.setAttribute("role", "status");
reading.textContent = words.gettext("Point at the chart, or use ← and → on it, to read its values.");
guide.setAttribute("class", "plot-guide");
plot.append(guide);
room.after(reading);

/** Shows the values of a period, numbered from the first. */
function show(place) {
  at = Math.min(Math.max(place, 0), rows.length - 1);
  const x = Number(left) + ((right - left) * (at + 0.5)) / rows.length;
  guide.setAttribute("d", `M${x} 8V${bottom}`);
  const cells = [...rows[at].cells].map((one) => one.textContent.trim());
  const values = cells.slice(1).map((value, place) => `${names[place + 1]}: ${value}`);
  reading.textContent = `${cells[0]} · ${values.join(" · ")}`;
}

plot.addEventListener("pointermove", (event) => {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(plot.getScreenCTM().inverse());
  if (point.x < left || point.x > right) return;
  show(Math.floor(((point.x - left) / (right - left)) * rows.length));
});

room.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: at < 0 ? rows.length - 1 : at - 1, ArrowRight: at + 1, Home: 0, End: rows.length - 1 };
  if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  show(steps[event.key]);
});

/** Draws the file of the plot and hands it to the browser as a picture. */
async function save() {
  const address = figure.parentElement.querySelector("[data-plot]").href;
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const content = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = button.dataset.plotPng;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const button = document.querySelector("[data-plot-png]");
button.addEventListener("click", () => {
  save().catch(() => { document.getElementById("page-said").textContent = words.gettext("Could not create the picture. Download the SVG instead."); });
});
