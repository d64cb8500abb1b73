"""A page spelt out: with the closing tags and the quotes that pages leave out, so that tests may look for them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

CLOSED_BY = {
    "li": ("li", "p"),
    "p": ("p",),
    "div": ("p",),
    "ul": ("p",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "th": ("th", "td"),
    "td": ("th", "td"),
    "tr": ("th", "td", "tr"),
    "tbody": ("th", "td", "tr", "thead"),
}
"""What an opening tag closes of what stands open directly around it."""

OPTIONAL = frozenset(name for names in CLOSED_BY.values() for name in names) | {"tbody"}
BARE = re.compile(r"(?<=[a-z])=([^\s\"'=<>`]+)(?=[\s>])")


def spelt_out(page: str) -> str:
    """Return PAGE with each closing tag and each quote around an attribute."""
    reader = _Speller()
    reader.feed(page)
    reader.close()
    return "".join(reader.out)


class _Speller(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        while self._open and self._open[-1] in CLOSED_BY.get(tag, ()):
            self._close()
        self.out.append(BARE.sub(r'="\1"', self.get_starttag_text() or ""))
        if tag in OPTIONAL | {"ul", "ol", "dl", "table", "div", "details"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open[-1] != tag and self._open[-1] in OPTIONAL:
            self._close()
        if self._open and self._open[-1] == tag:
            self._open.pop()
        self.out.append(f"</{tag}>")

    def _close(self) -> None:
        """Close the innermost element, before the blanks that follow its words."""
        last = self.out.pop() if self.out else ""
        words = last.rstrip()
        self.out += (words, f"</{self._open.pop()}>", last[len(words) :])

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")
