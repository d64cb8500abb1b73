// Holds the browser's tokenizer and scorer to names.json. In Node: node tests/vectors/check.js ASSETS VECTORS;
// in a page that has loaded search-names.js: undersignedCheck(vectors). Gives the cases that differ.
(function (root) {
  "use strict";
  function check(vectors) {
    const names = root.undersigned, wrong = [];
    const familiar = new Map(Object.entries(vectors.familiar));
    const expect = (what, wanted, seen) => {
      if (JSON.stringify(wanted) !== JSON.stringify(seen)) wrong.push({ what, wanted, seen });
    };
    for (const { text, words, asked } of vectors.words) {
      const read = names.readWords(text), query = names.readQuery(text);
      expect(["words", text], words, [read.words, read.surnameFirst, read.generation, read.hyphens]);
      expect(["asked", text], asked, [query.words, query.surnameFirst, query.generation, query.year, query.joins, query.note]);
    }
    for (const [word, other, slip, begins, swapped] of vectors.slips) {
      expect(["slip", word, other], [slip, begins, swapped],
        [names.oneSlip(word, other), names.beginsWithSlip(other, word), word.length > 1 ? names.middleSwapped(word) : word]);
    }
    for (const [typed, line, score, sure, why, address] of vectors.scores) {
      const match = new names.Scorer(names.readQuery(typed), familiar).match(names.readCard(line));
      expect(["score", typed, line], [score, sure, why, address], [match.score, match.sure, match.why, match.card.address]);
    }
    return { cases: 2 * vectors.words.length + vectors.slips.length + vectors.scores.length, wrong };
  }
  root.undersignedCheck = check;
  if (typeof require !== "undefined" && require.main === module) {
    const path = require("path"), fs = require("fs");
    require(path.resolve(process.argv[2], "search-names.js"));
    process.stdout.write(JSON.stringify(check(JSON.parse(fs.readFileSync(process.argv[3], "utf8")))));
  }
})(typeof window === "undefined" ? globalThis : window);
