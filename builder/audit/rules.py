"""The rules of the audit, in one table, and the one function that applies them to a filing.

A finding says "differs from" or "not found"; it never says that anybody broke a rule. Where the rank of an
error could not be confirmed in the staff's own words, it is no higher than C. `RULES` is what the pages list.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.audit import agreement, completeness, signing, statement_906
from builder.audit.case import Case, Rule, Seen
from builder.findings import Finding, Severity
from builder.records import Filing, Section, Text
from builder.wording.forms import bare_form, family_of

UNCONFIRMED = ("foreign_annual", "fund_report", "fund_holdings", "fund_annual")
"""Families whose prescribed texts and exhibits are not confirmed word for word: findings rank C at most."""

RULES = (
    Rule(
        "SIG-NONE",
        "A name stands in a signature block, but no signature was found with it.",
        Severity.C,
        "17 CFR 232.302(a); Regulation S-K C&DI 246.14",
        "only where the parser read the block without doubt; a signature set as an image cannot be read",
        signing.unsigned,
    ),
    Rule(
        "SIG-NAMEDIFF",
        "The name signed differs from the name printed with the signature.",
        Severity.B,
        "Item 601(b)(31)(i) of Regulation S-K",
        "initials, left-out names, nicknames and credentials are no difference; one or two letters are a slip (C)",
        signing.names_differ,
    ),
    Rule(
        "SIG-IDDIFF",
        'The name after "I," differs from the name that signs.',
        Severity.C,
        "Item 601(b)(31)(i) of Regulation S-K; C&DI 246.14",
        "only certifications with one speaker and one signature",
        signing.speaker_differs,
    ),
    Rule(
        "DATE-NONE",
        "No date was found in this certification.",
        Severity.C,
        "Item 601(b)(31)(i) of Regulation S-K; C&DI 246.14",
        "only where a signature was found; section 906 asks for no date",
        signing.undated,
        severity_906=Severity.D,
    ),
    Rule(
        "DATE-BEFORE-PERIOD",
        "The certification is dated before the period that it certifies had ended.",
        Severity.A,
        "17 CFR 240.13a-14(a)",
        "by every reading of the period, with seven days for years of 52 or 53 weeks",
        signing.before_period_ends,
    ),
    Rule(
        "DATE-AFTER-FILING",
        "The certification is dated after the day on which the report was filed.",
        Severity.B,
        "17 CFR 232.302(b)(1)",
        "against the later of filing and acceptance, with one day of slack; needs a header",
        signing.after_filing,
    ),
    Rule(
        "TTL-NONE",
        "No title was found under the signature.",
        Severity.C,
        "Item 601(b)(31)(i) of Regulation S-K",
        "a title in the sentence or in a heading counts",
        signing.untitled,
    ),
    Rule(
        "TTL-DIFF",
        "The sentence names another office than the signature block.",
        Severity.C,
        "agreement of the certification with itself",
        "offices are compared, not words; only where both name one in so many words",
        signing.titles_differ,
    ),
    Rule(
        "T302-IDTITLE",
        'A title stands in "I, NAME, certify that", where the form asks for the name alone.',
        Severity.C,
        "Item 601(b)(31)(i) of Regulation S-K; staff comments",
        "section 302 only; in a 906 certification titles there are normal",
        signing.title_in_sentence,
    ),
    Rule(
        "AG-FORM",
        "The certification names another form than the filing's.",
        Severity.A,
        "Regulation S-K C&DI 246.14(1)",
        'families are compared: 10-KT and 10-KSB are annual reports, "/A" is left aside; needs a header',
        agreement.form_differs,
        severity_906=Severity.B,
    ),
    Rule(
        "AG-PERIOD",
        "The certification states another period than the filing's.",
        Severity.A,
        "17 CFR 240.13a-14; staff comments",
        "seven days are allowed; needs a header",
        agreement.period_differs,
        severity_906=Severity.B,
    ),
    Rule(
        "AG-COMPANY",
        "The certification names a company that the filing's header does not know.",
        Severity.A,
        "Item 601(b)(31)(i) of Regulation S-K, paragraph 1",
        "former names, co-registrants and initials count; not for funds and asset-backed issuers",
        agreement.company_differs,
    ),
    Rule(
        "AG-TYPE",
        "The exhibit's declared type belongs to the other section.",
        Severity.B,
        "Item 601(b)(31) and (32) of Regulation S-K",
        "not where one exhibit holds certifications under both sections",
        agreement.type_differs,
    ),
    Rule(
        "R906-CITE",
        "The 906 certification cites only one of sections 13(a) and 15(d).",
        Severity.D,
        "18 U.S.C. 1350(b)",
        "citing the one section that applies is right; C only where the file number speaks against it",
        statement_906.cites_one_section,
    ),
    Rule(
        "R906-KNOW",
        "The 906 certification is made to the officer's knowledge.",
        Severity.D,
        "18 U.S.C. 1350(b) has no such words",
        "common practice; counted, no defect",
        statement_906.to_knowledge,
    ),
    Rule(
        "R906-LEGEND",
        "The certification says that a signed original is retained.",
        Severity.INFORMATION,
        "release 33-8212; no rule in force asks for it",
        "no defect, present or absent",
        statement_906.legend,
    ),
    Rule(
        "FIL-302-PEO",
        "A 302 certification of the principal executive officer was not found in this filing.",
        Severity.A,
        "17 CFR 240.13a-14(a); 270.30a-2(a)",
        "whole filings only; nothing is said where no 302 certification or no role could be read",
        completeness.no_302_peo,
    ),
    Rule(
        "FIL-302-PFO",
        "A 302 certification of the principal financial officer was not found in this filing.",
        Severity.A,
        "17 CFR 240.13a-14(a); 270.30a-2(a)",
        "whole filings only; nothing is said where no 302 certification or no role could be read",
        completeness.no_302_pfo,
    ),
    Rule(
        "FIL-906-PEO",
        "A 906 certification of the chief executive officer was not found in this filing.",
        Severity.B,
        "18 U.S.C. 1350(a); 17 CFR 240.13a-14(b)",
        "whole filings from 14 August 2003 on, no amendments; nothing where no 906 certification was found",
        completeness.no_906_peo,
    ),
    Rule(
        "FIL-906-PFO",
        "A 906 certification of the chief financial officer was not found in this filing.",
        Severity.B,
        "18 U.S.C. 1350(a); 17 CFR 240.13a-14(b)",
        "whole filings from 14 August 2003 on, no amendments; nothing where no 906 certification was found",
        completeness.no_906_pfo,
    ),
    Rule(
        "FIL-DUAL",
        "One person certifies as principal executive and as principal financial officer.",
        Severity.D,
        "17 CFR 240.13a-14(a) allows it",
        "not where others hold either office as well",
        completeness.one_person_both,
    ),
)  # fmt: skip
"""Every rule, in the order in which pages list them."""


def audit_filing(filing: Filing, text_of: Callable[[int], Text]) -> tuple[Finding, ...]:
    """Return the findings of all rules on FILING; TEXT_OF gives the text of one of its documents."""
    case = Case(filing, text_of)
    return tuple(_finding(case, rule, seen) for rule in RULES for seen in rule.check(case))


def _finding(case: Case, rule: Rule, seen: Seen) -> Finding:
    filing = case.filing
    certification = None if seen.certification is None else filing.certifications[seen.certification]
    file = filing.documents[certification.document].file if certification else 0
    severity = seen.severity or rule.severity
    if certification and certification.section.value is Section.S906 and rule.severity_906 and not seen.severity:
        severity = rule.severity_906
    return Finding(
        code=rule.id,
        severity=_capped(filing, severity),
        path=filing.files[file].path,
        spans=seen.spans,
        expected=seen.expected,
        seen=seen.seen,
        confidence=seen.confidence,
        certification=seen.certification,
        signature=seen.signature,
    )


def _capped(filing: Filing, severity: Severity) -> Severity:
    """Return SEVERITY, C at most for forms whose prescribed text is not confirmed word for word."""
    form = filing.header.form_type if filing.header else None
    family = family_of(form)
    small_business = form is not None and bare_form(form).endswith(("KSB", "QSB", "KSB40"))
    unsure = small_business or (family is not None and family.name in UNCONFIRMED)
    return Severity.C if unsure and severity in (Severity.A, Severity.B) else severity
