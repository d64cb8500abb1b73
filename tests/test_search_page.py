"""The search in a real browser: the combobox, the filters in the address, what is said when files are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_the_combobox_follows_the_practices(page: Page, served: str) -> None:
    page.goto(served)
    field = page.get_by_role("combobox").first
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("armstrng", delay=10)
    listed = page.get_by_role("listbox")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert listed.get_attribute("id") == field.get_attribute("aria-controls")
    expect(page.get_by_role("option").first).to_contain_text("armstrng → armstrong, one letter")
    field.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    field.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    expect(page.locator("search [role=status]").first).to_contain_text("suggestion")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("armstrng")
    field.press("Escape")
    expect(field).to_have_value("")


def test_enter_leads_to_the_search_page(page: Page, served: str) -> None:
    page.goto(served)
    field = page.get_by_role("combobox").first
    field.fill("armstrong & sons?")
    field.press("Enter")
    page.wait_for_url(re.compile(r"/repo/search/\?q=armstrong%20%26%20sons%3F$"))
    expect(page.locator("#search-q")).to_have_value("armstrong & sons?")


def test_filters_stand_in_the_address(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=armstrong&role=PFO&section=906&from=2003")
    expect(page.get_by_label("Principal financial")).to_be_checked()
    expect(page.locator("#search-hits")).to_contain_text("is left so narrowed")
    expect(page.locator("#search-status")).to_have_text("Nothing is left for “armstrong” so narrowed.")
    page.locator(".u-chips a", has_text="Principal financial").click()
    expect(page).to_have_url(f"{served}search/?q=armstrong&section=906&from=2003")
    expect(page.get_by_role("link", name="R. Douglas Armstrong")).to_be_visible()
    expect(page.locator("#search-status")).to_contain_text("1 officer")
    page.get_by_label("Principal executive").check()
    expect(page).to_have_url(f"{served}search/?q=armstrong&role=PEO&section=906&from=2003")
    page.locator("#search-q").fill("armstrng")
    expect(page).to_have_url(f"{served}search/?q=armstrng&role=PEO&section=906&from=2003")
    expect(page.locator(".u-hits .why").first).to_have_text("armstrng → armstrong, one letter")
    page.reload()
    expect(page.get_by_role("link", name="R. Douglas Armstrong")).to_be_visible()
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(f"{served}search/?q=armstrng")
    expect(page.get_by_label("Principal executive")).not_to_be_checked()


def test_a_finger_chooses(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served)
    page.get_by_role("combobox").tap()
    page.get_by_role("combobox").press_sequentially("armstrng", delay=10)
    page.get_by_role("option").first.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("R. Douglas Armstrong")
    page.goto(f"{served}search/?q=armstrong")
    page.locator(".u-narrow summary").tap()
    page.get_by_label("Principal executive").tap()
    expect(page).to_have_url(f"{served}search/?q=armstrong&role=PEO")
    context.close()


def test_what_is_near_is_shown_before_slips_are_looked_for(page: Page, served: str) -> None:
    """The words near a slip come last: what answers in part stands there until they have come."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/names/*/f*.js", hold)
    page.goto(served)
    with page.expect_request("**/names/*/f*.js"):
        page.get_by_role("combobox").first.fill("douglas armstrog q")
    expect(page.get_by_role("option").filter(has_text="R. Douglas Armstrong")).to_be_visible()
    for route in waiting:
        route.continue_()


def test_says_what_it_did_not_find(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=xanthippe%20quorn")
    expect(page.locator("#search-hits")).to_contain_text(
        "No officer or company in this archive is named “xanthippe quorn”"
    )
    page.goto(f"{served}search/?q=%3F%21")
    expect(page.locator("#search-status")).to_have_text("There is no letter or digit to search for.")


def test_says_when_the_names_cannot_be_loaded(page: Page, served: str) -> None:
    page.route("**/names/**", lambda route: route.abort())
    page.goto(f"{served}search/?q=armstrong")
    expect(page.locator("#search-status")).to_have_text("The name index could not be loaded.")
    page.unroute("**/names/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="R. Douglas Armstrong")).to_be_visible()


def test_a_site_published_anew_is_read_again(page: Page, served: str) -> None:
    """The manifest in a cache may name shards that are gone: it is fetched once more, past the cache."""

    def stale(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(
            body=text if "?" in route.request.url else re.sub(r'"[0-9a-f]{12}\\n', '"000000000000\\\\n', text)
        )

    page.route("**/names/manifest.js*", stale)
    page.goto(f"{served}search/?q=armstrong")
    expect(page.get_by_role("link", name="R. Douglas Armstrong")).to_be_visible()


def test_a_query_is_never_markup(page: Page, served: str) -> None:
    page.goto(f"{served}search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&company=%3Cb%3Ex%3C%2Fb%3E")
    expect(page.locator("#search-status")).to_contain_text("<img src=x")
    assert page.locator("#search-hits img, #search-companies b").count() == 0
