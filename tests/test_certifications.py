"""Laws of the reading, for any text whatever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.certifications.recognise import read_certifications
from builder.exports.rows import UNSIGNED, stated_values
from builder.records import BodyForm, Certification, Document, Span, Text

DOCUMENT = Document(0, None, None, None, None, Span(0, 0), Span(0, 0), BodyForm.TEXT)
PARTS = (
    *"""
I, Jane Q. Doe, certify that:
I have reviewed this report on Form 10-K of Acme Corp.;
untrue statement of a material fact
fully complies with the requirements of Section 13(a)
fairly presents, in all material respects, the
/s/ Jane Q. Doe
Jane Q. Doe
Chief Executive Officer
Date: May 5, 2004
By:
Name:
Title:
|
(
)
Inc.
results of operations of Acme, Inc.
In witness whereof, this 5th day of May, 2004
\u0130
\x00
EXHIBIT 32.1
CERTIFICATION
s
for the quarter ended June 31, 2004
A signed original of this written statement
and
,
-----
the undersigned
12/31/05""".splitlines(),
    "\n",
    "\n\n",
    "\t",
    "     ",
)
exhibits = st.lists(st.sampled_from(PARTS) | st.text(max_size=12), max_size=60).map(" ".join)


def read(characters: str) -> tuple[Text, tuple[Certification, ...]]:
    runs = (0,) if characters else ()
    text = Text(characters, runs, runs, (len(characters),) if characters else ())
    return text, read_certifications(text, DOCUMENT, 0, "exhibit")[0]


@settings(max_examples=300, deadline=None)
@given(exhibits)
def test_any_text_gives_records_whose_spans_give_their_words(characters: str) -> None:
    text, certifications = read(characters)
    for certification in certifications:
        for signature in certification.signatures or (UNSIGNED,):
            for values in stated_values(certification, signature).values():
                for value in values:
                    shown = " ".join(characters[span.start : span.end] for span in value.spans)
                    assert " ".join(shown.replace("\u200b", " ").replace("\ufeff", " ").split()) == value.as_printed
    assert text.characters == characters


@settings(max_examples=100, deadline=None)
@given(exhibits)
def test_the_same_text_gives_the_same_records(characters: str) -> None:
    assert read(characters) == read(characters)


def test_no_certification_where_nobody_certifies() -> None:
    assert read("The registrant fully complies with the requirements of its lender. /s/ Jane Doe\nJane Doe")[1] == ()


def test_many_statements_take_time_that_grows_with_their_number_only() -> None:
    statement = (
        "I, Jane Doe, certify that it fully complies and fairly presents, in all material respects, x.\n/s/ Jane Doe\n"
    )
    assert len(read(statement * 500)[1]) == 500
