// The tokenizer and the scorer: the twin of builder/search/{names,query,cards,lexicon,lay,score}.py.
// Both run tests/vectors/names.json; change neither alone. Whole numbers only, no clock, no locale.
(function (root) {
  "use strict";

  // ---------------------------------------------------------------- names.py
  const MOST_CHARACTERS = 400, MOST_WORDS = 12, LONGEST_WORD = 40, MOST_ASKED = 8;
  const LETTERS = { "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h" };
  for (const sign of "'’‘`´ʼʻ′＇") LETTERS[sign] = "";
  const wordSet = (words) => new Set(words.split(" "));
  const GENERATIONS = wordSet("jr sr ii iii iv");
  const CREDENTIALS = wordSet("phd md cpa esq mba jd cfa cma dds llm dba");
  const HONORIFICS = wordSet("dr mr mrs ms prof sir hon");
  const PARTICLES = wordSet("van von der den de del della di da do dos du des la le lo st san mac mc ter ten el al bin ibn o d l");
  const LEGAL_FORMS = wordSet("inc corp corporation co company ltd llc lp llp plc trust the of and");
  const DOTTED_CREDENTIAL = /[ ,](?:ph\.? ?d|m\. ?d|j\. ?d|d\.d\.s|c\.p\.a|c\.m\.a|m\.b\.a|c\.f\.a|ll\.m|d\.b\.a)\.?[ ,]*$/;
  const ASCII = /^[\x00-\x7f]*$/;

  const translate = (text) => text.replace(/[ßøłđıæœþðħ'’‘`´ʼʻ′＇]/g, (letter) => LETTERS[letter]);

  function plainCharacter(character) {
    if (/[a-z0-9.,-]/.test(character) || /[A-Z]/.test(character)) return character;
    if (/[\p{Mn}\p{Mc}\p{Me}\p{Cf}]/u.test(character)) return "";
    if (/[\p{L}\p{N}]/u.test(character) && character.codePointAt(0) < 0x10000) return character;
    return /\p{Pd}/u.test(character) ? "-" : " ";
  }

  function plain(text) {
    const folded = translate(Array.from(text).slice(0, MOST_CHARACTERS).join("").toLowerCase());
    if (ASCII.test(folded)) return folded.replace(/[^a-z0-9.,-]/g, " ");
    return Array.from(translate(folded.normalize("NFKD").toLowerCase()), plainCharacter).join("");
  }

  const cutWords = (text) => (plain(text).match(/[^ .,-]+/g) || []).slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST_WORD));

  function readWords(text) {
    let folded = plain(text).replace(/^[ ,]+|[ ,]+$/g, "");
    for (let i = 0; i < 3; i++) folded = folded.replace(DOTTED_CREDENTIAL, "");
    const found = Array.from(folded.matchAll(/[^ .,-]+/g)).slice(0, MOST_WORDS + 4);
    const all = found.map((match) => match[0].slice(0, LONGEST_WORD));
    let kept = all.map((_, i) => i).filter((i) => i === 0 || !(GENERATIONS.has(all[i]) || CREDENTIALS.has(all[i])));
    if (kept.length > 1 && HONORIFICS.has(all[kept[0]])) kept = kept.slice(1);
    kept = kept.slice(0, MOST_WORDS);
    const aside = found.filter((match, i) => !kept.includes(i) && GENERATIONS.has(match[0]));
    const comma = folded.indexOf(",");
    const before = kept.filter((i) => found[i].index < comma).length;
    const hyphens = [];
    for (let at = 0; at + 1 < kept.length; at++) {
      const from = found[kept[at]], to = found[kept[at + 1]];
      if (folded.slice(from.index + from[0].length, to.index) === "-") hyphens.push(at);
    }
    return {
      words: kept.map((i) => all[i]),
      surnameFirst: before < kept.length ? before : 0,
      generation: aside.length ? aside[0][0] : "",
      hyphens,
    };
  }

  // ---------------------------------------------------------------- query.py
  const YEAR = /^(?:19|20)[0-9][0-9]$/;
  const ASKED_INITIALS = wordSet("d l");
  const ASKED_ROLES = new Map([["ceo", "E"], ["peo", "E"], ["cfo", "F"], ["pfo", "F"]]);

  function onlyNames(read) {
    const kept = read.words.map((_, i) => i).filter((i) => !ASKED_ROLES.has(read.words[i]) && !YEAR.test(read.words[i]));
    const before = kept.filter((i) => i < read.surnameFirst).length;
    const hyphens = [];
    for (let at = 0; at + 1 < kept.length; at++) {
      if (read.hyphens.includes(kept[at]) && kept[at + 1] === kept[at] + 1) hyphens.push(at);
    }
    return { words: kept.map((i) => read.words[i]), surnameFirst: before < kept.length ? before : 0, generation: read.generation, hyphens };
  }

  function note(text, asked) {
    if (!asked.words.length) return text.trim() ? "There is no letter or digit to search for." : "Nothing was asked.";
    const beyond = Array.from(text).length > MOST_CHARACTERS || asked.words.length > MOST_ASKED;
    if (!beyond && asked.words.every((word) => word.length < LONGEST_WORD)) return "";
    return `Only the beginning was searched for: at most ${MOST_ASKED} words of ${LONGEST_WORD} letters.`;
  }

  function readQuery(text) {
    const read = readWords(text);
    let year = read.words.find((word) => YEAR.test(word));
    let role = read.words.find((word) => ASKED_ROLES.has(word));
    let asked = onlyNames(read);
    if (!asked.words.length) { year = role = undefined; asked = read; }
    const said = note(text, asked);
    const words = asked.words.slice(0, MOST_ASKED).map((word) => (/^0+[1-9][0-9]*$/.test(word) ? word.replace(/^0+/, "") : word));
    const hyphens = asked.hyphens.filter((i) => i < MOST_ASKED - 1);
    return {
      words, hyphens,
      surnameFirst: asked.surnameFirst < MOST_ASKED ? asked.surnameFirst : 0,
      generation: asked.generation,
      year: year === undefined ? null : Number(year),
      role: role === undefined ? null : ASKED_ROLES.get(role),
      note: said,
      joins: words.map((_, i) => i).slice(0, -1).filter((i) => hyphens.includes(i) || (PARTICLES.has(words[i]) && (i === 0 || !ASKED_INITIALS.has(words[i])))),
    };
  }

  // ---------------------------------------------------------------- cards.py
  const full = (list) => list.filter((one) => one !== "");

  function readYears(runs) {
    const years = [];
    for (const run of full(runs.split(","))) {
      const ends = run.split("-");
      for (let year = Number(ends[0]); year <= Number(ends[ends.length - 1]); year++) years.push(year);
    }
    return years;
  }

  function readFolded(words) {
    const [given, surname] = words.split("/").map((part) => part.split(" ").filter(Boolean));
    return { given, surname, generation: "" };
  }

  function readMarked(marked) {
    const at = marked.indexOf("/");
    const surname = readWords(marked.slice(at + 1));
    return { given: cutWords(marked.slice(0, at)), surname: surname.words, generation: surname.generation };
  }

  function readOfficer(line) {
    const [marked, tail, company, roles, years, certifications, findings, sections, others] = line.split("|");
    const name = marked.replace("/", "");
    const slug = tail.startsWith("-") ? cutWords(name).join("-") + tail : tail;
    return {
      kind: "officer", address: `officers/${slug}/`, name, company, roles, sections, cik: "",
      names: [...[marked].filter((one) => one.includes("/")).map(readMarked), ...others.split(";").filter(Boolean).map(readFolded)],
      years: readYears(years), certifications: Number(certifications), findings: Number(findings),
    };
  }

  function readCompany(line) {
    const [name, tail, cik, years, filings, certifications, others] = line.split("|");
    const otherNames = full(others.split(";"));
    return {
      kind: "company", address: `companies/${tail}/`, name, company: "", roles: "", sections: "", cik,
      names: [name, ...otherNames].map(cutWords), otherNames,
      years: readYears(years), filings: Number(filings), certifications: Number(certifications), findings: 0,
    };
  }

  const readCard = (line) => (line.startsWith("@") ? readCompany(line.slice(1)) : readOfficer(line));

  // ---------------------------------------------------------------- lexicon.py
  const SHORTEST = 4;

  function oneSlip(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    const shorter = Math.min(a.length, b.length);
    let start = 0, tail = 0;
    while (start < shorter && a[start] === b[start]) start++;
    while (tail < shorter - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    const restA = a.length - start - tail, restB = b.length - start - tail;
    if (restA <= 1 && restB <= 1) return true;
    return restA === 2 && restB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
  }

  function beginsWithSlip(typed, word) {
    if (word.length <= typed.length) return false;
    return [typed.length - 1, typed.length, typed.length + 1].some((length) => oneSlip(typed, word.slice(0, length)));
  }

  function middleSwapped(word) {
    const half = word.length >> 1;
    return word.slice(0, half - 1) + word[half] + word[half - 1] + word.slice(half + 1);
  }

  // ---------------------------------------------------------------- lay.py
  const NONE = 0, PRINTED_MIDDLE_INITIAL = 45, BEGINS_WITH_SLIP = 48, MIDDLE_INITIAL = 50, PRINTED_INITIAL = 55;
  const BEGINS_INSIDE = 60, INITIAL = 62, SAME_INITIAL = 65, SLIP = 72, BEGINS = 80, FAMILIAR = 85, SAME = 100;
  const REASONS = {
    [PRINTED_MIDDLE_INITIAL]: "printed as an initial", [BEGINS_WITH_SLIP]: "begins so but for one letter",
    [MIDDLE_INITIAL]: "initial", [PRINTED_INITIAL]: "printed as an initial", [BEGINS_INSIDE]: "begins so",
    [INITIAL]: "initial", [SAME_INITIAL]: "initial", [SLIP]: "one letter", [BEGINS]: "begins so",
    [FAMILIAR]: "familiar form", [SAME]: "joined",
  };
  const UNCLEAR = new Set([PRINTED_INITIAL, PRINTED_MIDDLE_INITIAL, BEGINS_WITH_SLIP]);
  const MIDDLE = { [INITIAL]: MIDDLE_INITIAL, [SAME_INITIAL]: MIDDLE_INITIAL, [PRINTED_INITIAL]: PRINTED_MIDDLE_INITIAL };

  function runs(words) {
    const found = [];
    for (let count = 1; count <= 3; count++) {
      for (let first = 0; first + count <= words.length; first++) {
        const part = words.slice(first, first + count);
        if (count === 1 || part.every((word) => word.length > 1 || PARTICLES.has(word))) {
          found.push({ first, count, text: part.join(""), bits: ((1 << count) - 1) << first });
        }
      }
    }
    return found;
  }

  function gradeWord(asked, named, last, familiar) {
    if (asked.length === 1) {
      if (asked === named) return SAME_INITIAL;
      return named[0] === asked ? INITIAL : NONE;
    }
    if (asked === named) return SAME;
    if (named.length === 1) return asked[0] === named ? PRINTED_INITIAL : NONE;
    const forms = familiar && familiar.get(asked);
    if (forms && forms.includes(named)) return FAMILIAR;
    if (named.startsWith(asked)) return last ? BEGINS : BEGINS_INSIDE;
    if (asked.length >= SHORTEST && named.length >= 3 && oneSlip(asked, named)) return SLIP;
    return last && asked.length > SHORTEST && beginsWithSlip(asked, named) ? BEGINS_WITH_SLIP : NONE;
  }

  function gradeJoined(found, asked, askedFirst, named, namedFirst) {
    if (found === SAME || (found === SLIP && askedFirst.length > 1)) return found;
    return found === BEGINS && (named.count === 1 || asked.text.length > namedFirst.length) ? found : NONE;
  }

  function lay(pairs) {
    pairs.sort((a, b) => b.value - a.value || a.asked.first - b.asked.first || a.named.first - b.named.first ||
      a.asked.count - b.asked.count || a.named.count - b.named.count);
    const laid = [];
    let asked = 0, named = 0;
    for (const pair of pairs) {
      if (asked & pair.asked.bits || named & pair.named.bits) continue;
      asked |= pair.asked.bits;
      named |= pair.named.bits;
      laid.push(pair);
    }
    return laid.sort((a, b) => a.asked.first - b.asked.first);
  }

  // ---------------------------------------------------------------- score.py
  const GIVEN = 10, SURNAME = 16, COMPANY = 14, LEGAL_FORM = 2, UNANSWERED = 1100, COMPANY_WORD = 300;
  const SURNAME_LEFT = 80, GIVEN_LEFT = 20, JOINED = 50, HINT = 200, CIK = 5000, HEAVIEST = 12;
  const FIRST_GIVEN = 140, LAST_SURNAME = 100, COMMA_SURNAME = 120, GENERATION = 30;

  function makePair(asked, named, grade, weight, onSurname) {
    const joined = asked.count + named.count > 2 ? JOINED : 0;
    return { value: grade * weight * asked.count - joined, asked, named, grade, onSurname };
  }

  function places(pairs, side) {
    const found = new Set();
    for (const pair of pairs) for (let i = 0; i < pair[side].count; i++) found.add(pair[side].first + i);
    return found;
  }

  function isSure(pairs) {
    const slips = pairs.filter((pair) => pair.grade === SLIP).length;
    return !pairs.some((pair) => UNCLEAR.has(pair.grade)) && (slips === 0 || (slips === 1 && pairs.length > 1));
  }

  const best = (matches) => matches.reduce((a, b) => (b.score > a.score ? b : a));

  class Scorer {
    constructor(query, familiar) {
      this.query = query;
      this.words = query.words;
      this.familiar = familiar;
      this.asked = runs(query.words);
      this.grades = new Map();
    }

    match(card) {
      const found = card.kind === "company" ? this.company(card) : best(card.names.map((name) => this.officerNamed(card, name)));
      const role = this.query.role !== null && card.roles.includes(this.query.role) ? 1 : 0;
      const year = card.years.includes(this.query.year) ? 1 : 0;
      found.score += 2 * Math.min(32 - Math.clz32(card.certifications), HEAVIEST) + HINT * (role + year);
      return found;
    }

    officerNamed(card, name) {
      const words = [...name.given, ...name.surname];
      const pairs = lay(this.officerPairs(name, words));
      const answered = places(pairs, "asked"), used = places(pairs, "named");
      const elsewhere = this.inCompany(answered, card.company);
      const unanswered = this.words.length - answered.size - elsewhere.length;
      let score = this.order(pairs, name);
      for (const pair of pairs) score += pair.value;
      words.forEach((_, i) => { if (!used.has(i)) score -= i >= name.given.length ? SURNAME_LEFT : GIVEN_LEFT; });
      score += COMPANY_WORD * elsewhere.length - UNANSWERED * unanswered;
      if (this.query.generation && this.query.generation === name.generation) score += GENERATION;
      const why = pairs.map((pair) => this.reason(pair, words));
      if (elsewhere.length) why.push(`${elsewhere.map((i) => this.words[i]).join(" ")}, in the company's name`);
      return { card, score, sure: unanswered === 0 && isSure(pairs), why: full(why).join("; ") };
    }

    officerPairs(name, words) {
      const pairs = [];
      for (const named of runs(words)) {
        const onSurname = named.first + named.count > name.given.length;
        for (const asked of this.asked) {
          let grade = this.grade(asked, named, words[named.first], onSurname);
          if (named.first && !onSurname && named.count === 1) grade = MIDDLE[grade] || grade;
          if (grade && !(onSurname && this.isMisplaced(asked, grade))) pairs.push(makePair(asked, named, grade, onSurname ? SURNAME : GIVEN, onSurname));
        }
      }
      return pairs;
    }

    isMisplaced(asked, grade) {
      return grade === PRINTED_INITIAL || ((grade === INITIAL || grade === SAME_INITIAL) && asked.first + 1 < this.words.length);
    }

    grade(asked, named, namedFirst, onSurname) {
      if (asked.count > 1 && named.count > 1) return NONE;
      const last = asked.first + asked.count === this.words.length;
      const key = `${asked.text} ${named.text} ${last ? 1 : 0}${onSurname ? 1 : 0}`;
      let found = this.grades.get(key);
      if (found === undefined) {
        found = gradeWord(asked.text, named.text, last, onSurname ? null : this.familiar);
        this.grades.set(key, found);
      }
      return found && asked.count + named.count > 2 ? gradeJoined(found, asked, this.words[asked.first], named, namedFirst) : found;
    }

    order(pairs, name) {
      const comma = this.query.surnameFirst;
      let score = 0;
      for (const pair of pairs) {
        if (pair.asked.first === comma && pair.named.first === 0 && name.given.length) score += FIRST_GIVEN;
        if (comma && pair.asked.first === 0 && pair.onSurname) score += COMMA_SURNAME;
      }
      if (!comma && pairs.length > 1 && pairs[pairs.length - 1].onSurname) score += LAST_SURNAME;
      return score;
    }

    inCompany(answered, companyName) {
      if (answered.size === this.words.length) return [];
      const company = cutWords(companyName).filter((word) => !LEGAL_FORMS.has(word));
      const last = this.words.length - 1, found = [];
      this.words.forEach((word, i) => {
        if (!answered.has(i) && (company.includes(word) || (i === last && word.length > 1 && company.some((one) => one.startsWith(word))))) found.push(i);
      });
      return found;
    }

    reason(pair, words) {
      const typed = this.words.slice(pair.asked.first, pair.asked.first + pair.asked.count).join(" ");
      const printed = words.slice(pair.named.first, pair.named.first + pair.named.count).join(" ");
      return typed === printed ? "" : `${typed} → ${printed}, ${REASONS[pair.grade]}`;
    }

    company(card) {
      if (this.words.length === 1 && card.cik !== "" && this.words[0].replace(/^0+/, "") === card.cik) return { card, score: CIK, sure: true, why: "CIK" };
      return best(card.names.map((words, at) => this.companyNamed(card, at, words)));
    }

    companyNamed(card, at, words) {
      const pairs = lay(this.companyPairs(words));
      const unanswered = this.words.length - places(pairs, "asked").size;
      let score = -UNANSWERED * unanswered - GIVEN_LEFT * (words.length - places(pairs, "named").size);
      for (const pair of pairs) score += pair.value;
      const why = pairs.map((pair) => this.reason(pair, words));
      if (at) {
        score -= JOINED;
        why.push(`also named ${card.otherNames[at - 1]}`);
      }
      return { card, score, sure: unanswered === 0 && isSure(pairs), why: full(why).join("; ") };
    }

    companyPairs(words) {
      const pairs = [];
      for (const named of runs(words)) {
        const weight = LEGAL_FORMS.has(named.text) ? LEGAL_FORM : COMPANY - (named.first > 0 ? 1 : 0);
        for (const asked of this.asked) {
          const grade = this.grade(asked, named, words[named.first], true);
          if (grade && asked.text.length > 1) pairs.push(makePair(asked, named, grade, weight, true));
        }
      }
      return pairs;
    }
  }

  root.undersigned = Object.assign(root.undersigned || {}, {
    plain, cutWords, readWords, readQuery, readCard, oneSlip, beginsWithSlip, middleSwapped, Scorer, PARTICLES, SHORTEST,
  });
})(typeof window === "undefined" ? globalThis : window);
