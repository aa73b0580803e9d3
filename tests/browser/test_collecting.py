"""How collecting goes, and adding by hand, as operators see them in Chromium: wide and narrow, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_pages import CONTRAST, OPEN_ALL, visit

pytestmark = pytest.mark.browser

OPML = b"""<opml version="2.0"><body><outline text="Quotidiens"><outline text="Le Phare de nulle part"
xmlUrl="http://127.0.0.1:9/rss" htmlUrl="http://127.0.0.1:9/"/></outline></body></opml>"""
PAGES = {
    "health": "/sources",
    "outlet": "/source/127.0.0.1",
    "add-source": "/sources/add",
    "add": "/add?url=https://quai.example/lettre&title=Une%20lettre",
    "remove": "/sources/remove?key=127.0.0.1",
}


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in?next=/sources")
    page.fill("#id_username", "omar")
    page.fill("#id_password", "lantern-and-quay")
    page.locator("main .button").click()
    page.wait_for_selector("h1")


@pytest.fixture(scope="module")
def followed(browser: Browser, site: str) -> str:
    """The site with one outlet that nobody answers for."""
    with visit(browser, "en") as (page, wrong):
        sign_in(page, site)
        page.goto(f"{site}/sources/add")
        page.set_input_files("#file", [{"name": "mine.opml", "mimeType": "text/x-opml", "buffer": OPML}])
        page.get_by_role("button", name="Add what it lists").click()
        page.wait_for_selector(".notice.good")
        assert wrong == []
    return site


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page(browser: Browser, followed: str, shots: Path, name: str, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        sign_in(page, followed)
        page.goto(followed + PAGES[name])
        page.evaluate(OPEN_ALL)
        page.screenshot(path=shots / f"{name}-{lang}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wrong == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", list(PAGES))
def test_contrast(browser: Browser, followed: str, name: str, dark: bool) -> None:
    with visit(browser, "fr", dark=dark) as (page, _):
        sign_in(page, followed)
        page.goto(followed + PAGES[name])
        page.evaluate(OPEN_ALL)
        assert page.evaluate(CONTRAST) == []


def test_an_operator_pauses_and_resumes(browser: Browser, followed: str) -> None:
    with visit(browser, "en") as (page, wrong):
        sign_in(page, followed)
        page.get_by_role("link", name="Le Phare de nulle part").first.click()
        page.locator(".collecting > .acts").get_by_role("button", name="Pause").click()
        assert page.locator(".collecting .flag.paused").is_visible()
        page.locator(".collecting > .acts").get_by_role("button", name="Resume").click()
        assert page.locator(".collecting > .acts").get_by_role("button", name="Ask now").is_visible()
        assert wrong == []


def test_a_pasted_text_becomes_an_article(browser: Browser, followed: str) -> None:
    with visit(browser, "en") as (page, wrong):
        sign_in(page, followed)
        page.get_by_role("link", name="Add", exact=True).click()
        page.fill("#text-title", "Une lettre du quai")
        page.fill("#text-date", "2025-09-15")
        page.fill("#text-text", "Le quai sera refait au printemps par la commune, a dit le maire. " * 6)
        page.get_by_role("button", name="Add the text").click()
        page.wait_for_selector("#handed .added")
        for _ in range(60):
            page.goto(f"{followed}/add")
            if page.locator(".added a", has_text="Une lettre du quai").count():
                break
            page.wait_for_timeout(500)
        page.locator(".added a", has_text="Une lettre du quai").first.click()
        assert page.locator("article.text h1").inner_text() == "Une lettre du quai"
        assert wrong == []


def test_the_bookmarklet_fills_the_form(browser: Browser, followed: str) -> None:
    with visit(browser, "ar") as (page, _):
        sign_in(page, followed)
        page.goto(f"{followed}/add")
        code = page.locator(".bookmarklet").get_attribute("href") or ""
        assert code.startswith("javascript:")
        kept = f"{followed}/search?q=%D9%85%D9%8A%D9%86%D8%A7%D8%A1&lang=ar#deux"
        page.goto(kept)
        title = page.title()
        page.evaluate(
            code.removeprefix("javascript:")
        )  # as the browser does with a bookmark, whatever the page's policy
        page.wait_for_url(f"{followed}/add?**")
        assert page.input_value("#url") == kept
        assert page.input_value("#text-title") == title
