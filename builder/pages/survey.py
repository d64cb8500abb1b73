"""What has to be counted over all filings before the first page is written: forms, bytes, rules met, by one pass.

The pass keeps a few numbers a form and a rule; filings themselves are not held, but for those without a company.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from builder.entries import Archive, FilingEntry
from builder.pages.tally import Tally


@dataclass(slots=True)
class FormCount:
    """How many filings of one form there are, and from when to when."""

    filings: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, when: date | None) -> None:
        """Count a filing listed by the day WHEN."""
        self.filings += 1
        if when:
            self.first = min(self.first or when, when)
            self.last = max(self.last or when, when)


@dataclass(slots=True)
class Survey:
    """The archive's filings, counted."""

    filings: int = 0
    forms: dict[str, FormCount] = field(default_factory=dict)
    """By form type as shown; "" for those that state none."""
    raw_size: int = 0
    """Bytes of all raw files."""
    homeless: list[FilingEntry] = field(default_factory=list)
    """Filings that belong to no company."""
    tally: Tally = field(default_factory=Tally)
    """How often each rule was met."""

    def add(self, entry: FilingEntry) -> None:
        """Count ENTRY."""
        self.filings += 1
        form = entry.form_type.value if entry.form_type else ""
        self.forms.setdefault(form, FormCount()).add(entry.dated_on)
        self.raw_size += sum(file.size for file in entry.filing.files)
        if not entry.companies:
            self.homeless.append(entry)
        self.tally.add(entry)


def survey(archive: Archive) -> Survey:
    """Return ARCHIVE's filings, counted."""
    counted = Survey()
    for entry in archive.filings():
        counted.add(entry)
    return counted
