"""What several tests share: one built site, one browser."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from builder.pipeline import BuildReport, Folders, build
from tests.chromium import ARGUMENTS, HOW_TO_GET_ONE, find_chromium

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
"""The same examples each time, so that a red test means a change; HYPOTHESIS_PROFILE=searching looks for new ones."""

ROOT = Path(__file__).parents[1]
SEED = ROOT / "raw" / "000_533b4a0d66f662f7.txt"
ARCHIVE = ROOT / "tests" / "archive"


@dataclass(frozen=True)
class Built:
    """A build of a dozen varied filings and the first exhibit."""

    folders: Folders
    report: BuildReport

    @property
    def site(self) -> Path:
        return self.folders.out


def folders_in(place: Path, raw: Path) -> Folders:
    """Return the folders of a build below PLACE, with the hand-written pages of this project."""
    return Folders(
        raw=raw,
        work=place / "work",
        content=place / "work" / "content",
        out=place / "site",
        configuration=ROOT / "mkdocs.yml",
    )


def lay_raw(place: Path) -> Path:
    """Copy the dozen filings and the first exhibit into PLACE/raw, and return it."""
    raw = place / "raw"
    shutil.copytree(ARCHIVE, raw)
    shutil.copy(SEED, raw / SEED.name)
    return raw


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("built")
    folders = folders_in(place, lay_raw(place))
    return Built(folders, build(folders, lambda *_: None))


class _Handler(SimpleHTTPRequestHandler):
    """Serve a site below /repo/, as GitHub Pages serves a project's."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/repo"))

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(built.site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/repo/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("UNDERSIGNED_REQUIRE_BROWSER"):
            pytest.fail(HOW_TO_GET_ONE)
        warnings.warn(f"BROWSER TESTS ARE SKIPPED: {HOW_TO_GET_ONE}", stacklevel=1)
        pytest.skip(HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()
