// Drawing of the element, from nodes and text only: nothing from a document, a query or a server is
// ever parsed as HTML.

const NARROW = 0xffff;

/** Returns a new element. attributes: those with null or false are left out. */
function make(name, attributes, children) {
  const element = document.createElement(name);
  const names = Object.keys(attributes || {});
  for (let i = 0; i < names.length; i += 1) {
    const value = attributes[names[i]];
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(names[i], value === true ? "" : value);
    }
  }
  put(element, children || []);
  return element;
}

function put(element, children) {
  for (let i = 0; i < children.length; i += 1) {
    const child = children[i];
    if (child === null || child === undefined || child === "") continue;
    element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

function empty(element) {
  while (element.firstChild) element.removeChild(element.firstChild);
}

/** Returns offsets in a JavaScript string for offsets in code points. */
function placesIn(text) {
  const places = [];
  let at = 0;
  while (at < text.length) {
    places.push(at);
    at += text.codePointAt(at) > NARROW ? 2 : 1;
  }
  places.push(at);
  return function (place) { return places[Math.min(Math.max(place, 0), places.length - 1)]; };
}

/** Returns a text as nodes with its matches marked. spans: pairs of code point offsets. */
function marked(text, spans, part) {
  const nodes = [];
  const place = placesIn(text);
  let done = 0;
  for (let i = 0; i < spans.length; i += 1) {
    const start = place(spans[i][0]);
    const end = place(spans[i][1]);
    if (start < done || end <= start) continue;
    nodes.push(text.slice(done, start));
    nodes.push(make("mark", { part }, [text.slice(start, end)]));
    done = end;
  }
  nodes.push(text.slice(done));
  return nodes;
}

/** Returns a date ("2019-12-18") in the format of a language. */
function dateIn(language, iso) {
  const date = new Date(iso + "T00:00:00Z");
  if (isNaN(date)) return iso;
  return date.toLocaleDateString(localeOf(language), {
    day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });
}

/** Returns one result as an element. way: {language, server, target, opened(event, hit, href)}. */
function drawHit(hit, way) {
  const about = hit.document;
  const href = linkAddress(way.server, hit.links && hit.links.html);
  const name = [make("span", { class: "symbol" }, [hit.symbol || about.symbol]), " ",
    make("span", { class: "place" }, [hit.name || ""])];
  const link = make("a", { part: "link", href: href || null, target: way.target,
    rel: way.target ? "noopener" : null }, name);
  link.addEventListener("click", function (event) { way.opened(event, hit, link.href); });
  const facts = [];
  if (about.title) facts.push(make("span", { class: "title", dir: "auto" }, [about.title]));
  if (about.adopted_on) {
    const said = dateIn(way.language, about.adopted_on);
    facts.push(make("time", { datetime: about.adopted_on }, [said]));
  }
  const language = { lang: about.language, dir: "auto" };
  const snippet = hit.snippet;
  const lines = [make("p", { class: "name", part: "name" }, [link])];
  if (facts.length) lines.push(make("p", { class: "about", part: "about" }, facts));
  if (hit.lead_in) {
    const said = make("span", { class: "unseen", lang: way.language, dir: directionOf(way.language) }, [say(way.language, "lead")]);
    lines.push(make("p", { class: "lead", part: "lead", ...language }, [said, hit.lead_in]));
  }
  lines.push(make("p", { class: "snippet", part: "snippet", ...language },
    [snippet.cut_before ? "… " : ""].concat(
      marked(snippet.text, snippet.highlights, "mark"), [snippet.cut_after ? " …" : ""])));
  return make("li", { class: "hit", part: "item" }, lines);
}
