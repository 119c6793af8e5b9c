// The element <operative-search>: its attributes, requests and events. The attributes are its state;
// the reader's choices override them until an attribute changes.

const NAME = "operative-search";
const FIELDS = ["type", "verb", "anyverb", "class", "opening", "to", "organ", "session", "year",
  "doctype", "adopted", "committee", "language", "due", "cites", "symbol",
  "subject", "sdg", "classified", "uses", "first", "last"];
const SPOKEN = { class: "speech-act" }; // HTML has its own meaning for this name
const OTHERS = ["server", "query", "locked", "lang", "page-size", "target", "label", "signed-on"];
const PROPERTIES = ["server", "query", "filters", "locked", "pageSize", "target", "label",
  "signedOn"];
const USUAL_SIZE = 10;
const MOST_SIZE = 100;
const SLOW = 300; // milliseconds until waiting is shown
let made = 0;

function attributeOf(field) {
  return own(SPOKEN, field) ? SPOKEN[field] : field;
}

function observed() {
  const names = [];
  for (let i = 0; i < FIELDS.length; i += 1) names.push(attributeOf(FIELDS[i]));
  return names.concat(OTHERS);
}

class OperativeSearch extends SearchLook {
  static get observedAttributes() {
    return observed();
  }

  constructor() {
    super();
    made += 1;
    this._number = made;
    this._latest = 0; // number of the latest question: earlier answers are not shown
    this._running = null;
    this._asked = null; // the question that is shown, or under way
    this._chosen = null; // filters the reader has left, null for the attributes' own
    this._due = null; // what has changed and is yet to be shown
  }

  connectedCallback() {
    for (let i = 0; i < PROPERTIES.length; i += 1) this._upgrade(PROPERTIES[i]);
    if (this.shadowRoot) return this._refresh("place");
    this._build();
    return this._refresh("query");
  }

  disconnectedCallback() {
    this._stop();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (FIELDS.indexOf(name === SPOKEN.class ? "class" : name) >= 0) this._chosen = null;
    if (this.shadowRoot) this._refresh(name);
  }

  /** Applies a property that was set before the element was defined and hides the element's own. */
  _upgrade(name) {
    if (!own(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  get server() { return serverAddress(this.getAttribute("server")); }
  set server(value) { this._set("server", value); }
  get query() { return this._input ? this._input.value : this.getAttribute("query") || ""; }
  set query(value) {
    if (this.getAttribute("query") === String(value)) this._refresh("query");
    this._set("query", value);
  }
  get locked() { return this.hasAttribute("locked"); }
  set locked(value) { this.toggleAttribute("locked", Boolean(value)); }
  get signedOn() { return this.hasAttribute("signed-on"); }
  set signedOn(value) { this.toggleAttribute("signed-on", Boolean(value)); }
  get target() { return this.getAttribute("target") || ""; }
  set target(value) { this._set("target", value); }
  get label() { return this.getAttribute("label") || ""; }
  set label(value) { this._set("label", value); }
  get pageSize() {
    const size = parseInt(this.getAttribute("page-size"), 10);
    return size >= 1 ? Math.min(size, MOST_SIZE) : USUAL_SIZE;
  }
  set pageSize(value) { this._set("page-size", value); }

  /** The current filters: an object of lists of values by field. */
  get filters() {
    const found = {};
    for (let i = 0; i < FIELDS.length; i += 1) {
      const values = this._chosen ? this._chosen[FIELDS[i]] || [] : this._preset(FIELDS[i]);
      if (values.length) found[FIELDS[i]] = values.slice();
    }
    return found;
  }
  set filters(value) {
    for (let i = 0; i < FIELDS.length; i += 1) {
      const given = value && own(value, FIELDS[i]) ? [].concat(value[FIELDS[i]]) : [];
      this._set(attributeOf(FIELDS[i]), given.length ? given.join("|") : null);
    }
  }

  /** Searches for a text, or for the text in the box. */
  search(text) {
    if (!this.shadowRoot) {
      this.query = text === undefined ? this.query : text;
      return;
    }
    this._settle();
    if (text !== undefined) this._input.value = String(text);
    this._ask(1);
  }

  _set(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  _preset(field) {
    const parts = (this.getAttribute(attributeOf(field)) || "").split("|");
    const values = [];
    for (let i = 0; i < parts.length; i += 1) if (parts[i].trim()) values.push(parts[i].trim());
    return values;
  }

  _listen(sheet) {
    const element = this;
    sheet.addEventListener("load", function () { element._box.hidden = false; });
    sheet.addEventListener("error", function () {
      element._box.hidden = false; // plain is better than nothing
      console.warn("operative-search: " + sheet.href + " could not be loaded. If this page has a " +
        "content security policy, add the server to “style-src”.");
    });
    this._form.addEventListener("submit", function (event) {
      event.preventDefault();
      element._settle();
      element._ask(1);
    });
    this._more.addEventListener("click", function () { element._ask(element._asked.page + 1); });
    const typed = ["keydown", "keypress", "keyup"];
    for (let i = 0; i < typed.length; i += 1) {
      // Typing in the box must not trigger the host page's shortcuts or submit its forms.
      this._input.addEventListener(typed[i], function (event) { event.stopPropagation(); });
    }
  }

  /** Redraws once for all attributes that are set together. */
  _refresh(name) {
    const first = this._due === null;
    this._due = (this._due || []).concat([name]);
    const element = this;
    if (first) setTimeout(function () { element._settle(); }, 0);
  }

  _settle() {
    const due = this._due;
    if (due === null || !this.shadowRoot || !this.isConnected) {
      this._due = null;
      return;
    }
    this._due = null;
    const query = due.indexOf("query") >= 0;
    if (query && this.hasAttribute("query")) this._input.value = this.getAttribute("query");
    this._write();
    if (!this.server) this._tell([this._say("address")]);
    else if (this._asked || this.hasAttribute("query")) this._ask(1);
  }

  _pairs() {
    const pairs = [["q", this._input.value]];
    const filters = this.filters;
    const fields = Object.keys(filters);
    for (let i = 0; i < fields.length; i += 1) {
      const values = filters[fields[i]];
      for (let j = 0; j < values.length; j += 1) pairs.push([fields[i], values[j]]);
    }
    return pairs;
  }

  /** Returns the address of the full page for the same search. */
  _page() {
    const language = this._language;
    return this.server + queryOf(this._pairs().concat(language === "en" ? [] : [["lang", language]]));
  }

  _leave(field, value) {
    const filters = this.filters;
    const kept = [];
    for (let i = 0; i < filters[field].length; i += 1) {
      if (filters[field][i] !== value) kept.push(filters[field][i]);
    }
    filters[field] = kept;
    this._chosen = filters;
    this._write();
    this._input.focus();
    if (this._asked) this._ask(1);
  }

  _stop() {
    this._latest += 1;
    if (this._running) this._running.abort();
    this._running = null;
  }

  _ask(page) {
    this._stop();
    const server = this.server;
    if (!server) return;
    const mine = this._latest;
    const pairs = this._pairs().concat([["page", String(page)], ["size", String(this.pageSize)],
      ["lang", this._language]]);
    const element = this;
    this._asked = { query: this._input.value, filters: this.filters, page };
    this._write();
    this._results.setAttribute("aria-busy", "true");
    setTimeout(function () {
      if (mine === element._latest && element._running) {
        element._status.textContent = element._say("searching");
      }
    }, SLOW);
    this._running = ask(server + "api/v1/search" + queryOf(pairs), this.signedOn,
      function (answer) {
        if (mine !== element._latest) return;
        element._running = null;
        element._results.removeAttribute("aria-busy");
        if (answer.body) element._show(answer.body, page);
        else element._fail(answer, page);
      });
  }

  _show(answer, page) {
    const way = this._way();
    if (page === 1) empty(this._results);
    const before = this._results.children.length;
    for (let i = 0; i < answer.hits.length; i += 1) {
      this._results.appendChild(drawHit(answer.hits[i], way));
    }
    const shown = this._results.children.length;
    this._more.hidden = !(answer.links && answer.links.next);
    this._tellAbout(answer, page);
    this._status.textContent = this._total(answer, shown);
    if (page > 1 && this._results.children[before]) {
      this._results.children[before].querySelector("a").focus();
    }
    this._dispatch("operative:search", { query: answer.query, filters: answer.filters,
      page: answer.page, total: answer.total, shown, reading: answer.reading,
      href: this._full.href }, false);
  }

  _fail(answer, page) {
    const problem = answer.problem || {};
    const detail = answer.failure
      ? this._say(answer.failure, { server: this.server.replace(/\/$/, "") })
      : String(problem.detail || problem.title || this._say("failed"));
    const again = make("button", { type: "button", class: "plain" }, [this._say("again")]);
    const element = this;
    again.addEventListener("click", function () { element._ask(page); });
    if (page === 1) empty(this._results);
    this._more.hidden = true;
    this._status.textContent = this._say("failed");
    this._tell([make("span", { part: "error", class: "error" }, [detail]), again]);
    console.error("operative-search: " + detail);
    this._dispatch("operative:error", { code: problem.code || answer.failure, detail }, false);
  }

  _way() {
    const element = this;
    return {
      language: this._language,
      server: this.server,
      target: this._target,
      opened(event, hit, href) {
        const detail = { id: hit.paragraph.id, symbol: hit.document.symbol, href,
          citation: hit.citation, document: hit.document, paragraph: hit.paragraph };
        if (!element._dispatch("operative:open", detail, true)) event.preventDefault();
      },
    };
  }

  _dispatch(name, detail, cancelable) {
    return this.dispatchEvent(new CustomEvent(name,
      { detail, cancelable, bubbles: true, composed: true }));
  }
}

if (!customElements.get(NAME)) customElements.define(NAME, OperativeSearch);
