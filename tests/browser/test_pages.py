from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"


@contextmanager
def visit(browser: Browser, lang: str, width: int = 1280, dark: bool = False) -> Iterator[tuple[Page, list[str]]]:
    """A page and the list of what went wrong on it: console errors, requests to elsewhere, lacking policy."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=lang, color_scheme="dark" if dark else "light"
    )
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: _same_host(request.url, wrong))
    page.on("response", lambda response: _has_policy(response.url, response.headers, wrong))
    try:
        yield page, wrong
    finally:
        context.close()


def _same_host(url: str, wrong: list[str]) -> None:
    if urlsplit(url).hostname != "127.0.0.1":
        wrong.append(f"asked another host: {url}")


def _has_policy(url: str, headers: dict[str, str], wrong: list[str]) -> None:
    if "/static/" not in url and "default-src 'none'" not in headers.get("content-security-policy", ""):
        wrong.append(f"no policy: {url}")


def open_front(page: Page, site: str) -> None:
    page.goto(site)


def open_story(page: Page, site: str) -> None:
    page.goto(site)
    weights = page.locator(".story .weight b").all_inner_texts()
    page.locator(".story h2 a").nth(weights.index(max(weights, key=int))).click()
    page.wait_for_selector(".timeline")


def open_article(page: Page, site: str) -> None:
    open_story(page, site)
    page.locator(".timeline h4 a").first.click()
    page.wait_for_selector("article.text")


def open_entity(page: Page, site: str) -> None:
    open_article(page, site)
    page.locator(".stated .who a").first.click()
    page.wait_for_selector(".called")


def open_search(page: Page, site: str) -> None:
    page.goto(f"{site}/search")
    page.fill("#q", "المغرب" if page.evaluate("document.documentElement.lang") == "ar" else "projet")
    page.locator("form.search .button").click()
    page.wait_for_selector(".results mark")


def open_path(path: str) -> Callable[[Page, str], None]:
    def go(page: Page, site: str) -> None:
        page.goto(site + path)

    return go


PAGES: dict[str, Callable[[Page, str], None]] = {
    "front": open_front,
    "story": open_story,
    "article": open_article,
    "entity": open_entity,
    "search": open_search,
    "sources": open_path("/sources"),
    "sign-in": open_path("/sign-in"),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page(browser: Browser, site: str, shots: Path, name: str, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        PAGES[name](page, site)
        page.screenshot(path=shots / f"{name}-{lang}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.evaluate("document.documentElement.lang") == lang
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "with every fold open"
        assert wrong == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", list(PAGES))
def test_contrast(browser: Browser, site: str, shots: Path, name: str, dark: bool) -> None:
    with visit(browser, "fr", dark=dark) as (page, _):
        PAGES[name](page, site)
        page.evaluate(OPEN_ALL)
        if dark:
            page.screenshot(path=shots / f"{name}-fr-1280-dark.png", full_page=True)
        assert page.evaluate(CONTRAST) == []


def test_the_keyboard_finds_the_way_past_the_masthead(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, _):
        page.goto(site)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_the_ticker_moves_only_for_those_who_ask(browser: Browser, site: str) -> None:
    moving = "document.querySelector('.strip ul').getAnimations().length"
    with visit(browser, "ar") as (page, wrong):
        page.goto(site)
        assert page.evaluate(moving) == 0
        page.locator(".ticker label").click()
        assert page.evaluate(moving) == 1
        page.locator(".ticker label").click()
        assert page.evaluate(moving) == 0
        page.emulate_media(reduced_motion="reduce")
        assert not page.locator(".ticker label").is_visible()
        assert wrong == []


def test_a_reader_chooses_a_language_and_signs_in(browser: Browser, site: str) -> None:
    with visit(browser, "fr") as (page, wrong):
        page.goto(f"{site}/sources")
        page.get_by_role("button", name="العربية").click()
        assert page.url == f"{site}/sources"
        assert page.evaluate("document.documentElement.dir") == "rtl"
        page.locator(".account a").click()
        page.fill("#id_username", "samia")
        page.fill("#id_password", "lantern-and-quay")
        page.locator("main .button").click()
        assert page.url == f"{site}/sources"
        page.get_by_role("button", name="تسجيل الخروج").click()
        assert page.locator(".account a").is_visible()
        assert wrong == []


def test_the_admin_has_no_errors(browser: Browser, site: str) -> None:
    with visit(browser, "ar") as (page, wrong):
        page.goto(f"{site}/admin/")
        assert page.locator("#id_username").is_visible()
        assert wrong == []
