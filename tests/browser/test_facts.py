from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.test_pages import CONTRAST, open_article, visit

pytestmark = pytest.mark.browser

IN_VIEW = """element => {
  const box = element.getBoundingClientRect();
  const within = element.closest('.stated')?.getBoundingClientRect() ?? {top: 0, bottom: innerHeight};
  return box.top >= Math.max(0, within.top) - 1 && box.bottom <= Math.min(innerHeight, within.bottom) + 1;
}"""
WIDE = "document.documentElement.scrollWidth <= innerWidth"


def open_richest(page: Page, site: str, lang: str) -> None:
    """An article of a language with many facts."""
    page.goto(f"{site}/?lang={lang}")
    page.locator(".story h2 a").first.click()
    page.locator(f".timeline article[lang='{lang}'] h4 a, .timeline [lang='{lang}'] h4 a").first.click()
    page.wait_for_selector("mark.fact")


def press(page: Page, button: Locator) -> None:
    """Send a form and wait for the answer, which may stand at the same address."""
    with page.expect_navigation():
        button.click()


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in")
    page.fill("#id_username", "nadia")
    page.fill("#id_password", "lantern-and-quay")
    press(page, page.locator("main .button"))


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize(("lang", "text"), [("fr", "fr"), ("ar", "ar"), ("ar", "fr"), ("fr", "ar")])
def test_words_lead_to_their_fact_and_back(browser: Browser, site: str, lang: str, text: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        open_richest(page, site, text)
        marks = page.locator(".body mark.fact a")
        assert marks.count() > 5
        marks.nth(4).click()
        page.wait_for_url("**#fact-*")
        target = page.locator(".quoted:target")
        assert target.count() == 1
        assert target.evaluate(IN_VIEW)
        assert target.locator("a").first.get_attribute("href") == f"#{marks.nth(4).locator('..').get_attribute('id')}"
        target.locator("a").first.click()
        page.wait_for_url("**#words-*")
        words = page.locator("mark.fact:target")
        assert words.count() == 1
        assert words.evaluate(IN_VIEW)
        assert words.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
        assert page.evaluate(WIDE)
        assert wrong == []


def test_every_mark_has_its_fact_and_every_fact_its_words(browser: Browser, site: str) -> None:
    lost = """() => [...document.querySelectorAll('mark.fact a, .quoted > a:not(.cite)')]
      .map(link => link.getAttribute('href')).filter(href => !document.querySelector(href))"""
    with visit(browser, "es") as (page, _):
        for text in ("fr", "ar", "es", "en"):
            open_richest(page, site, text)
            assert page.evaluate(lost) == []
            ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
            assert len(ids) == len(set(ids))


def test_the_keyboard_goes_from_words_to_facts(browser: Browser, site: str) -> None:
    with visit(browser, "fr") as (page, _):
        open_richest(page, site, "fr")
        page.locator("mark.fact a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#fact-*")
        assert page.locator(".quoted:target").count() == 1
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.stated') !== null")


def test_kinds_are_told_without_colour(browser: Browser, site: str) -> None:
    line = "e => getComputedStyle(e).borderBlockEndStyle + getComputedStyle(e).borderBlockEndWidth"
    with visit(browser, "fr") as (page, _):
        open_richest(page, site, "fr")
        swatches = page.locator(".legend .swatch")
        lines = [swatch.evaluate(line) for swatch in swatches.all()]
        assert len(lines) >= 4
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_editors_pages(browser: Browser, site: str, shots: Path, lang: str, width: int, dark: bool) -> None:
    with visit(browser, lang, width, dark) as (page, wrong):
        sign_in(page, site)
        open_richest(page, site, lang)
        name = f"{lang}-{width}{'-dark' if dark else ''}"
        for step, place in (("facts", ""), ("correct", ".controls a"), ("desk", ".account a[href='/decisions']")):
            if place:
                page.locator(place).first.click()
            page.screenshot(path=shots / f"{step}-{name}.png", full_page=True)
            assert page.evaluate(WIDE), step
            assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
            assert page.evaluate(CONTRAST) == [], step
        assert page.url == f"{site}/decisions"
        assert wrong == []


def test_an_editor_strikes_and_undoes(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, wrong):
        sign_in(page, site)
        open_article(page, site)
        address = page.url.partition("#")[0]
        words = page.locator(".quotes .quoted q").first.inner_text()
        before = page.locator("mark.fact:not(.struck)").count()
        press(page, page.locator(".quotes .quoted").first.get_by_role("button", name="Strike"))
        assert page.url == f"{address}#stated"
        assert page.locator("mark.fact:not(.struck)").count() == before - 1
        struck = page.locator(".quoted.struck")
        assert struck.locator("q").inner_text() == words
        assert "struck by nadia" in struck.inner_text()
        with visit(browser, "en") as (other, _):
            other.goto(address)
            assert other.locator(".quoted.struck").count() == 0
            assert other.locator("mark.fact").count() == before - 1
        press(page, struck.get_by_role("button", name="Undo"))
        assert page.locator("mark.fact:not(.struck)").count() == before
        assert wrong == []


def test_an_editor_corrects_a_figure_and_undoes(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, wrong):
        sign_in(page, site)
        open_richest(page, site, "fr")
        group = page.locator("#stated-figure + .stated-list")
        group.get_by_role("link", name="Correct").first.click()
        page.fill("#f-value", "987654")
        page.fill("#f-unit", "MAD")
        press(page, page.locator("main .button"))
        assert "987,654 MAD" in page.locator(".stated").inner_text()
        corrected = page.locator(".quoted", has_text="corrected by nadia")
        press(page, corrected.get_by_role("button", name="Undo"))
        assert "987,654 MAD" not in page.locator(".stated").inner_text()
        assert wrong == []
