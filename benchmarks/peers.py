"""Stock peers on the same officers and questions: SQLite FTS5 trigrams, Material's lunr, Pagefind."""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import material
from pagefind_bin import get_executable
from playwright.sync_api import Page

from benchmarks.figures import Figures, at
from benchmarks.links import Link
from benchmarks.questions import Question
from builder.entries import OfficerEntry
from builder.search.names import cut_words


@dataclass(frozen=True)
class Peer:
    """What a peer reached, and what it cost."""

    figures: Figures
    build: float
    """Seconds."""
    megabytes: float
    files: int
    first: str
    later: str


def fts5_trigrams(officers: Sequence[OfficerEntry], questions: Sequence[Question], place: Path) -> Peer:
    """Return what SQLite's trigram tokenizer finds: any trigram of the words asked, ranked by bm25."""
    path = place / "trigrams.sqlite"
    path.unlink(missing_ok=True)
    started = time.monotonic()
    base = sqlite3.connect(path)
    base.execute("create virtual table names using fts5(name, address unindexed, tokenize='trigram')")
    rows = ((" ".join(cut_words(one.name)), one.address) for one in officers)
    base.executemany("insert into names values (?, ?)", rows)
    base.commit()
    built = time.monotonic() - started
    figures, times = Figures("FTS5 trigram"), []
    for question in questions:
        asked = time.perf_counter()
        folded = " ".join(cut_words(question.typed))
        grams = {folded[i : i + 3] for i in range(len(folded) - 2)} or {folded}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        found = base.execute("select address from names where names match ? order by rank limit 10", (match,))
        figures.add(question, [row[0] for row in found])
        times.append((time.perf_counter() - asked) * 1000)
    base.close()
    cost = f"{at(times, 0.5):.1f} / {at(times, 0.95):.1f} ms, no browser"
    return Peer(figures, built, path.stat().st_size / 1e6, 1, "-", cost)


_LUNR = r"""async (place) => {
  const docs = await (await fetch(place + 'lunr.json')).json();
  const worker = new Worker(place + 'worker.js');
  const next = () => new Promise(done => { worker.onmessage = e => done(e.data); });
  window.lunrAsk = async text => {
    worker.postMessage({type: 2, data: text});
    const found = await next();
    return found.data.items.slice(0, 10).map(item => item[0].location);
  };
  const config = {lang: ['en'], separator: '[\\s\\-]+', pipeline: ['stopWordFilter'],
                  fields: {title: {boost: 1e3}, text: {boost: 1}, tags: {boost: 1e6}}};
  worker.postMessage({type: 0, data: {config, docs, options: {suggest: false}}});
  await next();
}"""


def material_lunr(  # noqa: PLR0913, PLR0917
    officers: Sequence[OfficerEntry], questions: Sequence[Question], place: Path, page: Page, link: Link, address: str
) -> Peer:
    """Return what Material's own search worker finds over one entry an officer."""
    docs = [{"location": one.address, "title": one.name, "text": one.company_name, "tags": []} for one in officers]
    index = json.dumps(docs)
    (place / "lunr.json").write_text(index, encoding="utf-8")
    worker = next((Path(material.__file__).parent / "templates/assets/javascripts/workers").glob("search.*.min.js"))
    shutil.copy(worker, place / "worker.js")
    page.goto(address + "index.html")
    link.count()
    started = time.monotonic()
    page.evaluate(_LUNR, address)
    built = time.monotonic() - started
    requests, sent = link.count()
    figures, times = Figures("lunr (Material)"), []
    for question in questions:
        asked = time.perf_counter()
        figures.add(question, page.evaluate("text => window.lunrAsk(text)", question.typed))
        times.append((time.perf_counter() - asked) * 1000)
    size = len(gzip.compress(index.encode())) / 1e6
    first = f"{sent / 1000:.0f} KB / {requests}, {built:.0f} s"
    return Peer(figures, built, size, 1, first, f"0 KB / 0, {at(times, 0.5):.0f} / {at(times, 0.95):.0f} ms")


def _build_pagefind(officers: Sequence[OfficerEntry], place: Path) -> None:
    """Write a page an officer and let Pagefind index them."""
    for one in officers:
        page = place / "pages" / one.address
        page.mkdir(parents=True)
        body = f"<h1>{html.escape(one.name)}</h1><p>{html.escape(one.company_name)}</p>"
        text = f'<!doctype html><html lang="en"><title>{html.escape(one.name)}</title><body>{body}</body></html>'
        (page / "index.html").write_text(text, encoding="utf-8")
    command = [get_executable(), "--site", place / "pages", "--output-path", place / "pagefind"]
    subprocess.run(command, check=True, capture_output=True)


_PAGEFIND = """async place => {
  const pagefind = await import(place + 'pagefind/pagefind.js');
  await pagefind.init();
  window.pagefindAsk = async text => {
    const found = await pagefind.search(text);
    const shown = await Promise.all(found.results.slice(0, 10).map(one => one.data()));
    return shown.map(one => one.raw_url || one.url);
  };
}"""


def pagefind(  # noqa: PLR0913, PLR0917
    officers: Sequence[OfficerEntry], questions: Sequence[Question], place: Path, page: Page, link: Link, address: str
) -> Peer:
    """Return what Pagefind finds over one page an officer; it fetches each of the ten records shown."""
    started = time.monotonic()
    _build_pagefind(officers, place)
    built = time.monotonic() - started
    files = [file for file in (place / "pagefind").rglob("*") if file.is_file()]
    figures, times, costs = Figures("Pagefind"), [], []
    page.goto(address + "index.html")
    link.count()
    page.evaluate(_PAGEFIND, address)
    started_with = link.count()
    for question in questions:
        asked = time.perf_counter()
        found = page.evaluate("text => window.pagefindAsk(text)", question.typed)
        times.append((time.perf_counter() - asked) * 1000)
        costs.append(link.count())
        figures.add(question, [re.sub(r"^/", "", url) for url in found])
    first = f"{(started_with[1] + costs[0][1]) / 1000:.0f} KB / {started_with[0] + costs[0][0]}"
    sent, requests = at([cost[1] for cost in costs], 0.5) / 1000, at([cost[0] for cost in costs], 0.5)
    later = f"{sent:.0f} KB / {requests}, {at(times, 0.5):.0f} / {at(times, 0.95):.0f} ms"
    return Peer(figures, built, sum(file.stat().st_size for file in files) / 1e6, len(files), first, later)
