"""How defects are planted in a clean filing, for the audit's benchmark.

Each function here returns a planter: given a chance and a clean `Plan` it gives the plan back with one thing changed,
or None where the kind of filing has no place for it. Which of them are planted, and which rule is to tell it, stands in
`planted.py`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from benchmarks.drafts import (
    Draft,
    Paragraph,
    Plan,
    another_officer,
    draft_302,
    draft_906,
    in_words,
    paragraphs_of,
)
from builder.records import Section

Plant = Callable[[random.Random, Plan], Plan | None]
Change = Callable[[random.Random, Draft], Draft | None]

CORPORATE = ("302-2002", "302-2003-full", "302-2003-noicfr")
NEW = ("302-2003-full", "302-2003-noicfr")
NOT_A_LETTER = re.compile(r"\W+")


def first(section: Section, change: Change, *, texts: tuple[str, ...] = ()) -> Plant:
    """Return what changes the first certification under SECTION, in filings of TEXTS alone where they are named."""

    def plant(chance: random.Random, plan: Plan) -> Plan | None:
        places = plan.under(section)
        if not places or (texts and plan.kind.text not in texts):
            return None
        changed = change(chance, plan.drafts[places[0]])
        return plan.put(places[0], changed) if changed and changed != plan.drafts[places[0]] else None

    return plant


def replaced(key: str, old: str, new: str, *, texts: tuple[str, ...] = (), section: Section = Section.S302) -> Plant:
    """Return what puts NEW for OLD in paragraph KEY; "" stands for the first line."""

    def change(_: random.Random, draft: Draft) -> Draft | None:
        if not key:
            return replace(draft, first_line=draft.first_line.replace(old, new, 1))
        words = draft.words(key)
        return draft.worded(key, words.replace(old, new, 1)) if old in words else None

    return first(section, change, texts=texts)


def dropped(key: str, *, texts: tuple[str, ...] = ()) -> Plant:
    def plant(chance: random.Random, plan: Plan) -> Plan | None:
        if plan.form.endswith("/A") or not plan.under(Section.S302) or not plan.drafts[0].words(key):
            return None
        return first(Section.S302, lambda _, draft: draft.without(key), texts=texts)(chance, plan)

    return plant


def moved(key: str, phrase: str, before: str) -> Plant:
    """Return what moves PHRASE in paragraph KEY to stand before BEFORE."""

    def change(_: random.Random, draft: Draft) -> Draft | None:
        words = draft.words(key)
        if phrase not in words or before not in words:
            return None
        return draft.worded(key, words.replace(phrase, "", 1).replace(before, phrase + before, 1))

    return first(Section.S302, change)


def swapped(one: str, other: str) -> Plant:
    def change(_: random.Random, draft: Draft) -> Draft | None:
        keys = [each.key for each in draft.paragraphs]
        if one not in keys or other not in keys:
            return None
        order = list(draft.paragraphs)
        first, second = keys.index(one), keys.index(other)
        order[first], order[second] = order[second], order[first]
        return replace(draft, paragraphs=tuple(order))

    return first(Section.S302, change)


def again(key: str) -> Plant:
    def change(_: random.Random, draft: Draft) -> Draft | None:
        if not draft.words(key):
            return None
        order = [each for each in draft.paragraphs for _ in range(2 if each.key == key else 1)]
        return replace(draft, paragraphs=tuple(order))

    return first(Section.S302, change)


def added(key: str, words: str) -> Plant:
    def change(_: random.Random, draft: Draft) -> Draft | None:
        return draft.worded(key, f"{draft.words(key)} {words}") if draft.words(key) else None

    return first(Section.S302, change)


def slip(chance: random.Random, draft: Draft) -> Draft | None:
    """Drop, double or change one letter of a long word in one of paragraphs 2 to 5."""
    paragraph = chance.choice([each for each in draft.paragraphs if each.key in ("2", "3", "4a", "5", "5a", "5b")])
    words = [each for each in paragraph.words.split() if each.isalpha() and len(each) > 7 and each != "registrant"]
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randrange(2, len(word) - 2)
    slipped = chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + "x" + word[at + 1 :], word[:at] + word[at] + word[at:])
    )
    return draft.worded(paragraph.key, paragraph.words.replace(word, slipped, 1))


def nouned(noun: str, *, all_of_it: bool) -> Plant:
    def plant(chance: random.Random, plan: Plan) -> Plan | None:
        if plan.kind.text not in CORPORATE or plan.kind.noun != "registrant":
            return None

        def change(_: random.Random, draft: Draft) -> Draft:
            keys = {each.key for each in draft.paragraphs} if all_of_it else {"5a", "5b"}
            return replace(
                draft,
                paragraphs=tuple(
                    Paragraph(each.key, each.words.replace("registrant", noun))
                    if each.key in keys and each.key != "1" else each for each in draft.paragraphs
                ),
            )  # fmt: skip

        return first(Section.S302, change)(chance, plan)

    return plant


def reported(chance: random.Random, plan: Plan) -> Plan | None:
    """Write "this annual report" for "this report"."""
    if plan.kind.text not in NEW:
        return None
    word = "annual" if plan.kind.annual else "quarterly"
    return replaced("2", "by this report", f"by this {word} report")(chance, plan)


def old_text(_: random.Random, plan: Plan) -> Plan | None:
    if plan.kind.text not in NEW or plan.filed < date(2004, 1, 1) or plan.form.endswith("/A"):
        return None
    return plan.put(0, replace(plan.drafts[0], paragraphs=paragraphs_of(plan, "302-2002")))


def control(*, lead: bool, design: bool) -> Plant:
    """Return what leaves the words on internal control out of paragraph 4's lead, its design, or either."""

    def plant(_: random.Random, plan: Plan) -> Plan | None:
        if plan.kind.text != "302-2003-full" or plan.form.endswith("/A"):
            return None
        draft = plan.drafts[0]
        if not lead:
            words = re.sub(
                r" and internal control over financial reporting \(as [^)]*\)[^)]*\)\)", "", draft.words("4")
            )
            draft = draft.worded("4", words)
        if not design:
            draft = draft.without("4b")
        return plan.put(0, draft)

    return plant


def half(_: random.Random, plan: Plan) -> Plan | None:
    """Put paragraph 4(b) of the full text into one whose lead does not speak of internal control."""
    if plan.kind.text != "302-2003-noicfr":
        return None
    design = next(each for each in paragraphs_of(plan, "302-2003-full") if each.key == "4b")
    draft = plan.drafts[0]
    if not draft.words("4c"):
        return None
    at = [each.key for each in draft.paragraphs].index("4c")
    return plan.put(0, replace(draft, paragraphs=(*draft.paragraphs[:at], design, *draft.paragraphs[at:])))


def first_line(words: str) -> Plant:
    return first(
        Section.S302, lambda _, draft: replace(draft, first_line=words.format(name=draft.name, title=draft.title))
    )


def stale_noun(chance: random.Random, plan: Plan) -> Plan | None:
    return nouned("small business issuer", all_of_it=True)(chance, plan) if plan.filed.year > 2009 else None


def alone(_: random.Random, draft: Draft) -> Draft | None:
    old = re.compile(r"The \w+(?: \w+){0,2}'s other certifying officer\(?s?\)? and I are")
    return draft.worded("4", old.sub("I am", draft.words("4"))) if old.search(draft.words("4")) else None


# ---- section 906


def clause_out(key: str) -> Plant:
    return first(Section.S906, lambda _, draft: draft.without(key))


def _all_906(change: Change) -> Plant:
    """Return what changes every certification under section 906."""

    def plant(chance: random.Random, plan: Plan) -> Plan | None:
        for number in plan.under(Section.S906):
            changed = change(chance, plan.drafts[number])
            if changed is None:
                return None
            plan = plan.put(number, changed)
        return plan if plan.under(Section.S906) else None

    return plant


def unidentified(_: random.Random, draft: Draft) -> Draft:
    line = re.sub(r" on Form \S+ for the \w+ ended \w+ \d+, \d{4}", "", draft.first_line)
    return replace(draft, first_line=line)


def joined_906(_: random.Random, plan: Plan) -> Plan | None:
    places = plan.under(Section.S906)
    if len(places) < 2:
        return None
    first, second = (plan.drafts[each] for each in places)
    joint = replace(first, others=((second.mark, second.name, second.titles),))
    return replace(plan.put(places[0], joint), drafts=tuple(
        joint if number == places[0] else each for number, each in enumerate(plan.drafts) if number != places[1]
    ))  # fmt: skip


def below(words: str) -> Plant:
    return first(Section.S906, lambda _, draft: replace(draft, below=(words,)))


# ---- signature, date, title


def signed(section: Section, **fields: str) -> Plant:
    def change(_: random.Random, draft: Draft) -> Draft:
        named = {key: value.format(name=draft.name, title=draft.title) for key, value in fields.items()}
        return replace(draft, **named)  # type: ignore[arg-type]

    return first(section, change)


def other_name(section: Section) -> Plant:
    return first(section, lambda chance, draft: replace(draft, mark=f"/s/ {another_officer(chance).name}"))


def other_speaker(chance: random.Random, draft: Draft) -> Draft:
    return replace(draft, first_line=f"I, {another_officer(chance).name}, certify that:")


def under_the_company(chance: random.Random, plan: Plan) -> Plan | None:
    return first(Section.S302, lambda _, draft: replace(draft, above=plan.company))(chance, plan)


def dated(section: Section, day: Callable[[Plan], date]) -> Plant:
    def plant(chance: random.Random, plan: Plan) -> Plan | None:
        return first(section, lambda _, draft: replace(draft, dated=in_words(day(plan))))(chance, plan)

    return plant


def year_before(plan: Plan) -> date:
    day = plan.filed
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def untitled(_: random.Random, draft: Draft) -> Draft:
    return replace(draft, titles=())


def other_titles(titles: tuple[str, ...]) -> Change:
    return lambda _, draft: replace(draft, titles=titles)


def two_offices(_: random.Random, draft: Draft) -> Draft | None:
    if "Chief Executive" not in draft.title:
        return None
    return replace(draft, first_line=f"I, {draft.name}, Chief Financial Officer, certify that:")


def one_office_twice(_: random.Random, plan: Plan) -> Plan | None:
    places = plan.under(Section.S302)
    if len(places) < 2:
        return None
    titles = ("Chief Executive Officer",)
    for number in places:
        plan = plan.put(number, replace(plan.drafts[number], titles=titles))
    return plan


# ---- agreement with the filing


def other_form(section: Section) -> Plant:
    def plant(_: random.Random, plan: Plan) -> Plan | None:
        if plan.kind.fund or plan.kind.text == "302-asset-backed":
            return None
        other = "10-Q" if plan.kind.annual else "10-K"
        places = plan.under(section)
        draft = plan.drafts[places[0]]
        changed = draft.worded("1", draft.words("1").replace(plan.form, other))
        line = changed.first_line.replace(f"Form {plan.form}", f"Form {other}")
        return plan.put(places[0], replace(changed, first_line=line))

    return plant


def other_kind(chance: random.Random, plan: Plan) -> Plan | None:
    old, new = ("annual", "quarterly") if plan.kind.annual else ("quarterly", "annual")
    return None if plan.kind.text == "302-asset-backed" else replaced("1", f"this {old}", f"this {new}")(chance, plan)


def no_form(chance: random.Random, plan: Plan) -> Plan | None:
    return replaced("1", f" on Form {plan.form}", "")(chance, plan) if plan.kind.text in CORPORATE else None


def not_amended(_: random.Random, plan: Plan) -> Plan | None:
    if not plan.form.endswith("/A"):
        return None
    bare = plan.form.removesuffix("/A")
    return replace(plan, drafts=tuple(
        replace(draft.worded("1", draft.words("1").replace(plan.form, bare)),
                first_line=draft.first_line.replace(plan.form, bare))
        for draft in plan.drafts
    ))  # fmt: skip


def other_period(_: random.Random, draft: Draft) -> Draft | None:
    found = re.search(r"ended (\w+) (\d+), (\d{4})", draft.first_line)
    if found is None:
        return None
    return replace(
        draft, first_line=draft.first_line.replace(found.group(), f"ended {found[1]} {found[2]}, {int(found[3]) - 1}")
    )


def other_period_word(_: random.Random, draft: Draft) -> Draft | None:
    old, new = ("year ended", "quarter ended") if "year ended" in draft.first_line else ("quarter ended", "year ended")
    return replace(draft, first_line=draft.first_line.replace(old, new)) if old in draft.first_line else None


def other_company(section: Section) -> Plant:
    def plant(chance: random.Random, plan: Plan) -> Plan | None:
        if plan.kind.fund or plan.kind.text == "302-asset-backed":
            return None
        other = chance.choice(("Bluewater Quarries, Inc.", "Trentham Dynamics Corp.", "Pelham & Osier Company"))

        def change(_: random.Random, draft: Draft) -> Draft:
            paragraphs = tuple(
                Paragraph(each.key, each.words.replace(plan.company, other)) for each in draft.paragraphs
            )
            return replace(draft, first_line=draft.first_line.replace(plan.company, other), paragraphs=paragraphs)

        return first(section, change)(chance, plan)

    return plant


def co_registrant(_: random.Random, plan: Plan) -> Plan | None:
    return replace(plan, co_registrants=("TILDEN VALE FUNDING CORP",)) if plan.kind.text in NEW else None


def other_type(section: Section, declared: str) -> Plant:
    return first(section, lambda _, draft: replace(draft, declared=declared))


def other_heading(section: Section, heading: str) -> Plant:
    return first(section, lambda _, draft: replace(draft, heading=(heading,)))


def mixed(_: random.Random, draft: Draft) -> Draft | None:
    words = "The report fully complies with the requirements of Section 13(a) or 15(d) of the Exchange Act of 1934."
    last = draft.paragraphs[-1]
    return replace(draft, paragraphs=(*draft.paragraphs, Paragraph("6x" if last.key == "6" else "6", words)))


def other_description(_: random.Random, draft: Draft) -> Draft | None:
    if "Chief Executive" not in draft.title:
        return None
    return replace(draft, description="CFO CERTIFICATION")


# ---- what the filing holds


def left_out(section: Section, *places: int) -> Plant:
    """Return what leaves out the certifications under SECTION at PLACES, all of them where none is named."""

    def plant(_: random.Random, plan: Plan) -> Plan | None:
        under = plan.under(section)
        asked = plan.kind.text in (*NEW, "302-foreign") and not plan.form.endswith("/A")
        if len(under) < 2 or not asked:
            return None
        gone = {under[place] for place in places or range(len(under))}
        kept = tuple(draft for number, draft in enumerate(plan.drafts) if number not in gone)
        return replace(plan, drafts=kept)

    return plant


def twice(_: random.Random, plan: Plan) -> Plan | None:
    places = plan.under(Section.S302)
    if len(places) < 2:
        return None
    return plan.put(places[1], replace(plan.drafts[places[0]], declared="EX-31.2"))


def joined_302(_: random.Random, plan: Plan) -> Plan | None:
    places = plan.under(Section.S302)
    if len(places) < 2:
        return None
    first, second = (plan.drafts[each] for each in places)
    joint = replace(first, first_line=f"We, {first.name} and {second.name}, certify that:",
                    others=((second.mark, second.name, second.titles),))  # fmt: skip
    kept = [joint if number == places[0] else each for number, each in enumerate(plan.drafts) if number != places[1]]
    return replace(plan, drafts=tuple(kept))


def other_persons(chance: random.Random, plan: Plan) -> Plan | None:
    places = plan.under(Section.S906)
    if len(places) < 2:
        return None
    officer = replace(another_officer(chance), titles=plan.drafts[places[0]].titles)
    return plan.put(places[0], draft_906(chance, plan, officer, "EX-32.1"))


def more_persons(chance: random.Random, plan: Plan) -> Plan | None:
    if len(plan.under(Section.S302)) < 2:
        return None
    third = replace(another_officer(chance), titles=("Chief Accounting Officer",))
    return replace(plan, drafts=(*plan.drafts, draft_302(plan, third, "EX-31.3")))


def one_for_both(chance: random.Random, plan: Plan) -> Plan | None:
    if plan.kind.text == "302-asset-backed":
        return None
    both = replace(another_officer(chance), titles=("President, Chief Executive Officer and Chief Financial Officer",))
    return replace(plan, drafts=(draft_302(plan, both, "EX-31"), draft_906(chance, plan, both, "EX-32")))


def securitization(_: random.Random, plan: Plan) -> Plan | None:
    if plan.kind.text != "302-asset-backed":
        return None
    return plan.put(0, replace(plan.drafts[0], titles=("Assistant Vice President",)))


def corporate_text(_: random.Random, plan: Plan) -> Plan | None:
    if plan.kind.text != "302-asset-backed":
        return None
    return plan.put(0, replace(plan.drafts[0], paragraphs=paragraphs_of(plan, "302-2003-full")))


def unamended(change: Plant) -> Plant:
    return lambda chance, plan: None if plan.form.endswith("/A") else change(chance, plan)


def amended(change: Plant) -> Plant:
    return lambda chance, plan: change(chance, plan) if plan.form.endswith("/A") else None
