"""Authors of small pages in four languages: declared, printed, and where the two disagree."""

from __future__ import annotations

import json
from typing import Any

import pytest

from marsad.read.byline import Byline, authors
from marsad.read.declared import declared
from marsad.read.page import parse

HEADLINE = "The harbour opens its new northern quay"
PROSE = (
    "<p>" + "The crane lifted the first container before noon and the crowd along the wall cheered it. " * 4 + "</p>"
)


def _read(
    under: str = "", *, head: str = "", author: Any = None, after: str = "", outlets: tuple[str, ...] = ()
) -> Byline:
    if author is not None:
        article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, "author": author}
        head += f'<script type="application/ld+json">{json.dumps(article)}</script>'
    markup = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{HEADLINE}</h1>{under}{PROSE * 3}{after}</article></body></html>"
    )
    page = parse(markup, "https://www.harbour.example/quay")
    said = declared(page)
    at = next(line.number for line in page.lines if line.tag == "h1")
    zone = range(at + 1, next(line.number for line in page.lines if len(line.text) > 200))
    return authors(page, said, at, zone, outlets)


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('<div class="byline">By <a href="/x">Joan Tremaine</a> and Bill Vardy</div>', ("Joan Tremaine", "Bill Vardy")),
        ("<p>Par Salma Garnier</p>", ("Salma Garnier",)),
        ("<p>Por Rosa Almagro | 12 de mayo de 2024</p>", ("Rosa Almagro",)),
        ("<p>بقلم: نادر الكرواني</p>", ("نادر الكرواني",)),
        ('<p class="autor">نادر الكرواني</p>', ("نادر الكرواني",)),
        ("<p>Von Jutta Heide, Tanger</p>", ("Jutta Heide",)),
        ('<p>12.05.2024 · <span itemprop="author">Nora Vale</span> · 3 min</p>', ("Nora Vale",)),
        ('<p><a href="/author/nora-vale/">Nora Vale</a></p>', ("Nora Vale",)),
        ("<p>Posted on 21. Juli 2019 by kuhfuss</p>", ("kuhfuss",)),
        ("<p>Nora Vale</p><p>12 May 2024</p>", ("Nora Vale",)),
    ],
)
def test_a_printed_byline_names_the_authors(line: str, names: tuple[str, ...]) -> None:
    found = _read(line)
    assert found.names == names
    assert found.lines[:1] == (1,)


def test_a_declared_author_is_believed() -> None:
    assert _read(author=[_person("Nora Vale"), _person("By Sam Stone")]).names == ("Nora Vale", "Sam Stone")
    assert _read(head='<meta name="author" content="Nora Vale &amp; Sam Stone">').names == ("Nora Vale", "Sam Stone")


def test_a_reference_leads_to_the_person() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": HEADLINE, "author": {"@id": "#nora"}},
            {"@type": "Person", "@id": "#nora", "name": "Nora Vale"},
        ]
    }
    assert _read(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>').names == ("Nora Vale",)


def test_the_printed_byline_corrects_a_login_or_the_house() -> None:
    line = '<p class="byline">By Nora Vale</p>'
    assert _read(line, author=_person("admin")).names == ("Nora Vale",)
    assert _read(line, author=_person("nvale")).names == ("Nora Vale",)
    assert _read(line, author=_person("Harbour Gazette"), outlets=("Harbour Gazette",)).names == ("Nora Vale",)


def test_the_fuller_byline_is_believed() -> None:
    line = '<p class="byline">By Nora Vale and Sam Stone</p>'
    assert _read(line, author=_person("Nora Vale")).names == ("Nora Vale", "Sam Stone")


def test_a_house_is_an_author_only_where_it_is_declared() -> None:
    house = {"@type": "Organization", "name": "Harbour Gazette"}
    assert _read(author=house, outlets=("Harbour Gazette",)).names == ("Harbour Gazette",)
    assert _read('<p class="byline">Harbour Gazette</p>', outlets=("Harbour Gazette",)).names == ()
    assert _read('<p class="firma">Redacción</p>', author={"@type": "Organization", "name": "Redacción"}).names == ()


def test_an_agency_stands_apart() -> None:
    found = _read('<p class="byline">Par Salma Garnier avec AFP</p>')
    assert (found.names, found.agency) == (("Salma Garnier",), "AFP")
    found = _read('<p class="auth">وكالة الميناء للأنباء</p>')
    assert (found.names, found.agency) == ((), "وكالة الميناء للأنباء")


def test_a_dateline_tells_the_agency() -> None:
    dateline = "<p>Tanger, 15 sept. 2025 (AAP) – " + "Les quais ont rouvert ce lundi au trafic. " * 8 + "</p>"
    assert _read(dateline).agency == "AAP"


def test_a_byline_after_the_article_is_found() -> None:
    found = _read(after="<p>Autorin: Jutta Heide</p>")
    assert found.names == ("Jutta Heide",)
    assert len(found.lines) == 1


def test_credits_comments_and_sections_are_no_authors() -> None:
    lines = (
        "<figure><figcaption>Photo by Sam Stone</figcaption></figure><p class='comment-author'>Ana Sand</p>"
        "<p><a href='/climate'>Climate Change</a></p>"
    )
    assert _read(lines).names == ()
