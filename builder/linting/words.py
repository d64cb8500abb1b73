"""What the check tells, in words: a finding as a good linter prints it, what was read, what was not known.

    draft-ex311.htm:14:52: C T302-TYPO  Words differ from the prescribed ones by one or two letters.
       14 | The registrant's other certifying officer and I are responsable for establishing
          |                                                     ^^^^^^^^^^^
       expected:  4: responsible  (confidence 0.90)

In: a Checked and the texts of the rules. Out: lines of styled text. Refuses to know which findings are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text as Line

from builder.findings import Comparison, RuleText, Severity
from builder.linting.checked import Anchor, Checked, NotKnown, Place, Told
from builder.linting.excerpt import one_line
from builder.linting.sources import address_of
from builder.records import Certification, Header, Signature

COLOURS = {
    Severity.A: "bold red",
    Severity.B: "red",
    Severity.C: "yellow",
    Severity.D: "cyan",
    Severity.INFORMATION: "dim",
}
LONGEST = 300
"""Characters of a value that are printed."""
FEW = 4
"""Rules that are named where many share one reason."""
ANCHORS = {Anchor.SIGNATURE: "at this signature", Anchor.CERTIFICATION: "in the certification that begins here"}


def finding_lines(told: Told, rule: RuleText) -> Iterator[Line]:
    """Yield the lines that tell of one finding of RULE."""
    finding, place = told.finding, told.place
    style = COLOURS[finding.severity]
    head = Line(f"{where(place)}: ", style="bold")
    head.append(f"{finding.severity.value} {finding.code}", style=style)
    yield head.append(f"  {rule.sentence}", style="not bold")
    yield from _excerpt_lines(place, style)
    sure = f"  (confidence {finding.confidence:.2f})"
    yield from _fields(
        ("expected", f"{_value(finding.expected)}{sure}"),
        ("seen", _value(finding.seen)),
        ("stands", ANCHORS.get(place.anchor, "")),
        ("source", _source(rule.source)),
        ("not meant", rule.not_meant),
    )
    yield Line()


def rule_line(rule: RuleText) -> Line:
    """Return the line that lists RULE."""
    return Line(f"{rule.severity.value} {rule.id:<20} ", style=COLOURS[rule.severity]).append(
        rule.name, style="not bold"
    )


def rule_lines(rule: RuleText) -> Iterator[Line]:
    """Yield the lines that explain RULE."""
    yield Line(f"{rule.id}  {rule.name}", style="bold")
    yield from _fields(
        ("tells", rule.sentence),
        ("severity", f"{rule.severity.value}, {SEVERITIES[rule.severity]}"),
        ("applies to", _applies(rule.applies)),
        ("source", _source(rule.source)),
        ("guard", rule.guard),
        ("not meant", rule.not_meant),
    )


def reading_lines(checked: Checked, rules: Mapping[str, RuleText], *, verbose: bool) -> Iterator[Line]:
    """Yield what was read in one source, what it was held against, and what could not be known, VERBOSE by rule."""
    filing = checked.filing
    if filing is None:
        return
    yield Line(f"{one_line(checked.files[0].path)}: {_told_of(filing.header)}", style="dim")
    parts = zip(filing.certifications, checked.places, checked.comparisons, strict=True)
    for certification, place, comparison in parts:
        yield from _fields(("read", _read(certification, place)), style="dim")
        told = [*map(_signer, certification.signatures), *([_compared(comparison)] if comparison else [])]
        yield from _fields(*(("", line) for line in told), style="dim")
    for name, reason in _not_known(checked.not_known, rules if verbose else {}):
        yield from _fields(("not known", f"{name}: {reason}"), style="dim")
    yield Line()


def closing_line(
    counted: Mapping[Severity, int], shown: Iterable[Severity], files: int, certifications: int, ignored: int
) -> Line:
    """Return the line that closes a report: how many findings of each severity there are, and which are not SHOWN."""
    kept = [severity for severity in Severity if severity in set(shown)]
    hidden = [severity for severity in Severity if severity not in kept]
    total = sum(counted.get(severity, 0) for severity in kept)
    line = Line(_several(total, "finding") if total else "No findings", style="bold")
    told = f": {_counts(counted, kept)}" if total else f" of severity {kept[0].value} to {kept[-1].value}"
    line.append(f"{told}, in {_several(certifications, 'certification')} of {_several(files, 'file')}")
    if any(counted.get(severity) for severity in hidden):
        line.append(f"; not shown: {_counts(counted, hidden)} (--show {hidden[-1].value} shows them)")
    return line.append(f"; left out by --ignore: {ignored:,}" if ignored else "")


def where(place: Place) -> str:
    """Return the place as linters write it: "draft.htm:14:52", "filing.txt (EX-31.1, document 3):14:52"."""
    label = f" ({one_line(place.label)})" if place.label else ""
    position = f":{place.line}:{place.column}" if place.line else ""
    return f"{one_line(place.file)}{label}{position}"


SEVERITIES = {
    Severity.A: "the staff's examples of errors that need a corrected certification with the whole report",
    Severity.B: "the staff asks for a correction, or a rule is plainly not met",
    Severity.C: 'departs from the text that is to stand "exactly as set forth"',
    Severity.D: "a notable practice, allowed or not regulated",
    Severity.INFORMATION: "information",
}


def _excerpt_lines(place: Place, style: str) -> Iterator[Line]:
    for each in place.excerpts:
        yield Line(f"{each.line:>5} | {each.words}", style="not bold")
        if each.marks:
            yield Line("      | ").append(each.marks, style=style)
    last = place.excerpts[-1].line if place.excerpts else 0
    if last and place.end_line and place.end_line > last:
        yield Line(f"      | and on to line {place.end_line}", style="dim")


def _fields(*fields: tuple[str, str], style: str = "not dim") -> Iterator[Line]:
    """Yield a line for each of FIELDS, (name, value), that has a value; without a name it goes on with the last one."""
    for name, value in fields:
        if value:
            yield Line(f"   {name + ':' if name else '':<12}", style="dim").append(one_line(value), style=style)


def _value(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}..."


def _counts(counted: Mapping[Severity, int], severities: Sequence[Severity]) -> str:
    return ", ".join(f"{each.value} {counted[each]:,}" for each in severities if counted.get(each))


def _source(source: str) -> str:
    address = address_of(source)
    return f"{source} <{address}>" if address else source


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _not_known(not_known: Sequence[NotKnown], named: Mapping[str, RuleText]) -> Iterator[tuple[str, str]]:
    """Yield (rules, reason), each reason once; with the rules NAMED, (rule and name, reasons), each rule once."""
    if named:
        for each in not_known:
            yield f"{each.rule}, {named[each.rule].name}", "; ".join(each.reasons)
        return
    for reason in dict.fromkeys(reason for each in not_known for reason in each.reasons):
        rules = [each.rule for each in not_known if reason in each.reasons]
        others = f" and {_several(len(rules) - FEW, 'other')}" if len(rules) > FEW else ""
        yield f"{', '.join(rules[:FEW])}{others}", reason


def _applies(applies: str) -> str:
    return f"certifications under section {applies}" if applies in ("302", "906") else applies


def _told_of(header: Header | None) -> str:
    """Return what is known of the filing besides the exhibit's own words."""
    if header is None:
        return "held against its own words alone; --form, --period, --filed, --company, --cik tell more of its filing"
    name = header.registrants[0].name if header.registrants else None
    told = [
        f"Form {header.form_type}" if header.form_type else "form not told",
        f"period {header.period_of_report}" if header.period_of_report else "period not told",
        f"filed {header.filed_on}" if header.filed_on else "day of filing not told",
        *([name] if name else []),
    ]
    return one_line(f"held against {', '.join(told)}")


def _read(certification: Certification, place: Place) -> str:
    stands = f"line {place.line}" if place.line else ""
    form = f"Form {certification.form_type.value}" if certification.form_type else "no form named,"
    period = f"for {certification.period_of_report.value}" if certification.period_of_report else ""
    company = f"of {certification.registrant.value}" if certification.registrant else "of no company named"
    head = ", ".join(part for part in (f"section {certification.section.value}", place.label, stands) if part)
    signers = "" if certification.signatures else "; no signature block"
    return f"{head}: {' '.join(part for part in (form, company, period) if part)}{signers}"


def _signer(signature: Signature) -> str:
    name = signature.name_as_printed or signature.conformed_name
    parts = [
        name.value if name else "nobody named",
        *(title.value for title in signature.titles),
        "signed" if signature.signed else "not signed",
        str(signature.signed_on.value) if signature.signed_on else "undated",
    ]
    return ", ".join(parts)


def _compared(comparison: Comparison) -> str:
    right = "" if comparison.asked else f"; which text is right is not known: {comparison.why}"
    if comparison.asked and comparison.asked != comparison.version:
        right = f"; the text in force is another ({comparison.why})"
    return one_line(f"against {comparison.version_name}, conformity {comparison.score:.3f}{right}")
