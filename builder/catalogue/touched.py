"""What a change of the raw files touches: the sources that have to be compiled again, and nothing else.

Two sources can only matter to each other through something that both hold: an accession number, a file, a CIK, the name
of a company, an address. Each source's ties are kept with the catalogue; from the sources that came, changed or went,
the ties lead to all that they could reach. Compiling these again gives what compiling everything would give, and adding
a filing costs as much as its company. Where the ties lead to most of the archive, all is compiled.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.catalogue.drafts import Draft
from builder.catalogue.store import Store
from builder.wording.companies import fold_company

MOST = 0.3
"""Share of all sources beyond which everything is compiled."""

_PRESENT = (
    "SELECT source.key, source.id FROM source JOIN reading ON reading.source = source.id"
    " WHERE build = (SELECT number FROM build)"
)
_OF_FILING = "filing IN (SELECT filing FROM touched_filing)"
_OF_COMPANY = "company IN (SELECT company FROM touched_company)"
_OF_OFFICER = f"(SELECT id FROM officer WHERE {_OF_COMPANY})"  # noqa: S608 - our own words

FORGET = (
    f"DELETE FROM redirect WHERE NOT claimed AND new IN (SELECT address FROM officer WHERE {_OF_COMPANY})",  # noqa: S608
    f"DELETE FROM officer_name WHERE officer IN {_OF_OFFICER}",  # noqa: S608
    f"DELETE FROM officer_company WHERE officer IN {_OF_OFFICER}",  # noqa: S608
    f"DELETE FROM officer WHERE {_OF_COMPANY}",  # noqa: S608
    "DELETE FROM company WHERE key IN (SELECT company FROM touched_company)",
    f"DELETE FROM mention WHERE {_OF_FILING}",  # noqa: S608
    f"DELETE FROM claim WHERE {_OF_FILING}",  # noqa: S608
    f"DELETE FROM filing_company WHERE {_OF_FILING}",  # noqa: S608
    f"DELETE FROM filing_source WHERE {_OF_FILING}",  # noqa: S608
    "DELETE FROM filing WHERE id IN (SELECT filing FROM touched_filing)",
    "DELETE FROM duplicate WHERE source IN (SELECT source FROM touched)",
    "DELETE FROM tie WHERE source IN (SELECT source FROM touched)",
    "DELETE FROM compiled_source WHERE source IN (SELECT source FROM touched)",
)


@dataclass(frozen=True, slots=True)
class Touched:
    """Sources, by their rows."""

    present: tuple[int, ...]
    """To be compiled."""
    gone: tuple[int, ...]
    """In the catalogue, and no longer in the raw folder."""


def find_touched(db: sqlite3.Connection, store: Store) -> Touched | None:
    """Return what has to be compiled again; None where that is most of the archive."""
    now: dict[str, int] = dict(db.execute(_PRESENT))
    before: dict[str, int] = dict(db.execute("SELECT key, source FROM compiled_source"))
    came = {source for key, source in now.items() if before.get(key) != source}
    went = {source for key, source in before.items() if now.get(key) != source}
    reached = came | went
    ties = {tie for source in came for tie in ties_of(store.draft(source).draft)}
    for source in went:
        ties.update(tie for (tie,) in db.execute("SELECT tie FROM tie WHERE source = ?", (source,)))
    known: set[str] = set()
    while new := ties - known:
        known |= new
        found = {each for tie in new for (each,) in db.execute("SELECT source FROM tie WHERE tie = ?", (tie,))}
        fresh = found - reached
        reached |= fresh
        if len(reached) > MOST * len(now):
            return None
        for source in fresh:
            ties.update(tie for (tie,) in db.execute("SELECT tie FROM tie WHERE source = ?", (source,)))
    return Touched(tuple(sorted(reached - went)), tuple(sorted(went)))


def forget(db: sqlite3.Connection, touched: Touched) -> None:
    """Take out of the catalogue all that came from TOUCHED."""
    db.execute("CREATE TEMP TABLE touched (source INTEGER PRIMARY KEY)")
    db.executemany("INSERT INTO touched VALUES (?)", [(each,) for each in (*touched.present, *touched.gone)])
    db.execute(
        "CREATE TEMP TABLE touched_filing AS SELECT DISTINCT filing FROM filing_source"
        " WHERE source IN (SELECT source FROM touched)"
    )
    db.execute(f"CREATE TEMP TABLE touched_company AS SELECT DISTINCT company FROM filing_company WHERE {_OF_FILING}")  # noqa: S608
    for statement in FORGET:
        db.execute(statement)
    for name in ("touched", "touched_filing", "touched_company"):
        db.execute(f"DROP TABLE {name}")


def keep_ties(db: sqlite3.Connection, source: int, draft: Draft) -> None:
    """Keep what ties SOURCE to others."""
    db.executemany("INSERT INTO tie VALUES (?, ?)", [(tie, source) for tie in sorted(set(ties_of(draft)))])
    db.execute("INSERT INTO compiled_source SELECT key, id FROM source WHERE id = ?", (source,))


def ties_of(draft: Draft) -> Iterator[str]:
    """Yield what another source may share with DRAFT."""
    yield f"address {draft.own_address}"
    if draft.accession_number:
        yield f"accession {draft.accession_number}"
    for sha256 in draft.files:
        yield f"file {sha256}"
    for registrant in draft.registrants:
        if registrant.cik:
            yield f"cik {registrant.cik}"
        yield from _names((registrant.name or "", *(former.name for former in registrant.former_names)))
    yield from _names(draft.stated)


def _names(names: Iterable[str]) -> Iterator[str]:
    return (f"name {folded}" for name in names if (folded := fold_company(name)))
