"""The defects that the audit's benchmark plants: one row a defect, with the rule that is to tell it.

A row plants its defect in a clean `Plan` and gives the plan back, or None where the kind of filing has no place for it.
`at` names what it touches, so that two defects can be planted at once without undoing each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from benchmarks.planters import (
    CORPORATE,
    NEW,
    Plant,
    added,
    again,
    alone,
    amended,
    below,
    clause_out,
    co_registrant,
    control,
    corporate_text,
    dated,
    dropped,
    first,
    first_line,
    half,
    joined_302,
    joined_906,
    left_out,
    mixed,
    more_persons,
    moved,
    no_form,
    not_amended,
    nouned,
    old_text,
    one_for_both,
    one_office_twice,
    other_company,
    other_description,
    other_form,
    other_heading,
    other_kind,
    other_name,
    other_period,
    other_period_word,
    other_persons,
    other_speaker,
    other_titles,
    other_type,
    replaced,
    reported,
    securitization,
    signed,
    slip,
    stale_noun,
    swapped,
    twice,
    two_offices,
    unamended,
    under_the_company,
    unidentified,
    untitled,
    year_before,
)
from builder.records import Section


@dataclass(frozen=True)
class Defect:
    """One way in which a certification differs from what is prescribed, or from its filing."""

    rule: str
    name: str
    at: frozenset[str]
    plant: Plant
    html: bool = False
    """Whether only HTML has a place for it."""


def _rows() -> tuple[Defect, ...]:
    s302, s906 = Section.S302, Section.S906

    def row(rule: str, name: str, at: str, plant: Plant, *, html: bool = False) -> Defect:
        return Defect(rule, name, frozenset(at.split()), plant, html)

    every = "lead 1 2 3 4 4a 4b 4c 4d 5 5a 5b 6"
    missing = [row("T302-PARA-MISSING", f"paragraph {key}", key, dropped(key)) for key in ("2", "3", "4a", "5b", "6")]
    missing += [
        row("T302-PARA-MISSING", f"paragraph {key}", key, dropped(key, texts=NEW)) for key in ("4c", "4d", "5a")
    ]
    return (
        row("T302-VERSION", "the text of 2002", every, old_text),
        row("T302-ICFR-INTRO", "lead of 4", "4 4b", control(lead=False, design=True)),
        row("T302-ICFR-INTRO", "lead of 4 and 4(b)", "4 4b", control(lead=False, design=False)),
        row("T302-ICFR-4B", "4(b)", "4 4b", control(lead=True, design=False)),
        row("T302-ICFR-4B", "4(b) and lead of 4", "4 4b", control(lead=False, design=False)),
        row("T302-ICFR-HALF", "4(b) alone", "4 4b", half),
        *missing,
        row("T302-PARA-ORDER", "2 and 3", "2 3", swapped("2", "3")),
        row("T302-PARA-ORDER", "5(a) and 5(b)", "5a 5b", swapped("5a", "5b")),
        row("T302-SCRAMBLE", "4(a)", "4a", moved("4a", "is made known to us ", "including its")),
        row("T302-SCRAMBLE", "5(a)", "5a", moved("5a", "record, process, ", "and report")),
        row("T302-DUP", "paragraph 2", "2 3", again("2")),
        row("T302-DUP", "paragraph 5(b)", "5b", again("5b")),
        row(
            "T302-EXTRA",
            "a sentence that limits",
            "3",
            added("3", "This is subject to the matters described in Item 9A of the report, except as stated there."),
        ),
        row(
            "T302-EXTRA",
            "a sentence more",
            "5b",
            added("5b", "The audit committee has discussed each of these matters with management in March."),
        ),
        row(
            "T302-P1-ADD",
            "a period",
            "1",
            first(
                s302,
                lambda _, draft: draft.worded(
                    "1", draft.words("1").rstrip(";") + " for the period ended as stated on its cover;"
                ),
                texts=CORPORATE,
            ),
        ),
        row("T302-IDTITLE", "behind the name", "lead title", first_line("I, {name}, {title}, certify that:")),
        row(
            "T302-IDTITLE",
            "with the company",
            "lead title",
            first_line("I, {name}, Chief Executive Officer of the registrant, certify that:"),
        ),
        row("T302-IDNAME", "the undersigned", "lead title", first_line("I, the undersigned, certify that:")),
        row(
            "T302-IDNAME",
            "a placeholder",
            "lead title",
            first_line("I, [name of certifying individual], certify that:"),
        ),
        row("T302-IDNAME", "a rule", "lead title", first_line("I, ____________________, certify that:")),
        row("T302-NOUN", "Company", every, nouned("Company", all_of_it=True)),
        row("T302-NOUN", "Partnership", every, nouned("Partnership", all_of_it=True)),
        row("T302-NOUN-STALE", "small business issuer", every, stale_noun),
        row("T302-NOUN-MIXED", "Company in 5", "5a 5b", nouned("Company", all_of_it=False)),
        row("T302-REPORTWORD", "this annual report", "2", reported),
        row(
            "T302-CITE-DCP",
            "rules of 2002",
            "4",
            replaced("4", "13a-15(e) and 15d-15(e)", "13a-14 and 15d-14", texts=NEW),
        ),
        row(
            "T302-CITE-DCP",
            "one rule",
            "4",
            replaced("4", "13a-15(e) and 15d-15(e)", "13a-14(c) and 15d-15(e)", texts=NEW),
        ),
        row(
            "T302-CITE-ICFR",
            "another letter",
            "4",
            replaced("4", "13a-15(f) and 15d-15(f)", "13a-15(e) and 15d-15(f)", texts=("302-2003-full",)),
        ),
        row(
            "T302-QUARTER",
            "without brackets",
            "4d",
            first(
                s302,
                lambda _, draft: draft.worded(
                    "4d", re.sub(r" \(the [^)]*fourth fiscal quarter[^)]*\)", "", draft.words("4d"))
                ),
                texts=NEW,
            ),
        ),
        row(
            "T302-QUARTER",
            "first fiscal quarter",
            "4d",
            replaced("4d", "most recent fiscal quarter", "first fiscal quarter", texts=NEW),
        ),
        row("T302-SUBS", "4(a)", "4a", replaced("4a", ", including its consolidated subsidiaries,", "")),
        row("T302-KNOW", "to the best of", "2", replaced("2", "Based on my knowledge", "To the best of my knowledge")),
        row("T302-KNOW", "based upon", "3", replaced("3", "Based on my knowledge", "Based upon my knowledge")),
        row("T302-FAIRLY", "represent", "3", replaced("3", "fairly present", "fairly represent")),
        row(
            "T302-FAIRLY",
            "a qualifier",
            "3",
            replaced(
                "3",
                "fairly present",
                "fairly present, in accordance with generally accepted accounting principles,",
                texts=CORPORATE,
            ),
        ),
        row(
            "T302-MATWEAK",
            "without weaknesses",
            "5a",
            replaced("5a", "significant deficiencies and material weaknesses", "significant deficiencies", texts=NEW),
        ),
        row(
            "T302-MATWEAK",
            "could adversely affect",
            "5a",
            replaced("5a", "are reasonably likely to", "could", texts=NEW),
        ),
        row(
            "T302-AUDCOMM",
            "without audit committee",
            "5",
            first(
                s302,
                lambda _, draft: draft.worded("5", re.sub(r" and the audit committee of[^(:]*", " ", draft.words("5"))),
            ),
        ),
        row(
            "T302-AUDCOMM",
            "without auditors",
            "5",
            first(
                s302,
                lambda _, draft: draft.worded(
                    "5", re.sub(r"to the \w+(?: \w+){0,2}'s auditors and the audit", "to the audit", draft.words("5"))
                ),
            ),
        ),
        row("T302-SOLE", "I am responsible", "4", first(s302, alone)),
        row("T302-TYPO", "a letter", "2 3 4a 5 5a 5b", first(s302, slip)),
        row("T302-NEG", "does contain", "2", replaced("2", "does not contain", "does contain")),
        row("T302-NEG", "misleading", "2", replaced("2", "made, not misleading", "made, misleading")),
        row("T302-NEG", "untrue", "2", replaced("2", "any untrue statement", "any statement")),
        row("T302-NEG", "in all respects", "3", replaced("3", "in all material respects", "in all respects")),
        row("T302-NEG", "whether material", "5b", replaced("5b", "whether or not material", "whether material")),
        row("T302-WORDS", "other words", "5b", replaced("5b", "a significant role in", "an important part in")),
        row("R906-COMPLY", "no clause", "c1 c2", clause_out("c1")),
        row("R906-FAIR", "no clause", "c1 c2", clause_out("c2")),
        row("R906-PARTIAL", "materially", "c1", replaced("c1", "fully complies", "materially complies", section=s906)),
        row(
            "R906-PARTIAL",
            "in all material respects",
            "c1",
            replaced("c1", "fully complies", "complies in all material respects", section=s906),
        ),
        row(
            "R906-CITE",
            "15(d) for a listed company",
            "c1",
            first(
                s906, lambda _, draft: draft.worded("c1", re.sub(r"13\(a\) or (?:Section )?", "", draft.words("c1")))
            ),
        ),
        row(
            "R906-ACT",
            "another name",
            "c1",
            replaced("c1", "Securities Exchange Act", "Securities and Exchange Act", section=s906),
        ),
        row(
            "R906-ACT",
            "another number",
            "906",
            replaced("", "18 U.S.C. Section 1350", "18 U.S.C. Section 1530", section=s906),
        ),
        row("R906-KNOW", "to my knowledge", "906", replaced("", "that", "that, to my knowledge", section=s906)),
        row("R906-ID", "no form, no period", "906", first(s906, unidentified)),
        row("R906-JOINT", "two officers", "filing", joined_906),
        row(
            "R906-LEGEND",
            "the long form",
            "906",
            below(
                "A signed original of this written statement required by Section 906, or other document "
                "authenticating, acknowledging, or otherwise adopting the signature that "
                "appears in typed form within the electronic "
                "version of this written statement required by Section 906, has been "
                "provided to the Company and will "
                "be retained by the Company and furnished to the Securities and Exchange Commission or its staff upon "
                "request."
            ),
        ),
        row(
            "R906-FURN",
            "not filed",
            "906",
            below("This certification is being furnished solely to accompany the report and is not being filed."),
        ),
        row("SIG-NONE", "no signature under 302", "mark", signed(s302, mark="")),
        row("SIG-NONE", "a rule under 302", "mark", signed(s302, mark="______________________")),
        row("SIG-NONE", "no signature under 906", "mark", signed(s906, mark="")),
        row("SIG-IMAGE", "a picture", "mark", signed(s302, mark="[picture]"), html=True),
        row("SIG-BLANK", "a mark and a rule", "mark", signed(s302, mark="/s/ ______________________")),
        row("SIG-POA", "attorney-in-fact", "mark", signed(s302, mark="/s/ Corwin Tabb, attorney-in-fact for {name}")),
        row("SIG-NAMEDIFF", "another name", "mark", other_name(s302)),
        row("SIG-NAMEDIFF", "another name under 906", "mark", other_name(s906)),
        row("SIG-IDDIFF", "another speaker", "lead title", first(s302, other_speaker)),
        row("SIG-ENTITY", "under the company's name", "mark", under_the_company),
        row("DATE-NONE", "302", "date", signed(s302, dated="")),
        row("DATE-NONE", "906", "date", signed(s906, dated="")),
        row("DATE-PARTIAL", "without a day", "date", signed(s302, dated="March __, 2011")),
        row("DATE-BEFORE-PERIOD", "a month before", "date", dated(s302, lambda plan: plan.period - timedelta(days=31))),
        row("DATE-AFTER-FILING", "a week after", "date", dated(s302, lambda plan: plan.filed + timedelta(days=7))),
        row(
            "DATE-FAR",
            "forty days before",
            "date",
            unamended(dated(s302, lambda plan: plan.filed - timedelta(days=40 if plan.kind.annual else 31))),
        ),
        row("DATE-YEAR", "the year before", "date", dated(s906, year_before)),
        row("DATE-DIFF", "a week apart", "date", dated(s906, lambda plan: plan.filed - timedelta(days=9))),
        row("TTL-NONE", "302", "title", first(s302, untitled)),
        row("TTL-DIFF", "two offices", "lead title", first(s302, two_offices)),
        row("TTL-NOTPRINCIPAL", "a secretary", "title", first(s302, other_titles(("Secretary",)), texts=CORPORATE)),
        row("TTL-ROLEDUP", "chief executive twice", "title filing", one_office_twice),
        row("AG-FORM", "302", "1", other_form(s302)),
        row("AG-FORM", "906", "906", other_form(s906)),
        row("AG-KIND", "302", "1", other_kind),
        row("AG-NOFORM", "302", "1", no_form),
        row("AG-AMEND", "not named", "1 906", not_amended),
        row("AG-PERIOD", "a year before", "906", first(s906, other_period)),
        row("AG-PERIODWORD", "the other word", "906", first(s906, other_period_word)),
        row("AG-COMPANY", "302", "1", other_company(s302)),
        row("AG-COMPANY", "906", "906 c2", other_company(s906)),
        row("AG-COREG", "not named", "filing", co_registrant),
        row("AG-TYPE", "906 in EX-31", "declared", other_type(s906, "EX-31.9")),
        row("AG-TYPE", "302 in EX-32", "declared", other_type(s302, "EX-32.9")),
        row(
            "AG-HEADING",
            "906 over 302",
            "heading",
            other_heading(
                s302,
                "CERTIFICATION PURSUANT TO 18 U.S.C. SECTION 1350 AS ADOPTED PURSUANT TO SECTION 906 OF "
                "THE SARBANES-OXLEY ACT OF 2002",
            ),
        ),
        row("AG-MIXED", "906 words in 302", "5b 6", first(s302, mixed, texts=CORPORATE)),
        row("AG-DESC", "the other office", "title declared", first(s302, other_description)),
        row("FIL-302-NONE", "none", "filing", left_out(s302)),
        row("FIL-302-PEO", "first left out", "filing", left_out(s302, 0)),
        row("FIL-302-PFO", "second left out", "filing", left_out(s302, 1)),
        row("FIL-302-TWIN", "the first twice", "filing", twice),
        row("FIL-302-JOINT", "two officers", "filing lead", joined_302),
        row("FIL-906-NONE", "none", "filing", left_out(s906)),
        row("FIL-906-PEO", "first left out", "filing", left_out(s906, 0)),
        row("FIL-906-PFO", "second left out", "filing", left_out(s906, 1)),
        row("FIL-DUAL", "one person", "filing", one_for_both),
        row("T302-OTHERS", "one person", "filing", one_for_both),
        row("FIL-PERSONS", "another under 906", "filing", other_persons),
        row("FIL-EXTRA", "a third person", "filing", more_persons),
        row("ABS-SIGNER", "another title", "title", securitization),
        row("ABS-TEXT", "the corporate text", every, corporate_text),
        row(
            "AMD-SHORT",
            "without 3 to 5",
            "3 4 4a 4b 4c 4d 5 5a 5b",
            amended(first(s302, lambda _, draft: draft.without("3", "4", "4a", "4b", "4c", "4d", "5", "5a", "5b"))),
        ),
        row(
            "AMD-NONE",
            "none",
            "filing",
            amended(
                lambda _, plan: replace(plan, drafts=tuple(draft for draft in plan.drafts if draft.section is s906))
            ),
        ),
    )


DEFECTS = _rows()
