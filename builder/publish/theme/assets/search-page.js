// The search page: what is found by groups, and filters whose state stands in the address.
// What is found comes from search-shards.js. Everything shown is set as text, never as markup.
(function () {
  "use strict";
  const { readQuery, ROLES, UNREACHABLE, make, counted, listed, capital, rest, pageAddress, span, marked, whoIs, ask } = window.undersigned;
  const ROLE_LETTERS = { PEO: "E", PFO: "F", PAO: "A", SENIOR_OFFICER_SECURITIZATION: "S", SENIOR_OFFICER_SERVICING: "V" };
  const SECTION_LETTERS = { 302: "3", 906: "9" };
  const SHOWN_AT_FIRST = 20, MOST_MATCHES = 2000, MOST_COMPANIES = 12;
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
      this.fillYears();
      this.readAddress();
      input.addEventListener("input", () => { this.writeAddress(); this.search(); });
      input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); this.search(); } });
      this.form.addEventListener("change", () => { this.readForm(); this.writeAddress(); this.draw(); });
      this.form.addEventListener("submit", (event) => event.preventDefault());
      window.addEventListener("popstate", () => { this.readAddress(); this.search(); });
      if (matchMedia("(max-width: 59.9375em)").matches) this.form.closest("details").removeAttribute("open");
      this.search();
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
      if (this.whole) this.status.replaceChildren(...this.summary(officers.length, companies.length));
      else this.status.textContent = "The nearest first; more are being looked for.";
    }

    summary(officers, companies) {
      const found = listed([officers && counted(officers, "officer", "officers"), companies && counted(companies, "company", "companies")]);
      const asked = `“${this.input.value.trim().slice(0, 80)}”`;
      const none = this.matches.length ? `Nothing is left for ${asked} so narrowed.` : `Nothing found for ${asked}.`;
      if (!found) return [`${none} ${this.query.note}`.trim()];
      return [make("b", {}, found), ` for ${asked}. Nearest first. ${this.query.note}`.trimEnd()];
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
      if (!links.length) return null;
      return make("p", { class: "u-chips" }, make("span", {}, "Narrowed to"), ...links, this.goes("is-plain", { role: [], section: [], findings: [], company: [] }, [0, 0], "Clear all"));
    }

    chip(label, chosen, years) {
      return this.goes("", chosen, years, label, make("span", { "aria-hidden": "true" }, " ×"), make("span", { class: "u-vh" }, ", remove"));
    }

    /** Return a link that narrows to CHOSEN and YEARS. */
    goes(className, chosen, years, ...label) {
      const go = (event) => {
        event.preventDefault();
        this.chosen = chosen;
        this.years = years;
        this.writeAddress();
        this.draw();
      };
      return make("a", { class: className, href: this.address(chosen, years), onclick: go }, ...label);
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

  new SearchPage(document.getElementById("search-q"));
})();
