"""Putting a site in place: all of it or none of it, and never over what is not ours."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from builder.errors import SiteError
from builder.publish import swap
from builder.publish.lock import hold
from builder.publish.serve import open_server
from builder.publish.site import MARK, require_ours


def folder(path: Path, words: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize("system_can_exchange", [True, False])
def test_the_finished_folder_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system_can_exchange: bool
) -> None:
    if not system_can_exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    published = tmp_path / "site"
    for words in ("first", "second", "third"):
        swap.put_in_place(folder(tmp_path / "staged", words), published)
        assert (published / "index.html").read_text(encoding="utf-8") == words
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_run_stopped_between_two_renames_is_recovered(tmp_path: Path) -> None:
    folder(tmp_path / ".staging-site-before", "old")
    swap.recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"
    folder(tmp_path / ".staging-site-before", "older")
    swap.recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"
    assert not (tmp_path / ".staging-site-before").exists()


def test_whose_folder_it_is(tmp_path: Path) -> None:
    require_ours(tmp_path / "absent")
    (tmp_path / "empty").mkdir()
    require_ours(tmp_path / "empty")
    ours = folder(tmp_path / "ours", "x")
    (ours / MARK).write_text("{}", encoding="utf-8")
    require_ours(ours)
    with pytest.raises(SiteError, match="left as it is"):
        require_ours(folder(tmp_path / "theirs", "x"))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SiteError, match="found a file"):
        require_ours(tmp_path / "file")


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    with hold(tmp_path / "work"), pytest.raises(SiteError, match="another build"), hold(tmp_path / "work"):
        pass
    with hold(tmp_path / "work"):
        pass


def test_the_server_serves_the_site_and_its_own_not_found_page(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "<p>home</p>")
    (site / "404.html").write_text("<p>nothing here</p>", encoding="utf-8")
    server = open_server(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        assert urllib.request.urlopen(f"{address}/").read() == b"<p>home</p>"  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{address}/nobody/")  # noqa: S310
        assert missing.value.code == 404
        assert b"nothing here" in missing.value.read()
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    server = open_server(tmp_path, 0)
    try:
        with pytest.raises(SiteError, match="--port"):
            open_server(tmp_path, server.server_port)
    finally:
        server.server_close()
