"""Hostile texts: whatever is repeated, nested or drawn out ends soon, as records, findings or a line set aside."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from hashlib import sha256

import pytest

import builder.certifications
import builder.documents
import builder.wording
from builder.documents.raw import RawContents, is_submission
from builder.reading import Reading, read_source
from builder.records import RawFile

MEGABYTES = 20
SECONDS = 3.0
"""Two on a machine of its own; a half more for what else runs beside the test."""
QUIET = 0.04
"""Seconds that `pace` takes on such a machine."""
S302 = (
    "I, Jane Doe, certify that: 1. I have reviewed this annual report on Form 10-K of Acme Corp.; 2. this report does "
    "not contain any untrue statement of a material fact\nDate: May 5, 2004\n/s/ Jane Doe\nJane Doe\nChief Executive\n"
)
S906 = (
    "In connection with the Quarterly Report of Acme Corp. on Form 10-Q for the period ended March 31, 2004, I, Jane "
    "Doe, certify that it fully complies and fairly presents, in all material respects, x\n/s/ Jane Doe\nJane Doe\n"
)
ENDLESS = (
    *("I certify ", "I, JANE DOE, certify that:\n", "I, JANE DOE, certify that: ", "I have reviewed this report "),
    *(
        "fully complies ",
        "I certify fully complies /s/ ",
        "/s/ ",
        "a",
        " ",
        "A ",
        "<PAGE>\n",
        "| ",
        "&nbsp;",
        "<",
        "\r",
    ),
    *(S302, S906, S906.replace("\n", " ")),
)
"""Repeated to twenty megabytes."""
REVIEWED = b"I, Jane Doe, certify that I have reviewed this report on Form 10-K "
DRAWN_OUT = {
    "divisions": b"<html>" + b"<div>" * 50_000 + S302.encode(),
    "tables": b"<table><tr><td>" * 50_000 + S302.encode(),
    "bold": b"<html>" + b"<b>" * 50_000 + S302.encode(),
    "lists": b"<html>" + b"<ol><li>" * 50_000 + S302.encode(),
    "attributes": b"<html><p " + b" ".join(b'a%d="x"' % n for n in range(50_000)) + b">" + S302.encode(),
    "rows": b"<html><table>" + b"<tr><td>I certify</td><td>x</td></tr>" * 100_000,
    "columns": b"<html><table><tr>" + b"<td>I certify</td>" * 50_000,
    "spans": b"<html><table>" + b"<tr><td colspan=50 rowspan=1000>x</td><td>y</td></tr>" * 20_000,
    "comments": b"<html>" + b"<!-- " * 200_000,
    "statements": (S302 * 2_000).encode(),
    "statements under 906": (S906 * 450).encode(),
    "pages": ("<PAGE>\n" + S302).encode() * 2_000,
    "documents": ("<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n" + S302 + "</TEXT>\n</DOCUMENT>\n").encode() * 5_000,
    "open documents": b"<DOCUMENT>\n<TYPE>EX-31\n<TEXT>\n" * 50_000,
    "marks": S302.encode() + b"/s/ Jane Doe " * 500_000,
    "blanks": (
        "I, Jane Doe," + " " * 500_000 + "certify that:" + "\n" * 100_000 + "I have reviewed this report"
    ).encode(),
    "one line": REVIEWED + b"of " + b"A " * 5_000_000,
    "one word": REVIEWED + b"of " + b"A" * 10_000_000,
    "far apart": S302.encode() + b"x " * 5_000_000 + b"fully complies",
    "officers": b"I, "
    + b"Jane Doe, Chief Executive Officer and " * 20_000
    + b" certify that I have reviewed this report",
    "companies": b"I, Jane Doe, certify that I have reviewed this report on Form 10-K "
    + b"of Acme Corp. and " * 20_000,
    "years": REVIEWED + b"March 31, 2004 " * 20_000,
    "titles": (S302 + "Vice President and\n" * 200_000).encode(),
    "brackets": (S302 + "(Principal " * 100_000).encode(),
    "witness": S302.replace("Date", "In witness whereof " * 20_000 + "Date").encode(),
}
SEEDS = (
    *(
        "a ",
        "A ",
        "I, ",
        "( ",
        "of A",
        "/s/ ",
        "1 ",
        "10-",
        "Jan 1",
        "January 1, 200",
        "A.",
        "- ",
        "-",
        "_",
        " ",
        "\n",
        "\t",
    ),
    *(
        "'s ",
        "Inc. ",
        "certif",
        "<a ",
        "<td ",
        "&#1 ",
        "&nbsp;",
        "EX-31 1 a.htm\n",
        "<TYPE>x\n",
        "x" * 60 + "\n",
        "/",
        "|",
    ),
    *("Principal ", "and Trust ", "the ", "amendment no. 1 to the ", "senior vice president and "),
)


def read(raw: bytes) -> tuple[Reading, float]:
    kind = "submission" if is_submission(raw[:4096]) else "exhibit"
    contents = RawContents(kind, ((RawFile("exhibit", sha256(raw).hexdigest(), len(raw)), raw),))
    before = pace()
    begin = time.process_time()
    reading = read_source(contents)
    taken = time.process_time() - begin
    return reading, taken / max(1.0, before / QUIET, pace() / QUIET)


def pace() -> float:
    """Return how long a plain loop takes now: a machine that is shared is slow for all alike."""
    begin = time.process_time()
    for _ in range(2_000_000):
        pass
    return time.process_time() - begin


@pytest.mark.parametrize("words", ENDLESS, ids=[repr(words[:24]) for words in ENDLESS])
def test_twenty_megabytes_of_one_thing_end_soon(words: str) -> None:
    size = MEGABYTES * 1_000_000
    reading, seconds = read((words * (size // len(words) + 1))[:size].encode("latin-1"))
    assert seconds < SECONDS
    assert reading.filing is not None or reading.set_aside


@pytest.mark.parametrize("name", DRAWN_OUT)
def test_whatever_is_drawn_out_ends_soon(name: str) -> None:
    reading, seconds = read(DRAWN_OUT[name])
    assert seconds < SECONDS
    assert reading.filing is not None or reading.set_aside


def test_a_document_with_statements_without_end_says_why_it_was_not_read() -> None:
    reading, _ = read((S302 * 2_000).encode())
    assert [line.code for line in reading.set_aside] == ["too_large"]
    assert [finding.code for finding in reading.findings] == ["document_not_read"]


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("By:\t/s/ :", "Jane Doe"),
        ("By /s/ ,", "Jane Doe"),
        ("/s/ Jane Doe , ,", "Jane Doe"),
        ('/s/ "', None),
        ('/s/ ""', None),
        ("/s/ ( )", None),
        ("/s/ *_*", None),
    ],
)
def test_a_mark_beside_stops_alone_names_nobody(mark: str, name: str | None) -> None:
    reading, _ = read(S906.replace("/s/ Jane Doe\nJane Doe", mark if name is None else f"{mark}\nJane Doe").encode())
    assert reading.filing is not None
    (signature,) = reading.filing.certifications[0].signatures
    assert (signature.conformed_name and signature.conformed_name.value) == name


def test_a_filing_of_the_farthest_year_is_read() -> None:
    header = (
        "<SEC-DOCUMENT>0009990201-99-000001.txt : 99991231\n<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t10-K\n"
        "FILED AS OF DATE:\t\t99991231\nFILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\tACME CORP\n"
        "\t\tCENTRAL INDEX KEY:\t0009990201\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>EX-32\n<TEXT>\n"
    )
    reading, _ = read(f"{header}{S906}</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n".encode())
    assert reading.filing is not None and reading.filing.header is not None
    assert str(reading.filing.header.filed_on) == "9999-12-31"


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Yield every pattern that a module of the readers holds by name."""
    for package in (builder.certifications, builder.documents, builder.wording):
        for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    yield f"{found.name.removeprefix('builder.')}.{name}", value


@pytest.mark.parametrize(("name", "pattern"), list(patterns()), ids=[name for name, _ in patterns()])
def test_time_grows_with_the_text_and_no_faster(name: str, pattern: re.Pattern[str] | re.Pattern[bytes]) -> None:
    for seed in SEEDS:
        for _ in range(3):
            short, long = (seconds(pattern, (seed * size)[:size]) for size in (2_000, 16_000))
            if long < max(0.05, 24 * short):
                break
        assert long < max(0.05, 24 * short), f"{seed!r}: {short:.4f} s for 2 kB, {long:.4f} s for 16 kB"


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    """Return how long PATTERN takes to be looked for in TEXT, and to be refused as the whole of it."""
    given, whole = (
        words.encode() if isinstance(pattern.pattern, bytes) else words for words in (text, f"A1{text}~[ {text}")
    )
    begin = time.process_time()
    for _ in pattern.finditer(given):  # type: ignore[arg-type]
        pass
    pattern.fullmatch(whole)  # type: ignore[arg-type]
    return time.process_time() - begin
