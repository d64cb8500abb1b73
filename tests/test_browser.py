"""A reader with a real browser: browses to the company, searches the officer, opens the filing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert troubles == []


def test_browse_to_the_company_and_the_filing(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("link", name="Companies", exact=True).first.click()
    page.get_by_role("link", name="Aastrom Biosciences, Inc.").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aastrom Biosciences, Inc.")
    page.get_by_role("link", name="10-Q").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aastrom Biosciences, Inc.")
    marked = page.locator(".u-verb mark").all_inner_texts()
    for words in ("Aastrom Biosciences, Inc.", "December 31, 2003", "February 13, 2004", "R. Douglas Armstrong, Ph.D."):
        assert words in marked


def test_search_by_keyboard(page: Page, served: str) -> None:
    page.goto(served)
    field = page.get_by_role("combobox").first
    field.click()
    field.press_sequentially("armstrng", delay=20)
    option = page.get_by_role("option").first
    expect(option).to_contain_text("R. Douglas Armstrong")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("R. Douglas Armstrong")


def test_search_by_mouse_from_a_filing_page(page: Page, served: str, built: Built) -> None:
    filing = next((built.site / "filings").glob("*/index.html"))
    page.goto(f"{served}filings/{filing.parent.name}/")
    field = page.get_by_role("combobox").first
    field.fill("wright alan")
    page.get_by_role("option").filter(has_text="Alan M. Wright").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Alan M. Wright")


def test_search_from_a_file(page: Page, built: Built) -> None:
    page.goto((built.site / "index.html").as_uri())
    page.get_by_role("combobox").first.fill("aastrom")
    expect(page.get_by_role("option").filter(has_text="Aastrom Biosciences, Inc.").first).to_be_visible()


def test_browse_from_a_file(page: Page, built: Built) -> None:
    page.goto((built.site / "index.html").as_uri())
    page.get_by_role("link", name="Companies", exact=True).first.click()
    page.get_by_role("link", name="Aastrom Biosciences, Inc.").first.click()
    page.get_by_role("link", name="10-Q").first.click()
    page.locator(".u-read details a").first.click()
    expect(page.locator(".u-verb mark:target")).to_be_visible()
    moved = next(
        path for path in sorted(built.site.glob("*/*/index.html")) if 'http-equiv="refresh"' in path.read_text("utf-8")
    )
    page.goto(moved.as_uri())
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("body > header > a")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, served: str, built: Built, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    kinds = ["", "companies/", "officers/", "periods/", "search/", "quarantine/", "about/", "reading/", "data/"]
    kinds += ["filings/", "forms/", "findings/", "wording/"]
    for folder in ("companies", "filings", "officers", "periods", "forms", "findings", "wording"):
        kinds += sorted(
            page.parent.relative_to(built.site).as_posix() + "/" for page in (built.site / folder).glob("*/index.html")
        )[:4]
    for kind in kinds:
        page.goto(served + kind)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"/{kind} is {wide} px wide at {width}"
    context.close()
