"""The rules over the filings of one company: what was carried over, dropped, taken up again, or seen first.

In: a company's filings in the order of filing, each with what the audit kept of its certifications' words. Out:
findings with the number of the filing that they are about: "HIS-RETURN: the words on internal control were not found,
though certifications before had them". Refuses to know other companies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from builder.audit.case import Seen
from builder.audit.rules import rules
from builder.entries import PastFiling, PastSigner
from builder.findings import Comparison, Finding, Severity
from builder.records import Role, Section
from builder.wording.forms import bare_form, family_of, is_amendment

PRINCIPAL = (Role.PEO, Role.PFO)
FULL, WITHOUT = "302-2003-full", "302-2003-noicfr"
ANOTHER_REPORT = timedelta(days=20)
"""Two reports filed at least so far apart are not signed on one day."""
QUARTER = timedelta(days=100)
"""A quarter of fourteen weeks, with some days."""
UNBROKEN = 3
"""So many quarters one after another show that the archive holds the company's reports."""
YEARS_APART = timedelta(days=3 * 366)
"""A longer break is one in the archive, or in the company's duty to report."""
LOOKED_BACK = 6
"""So many filings before are looked through for the same words."""
TOLD_IN_HISTORY = frozenset({"T302-TYPO", "T302-P1-ADD"})
"""Slips come and go; they have no lineage."""

History = Sequence[PastFiling]
Told = Iterator[tuple[int, Seen]]
Statement = tuple[Section, date | None, str]
"""What makes two certifications the same: section, date of signature, digest of the words."""


def judge_history(filings: History) -> Iterator[tuple[int, Finding]]:
    """Yield (number of the filing, finding) over FILINGS of one company, which stand in the order of filing."""
    for rule, look in LOOKS.items():
        for number, seen in look(filings):
            yield number, _finding(rule, filings[number], seen)


def copied(filings: History) -> Told:
    """Yield the certifications whose words and date are those of an earlier report's."""
    made = [_statements(filing) for filing in filings]
    known = [{statement for statement, _ in each} for each in made]
    for number, filing in enumerate(filings):
        if _amends(filing):
            continue
        for statement, signer in made[number]:
            for before in range(number - 1, max(-1, number - LOOKED_BACK - 1), -1):
                earlier = filings[before]
                if statement in known[before] and _other_report(earlier, filing):
                    stated = signer.signed_on.isoformat() if signer.signed_on else ""
                    seen = f"the words and the date {stated} of the report before, filed {_filed(earlier)}"
                    yield number, Seen("a certification of this report", seen, (), signer.certification, None, 0.85)
                    break


def stale_amendment(filings: History) -> Told:
    """Yield the certifications in an amendment that are the original's, or were signed before that was filed."""
    for number, filing in enumerate(filings):
        original = _original(filings, number)
        if original is None or filing.filed_on is None or original.filed_on is None:
            continue
        originals = {statement for statement, _ in _statements(original)}
        for statement, signer in _statements(filing):
            if statement in originals:
                seen = f"the words and the date of the report filed {_filed(original)}"
                yield number, Seen("a new certification", seen, (), signer.certification, None, 0.85)
            elif signer.signed_on and signer.signed_on <= original.filed_on < filing.filed_on - timedelta(days=1):
                seen = f"signed on {signer.signed_on.isoformat()}; the report was filed {_filed(original)}"
                yield number, Seen("a new certification", seen, (), signer.certification, None, 0.7)


def words_lost_again(filings: History) -> Told:
    """Yield the certifications without the words on internal control, after a report that had them."""
    had = None
    for number, filing in enumerate(filings):
        compared = [(place, each) for place, each in _compared(filing) if not _amends(filing)]
        versions = {each.version for _, each in compared}
        if had and versions == {WITHOUT}:
            for place, _ in compared:
                seen = f"not found; the report filed {_filed(had)} had them"
                yield number, Seen("the words on internal control over financial reporting", seen, (), place, None, 0.8)
        if FULL in versions:
            had = filing


def first_seen(filings: History) -> Told:
    """Yield each change of words where it appears first, with how many of the later filings keep it."""
    keys = [_changes(filing) for filing in filings]
    compared = [bool(list(_compared(filing))) for filing in filings]
    known: set[tuple[str, str, str]] = set()
    before = False
    for number, own in enumerate(keys):
        for key in own if before else ():
            if key not in known:
                later = [key in keys[after] for after in range(number + 1, len(keys)) if compared[after]]
                _, expected, found = key
                kept = f"; kept by {sum(later)} of {len(later)} later filings" if later else ""
                seen = f"{found or 'not found'}{kept}"
                yield number, Seen(expected or "no words here", seen, (), own[key], None, 0.9)
        known |= own.keys()
        before = before or compared[number]


def another_officer(filings: History) -> Told:
    """Yield that an office is certified by somebody else than in the filing before."""
    for role in PRINCIPAL:
        before: set[PastSigner] = set()
        for number, filing in enumerate(filings):
            own = {each for each in filing.signers if role in each.roles}
            if before and own and not {each.officer for each in own} & {each.officer for each in before}:
                yield number, Seen(_names(before), f"{_names(own)}, as {OFFICES[role]}", confidence=0.9)
            before = own or before


def another_office(filings: History) -> Told:
    """Yield that a person certifies in the other principal office than before."""
    held: dict[str, Role] = {}
    for number, filing in enumerate(filings):
        for officer in dict.fromkeys(each.officer for each in filing.signers):
            mine = [each for each in filing.signers if each.officer == officer]
            offices = {role for each in mine for role in each.roles} & set(PRINCIPAL)
            if len(offices) != 1:
                continue
            office = next(iter(offices))
            if held.get(officer, office) is not office:
                expected = f"{mine[0].name} as {OFFICES[held[officer]]}"
                yield number, Seen(expected, f"as {OFFICES[office]}", (), mine[0].certification, mine[0].signature)
            held[officer] = office


def gap(filings: History) -> Told:
    """Yield the reports before which more than a quarter has none, where the archive had each quarter until then."""
    regular = [
        (number, filing)
        for number, filing in enumerate(filings)
        if filing.period_of_report and not _amends(filing) and _kind(filing) in ("annual", "quarterly")
    ]
    regular.sort(key=lambda each: (each[1].period_of_report, each[0]))
    in_a_row = 0
    for (_, before), (number, filing) in pairwise(regular):
        if before.period_of_report and filing.period_of_report:
            apart = filing.period_of_report - before.period_of_report
            unbroken, in_a_row = in_a_row, in_a_row + 1 if apart <= QUARTER else 0
            if unbroken >= UNBROKEN and QUARTER < apart < YEARS_APART:
                seen = f"none between {before.period_of_report.isoformat()} and {filing.period_of_report.isoformat()}"
                yield number, Seen("a report for each quarter", seen, confidence=0.5)


def cured(filings: History) -> Told:
    """Yield the amendments in which findings on the original are not found."""
    for number, filing in enumerate(filings):
        original = _original(filings, number)
        if original and _speaks_302(filing):
            gone = sorted(_grave(original, "ABC") - _grave(filing, "ABC"))
            if gone:
                yield number, Seen(f"in the report filed {_filed(original)}: {', '.join(gone)}", "not found here")


def found_again(filings: History) -> Told:
    """Yield the amendments in which a grave finding on the original is found again."""
    for number, filing in enumerate(filings):
        original = _original(filings, number)
        kept = sorted(_grave(original, "AB") & _grave(filing, "AB")) if original else []
        if kept:
            yield number, Seen("a certification without the finding", f"again: {', '.join(kept)}", confidence=0.8)


LOOKS: dict[str, Callable[[History], Told]] = {
    "HIS-COPY": copied,
    "HIS-RETURN": words_lost_again,
    "HIS-DRIFT": first_seen,
    "HIS-CHANGE": another_officer,
    "HIS-ROLEFLIP": another_office,
    "HIS-GAP": gap,
    "AMD-STALE": stale_amendment,
    "AMD-CURES": cured,
    "AMD-CURE-FAIL": found_again,
}
"""Every rule of history with the function that looks."""

OFFICES = {Role.PEO: "principal executive officer", Role.PFO: "principal financial officer"}


def _finding(rule: str, filing: PastFiling, seen: Seen) -> Finding:
    return Finding(
        code=rule,
        severity=seen.severity or rules()[rule].text.severity,
        path=filing.path,
        spans=(),
        expected=seen.expected,
        seen=seen.seen,
        confidence=seen.confidence,
        certification=seen.certification,
        signature=seen.signature,
    )


def _amends(filing: PastFiling) -> bool:
    return is_amendment(filing.form_type or "")


def _kind(filing: PastFiling) -> str:
    family = family_of(filing.form_type)
    return family.name if family else ""


def _filed(filing: PastFiling) -> str:
    return filing.filed_on.isoformat() if filing.filed_on else "before"


def _dated_once(filing: PastFiling) -> Iterator[PastSigner]:
    """Yield the first dated signer of each certification."""
    met: set[int] = set()
    for signer in filing.signers:
        if signer.signed_on and signer.certification not in met and signer.certification < len(filing.examinations):
            met.add(signer.certification)
            yield signer


def _statements(filing: PastFiling) -> list[tuple[Statement, PastSigner]]:
    """Return the dated certifications of FILING, each with the first of its signers."""
    return [
        ((each.section, each.signed_on, filing.examinations[each.certification].digest), each)
        for each in _dated_once(filing)
    ]


def _other_report(earlier: PastFiling, filing: PastFiling) -> bool:
    """Return whether two filings are two reports, filed too far apart to be signed on one day."""
    if not (earlier.filed_on and filing.filed_on) or earlier.period_of_report == filing.period_of_report:
        return False
    return filing.filed_on - earlier.filed_on >= ANOTHER_REPORT


def _original(filings: History, number: int) -> PastFiling | None:
    """Return the report that filing NUMBER amends: the last before it of the same form and period."""
    filing = filings[number]
    if not _amends(filing) or filing.period_of_report is None:
        return None
    for earlier in reversed(filings[:number]):
        same = bare_form(earlier.form_type or "") == bare_form(filing.form_type or "")
        if same and earlier.period_of_report == filing.period_of_report and not _amends(earlier):
            return earlier
    return None


def _compared(filing: PastFiling) -> Iterator[tuple[int, Comparison]]:
    for place, each in enumerate(filing.examinations):
        if each.comparison:
            yield place, each.comparison


def _changes(filing: PastFiling) -> dict[tuple[str, str, str], int]:
    """Return the changes of words in FILING, each with the first certification that has it."""
    changes: dict[tuple[str, str, str], int] = {}
    for place, comparison in _compared(filing):
        for each in comparison.deviations:
            if each.rule not in TOLD_IN_HISTORY:
                changes.setdefault((each.paragraph, each.expected, each.found), place)
    return changes


def _speaks_302(filing: PastFiling) -> bool:
    return any(each.section is Section.S302 for each in filing.signers)


def _grave(filing: PastFiling, severities: str) -> set[str]:
    ours = rules()
    return {
        each.code
        for each in filing.findings
        if each.severity.value in severities and each.code in ours and each.severity is not Severity.INFORMATION
    }


def _names(signers: set[PastSigner]) -> str:
    return ", ".join(sorted({each.name for each in signers}))
