// The search itself over the shards: the twin of builder/search/seek.py, reading what shards.py wrote.
// Files come by script tags, so that it works from any folder and from file://.
(function (root) {
  "use strict";
  const { readQuery, readCard, oneSlip, beginsWithSlip, middleSwapped, Scorer, PARTICLES, SHORTEST } = root.undersigned;
  const HEAD = "\t", ENDING = "~", AFTER_ALL = "\uffff", DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
  const MOST_NEAR = 8, MOST_BEGUN = 4, MOST_FORMS = 6, MOST_COMMON = 2, MOST_DEEP_SHARDS = 12;

  function frontDecoded(coded) {
    const words = [];
    let before = "";
    if (coded === "") return words;
    for (const one of coded.split(",")) {
      before = before.slice(0, DIGITS.indexOf(one[0])) + one.slice(1);
      words.push(before);
    }
    return words;
  }

  /** Read the table that names each form with the rarer names that lead to it: each name with its commoner forms. */
  function readForms(coded) {
    const commoner = new Map();
    for (const line of coded.split(";")) {
      const [form, ...names] = frontDecoded(line);
      for (const name of names) commoner.set(name, [...(commoner.get(name) || []), form]);
    }
    return commoner;
  }

  function bothWays(commoner) {
    const forms = new Map();
    const add = (name, form) => forms.set(name, (forms.get(name) || new Set()).add(form));
    for (const [name, others] of commoner) for (const other of others) { add(name, other); add(other, name); }
    return new Map([...forms].map(([name, others]) => [name, [...others].sort()]));
  }

  /** Return the number of the shard in which KEY stands, or would stand. */
  function place(bounds, key) {
    let low = 0, high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= key) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  }

  function readCards(text) {
    const filed = [];
    let main = "";
    for (const line of text.split("\n")) {
      if (line[0] === "=") { main = line.slice(1); continue; }
      const at = line.indexOf("|");
      filed.push({ key: main.endsWith(HEAD) ? main : at ? `${main} ${line.slice(0, at)} ` : `${main} `, line: line.slice(at + 1) });
    }
    return filed;
  }

  /** The cards under their keys. `load(name)` gives a promise of a file's text. */
  class Shelf {
    constructor(load) {
      this.load = load;
      this.kept = new Map();
      this.opened = null;
    }

    /** Read the manifest; AGAIN past every cache, since the site may have been published anew. */
    open(again) {
      if (!this.opened || again) {
        this.opened = this.load("manifest", again).then((text) => this.read(text));
        this.opened.catch(() => { this.opened = null; });
      }
      return this.opened;
    }

    read(text) {
      const [home, cards, ends, forward, backward, longWords, commoner] = text.split("\n");
      if (home !== this.home) this.kept.clear();
      this.home = home;
      this.bounds = { k: frontDecoded(cards), e: frontDecoded(ends), f: frontDecoded(forward), b: frontDecoded(backward) };
      this.longWords = new Set(frontDecoded(longWords));
      this.commoner = readForms(commoner);
      this.familiar = bothWays(this.commoner);
    }

    shard(family, number) {
      const name = family + number;
      if (!this.kept.has(name)) {
        const read = this.load(`${this.home}/${name}`).then((text) => (family === "k" || family === "e" ? readCards(text) : frontDecoded(text)));
        read.catch(() => this.kept.delete(name));
        this.kept.set(name, read);
      }
      return this.kept.get(name);
    }

    async range(family, from, to, most) {
      const first = place(this.bounds[family], from);
      const last = Math.min(place(this.bounds[family], to), first + most - 1);
      const numbers = [];
      for (let number = first; number <= last && this.bounds[family].length; number++) numbers.push(number);
      return (await Promise.all(numbers.map((number) => this.shard(family, number)))).flat();
    }

    /** Return the cards filed under keys that begin with KEY, or the head of that range; "~" asks for the other end. */
    async begins(key, deep) {
      if (key.includes(ENDING)) return this.cards("e", key.replace(ENDING, ""));
      const span = place(this.bounds.k, key + AFTER_ALL) - place(this.bounds.k, key);
      if ((!deep || span >= MOST_DEEP_SHARDS) && this.bounds.k.length) {
        const head = key + HEAD;
        const held = (await this.shard("k", place(this.bounds.k, head))).filter((filed) => filed.key === head);
        if (held.length) return held.map((filed) => readCard(filed.line));
      }
      return this.cards("k", key);
    }

    async cards(family, key) {
      const filed = await this.range(family, key, key + AFTER_ALL, MOST_DEEP_SHARDS);
      return filed.filter((one) => one.key.startsWith(key) && !one.key.endsWith(HEAD)).map((one) => readCard(one.line));
    }

    isLong(word) { return this.longWords.has(word); }

    async weights(family, start) {
      const found = new Map();
      for (const coded of await this.range(family, start, start + AFTER_ALL, Infinity)) {
        const word = coded.slice(0, -1);
        if (!word.startsWith(start)) continue;
        found.set(family === "b" ? reversed(word) : word, coded.charCodeAt(coded.length - 1));
      }
      return found;
    }

    async near(word) {
      if (word.length < SHORTEST) return [];
      const half = word.length >> 1, swapped = middleSwapped(word);
      const [begun, ended, exact] = await Promise.all([
        this.weights("f", word.slice(0, half)), this.weights("b", reversed(word.slice(half))), this.weights("f", swapped),
      ]);
      const found = new Map([...begun, ...ended].filter(([near]) => near !== word && oneSlip(word, near)));
      if (swapped !== word && exact.has(swapped)) found.set(swapped, exact.get(swapped));
      if (found.size) return commonest([...found], MOST_NEAR);
      return commonest([...begun].filter(([near]) => beginsWithSlip(word, near)), MOST_BEGUN);
    }

    async glued(word) {
      const pairs = [];
      for (let at = 3; at < word.length - 2 && pairs.length < MOST_BEGUN; at++) {
        const start = word.slice(0, at), end = word.slice(at);
        if ((await this.weights("f", start)).has(start) && (await this.weights("f", end)).has(end)) pairs.push([start, end]);
      }
      return pairs;
    }
  }

  const reversed = (word) => word.split("").reverse().join("");
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const commonest = (weighed, most) => weighed.sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, most).map((one) => one[0]);
  const commonestForms = (forms, shelf) => [...(forms || [])].sort((a, b) => shelf.isLong(b) - shelf.isLong(a) || compare(a, b)).slice(0, MOST_FORMS);
  const without = (words, i, count) => [...words.slice(0, i), ...words.slice(i + (count || 1))];

  function wordKeys(main, others, shelf) {
    let telling = others.filter((other) => other.length === 1 || !PARTICLES.has(other));
    if (!telling.length) telling = others;
    if (!telling.length || !shelf.isLong(main)) return [`${main} `];
    const keys = [];
    for (const other of telling) {
      keys.push(`${main} ${other}`);
      if (other.length > 1) {
        keys.push(`${main} ${other[0]} `);
        for (const form of shelf.commoner.get(other) || []) keys.push(`${main} ${form}`);
      }
    }
    return keys;
  }

  function likelyPairs(query) {
    const words = query.words, last = words.length - 1, all = words.map((_, i) => i);
    let full = all.filter((i) => words[i].length > 1 && (i === last || !PARTICLES.has(words[i])));
    if (!full.length) full = [last];
    const before = full.filter((i) => i < query.surnameFirst);
    const at = before.length ? before[before.length - 1] : full[full.length - 1];
    let start = at;
    while (query.joins.includes(start - 1)) start--;
    const surname = words.slice(start, at + 1).join("");
    const others = all.filter((i) => i < start || i > at), given = others.find((i) => full.includes(i));
    if (given === undefined) return [[surname, others.length ? words[others[0]] : ""]];
    return [[surname, words[given]], [words[given], surname]];
  }

  const pairKey = (main, beside, shelf) => (beside && shelf.isLong(main) ? `${main} ${beside}` : `${main} `);

  function firstKeys(query, shelf) {
    const pairs = likelyPairs(query), [surname, beside] = pairs[0];
    const keys = pairs.map(([main, other]) => pairKey(main, other, shelf));
    if (pairs.length === 1) return [...keys, surname];
    const names = [beside, ...(shelf.commoner.get(beside) || [])];
    if (names.length <= MOST_COMMON && names.every((name) => shelf.isLong(name))) return names.map((name) => `${name} ${surname}`);
    const forms = shelf.isLong(surname) ? commonestForms(shelf.commoner.get(beside), shelf) : [];
    return [...keys, ...forms.map((form) => `${surname} ${form}`)];
  }

  function slippedKeys(query, shelf) {
    const keys = [];
    for (const [main, beside] of likelyPairs(query)) {
      if (beside.length < SHORTEST || !shelf.isLong(main)) continue;
      const half = beside.length >> 1;
      keys.push(`${main} ${beside.slice(0, half)}`, `${main} ${middleSwapped(beside)}`, `${main} ${ENDING}${reversed(beside.slice(half))}`);
    }
    return keys;
  }

  async function secondKeys(query, shelf) {
    const words = query.words, keys = [], last = words[words.length - 1];
    words.forEach((word, i) => { if (word.length > 1) keys.push(...wordKeys(word, without(words, i), shelf)); });
    for (let i = 0; i + 1 < words.length; i++) keys.push(...wordKeys(words[i] + words[i + 1], without(words, i, 2), shelf));
    if (words.length > 1 && last.length > 1) {
      for (const form of commonestForms(shelf.familiar.get(words[0]), shelf)) keys.push(pairKey(form, last, shelf));
    }
    return keys;
  }

  async function nearKeys(query, shelf) {
    const words = query.words;
    const found = await Promise.all(words.map(async (word, i) => {
      const near = await shelf.near(word), others = without(words, i), keys = [];
      for (const other of near) keys.push(...wordKeys(other, others, shelf));
      if (!near.length) for (const [start, end] of await shelf.glued(word)) keys.push(...wordKeys(end, [start, ...others], shelf));
      return keys;
    }));
    return found.flat();
  }

  function ranked(found, limit) {
    const answered = [...found.values()].filter((match) => match.score > 0);
    answered.sort((a, b) => b.score - a.score || b.card.certifications - a.card.certifications || compare(a.card.address, b.card.address));
    return answered.slice(0, limit);
  }

  /**
   * Return the matches for QUERY, the best first. `thorough` looks for slips until there are LIMIT; `deep` reads past
   * the heads; `rested(matches)` is given what was found so far and says whether to go on to look for slips.
   */
  async function seek(query, shelf, { limit = 10, thorough = false, deep = false, rested = null } = {}) {
    if (!query.words.length) return [];
    await shelf.open();
    const scorer = new Scorer(query, shelf.familiar), found = new Map(), read = new Set();
    const view = deep ? Object.create(shelf, { isLong: { value: () => false } }) : shelf;
    for (const keysOf of [firstKeys, slippedKeys, secondKeys, nearKeys]) {
      const sure = [...found.values()].filter((match) => match.sure).length;
      if (keysOf !== firstKeys && sure >= (thorough ? limit : 1)) break;
      if (keysOf === nearKeys && rested && !(await rested(ranked(found, limit)))) break;
      const keys = [...new Set(await keysOf(query, view))].filter((key) => !read.has(key));
      keys.forEach((key) => read.add(key));
      for (const cards of await Promise.all(keys.map((key) => shelf.begins(key, deep)))) {
        for (const card of cards) if (!found.has(card.address)) found.set(card.address, scorer.match(card));
      }
    }
    return ranked(found, limit);
  }

  /** Return a loader of files below FOLDER by script tags. */
  function scriptLoader(folder) {
    const waiting = new Map();
    root.undersignedNames = (name, text) => {
      const wait = waiting.get(name);
      if (wait) { waiting.delete(name); wait(text); }
    };
    return (path, again) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const name = path.slice(path.lastIndexOf("/") + 1);
      const fail = () => { waiting.delete(name); script.remove(); reject(new Error(`${path} could not be loaded`)); };
      waiting.set(name, resolve);
      script.addEventListener("error", fail);
      script.addEventListener("load", () => { script.remove(); if (waiting.get(name) === resolve) fail(); });
      script.src = `${folder}${path}.js${again ? `?again=${Date.now()}` : ""}`;
      document.head.appendChild(script);
    });
  }

  Object.assign(root.undersigned, { Shelf, seek, scriptLoader, readQuery, place, frontDecoded });
})(typeof window === "undefined" ? globalThis : window);
