"""The Whoosh indexes: officers and companies by name, and the words of titles and findings.

`write_index` writes both below one folder, `find` and `find_text` answer from there. The folder holds
one generation and a file, `current`, that names it: a new generation is written beside the old one and
the file replaced in one step, so that a kill at any moment leaves an index whole. Only this module and
shelf.py name Whoosh.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
from whoosh import fields, formats
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, IndexVersionError

from builder.entries import Archive, CompanyEntry, OfficerEntry
from builder.errors import SearchError
from builder.records import Role, Section
from builder.search.cards import CompanyCard
from builder.search.keys import Drawer, file_cards, without_collecting
from builder.search.names import MOST_CHARACTERS, MOST_WORDS
from builder.search.query import read_query
from builder.search.score import Match
from builder.search.seek import seek
from builder.search.shelf import BesideCards, Wanted, WhooshShelf

CURRENT = "current"
MOST_COMPANIES = 50
"""Of the companies of one name, those whose officers are looked through."""
MEMORY_MB = 256
_CODEC = W3Codec(compression=0)
"""Most keys have one card: nothing to compress. (Its "inlinelimit" does not work in 2.7.4.)"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An officer or a company that was found."""

    kind: str
    """"officer" or "company"."""
    address: str
    name: str
    company_name: str
    """The officer's company; "" for a company."""
    cik: str
    """The company's CIK without leading zeros; "" for an officer, or where none is stated."""
    roles: tuple[Role, ...]
    sections: tuple[Section, ...]
    years: tuple[int, ...]
    certifications: int
    findings: int
    why: str
    """Why it was found, where that is not plain: "armstrng → armstrong, one letter"."""
    score: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were found: a title, or what a finding saw."""

    kind: str
    """"title" or "finding"."""
    text: str
    address: str
    """The officer's page, or the filing's."""
    label: str
    """The officer and company, or the company and the finding's code."""


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are given as they are, without positions, frequencies or analysis."""

    def __init__(self) -> None:
        """Set up the field as Whoosh expects it."""
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = True  # without lengths on file Whoosh looks for them on the disk at every posting
        self.stored = self.unique = self.spelling = False
        self.vector = self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: Iterable[str], **_: object) -> list[tuple[bytes, int, float, bytes]]:
        """Return the postings of VALUE."""
        return [(term.encode(), 1, 1.0, b"") for term in value]


_WORDING_WORDS = RegexTokenizer(r"[^\W_]+(?:['’][^\W_]+)*") | LowercaseFilter()
NAMES = fields.Schema(keys=Terms(), narrow=Terms(), card=fields.COLUMN(VarBytesColumn()))
WORDING = fields.Schema(
    text=fields.TEXT(stored=True, analyzer=_WORDING_WORDS),
    kind=fields.STORED,
    address=fields.STORED,
    label=fields.STORED,
)


def write_index(archive: Archive, folder: Path) -> None:
    """Write the indexes of ARCHIVE into FOLDER; until they are whole, FOLDER answers as before."""
    try:
        old = _current(folder)
        number = int(old.name.removeprefix("index-")) + 1 if old else 1
        new = folder / f"index-{number}"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        with without_collecting():
            _write_names(archive, file_cards(archive), new)
        _write_wording(archive, new)
        pointer = folder / f"{CURRENT}.new"
        pointer.write_text(new.name, encoding="utf-8")
        pointer.replace(folder / CURRENT)
    except OSError as error:
        raise SearchError(
            str(folder), f"the search index cannot be written ({error})", "free space or name another folder"
        ) from error
    for other in folder.glob("index-*"):
        if other != new:
            shutil.rmtree(other, ignore_errors=True)


def _current(folder: Path) -> Path | None:
    pointer = folder / CURRENT
    if not pointer.is_file():
        return None
    name = pointer.read_text(encoding="utf-8")
    return folder / name if name.removeprefix("index-").isdecimal() else None


def _write_names(archive: Archive, drawer: Drawer, folder: Path) -> None:
    keys: list[list[str]] = [[] for _ in drawer.cards]
    for key, at in drawer.keys:
        keys[at].append(key)
    narrow = [*map(_officer_terms, archive.officers()), *map(_company_terms, archive.companies())]
    (folder / "names").mkdir()
    writer = whoosh_index.create_in(str(folder / "names"), NAMES).writer(limitmb=MEMORY_MB, codec=_CODEC)
    for line, filed, terms in zip(drawer.cards, keys, narrow, strict=True):
        writer.add_document(keys=filed, narrow=terms, card=line.encode())
    writer.commit()
    words = BesideCards(drawer.weights, drawer.long_words, drawer.commoner)
    (folder / "words.json").write_bytes(msgspec.json.encode(words))


def _officer_terms(entry: OfficerEntry) -> list[str]:
    """Return the terms by which an officer can be narrowed to."""
    return [
        f"is officer {' '.join(sorted(entry.roles))}|{' '.join(sorted(entry.forms))}",
        f"of {entry.company}",
    ]


def _company_terms(entry: CompanyEntry) -> list[str]:
    return ["is company |", f"of {entry.address}"]


def _write_wording(archive: Archive, folder: Path) -> None:
    (folder / "wording").mkdir()
    writer = whoosh_index.create_in(str(folder / "wording"), WORDING).writer(limitmb=MEMORY_MB)
    for officer in archive.officers():
        for title in officer.titles:
            label = f"{officer.name}, {officer.company_name}"
            writer.add_document(text=title, kind="title", address=officer.address, label=label)
    for filing in archive.lines():
        for finding in filing.findings:
            if finding.seen:
                label = f"{filing.company_name}, {finding.code}"
                writer.add_document(text=finding.seen, kind="finding", address=filing.address, label=label)
    writer.commit()


class Index:
    """One generation of the indexes, opened to be asked many times."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_index` wrote into FOLDER."""
        generation = _current(folder)
        if generation is None:
            raise SearchError(
                str(folder), "no search index is here", "build the archive first, or name its folder with --work"
            )
        try:
            self._names = _open(generation / "names")
            self._wording = _open(generation / "wording")
            words = msgspec.json.decode((generation / "words.json").read_bytes(), type=BesideCards)
        except (OSError, EmptyIndexError, IndexVersionError, msgspec.DecodeError) as error:
            raise SearchError(
                str(generation), f"the search index cannot be read ({error})", "build the archive again"
            ) from error
        self._reader = self._names.reader()
        self._shelf = WhooshShelf(self._reader, words)

    def close(self) -> None:
        """Let go of the index's files."""
        self._reader.close()
        self._names.close()
        self._wording.close()

    def find(  # noqa: PLR0913
        self,
        query: str,
        *,
        company: str | None = None,
        role: Role | None = None,
        year: int | None = None,
        form: str | None = None,
        kind: str | None = None,
        limit: int = 10,
        thorough: bool = True,
    ) -> tuple[Hit, ...]:
        """Return the officers and companies that answer QUERY, the best first; see `find`."""
        narrow = self._narrowed(
            {
                "is": Wanted(kind, role, form).admits if kind or role or form else None,
                "of": frozenset(self._companies(company)).__contains__ if company else None,
            }
        )
        shelf = self._shelf.narrowed(narrow, year)
        asked = read_query(query)
        if asked.words:
            return tuple(_hit(match) for match in seek(asked, shelf, limit, thorough=thorough))
        if narrow is None and year is None:
            return ()
        listed = sorted(shelf.begins(""), key=lambda card: (-card.certifications, card.address))
        return tuple(_hit(Match(card, 0, sure=True, why="")) for card in listed[:limit])

    def _companies(self, company: str) -> list[str]:
        """Return the addresses of the companies named COMPANY, or with that CIK."""
        shelf = self._shelf.narrowed(self._having("is", Wanted("company", None, None).admits))
        matches = seek(read_query(company), shelf, MOST_COMPANIES, thorough=False)
        return [match.card.address for match in matches if match.sure]

    def _narrowed(self, tests: dict[str, Callable[[str], bool] | None]) -> frozenset[int] | None:
        """Return the cards whose fields pass all of TESTS; None where there is no test."""
        found: frozenset[int] | None = None
        for field, test in tests.items():
            if test:
                having = self._having(field, test)
                found = having if found is None else found & having
        return found

    def _having(self, field: str, test: Callable[[str], bool]) -> frozenset[int]:
        """Return the cards with a term of FIELD that passes TEST."""
        found: set[int] = set()
        for term in self._reader.expand_prefix("narrow", f"{field} "):
            if test(term.decode().partition(" ")[2]):
                found.update(self._reader.postings("narrow", term).all_ids())
        return frozenset(found)

    def find_text(self, text: str, *, limit: int = 10) -> tuple[Passage, ...]:
        """Return the passages that hold all words of TEXT; see `find_text`."""
        words = [token.text for token in _WORDING_WORDS(text[:MOST_CHARACTERS])][:MOST_WORDS]
        if not words:
            return ()
        asked = whoosh_query.And([whoosh_query.Term("text", word) for word in words])
        if len(words) > 1:
            asked = whoosh_query.Or([asked, whoosh_query.Phrase("text", words, boost=4.0)])
        with self._wording.searcher() as searcher:
            hits = searcher.search(asked, limit=limit)
            return tuple(Passage(hit["kind"], hit["text"], hit["address"], hit["label"]) for hit in hits)


def _open(folder: Path) -> FileIndex:
    return FileStorage(str(folder)).open_index()


def find(  # noqa: PLR0913
    folder: Path,
    query: str,
    *,
    company: str | None = None,
    role: Role | None = None,
    year: int | None = None,
    form: str | None = None,
    kind: str | None = None,
    limit: int = 10,
    thorough: bool = True,
) -> tuple[Hit, ...]:
    """Return the officers and companies that answer QUERY, the best first.

    COMPANY (words of its name, or its CIK), ROLE, YEAR, FORM and KIND ("officer", "company") narrow the
    answer; with one of them an empty QUERY lists all. THOROUGH looks for slips even where some cards answer
    every word, until there are LIMIT. No query raises; `explain` says what of it cannot be searched for.
    """
    with closing(Index(folder)) as index:
        return index.find(
            query, company=company, role=role, year=year, form=form, kind=kind, limit=limit, thorough=thorough
        )


def find_text(folder: Path, text: str, *, limit: int = 10) -> tuple[Passage, ...]:
    """Return the titles and the wording of findings that hold all words of TEXT, as a phrase first."""
    with closing(Index(folder)) as index:
        return index.find_text(text, limit=limit)


def explain(query: str) -> str:
    """Return what of QUERY cannot be searched for, in a sentence; "" where all of it can."""
    return read_query(query).note


def _hit(match: Match) -> Hit:
    card = match.card
    if isinstance(card, CompanyCard):
        return Hit(
            "company",
            card.address,
            card.name,
            "",
            card.cik,
            (),
            (),
            card.years,
            card.certifications,
            0,
            match.why,
            match.score,
        )
    return Hit(
        "officer",
        card.address,
        card.name,
        card.company_name,
        "",
        card.roles,
        card.sections,
        card.years,
        card.certifications,
        card.findings,
        match.why,
        match.score,
    )
