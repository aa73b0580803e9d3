"""Dossiers as people use them: made by one click, filled, read on a phone and on a desk, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_facts import WIDE, press, sign_in
from tests.browser.test_pages import CONTRAST, OPEN_ALL, visit

pytestmark = pytest.mark.browser

INITIATIVE = "Maarifa 2030"
TWICE = "[...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at)"


def open_initiative(page: Page, site: str) -> None:
    """The dossier of an initiative of the sample, made from its page by an editor unless it is there already."""
    sign_in(page, site)
    page.goto(f"{site}/dossiers")
    known = page.locator(".dossiers h2 a", has_text=INITIATIVE)
    if not known.count():
        page.goto(f"{site}/entity/initiative/maarifa-2030")
        page.locator("a[href*='/dossiers/make']").click()
        press(page, page.locator("button[value=make]").first)
    else:
        known.first.click()
    wait_until_filled(page)
    assert page.locator(".dossier-parts li").count() >= 2


def wait_until_filled(page: Page) -> None:
    """Earlier articles are taken in by the worker."""
    for _ in range(60):
        if not page.locator(".dossier-head [role=status]").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("the dossier was not filled")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_pages_of_a_dossier(browser: Browser, site: str, shots: Path, lang: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        open_initiative(page, site)
        address = page.url
        for name in ("", "/articles", "/part/1", "/edit", "/export"):
            page.goto(f"{address}{name}")
            page.evaluate(OPEN_ALL)
            shot = f"dossier{name.replace('/', '-')}-{lang}-{width}.png"
            page.screenshot(path=shots / shot, full_page=True)
            assert page.evaluate(WIDE), shot
            assert page.evaluate(CONTRAST) == [], shot
            assert page.evaluate(TWICE) == [], shot
            assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        assert wrong == []


def test_an_editor_leaves_an_article_out_and_takes_it_back(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, wrong):
        open_initiative(page, site)
        address = page.url
        page.goto(f"{address}/articles")
        lines = page.locator(".results > li")
        before, title = lines.count(), lines.first.locator("h3").inner_text()
        press(page, lines.first.get_by_role("button", name="Not part of this dossier"))
        assert page.locator("#done", has_text=title).count() == 1
        assert lines.count() == before - 1
        press(page, page.locator("#done").get_by_role("button", name="Undo"))
        assert lines.count() == before
        assert wrong == []


def test_a_part_is_written_down_and_nobody_has_covered_it(browser: Browser, site: str) -> None:
    with visit(browser, "en") as (page, wrong):
        open_initiative(page, site)
        address = page.url
        page.goto(f"{address}/edit")
        page.evaluate(OPEN_ALL)
        page.fill("#n-new-fr", "Cartes marines anciennes")
        page.fill("#n-new-ar", "الخرائط البحرية القديمة")
        press(page, page.get_by_role("button", name="Follow this part"))
        page.goto(address)
        wait_until_filled(page)
        page.get_by_role("link", name="Cartes marines anciennes").click()
        assert page.get_by_text("Nobody has covered this part yet.").count() == 1
        page.goto(f"{address}/edit")
        press(page, page.locator("#journal ~ ol > li", has_text="wrote a part down").get_by_role("button", name="Undo"))
        page.goto(address)
        wait_until_filled(page)
        assert page.get_by_role("link", name="Cartes marines anciennes").count() == 0
        assert wrong == []
