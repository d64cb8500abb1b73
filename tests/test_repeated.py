"""Lines said once: whatever is folded away stands word for word where it is said to stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.pages.repeated import LEAST_CHARACTERS, LEAST_LINES, Repeated

LINE = st.sampled_from(["", "short", *(f"line {number} of the words that every officer signs" for number in range(6))])


@given(st.lists(st.lists(LINE, max_size=30), max_size=4), st.data())
def test_what_is_folded_stands_in_an_earlier_document(documents: list[list[str]], data: st.DataObject) -> None:
    above = Repeated()
    shown: list[list[str | None]] = []
    for lines in documents:
        kept = frozenset(data.draw(st.sets(st.integers(0, 29), max_size=5)))
        left: list[str | None] = list(lines)
        for run in above.fold(lines, kept):
            repeats = lines[run.first : run.first + run.count]
            assert shown[run.document][run.line : run.line + run.count] == repeats
            assert run.count >= LEAST_LINES or sum(map(len, repeats)) >= LEAST_CHARACTERS
            assert not kept & set(range(run.first, run.first + run.count))
            left[run.first : run.first + run.count] = [None] * run.count
        shown.append(left)


def test_two_officers_words_are_said_once() -> None:
    words = [f"({letter}) the words of paragraph {letter}, which both officers sign" for letter in "abcdefgh"]
    above = Repeated()
    assert above.fold(["I, Jane Doe, certify that:", *words, "/s/ Jane Doe"], frozenset({0, 9})) == []
    (run,) = above.fold(["I, John Roe, certify that:", *words, "/s/ John Roe"], frozenset({0, 9}))
    assert (run.first, run.count, run.document, run.line) == (1, 8, 0, 1)
