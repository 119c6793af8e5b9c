// Structure and look of the element: its box, filters and messages. Attributes and behaviour are in
// element.js, which builds on this file.

class SearchLook extends HTMLElement {
  /** The language of the texts: of the element, else of the part of the page that it stands in. */
  get _language() {
    const stated = this.closest("[lang]") || document.documentElement;
    return languageFor(stated.getAttribute("lang"));
  }

  _say(key, values) { return say(this._language, key, values); }

  /** The target of links: never a frame in which the full page may not be shown. */
  get _target() { return this.target || (window.parent === window ? null : "_blank"); }

  _build() {
    const root = this.attachShadow({ mode: "open" });
    const sheet = make("link", { rel: "stylesheet", href: this._sheet() });
    this._input = make("input", { id: "q", part: "input", type: "search", maxlength: "10000",
      autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search" });
    this._label = make("label", { for: "q", class: "unseen" });
    this._button = make("button", { part: "button", class: "go" });
    this._form = make("form", { part: "form", role: "search" },
      [this._label, this._input, this._button]);
    this._chips = make("ul", { part: "chips", class: "chips", hidden: true });
    this._status = make("p", { part: "status", class: "status", role: "status" });
    this._message = make("div", { part: "message", class: "message" });
    this._results = make("ol", { part: "results", class: "results" });
    this._more = make("button", { part: "more", type: "button", class: "more", hidden: true });
    this._full = make("a", { part: "full" });
    this._source = make("span", { class: "source" });
    const foot = make("p", { part: "foot", class: "foot" }, [this._full, this._source]);
    this._box = make("div", { part: "box", class: "box", hidden: true }, [this._form, this._chips,
      this._status, this._message, this._results, this._more, foot]);
    this._listen(sheet);
    put(root, [sheet, this._box]);
  }

  _sheet() {
    // Beside the script, a place that the host page's security policy already allows.
    return (serverAddress(null) || this.server) + "embed.css";
  }

  _write() {
    const number = this._number > 1 && !this.label ? " " + this._number : "";
    const label = (this.label || this._say("label")) + number;
    this._box.lang = this._language;
    this._box.dir = directionOf(this._language);
    this._label.textContent = label;
    this._form.setAttribute("aria-label", label);
    this._input.placeholder = this.label || this._say("label");
    this._button.textContent = this._say("search");
    this._more.textContent = this._say("more");
    this._full.textContent = this._say("full");
    this._source.textContent = this._say("source");
    this._full.href = this._page();
    if (this._target) this._full.target = this._target;
    else this._full.removeAttribute("target");
    this._full.rel = "noopener";
    this._drawChips();
  }

  _drawChips() {
    empty(this._chips);
    const filters = this.filters;
    const fields = this.locked ? [] : Object.keys(filters);
    this._chips.setAttribute("aria-label", this._say("chosen"));
    for (let i = 0; i < fields.length; i += 1) {
      for (let j = 0; j < filters[fields[i]].length; j += 1) {
        this._chips.appendChild(this._chip(fields[i], filters[fields[i]][j]));
      }
    }
    this._chips.hidden = !this._chips.firstChild;
  }

  _chip(field, value) {
    const fieldName = (TEXTS[this._language].fields || TEXTS.en.fields)[field];
    const organs = TEXTS[this._language].organs || TEXTS.en.organs;
    const name = field === "organ" && own(organs, value) ? organs[value] : value;
    const label = this._say("remove", { field: fieldName, value: name });
    const cross = make("span", { "aria-hidden": "true" }, [" ×"]);
    const button = make("button", { type: "button", part: "chip", "aria-label": label },
      [fieldName + ": " + name, cross]);
    const element = this;
    button.addEventListener("click", function () { element._leave(field, value); });
    return make("li", {}, [button]);
  }

  _total(answer, shown) {
    if (!answer.total) return this._say("none");
    const found = this._say("found", { count: answer.total });
    return shown < answer.total ? found + " · " + this._say("shown", { count: shown }) : found;
  }

  /** Shows the server's notices about the query. */
  _tellAbout(answer, page) {
    if (page > 1) return;
    const lines = [];
    const element = this;
    if (answer.understanding) lines.push(answer.understanding.message);
    for (let i = 0; i < answer.notices.length; i += 1) lines.push(answer.notices[i].message);
    if (answer.jump) {
      const href = linkAddress(this.server, answer.links.html).replace(/\?.*$/, "") + "resolutions/" +
        answer.jump.split("/").map(encodeURIComponent).join("/") +
        (answer.jump_paragraph || "").replace(/^[^#]*/, "").replace(/\s+/g, "_");
      lines.push(make("a", { href, target: this._target, rel: "noopener" },
        [this._say("open", { symbol: answer.jump })]));
    }
    if (answer.suggestion) {
      const text = this._say("meant", { query: answer.suggestion });
      const button = make("button", { type: "button", part: "suggestion", class: "plain" }, [text]);
      button.addEventListener("click", function () { element.search(answer.suggestion); });
      lines.push(button);
    }
    if (answer.reading) lines.push(this._say("reading", { reading: answer.reading }));
    if (!answer.total) lines.push(this._say("advice"));
    this._tell(lines);
  }

  _tell(lines) {
    empty(this._message);
    for (let i = 0; i < lines.length; i += 1) this._message.appendChild(make("p", {}, [lines[i]]));
  }
}
