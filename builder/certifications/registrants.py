"""The company that a certification names: "Acme Corporation" in "Quarterly Report of Acme Corporation on Form 10-Q".

The words before a name are in wording/registrants.toml, the name itself is read by company_names.py. Defined terms
("the Company") are passed over. The certifying sentence and its clauses are asked first, then the heading; a line of
its own in heading or block, and the retention legend, where no sentence names anybody. Refuses to know the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.certifications.company_names import LAWS, OF_SUBSIDIARIES, is_company, is_whole, name_end
from builder.certifications.passage import Passage, fold
from builder.records import Stated
from builder.wording.tables import Entry, fragment, load_table

REGISTRANTS = load_table("registrants")
IN_PROSE = tuple(
    entry
    for entry in REGISTRANTS.entries
    if entry.key.split(".")[1] not in ("heading_line", "retained_by", "defined", "acts_for")
)
DEFINED = REGISTRANTS["defined"]
ACTS_FOR = REGISTRANTS["acts_for"]
EMPLOYERS = tuple(f"registrants.{name}" for name in ("officer_of", "any_of", "condition_of", "covered_by_report_of"))
"""Entries whose company gives way to one that the sentence defines as "the Company"."""
CONTEXT = re.compile(
    r"[oObBfFwWaAtTiIcC:(1](?<!\w[a-zA-Z1])"
    r"(?:(?i:(?<=b)y|(?<=f)or|(?<=w)ith|(?<=a)nd(?=\sthe\s)|(?<=t)hat:?|(?<=i)n|(?<=t)o|(?<=a)ccompan\w{1,3}|(?<=c)ertifies)\s"
    r"|(?<=[oO])[fF](?:\s|(?=[A-Z][a-z]))|(?<=:)\s|(?<=\()[1aAi]\)\s|(?<=1)\.\s)"
    r"(?:(?:the|its)\s(?:filing\sof\s)?)?"
)
"""Words after which a company's name may begin; their first letters are looked for first, which is quickest."""
CONTEXT_REACH = 130
NAME_START = fragment("name_start")
POSSESSIVE = REGISTRANTS["possessive"]
APOSTROPHES = tuple("'’‘´`")
PLAN = re.compile(r"(?<!\bthe)\s(?i:plan|program)(?:\s\([wW]ith\s.{1,70}\))?\Z")
GOES_ON = re.compile(rf"(?:{fragment('entity_noun').pattern}|{fragment('suffix').pattern})(?!\w)", re.VERBOSE)
"""What follows "and" inside one name: "Tarn Bank and Trust Company"."""
OFFICE_OF = re.compile(
    r"(?i:officer|director|manager|treasurer|secretary|president|controller|trustee|chair(?:man|woman|person)?)s?\s(?:of|for)\s"
)
"""In what looks like a name it tells that an office does: "Vice President of Finance and Treasurer of Acme"."""
OFFICE_BEFORE = re.compile(r"(?i:(?:president|officer|director|head|manager)\s(?:of|for)\s)\Z")
AREA = rf"(?!(?i:company)\b){fragment('field_word').pattern}"
AREA_OF = re.compile(rf"{AREA}(?:(?:,|\sand|\s&)?\s{AREA}){{0,4}}\s(?:of|for)\s", re.VERBOSE)
"""The fields of an office before its company: "Vice President of Finance and Administration of Acme"."""
JOINT = re.compile(r",?\s(?:and|&)\s")
ASIDE_REACH = 120
MOST_LISTED = 40
"""More co-registrants than any certification lists."""


class Mention(NamedTuple):
    """A company's name in a passage."""

    start: int
    end: int
    entry: Entry


def read_registrant(passage: Passage, sentence: int) -> tuple[Stated[str], ...]:
    """Return the registrants that PASSAGE names; what stands from SENTENCE on is asked before its heading."""
    for start, end in ((sentence, len(passage.words)), (0, sentence)):
        mention = _foremost(passage.words, mentions(passage.words, start, end))
        if mention:
            return tuple(_stated(passage, each) for each in _parted(passage, mention))
    return ()


def _foremost(words: str, found: Iterator[Mention]) -> Mention | None:
    """Return the mention of FOUND that is the registrant.

    The first, unless it acts for another ("X LLC, the general partner of Y, L.P.") or is an officer's employer, and
    the words go on to define another company as the registrant. No more of FOUND is looked for than is needed.
    """
    first = next(found, None)
    if first is None or (_is_principal(words, first) and "11-K" not in words and not _is_employer(words, first)):
        return first
    several = [first, *found]
    if "11-K" in words:
        several = [each for each in several if PLAN.search(words, each.start, each.end)] or several
    principals = [each for each in several if _is_principal(words, each)] or several
    first = principals[0]
    if _is_employer(words, first):
        return next((each for each in principals if DEFINED.pattern.match(words, each.end)), first)
    return first


def _is_principal(words: str, mention: Mention) -> bool:
    """Return whether MENTION acts for nobody else."""
    return not ACTS_FOR.pattern.match(words, mention.end)


def _is_employer(words: str, mention: Mention) -> bool:
    """Return whether MENTION is told as an officer's employer, and not defined as the registrant."""
    return mention.entry.key in EMPLOYERS and not DEFINED.pattern.match(words, mention.end)


def read_defined(passage: Passage) -> Stated[str] | None:
    """Return the company whose name begins PASSAGE, if it is defined there: "Acme A/S (the "Company") is filing"."""
    words = passage.words
    end = name_end(words, 0) if NAME_START.match(words) and not LAWS.match(words) else 0
    if end and is_company(words[:end]) and DEFINED.pattern.match(words, end):
        return _stated(passage, Mention(0, end, DEFINED))
    return None


def read_line(passage: Passage) -> Stated[str] | None:
    """Return the company where all of PASSAGE, a line of a heading or a block, is its name."""
    entry = REGISTRANTS["heading_line"]
    words = passage.words.rstrip(" ,:")
    if len(words) > 120 or not entry.pattern.fullmatch(words):
        return None
    start = 4 if words.startswith(("The ", "THE ")) and words.isupper() else 0
    end = name_end(words, start)
    return _stated(passage, Mention(start, end, entry)) if end > start + 2 and end >= len(words) - 1 else None


def read_legend(passage: Passage) -> Stated[str] | None:
    """Return the company that the retention legend in PASSAGE names."""
    entry = REGISTRANTS["retained_by"]
    for match in entry.pattern.finditer(passage.words):
        end = name_end(passage.words, match.end())
        if is_company(passage.words[match.end() : end]):
            return _stated(passage, Mention(match.end(), end, entry))
    return None


def mentions(words: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the companies that WORDS name between START and END, in order."""
    named = start
    for context in CONTEXT.finditer(words, start, end):
        begin = context.end()
        if begin < named or not NAME_START.match(words, begin) or LAWS.match(words, begin) or _is_area(words, begin):
            continue
        begin += 4 if words.startswith("The The ", begin) else 0
        stop = name_end(words, begin)
        if is_company(words[begin:stop]) and not OFFICE_OF.search(words, begin, stop) and not _is_aside(words, begin):
            entry = _introduced(words, context.end(), stop)
            if entry:
                named = stop
                yield Mention(begin, stop, entry)


def _is_area(words: str, begin: int) -> bool:
    """Return whether what stands at BEGIN is the field of an office, and its company follows."""
    return (
        AREA_OF.match(words, begin) is not None and OFFICE_BEFORE.search(words[max(0, begin - 24) : begin]) is not None
    )


def _is_aside(words: str, begin: int) -> bool:
    """Return whether what stands at BEGIN is said in brackets: "(an assignee of Acme Holdings, Inc., as successor"."""
    opened = words.rfind("(", max(0, begin - ASIDE_REACH), begin)
    return opened >= 0 and words.find(")", opened, begin) < 0 and words[opened + 1 : opened + 3].islower()


def _introduced(words: str, begin: int, stop: int) -> Entry | None:
    """Return the entry whose words introduce the name from BEGIN to STOP."""
    possessive = words[stop : stop + 1] in APOSTROPHES
    for entry in IN_PROSE:
        if entry is POSSESSIVE and not possessive:
            continue
        reach = min(len(words), begin + (420 if possessive else 24))
        for match in entry.pattern.finditer(words, max(0, begin - CONTEXT_REACH), reach):
            if match.end() >= begin:
                if match.end() == begin:
                    return DEFINED if entry.weak and DEFINED.pattern.match(words, stop) else entry
                break
    return None


def _parted(passage: Passage, mention: Mention) -> tuple[Mention, ...]:
    """Return the companies of MENTION one by one where it lists several, one on each line or joined by "and"."""
    lines = _listed(passage, mention)
    if len(lines) > 1:
        return lines
    words = passage.words[mention.start : mention.end]
    for joint in JOINT.finditer(words):
        left, right = words[: joint.start()], words[joint.end() :]
        if is_whole(left) and is_whole(right) and not GOES_ON.match(right) and not OF_SUBSIDIARIES.match(right):
            return (
                Mention(mention.start, mention.start + joint.start(), mention.entry),
                Mention(mention.start + joint.end(), mention.end, mention.entry),
            )
    return (mention,)


def _listed(passage: Passage, mention: Mention) -> tuple[Mention, ...]:
    """Return the companies that stand one on each line of the text from MENTION on, if each line is whole."""
    found: list[Mention] = []
    start = mention.start
    while len(found) < MOST_LISTED:
        line = _line_from(passage, start)
        end = start + len(line.removesuffix(" and").rstrip(" ,;"))
        if not is_whole(passage.words[start:end]) or name_end(passage.words[:end], start) != end:
            break
        found.append(Mention(start, end, mention.entry))
        start += len(line) + 1
    return tuple(found)


def _line_from(passage: Passage, start: int) -> str:
    """Return the words of PASSAGE from START to the end of the text's line that holds them."""
    characters = passage.text.characters
    place = passage.place(start)
    stop = characters.find("\n", place)
    words = passage.words[start:]
    return words[: len(fold(characters[place:stop]))] if stop >= 0 else words


def _stated(passage: Passage, mention: Mention) -> Stated[str]:
    value = passage.words[mention.start : mention.end]
    return passage.stated(value, mention.start, mention.end, mention.entry.key, mention.entry.weak)
