// The search field on every page: a combobox after the WAI-ARIA practices. What is found comes from
// search-shards.js; search-page.js shares how it is shown. Everything is set as text, never as markup.
(function () {
  "use strict";
  const { Shelf, seek, readQuery, scriptLoader, plain } = window.undersigned;
  const SITE = new URL("../", document.currentScript.src);
  const ROLES = { E: "principal executive", F: "principal financial", A: "principal accounting", S: "senior officer, securitization", V: "senior officer, servicing" };
  const SUGGESTED_OFFICERS = 6, SUGGESTED_COMPANIES = 3;
  const LONGEST_REST = 100, REST_BEFORE_SAYING = 500;
  const UNREACHABLE = "The name index could not be loaded.";
  const load = scriptLoader(new URL("names/", SITE).href);
  let lastLoad = 0;
  const shelf = new Shelf(async (path, again) => {
    const began = performance.now(), text = await load(path, again);
    lastLoad = performance.now() - began;
    return text;
  });

  // ---------------------------------------------------------------- words and elements
  /** Return an element with attributes and children; strings become text. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  const counted = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
  const listed = (words) => words.filter(Boolean).join(", ");
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const wait = (time) => new Promise((done) => setTimeout(done, time));

  function pageAddress(address) {
    const [path, rest] = address.split(/(?=[?#])/, 2);
    return new URL(path, SITE).href + (location.protocol === "file:" ? "index.html" : "") + (rest || "");
  }

  const searchAddress = (query) => pageAddress(`search/?q=${encodeURIComponent(query)}`);

  function span(years) {
    if (!years.length) return "";
    const first = years[0], last = years[years.length - 1];
    return first === last ? `${first}` : `${first} to ${last}`;
  }

  /** Return NAME as nodes, the parts that answer the query marked. */
  function marked(name, words) {
    return name.split(/([\s./-]+)/).map((part) => {
      const folded = plain(part).replace(/[ ,]/g, "");
      const word = folded && words.find((one) => one.length > 1 && (folded === one || folded.startsWith(one)));
      if (!word) return part;
      const length = folded.length === part.length ? word.length : part.length;
      return make("span", {}, make("mark", {}, part.slice(0, length)), part.slice(length));
    });
  }

  function whoIs(card) {
    if (card.kind === "company") return listed([card.cik && `CIK ${card.cik.padStart(10, "0")}`, span(card.years)]);
    return listed([capital(Array.from(card.roles, (letter) => ROLES[letter]).join(", ")), card.company]);
  }

  /** Wait for the next key before files are fetched for slips: not at all where they come at once. */
  const rest = () => wait(Math.min(LONGEST_REST, lastLoad));

  /** Ask again once past the caches before giving up: the site may have been published anew. */
  async function ask(query, options) {
    try {
      return await seek(query, shelf, options);
    } catch (missing) {
      await shelf.open(true);
      return seek(query, shelf, options);
    }
  }

  // ---------------------------------------------------------------- the field on every page
  class Combobox {
    constructor(input) {
      this.input = input;
      this.list = document.getElementById(input.getAttribute("aria-controls"));
      this.status = make("span", { class: "u-vh", role: "status", "aria-live": "polite" });
      input.after(this.status);
      this.options = [];
      this.active = -1;
      this.turn = 0;
      input.addEventListener("focus", () => shelf.open().catch(() => {}));
      input.addEventListener("input", () => this.suggest());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.click(event));
    }

    async suggest() {
      const turn = ++this.turn, text = this.input.value, query = readQuery(text);
      if (plain(text).replace(/[^\p{L}\p{N}]/gu, "").length < 2) return this.close();
      try {
        const rested = async (soFar) => {
          if (turn === this.turn && soFar.length) this.show(text, query, soFar);
          await rest();
          return turn === this.turn;
        };
        const matches = await ask(query, { limit: 40, rested });
        if (turn === this.turn) this.show(text, query, matches);
      } catch (missing) {
        if (turn === this.turn) this.showUnreachable();
      }
    }

    show(text, query, matches) {
      const officers = matches.filter((match) => match.card.kind === "officer").slice(0, SUGGESTED_OFFICERS);
      const companies = matches.filter((match) => match.card.kind === "company").slice(0, SUGGESTED_COMPANIES);
      this.options = [];
      const groups = [["Officers", officers], ["Companies", companies]].filter(([, some]) => some.length);
      const nodes = groups.map(([label, some]) => make("div", { role: "group", "aria-label": label },
        make("div", { class: "grp", "aria-hidden": "true" }, label), ...some.map((match) => this.option(match, query))));
      if (!nodes.length) nodes.push(make("div", { class: "grp" }, query.note || "No officer or company is named so."));
      nodes.push(this.lastOption(text, matches.length ? "All results" : "Search page"));
      this.open(nodes);
      this.say(turnless(officers.length + companies.length, query));
    }

    option(match, query) {
      const card = match.card;
      return this.add(pageAddress(card.address), "", make("b", {}, ...marked(card.name, query.words)),
        make("span", {}, card.kind === "officer" ? span(card.years) : ""),
        make("small", {}, whoIs(card), ...(match.why ? [make("br"), match.why] : [])));
    }

    lastOption(text, label) {
      return this.add(searchAddress(text), "u-drop__all", make("span", {}, `${label} for “${text.trim().slice(0, 60)}”`));
    }

    add(href, className, ...children) {
      const id = `${this.list.id}-${this.options.length}`;
      const option = make("div", { role: "option", id, "aria-selected": "false", class: className, "data-href": href }, ...children);
      this.options.push(option);
      return option;
    }

    showUnreachable() {
      this.options = [];
      this.open([make("div", { class: "grp" }, UNREACHABLE),
        this.add(pageAddress("officers/"), "u-drop__all", make("span", {}, "Officers from A to Z")),
        this.add(pageAddress("companies/"), "u-drop__all", make("span", {}, "Companies from A to Z"))]);
      this.say(`${UNREACHABLE} The lists from A to Z stand in for it.`);
    }

    open(nodes) {
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      this.list.replaceChildren(...nodes);
      if (document.activeElement !== this.input) return;
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }

    close() {
      this.turn++;
      this.active = -1;
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    async say(text) {
      const turn = this.turn;
      await wait(REST_BEFORE_SAYING);
      if (turn === this.turn) this.status.textContent = text;
    }

    choose(step) {
      const count = this.options.length;
      if (!count) return;
      if (this.active >= 0) this.options[this.active].setAttribute("aria-selected", "false");
      this.active = this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count;
      const option = this.options[this.active];
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    key(event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.list.hidden) this.suggest();
        else this.choose(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        const option = this.list.hidden ? null : this.options[this.active];
        if (option || this.input.value.trim()) location.assign(option ? option.dataset.href : searchAddress(this.input.value));
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (this.list.hidden) this.input.value = "";
        this.close();
      }
    }

    click(event) {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      if (event.ctrlKey || event.metaKey) window.open(option.dataset.href, "_blank", "noopener");
      else location.assign(option.dataset.href);
    }
  }

  const turnless = (count, query) => (count ? `${counted(count, "suggestion", "suggestions")}. Up and down arrows choose.` : query.note || "No suggestions.");

  Object.assign(window.undersigned, { ROLES, UNREACHABLE, make, counted, listed, capital, wait, rest, pageAddress, span, marked, whoIs, ask });
  for (const input of document.querySelectorAll("search input[role=combobox]")) new Combobox(input);
})();
