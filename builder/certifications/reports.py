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
    r"(?<![\w.(-])(?:10|20|40|11|N|6|8)[\s\u00ad\u2010-\u2015\u2212\u0096\u0097-]{0,3}(?:[KQDF]|CSR|SAR)", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d|/\s?\d\d(?!\d)")
"""A date is looked for only where a year stands."""
PERIOD_REACH = 120
AMENDMENT = re.compile(
    r"(?i:amendment(?:\s(?:no\.?|number|\#))?\s?\#?(?:\d{1,2}|one|two|three|four)?\s(?:to|of|on)\s(?:the\s|this\s|its\s|our\s|such\s)?"
    r"(?:(?:\S{1,40}\s){0,4}|(?:\S{1,20}\s){0,2}reports?\s(?:\S{1,40}\s){0,20})$)"
)
AMENDED_ON = re.compile(
    r"(?i:,?\sas\samended(?:\s(?:on|by)\s(?:form\s)?(?:amendment\sno\.?\s\d|10-?\s?[KQ](?:SB)?/A))|\s?\(?amendment\sno)"
)


def read_form(passage: Passage, start: int, end: int) -> Stated[str] | None:
    """Return the form that PASSAGE names first between START and END, in EDGAR's spelling."""
    for number in NUMBER.finditer(passage.words, start, end):
        found = FORMS.first_at(passage.words, number.start())
        if found is None:
            continue
        entry, match = found
        before = passage.words[max(start, match.start() - 200) : match.start()]
        amended = bool(match["amended"]) or _is_amendment(before, passage.words[match.end() : match.end() + 60])
        value = f"{entry.means}/A" if amended else str(entry.means)
        return passage.stated(value, match.start(), match.end(), entry.key, entry.weak)
    return None


def read_period(passage: Passage, start: int, end: int) -> tuple[Stated[date] | None, Stated[str] | None]:
    """Return the end of the period that PASSAGE states first between START and END; and words that are no date."""
    for year in YEAR.finditer(passage.words, start, end):
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


def _is_amendment(before: str, after: str) -> bool:
    """Return whether the words around a form's number call the certified document an amendment."""
    return AMENDMENT.search(before) is not None or AMENDED_ON.match(after) is not None
