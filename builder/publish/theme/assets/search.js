// The search field on every page (a combobox after the WAI-ARIA practices) and the search page.
// What is found comes from search-shards.js. Everything shown is set as text, never as markup.
(function () {
  "use strict";
  const { Shelf, seek, readQuery, scriptLoader, plain } = window.undersigned;
  const SITE = new URL("../", document.currentScript.src);
  const ROLES = { E: "principal executive", F: "principal financial", A: "principal accounting", S: "senior officer, securitization", V: "senior officer, servicing" };
  const ROLE_LETTERS = { PEO: "E", PFO: "F", PAO: "A", SENIOR_OFFICER_SECURITIZATION: "S", SENIOR_OFFICER_SERVICING: "V" };
  const SECTION_LETTERS = { 302: "3", 906: "9" };
  const SUGGESTED_OFFICERS = 6, SUGGESTED_COMPANIES = 3, SHOWN_AT_FIRST = 20, MOST_MATCHES = 2000, MOST_COMPANIES = 12;
  const LONGEST_REST = 100, LOADS_IN_REST = 3, REST_BEFORE_SAYING = 500;
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
  const rest = () => wait(Math.min(LONGEST_REST, LOADS_IN_REST * lastLoad));

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

  // ---------------------------------------------------------------- the search page
  const TESTS = {
    role: (card, chosen) => chosen.some((role) => card.roles.includes(ROLE_LETTERS[role])),
    section: (card, chosen) => chosen.some((section) => card.sections.includes(SECTION_LETTERS[section])),
    findings: (card, chosen) => card.kind === "officer" && chosen.includes(card.findings ? "some" : "none"),
    company: (card, chosen) => chosen.includes(card.company),
    year: (card, [from, to]) => card.years.some((year) => year >= (from || 0) && year <= (to || 9999)),
  };
  const SHOWN_VALUES = {
    role: (value) => capital(ROLES[ROLE_LETTERS[value]] || value), section: (value) => `Section ${value}`,
    findings: (value) => (value === "some" ? "With findings" : "Without findings"), company: (value) => value,
  };

  class SearchPage {
    constructor(input) {
      this.input = input;
      this.form = document.getElementById("search-facets");
      this.hits = document.getElementById("search-hits");
      this.status = document.getElementById("search-status");
      this.companies = document.getElementById("search-companies");
      this.more = 0;
      this.turn = 0;
      this.plainField();
      this.fillYears();
      this.readAddress();
      input.addEventListener("input", () => { this.writeAddress(); this.search(); });
      this.form.addEventListener("change", () => { this.readForm(); this.writeAddress(); this.draw(); });
      this.form.addEventListener("submit", (event) => event.preventDefault());
      window.addEventListener("popstate", () => { this.readAddress(); this.search(); });
      if (matchMedia("(max-width: 59.9375em)").matches) this.form.closest("details").removeAttribute("open");
      this.search();
    }

    /** Here the results stand on the page: the field is no combobox. */
    plainField() {
      for (const name of ["role", "aria-expanded", "aria-autocomplete", "aria-controls"]) this.input.removeAttribute(name);
      this.input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); this.search(); } });
    }

    fillYears() {
      for (const select of this.form.querySelectorAll("select")) {
        for (let year = 2002; year <= new Date().getFullYear(); year++) select.append(make("option", { value: year }, `${year}`));
      }
    }

    readAddress() {
      const asked = new URLSearchParams(location.search);
      this.input.value = asked.get("q") || "";
      this.chosen = { role: asked.getAll("role"), section: asked.getAll("section"), findings: asked.getAll("findings"), company: asked.getAll("company") };
      this.years = [Number(asked.get("from")) || 0, Number(asked.get("to")) || 0];
    }

    readForm() {
      const form = new FormData(this.form);
      for (const name of Object.keys(this.chosen)) this.chosen[name] = form.getAll(name);
      this.years = [Number(form.get("from")), Number(form.get("to"))];
    }

    address(chosen, years) {
      const asked = new URLSearchParams();
      if (this.input.value.trim()) asked.set("q", this.input.value.trim());
      for (const [name, values] of Object.entries(chosen)) for (const value of values) asked.append(name, value);
      if (years[0]) asked.set("from", years[0]);
      if (years[1]) asked.set("to", years[1]);
      const text = asked.toString();
      return location.pathname + (text ? `?${text}` : "");
    }

    writeAddress() { history.replaceState(null, "", this.address(this.chosen, this.years)); }

    async search() {
      const turn = ++this.turn, text = this.input.value;
      this.query = readQuery(text);
      this.more = 0;
      if (!this.query.words.length) {
        this.matches = [];
        this.hits.replaceChildren();
        this.status.textContent = text.trim() ? this.query.note : "";
        return;
      }
      const loading = setTimeout(() => { if (turn === this.turn) this.status.textContent = "Fetching names."; }, 300);
      try {
        const rested = async () => { await rest(); return turn === this.turn; };
        const nearest = await ask(this.query, { limit: SHOWN_AT_FIRST, rested });
        if (turn !== this.turn) return;
        this.drawMatches(nearest, false);
        const matches = await ask(this.query, { limit: MOST_MATCHES, thorough: true, deep: true, rested });
        if (turn === this.turn) this.drawMatches(matches, true);
      } catch (missing) {
        if (turn === this.turn) this.drawUnreachable();
      } finally {
        clearTimeout(loading);
      }
    }

    /** Show MATCHES; WHOLE where no more can come. */
    drawMatches(matches, whole) {
      if (!whole && !matches.length) return;
      this.matches = matches;
      this.whole = whole;
      this.draw();
    }

    /** Return the matches that pass every filter but EXCEPT. */
    passing(except) {
      const tests = Object.entries(this.chosen).filter(([name, values]) => name !== except && values.length);
      const years = except !== "year" && (this.years[0] || this.years[1]);
      return this.matches.filter(({ card }) => tests.every(([name, values]) => TESTS[name](card, values)) && (!years || TESTS.year(card, this.years)));
    }

    draw() {
      if (!this.query || !this.query.words.length) return;
      this.drawFacets();
      const passing = this.passing("");
      const officers = passing.filter((match) => match.card.kind === "officer");
      const companies = passing.filter((match) => match.card.kind === "company");
      const chips = this.chips();
      const parts = chips ? [chips] : [];
      const shown = SHOWN_AT_FIRST + this.more;
      if (officers.length) parts.push(...this.section("Officers", officers.slice(0, shown)));
      if (officers.length > shown) parts.push(this.moreButton(officers.length - shown));
      if (companies.length) parts.push(...this.section("Companies", companies.slice(0, SHOWN_AT_FIRST)));
      if (!passing.length) parts.push(this.nothing());
      this.hits.replaceChildren(...parts);
      this.status.textContent = this.whole ? this.summary(officers.length, companies.length) : "The nearest first; more are being looked for.";
    }

    summary(officers, companies) {
      const found = listed([officers && counted(officers, "officer", "officers"), companies && counted(companies, "company", "companies")]);
      const asked = `“${this.input.value.trim().slice(0, 80)}”`;
      return `${found ? `${found} for ${asked}. Nearest first.` : `Nothing found for ${asked}.`} ${this.query.note}`.trim();
    }

    section(label, matches) {
      return [make("h2", { class: "u-cap" }, label), make("ol", { class: "u-hits" }, ...matches.map((match) => this.hit(match)))];
    }

    hit(match) {
      const card = match.card;
      const counts = card.kind === "officer" ? [span(card.years)] : [counted(card.filings, "filing", "filings")];
      counts.push(counted(card.certifications, "certification", "certifications"));
      if (card.findings) counts.push(counted(card.findings, "finding", "findings"));
      return make("li", {},
        make("a", { class: "nm", href: pageAddress(card.address) }, ...marked(card.name, this.query.words)),
        make("span", { class: "wh" }, whoIs(card)),
        make("span", { class: "ct" }, ...counts.flatMap((count, i) => (i ? [make("br"), count] : [count]))),
        ...(match.why ? [make("span", { class: "why" }, match.why)] : []));
    }

    moreButton(left) {
      const next = Math.min(left, 50);
      return make("p", { class: "u-note" }, make("button", { type: "button", class: "u-btn", onclick: () => { this.more += next; this.draw(); } }, `Show ${next} more officers`));
    }

    nothing() {
      if (this.matches.length) return make("p", {}, `No match for “${this.input.value.trim()}” is left so narrowed.`);
      return make("p", {}, `No officer or company in this archive is named “${this.input.value.trim().slice(0, 80)}”. Absence here says nothing about filings elsewhere.`);
    }

    drawUnreachable() {
      this.status.textContent = UNREACHABLE;
      this.hits.replaceChildren(make("p", {}, `${UNREACHABLE} `,
        make("button", { type: "button", class: "u-btn", onclick: () => this.search() }, "Try again"),
        " or use the lists: ", make("a", { href: pageAddress("officers/") }, "officers from A to Z"), ", ",
        make("a", { href: pageAddress("companies/") }, "companies from A to Z"), "."));
    }

    chips() {
      const links = [];
      for (const [name, values] of Object.entries(this.chosen)) {
        for (const value of values) links.push(this.chip(SHOWN_VALUES[name](value), { ...this.chosen, [name]: values.filter((one) => one !== value) }, this.years));
      }
      const [from, to] = this.years;
      if (from || to) links.push(this.chip(from && to ? `${from} to ${to}` : from ? `From ${from}` : `To ${to}`, this.chosen, [0, 0]));
      return links.length ? make("p", { class: "u-chips" }, make("span", {}, "Narrowed to"), ...links) : null;
    }

    chip(label, chosen, years) {
      const go = (event) => {
        event.preventDefault();
        this.chosen = chosen;
        this.years = years;
        this.writeAddress();
        this.draw();
      };
      return make("a", { href: this.address(chosen, years), onclick: go }, label, make("span", { "aria-hidden": "true" }, " ×"), make("span", { class: "u-vh" }, ", remove"));
    }

    drawFacets() {
      this.drawCompanies();
      for (const box of this.form.querySelectorAll("input[type=checkbox]")) {
        const count = this.passing(box.name).filter(({ card }) => TESTS[box.name](card, [box.value])).length;
        box.checked = this.chosen[box.name].includes(box.value);
        box.closest("label").querySelector("em").textContent = count.toLocaleString("en-GB");
        box.closest("label").classList.toggle("is-zero", !count);
      }
      const [from, to] = this.form.querySelectorAll("select");
      from.value = this.years[0] || "";
      to.value = this.years[1] || "";
    }

    drawCompanies() {
      const counts = new Map(this.chosen.company.map((name) => [name, 0]));
      for (const { card } of this.passing("company")) if (card.company) counts.set(card.company, (counts.get(card.company) || 0) + 1);
      const first = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_COMPANIES).map(([name]) => name);
      const names = [...new Set([...this.chosen.company, ...first])];
      const focused = this.companies.contains(document.activeElement) ? document.activeElement.value : null;
      this.companies.replaceChildren(...names.map((name) => make("label", {},
        make("input", { type: "checkbox", name: "company", value: name }), make("span", {}, name), make("em", {}))));
      for (const box of this.companies.querySelectorAll("input")) if (box.value === focused) box.focus();
    }
  }

  for (const input of document.querySelectorAll(".u-search input")) {
    if (input.id === "search-q" && document.getElementById("search-hits")) new SearchPage(input);
    else new Combobox(input);
  }
})();
