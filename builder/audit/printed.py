"""The prescribed words that a comparison was made with, for those who show it.

In: a `Comparison`, which names its text and the form of each paragraph. Out: each paragraph as the rule prints it,
"[report]" and "[registrant]" where the certification fills in its own, and the name of a text by its id.
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.audit.align import version_of
from builder.audit.prescribed import prescribed_text
from builder.findings import Comparison


def printed_paragraphs(comparison: Comparison) -> Mapping[str, str]:
    """Return the paragraphs that COMPARISON was made with, by key: "2" gives "Based on my knowledge, this report"."""
    paragraphs = version_of(comparison.version, comparison.forms).paragraphs
    return {paragraph.key: paragraph.printed for paragraph in paragraphs}


def text_name(text: str) -> str:
    """Return what the text with the id TEXT is called: "302-2002" is "the text of August 2002"."""
    return prescribed_text(text).name
