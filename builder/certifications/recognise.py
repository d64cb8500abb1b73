"""Certifications from a document's text: every statement found, told apart, and read with its signatures.

In: a Text, as "I, Jane Q. Doe, certify that: 1. I have reviewed this annual report on Form 10-K of Acme Corporation ...
/s/ Jane Q. Doe". Out: Certifications, each value with the bytes it was read from, and findings about what was left out
or is in doubt. Pure: the same text gives the same records. Refuses to know the header and every other document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.certifications.blocks import Block, is_prose, read_block
from builder.certifications.cues import STATEMENTS, exact_place
from builder.certifications.cuts import MARK_TABLE
from builder.certifications.dates import ANY_DATE
from builder.certifications.doubts import doubts_of, left_out, overfull, unread_dates
from builder.certifications.names import is_name, needs_telling
from builder.certifications.opening import read_speakers
from builder.certifications.passage import Passage, stated_words
from builder.certifications.registrants import read_defined, read_legend, read_line, read_registrant
from builder.certifications.reports import read_form, read_period
from builder.certifications.signature import Signer, read_signers
from builder.certifications.statements import Statement, find_statements
from builder.certifications.titles import read_modifiers, read_roles
from builder.findings import Finding
from builder.records import BodyForm, Certification, Document, Section, Signature, Stated, Text
from builder.wording.tables import load_table

EXHIBIT_LABELS = load_table("exhibit_labels")
CLAUSE_REACH = 520
"""How far after "I have reviewed" paragraph 1 of a 302 statement may run."""
TAIL_REACH = 320
"""How far after its last deciding words a 906 statement may still name the company."""
DEFINED_REACH = 240
"""How far a company's name and what defines it run."""
LINE = re.compile(r"[^\n]+")
LEGEND_REACH = 1500
"""How far behind the block a retention legend may run."""
WITNESS_REACH = 900
"""How far before the block a witness clause may begin."""
WITNESS = re.compile(
    r"[iIeEsSdDgGmM](?<!\w.)(?i:(?<=i)n\s{1,9}witness\s{1,9}whereof"
    r"|(?:xecuted|igned|ated|iven|ade)\s{1,9}(?:this|at|as\s{1,9}of|on|in|under)\s)"
)
LONGEST_PROSE = 8000
"""Characters from the deciding words to the end of the longest prescribed text, that of asset-backed issuers."""
LONGEST_LINE = 4000
"""Characters of a line that are looked at for the end of a statement's prose."""
BLOCK_LINES = 14
"""How many lines above the first mark may belong to its block."""


def read_certifications(
    text: Text, document: Document, document_index: int, path: str
) -> tuple[tuple[Certification, ...], tuple[Finding, ...]]:
    """Return the certifications in TEXT, the body of DOCUMENT, and the findings about them."""
    if document.form is BodyForm.SET_ASIDE:
        return (), ()
    found = find_statements(text)
    if found is None:
        return (), (overfull(text, path),)
    statements, look_alikes = found
    findings = [left_out(text, each, path) for each in look_alikes]
    certifications: list[Certification] = []
    for statement in statements:
        certification, unread = _certification(text, statement, document_index)
        certifications.append(certification)
        findings.extend(doubts_of(certification, unread, path))
    return tuple(certifications), tuple(findings)


def _certification(
    text: Text, statement: Statement, document_index: int
) -> tuple[Certification, tuple[Stated[str], ...]]:
    """Return the certification that STATEMENT is, and the words in it that look like dates and are none."""
    prose_end = _prose_end(statement)
    passage = Passage(text, statement.start, prose_end)
    sentence = passage.offset(statement.sentence)
    verb = passage.offset(statement.verb)
    speakers, speaker_titles = read_speakers(passage, sentence, verb)
    block_start = _block_start(text, statement)
    own_names = tuple(each.value for each in speakers if needs_telling(each.value))
    block = read_block(text, block_start, statement.end, own_names)
    heading = Passage(text, statement.start, max(statement.start, statement.sentence))
    witness = _witness(text, statement.decided, block_start)
    signers = read_signers(block, [each.value for each in speakers], witness, heading)
    registrants = _registrants(text, statement, passage, sentence, block)
    form = read_form(passage, sentence, len(passage.words))
    if form is None:
        legend = _legend(text, statement, block)
        form = read_form(legend, 0, len(legend.words))
    period, no_period = read_period(passage, sentence, len(passage.words))
    if form is None and period is None:
        form = read_form(passage, 0, sentence)
        period, no_period = read_period(passage, 0, sentence)
    certification = Certification(
        section=_section(text, statement, passage),
        document=document_index,
        whole=text.spans(statement.start, max(block.end, statement.decided)),
        exhibit_label=_exhibit_label(passage, sentence),
        registrant=registrants[0] if registrants else None,
        co_registrants=registrants if len(registrants) > 1 else (),
        form_type=form,
        period_of_report=period,
        speakers=speakers,
        speaker_titles=speaker_titles,
        signatures=tuple(_signature(signer, speaker_titles, heading, len(signers)) for signer in signers),
    )
    return certification, (*unread_dates(block), *((no_period,) if no_period else ()))


def _prose_end(statement: Statement) -> int:
    """Return how far the words reach that may name company, form and period."""
    if statement.section is Section.S302:
        return min(statement.end, statement.opened + CLAUSE_REACH)
    end = min(statement.end, statement.decided + TAIL_REACH)
    return end if statement.mark is None else min(end, statement.mark)


def _block_start(text: Text, statement: Statement) -> int:
    """Return where the signature block of STATEMENT begins: above its first mark, or after its last words of prose."""
    mark = statement.mark
    if mark is None:
        return _after_prose(text, statement)
    line = text.characters.rfind("\n", statement.decided, mark) + 1 or statement.decided
    if mark - line > 160:
        return _in_run(text, line, mark)
    start = line
    seen = 0
    while seen < BLOCK_LINES:
        above = text.characters.rfind("\n", statement.decided, max(statement.decided, start - 1))
        begin = above + 1 if above >= 0 else statement.decided
        if begin >= start or above < 0:
            break
        words = " ".join(text.characters[begin : start - 1].replace("|", " ").split())
        if is_prose(words) and not words.upper().startswith(("IN WITNESS", "DATED", "EXECUTED", "SIGNED")):
            break
        start = begin
    return start


def _witness(text: Text, start: int, end: int) -> Passage | None:
    """Return the last witness clause between START and END, "In witness whereof" or "Executed this", to its end."""
    low = max(start, end - WITNESS_REACH)
    clauses = list(WITNESS.finditer(text.characters, low, end))
    return Passage(text, clauses[-1].start(), end) if clauses else None


def _in_run(text: Text, line: int, mark: int) -> int:
    """Return where a block begins in a run that holds prose and block on one line: after the last sentence."""
    run = text.characters[line:mark].rstrip() + " "
    stop = max(run.rfind(". "), run.rfind("; "))
    if stop == len(run) - 2:
        before = max(run.rfind(". ", 0, stop), run.rfind("; ", 0, stop))
        dated = len(run) - before < 80 and ANY_DATE.search(run, before + 1) is not None
        stop = before if dated else stop
    return line + stop + 1 if stop >= 0 and len(run) - stop < 160 else max(line, mark - 60)


def _after_prose(text: Text, statement: Statement) -> int:
    """Return where the prose of STATEMENT ends, which has no mark to go by."""
    start = statement.decided
    if statement.section is Section.S302:
        for cue in ("significant role in", "material weaknesses", "internal control"):
            found = text.characters.rfind(cue, start, statement.end)
            if found >= 0:
                start = found + len(cue)
                break
    place = start
    end = start
    within: int | None = None
    while place < statement.end:
        stop = text.characters.find("\n", place, min(statement.end, place + LONGEST_LINE))
        stop = min(statement.end, place + LONGEST_LINE) if stop < 0 else stop
        words = " ".join(text.characters[place:stop].replace("|", " ").split())
        if words and place != start and not is_prose(words):
            if within is not None or not _may_be_within(words):
                return place if within is None else within
            within = place
        elif words:
            within = None
        end = stop if words else end
        if place - start > LONGEST_PROSE:
            break
        place = stop + 1
    if within is not None:
        return within
    weak = MARK_TABLE["slashes_lost"].pattern.search(text.characters, start, end)
    return max(start, weak.start() - 40) if weak else end


def _may_be_within(words: str) -> bool:
    """Return whether a line of WORDS, no prose by itself, may stand within a sentence if prose follows it."""
    return words.count(" ") >= 5 and not is_name(words) and not ANY_DATE.search(words) and ":" not in words


def _section(text: Text, statement: Statement, passage: Passage) -> Stated[Section]:
    """Return the section with its evidence: where heading or sentence cites it, else the words that decide."""
    names = ("cites_302",) if statement.section is Section.S302 else ("cites_906", "cites_1350")
    opened = passage.offset(statement.opened)
    for name in names:
        match = STATEMENTS[name].pattern.search(passage.words, 0, opened)
        if match:
            return passage.stated(statement.section, *match.span(), f"statements.{name}", statement.doubt)
    words = Passage(text, *exact_place(text, statement.deciding))
    entry = statement.deciding.entry or "statements.reviewed"
    return words.stated(statement.section, 0, len(words.words), entry, statement.doubt)


def _exhibit_label(passage: Passage, sentence: int) -> Stated[str] | None:
    found = EXHIBIT_LABELS.earliest(passage.words, 0, sentence)
    return stated_words(passage, found[1].start("label"), found[1].end("label"), found[0].key) if found else None


def _legend(text: Text, statement: Statement, block: Block) -> Passage:
    """Return what stands behind BLOCK, where a retention legend may be."""
    return Passage(text, block.end, min(statement.end, block.end + LEGEND_REACH))


def _registrants(
    text: Text, statement: Statement, passage: Passage, sentence: int, block: Block
) -> tuple[Stated[str], ...]:
    """Return the companies named, asked in this order: sentence and clauses, heading, block, retention legend."""
    found = read_registrant(passage, sentence)
    if found:
        return found
    for line in LINE.finditer(text.characters, statement.start, statement.sentence):
        if one := read_defined(Passage(text, line.start(), min(line.start() + DEFINED_REACH, statement.verb))):
            return (one,)
    for start, end in ((statement.start, statement.sentence), (block.start, block.end)):
        for line in LINE.finditer(text.characters, start, end):
            words = Passage(text, *line.span())
            if words.words and (one := read_line(words)):
                return (one,)
    told = read_legend(_legend(text, statement, block))
    return (told,) if told else ()


def _signature(signer: Signer, speaker_titles: tuple[Stated[str], ...], heading: Passage, signers: int) -> Signature:
    def evidence() -> Iterator[tuple[Stated[str], ...]]:
        yield signer.titles
        if signers == 1:
            yield speaker_titles
            if heading.words:
                yield (stated_words(heading, 0, len(heading.words), "headings.certification"),)

    return Signature(
        signed=signer.signed,
        mark=signer.mark,
        conformed_name=signer.conformed_name,
        name_as_printed=signer.name_as_printed,
        titles=signer.titles,
        roles=read_roles(evidence),
        modifiers=read_modifiers(signer.titles),
        signed_on=signer.signed_on,
    )
