"""The view of each 302 certification against the prescribed text, as a filing's page shows it.

A headline says with which text it was compared and why that one is asked for; then come only the paragraphs that
differ, each with its deviations marked in place, their kind in words, rule and line. Certifications with the same
deviations, as the two officers' mostly are, are told once. Refuses to compare anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from builder.findings import Comparison, Deviation, DeviationKind, ParagraphStanding, RuleText, Standing
from builder.pages.deviations import Piece, set_out, shorten, told_deviations
from builder.pages.findings import rule_address
from builder.pages.marked import Place
from builder.pages.paragraphs import cite_paragraphs, key_words, percent
from builder.pages.shown import ShownFiling, span_name
from builder.pages.views import Link, counted, listed, number, sentence, way
from builder.records import Filing, Section, Text

KIND_WORDS = {
    DeviationKind.OMISSION: "not found",
    DeviationKind.INSERTION: "added",
    DeviationKind.SUBSTITUTION: "other words",
    DeviationKind.REORDER: "in another place",
    DeviationKind.NOUN: "another word for the registrant",
    DeviationKind.REPORT_WORD: "another word for the report",
    DeviationKind.SINGULAR: "singular for plural",
    DeviationKind.TYPO: "spelled otherwise",
}

THROUGHOUT = (DeviationKind.NOUN, DeviationKind.REPORT_WORD)
"""Kinds that run through a text: told in a line where they are met so often as `OFTEN`."""
OFTEN = 3

NAMED_UP_TO = 4
"""More certifications with the same deviations are counted, not named."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Prescribed(msgspec.Struct, frozen=True):
    """What the pages need to know of the prescribed texts."""

    paragraphs: Callable[[Comparison], Mapping[str, str]]
    """Gives the prescribed words of each paragraph that a comparison was made with."""
    text_name: Callable[[str], str]
    """Gives what the text with an id is called."""


class Note(msgspec.Struct, frozen=True):
    """What is said of one deviation, or of several of one kind, in a paragraph."""

    letters: str
    words: str
    rule: Link
    places: tuple[Link, ...]


class Marked(msgspec.Struct, frozen=True):
    """A piece of a paragraph, with the letter of its note; "" where there is one alone."""

    kind: str
    words: str
    space: bool
    letter: str


class ParagraphView(msgspec.Struct, frozen=True):
    """One paragraph that differs, or was not found: then `pieces` are the prescribed words."""

    key: str
    missing: bool
    pieces: tuple[Marked, ...]
    notes: tuple[Note, ...]


class Line(msgspec.Struct, frozen=True):
    """What is told of the whole text in one sentence."""

    words: str
    rule: Link | None = None


class ComparisonView(msgspec.Struct, frozen=True):
    """One certification, or several with the same deviations, against the prescribed text."""

    who: str
    verdict: str
    text: str
    lines: tuple[Line, ...]
    """What is told in a line: order, repeats, words that run through the text."""
    paragraphs: tuple[ParagraphView, ...]
    differs: bool = False
    """Whether words differ or were not found."""


def tell_comparisons(
    shown: ShownFiling,
    text_of: Callable[[Filing, int], Text],
    prescribed: Prescribed,
    rules: Mapping[str, RuleText],
) -> Iterator[ComparisonView]:
    """Yield the 302 certifications of a filing against the prescribed text, those with the same deviations once."""
    same: dict[object, list[int]] = {}
    for index, examined in enumerate(shown.entry.examinations):
        if shown.certifications[index].section.value is Section.S302:
            same.setdefault(_sameness(examined.comparison), []).append(index)
    above: set[object] = set()
    for indices in same.values():
        comparison = shown.entry.examinations[indices[0]].comparison
        if comparison is None:
            words = "no text is prescribed for it, or too little of it was found"
            yield ComparisonView(_who(shown, indices), f"not compared: {words}", "", (), ())
        else:
            told = told_deviations(shown.entry, indices[0])
            yield _Teller(shown, comparison, told, tuple(indices), text_of, prescribed, rules, above).view()


def _sameness(comparison: Comparison | None) -> object:
    """Return what two comparisons have in common that may be told at once."""
    if comparison is None:
        return None
    standings = tuple((each.key, each.standing, each.in_order) for each in comparison.paragraphs)
    deviations = tuple((each.paragraph, each.kind, each.expected, each.found) for each in comparison.deviations)
    return comparison.version, comparison.forms, comparison.asked, standings, deviations


def _who(shown: ShownFiling, indices: Sequence[int]) -> str:
    if len(indices) > NAMED_UP_TO:
        return f"{number(len(indices))} certifications"
    return "; ".join(_signed(shown, index) for index in indices)


def _signed(shown: ShownFiling, index: int) -> str:
    names = tuple(dict.fromkeys(mention.name for (at, _), mention in shown.mentions.items() if at == index))
    return ", ".join(part for part in (listed(names), shown.exhibits[index]) if part)


class _Teller(msgspec.Struct, frozen=True):
    """Tells one comparison, for all the certifications that share it."""

    shown: ShownFiling
    comparison: Comparison
    told: tuple[Deviation, ...]
    """Those of its deviations that a finding tells; only these are marked."""
    indices: tuple[int, ...]
    text_of: Callable[[Filing, int], Text]
    prescribed: Prescribed
    rules: Mapping[str, RuleText]
    above: set[object]
    """The paragraphs that were set out for a certification before."""

    def view(self) -> ComparisonView:
        """Return what the page shows."""
        throughout = self._throughout()
        again: list[str] = []
        paragraphs = tuple(self._paragraphs({id(each) for changes in throughout for each in changes}, again))
        return ComparisonView(
            who=_who(self.shown, self.indices),
            verdict=self._verdict(),
            text=self._text(),
            lines=tuple(self._lines(throughout, again)),
            paragraphs=paragraphs,
            differs=self.comparison.score < 1,
        )

    def _verdict(self) -> str:
        keys = [each.key for each in self.comparison.paragraphs]
        missing = [each.key for each in self.comparison.paragraphs if each.standing is Standing.NOT_FOUND]
        count = len(self.told)
        parts = [f"{counted(count, 'place')} {'differs' if count == 1 else 'differ'}"] if count else []
        if missing:
            parts.append(f"{cite_paragraphs(missing, keys)} not found")
        if not parts:
            if self.comparison.deviations:
                return f"as prescribed but for the word for the registrant; conformity {percent(self.comparison.score)}"
            return "as prescribed" if self._whole() else "each paragraph as prescribed, not each in its place and once"
        return f"{', '.join(parts)}; conformity {percent(self.comparison.score)}"

    def _whole(self) -> bool:
        return all(each.standing is Standing.AS_PRESCRIBED and each.in_order for each in self.comparison.paragraphs)

    def _text(self) -> str:
        """Return which text it was compared with, and which one is asked for and why."""
        compared, asked = self.comparison, self.comparison.asked
        named = f"{sentence(compared.version_name)}, {compared.source}"
        if asked is None:
            return f"{named}: the nearest. Which text is prescribed is open: {compared.why}."
        if asked == compared.version:
            return f"{named}, prescribed for this report: {compared.why}."
        if compared.version in compared.accepted:
            return f"{named}, which may stand here as well as {self.prescribed.text_name(asked)}: {compared.why}."
        return (
            f"{named}: the nearest. Prescribed for this report is {self.prescribed.text_name(asked)}: {compared.why}."
        )

    def _lines(self, throughout: Sequence[Sequence[Deviation]], above: Sequence[str]) -> Iterator[Line]:
        keys = [each.key for each in self.comparison.paragraphs]
        for changes in throughout:
            where = [key for key in keys if any(change.paragraph == key for change in changes)]
            place = f"{cite_paragraphs(where, keys)}, {counted(len(changes), 'place')}"
            silent = changes[0] not in self.told
            words = f"{_change_words(changes[0])} in {place}{': no rule speaks of it here' if silent else ''}"
            yield Line(words, None if silent else self._rule(changes[0]))
        if above:
            yield Line(f"The same as above: {cite_paragraphs(above, keys)}")
        moved = [each.key for each in self.comparison.paragraphs if not each.in_order]
        if moved:
            yield Line(f"In another order than prescribed: {cite_paragraphs(moved, keys)}")
        again = [each.key for each in self.comparison.paragraphs if each.standing is Standing.REPEATED]
        if again:
            yield Line(f"More than once: {cite_paragraphs(again, keys)}")
        stand = [each.key for each in self.comparison.paragraphs if each.standing is Standing.AS_PRESCRIBED]
        if stand and len(stand) < len(keys):
            yield Line(f"As prescribed: {cite_paragraphs(stand, keys)}")

    def _throughout(self) -> list[list[Deviation]]:
        """Return the changes that run through the text, those of the same words together."""
        groups: dict[tuple[DeviationKind, str, str], list[Deviation]] = {}
        for each in self.comparison.deviations:
            if each.kind in THROUGHOUT:
                groups.setdefault((each.kind, _plain(each.expected), _plain(each.found)), []).append(each)
        return [changes for changes in groups.values() if len(changes) >= OFTEN]

    def _paragraphs(self, told: set[int], again: list[str]) -> Iterator[ParagraphView]:
        """Yield the paragraphs to set out, TOLD being changes told in a line; add to AGAIN those that stand above."""
        text = self.text_of(self.shown.entry.filing, self.shown.certifications[self.indices[0]].document)
        printed: Mapping[str, str] = {}
        for standing in self.comparison.paragraphs:
            own = [each for each in self.told if each.paragraph == standing.key]
            key = key_words(standing.key)
            absent = standing.standing is Standing.NOT_FOUND
            if not absent and all(id(each) in told for each in own):
                continue
            if not self._news(standing, own):
                again.append(standing.key)
            elif absent:
                printed = printed or self.prescribed.paragraphs(self.comparison)
                yield ParagraphView(key, True, (Marked("same", printed.get(standing.key, ""), False, ""),), ())
            else:
                letters = _letters(own)
                pieces = set_out(text, standing, own) or tuple(_bare(own))
                yield ParagraphView(key, False, tuple(_lettered(pieces, letters)), tuple(self._notes(own, letters)))

    def _news(self, standing: ParagraphStanding, own: Sequence[Deviation]) -> bool:
        """Return whether what differs in a paragraph was not told of a certification before."""
        changes = tuple((each.kind, each.expected, each.found) for each in own)
        told = (self.comparison.version, standing.key, standing.standing, changes)
        news = told not in self.above
        self.above.add(told)
        return news

    def _notes(self, own: Sequence[Deviation], letters: Sequence[str]) -> Iterator[Note]:
        alike: dict[tuple[DeviationKind, str], list[int]] = {}
        for each, deviation in enumerate(own):
            alike.setdefault((deviation.kind, deviation.rule), []).append(each)
        for (kind, _), numbers in alike.items():
            rule = self._rule(own[numbers[0]])
            links: dict[str, Link] = {}
            for link in (link for each in numbers for link in self._places(own[each])):
                links.setdefault(link.words, link)
            yield Note(
                letters=", ".join(letters[each] for each in numbers if letters[each]),
                words="" if rule.words.casefold() == KIND_WORDS[kind] else KIND_WORDS[kind],
                rule=rule,
                places=tuple(links.values()),
            )

    def _rule(self, deviation: Deviation) -> Link:
        """Return the rule that tells DEVIATION; its page exists where the filing has a finding of it."""
        rule = self.rules.get(deviation.rule)
        met = rule and any(finding.code == deviation.rule for finding in self.shown.entry.findings)
        href = way(self.shown.entry.address, rule_address(deviation.rule)) if met else ""
        return Link(rule.name if rule else deviation.rule, href)

    def _places(self, deviation: Deviation) -> Iterator[Link]:
        """Yield where DEVIATION stands in the text of each certification that has it."""
        number_of = self.comparison.deviations.index(deviation)
        for index in self.indices if len(self.indices) <= NAMED_UP_TO else self.indices[:1]:
            examined = self.shown.entry.examinations[index].comparison
            place = self._place(index, examined.deviations[number_of]) if examined else None
            if place:
                exhibit = self.shown.exhibits[index].removeprefix("Exhibit").lstrip(", ")
                of_it = f" of {exhibit}" if len(self.indices) > 1 and exhibit else ""
                yield Link(f"line {number(place.line)}{of_it}", f"#{place.anchor}")

    def _place(self, index: int, deviation: Deviation) -> Place | None:
        """Return where the mark of the finding that tells DEVIATION of certification INDEX stands."""
        document = self.shown.certifications[index].document
        for at, finding in enumerate(self.shown.entry.findings):
            told = finding.code == deviation.rule and finding.certification == index
            if told and deviation.spans and deviation.spans[0] in finding.spans:
                return self.shown.place(span_name(at, finding.spans.index(deviation.spans[0])), document)
        return None


def _plain(words: str) -> str:
    """Return WORDS without case and possessive: "registrant's" and "Registrant" are one word."""
    return words.casefold().replace("’", "'").removesuffix("'s")


def _change_words(change: Deviation) -> str:
    """Return a change in words: "“Company” for “registrant”"."""
    expected, found = (words.replace("’", "'").removesuffix("'s") for words in (change.expected, change.found))
    if expected and found:
        return f"“{shorten(found)}” for “{expected}”"
    return f"“{shorten(found)}” added" if found else f"“{expected}” not found"


def _letters(own: Sequence[Deviation]) -> tuple[str, ...]:
    """Return a letter for each deviation of a paragraph; none where the paragraph has one alone."""
    if len(own) == 1:
        return ("",)
    return tuple(LETTERS[place % 26] * (1 + place // 26) for place in range(len(own)))


def _bare(own: Sequence[Deviation]) -> Iterator[Piece]:
    """Yield the deviations without the words around them."""
    for place, deviation in enumerate(own):
        if deviation.expected:
            yield Piece("gone", deviation.expected, space=True, note=None if deviation.found else place)
        if deviation.found:
            yield Piece("added", shorten(deviation.found), space=True, note=place)


def _lettered(pieces: Sequence[Piece], letters: Sequence[str]) -> Iterator[Marked]:
    for piece in pieces:
        yield Marked(piece.kind, piece.words, piece.space, letters[piece.note] if piece.note is not None else "")
