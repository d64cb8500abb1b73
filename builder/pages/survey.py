"""What is counted over all filings: how many of each form there are, and how often each rule was met.

Counted company by company, and joined; a few numbers a form and a rule are kept, filings themselves are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.entries import FilingEntry
from builder.pages.tally import DatedCount, Tally


@dataclass(slots=True)
class Survey:
    """Filings, counted."""

    filings: int = 0
    forms: dict[str, DatedCount] = field(default_factory=dict)
    """By form type as shown; "" for those that state none."""
    tally: Tally = field(default_factory=Tally)
    """How often each rule was met."""

    def add(self, entry: FilingEntry) -> None:
        """Count ENTRY; a company's filings come newest first."""
        self.filings += 1
        form = entry.form_type.value if entry.form_type else ""
        self.forms.setdefault(form, DatedCount()).add(entry.dated_on, entry.dated_on)
        self.tally.add(entry)

    def join(self, other: Survey) -> None:
        """Count what OTHER has counted of other companies."""
        self.filings += other.filings
        for form, count in other.forms.items():
            self.forms.setdefault(form, DatedCount()).add(count.first, count.last, count.filings)
        self.tally.join(other.tally)
