"""The company that a certification names: "Aastrom Biosciences, Inc." in "Quarterly Report of Aastrom Biosciences, Inc.".

The words before a name are in wording/registrants.toml; the name itself is read word by word here, since companies are
called anything: "24Holdings Inc.", "Savings Bank of the Finger Lakes", "i-CABLE Communications Limited". Defined terms
("the Company") are passed over. The certifying sentence is asked first, then its clauses, the heading, the block, and
the retention legend last. Refuses to know the filing's header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.certifications.passage import Passage
from builder.records import Stated
from builder.wording.tables import Entry, fragment, load_table

REGISTRANTS = load_table("registrants")
IN_PROSE = tuple(
    entry for entry in REGISTRANTS.entries if entry.key.split(".")[1] not in ("heading_line", "retained_by")
)
CONTEXT = re.compile(
    r"\b(?:of(?=[\sA-Z])|by\s|for\s|with\s|that:?\s|in\s|to\s|accompan|certifies\s)|:\s|\([1aAi]\)\s|\b1\.\s",
    re.IGNORECASE,
)
SUFFIX = re.compile(rf"(?:{fragment('suffix').pattern})", re.VERBOSE)
DATE = fragment("date")
MOST_WORDS = 24

CONNECTORS = frozenset(
    "of the and & for de la del du des da do y e et in at von van der und d/b/a dba by to on a".split()
)
STOPS = frozenset(
    "form i report reports quarterly annual semi-annual semiannual section sections title pursuant amendment act".split()
)
DEFINED = frozenset(
    "company companies registrant registrants issuer issuers trust trusts fund funds partnership plan corporation bank group "
    "depositor servicer report reports form act code commission section sections title chapter state board united partner "
    "general directors exchange securities sarbanes-oxley rule rules item items such this that these those our its his her "
    "undersigned certification certifications certificate exhibit statement january february march april may june july "
    "august september october november december public sec i we each section, us u.s.c. statements operations finance "
    "knowledge information regulation regulations accounting chief executive financial officer officers principal internal "
    "legal affairs administration investments development strategy treasury management human business sales marketing "
    "dated date fiscal year quarter period america's trustees all any periodic annual quarterly subsection subsections".split()
)
LAWS = re.compile(
    r"(?i:^(?:the\s)?(?:securities\s(?:and\s)?exchange|sarb[a-z]*[\s-]{1,3}ox|united\sstates\b(?=\scode|$|,)|investment\scompany\sact|public\scompany"
    r"\saccounting|title\s\d|section|u\.?\s?s\.?\s?c\b|exchange\sact|general\spartner|board\sof|state\sof))"
)
POSSESSIVE = re.compile(r"(?:['’‘´`]s|(?<=[sS])['’])$")
REPORT_WORD = re.compile(
    r"(?i:\(|accompanying|amended|periodic|transition|semi-?\s?annual|annual|quarterly|interim|reports?\b|form\b|10-|20-f|first|second|third|filing|disclosure|knowledge|chief)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A company's name in a passage."""

    start: int
    end: int
    entry: Entry


def read_registrant(passage: Passage, sentence: int) -> tuple[Stated[str], ...]:
    """Return the registrants that PASSAGE names; its certifying sentence begins at SENTENCE and is asked before what precedes."""
    for start, end in ((sentence, len(passage.words)), (0, sentence)):
        for mention in mentions(passage.words, start, end):
            return tuple(_stated(passage, each) for each in _parted(passage, mention))
    return ()


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
    for context in CONTEXT.finditer(words, start, end):
        found = _introduced(words, context.start(), context.end())
        if found:
            begin, entry = found
            stop = name_end(words, begin)
            if is_company(words[begin:stop]):
                yield Mention(begin, stop, entry)


def _introduced(words: str, start: int, end: int) -> tuple[int, Entry] | None:
    """Return where a name begins after the context from START to END, and the entry whose words introduce it."""
    low = max(0, start - 130)
    for entry in IN_PROSE:
        for match in entry.pattern.finditer(words, low, min(len(words), end + 420)):
            if match.start() > end:
                break
            if end <= match.end() <= end + 16:
                begin = match.end()
                return (begin + 4 if words.startswith("The The ", begin) else begin), entry
    return None


def is_company(name: str) -> bool:
    """Return whether NAME can name a company: no defined term, no statute, no bare title."""
    parts = name.split()
    if not parts or len(name) < 2 or len(name) > 200 or LAWS.match(name):
        return False
    meant = [part.strip(",.;:()\"“”'’").lower() for part in parts]
    if all(part in DEFINED or part in CONNECTORS or not part or part.isdigit() for part in meant):
        return False
    return any(character.isupper() or character.isdigit() for character in name) and not DATE.match(name)


def name_end(words: str, start: int) -> int:
    """Return where the company's name that begins at START ends."""
    place = start
    end = start
    suffixed = False
    for _ in range(MOST_WORDS):
        stop = words.find(" ", place)
        stop = len(words) if stop < 0 else stop
        token = words[place:stop]
        following = words[stop + 1 : stop + 90]
        if not _goes_on(token, following, place == start, suffixed, words[start:end]):
            break
        possessive = POSSESSIVE.search(token)
        if possessive and (REPORT_WORD.match(following) or DATE.match(following) or not following):
            return place + possessive.start()
        end = stop
        bare = token.rstrip(",;:")
        suffixed = suffixed or (place > start and SUFFIX.fullmatch(bare) is not None)
        if token[-1:] in ";:" or stop == len(words) or token.endswith(("),", ").")):
            break
        if token.endswith(",") and not _joined_by_comma(following, suffixed):
            break
        if token.endswith(".") and not _is_abbreviation(token, following, suffixed):
            return _trimmed(words, start, end, full_stop=True)
        place = stop + 1
    return _trimmed(words, start, end, full_stop=False)


def _goes_on(token: str, following: str, first: bool, suffixed: bool, name: str) -> bool:
    """Return whether TOKEN belongs to the name that precedes it."""
    bare = token.strip(",;:.").lower()
    if not token:
        return False
    if token[0] in '("“[':
        return _is_part_in_brackets(token, following, name)
    if first:
        return True
    if bare in STOPS and not (suffixed is False and bare in ("act", "title")):
        return False
    if suffixed:
        return (
            bool(SUFFIX.fullmatch(token.rstrip(",;:")))
            or (
                bare in ("and", "&", "of")
                and bool(
                    re.match(
                        r"(?i:(?:its\s|all\s|consolidated\s)?(?:subsidiar|affiliat|predecessor))|[A-Z][\w&.'’-]*,?\s",
                        following,
                    )
                    if bare != "of"
                    else re.match(r"[A-Z]\w+", following)
                )
            )
            or bare in ("subsidiaries", "subsidiary", "series")
            or (name.lower().endswith((" and", " &", " of")) and token[0].isupper())
        )
    if bare in CONNECTORS:
        after = following.split(" ", 2)
        second = after[1] if len(after) > 1 and after[0].lower() in ("the", "of") else after[0] if after else ""
        if bare in ("for", "on", "in", "at", "to", "by", "a") and second.strip(",.").lower() in DEFINED | STOPS:
            return False
        if bare in ("a", "on", "to", "by") and not suffixed and bare == "a":
            return False
        return bool(second) and (second[0].isupper() or second[0].isdigit()) and second.rstrip(",").lower() not in STOPS
    return (
        token[0].isupper()
        or token[0].isdigit()
        or token[0] in "&-–"
        or any(c.isupper() for c in token[1:4])
        or token.lower().strip(",") in ("inc.", "inc", "plc", "plc.", "ltd.", "gmbh", "llc", "n.v.", "p.l.c.", "s.p.a.")
    )


def _is_part_in_brackets(token: str, following: str, name: str) -> bool:
    """Return whether TOKEN is a bracket inside a name, "(USA)", and no defined term, "(CFC)" or "(the"."""
    inner = token.strip("(),.;:")
    if not re.fullmatch(r"\([A-Z][\w.&-]{1,24}\)[,.;]?", token) or not name:
        return False
    initials = "".join(part[0] for part in name.split() if part[0].isupper())
    if inner.upper() in (initials, initials[: len(inner)]) or name.lower().startswith(inner.lower()):
        return False
    return inner.lower() not in DEFINED


def _joined_by_comma(following: str, suffixed: bool) -> bool:
    """Return whether a name goes on after a comma: into its suffix, or through a list of partners to one."""
    first = following.split(" ", 1)[0].rstrip(",;:.") if following else ""
    if SUFFIX.fullmatch(first):
        return True
    if suffixed:
        return False
    partners = re.match(r"(?:[A-Z][\w.'’-]{0,20},?\s){1,3}(?:&|and)\s(?:[A-Z][\w.'’-]{0,20},?\s){1,3}", following)
    return (
        bool(partners) and bool(SUFFIX.search(following[partners.end() - 12 : partners.end() + 12]))
        if partners
        else False
    )


def _is_abbreviation(token: str, following: str, suffixed: bool) -> bool:
    """Return whether the full stop of TOKEN does not end the sentence."""
    bare = token.rstrip(".")
    if SUFFIX.fullmatch(token):
        return not following or not following[0].isupper() or bool(SUFFIX.match(following)) or following.startswith("(")
    return (
        len(bare) <= 2
        or "." in bare
        or bare.lower()
        in (
            "st",
            "mt",
            "ft",
            "bros",
            "intl",
            "int'l",
            "mfg",
            "natl",
            "nat'l",
            "assn",
            "dr",
            "mr",
            "mrs",
            "jos",
            "wm",
            "chas",
            "no",
            "tech",
            "amer",
            "ind",
            "pac",
            "fin",
        )
    )


def _trimmed(words: str, start: int, end: int, *, full_stop: bool) -> int:
    """Return END without trailing commas, connectors and, unless it belongs to a suffix, full stop."""
    while end > start:
        name = words[start:end]
        if (
            name[-1] in ",;: -–"
            or name.endswith("..")
            or (name[-1] == "." and (full_stop or not _ends_abbreviated(name)))
        ):
            end -= 1
        elif name.rsplit(" ", 1)[-1].lower() in CONNECTORS and " " in name:
            end -= len(name.rsplit(" ", 1)[-1]) + 1
        else:
            return end
    return start


def _ends_abbreviated(name: str) -> bool:
    last = name.rsplit(" ", 1)[-1]
    return (
        (
            bool(SUFFIX.fullmatch(last))
            and last.lower().rstrip(".")
            not in ("company", "corporation", "limited", "incorporated", "companies", "cooperative")
        )
        or len(last) <= 2
        or "." in last[:-1]
    )


def _parted(passage: Passage, mention: Mention) -> tuple[Mention, ...]:
    """Return the companies of MENTION one by one where it lists several, each on a line of its own or joined by "and"."""
    lines = _lines(passage, mention)
    ends = [bool(SUFFIX.search(passage.words[line.start : line.end].rsplit(" ", 1)[-1])) for line in lines]
    if len(lines) > 1 and all(ends):
        return lines
    words = passage.words[mention.start : mention.end]
    for joint in re.finditer(r",?\s(?:and|&)\s", words):
        left, right = words[: joint.start()], words[joint.end() :]
        if (
            _is_whole(left)
            and _is_whole(right)
            and not re.match(r"(?i:(?:its|all|consolidated)\s|subsidiar|affiliat)", right)
        ):
            return (
                Mention(mention.start, mention.start + joint.start(), mention.entry),
                Mention(mention.start + joint.end(), mention.end, mention.entry),
            )
    return (mention,)


def _is_whole(name: str) -> bool:
    last = name.rsplit(" ", 1)[-1].strip(",")
    return " " in name and (
        bool(SUFFIX.fullmatch(last)) or last.lower() in ("trust", "l.p.", "partnership", "fund", "bank")
    )


def _lines(passage: Passage, mention: Mention) -> tuple[Mention, ...]:
    """Return MENTION cut at the text's line ends."""
    found: list[Mention] = []
    begin = mention.start
    for space in re.finditer(" ", passage.words[mention.start : mention.end]):
        at = mention.start + space.start()
        if "\n" in passage.text.characters[passage.place(at - 1) : passage.place(at + 1)]:
            found.append(Mention(begin, at, mention.entry))
            begin = at + 1
    found.append(Mention(begin, mention.end, mention.entry))
    return tuple(found)


def _stated(passage: Passage, mention: Mention) -> Stated[str]:
    value = passage.words[mention.start : mention.end]
    return passage.stated(value, mention.start, mention.end, mention.entry.key, mention.entry.weak)
