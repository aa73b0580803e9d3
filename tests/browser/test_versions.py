"""Versions of a page and a withdrawn one as people see them, in an observatory that was filled by ingesting them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser.test_facts import WIDE, sign_in
from tests.browser.test_pages import CONTRAST, OPEN_ALL, visit

pytestmark = pytest.mark.browser

FRENCH = (
    "Le phare de Tamri sera rallumé samedi après deux hivers de travaux, a annoncé mardi l'office des phares.",
    "Le chantier a coûté 12 millions de dirhams et occupé 340 ouvriers, selon Karim Belhadj, qui l'a dirigé.",
    "Les pêcheurs du port attendaient ce feu depuis des années et comptent veiller toute la nuit sur le quai.",
)
ARABIC = (
    "تضاء منارة تمري من جديد يوم السبت بعد شتاءين من الأشغال، حسب ما أعلنه يوم الثلاثاء مكتب المنارات في المدينة.",
    "وكلف المشروع 12 مليون درهم وشغل 340 عاملا، حسب كريم بلحاج الذي أشرف على الأشغال منذ بدايتها في الميناء.",
    "وينتظر صيادو الميناء هذا الضوء منذ سنوات طويلة، وهم يعتزمون السهر طوال الليل على الرصيف في انتظاره.",
)
SITES = {
    "fr": (
        "https://quai.example/2025/le-phare-de-tamri-rallume",
        FRENCH,
        ("Le phare rallumé", "Le phare rallumé plus tard"),
    ),
    "ar": ("https://manarat.example/2025/manara-tamri-tudaa-jadid", ARABIC, ("المنارة تضيء", "المنارة تضيء لاحقا")),
}
CHANGES = {
    "fr": (("12 millions", "15 millions"), ("samedi", "dimanche")),
    "ar": (("12 مليون", "15 مليون"), ("السبت", "الأحد")),
}
PAGE = """<html lang="{lang}" dir="{dir}"><head><title>{title}</title><meta name="author" content="{author}">
<meta property="article:published_time" content="2025-09-15T07:00:00+00:00"></head>
<body><article><h1>{title}</h1>{told}</article></body></html>"""
GONE = """
import django; django.setup()
from datetime import datetime, UTC
from django.db import transaction
from marsad.observatory.models import Article, Check
from marsad.observatory.page_versions import note_checks
for article in Article.objects.filter(current=True).select_related("capture"):
    at, where = datetime(2025, 9, 20, 12, tzinfo=UTC), {"warc_file": "w", "offset": 0, "length": 0}
    Check.objects.create(page=article.page, url=article.capture.url, at=at, status=410, outcome="gone",
                         record_id=f"urn:{article.pk}", **where)
    with transaction.atomic():
        note_checks([article.page])
"""


def _command(data: Path, *arguments: str, **options: object) -> None:
    subprocess.run([sys.executable, "-m", "marsad.cli", *arguments, "--data", str(data)], check=True, **options)  # type: ignore[call-overload]


def _fill(folder: Path, data: Path) -> None:
    """Three readings of each page: the first, the same with other quotes, and one with changes."""
    meta = []
    for lang, (url, told, titles) in SITES.items():
        changed = tuple(told)
        for old, new in CHANGES[lang]:
            changed = tuple(one.replace(old, new) for one in changed)
        quoted = tuple(one.replace("'", "’") + "\u00a0" for one in told)
        for number, (title, text) in enumerate(((titles[0], told), (titles[0], quoted), (titles[1], changed[:2]))):
            name = f"{lang}-{number}"
            lines = "".join(f"<p>{one}</p>" for one in text)
            author = "Lina Berrada" if number < 2 else "Omar Tazi"
            way = "rtl" if lang == "ar" else "ltr"
            html = PAGE.format(lang=lang, dir=way, title=title, told=lines, author=author)
            (folder / f"{name}.html").write_text(html, encoding="utf-8")
            meta.append({"id": name, "url": url, "fetched": f"2025-09-1{5 + number}T09:00:00+00:00"})
    (folder / "meta.jsonl").write_text("\n".join(map(json.dumps, meta)), encoding="utf-8")
    pages = sorted(map(str, folder.glob("*.html")))
    _command(data, "ingest", *pages, "--meta", str(folder / "meta.jsonl"))
    env = os.environ | {"MARSAD_DATA": str(data), "DJANGO_SETTINGS_MODULE": "marsad.observatory.settings"}
    subprocess.run([sys.executable, "-c", GONE], env=env, check=True)
    _command(data, "user", "add", "nadia", "--password-stdin", input="lantern-and-quay\n", text=True)


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an observatory of two pages in three readings each, both withdrawn since."""
    folder = tmp_path_factory.mktemp("versions")
    data = folder / "observatory"
    _fill(folder, data)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "marsad.cli", "serve", "--data", str(data), "--port", str(port)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(120):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("lang", "text"), [("fr", "fr"), ("ar", "ar"), ("ar", "fr")])
def test_versions_of_a_page(browser: Browser, observed: str, shots: Path, lang: str, text: str, width: int) -> None:
    with visit(browser, lang, width) as (page, wrong):
        page.goto(f"{observed}/?lang={text}")
        assert page.locator(".story .tag.gone").count() == 1
        page.screenshot(path=shots / f"gone-front-{lang}-{width}.png")
        sign_in(page, observed)
        page.goto(f"{observed}/?lang={text}")
        page.locator(".story h2 a").first.click()
        page.locator(f".timeline [lang={text}] h4 a").first.click()
        assert page.locator(".notice.gone").count() == 1
        page.screenshot(path=shots / f"gone-article-{text}-in-{lang}-{width}.png", full_page=True)
        page.locator("a[href$='/versions']").first.click()
        page.screenshot(path=shots / f"versions-{text}-in-{lang}-{width}.png", full_page=True)
        page.evaluate(OPEN_ALL)
        assert page.evaluate(WIDE)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.locator(".versions > li").count() == 2, "the reading with other quotes is no version"
        assert page.locator(".versions ins").count() > 2
        side = page.locator(".sides td > div" if width > 960 else ".in-one").first
        way = "element => getComputedStyle(element).direction"
        assert side.evaluate(way) == ("rtl" if text == "ar" else "ltr")
        assert page.evaluate(CONTRAST) == []
        assert wrong == []
