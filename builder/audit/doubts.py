"""What keeps the audit from knowing: a document that is cut, lost characters, no header.

Told as information about our own reading, as "the exhibit stands alone, without a header"; the rules that need what is
missing answer "unknown" by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.audit.case import Answer, Case, Seen, Unknown
from builder.records import Section

LOST = "\ufffd"
COMMON = frozenset(["the", "of", "and", "to", "in", "that", "is", "this", "with", "for"])
COMMONEST = (" the ", " of ")
FEWEST_COMMON = 0.08
FEW_WORDS = 60


def cut(case: Case) -> Iterator[Answer]:
    """Yield the certifications after which the document ends without a signature."""
    for each in case.certified:
        text = each.passage.text
        if not each.certification.signatures and each.end == len(text.characters):
            yield Seen("a signature", "the end of the document", (), each.place, None, 0.6)


def uncertain_number(case: Case) -> Iterator[Answer]:
    """Yield the certifications in which "I have reviewed this" stands more than once."""
    for each in case.statements(Section.S302):
        times = each.passage.words.count("I have reviewed this")
        if times > 1:
            yield Seen("one certification", f'{times} times "I have reviewed"', (), each.place, None, 0.6)


def no_header(case: Case) -> Iterator[Answer]:
    """Yield that rules which need a header cannot know."""
    if case.filing.header is None:
        yield Unknown("the exhibit stands alone, without a header")


def not_english(case: Case) -> Iterator[Answer]:
    """Yield the certifications with too few of English's common words."""
    for each in case.certified:
        if not _is_english(each.passage.folded):
            yield Seen("English words", "few of them", (), each.place, None, 0.6)


def _is_english(folded: str) -> bool:
    """Return whether enough common words stand in FOLDED words; the two commonest mostly suffice."""
    count = folded.count(" ") + 1
    if count <= FEW_WORDS or sum(map(folded.count, COMMONEST)) >= FEWEST_COMMON * count:
        return True
    return sum(word in COMMON for word in folded.split()) >= FEWEST_COMMON * count


def lost_characters(case: Case) -> Iterator[Answer]:
    """Yield the certifications with characters that could not be decoded."""
    for each in case.certified:
        times = each.passage.words.count(LOST)
        if times:
            yield Seen("characters", f"{times} that could not be decoded", (), each.place, None, 0.9)
