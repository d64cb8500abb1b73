"""Serve the published site on this machine, and build again when something below the watched folders changes.

The server reads `site/` afresh for each request, so a rebuild that is put in place shows at once.
It listens on localhost alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from builder.errors import SiteError

_SETTLE = 0.5
"""Seconds without a further change before a rebuild starts."""

_READING = frozenset({"opened", "closed_no_write"})


class _QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a log line for each, and never let a browser keep an old page."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Changes(FileSystemEventHandler):
    """Say that something changed; reading a file is no change."""

    def __init__(self) -> None:
        self.seen = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READING:
            self.seen.set()


def open_server(site: Path, port: int) -> ThreadingHTTPServer:
    """Return a server for SITE on localhost at PORT (0 lets the system choose); SiteError where it is taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_QuietHandler, directory=str(site)))
    except OSError as refused:
        raise SiteError(
            f"port {port}", f"cannot be listened on ({refused.strerror})", "name another with --port"
        ) from refused


def serve(server: ThreadingHTTPServer, watched: tuple[Path, ...], rebuild: Callable[[], None]) -> None:
    """Serve until interrupted; call REBUILD after each run of changes below the WATCHED folders."""
    changes = _Changes()
    observer = Observer()
    for folder in watched:
        observer.schedule(changes, str(folder), recursive=True)
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        while True:
            changes.seen.wait()
            while changes.seen.is_set():
                changes.seen.clear()
                changes.seen.wait(_SETTLE)
            rebuild()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()
        observer.stop()
        observer.join()
