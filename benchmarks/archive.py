"""Write an archive of fictional filings: `python -m benchmarks.archive N [--seed S] FOLDER`.

Every company and person is invented. The proportions are those of real archives: forty filings a company, four a
year, both sections, text and HTML, several layouts, officers who come and go, and now and then a defect. The same
seed gives the same bytes; filings are written one by one, so that any number takes the same memory.
"""

from __future__ import annotations

import argparse
import html
import random
import textwrap
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
SECTION_302 = (TEXTS / "section_302.txt").read_text(encoding="utf-8").strip()
SECTION_906 = (TEXTS / "section_906.txt").read_text(encoding="utf-8").strip()

FILINGS_A_COMPANY = 40
FIRST_CIK = 9_000_000_000
"""Far above any CIK that the SEC has given out."""

STEMS = "Alder Amber Anvil Ash Aster Beacon Birch Bright Cedar Cinder Clover Copper Coral Crane Delta Drift Elm Ember Fern Flint Fox Garnet Glade Grove Harbor Hazel Heron Indigo Iron Ivory Jasper Juniper Kestrel Lark Linden Lumen Maple Marsh Mica Moss North Oak Opal Otter Pebble Pine Plover Quarry Quill Raven Reed Ridge Rowan Sable Sage Slate Sorrel Spruce Stone Swift Tamar Teal Thistle Umber Vale Verdant Willow Wren Yarrow Zephyr".split()  # noqa: E501, SIM905
ENDS = "brook bridge croft dale field ford gate haven hill holm hurst land ley mere mill moor port ridge shaw shore stead stone thorpe wade wick wood worth".split()  # noqa: E501, SIM905
TRADES = "Analytics Bancorp Biosciences Brands Chemical Devices Energy Foods Freight Holdings Industries Instruments Insurance Logistics Materials Media Mining Networks Optics Paper Pharmaceuticals Rail Realty Robotics Semiconductor Software Steel Systems Therapeutics Tools Trust Utilities Water".split()  # noqa: E501, SIM905
SUFFIXES = ("Inc.", "Corp.", "Corporation", "Company", "Ltd.", "Holdings, Inc.", "Group, Inc.", "L.P.", "plc")
GIVEN = "Adaeze Aisha Alan Alice Amara Andrew Anita Anna Arthur Beatrice Benjamin Brigid Caleb Carla Carmen Cecil Chidi Claire Conrad Daniel Deborah Dmitri Edith Edward Elena Elias Esther Fatima Felix Fiona Frank George Giulia Grace Hannah Harold Helen Hugo Ian Imani Ingrid Irene Isaac Ivan James Jane Javier Joan Jorge Judith Karim Kate Keiko Kwame Laura Leo Lin Louis Lucia Magnus Marcus Margaret Maria Martin Mei Miriam Nadia Nina Noah Omar Oscar Paula Pavel Peter Priya Rafael Ravi Rebecca Robert Rosa Ruth Samuel Sandra Sara Simon Sofia Stefan Susan Tariq Teresa Thomas Uma Vera Victor Walter Wei William Yasmin Yusuf Zoe".split()  # noqa: E501, SIM905
SURNAME_STEMS = "Acker Bal Ban Bar Bel Ber Bran Bur Cal Car Cas Col Cor Dal Dar Del Dor Dun Eber Ell Fair Far Fen Fin Gal Gar Gil Gran Had Hal Har Hol Kel Ken Kirk Lam Lan Lin Lor Mal Mar Mel Mer Mor Nor Ol Or Os Pal Par Pem Per Quin Ran Red Rol Ros San Sel Ser Sil Sten Tal Tan Ter Tol Tor Ul Val Ven Ver Wal War Wes Wil Win Yar Zan".split()  # noqa: E501, SIM905
SURNAME_ENDS = "ac ander antine ard berg by combe dale den dine don edes ek elli er esso feld ford gan genton gill ham hart heim ida ik ingham ino ison ius kamp ken kins land ley lin lock low man mann mer more nes nor olli onis osky ova pole quist ridge rison ro rose sen ser sett shaw sky son stad stein stone stow ter thorne ton tree vale vere vik ville ward well wick win wood worth yer zer".split()  # noqa: E501, SIM905

PEO_TITLES = (
    ("Chief Executive Officer",),
    ("President and Chief Executive Officer",),
    ("Chairman and Chief Executive Officer", "(Principal Executive Officer)"),
    ("President, Chief Executive Officer and Director",),
)
PFO_TITLES = (
    ("Chief Financial Officer",),
    ("Executive Vice President and Chief Financial Officer",),
    ("Vice President, Finance and Treasurer", "(Principal Financial Officer)"),
    ("Senior Vice President, Chief Financial Officer", "(Principal Financial and Accounting Officer)"),
)


@dataclass(frozen=True)
class Officer:
    """An invented officer."""

    name: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    """An invented company, with those who certify for it now."""

    cik: int
    name: str
    year_end: int
    """The month in which its fiscal year ends."""
    executive: Officer
    financial: Officer


@dataclass(frozen=True)
class Report:
    """One periodic report."""

    accession: str
    form: str
    period: date
    signed: date
    filed: date

    @property
    def kind(self) -> str:
        """Return "annual" or "quarterly"."""
        return "annual" if self.form == "10-K" else "quarterly"


def write_archive(folder: Path, count: int, seed: int) -> None:
    """Write COUNT fictional submissions below FOLDER, a sub-folder a company."""
    for cik, accession, submission in submissions(count, seed):
        path = folder / f"{cik:010}" / f"{accession}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(submission, encoding="utf-8", newline="\n")


def submissions(count: int, seed: int) -> Iterator[tuple[int, str, str]]:
    """Yield (CIK, accession number, full submission) of COUNT fictional filings."""
    for number in range(-(-count // FILINGS_A_COMPANY)):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret hangs on it
        company = invent_company(chance, FIRST_CIK + number)
        first_year = chance.randint(2004, 2014)
        for quarter in range(min(FILINGS_A_COMPANY, count - number * FILINGS_A_COMPANY)):
            company = change_officers(chance, company)
            report = plan_report(chance, company, first_year, quarter)
            yield company.cik, report.accession, submission_of(chance, company, report)


def invent_company(chance: random.Random, cik: int) -> Company:
    """Return a new company with two officers."""
    name = f"{chance.choice(STEMS)}{chance.choice(ENDS)} {chance.choice(TRADES)} {chance.choice(SUFFIXES)}"
    return Company(
        cik=cik,
        name=name,
        year_end=chance.choice((12, 12, 12, 6, 9, 3)),
        executive=invent_officer(chance, PEO_TITLES),
        financial=invent_officer(chance, PFO_TITLES),
    )


def invent_officer(chance: random.Random, titles: tuple[tuple[str, ...], ...]) -> Officer:
    """Return a new officer with one of TITLES."""
    middle = f" {chance.choice('ABCDEFGHJKLMNPRSTW')}." if chance.random() < 0.6 else ""
    suffix = chance.choice((", Jr.", " III", ", CPA", ", Ph.D.")) if chance.random() < 0.06 else ""
    surname = chance.choice(SURNAME_STEMS) + chance.choice(SURNAME_ENDS)
    return Officer(f"{chance.choice(GIVEN)}{middle} {surname}{suffix}", chance.choice(titles))


def change_officers(chance: random.Random, company: Company) -> Company:
    """Return COMPANY as it is a quarter later: one officer in twenty has gone."""
    if chance.random() < 0.04:
        company = replace(company, executive=invent_officer(chance, PEO_TITLES))
    if chance.random() < 0.06:
        company = replace(company, financial=invent_officer(chance, PFO_TITLES))
    return company


def plan_report(chance: random.Random, company: Company, first_year: int, quarter: int) -> Report:
    """Return the report for the company's QUARTER-th quarter since FIRST_YEAR."""
    months = first_year * 12 + (company.year_end - 1) + 3 * (quarter + 1)
    year, month = divmod(months, 12)
    period = date(year, month + 1, monthrange(year, month + 1)[1])
    annual = month + 1 == company.year_end
    filed = period + timedelta(days=chance.randint(60, 75) if annual else chance.randint(30, 44))
    signed = filed - timedelta(days=chance.choice((0, 0, 0, 1)))
    accession = f"{company.cik:010}-{filed.year % 100:02}-{quarter + 1:06}"
    return Report(accession, "10-K" if annual else "10-Q", period, signed, filed)


def submission_of(chance: random.Random, company: Company, report: Report) -> str:
    """Return the full submission of REPORT, as EDGAR's public text has it."""
    as_html = chance.random() < min(0.95, 0.35 + 0.06 * (report.filed.year - 2004))
    documents = []
    for number, officer in enumerate((company.executive, company.financial), 1):
        words = SECTION_302.format(name=officer.name, kind=report.kind, form=report.form, company=company.name)
        documents.append((f"EX-31.{number}", f"CERTIFICATION\n\n{words}", officer))
    for number, officer in enumerate((company.executive, company.financial), 1):
        documents.append((f"EX-32.{number}", _words_906(company, report, officer), officer))
    blocks = [
        _document(chance, kind, sequence, words, officer, report, as_html)
        for sequence, (kind, words, officer) in enumerate(documents, 2)
    ]
    return _header(company, report) + "".join(blocks) + "</SEC-DOCUMENT>\n"


def _words_906(company: Company, report: Report, officer: Officer) -> str:
    return SECTION_906.format(
        report=report.kind.capitalize(),
        company=company.name,
        form=report.form,
        span="fiscal year" if report.form == "10-K" else "quarter",
        period=_in_words(report.period),
        name=officer.name,
        title=officer.titles[0],
    )


def _document(  # noqa: PLR0913, PLR0917 - the parts of one DOCUMENT block
    chance: random.Random, kind: str, sequence: int, words: str, officer: Officer, report: Report, as_html: bool
) -> str:
    signature = _signature(chance, officer, report)
    words = f"Exhibit {kind.removeprefix('EX-')}\n\n{_with_defect(chance, words)}"
    extension = "htm" if as_html else "txt"
    body = _as_html(chance, words, signature) if as_html else _as_text(words, signature)
    name = kind.lower().replace("-", "").replace(".", "")
    return (
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{sequence}\n<FILENAME>{name}.{extension}\n"
        f"<DESCRIPTION>CERTIFICATION\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"
    )


def _with_defect(chance: random.Random, words: str) -> str:
    """Return WORDS, one time in thirty with a word changed or dropped."""
    if chance.random() > 1 / 30:
        return words
    old, new = chance.choice(
        (("Based on", "Based upon"), ("material weaknesses", "weaknesses"), ("registrant", "Company"))
    )
    return words.replace(old, new, 1)


def _signature(chance: random.Random, officer: Officer, report: Report) -> list[str]:
    """Return the lines of a signature block; one time in two hundred the mark is not there."""
    dated = _in_words(report.signed)
    mark = "" if chance.random() < 0.005 else f"/s/ {officer.name.split(',')[0]}"
    layout = chance.randrange(4)
    if layout == 0:
        return [f"Date: {dated}", mark, officer.name, *officer.titles]
    if layout == 1:
        return [mark, officer.name, *officer.titles, f"Date: {dated}"]
    if layout == 2:
        return [f"Dated: {dated}", f"By: {mark}", f"Name: {officer.name}", f"Title: {' '.join(officer.titles)}"]
    return [dated, mark, officer.name, *officer.titles]


def _as_text(words: str, signature: list[str]) -> str:
    paragraphs = [textwrap.fill(paragraph, 78) for paragraph in words.split("\n\n")]
    return "\n\n".join(paragraphs) + "\n\n" + "\n".join(signature)


def _as_html(chance: random.Random, words: str, signature: list[str]) -> str:
    paragraphs = "\n".join(f'<P STYLE="font: 10pt Times New Roman">{_markup(each)}</P>' for each in words.split("\n\n"))
    if chance.random() < 0.5:
        rows = "\n".join(f"<TR><TD>&nbsp;</TD><TD>{_markup(line)}</TD></TR>" for line in signature if line)
        block = f'<TABLE CELLPADDING="0">\n{rows}\n</TABLE>'
    else:
        block = "\n".join(f"<P>{_markup(line)}</P>" for line in signature if line)
    return f"<HTML>\n<HEAD><TITLE>Certification</TITLE></HEAD>\n<BODY>\n{paragraphs}\n{block}\n</BODY>\n</HTML>"


def _markup(words: str) -> str:
    return html.escape(words, quote=False).replace("'", "&#146;")


def _in_words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _header(company: Company, report: Report) -> str:
    filed = f"{report.filed:%Y%m%d}"
    ends = monthrange(2001, company.year_end)[1]
    return (
        f"<SEC-DOCUMENT>{report.accession}.txt : {filed}\n<SEC-HEADER>{report.accession}.hdr.sgml : {filed}\n"
        f"<ACCEPTANCE-DATETIME>{filed}163000\nACCESSION NUMBER:\t\t{report.accession}\n"
        f"CONFORMED SUBMISSION TYPE:\t{report.form}\nPUBLIC DOCUMENT COUNT:\t\t5\n"
        f"CONFORMED PERIOD OF REPORT:\t{report.period:%Y%m%d}\nFILED AS OF DATE:\t\t{filed}\n\nFILER:\n\n"
        f"\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{company.name.upper()}\n"
        f"\t\tCENTRAL INDEX KEY:\t\t\t{company.cik:010}\n"
        f"\t\tFISCAL YEAR END:\t\t\t{company.year_end:02}{ends:02}\n\n"
        f"\tFILING VALUES:\n\t\tFORM TYPE:\t\t{report.form}\n\t\tSEC FILE NUMBER:\t001-{company.cik % 100000:05}\n"
        "</SEC-HEADER>\n"
    )


def main() -> None:
    """Write what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", type=int, help="how many filings")
    options.add_argument("folder", type=Path, help="where to write them; made where it is missing")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    write_archive(chosen.folder, chosen.count, chosen.seed)
    print(f"{chosen.count:,} fictional filings in {chosen.folder}")


if __name__ == "__main__":
    main()
