"""A grammar of company names: where a name that begins here ends, and whether it can be a company's at all.

Companies are called anything: "24Larkmoor Inc.", "Savings Bank of the Tarn Lakes", "i-LARK Communications Limited",
"Lark & Lark's Inc.". So a name is read word by word: capitals go on, small words only between capitals,
a corporate suffix closes, brackets open a defined term. Refuses to know where in a certification the name stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.wording.tables import fragment, word_list

SUFFIX = re.compile(rf"(?:{fragment('suffix').pattern})", re.VERBOSE)
DATE = fragment("date")
SUFFIX_NEXT = re.compile(rf"(?:{fragment('suffix').pattern})(?!\w)", re.VERBOSE)
"""A suffix that follows, and not the beginning of a word: "Co", but not "Conrad"."""
SMALL_NAME = fragment("small_name")
SPACED_SUFFIX = re.compile(
    r"(?:S\.\sA\.|N\.\sV\.|N\.\sA\.|B\.\sV\.|L\.\sL\.\sC\.?|L\.\sP\.?|A\.\sG\.|P\.\sL\.\sC\.?)(?!\w)"
)
"""A suffix whose letters stand apart: "S. A. de C. V."."""
MOST_WORDS = 24
MOST_LETTERS = 200

CONNECTORS = word_list("company_connectors")
LOOSE = frozenset(("for", "on", "in", "at", "to", "by", "a"))
"""Connectors that more often end a name than join it."""
FULL_WORDS = frozenset(("company", "companies", "corporation", "incorporated", "limited"))
"""Suffixes that are words: "Gas Company of Somewhere", "Bank Holding Corporation Trust" may go on after them."""
STOPS = word_list("company_stops")
DEFINED = word_list("defined_terms")
LAWS = fragment("no_company")
"""Statutes, offices and years: never a company."""
BODIES = frozenset(("committee", "department", "division", "board"))
POSSESSIVE = re.compile(r"(?:['’‘´`]s|(?<=[sS])['’])$")
REPORT_WORD = re.compile(
    r"(?i:\(|accompanying|amended|periodic|transition|semi-?\s?annual|annual|quarterly|interim|reports?\b|form\b|10-|20-f"
    r"|first|second|third|filing|disclosure|knowledge|chief)"
)
ABBREVIATIONS = word_list("company_abbreviations")
DE_CAPITAL = re.compile(r"[CR]\.?\s?[VL]\b")
"""What ends a Mexican company's name: "S.A. de C.V."."""
OF_SUBSIDIARIES = re.compile(r"(?i:(?:its|all|their|consolidated|wholly-owned)\s|subsidiar|affiliat|predecessor)")
SUBSIDIARY_WORD = re.compile(r"(?:its|all|of|their|consolidated|wholly-owned)\b|subsidiar|affiliat|predecessor")
SUBSIDIARY_BEFORE = re.compile(r"(?i:(?:\band|&)(?:\s(?:its|all|of|their|consolidated|wholly-owned)){0,4}$)")
"""The words of "Acme Corp. and its consolidated subsidiaries", whatever their case."""


CLAUSE_NUMBER = re.compile(r"\(?\d{1,2}[.)]")
QUOTED = re.compile(r"[\"“]\w{1,12}[\"”]")
BRACKETED = re.compile(r"\((?:[A-Z][\w.&-]{1,24}|publ)\)[,.;]?")
PARTNERS = re.compile(r"(?:[A-Z][\w.'’-]{0,20},?\s){1,3}(?:&|and)\s(?:[A-Z][\w.'’-]{0,20},?\s){1,3}?")
GLUED_BRACKET = re.compile(r"(?<=[\w.])\((?=[a-z]{2}|[\"“'’])")
"""Where a defined term follows a name without a space: "Acme Steel Inc.(the "Company")"."""
SERIES_NUMBER = re.compile(r"\s(?:I{1,3}|IV|VI{0,3}|IX|X|[A-C]|\d{1,4}(?:-\w{1,4})?)$")
"""The number behind the name of one of several: "Acme Funding Trust I"."""
LONGEST_NUMBER = 10
"""Characters that it takes at most: " 2005-HE12"."""
NUMERAL = re.compile(r"(?:(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XI?V|XVI{0,3}|XX)(?![\w-])|[VX1-9](?=[\s,;:)]))")
"""The number behind the suffix of one of several: "Acme Acquisition Corp. II", "Acme Funding LLC 3"; not "I"."""
OF_SPONSOR = re.compile(
    r"(?:(?!(?i:form|annual|quarterly|report|the|this|we|i)\b)(?:[A-Z0-9][\w.&’'/-]{0,30}(?:\([a-z]\))?,?|and|of|for|&)\s){0,8}"
    r"(?:Plan|PLAN|Program|PROGRAM)(?!\w)"
)
"""What makes the name of a plan of its sponsor's: "Acme Corp. 401(k) Savings Plan"."""
PROVISIONS = re.compile(r"\s\([wW]ith\s(?:401\(k\)\s)?[A-Z][a-z]{1,20}(?:\s[A-Z][a-z]{1,20}){0,2}\)")
"""What a plan's name says in brackets of its terms: "Employee Stock Ownership Plan (with 401(k) Provisions)"."""
SERIES_OF = re.compile(r"(?i:series)\s(?=[\w-]{0,10}\d)[\w-]{1,12}(?=[\s,;:.)]|\Z)")
"""The number of a trust behind its comma: "Acme Mortgage Trust, Series 2007-HE1"."""
INITIAL = re.compile(r"(?:\A|\s)[A-Z]\.\Z")
"""An initial, after which "I." is one too: "E. I. Lark & Co."."""
NUMBERED = re.compile(r"(?i:reit|trust|funds?|partners|partnership|series|holdings|capital|L\.?P\.?|ltd\.?|llc)$")
SPEAKS = re.compile(r"(?:[A-Z][\w.]{0,20}\s){2,4}(?:hereby\s)?certif|have\b|hereby\b|certif|am\b|the\b|as\b|do\b")
"""What follows the word "I" where it is nobody's number."""


@lru_cache(maxsize=1024)
def is_company(name: str) -> bool:
    """Return whether NAME can name a company: no defined term, no statute, no bare title."""
    parts = name.split()
    if not parts or not 2 <= len(name) <= MOST_LETTERS or LAWS.match(name) or parts[-1].lower() in BODIES:
        return False
    meant = [part.strip(",.;:()\"“”'’").lower() for part in parts]
    if all(part in DEFINED or part in CONNECTORS or not part or part.isdigit() for part in meant):
        return False
    shaped = any(character.isupper() or character.isdigit() for character in name) or SMALL_NAME.fullmatch(name)
    return bool(shaped) and DATE.match(name) is None


def is_whole(name: str) -> bool:
    """Return whether NAME ends as an entity's name does, so that another may follow it."""
    number = SERIES_NUMBER.search(name, max(0, len(name) - LONGEST_NUMBER))
    name = name[: number.start()] if number else name
    last = name.rsplit(" ", 1)[-1].strip(",")
    return " " in name and (
        bool(SUFFIX.fullmatch(last))
        or last.lower() in ("trust", "partnership", "fund", "bank", "cooperative", "association")
    )


def name_end(words: str, start: int) -> int:
    """Return where the company's name that begins at START of WORDS ends."""
    small = SMALL_NAME.match(words, start)
    place = end = start
    if small:
        return _trimmed(words, start, small.end())
    closed = False
    for _ in range(MOST_WORDS):
        stop = words.find(" ", place)
        stop = len(words) if stop < 0 else stop
        glued = GLUED_BRACKET.search(words, place, stop) if words.find("(", place + 1, stop) > 0 else None
        stop = glued.start() if glued else stop
        token, following = words[place:stop], words[stop + (0 if glued else 1) : stop + 90]
        if not token or (place > start and not _goes_on(token, following, words[start:end], closed=closed)):
            break
        possessive = POSSESSIVE.search(token)
        if possessive and (REPORT_WORD.match(following) or DATE.match(following) or not following):
            return place + possessive.start()
        end = stop
        closed = place > start and (_closes(token) or (closed and not _joins_another(token, following)))
        if _is_last(token, following, first=place == start, closed=closed):
            break
        place = stop + 1
    provided = PROVISIONS.match(words, end) if words[end - 4 : end] in ("Plan", "PLAN") else None
    return provided.end() if provided else _trimmed(words, start, end)


def _goes_on(token: str, following: str, name: str, *, closed: bool) -> bool:
    """Return whether TOKEN belongs to the NAME before it."""
    bare = token.strip(",;:.").lower()
    if token[0] in '("“[':
        return _is_part_in_brackets(token, following, name)
    if _stops(bare, token, following, name):
        return False
    if bare in CONNECTORS and not (len(bare) == 1 and token[0].isupper()):
        return _connects(bare, following, closed=closed) or (closed and _joins_plan(token, following, name))
    if SUFFIX.fullmatch(POSSESSIVE.sub("", token.rstrip(",;:").replace("..", "."))):
        return not (
            bare in FULL_WORDS and (closed or (bare == "company" and SUFFIX.fullmatch(name.rsplit(" ", 1)[-1])))
        )
    if closed or SUBSIDIARY_WORD.match(token):
        joined = name.rsplit(" ", 1)[-1].lower() in ("and", "&", "of")
        numbered = closed and NUMERAL.match(f"{token} ") is not None
        planned = closed and OF_SPONSOR.match(f"{token} {following}") is not None
        return joined or numbered or planned or SUBSIDIARY_BEFORE.search(name) is not None
    return token[0].isupper() or token[0].isdigit() or token[0] in "&-–" or any(c.isupper() for c in token[1:4])


def _stops(bare: str, token: str, following: str, name: str) -> bool:
    """Return whether BARE, the word of TOKEN, ends a company's NAME wherever it stands; so does a clause's number."""
    if bare == "i":
        return not (INITIAL.search(name) or _is_number(token, following, name))
    return bare in STOPS or CLAUSE_NUMBER.fullmatch(token) is not None


def _is_number(token: str, following: str, name: str) -> bool:
    """Return whether TOKEN, "I", is the number of one of several and not who speaks: "Acme Realty Fund I, Inc."."""
    if token.endswith(",") or SUFFIX_NEXT.match(following):
        return SUFFIX_NEXT.match(following) is not None
    return NUMBERED.search(name) is not None and SPEAKS.match(following) is None


def _connects(bare: str, following: str, *, closed: bool) -> bool:
    """Return whether the small word BARE joins what FOLLOWS it to the name."""
    after = following.split(" ", 2)
    second = after[1] if len(after) > 1 and after[0].lower() in ("the", "of") else after[0]
    meant = second.strip(",.;:)").lower()
    if (bare in ("and", "&") and OF_SUBSIDIARIES.match(following)) or (bare == "de" and DE_CAPITAL.match(following)):
        return True
    if not second or not (second[0].isupper() or second[0].isdigit()) or meant in STOPS:
        return False
    if closed and bare in ("and", "&"):
        return is_whole(following[: name_end(following, 0)])
    return bare == "of" if closed else not (bare in LOOSE and (meant in DEFINED or second[0].isdigit()))


def _joins_plan(token: str, following: str, name: str) -> bool:
    """Return whether TOKEN joins a plan's words behind its sponsor's name: "Acme Corp. Amended and Restated Plan"."""
    return not _closes(name.rsplit(" ", 1)[-1]) and OF_SPONSOR.match(f"{token} {following}") is not None


def _joins_another(token: str, following: str) -> bool:
    """Return whether TOKEN, after a whole name, joins another to it: "Acme Holdings, LLC and Acme Capital Corp."."""
    return token.lower() in ("and", "&") and not OF_SUBSIDIARIES.match(following)


@lru_cache(maxsize=1024)
def _closes(token: str) -> bool:
    """Return whether TOKEN is a suffix after which a name is complete: "Inc.", "Ltd.", "L.P."."""
    bare = token.rstrip(",;:")
    return SUFFIX.fullmatch(bare) is not None and bare.rstrip(".").lower() not in FULL_WORDS


def _is_last(token: str, following: str, *, first: bool, closed: bool) -> bool:
    """Return whether the punctuation of TOKEN ends the name."""
    if token[-1] in ";:" or token.endswith(("),", ").")):
        return True
    if token[-1] == ",":
        return not _joined_by_comma(following, closed=closed)
    return token[-1] == "." and not (first and "." in token[:-1]) and not _is_abbreviation(token, following)


def _is_part_in_brackets(token: str, following: str, name: str) -> bool:
    """Return whether TOKEN is a part of a name in brackets, "(USA)", or in quotes, and no defined term, "(CFC)"."""
    if QUOTED.fullmatch(token):
        return following[:1].isupper()
    if not BRACKETED.fullmatch(token):
        return False
    inner = token.strip("(),.;:")
    initials = "".join(part[0] for part in name.split() if part[0].isupper())
    known = inner.upper() == initials[: len(inner)] or name.lower().startswith(inner.lower())
    return not known and inner.lower() not in DEFINED


def _joined_by_comma(following: str, *, closed: bool) -> bool:
    """Return whether a name goes on after a comma: into its suffix, or through a list of partners to one."""
    first = following.split(" ", 1)[0].rstrip(",;:.") if following else ""
    if SUFFIX.fullmatch(POSSESSIVE.sub("", first)) or SPACED_SUFFIX.match(following) or SERIES_OF.match(following):
        return True
    partners = PARTNERS.match(following)
    return not closed and bool(partners) and bool(SUFFIX_NEXT.match(following, partners.end() if partners else 0))


def _is_abbreviation(token: str, following: str) -> bool:
    """Return whether the full stop of TOKEN does not end the sentence."""
    if SUFFIX.fullmatch(token) and not token.endswith(".."):
        goes_on = SUFFIX_NEXT.match(following) or NUMERAL.match(following) or OF_SPONSOR.match(following)
        return not following[:1].isupper() or bool(goes_on)
    bare = token[:-1]
    return not bare.endswith(".") and (len(bare) <= 1 or "." in bare or bare.lower() in ABBREVIATIONS)


def _trimmed(words: str, start: int, end: int) -> int:
    """Return END without trailing commas, connectors and, unless it belongs to an abbreviation, full stop."""
    while end > start:
        name = words[start:end]
        last = name.rsplit(" ", 1)[-1]
        if name[-1] in ",;: -–" or name.endswith("..") or (name[-1] == "." and not _ends_abbreviated(last)):
            end -= 1
        elif last.lower() in CONNECTORS and " " in name:
            end -= len(last) + 1
        else:
            break
    return end


def _ends_abbreviated(last: str) -> bool:
    bare = last.rstrip(".").lower()
    return (bool(SUFFIX.fullmatch(last)) and bare not in FULL_WORDS) or len(last) <= 2 or "." in last[:-1]
