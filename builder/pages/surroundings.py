"""What pages say of the rest of the site and of the world, handed in by whoever has them written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from builder.entries import CompanyEntry, OfficerEntry
from builder.findings import RuleText
from builder.pages.copies import RawBytes
from builder.pages.prescribed import Prescribed
from builder.pages.views import Link


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pages say of the rest of the site and of the world."""

    rules: Mapping[str, RuleText] = field(default_factory=dict)
    """What each code of a finding means, in words."""
    raw_bytes: RawBytes | None = None
    """Gives a raw file to be published beside the pages; None where none is."""
    linked_company: Callable[[CompanyEntry], str] | None = None
    """Gives the JSON-LD of a company, free of characters of HTML."""
    linked_officer: Callable[[OfficerEntry], str] | None = None
    company_files: tuple[Link, ...] = ()
    """Files that another stage lays beside a company's page."""
    prescribed: Prescribed | None = None
    """The prescribed texts that certifications are shown against; None where they are not."""


BY_THEMSELVES = Surroundings()
"""Pages without anything around them."""
