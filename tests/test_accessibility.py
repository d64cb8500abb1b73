"""Every kind of page against WCAG 2.2 A and AA by axe-core, light and dark, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SINGLE = ("", "companies/", "officers/", "periods/", "filings/", "forms/", "findings/", "wording/", "data/", "search/",
          "quarantine/", "about/", "reading/", "404.html")  # fmt: skip

EACH = 3
"""Pages looked at of each kind that has many."""


def kinds(site: Path) -> list[str]:
    """Return the addresses of pages of every kind."""
    found = list(SINGLE)
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        pages = [
            page
            for page in sorted(folder.glob("*/index.html"))
            if 'http-equiv="refresh"' not in page.read_text("utf-8")
        ]
        found += [
            page.parent.relative_to(site).as_posix() + "/" for page in (*pages[: EACH - 1], *pages[EACH - 1 :][-1:])
        ]
    return found


@pytest.fixture(params=[(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with PAGE, a line each, with the place."""
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} ({'; '.join(check['message'] for check in node['any'][:1])})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_no_page_has_violations(page: Page, served: str, built: Built) -> None:
    wrong = {}
    for kind in kinds(built.site):
        page.goto(served + kind)
        page.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
        if found := violations(page):
            wrong[kind] = found
    assert wrong == {}


def test_the_search_has_none_while_it_answers(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("combobox").last.fill("arm")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []
    page.goto(f"{served}search/?q=a")
    expect(page.locator("#search-hits a").first).to_be_visible()
    assert violations(page) == []


def test_the_menu_has_none_while_it_is_open(page: Page, served: str) -> None:
    page.goto(f"{served}about/")
    menu = page.locator("[popovertarget]")
    narrow = menu.is_visible()
    if narrow:  # on a wide page the ways stand in the head
        menu.click()
    expect(page.locator("#menu a").first).to_be_visible()
    expect(page.locator("#menu a", has_text="Search")).to_be_visible(visible=narrow)
    assert violations(page) == []
