"""Which report a certification is about: its form and the end of its period, as the certification states them.

"Form 10-Q for the quarter ended December 31, 2003" gives "10-Q" and 31 December 2003. The first mention counts; what a
sentence leaves out stays unsaid. Refuses to know the filing's header, which may say otherwise.
"""

from __future__ import annotations

import re
from datetime import date

from builder.certifications.dates import read_date
from builder.certifications.passage import Passage, stated_words
from builder.records import Stated
from builder.wording.tables import load_table

FORMS = load_table("forms")
PERIODS = load_table("periods")
NUMBER = re.compile(
    r"[12468nN](?:(?<![\w.(-].)|(?<=[Ff]orm.)|(?<=FORM.))(?:(?<=[124])0|(?<=1)1|(?<=[68nN]))[\s\u00ad\u2010-\u2015\u2212\u0096\u0097-]{0,3}(?i:[KQDF]|CSR|SAR|SB)"
)
YEAR = re.compile(r"[12/](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=/)\s?\d\d(?!\d))")
"""A date is looked for only where a year stands."""
DAY_BEFORE = re.compile(r"\d|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
"""What stands right before the year of a date, and not before that of an Act."""
PERIOD_REACH = 120
AMENDMENT = re.compile(
    r"(?i:amendment(?:\s(?:no\.?|number|\#))?\s?\#?(?:\d{1,2}|one|two|three|four)?(?:\s\([^()]{1,40}\))?\s(?:to|of|on)\s(?:the\s|this\s|its\s|our\s|such\s)?"
    r"(?:(?:\S{1,40}\s){0,4}|(?:\S{1,20}\s){0,2}reports?\s(?:\S{1,40}\s){0,20})$)"
)
AMENDED_ON = re.compile(
    r"(?i:,?\sas\samended(?:\s(?:on|by)\s(?:this\s)?(?:form\s)?(?:amendment\sno\.?\s\d|10-?\s?[KQ](?:SB)?/A))|,?\s?\(?amendment\sno)"
)
AMENDED_SINCE = re.compile(
    r"(?i:\sas\samended\s(?:on|by)\s(?:this\s|its\s)?(?:form\s)?(?:amendment\s(?:no|number)|10-?\s?[KQ](?:SB)?/A))"
)
"""What calls a report amended behind its period: "10-K for the year ended ..., as amended by Amendment No. 1"."""
AMENDED_REACH = 240


def read_form(passage: Passage, start: int, end: int) -> Stated[str] | None:
    """Return the form that PASSAGE names first between START and END, in EDGAR's spelling."""
    for number in NUMBER.finditer(passage.words, start, end):
        found = FORMS.first_at(passage.words, number.start())
        if found is None:
            continue
        entry, match = found
        before = passage.words[max(start, match.start() - 200) : match.start()]
        after = passage.words[match.end() : match.end() + AMENDED_REACH]
        amended = bool(match["amended"]) or _is_amendment(before, after)
        value = f"{entry.means}/A" if amended else str(entry.means)
        return passage.stated(value, match.start(), match.end(), entry.key, entry.weak)
    return None


def read_period(passage: Passage, start: int, end: int) -> tuple[Stated[date] | None, Stated[str] | None]:
    """Return the end of the period that PASSAGE states first between START and END; and words that are no date."""
    for year in YEAR.finditer(passage.words, start, end):
        if not _is_dated(passage.words, *year.span()):
            continue
        found = PERIODS.earliest(passage.words, max(start, year.start() - PERIOD_REACH), min(end, year.end() + 40))
        if found is None:
            continue
        entry, match = found
        read = read_date(passage.words, match.start("date"), match.end("date"))
        if read is None:
            continue
        if read.value is None:
            return None, stated_words(passage, match.start("date"), match.end("date"), entry.key)
        doubt = entry.weak or read.entry.weak
        return passage.stated(read.value, match.start("date"), match.end("date"), entry.key, doubt), None
    return None, None


def _is_dated(words: str, start: int, end: int) -> bool:
    """Return whether the year from START to END of WORDS may be that of a date, and not of "the Act of 2002"."""
    return DAY_BEFORE.search(words, max(0, start - 16), start) is not None or words[end : end + 1] in ("-", "/", ".")


def _is_amendment(before: str, after: str) -> bool:
    """Return whether the words around a form's number call the certified document an amendment."""
    if AMENDMENT.search(before) or AMENDED_ON.match(after):
        return True
    return "amended" in after and AMENDED_SINCE.search(after) is not None
