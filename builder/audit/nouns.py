"""What a 302 certification calls the company, against the noun of the prescribed text of its form.

"The registrant" in most reports; "the small business issuer" in those of Form 10-KSB; in a report of a foreign private
issuer "the company". Told once a certification, however often another noun stands there.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.audit.case import Answer, Case, Certified, Seen
from builder.audit.compare import Difference, Reading
from builder.audit.prescribed import right_nouns
from builder.audit.statement_302 import SHOWN, tell_changes
from builder.audit.words import read_words
from builder.findings import DeviationKind
from builder.wording.forms import bare_form

SMALL_BUSINESS_ENDED = 2009
"""Form 10-KSB could be used until March of that year: see `wording/prescribed/nouns.toml`."""


def noun(case: Case) -> Iterator[Answer]:
    """Yield the certifications that mostly call the company otherwise than the prescribed text of their form."""
    for each, reading, used, replaced in _nouns(case):
        strange = {word for word in used if word not in right_nouns(case.asked.form_type, case.asked.filed_on)}
        if (
            strange
            and 2 * len(replaced) >= _owners(reading)
            and not (_stale(case) and strange == {"small business issuer"})
        ):
            yield tell_changes(each, reading, replaced)


def noun_stale(case: Case) -> Iterator[Answer]:
    """Yield "small business issuer" after the forms of small business issuers had ended."""
    for each, reading, used, replaced in _nouns(case):
        if _stale(case) and "small business issuer" in used:
            yield tell_changes(each, reading, [one for one in replaced if "small business" in one.found.lower()])


def noun_mixed(case: Case) -> Iterator[Answer]:
    """Yield the certifications that call the company by two nouns."""
    for each, reading, used, replaced in _nouns(case):
        kept = _owners(reading) - len(replaced)
        if len(used) + bool(kept) > 1:
            names = sorted(used) + (["registrant"] if kept else [])
            spans = tuple(span for one in replaced[:SHOWN] for span in reading.text.spans(one.start, one.end))
            yield Seen("one noun throughout", " and ".join(names), spans, each.place)


def _nouns(case: Case) -> Iterator[tuple[Certified, Reading, set[str], list[Difference]]]:
    """Yield the certifications that call the company otherwise, with the nouns and the places."""
    right = right_nouns(case.asked.form_type, case.asked.filed_on)
    for each, reading in case.compared:
        replaced = [change for change in reading.differences if change.kind is DeviationKind.NOUN]
        used = {_bare_noun(change) for change in replaced}
        if replaced and not (used <= set(right) and len(used) == 1 and 2 * len(replaced) > _owners(reading)):
            yield each, reading, used, replaced


def _bare_noun(change: Difference) -> str:
    words = [
        word for word in read_words(change.found, 0, len(change.found)).folded if word not in ("the", "of", "this")
    ]
    return " ".join(words)


def _owners(reading: Reading) -> int:
    """Return how often the prescribed paragraphs found name the registrant."""
    paragraphs = reading.alignment.version.paragraphs
    return sum(paragraphs[number].folded.count("registrant") for number in reading.alignment.places)


def _stale(case: Case) -> bool:
    filed, form = case.asked.filed_on, case.asked.form_type
    return bool(
        filed and form and filed.year >= SMALL_BUSINESS_ENDED + (filed.month < 4) and "SB" not in bare_form(form)
    )
