"""The rules of the audit, in one table, and the one function that applies them to a filing.

A finding says "differs from" or "not found"; it never says that anybody broke a rule. What a rule says of itself stands
in `wording/rules/`; where the rank of an error could not be confirmed in the staff's own words, it is no higher than C.
`CHECKS` joins each rule to the function that looks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from builder.audit import agreement, completeness, doubts, nouns, report, signing, statement_302, statement_906
from builder.audit.case import Answer, Case, Certified, Result, Seen, Unknown, open_case
from builder.audit.compare import tell_comparison
from builder.errors import TableError
from builder.findings import Examination, Finding, RuleText, Severity
from builder.records import Filing, Section, Text
from builder.wording.forms import bare_form, family_of

UNCONFIRMED = ("foreign_annual", "fund_report", "fund_holdings", "fund_annual")
"""Families whose prescribed texts and exhibits are not confirmed word for word: findings rank C at most."""

TABLES = (
    "text_302",
    "statement_906",
    "signing",
    "agreement",
    "completeness",
    "history",
    "reading",
)
"""The tables of rules, in the order in which pages list them."""

Check = Callable[[Case], Iterator[Answer]]

TOLD = (
    "T302-SCRAMBLE",
    "T302-REPORTWORD",
    "T302-CITE-DCP",
    "T302-CITE-ICFR",
    "T302-QUARTER",
    "T302-SUBS",
    "T302-KNOW",
    "T302-MATWEAK",
    "T302-TYPO",
    "T302-NEG",
    "T302-WORDS",
)
"""Rules that tell the changes of words which belong to them, and nothing else."""

CHECKS: dict[str, Check] = {
    "T302-VERSION": statement_302.version,
    "T302-VERSION-EARLY": statement_302.version_early,
    "T302-ICFR-INTRO": statement_302.control_lead,
    "T302-ICFR-4B": statement_302.control_design,
    "T302-ICFR-HALF": statement_302.control_half,
    "T302-PARA-MISSING": statement_302.paragraph_missing,
    "T302-PARA-ORDER": statement_302.paragraph_order,
    "T302-DUP": statement_302.paragraph_repeated,
    "T302-EXTRA": statement_302.words_limited,
    "T302-P1-ADD": statement_302.added_to_first,
    "T302-IDTITLE": signing.title_in_sentence,
    "T302-IDNAME": statement_302.unnamed,
    "T302-NOUN": nouns.noun,
    "T302-NOUN-STALE": nouns.noun_stale,
    "T302-NOUN-MIXED": nouns.noun_mixed,
    "T302-FAIRLY": statement_302.fairly,
    "T302-AUDCOMM": statement_302.recipients,
    "T302-SOLE": statement_302.alone,
    "T302-OTHERS": statement_302.others_though_alone,
    "ABS-TEXT": statement_302.asset_backed_text,
    **{rule: statement_302.told(rule) for rule in TOLD},
    "R906-COMPLY": statement_906.not_complying,
    "R906-FAIR": statement_906.not_presenting,
    "R906-PARTIAL": statement_906.partly_complying,
    "R906-CITE": statement_906.cites_one_section,
    "R906-ACT": statement_906.wrong_act,
    "R906-KNOW": statement_906.to_knowledge,
    "R906-ID": statement_906.report_unnamed,
    "R906-JOINT": statement_906.joint,
    "R906-LEGEND": statement_906.legend,
    "R906-FURN": statement_906.furnished,
    "R906-NOTREQ": statement_906.not_required,
    "SIG-NONE": signing.unsigned,
    "SIG-IMAGE": signing.pictured,
    "SIG-BLANK": signing.blank,
    "SIG-POA": signing.on_behalf,
    "SIG-NAMEDIFF": signing.names_differ,
    "SIG-IDDIFF": signing.speaker_differs,
    "SIG-ENTITY": signing.for_the_company,
    "DATE-NONE": signing.undated,
    "DATE-PARTIAL": signing.dated_in_part,
    "DATE-BEFORE-PERIOD": signing.before_period_ends,
    "DATE-AFTER-FILING": signing.after_filing,
    "DATE-FAR": signing.far_from_filing,
    "DATE-YEAR": signing.year_off,
    "DATE-DIFF": signing.dates_apart,
    "TTL-NONE": signing.untitled,
    "TTL-DIFF": signing.titles_differ,
    "TTL-NOTPRINCIPAL": signing.no_principal_office,
    "TTL-ROLEDUP": signing.one_office_twice,
    "AG-FORM": agreement.form_differs,
    "AG-KIND": agreement.kind_differs,
    "AG-NOFORM": agreement.form_unnamed,
    "AG-AMEND": agreement.amendment_unnamed,
    "AG-PERIOD": agreement.period_differs,
    "AG-PERIODWORD": agreement.period_word,
    "AG-COMPANY": agreement.company_differs,
    "AG-COREG": agreement.co_registrant_missing,
    "AG-TYPE": agreement.type_differs,
    "AG-HEADING": agreement.heading_differs,
    "AG-MIXED": agreement.mixed,
    "AG-DESC": agreement.described_otherwise,
    "FIL-302-NONE": completeness.no_302,
    "FIL-302-PEO": completeness.no_302_peo,
    "FIL-302-PFO": completeness.no_302_pfo,
    "FIL-302-TWIN": completeness.twins,
    "FIL-302-JOINT": completeness.joint_302,
    "FIL-906-NONE": completeness.no_906,
    "FIL-906-PEO": completeness.no_906_peo,
    "FIL-906-PFO": completeness.no_906_pfo,
    "FIL-DUAL": completeness.one_person_both,
    "FIL-PERSONS": completeness.persons_differ,
    "FIL-EXTRA": completeness.more_persons,
    "FIL-302-COPEO": report.co_executive_alone,
    "FIL-EXINDEX": report.not_attached,
    "FIL-UNOFFICIAL": report.copies_alone,
    "AG-SIGNPAGE": report.not_on_signature_page,
    "ABS-SIGNER": completeness.securitization_signer,
    "AMD-SHORT": statement_302.shortened,
    "AMD-NONE": completeness.amendment_without_302,
    "Q-TRUNC": doubts.cut,
    "Q-MULTI": doubts.uncertain_number,
    "Q-NOHEADER": doubts.no_header,
    "Q-LANG": doubts.not_english,
    "Q-ENC": doubts.lost_characters,
}
"""Every rule on one filing with the function that looks; rules of history stand in history.py."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule says of one filing."""

    rule: str
    result: Result
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()
    """Why it could not know, each reason once."""


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    sentence: str
    not_meant: str
    severity: Severity
    source: str
    guard: str
    applies: str
    severity_906: Severity | None = None
    """Under section 906, where that differs."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it says of itself, how much it matters under section 906, and the function that looks."""

    text: RuleText
    severity_906: Severity | None
    check: Check | None
    """None for rules over a company's history."""


def rule_texts() -> tuple[RuleText, ...]:
    """Return what every rule says of itself, in the order in which pages list them."""
    return tuple(rule.text for rule in rules().values())


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its id, in the order of the tables."""
    found: dict[str, Rule] = {}
    for table in TABLES:
        for name, row in _read(table).items():
            text = RuleText(
                name, row.name, row.sentence, row.not_meant, row.severity, row.source, row.guard, row.applies
            )
            found[name] = Rule(text, row.severity_906, CHECKS.get(name))
    return found


def audit_filing(filing: Filing, text_of: Callable[[int], Text]) -> tuple[Finding, ...]:
    """Return the findings of all rules on FILING; TEXT_OF gives the text of one of its documents."""
    return examine_filing(filing, text_of)[0]


def judge_filing(filing: Filing, text_of: Callable[[int], Text]) -> tuple[Judgement, ...]:
    """Return what every rule says of FILING: nothing to tell, a finding, not known, or not applicable."""
    case = open_case(filing, text_of)
    applying = {rule.text.id: check for rule, check in _applying(case)}
    return tuple(_judge(case, rule, applying.get(name)) for name, rule in rules().items() if rule.check)


def examine_filing(
    filing: Filing, text_of: Callable[[int], Text], beside: Iterable[Text] = ()
) -> tuple[tuple[Finding, ...], tuple[Examination, ...]]:
    """Return the findings of all rules on FILING, and what is kept of the words of each of its certifications.

    TEXT_OF gives the text of one of its documents, BESIDE are the texts of those that hold no certification.
    """
    case = open_case(filing, text_of, beside)
    answers = ((rule, answer) for rule, check in _applying(case) for answer in check(case))
    findings = tuple(_finding(case, rule, answer) for rule, answer in answers if isinstance(answer, Seen))
    return findings, tuple(map(_examine, case.certified))


def _applying(case: Case) -> tuple[tuple[Rule, Check], ...]:
    """Return the rules that apply to the filing: for those about one section, a certification of it stands there."""
    return _applying_to(frozenset(each.section for each in case.certified))


@cache
def _applying_to(present: frozenset[Section]) -> tuple[tuple[Rule, Check], ...]:
    """Return the rules that apply where certifications under the sections PRESENT stand."""
    absent = {section.value for section in frozenset(Section) - present}
    return tuple((rule, rule.check) for rule in rules().values() if rule.check and rule.text.applies not in absent)


def _examine(each: Certified) -> Examination:
    compared = each.reading is not None and bool(each.reading.alignment.order)
    return Examination(each.digest, tell_comparison(each.reading) if each.reading and compared else None)


def _judge(case: Case, rule: Rule, check: Check | None) -> Judgement:
    """Return what RULE says of the filing; without a CHECK it does not apply."""
    if check is None:
        return Judgement(rule.text.id, Result.NOT_APPLICABLE)
    answers = tuple(check(case))
    findings = tuple(_finding(case, rule, each) for each in answers if isinstance(each, Seen))
    unknown = tuple(dict.fromkeys(each.reason for each in answers if isinstance(each, Unknown)))
    result = Result.FINDING if findings else Result.UNKNOWN if unknown else Result.PASS
    return Judgement(rule.text.id, result, findings, unknown)


def _finding(case: Case, rule: Rule, seen: Seen) -> Finding:
    filing = case.filing
    certification = None if seen.certification is None else filing.certifications[seen.certification]
    file = filing.documents[certification.document].file if certification else 0
    severity = seen.severity or rule.text.severity
    if certification and certification.section.value is Section.S906 and rule.severity_906 and not seen.severity:
        severity = rule.severity_906
    return Finding(
        code=rule.text.id,
        severity=_capped(case, severity),
        path=filing.files[file].path,
        spans=seen.spans,
        expected=seen.expected,
        seen=seen.seen,
        confidence=seen.confidence,
        certification=seen.certification,
        signature=seen.signature,
    )


def _capped(case: Case, severity: Severity) -> Severity:
    """Return SEVERITY, C at most for forms whose prescribed text is not confirmed word for word."""
    form = case.asked.form_type
    family = family_of(form)
    small_business = form is not None and bare_form(form).endswith(("KSB", "QSB", "KSB40"))
    unsure = small_business or (family is not None and family.name in UNCONFIRMED)
    return Severity.C if unsure and severity in (Severity.A, Severity.B) else severity


def _read(name: str) -> dict[str, _Row]:
    table = f"wording/rules/{name}.toml"
    try:
        read = tomllib.loads((files("builder.wording") / "rules" / f"{name}.toml").read_text("utf-8"))
        read.pop("about")
        return msgspec.convert(read, dict[str, _Row])
    except (OSError, KeyError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TableError(table, str(error), "mend the table") from error


RULES = rule_texts()
"""What every rule says of itself, in the order in which pages list them."""
