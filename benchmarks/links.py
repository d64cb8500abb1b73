"""A local web server whose link is as long and as narrow as asked for, and that counts what it sends.

Each connection costs one round trip, each request another; bytes leave at the link's rate, all connections
sharing it. Text is sent as Pages sends it: compressed, kept by the browser only where `keep` says so.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css",
    ".json": "application/json",
}
COMPRESSED = {".html", ".js", ".css", ".json"}


@dataclass(frozen=True)
class Profile:
    """A kind of link."""

    name: str
    round_trip: float
    """Seconds."""
    rate: float
    """Bytes a second; 0 for no limit."""


PROFILES = (
    Profile("full speed", 0, 0),
    Profile("4G", 0.07, 9_000_000 / 8),
    Profile("fast 3G", 0.15, 1_600_000 / 8),
)


@dataclass
class Link:
    """The state of one server."""

    root: Path
    profile: Profile = PROFILES[0]
    requests: int = 0
    sent: int = 0
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    held: dict[Path, bytes] = field(default_factory=dict)

    def count(self) -> tuple[int, int]:
        """Return requests and bytes since the last call."""
        with self.lock:
            counted = self.requests, self.sent
            self.requests = self.sent = 0
        return counted

    def send_time(self, size: int) -> float:
        """Return how long the caller waits until SIZE bytes are through."""
        if not self.profile.rate:
            return 0.0
        with self.lock:
            now = time.monotonic()
            self.free_at = max(now, self.free_at) + size / self.profile.rate
            return self.free_at - now


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, link: Link, *arguments: object) -> None:
        self.link = link
        super().__init__(*arguments)  # type: ignore[arg-type]

    def setup(self) -> None:
        super().setup()
        time.sleep(self.link.profile.round_trip)

    def do_GET(self) -> None:
        path = self.link.root / self.path.partition("?")[0].lstrip("/")
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = self.link.held.get(path) or path.read_bytes()
        if path.suffix in COMPRESSED and path not in self.link.held:
            body = gzip.compress(body, 6)
        self.link.held[path] = body
        with self.link.lock:
            self.link.requests += 1
            self.link.sent += len(body)
        time.sleep(self.link.profile.round_trip + self.link.send_time(len(body)))
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serve(root: Path) -> Iterator[tuple[Link, str]]:
    """Serve ROOT while the block runs; yields the link and the server's address."""
    link = Link(root)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, link))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield link, f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
