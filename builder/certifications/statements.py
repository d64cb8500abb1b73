"""Where each statement of a document begins and ends, and under which section it is made.

In: a Text. Out: Statements, each with its heading, its certifying sentence, its deciding words and its end, as in
"EXHIBIT 32 ... I, Jane Doe, certify ... fully complies ... fairly presents ... /s/ Jane Doe" before the next heading.
Two in one document are told apart by their certifying verbs, never by page marks alone. Statements that look like
certifications and are none are told by name. Refuses to know who signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.certifications.cues import MOST, RESPECTS, STATEMENTS, VERB, Cue, Marks, find_cues, find_marks, lowered
from builder.certifications.passage import Passage
from builder.records import Section, Text
from builder.wording.tables import Entry, load_table

HEADINGS = load_table("headings")
PROSE = load_table("decoys")["prose"]
DECOYS = tuple(entry for entry in load_table("decoys").entries if entry is not PROSE)
CERTIFIER = STATEMENTS["certifier"].pattern
TOLD_OF = STATEMENTS["told_of"].pattern
OF_REPORT = re.compile(
    r"(?i:sarb\w{0,8}[\s-]{1,3}ox|\b906\b|\b1350\b|\b13\s?\(a\)|15\s?\(d\)|exchange\sact|(?:annual|quarterly|periodic|current)\s{1,9}report|form\s{1,9}\d\d-|form\s{1,9}n-|\bthe\s{1,9}report\b|\bthis\s{1,9}(?:report|amendment)\b)"
)
SPEAKER_REACH = 900
"""How far before a certifying verb whoever certifies is named."""
MOST_VERBS = 12
SIGNED_WITHIN = 2500
"""A mark this near behind the clauses says that somebody certifies, however the sentence goes."""
SENTENCE_STOP = re.compile(
    r"(?<=[a-z)\d])[.;]\s(?=[A-Z“\"•(])(?<!\b[A-Z][a-z]\.\s)(?<!\bInc\.\s)(?<!\bNo\.\s)(?<!\bCorp\.\s)(?<!\bLtd\.\s)"
    r"(?<!\b(?:Geo|Jos|Jas|Mrs|Hon|Rev)\.\s)(?<!\b(?:Chas|Thos|Robt|Prof)\.\s)"
)

OPENER = re.compile(
    r"""
      [Ii]n\sconnection\swith | In\saccordance\swith
    | \bI\s?,?\s(?=[A-Z\u00c0-\u00de(]|certify|hereby|do\shereby|the\s|am\s|as\s)
    | (?:Each\sof\s|Each\s)?[Tt]he\sundersigned | \bWe\s?,?\s | This\s[Cc]ertification\s(?:is|of)
    | The\s(?:following\s)?certifications?\s(?:set|is|are|below) | Solely\s(?:for|in) | For\s(?:the\s)?purposes?\s
    | On\sbehalf\s | To\s(?:the\sbest\sof\s)?my\sknowledge | Pursuant\sto(?:,|\sthe\srequirements)
    """,
    re.VERBOSE,
)
"""How a certifying sentence begins."""

CONTROLS = "disclosure controls"
"""Paragraph 4 of a 302 certification speaks of them, and no 906 statement does before its clauses."""
EXECUTED = "executed this certificat"
"""Said in a paragraph before the certifying one: "Jane Doe has executed this certification in connection with"."""
FAR = 4000
"""A certifying verb further than this before its deciding words is not theirs."""
HEAD_OF_DOCUMENT = 1200
"""What stands above the first statement, this near the head of the document and without a signature, is its heading."""
OPENING_LOST = 600
"""Clauses without a verb are a statement only at the head of a document."""
MOST_CUES = 64
"""A statement repeats its deciding words a few times at most; of more, the last counts."""
MOST_STATEMENTS = 500
"""Statements of one filing: those of thirty co-registrants' two officers under two sections are 120."""
APART = 12_000
"""Deciding words this far behind the last are no part of the same statement."""
MOST_LOOSE = 40
"""Verbs that belong to no statement are looked at so often, and no oftener."""
HEADING_STEM = re.compile(r"certif|exhibit|statement|ex-")
HEADING_REACH = 2500
"""How far before its verb a statement's heading is looked for."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, by places in the text's characters."""

    section: Section
    deciding: Cue
    """The words that decide the section."""
    doubt: str | None
    start: int
    """Where its heading begins."""
    sentence: int
    """Where its certifying sentence begins."""
    verb: int
    """Where its certifying verb stands; the first deciding words where it has none."""
    opened: int
    """Where its first deciding words end: "I have reviewed this report", "fully complies"."""
    decided: int
    """Where its last deciding words end: the signatures come after."""
    end: int
    """Where the next statement begins, or the text ends."""
    mark: int | None
    """Where its first signature mark stands; None where it has none."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A statement that is not a certification under section 302 or 906."""

    entry: Entry
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    """A statement while its cues are gathered."""

    section: Section
    verb: int
    cues: list[Cue]


def find_statements(text: Text) -> tuple[tuple[Statement, ...], tuple[LookAlike, ...]] | None:
    """Return the statements of TEXT in order, and the look-alikes left out; None where it holds more than a filing."""
    lower = lowered(text.characters)
    cues = find_cues(lower)
    if not cues:
        return (), ()
    marks = find_marks(lower)
    if max(len(cues), len(marks.places)) > MOST:
        return None
    drafts, loose = _drafts(lower, cues, marks)
    if len(drafts) > MOST_STATEMENTS:
        return None
    kept, look_alikes = _without_decoys(text, lower, drafts, loose, marks)
    kept.extend(_bare(text, kept, loose, marks))
    kept.sort(key=lambda draft: draft.verb)
    return _statements(text, lower, kept, marks), tuple(look_alikes)


def _drafts(lower: str, cues: list[Cue], marks: Marks) -> tuple[list[_Draft], list[Cue]]:
    """Return the statements that CUES make up, and the verbs that belong to none."""
    drafts: list[_Draft] = []
    loose: list[Cue] = []
    pending: list[Cue] = []
    for cue in cues:
        if cue.kind == "verb":
            pending.append(cue)
            continue
        current = drafts[-1] if drafts else None
        near = [verb for verb in pending if cue.place - verb.place < FAR]
        if current and not _begins_another(current, cue, near, marks):
            if cue.place - current.cues[-1].end > APART or marks.between(current.cues[-1].end, cue.place):
                continue
            if len(current.cues) == MOST_CUES:
                current.cues.pop()
            current.cues.append(cue)
            if cue.kind == "906 complies" and not _speaks_as_302(lower, current, cue):
                current.section = Section.S906
        elif near or cue.entry == "statements.reviewed" or _lost_its_opening(lower, cue, marks):
            own = _after_last_mark(near, cue.place, marks)
            loose.extend(verb for verb in pending if verb not in own)
            section = Section.S302 if cue.kind == "302" else Section.S906
            drafts.append(_Draft(section, own[0].place if own else cue.place, [cue]))
        else:
            continue
        pending = []
    return drafts, (loose + pending)[:MOST_LOOSE]


def _speaks_as_302(lower: str, draft: _Draft, cue: Cue) -> bool:
    """Return whether DRAFT, up to CUE, finds no untrue statement or speaks of disclosure controls."""
    untrue = any(each.entry == "statements.no_untrue_statement" for each in draft.cues)
    return untrue or lower.find(CONTROLS, draft.cues[0].place, cue.place) >= 0


def _begins_another(current: _Draft, cue: Cue, verbs: list[Cue], marks: Marks) -> bool:
    """Return whether CUE, after VERBS, opens another statement than CURRENT."""
    last = current.cues[-1]
    kinds = {each.kind for each in current.cues}
    if cue.entry == "statements.reviewed":
        return bool(verbs) or marks.between(last.end, cue.place) or cue.place - last.end > FAR
    if cue.kind == "302":
        return bool(verbs)
    if current.section is Section.S302 and not verbs:
        return False
    if current.section is Section.S906 and cue.kind not in kinds and not marks.between(last.end, cue.place):
        return False
    return bool(verbs)


def _lost_its_opening(lower: str, cue: Cue, marks: Marks) -> bool:
    """Return whether CUE begins the clauses of a 906 statement whose opening is lost: clauses, then a signature."""
    return (
        cue.kind == "906 complies"
        and cue.place < OPENING_LOST
        and RESPECTS.search(lower, cue.end, cue.end + 900) is not None
        and marks.between(cue.end, cue.end + 1500)
    )


def _after_last_mark(verbs: list[Cue], end: int, marks: Marks) -> list[Cue]:
    """Return those of VERBS after which no signature stands before END."""
    return [verb for verb in verbs if not marks.between(verb.place, end)] or verbs[-1:]


def _without_decoys(
    text: Text, lower: str, drafts: list[_Draft], loose: list[Cue], marks: Marks
) -> tuple[list[_Draft], list[LookAlike]]:
    """Return DRAFTS without look-alikes, and the look-alikes among them and among LOOSE verbs."""
    kept: list[_Draft] = []
    found: list[LookAlike] = []
    for draft in drafts:
        start, end = draft.verb - 500, draft.cues[0].end + 500
        decoy = None
        if (draft.section is Section.S302 and not _names_form(text, draft)) or _only_presents(text, draft):
            decoy = _decoy(text, start, end, DECOYS)
        signed = marks.between(draft.verb, draft.cues[-1].end + SIGNED_WITHIN)
        if decoy is None and not signed and not _is_certified(text, lower, draft):
            decoy = _decoy(text, start, end, (PROSE,))
        if decoy:
            found.append(decoy)
        else:
            kept.append(draft)
    for verb in loose:
        decoy = _decoy(text, verb.place - 500, verb.place + 800, DECOYS)
        if decoy and not any(each.entry is decoy.entry and each.start == decoy.start for each in found):
            found.append(decoy)
    return kept, found


def _names_form(text: Text, draft: _Draft) -> bool:
    """Return whether the words after DRAFT's verb name a periodic report's form; no look-alike does."""
    start = draft.cues[0].place
    return re.search(r"10.?[KQD]|20-?F|40-?F|11-K|N.?CSR|N-Q", text.characters[start : start + 400]) is not None


def _only_presents(text: Text, draft: _Draft) -> bool:
    """Return whether DRAFT says that something is fairly presented, and neither cites the law nor names a report."""
    if draft.section is Section.S302 or any(cue.kind != "906 presents" for cue in draft.cues):
        return False
    return OF_REPORT.search(text.characters, max(0, draft.verb - 900), draft.cues[-1].end + 300) is None


def _is_certified(text: Text, lower: str, draft: _Draft) -> bool:
    """Return whether anybody certifies in DRAFT, and is not only told of: "officers must certify that"."""
    first = draft.cues[0].place
    if draft.verb >= first or draft.cues[0].entry == "statements.reviewed":
        return True
    low = draft.verb
    for number, verb in enumerate(VERB.finditer(lower, draft.verb, first)):
        if number == MOST_VERBS:
            return True
        words = Passage(text, max(0, verb.start() - SPEAKER_REACH, low - SPEAKER_REACH), verb.start()).words + " "
        if CERTIFIER.search(words[_sentence_start(words) :]) and not TOLD_OF.search(words):
            return True
    return False


def _sentence_start(words: str) -> int:
    """Return where the last sentence of WORDS begins: behind a full stop that no capital letter or abbreviation has."""
    stops = [match.end() for match in SENTENCE_STOP.finditer(words)]
    return stops[-1] if stops else 0


def _decoy(text: Text, start: int, end: int, entries: Iterable[Entry]) -> LookAlike | None:
    passage = Passage(text, max(0, start), min(len(text.characters), end))
    found = [
        (match.start(), n, entry, match)
        for n, entry in enumerate(entries)
        if (match := entry.pattern.search(passage.words))
    ]
    if not found:
        return None
    _, _, entry, match = min(found, key=lambda each: each[:2])
    return LookAlike(entry, passage.place(match.start()), passage.place(match.end() - 1) + 1)


def _bare(text: Text, drafts: list[_Draft], loose: list[Cue], marks: Marks) -> list[_Draft]:
    """Return statements whose clauses are lost: a verb under a heading that cites the Act, and a signature after it."""
    found: list[_Draft] = []
    for verb in loose:
        if any(_covers(draft, verb, marks) for draft in drafts):
            continue
        if not marks.between(verb.end, verb.end + 600):
            continue
        passage = Passage(text, max(0, verb.place - 900), verb.place)
        for name, section in (("cites_906", Section.S906), ("cites_1350", Section.S906), ("cites_302", Section.S302)):
            match = STATEMENTS[name].pattern.search(passage.words)
            if match:
                place = passage.place(match.start()), passage.place(match.end() - 1) + 1
                found.append(_Draft(section, verb.place, [Cue(*place, "bare", f"statements.{name}")]))
                break
    return found


def _covers(draft: _Draft, verb: Cue, marks: Marks) -> bool:
    """Return whether VERB belongs to DRAFT: near its verb, between its cues, or behind them before a signature."""
    if abs(draft.verb - verb.place) < 400 or draft.verb < verb.place <= draft.cues[-1].end:
        return True
    return 0 < verb.place - draft.cues[-1].end < 600 and not marks.between(draft.cues[-1].end, verb.place)


def _statements(text: Text, lower: str, drafts: list[_Draft], marks: Marks) -> tuple[Statement, ...]:
    """Return DRAFTS with their headings found and their ends set."""
    begun: list[tuple[int, int]] = []
    floor = 0
    for draft in drafts:
        begun.append(_beginning(text, lower, draft, floor, marks))
        floor = max(floor, draft.verb, draft.cues[-1].end if draft.cues[-1].kind != "bare" else draft.verb)
    ends = [*(start for start, _ in begun[1:]), len(text.characters)][: len(drafts)]
    return tuple(_statement(draft, *place, end, marks) for draft, place, end in zip(drafts, begun, ends, strict=True))


def _statement(draft: _Draft, start: int, sentence: int, end: int, marks: Marks) -> Statement:
    bare = draft.cues[-1].kind == "bare"
    decided = draft.verb + 8 if bare else draft.cues[-1].end
    return Statement(
        section=draft.section,
        deciding=_deciding(draft),
        doubt="the clauses that would decide the section are missing; the heading cites it" if bare else None,
        start=start,
        sentence=sentence,
        verb=draft.verb,
        opened=draft.verb + 8 if bare else draft.cues[0].end,
        decided=decided,
        end=end,
        mark=marks.first(decided, end),
    )


def _deciding(draft: _Draft) -> Cue:
    """Return the words that decide under which section DRAFT is made."""
    decisive = "302" if draft.section is Section.S302 else "906"
    return next((cue for cue in draft.cues if cue.kind.startswith(decisive)), draft.cues[0])


def _beginning(text: Text, lower: str, draft: _Draft, floor: int, marks: Marks) -> tuple[int, int]:
    """Return where DRAFT's heading and its certifying sentence begin; nothing before FLOOR is its own."""
    low = max(floor, draft.verb - HEADING_REACH)
    mark = marks.last(low, draft.verb)
    low = low if mark is None else mark + 3
    heading, after = _heading(text, lower, low, draft.verb)
    passage = Passage(text, after, draft.verb + len("certify"))
    executed = passage.words.find(EXECUTED)
    match = OPENER.search(passage.words) if executed < 0 else None
    opened = passage.place(executed) if executed >= 0 else draft.verb
    sentence = passage.place(match.start()) if match else _paragraph(text, after, opened)
    start = sentence if heading is None else heading
    return (0 if low == 0 and start < HEAD_OF_DOCUMENT else start), sentence


def _heading(text: Text, lower: str, low: int, verb: int) -> tuple[int | None, int]:
    """Return where the first heading line between LOW and VERB begins, and where the last ends."""
    first: int | None = None
    after = low
    place = low if low == 0 or text.characters[low - 1] == "\n" else text.characters.find("\n", low) + 1 or verb
    while place < verb:
        stop = text.characters.find("\n", place)
        stop = verb if stop < 0 else min(stop, verb)
        if HEADING_STEM.search(lower, place, min(stop, place + 80)):
            words = " ".join(text.characters[place : min(stop, place + 200)].replace("|", " ").split())
            if words and HEADINGS.first_at(words):
                first = place if first is None else first
                after = stop if len(words) < 160 else place
        place = stop + 1
    return first, min(after, verb)


def _paragraph(text: Text, low: int, verb: int) -> int:
    """Return where the paragraph of VERB begins, not before LOW."""
    place = verb
    while True:
        line = text.characters.rfind("\n", low, place)
        if line < 0:
            return low
        before = max(text.characters.rfind("\n", low, line), low - 1)
        if not text.characters[before + 1 : line].strip(" \t|"):
            return line + 1
        place = line
