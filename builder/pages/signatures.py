"""Who certified: one sentence, and a signature block for each name, as it stands under the certification.

What a form asks for and the filing does not have gets a block too: "not found" where the filing is whole, "not in this
file" where only one exhibit is there and nothing can be said of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from builder.entries import FilingEntry, Mention
from builder.findings import Standing
from builder.pages.deviations import told_deviations
from builder.pages.shown import ShownFiling
from builder.pages.views import Link, counted, day, listed, number, role_words, sentence, way
from builder.records import Role, Section, Signature

EXHIBITS = {Section.S302: "Exhibit 31", Section.S906: "Exhibit 32"}

NAMED_UP_TO = 3
"""More signers than this are counted in the sentence, not named."""


class SignatureBlock(msgspec.Struct, frozen=True):
    """One signature under one certification, or the place where one is not found."""

    section: str
    exhibit: str
    anchor: str = ""
    text: str = ""
    """The anchor of the text that it stands in."""
    on: str = ""
    by: str = ""
    """The signature as typed, "/s/ Jane Doe"; "" where none was found."""
    who: Link | None = None
    titles: tuple[str, ...] = ()
    role: str = ""
    words: Link | None = None
    """How its words stand against the prescribed text; None where they were not compared."""
    note: str = ""
    """Why the block is empty; "" where it is not."""
    missing: bool = False
    """Whether what is not found was expected."""


class Signer(msgspec.Struct, frozen=True):
    """A signature as the page's front matter has it."""

    name: str
    role: str
    section: str
    signed_on: str
    exhibit: str


def tell_who(entry: FilingEntry) -> str:
    """Return one sentence: who certified, as what, under which section, when."""
    people: dict[str, list[Mention]] = {}
    for mention in entry.mentions:
        people.setdefault(mention.officer, []).append(mention)
    if not people:
        return f"{counted(len(entry.filing.certifications), 'certification')}, without a name that could be read."
    sections = sorted({mention.section.value for mention in entry.mentions})
    under = f"under {'section' if len(sections) == 1 else 'sections'} {listed(sections)}"
    signed = sorted({mention.signed_on for mention in entry.mentions if mention.signed_on})
    when = f" on {day(signed[0])}" if signed else ""
    if len(signed) > 1:
        when = f" between {day(signed[0])} and {day(signed[-1])}"
    return f"{_people(list(people.values()))} certified this report {under}{when}."


def _people(people: Sequence[Sequence[Mention]]) -> str:
    """Return "A, as chief, and B, as treasurer," or, without roles, "A and B"; many are counted."""
    if len(people) > NAMED_UP_TO:
        return f"{number(len(people))} officers"
    named = [_as_role(mentions) for mentions in people]
    if not any(role for _, role in named):
        return listed([name for name, _ in named])
    clauses = [f"{name}, as {role}," if role else f"{name}," for name, role in named]
    return " and ".join([" ".join(clauses[:-1]), clauses[-1]]) if len(clauses) > 1 else clauses[0]


def _as_role(mentions: Sequence[Mention]) -> tuple[str, str]:
    roles = [role for role in Role if any(role in mention.roles for mention in mentions)]
    return mentions[0].name, role_words(roles, mentions[0].modifiers)


def signers_of(shown: ShownFiling) -> Iterator[Signer]:
    """Yield the signatures for the front matter."""
    for mention in shown.entry.mentions:
        yield Signer(
            name=mention.name,
            role=role_words(mention.roles, mention.modifiers),
            section=mention.section.value,
            signed_on=mention.signed_on.isoformat() if mention.signed_on else "",
            exhibit=shown.exhibits[mention.certification],
        )


def signature_blocks(shown: ShownFiling, *, compared: bool = False) -> Iterator[SignatureBlock]:
    """Yield a block for each signature, then one for each certification that is not there.

    COMPARED says that the page holds certifications against the prescribed text.
    """
    taken: set[str] = set()
    for index, certification in enumerate(shown.certifications):
        anchor = shown.anchors.get(index) or f"cert-{index + 1}"
        for count, signature in enumerate(certification.signatures):
            block = _block(shown, index, count, signature, "" if anchor in taken else anchor)
            yield msgspec.structs.replace(block, words=_words(shown, index)) if compared else block
            taken.add(anchor)
        if not certification.signatures:
            section = certification.section.value.value
            text = shown.exhibit_anchor(index)
            yield SignatureBlock(section, shown.exhibits[index], anchor, text, note="No signature was found.")
    yield from _absent(shown.entry)


def _block(shown: ShownFiling, index: int, count: int, signature: Signature, anchor: str) -> SignatureBlock:
    mention = shown.mentions.get((index, count))
    printed = signature.name_as_printed or signature.conformed_name
    conformed = signature.conformed_name.value if signature.conformed_name else ""
    mark = signature.mark.value if signature.mark else ""
    href = way(shown.entry.address, mention.officer) if mention else ""
    titles = tuple(title.value for title in signature.titles)
    return SignatureBlock(
        section=shown.certifications[index].section.value.value,
        exhibit=shown.exhibits[index],
        anchor=anchor,
        text=shown.exhibit_anchor(index),
        on=day(signature.signed_on.value) if signature.signed_on else "",
        by=f"{mark} {conformed}".strip() if signature.signed else "",
        who=Link(printed.value, href) if printed else None,
        titles=tuple(title for title in titles if not (signature.roles and _in_brackets(title))) or titles,
        role=sentence(role_words((role.value for role in signature.roles), signature.modifiers)),
    )


def _words(shown: ShownFiling, index: int) -> Link | None:
    """Return how the words of certification INDEX stand against the prescribed text."""
    examined = shown.entry.examinations[index] if index < len(shown.entry.examinations) else None
    if examined is None or examined.comparison is None:
        return None
    places = len(told_deviations(shown.entry, index))
    if places:
        return Link(f"differs in {counted(places, 'place')}", "#compared")
    missing = any(each.standing is Standing.NOT_FOUND for each in examined.comparison.paragraphs)
    return Link("paragraphs not found", "#compared") if missing else Link("as prescribed", "")


def _in_brackets(title: str) -> bool:
    """Return whether a title only names the role, as "(Principal Executive Officer)", which the block says anyway."""
    return title.startswith("(") and title.endswith(")")


def _absent(entry: FilingEntry) -> Iterator[SignatureBlock]:
    held = [section for section in Section if any(c.section.value is section for c in entry.filing.certifications)]
    if entry.filing.container == "exhibit":
        for section in Section:
            if held and section not in held:
                yield _not_in_file(section, held)
        return
    for section, role in entry.expected:
        if (section, role) not in entry.found:
            note = f"Expected with this form from the {role_words((role,))}."
            yield SignatureBlock(section.value, EXHIBITS[section], who=Link("not found", ""), note=note, missing=True)


def _not_in_file(section: Section, held: Sequence[Section]) -> SignatureBlock:
    exhibits = listed([EXHIBITS[other] for other in held])
    note = f"This file is {exhibits} alone. Whether {EXHIBITS[section]} was filed is unknown."
    return SignatureBlock(section.value, EXHIBITS[section], who=Link("not in this file", ""), note=note)
