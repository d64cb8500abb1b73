"""How well the search finds officers in the ways people ask, and what that costs; beside stock peers.

    python -m benchmarks.search                       100,000 made officers, all peers (some 15 minutes)
    python -m benchmarks.search --officers 20000 --peers ""
    python -m benchmarks.search --work .build         the officers of an archive that was built

Questions follow from --seed; the default was not used while the search was tuned (that was 1). Recall@10 is the
share of the right officers among the first ten (of ten where there are more); MRR the mean of 1 / rank of the first
right one. First query: page open, nothing loaded. Later query: the manifest is there, nothing else is kept, so
this is the worst case of every later query. Bytes are as sent, compressed. Needs the extra `benchmarks`.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.figures import Figures, at, table_of_classes
from benchmarks.links import PROFILES, Link, serve
from benchmarks.peers import Peer, fts5_trigrams, material_lunr, pagefind
from benchmarks.people import MadeArchive
from benchmarks.questions import Question, ask
from builder.catalogue.compile import compile_catalogue
from builder.entries import Archive
from builder.kept import open_store
from builder.search.index import Index, write_index
from builder.search.shards import write_shards
from tests.chromium import ARGUMENTS, find_chromium

ASSETS = Path(__file__).parents[1] / "builder" / "publish" / "theme" / "assets"
HELD_OUT_SEED = 20_261_124
ARCHIVE_SEED = 7
GOAL = 35
"""Milliseconds from a key to the list, on the machine itself."""
SLIPS = ("one typo", "transposition")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Names</title>
<search class="u-search"><input id="q" type="search" role="combobox" aria-expanded="false" aria-autocomplete="list"
aria-controls="q-list"><div id="q-list" role="listbox" hidden></div></search>
<script src="assets/search-names.js"></script><script src="assets/search-shards.js"></script>
<script src="assets/search.js"></script></html>"""
ASK = """async ([typed, thorough, cold]) => {
  const u = window.undersigned;
  if (cold || !window.shelf) window.shelf = new u.Shelf(u.scriptLoader(new URL('names/', location.href).href));
  if (cold === false) { await window.shelf.open(); }
  window.shelf.kept.clear();
  const started = performance.now();
  const matches = await u.seek(u.readQuery(typed), window.shelf, {thorough});
  return [performance.now() - started, matches.map(match => match.card.address)];
}"""
TYPE = """async (text) => {
  const field = document.getElementById('q'), list = document.getElementById('q-list'), times = [];
  field.focus();
  for (let length = 2; length <= text.length; length++) {
    const started = performance.now();
    const drawn = new Promise(done => {
      const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now() - started); });
      watch.observe(list, {childList: true});
      setTimeout(() => { watch.disconnect(); done(null); }, 3000);
    });
    field.value = text.slice(0, length);
    field.dispatchEvent(new Event('input'));
    times.push(await drawn);
  }
  return times.filter(time => time !== null);
}"""


def cpu() -> float:
    """Return the CPU seconds of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime + resource.getrusage(resource.RUSAGE_SELF).ru_stime


def build(archive: Archive, count: int, place: Path) -> None:
    """Write both indexes of ARCHIVE and print what that took."""
    for name, write, folder in (("Whoosh", write_index, "index"), ("shards", write_shards, "names")):
        started, used = time.monotonic(), cpu()
        write(archive, place / folder)
        seconds, used = time.monotonic() - started, cpu() - used
        files = [file for file in (place / folder).rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files) / 1e6
        speed = f"{seconds:.1f} s, {count / seconds:,.0f} officers/s ({used:.1f} s CPU, {count / used:,.0f} officers/s)"
        print(f"{name}: {speed}; {len(files)} files, {size:.1f} MB")


def ask_whoosh(index: Index, questions: Sequence[Question], *, thorough: bool) -> tuple[Figures, list[list[str]]]:
    """Return what the command line finds."""
    figures, times, found = Figures("Whoosh thorough" if thorough else "Whoosh"), [], []
    for question in questions:
        started = time.perf_counter()
        hits = index.find(question.typed, thorough=thorough)
        times.append((time.perf_counter() - started) * 1000)
        found.append([hit.address for hit in hits])
        figures.add(question, found[-1])
    print(f"{figures.name}: {at(times, 0.5):.1f} / {at(times, 0.95):.1f} ms a query (median / p95)")
    return figures, found


def ask_browser(
    page: Page, link: Link, questions: Sequence[Question], *, thorough: bool
) -> tuple[Figures, list[list[str]]]:
    """Return what the browser finds, and print what it fetched."""
    figures = Figures("browser thorough" if thorough else "browser")
    costs: dict[tuple[str, bool], list[tuple[int, int, float]]] = {}
    found = []
    page.evaluate(ASK, ["warm", thorough, True])
    link.count()
    passes = (("later query", False),) if thorough else (("first query", True), ("later query", False))
    for question in questions:
        for name, cold in passes:
            milliseconds, addresses = page.evaluate(ASK, [question.typed, thorough, cold])
            costs.setdefault((name, question.kind in SLIPS), []).append((*link.count(), milliseconds))
        found.append(addresses)
        figures.add(question, addresses)
    for name, _ in passes:
        plain, slips = costs.get((name, False), []), costs.get((name, True), [])
        for group, some in (("all", plain + slips), ("without a slip", plain), ("with a slip", slips)):
            if some:
                print(f"{figures.name}, {name}, {group}: {_cost(some)}")
    return figures, found


def _cost(costs: Sequence[tuple[int, int, float]]) -> str:
    requests, sent, milliseconds = (list(column) for column in zip(*costs, strict=True))
    return (
        f"{at(sent, 0.5) / 1000:.1f} / {at(sent, 0.95) / 1000:.1f} KB, "
        f"{at(requests, 0.5)} / {at(requests, 0.95)} requests, "
        f"{at(milliseconds, 0.5):.0f} / {at(milliseconds, 0.95):.0f} ms (median / p95); "
        f"at most {max(sent) / 1000:.1f} KB, {max(requests)} requests"
    )


def time_links(page: Page, link: Link, questions: Sequence[Question]) -> None:
    """Print how long first and later queries take over each kind of link."""
    sample = random.Random(3).sample(list(questions), min(100, len(questions)))  # noqa: S311
    for profile in PROFILES:
        link.profile = profile
        for name, cold in (("first query", True), ("later query", False)):
            costs = []
            for question in sample:
                link.count()
                milliseconds, _ = page.evaluate(ASK, [question.typed, False, cold])
                costs.append((*link.count(), milliseconds))
            print(f"browser, {profile.name}, {name}: {_cost(costs)}")
    link.profile = PROFILES[0]


def time_keystrokes(page: Page, questions: Sequence[Question]) -> None:
    """Print how long it takes from a key to the list that shows what it found."""
    sample = random.Random(4).sample(list(questions), min(100, len(questions)))  # noqa: S311
    times = [time for question in sample for time in page.evaluate(TYPE, question.typed[:30])]
    every = f"{at(times, 0.5):.1f} / {at(times, 0.95):.1f} / {at(times, 0.99):.1f} ms over {len(times)} keys"
    print(f"browser, key to list: {every} (median / p95 / p99); {sum(time <= GOAL for time in times)} within {GOAL} ms")


def show_peers(peers: Sequence[Peer]) -> None:
    """Print what the peers cost."""
    for peer in peers:
        built = f"build {peer.build:.0f} s, {peer.files} files, {peer.megabytes:.1f} MB"
        print(f"{peer.figures.name}: {built}; first {peer.first}; later {peer.later}")


def compare(archive: Archive, place: Path, arguments: argparse.Namespace) -> None:
    """Ask all questions all ways and print the tables."""
    officers = list(archive.officers())
    questions = ask(officers, arguments.questions, arguments.seed)
    print(f"{len(officers):,} officers; {len(questions)} questions from seed {arguments.seed}")
    build(archive, len(officers), place)
    (place / "index.html").write_text(PAGE, encoding="utf-8")
    shutil.copytree(ASSETS, place / "assets", dirs_exist_ok=True)
    with closing(Index(place / "index")) as index, serve(place) as (link, address), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        page = chromium.new_page()
        page.goto(address + "index.html")
        columns = []
        for thorough in (False, True):
            by_whoosh, at_command_line = ask_whoosh(index, questions, thorough=thorough)
            by_browser, in_browser = ask_browser(page, link, questions, thorough=thorough)
            same = sum(a == b for a, b in zip(at_command_line, in_browser, strict=True))
            print(f"the same ten in the same order: {same} of {len(questions)}")
            columns += [by_whoosh, by_browser]
        time_links(page, link, questions)
        page.goto(address + "index.html")
        time_keystrokes(page, questions)
        peers = []
        if "fts5" in arguments.peers:
            peers.append(fts5_trigrams(officers, questions, place))
        if "lunr" in arguments.peers:
            peers.append(material_lunr(officers, questions, place, page, link, address))
        if "pagefind" in arguments.peers:
            peers.append(pagefind(officers, questions, place, page, link, address))
        chromium.close()
    show_peers(peers)
    print(table_of_classes([*columns, *(peer.figures for peer in peers)]))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--officers", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60, help="in each class")
    parser.add_argument("--seed", type=int, default=HELD_OUT_SEED)
    parser.add_argument("--work", type=Path, help="the work folder of a built archive, in place of made officers")
    parser.add_argument("--peers", default="fts5 lunr pagefind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if arguments.work:
            with open_store(arguments.work) as store:
                compare(compile_catalogue(store, None), Path(place), arguments)
        else:
            compare(MadeArchive(arguments.officers, ARCHIVE_SEED), Path(place), arguments)


if __name__ == "__main__":
    main()
