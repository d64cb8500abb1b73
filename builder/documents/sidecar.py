"""A loose exhibit's sidecar: what its owner knows of the filing, in a few lines of TOML beside it.

In: the bytes of `NAME.toml`, with any of `cik`, `accession`, `form_type`, `period`, `filed`, `registrant`.
Out: a Header, or what is wrong with it. Read strictly: a misspelt key would otherwise be a fact that
silently is not there.
"""

from __future__ import annotations

import tomllib
from datetime import date

from builder.documents.header import accession, central_index_key
from builder.records import AccessionNumber, Cik, Header, Registrant

KEYS = ("cik", "accession", "form_type", "period", "filed", "registrant")


def read_sidecar(raw: bytes) -> tuple[Header | None, str | None]:
    """Return the header that the sidecar RAW states, or None and what is wrong with it."""
    try:
        stated = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return None, f"not TOML: {error}"
    unknown = sorted(set(stated) - set(KEYS))
    if unknown:
        return None, f"unknown key {', '.join(unknown)[:200]}"
    wrong = [name for name, value in stated.items() if not _fits(name, value)]
    if wrong:
        return None, f"{wrong[0]} = {str(stated[wrong[0]])[:200]!r}"
    return _header(stated), None


def _header(stated: dict[str, object]) -> Header:
    """Return the header that STATED, whose values fit, gives."""
    cik, name = stated.get("cik"), stated.get("registrant")
    named = cik is not None or name is not None
    return Header(
        source="sidecar",
        accession_number=_accession(stated.get("accession")),
        form_type=str(stated["form_type"]) if "form_type" in stated else None,
        period_of_report=_day(stated.get("period")),
        filed_on=_day(stated.get("filed")),
        accepted_at=None,
        registrants=(Registrant(str(name) if name else None, _cik(cik), None, None, None, None),) if named else (),
    )


def _fits(name: str, value: object) -> bool:
    if name == "cik":
        return _cik(value) is not None
    if name == "accession":
        return _accession(value) is not None
    if name in ("period", "filed"):
        return _day(value) is not None
    return isinstance(value, str) and bool(value.strip())


def _cik(value: object) -> Cik | None:
    is_written = isinstance(value, str | int) and not isinstance(value, bool)
    return central_index_key(str(value)) if is_written else None


def _accession(value: object) -> AccessionNumber | None:
    return accession(value) if isinstance(value, str) else None


def _day(value: object) -> date | None:
    """Return the date that VALUE is or spells ("2003-12-31")."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
