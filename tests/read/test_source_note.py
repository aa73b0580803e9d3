"""Where an aggregator says it took its text from, on the parsed page. Outlets are invented."""

from __future__ import annotations

import pytest

from marsad.model import Origin
from marsad.read.page import Page, parse
from marsad.read.source_note import find_origin, host_of

HERE = "https://www.relais.example/2025/09/1.html"
SOURCE = "https://www.bouee.example/plan.html"


def _page(about: str, link: str) -> Page:
    return parse(f"<body><h1>Le plan</h1><p>{about}</p><p>Le texte.</p><p>{link}</p></body>", HERE)


@pytest.mark.parametrize(
    ("about", "link", "lang", "outlet", "published"),
    [
        ("Publié dans La Bouée le 15 - 09 - 2025", "Cliquez ici pour lire l'article.", "fr", "La Bouée", "2025-09-15"),
        ("Publicado en La Boya el 15-09-2025", "» Leer el artículo original", "es", "La Boya", "2025-09-15"),
        ("Published in The Buoy on September 15, 2025", "Read the original", "en", "The Buoy", "2025-09-15"),
        ("نشر في العوامة يوم 15 - 09 - 2025", "إضغط هنا لقراءة الخبر من مصدره.", "ar", "العوامة", "2025-09-15"),
    ],
)  # fmt: skip
def test_outlet_date_and_link(about: str, link: str, lang: str, outlet: str, published: str) -> None:
    page = _page(about, f"<a href='{SOURCE}'>{link}</a>")
    assert find_origin(page.lines[:3], page, lang=lang, fetched=None) == Origin(outlet, SOURCE, published)


def test_a_link_within_the_same_site_or_another_line_is_no_source() -> None:
    for link in (f"<a href='{HERE}'>Lire l'article original</a>", f"<a href='{SOURCE}'>Le port de Sidi Amor</a>"):
        page = _page("Par Nadir Oulmès", link)
        assert find_origin(page.lines[:3], page, lang="fr", fetched=None) is None


def test_a_note_in_the_footer_is_not_of_the_article() -> None:
    page = parse(f"<h1>Le plan</h1><footer><p><a href='{SOURCE}'>Source : La Bouée</a></p></footer>", HERE)
    assert find_origin([], page, lang="fr", fetched=None) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Harbour.Example:8080/quay?x=1", "harbour.example"),
        ("https://user@harbour.example/", "harbour.example"),
        ("//harbour.example/quay", "harbour.example"),
        ("http://[bad", None),
        ("/quay", None),
        ("", None),
        (None, None),
    ],
)
def test_the_host_of_an_address(url: str | None, host: str | None) -> None:
    assert host_of(url) == host
