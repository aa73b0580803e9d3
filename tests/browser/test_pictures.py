"""Pictures as a browser draws them on a phone: labels of a size to read, none over another, every edge to be hit."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route

from marsad.web.pictures import bars, columns, lines, network, tree
from marsad.web.pictures.canvas import Picture

pytestmark = pytest.mark.browser

HOME = "http://pictures.example/"
DAY = date(2025, 3, 3)
NAMES = (
    "Amina Talbi",
    "وزارة الانتقال البحري وإصلاح الموانئ",
    "Ministère de la Transition maritime et de la Réforme des ports",
    "Youssef El Idrissi",
    "الجامعة المتوسطية للمنارات",
    "Consejo Regional de los Faros de la Costa",
    "WWWWWWWWWWWWWWWWWWWWWWWW",
)
LABELS = """() => [...document.querySelectorAll('.picture')].flatMap(picture => {
  const scale = picture.getScreenCTM().a;
  return [...picture.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect(), sheet = picture.getBoundingClientRect();
    return {words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize) * scale,
            left: box.left, right: box.right, top: box.top + box.height * .2, bottom: box.bottom - box.height * .2,
            picture: picture.getAttribute('aria-labelledby'), start: sheet.left, end: sheet.right};
  });
})"""
HIT = """link => {
  link.scrollIntoView({block: 'center'});
  const box = link.querySelector('.hit').getBoundingClientRect();
  const there = (x, y) => document.elementFromPoint(x, y)?.closest('a') === link;
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return {wide: box.width, high: box.height,
          hit: there(x, y) && there(x - 10, y) && there(x + 10, y) && there(x, y - 10) && there(x, y + 10)};
}"""


def _pictures() -> list[Picture]:
    drawn = random.Random(5)
    kinds = ("person", "organisation", "initiative")
    people = [
        network.Actor(f"x/{n:02}", f"{NAMES[n % 7]} {n}", kinds[n % 3], 300 // (n + 1), f"/entity/{n}")
        for n in range(40)
    ]
    ties = [
        network.Tie(f"x/{one:02}", f"x/{other:02}", drawn.randint(1, 2000), f"/tie/{one}-{other}")
        for one in range(40)
        for other in range(one + 1, 40)
        if drawn.random() < 0.1
    ]
    days = [
        bars.DayCount(DAY + timedelta(days=n), lang, drawn.randint(0, 9))
        for n in range(200)
        for lang in ("fr", "ar", "es")
    ]
    points = [
        lines.Point(DAY + timedelta(days=9 * n), n * 1e6, NAMES[n % 7], "/article/1", n % 4 == 0) for n in range(12)
    ]
    rows = [columns.Row(name, 90 - 9 * n, 9, "/source/x") for n, name in enumerate(NAMES)]
    labels = columns.Labels("T", "R", "articles", "sources")
    copies = [tree.Leaf(name, "3 heures plus tard", "légèrement modifié", "/article/2", 0.5, 3) for name in NAMES]
    return [
        network.actors(people, ties),
        bars.coverage(days),
        lines.series(points, "MDH"),
        columns.within(rows, labels, name="within"),
        columns.beside(rows, labels, name="beside", wholes=(400, 60)),
        tree.reprints(NAMES[2], "15 sept. 2025 08:00", copies, href="/article/1"),
    ]


def _open(browser: Browser, lang: str, scheme: str) -> Page:
    """The pictures on a page with the site's style sheets, 360 px wide."""
    sheets = "".join(Path(finders.find(f"marsad/{name}.css") or "").read_text() for name in ("base", "pictures"))
    with override(lang):
        drawn = "".join(f"<figure class='drawn'>{picture.svg}</figure>" for picture in _pictures())
    way = "rtl" if lang == "ar" else "ltr"
    html = (
        f"<!doctype html><html lang='{lang}' dir='{way}'><meta name='viewport' content='width=device-width'>"
        f"<title>x</title><style>{sheets}</style><main>{drawn}</main>"
    )

    def answer(route: Route) -> None:
        route.fulfill(body=html if route.request.url == HOME else "evidence", content_type="text/html; charset=utf-8")

    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.route("**/*", answer)
    page.goto(HOME)
    return page


@pytest.mark.parametrize(("lang", "scheme"), [("fr", "light"), ("ar", "dark")])
def test_labels_can_be_read_on_a_phone(browser: Browser, shots: Path, lang: str, scheme: str) -> None:
    page = _open(browser, lang, scheme)
    page.screenshot(path=shots / f"pictures-{lang}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    labels = page.evaluate(LABELS)
    assert len(labels) > 100
    assert not [one for one in labels if one["size"] < 11]
    assert not [one for one in labels if one["left"] < one["start"] - 1 or one["right"] > one["end"] + 1]
    over = [
        (one["words"], other["words"])
        for place, one in enumerate(labels)
        for other in labels[place + 1 :]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]
    assert not over


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_edge_can_be_hit_and_leads_to_its_evidence(browser: Browser, lang: str) -> None:
    page = _open(browser, lang, "light")
    links = page.locator(".tie.number")
    assert links.count() >= 50
    for place in range(links.count()):
        found = links.nth(place).evaluate(HIT)
        assert min(found["wide"], found["high"]) >= 23.5, found
        assert found["hit"]
    wanted = links.first.get_attribute("href")
    links.first.click()
    page.wait_for_url(f"{HOME.rstrip('/')}{wanted}")
    assert page.text_content("body") == "evidence"


def test_arabic_names_are_shaped_and_run_from_the_right(browser: Browser) -> None:
    page = _open(browser, "fr", "light")
    joined, apart = page.evaluate(
        """() => {
          const text = [...document.querySelectorAll('.picture text[lang=ar]')][0];
          const joined = text.getComputedTextLength();
          text.textContent = [...text.textContent].join('\\u200c');
          return [joined, text.getComputedTextLength()];
        }"""
    )
    assert joined < apart
    assert page.locator(".picture text[lang=ar]").first.evaluate("text => getComputedStyle(text).direction") == "rtl"
