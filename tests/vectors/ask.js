// Asks the browser's search many questions in Node: node tests/vectors/ask.js ASSETS NAMES QUESTIONS.
// QUESTIONS is a JSON file of {typed, thorough}; prints the [address, score, why] of what each finds.
"use strict";
const fs = require("fs"), path = require("path");
const [assets, names, questions] = process.argv.slice(2);
require(path.resolve(assets, "search-names.js"));
require(path.resolve(assets, "search-shards.js"));
const { Shelf, seek, readQuery } = globalThis.undersigned;
const load = async (name) => {
  const script = fs.readFileSync(path.resolve(names, `${name}.js`), "utf8");
  return JSON.parse(script.slice(script.indexOf(",") + 1, script.lastIndexOf(")")));
};
(async () => {
  const found = [], shelf = new Shelf(load);
  for (const { typed, thorough } of JSON.parse(fs.readFileSync(questions, "utf8"))) {
    const matches = await seek(readQuery(typed), shelf, { thorough });
    found.push(matches.map((match) => [match.card.address, match.score, match.why]));
  }
  process.stdout.write(JSON.stringify(found));
})();
