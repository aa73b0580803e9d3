"""Statements, events, commitments, contradictions as people see them: marks, links, directions, widths, the queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_facts import IN_VIEW, WIDE, press, sign_in
from tests.browser.test_pages import CONTRAST, OPEN_ALL, visit

pytestmark = pytest.mark.browser

WIDTHS = [1280, 375]
LANGS = ["fr", "ar"]


def stories(page: Page, site: str) -> list[str]:
    page.goto(site)
    return page.locator(".story h2 a").evaluate_all("links => links.map(link => link.href)")


def open_disputed(page: Page, site: str) -> None:
    """A story on which outlets disagree, and in which somebody is quoted in several outlets."""
    for address in stories(page, site):
        page.goto(address)
        if page.locator(".point").count() and page.locator(".variants > li:nth-child(2)").count():
            return
    raise AssertionError("no story has a contradiction and a statement that is the same in two outlets")


def open_quoting(page: Page, site: str, lang: str) -> None:
    """An article of a language with marks inside a statement."""
    for address in stories(page, f"{site}/?lang={lang}"):
        page.goto(f"{address}?lang={lang}")
        for article in page.locator(".timeline h4 a").evaluate_all("links => links.map(link => link.href)"):
            page.goto(article)
            if page.locator(".body .told.quote mark.fact").count():
                return
    raise AssertionError(f"no article in {lang} has a statement with a fact in it")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_story_tells_who_said_what_and_where_outlets_disagree(
    browser: Browser, site: str, shots: Path, lang: str, width: int, dark: bool
) -> None:
    with visit(browser, lang, width, dark) as (page, wrong):
        open_disputed(page, site)
        page.evaluate(OPEN_ALL)
        page.screenshot(path=shots / f"told-story-{lang}-{width}{'-dark' if dark else ''}.png", full_page=True)
        assert page.evaluate(WIDE)
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.locator(".point").first.locator(".side").count() >= 2
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
        assert len(ids) == len(set(ids))
        page.locator(".side q").first.click()
        page.wait_for_url("**#cited")
        assert page.locator("#cited").evaluate(IN_VIEW)
        assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_statement_leads_to_its_fact_and_back(
    browser: Browser, site: str, shots: Path, lang: str, width: int
) -> None:
    with visit(browser, lang, width) as (page, wrong):
        open_quoting(page, site, lang)
        page.screenshot(path=shots / f"told-article-{lang}-{width}.png", full_page=True)
        page.locator(".body .told.quote > .to-fact").first.click()
        page.wait_for_url("**#fact-*")
        fact = page.locator(".told-item:target")
        assert fact.count() == 1
        fact.locator("blockquote a").click()
        page.wait_for_url("**#words-*")
        words = page.locator(".told.quote:target")
        assert words.count() == 1
        assert words.evaluate("element => element.getBoundingClientRect().top < innerHeight")
        assert page.evaluate(WIDE)
        assert page.evaluate(CONTRAST) == []
        assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_persons_statements(browser: Browser, site: str, shots: Path, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        open_disputed(page, site)
        page.locator(".statement .who a.entity").first.click()
        page.wait_for_selector("#said")
        assert page.locator(".statement q").count() >= 1
        page.screenshot(path=shots / f"told-entity-{lang}-{width}.png", full_page=True)
        assert page.evaluate(WIDE)
        assert page.evaluate(CONTRAST) == []
        page.locator(".statement q").first.click()
        page.wait_for_url("**#cited")
        assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_queue(browser: Browser, site: str, shots: Path, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        sign_in(page, site)
        page.goto(f"{site}/waiting")
        assert page.locator(".results > li").count() >= 1
        page.screenshot(path=shots / f"told-waiting-{lang}-{width}.png", full_page=True)
        assert page.evaluate(WIDE)
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        assert wrong == []


def test_an_editor_confirms_and_takes_it_back(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, wrong):
        sign_in(page, site)
        page.goto(f"{site}/waiting?kind=quote")
        first = page.locator(".results > li").first
        words, article = first.locator("mark").inner_text(), first.locator(".meta a").nth(-2).get_attribute("href")
        before = int(page.locator(".account .waiting").first.inner_text())
        press(page, first.get_by_role("button", name="Confirm"))
        assert page.url == f"{site}/waiting?kind=quote"
        assert int(page.locator(".account .waiting").first.inner_text()) == before - 1
        page.goto(f"{site}{article}")
        confirmed = page.locator(".told-item", has_text="confirmed by nadia").first
        assert " ".join(confirmed.locator("q").inner_text().split()) == " ".join(words.split())
        press(page, confirmed.get_by_role("button", name="Undo"))
        assert page.locator(".told-item", has_text="confirmed by nadia").count() == 0
        assert wrong == []
