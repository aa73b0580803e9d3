"""Stories and copies as people see them: directions, widths, links that lead where they say, and the editors' forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_facts import IN_VIEW, WIDE, press, sign_in
from tests.browser.test_pages import CONTRAST, OPEN_ALL, open_story, visit

pytestmark = pytest.mark.browser

SHOWN = "element => getComputedStyle(element).display !== 'none'"
TEXT_WAY = "element => getComputedStyle(element).direction"


def open_changes(page: Page, site: str, lang: str) -> None:
    """What an outlet changed in a dispatch of a language: the copy that changed most."""
    for address in _copies(page, site, lang):
        page.goto(address)
        if page.locator(".sides ins").count():
            return
    raise AssertionError(f"no copy in {lang} has an insertion")


def _copies(page: Page, site: str, lang: str) -> list[str]:
    page.goto(f"{site}/?lang={lang}")
    stories = page.locator(".story h2 a").evaluate_all("links => links.map(link => link.href)")
    found: list[str] = []
    for story in stories[:14]:
        page.goto(f"{story}?lang={lang}")
        found += page.locator(".copies .meta a").evaluate_all("links => links.map(link => link.href)")
    return found


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(("lang", "text"), [("fr", "fr"), ("ar", "ar"), ("ar", "fr"), ("fr", "ar")])
def test_what_an_outlet_changed(browser: Browser, site: str, shots: Path, lang: str, text: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        open_changes(page, site, text)
        page.screenshot(path=shots / f"changes-{text}-in-{lang}-{width}.png", full_page=True)
        page.evaluate(OPEN_ALL)
        assert page.evaluate(WIDE)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        wide = width > 960
        assert page.locator(".sides").evaluate(SHOWN) == wide
        assert page.locator(".in-one").evaluate(SHOWN) != wide
        shown = page.locator(".sides td > div" if wide else ".in-one").first
        assert shown.evaluate(TEXT_WAY) == ("rtl" if text == "ar" else "ltr")
        boxes = (
            page.locator(".sides tbody tr")
            .first.locator("td")
            .evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().x)")
        )
        if wide:
            assert (boxes[0] < boxes[1]) == (lang != "ar"), "the original stands where reading begins"
        assert page.evaluate(CONTRAST) == []
        assert wrong == []


def test_changes_are_told_without_colour_and_in_words(browser: Browser, site: str) -> None:
    line = "element => getComputedStyle(element).textDecorationLine"
    with visit(browser, "fr") as (page, _):
        open_changes(page, site, "fr")
        assert page.locator(".sides ins").first.evaluate(line) == "underline"
        assert page.locator(".key del").evaluate(line) == "line-through"
        spoken = page.locator(".sides ins .unseen").first
        assert spoken.inner_text().startswith("[ajouté")
        box = spoken.bounding_box()
        assert box is not None
        assert box["width"] <= 1


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_all_copies_of_one_text(browser: Browser, site: str, shots: Path, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        open_changes(page, site, "fr")
        page.locator(".story-head .kicker a").first.click()
        page.wait_for_selector(".copies-table")
        page.screenshot(path=shots / f"family-{lang}-{width}.png", full_page=True)
        assert page.evaluate(WIDE)
        row = page.locator(".copies-table tbody tr").first
        assert row.evaluate("row => getComputedStyle(row).display") == ("table-row" if width > 720 else "block")
        assert page.evaluate(CONTRAST) == []
        row.locator(".what").click()
        page.wait_for_selector(".numbers")
        assert wrong == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_a_lede_leads_to_its_words(browser: Browser, site: str, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        page.goto(f"{site}/?lang={lang}")
        page.locator(".story h2 a").first.click()
        sentence = page.locator(".story-lede blockquote a").first
        words = re.sub(r"\s+", " ", sentence.inner_text())
        assert sentence.evaluate(TEXT_WAY) == ("rtl" if lang == "ar" else "ltr")
        sentence.click()
        page.wait_for_url("**#cited")
        cited = page.locator(".cited").evaluate_all("spans => spans.map(span => span.textContent).join('')")
        assert re.sub(r"\s+", " ", cited) == words
        assert page.locator("#cited").evaluate(IN_VIEW)
        assert page.evaluate(WIDE)
        assert wrong == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_editors_pages_about_stories(
    browser: Browser, site: str, shots: Path, lang: str, width: int, dark: bool
) -> None:
    with visit(browser, lang, width, dark) as (page, wrong):
        sign_in(page, site)
        open_story(page, site)
        address = page.url
        for name, path in (("arrange", "/arrange"), ("history", "/history")):
            page.goto(address + path)
            page.screenshot(path=shots / f"{name}-{lang}-{width}{'-dark' if dark else ''}.png", full_page=True)
            assert page.evaluate(WIDE), name
            assert page.evaluate(CONTRAST) == [], name
        assert wrong == []


def test_an_editor_splits_and_takes_it_back(browser: Browser, site: str) -> None:
    with visit(browser, "en", 360) as (page, wrong):
        sign_in(page, site)
        open_story(page, site)
        address, total = page.url, page.locator(".story-head strong").first.inner_text()
        page.goto(f"{address}/arrange")
        page.locator("input[name=article]").first.check()
        press(page, page.get_by_role("button", name="Put the chosen articles into a new story"))
        assert page.locator(".outcome li").count() >= 4
        assert page.evaluate(WIDE)
        press(page, page.get_by_role("button", name="Do it"))
        page.wait_for_url("**/history#done")
        new = page.url.partition("/history")[0]
        assert new != address
        press(page, page.get_by_role("button", name="Undo").first)
        page.goto(new)
        assert page.url == address, "its address leads back"
        assert page.locator(".story-head strong").first.inner_text() == total
        assert wrong == []


def test_an_editor_merges_and_takes_it_back(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, wrong):
        sign_in(page, site)
        page.goto(site)
        one, other = page.locator(".story h2 a").evaluate_all("links => links.slice(-2).map(link => link.href)")
        page.goto(f"{one}/arrange")
        page.fill("#address", other)
        press(page, page.get_by_role("button", name="Join this whole story to that one"))
        press(page, page.get_by_role("button", name="Do it"))
        page.goto(one)
        assert page.url == other
        page.goto(f"{site}/decisions")
        press(page, page.get_by_role("button", name="Undo").first)
        page.goto(one)
        assert page.url == one
        assert wrong == []
