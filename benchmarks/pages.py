"""How heavy the pages are, and how soon the home page can be used on a phone's slow line.

    python -m benchmarks.pages SITE

Prints the bytes of each kind of page (whole, shell, gzip), the bytes that a first visit to the home page transfers with
gzip, and the times until it is painted and until its search field answers, in a Chromium with an empty cache whose line
is shaped as fast 3G: 1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms there and back.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from tests.chromium import ARGUMENTS, HOW_TO_GET_ONE, find_chromium

FAST_3G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}

ZIPPED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}
"""What GitHub Pages sends with gzip."""

RUNS = 5

SHELL_UP_TO, HOME_UP_TO, USABLE_WITHIN = 8192, 120_000, 1.5


class Handler(SimpleHTTPRequestHandler):
    """Serves a site with gzip, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | None:  # type: ignore[override]
        """Send the head, and return the body."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        zipped = path.suffix in ZIPPED
        body = gzip.compress(path.read_bytes(), 6) if zipped else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_arguments: object) -> None:
        """Stay silent."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One first visit to the home page."""

    transferred: int
    requests: int
    painted: float
    answers: float


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def kinds(site: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield each kind of page with its pages."""
    yield "home", [site / "index.html"]
    for name in ("about", "reading", "data", "search", "quarantine"):
        yield name, [site / name / "index.html"]
    for name in ("companies", "filings", "officers", "periods", "forms", "wording", "findings"):
        pages = [
            page for page in (site / name).glob("*/index.html") if 'http-equiv="refresh"' not in page.read_text("utf-8")
        ]
        yield name, sorted(pages)


def weigh(pages: list[Path]) -> tuple[int, int, int, int]:
    """Return the middle and the greatest size of PAGES, the greatest shell, and the middle size with gzip."""
    bodies = [page.read_bytes() for page in pages]
    sizes = sorted(map(len, bodies))
    shells = [len(re.sub(rb"<article.*</article>", b"", body, flags=re.DOTALL)) for body in bodies]
    zipped = [len(gzip.compress(body, 6)) for body in bodies[:500]]
    return int(statistics.median(sizes)), sizes[-1], max(shells), int(statistics.median(zipped))


def visit(page: Page, address: str) -> Visit:
    """Return what a first visit to ADDRESS costs."""
    received: dict[str, float] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": False})
    session.send("Network.emulateNetworkConditions", FAST_3G)
    session.on(
        "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.goto(address, wait_until="load")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    page.wait_for_load_state("networkidle")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    return Visit(int(sum(received.values())), len(received), painted / 1000, ready / 1000)


def main(site: Path) -> None:
    print(f"{'kind':12}{'pages':>7}{'middle':>9}{'largest':>9}{'gzip':>8}{'shell':>8}")
    for name, pages in kinds(site):
        if pages and pages[0].is_file():
            middle, largest, shell, zipped = weigh(pages)
            over = "  over 8 KB" if shell > SHELL_UP_TO else ""
            print(f"{name:12}{len(pages):>7}{middle:>9,}{largest:>9,}{zipped:>8,}{shell:>8,}{over}")
    chromium = find_chromium()
    if chromium is None:
        sys.exit(HOW_TO_GET_ONE)
    visits = []
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for _ in range(RUNS):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            visits.append(visit(context.new_page(), address))
            context.close()
        browser.close()
    first = visits[0]
    painted = statistics.median(each.painted for each in visits)
    answers = statistics.median(each.answers for each in visits)
    print(f"\nhome page, first visit: {first.transferred:,} bytes in {first.requests} requests (limit {HOME_UP_TO:,})")
    print(
        f"fast 3G, middle of {RUNS}: painted after {painted:.2f} s, usable after {answers:.2f} s "
        f"(limit {USABLE_WITHIN})"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
