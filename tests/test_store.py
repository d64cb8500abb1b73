"""The store: nothing is read twice, nothing is lost, and no other program's file is touched."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builder.catalogue.database import APPLICATION
from builder.catalogue.encoded import encode_reading
from builder.catalogue.store import Store
from builder.entries import QuarantineEntry
from builder.errors import SiteError
from tests.filings import keep, moved, usual

ASIDE = QuarantineEntry("empty.txt", 0, None, "empty", "the file is empty")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


def kept(store: Store) -> list[str]:
    return [reading.path for reading in store.readings()]


def test_a_reading_comes_back_as_it_was(path: Path) -> None:
    one = usual()
    with Store(path, "1") as store:
        keep(store, one)
    with Store(path, "1") as store:
        assert [reading.filing for reading in store.readings()] == [one]


def test_an_unchanged_source_is_known(path: Path) -> None:
    one = usual()
    with Store(path, "1") as store:
        key = store.key_of(one.container, one.files)
        store.begin_build()
        assert not store.has(key)
        store.put(key, encode_reading(one, ()))
        store.finish_build()
        store.begin_build()
        assert store.has(key)


@pytest.mark.parametrize("change", ["reader", "path", "bytes", "sidecar", "kind"])
def test_whatever_a_reading_depends_on_makes_another_key(path: Path, change: str) -> None:
    one = usual()
    with Store(path, "2" if change == "reader" else "1") as store:
        files = {"path": moved(one, "elsewhere.txt").files, "bytes": usual(2, path=one.files[0].path).files}
        key = store.key_of(
            "folder" if change == "kind" else one.container,
            files.get(change, one.files),
            b"x" if change == "sidecar" else None,
        )
    with Store(path, "1") as store:
        assert key.key != store.key_of(one.container, one.files).key


def test_a_removed_source_is_forgotten(path: Path) -> None:
    with Store(path, "1") as store:
        keep(store, usual(1), usual(2))
        keep(store, usual(2))
        assert kept(store) == [usual(2).files[0].path]


def test_what_an_unfinished_build_did_not_meet_is_still_known(path: Path) -> None:
    with Store(path, "1") as store:
        keep(store, usual(1), usual(2))
        store.begin_build()
    with Store(path, "1") as store:
        store.begin_build()
        assert store.has(store.key_of("submission", usual(1).files))
        assert store.has(store.key_of("submission", usual(2).files))


def test_lines_of_the_quarantine_list_stay_with_their_source(path: Path) -> None:
    one = usual()
    with Store(path, "1") as store:
        key = store.key_of("exhibit", one.files)
        store.begin_build()
        store.quarantine(ASIDE, key)
        store.finish_build()
        store.begin_build()
        assert store.has(key)
        store.finish_build()
        assert list(store.set_aside()) == [ASIDE]
        store.begin_build()
        store.finish_build()
        assert not list(store.set_aside())


def test_what_could_not_be_opened_is_tried_again(path: Path) -> None:
    with Store(path, "1") as store:
        store.begin_build()
        store.quarantine(ASIDE)
        store.finish_build()
        assert list(store.set_aside()) == [ASIDE]
        store.begin_build()
        store.finish_build()
        assert not list(store.set_aside())


def test_files_set_aside_beside_a_reading_are_kept_with_it(path: Path) -> None:
    one = usual()
    with Store(path, "1") as store:
        store.begin_build()
        store.put(store.key_of("folder", one.files), encode_reading(one, ()), (ASIDE,))
        store.finish_build()
        assert kept(store)
        assert list(store.set_aside()) == [ASIDE]


def test_the_fingerprint_tells_any_change(path: Path) -> None:
    with Store(path, "1") as store:
        seen = set()
        for filings in ((), (usual(1),), (usual(1), usual(2)), (usual(2),)):
            keep(store, *filings)
            seen.add(store.fingerprint())
        keep(store, usual(2))
        assert len(seen) == 4
        assert store.fingerprint() in seen


def test_a_foreign_database_is_refused_and_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE precious (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(SiteError, match="not a store of ours"):
        Store(path, "1")
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("notes " * 100)
    with pytest.raises(SiteError, match="not a store of ours"):
        Store(path, "1")
    assert path.read_text() == "notes " * 100


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with Store(path, "1") as store:
        assert not kept(store)


def test_a_store_of_another_schema_is_made_anew(path: Path) -> None:
    with Store(path, "1") as store:
        keep(store, usual())
        store.connection.execute("PRAGMA user_version = 999")
    with Store(path, "1") as store:
        assert not kept(store)


def test_a_damaged_store_of_ours_is_made_anew_or_told(path: Path) -> None:
    with Store(path, "1") as store:
        keep(store, *(usual(number) for number in range(1, 40)))
    whole = path.read_bytes()
    assert whole[68:72] == APPLICATION.to_bytes(4)
    path.write_bytes(whole[:100] + bytes(len(whole) - 100))
    try:
        with Store(path, "1") as store:
            assert not kept(store)
    except SiteError as told:
        assert "remove this file and build again" in told.remedy


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="cannot be used"):
        Store(tmp_path / "missing" / "catalogue.sqlite", "1")


WRITER = """
import sys
from pathlib import Path
from builder.catalogue.encoded import encode_reading
from builder.catalogue.store import Store
from tests.filings import usual
with Store(Path(sys.argv[1]), "1") as store:
    store.begin_build()
    print("ready", flush=True)
    for number in range(1, 100000):
        one = usual(number)
        key = store.key_of("submission", one.files)
        if not store.has(key):
            store.put(key, encode_reading(one, ()))
"""


def test_a_killed_build_loses_nothing_that_was_stored(path: Path) -> None:
    known = 0
    for pause in (0.05, 0.15, 0.1):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent
        )
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(pause)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            now = database.execute("SELECT count(*) FROM reading").fetchone()[0]
            assert now == database.execute("SELECT count(*) FROM source").fetchone()[0]
        assert now >= known
        known = now
    assert known > 0
