"""How a filer sets a drafted filing: as text, paragraphs, tables, or as a word processor saves it.

`set_submission(chance, plan, layout)` gives a full submission's bytes, varied by what is no difference: numbering,
quotation marks, spaces, line breaks, the order of the signature block, "officer(s)".
"""

from __future__ import annotations

import html
import random
import textwrap
from calendar import monthrange

from benchmarks.drafts import Draft, Plan

LAYOUTS = ("text", "indented text", "html paragraphs", "html table", "html of a word processor", "html divisions")


def set_submission(chance: random.Random, plan: Plan, layout: str, *, varied: bool = True) -> bytes:
    """Return PLAN as a full submission in LAYOUT, varied by what is no difference."""
    setting = _Setting(chance, layout, varied)
    blocks = [_block(plan.form, 1, "body.htm", "", f"<P>{plan.body}</P>")]
    for sequence, draft in enumerate(plan.drafts, 2):
        extension = "txt" if "text" in layout else "htm"
        name = f"ex{sequence}.{extension}"
        blocks.append(_block(draft.declared, sequence, name, draft.description, setting.body(draft)))
    return (_header(plan) + "".join(blocks) + "</SEC-DOCUMENT>\n").encode("cp1252", "xmlcharrefreplace")


class _Setting:
    """How one filer sets exhibits: layout, numbering, quotation marks, the order of the signature block."""

    def __init__(self, chance: random.Random, layout: str, varied: bool) -> None:
        self.chance = chance
        self.layout = layout
        self.varied = varied
        self.numbers = chance.choice(("{}.", "({})", "{})")) if varied else "{}."
        self.letters = chance.choice(("({})", "{}.", "{})", "{}).")) if varied else "({})"
        self.curly = varied and chance.random() < 0.5
        self.officers = chance.choice(("officer(s)", "officers", "officer")) if varied else "officer(s)"
        self.spaced = varied and chance.random() < 0.2
        self.block = chance.randrange(4)
        self.width = chance.choice((62, 70, 78, 96)) if varied else 78

    def body(self, draft: Draft) -> str:
        """Return the exhibit's text."""
        lines = [*([f"Exhibit {draft.declared[3:]}"] if draft.declared else []), *draft.heading, draft.first_line]
        numbered = [(self._label(each.key), self._words(each.words)) for each in draft.paragraphs]
        opening = [self._words(line) for line in lines]
        closing = [self._words(line) for line in draft.below]
        signature = self._signature(draft)
        if "text" in self.layout:
            return self._as_text(opening, numbered, signature, closing)
        return self._as_html(opening, numbered, signature, closing)

    def _label(self, key: str) -> str:
        if key[-1].isalpha():
            return self.letters.format(key[-1])
        return self.numbers.format(key[-1])

    def _words(self, words: str) -> str:
        words = words.replace("officer(s)", self.officers)
        if self.curly:
            words = (
                words.replace("'", "\u2019").replace(' "', " \u201c").replace('("', "(\u201c").replace('"', "\u201d")
            )
        if self.spaced:
            words = words.replace("13a-15(", "13a-15 (").replace(". ", ".  ")
        return words

    def _signature(self, draft: Draft) -> list[str]:
        blocks = [(draft.mark, draft.name, draft.titles), *draft.others]
        lines = [draft.above] if draft.above else []
        dated = [f"Date: {draft.dated}"] if draft.dated else []
        for number, (mark, name, titles) in enumerate(blocks):
            when = dated if number == 0 else []
            if self.block == 0:
                lines = [*when, *lines, mark, name, *titles]
            elif self.block == 1:
                lines += [mark, name, *titles, *when]
            elif self.block == 2:
                lines = [*when, *lines, f"By: {mark}", f"Name: {name}", f"Title: {', '.join(titles)}"]
            else:
                lines = [*(each.removeprefix("Date: ") for each in when), *lines, mark, name, *titles]
        return lines

    def _as_text(
        self, opening: list[str], numbered: list[tuple[str, str]], signature: list[str], closing: list[str]
    ) -> str:
        hang = "     " if self.layout == "indented text" else ""
        parts = [textwrap.fill(line, self.width) for line in opening]
        parts += [
            textwrap.fill(f"{label} {words}", self.width, initial_indent=hang, subsequent_indent=hang * 2)
            for label, words in numbered
        ]
        return "\n\n".join([*parts, "\n".join(signature), *(textwrap.fill(line, self.width) for line in closing)])

    def _as_html(
        self, opening: list[str], numbered: list[tuple[str, str]], signature: list[str], closing: list[str]
    ) -> str:
        tag, end = {
            "html of a word processor": (
                '<p class=MsoNormal><span style="font-size:10.0pt">',
                "</span><o:p></o:p></p>",
            ),
            "html divisions": ('<div style="text-align:left"><font size="2">', "</font></div>"),
        }.get(self.layout, ('<P STYLE="font: 10pt Times New Roman">', "</P>"))
        parts = [f"{tag}{_escape(line)}{end}" for line in opening]
        if self.layout == "html table":
            parts += [
                f'<TABLE><TR><TD WIDTH="5%">{label}</TD><TD>{_escape(words)}</TD></TR></TABLE>'
                for label, words in numbered
            ]
        else:
            parts += [f"{tag}{label}&nbsp;&nbsp;{_escape(words)}{end}" for label, words in numbered]
        if self.layout == "html table":
            rows = "".join(f"<TR><TD>&nbsp;</TD><TD>{_escape(line)}</TD></TR>" for line in signature if line)
            parts.append(f"<TABLE>{rows}</TABLE>")
        else:
            parts += [f"{tag}{_escape(line) or '&nbsp;'}{end}" for line in signature]
        parts += [f"{tag}{_escape(line)}{end}" for line in closing]
        return "<HTML><BODY>\n" + "\n".join(parts) + "\n</BODY></HTML>"


def _escape(words: str) -> str:
    """Return WORDS as HTML; a picture is a picture."""
    return (
        html.escape(words, quote=False)
        .replace("\u2019", "&#146;")
        .replace("\u201c", "&#147;")
        .replace("\u201d", "&#148;")
        .replace("[picture]", '<IMG SRC="g1.jpg">')
    )


def _block(kind: str, sequence: int, name: str, description: str, body: str) -> str:
    declared = f"<TYPE>{kind}\n" if kind else ""
    described = f"<DESCRIPTION>{description}\n" if description else ""
    head = f"{declared}<SEQUENCE>{sequence}\n<FILENAME>{name}\n{described}"
    return f"<DOCUMENT>\n{head}<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


def _header(plan: Plan) -> str:
    filed = f"{plan.filed:%Y%m%d}"
    accession = f"{plan.cik:010}-{plan.filed.year % 100:02}-000017"
    year_end = plan.period.month if plan.kind.annual else 12
    ends = monthrange(2001, year_end)[1]
    filers = "".join(
        f"\nFILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{name}\n"
        f"\t\tCENTRAL INDEX KEY:\t\t\t{plan.cik + place:010}\n"
        f"\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tSOME TRADE [{plan.kind.sic}]\n"
        f"\t\tFISCAL YEAR END:\t\t\t{year_end:02}{ends:02}\n\n"
        f"\tFILING VALUES:\n\t\tFORM TYPE:\t\t{plan.form}\n\t\tSEC FILE NUMBER:\t{plan.file_number}\n"
        for place, name in enumerate((plan.named, *plan.co_registrants))
    )
    return (
        f"<SEC-DOCUMENT>{accession}.txt : {filed}\n<SEC-HEADER>{accession}.hdr.sgml : {filed}\n"
        f"<ACCEPTANCE-DATETIME>{filed}163000\nACCESSION NUMBER:\t\t{accession}\n"
        f"CONFORMED SUBMISSION TYPE:\t{plan.form}\nPUBLIC DOCUMENT COUNT:\t\t5\n"
        f"CONFORMED PERIOD OF REPORT:\t{plan.period:%Y%m%d}\nFILED AS OF DATE:\t\t{filed}\n{filers}</SEC-HEADER>\n"
    )
