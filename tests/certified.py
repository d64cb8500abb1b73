"""Full submissions of fictional companies whose 302 certifications carry the prescribed text, with changes planted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder.audit.align import version_of
from builder.audit.history import judge_history
from builder.audit.prescribed import prescribed_text
from builder.catalogue.compile import compile_catalogue
from builder.entries import Archive
from builder.exports.write import write_exports
from builder.kept import open_store, text_reader
from builder.pages.write import write_pages
from builder.pipeline import Folders, read_raw, rule_texts, surroundings
from tests.conftest import folders_in

FULL = "302-2003-full"


@dataclass(frozen=True)
class Change:
    """Words of the prescribed text that are put otherwise; "" for words left out."""

    words: str
    instead: str


@dataclass(frozen=True)
class Report:
    """One report of a fictional company, both officers' certifications with the same changes."""

    cik: int
    company: str
    accession: str
    filed: date
    period: date
    changes: tuple[Change, ...] = ()
    second: tuple[Change, ...] | None = None
    """Changes in the second officer's; None for the same."""
    form: str = "10-K"
    text: str = FULL
    without: tuple[str, ...] = ()
    """Keys of paragraphs left out."""

    def submission(self) -> str:
        """Return the report as EDGAR would hold it."""
        second = self.changes if self.second is None else self.second
        return (
            f"<SEC-DOCUMENT>{self.accession}.txt : {self.filed:%Y%m%d}\n"
            f"<SEC-HEADER>{self.accession}.hdr.sgml : {self.filed:%Y%m%d}\n"
            f"ACCESSION NUMBER:\t\t{self.accession}\nCONFORMED SUBMISSION TYPE:\t{self.form}\n"
            f"CONFORMED PERIOD OF REPORT:\t{self.period:%Y%m%d}\nFILED AS OF DATE:\t\t{self.filed:%Y%m%d}\n\n"
            f"FILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{self.company.upper()}\n"
            f"\t\tCENTRAL INDEX KEY:\t\t\t{self.cik:010}\n\t\tFISCAL YEAR END:\t\t\t1231\n</SEC-HEADER>\n"
            + self._exhibit(2, "EX-31.1", "Odile Varga", "Chief Executive Officer", self.changes)
            + self._exhibit(3, "EX-31.2", "Bram Oster", "Chief Financial Officer", second)
            + "</SEC-DOCUMENT>\n"
        )

    def _exhibit(self, number: int, kind: str, name: str, title: str, changes: tuple[Change, ...]) -> str:
        day = f"{self.filed:%B} {self.filed.day}, {self.filed.year}"
        return (
            f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{number}\n<FILENAME>ex{number}.txt\n<TEXT>\n"
            f"CERTIFICATION\n\nI, {name}, certify that:\n\n{self._words(changes)}\n"
            f"Date: {day}\n\n/s/ {name}\n{name}\n{title}\n</TEXT>\n</DOCUMENT>\n"
        )

    def _words(self, changes: tuple[Change, ...]) -> str:
        paragraphs = []
        for key, printed in _printed(self.text):
            words = printed.replace("[report]", f"report on Form {self.form}").replace("[registrant]", self.company)
            for change in changes:
                words = words.replace(change.words, change.instead)
            mark = f"({key[1:]})" if key[1:] else f"{key}."
            if key not in self.without:
                paragraphs.append(f"{mark} {words}\n")
        return "\n".join(paragraphs)


def _printed(text: str) -> list[tuple[str, str]]:
    """Return the paragraphs of TEXT as a filer would print them."""
    version = version_of(text, (0,) * len(prescribed_text(text).paragraphs))
    return [(paragraph.key, paragraph.printed) for paragraph in version.paragraphs]


def written(place: Path, *reports: Report) -> tuple[Folders, Archive]:
    """Write REPORTS below PLACE and all pages and data files of them, without the site."""
    folders = folders_in(place, place / "raw")
    folders.raw.mkdir()
    for report in reports:
        (folders.raw / f"{report.accession}.txt").write_text(report.submission(), "ascii")
    folders.work.mkdir()
    folders.content.mkdir()
    store = open_store(folders.work)
    read_raw(folders.raw, store, lambda *_: None)
    archive = compile_catalogue(store, None, judge_history)
    write_pages(archive, folders.content, text_reader(folders.raw), surroundings(folders))
    write_exports(archive, folders.content, rules=rule_texts())
    return folders, archive
