"""Headline, lede, outlet, section, tags and picture of a parsed page, one mechanism a test."""

from __future__ import annotations

import json

import pytest

from marsad.model import Image
from marsad.read.declared import Declared, declared
from marsad.read.decode import decode
from marsad.read.head import Head, find_head
from marsad.read.outlet import image, outlet, section, tags
from marsad.read.page import Page, parse
from tests.paths import shared
from tests.read.pages import page as markup
from tests.read.pages import paragraphs

TITLE = "Le plan des quais adopté à Sidi Laroussi"
LEDE = "Trois heures de débats, puis un vote : les pêcheurs gardent leur criée, mais pas leurs hangars."
BODY = f"<article>{paragraphs()}</article>"
URL = "https://www.bouee.example/2026/quais.html"


def read(body: str, head: str = "", url: str = URL) -> tuple[Page, Declared, Head]:
    page = parse(markup(body, head), url)
    said = declared(page)
    return page, said, find_head(page, said)


def lede(body: str, head: str = "") -> str:
    page, _, found = read(body, head)
    return " ".join(page.lines[number].text for number in found.lede_lines)


def test_title_is_shown_without_its_site() -> None:
    head = f"<title>{TITLE} | La Bouée</title><meta property='og:site_name' content='La Bouée'>"
    page, _, found = read(f"<h1>{TITLE}</h1>{BODY}", head)
    assert found.title == TITLE
    assert found.at is not None
    assert page.lines[found.at].text == TITLE


@pytest.mark.parametrize("site", ["La Bouée", "bouee.example", "Bouée"])
def test_declared_title_loses_its_site_where_the_page_shows_no_headline(site: str) -> None:
    head = f"<meta property='og:title' content='{TITLE} - {site}'><meta property='og:site_name' content='La Bouée'>"
    assert read(BODY, head)[2].title == TITLE


@pytest.mark.parametrize("title", [f"Gazette du Môle - {TITLE}", f"{TITLE} : Gazette du Môle"])
def test_headline_without_markup_is_found_by_its_echo_in_the_title(title: str) -> None:
    page, said, found = read(f"<font size=5><b>{TITLE}</b></font><br>17 mars 2026{BODY}", f"<title>{title}</title>")
    assert found.title == TITLE
    assert outlet(page, said, found.title) == "Gazette du Môle"


def test_kicker_in_the_heading_is_not_title() -> None:
    head = f"<meta property='og:title' content='{TITLE}'>"
    body = f"<h1><span class='kicker'>Ports</span> <span>{TITLE}</span></h1>{BODY}"
    assert read(body, head)[2].title == TITLE


def test_lines_of_one_heading_are_one_title() -> None:
    assert read(f"<h1>Le plan des quais<br>adopté à Sidi Laroussi</h1>{BODY}")[2].title == TITLE


@pytest.mark.parametrize("attributes", ["class='site-title'", "id='logo'"])
def test_heading_that_names_the_site_is_not_the_headline(attributes: str) -> None:
    body = f"<h1 {attributes}><a href='/'>La Bouée de Sidi Laroussi</a></h1><h1>{TITLE}</h1>{BODY}"
    head = "<title>La Bouée de Sidi Laroussi</title>"
    assert read(body, head)[2].title == TITLE


def test_heading_kept_from_sight_gives_way_to_the_one_below() -> None:
    body = f"<h1 class='seotitle'>Quais de Sidi Laroussi : plan, vote</h1><h2>{TITLE}</h2>{BODY}"
    head = f"<title>Quais de Sidi Laroussi : plan, vote</title><meta property='og:title' content='{TITLE}'>"
    assert read(body, head)[2].title == TITLE


def test_headline_named_by_its_class_alone() -> None:
    assert read(f"<div class='titular'>{TITLE}</div>{BODY}", "<title>La Bouée</title>")[2].title == TITLE


def test_lede_outside_the_body_container() -> None:
    head = f'<meta property="og:description" content="{LEDE}">'
    assert lede(f"<h1>{TITLE}</h1><div class='x'>{LEDE}</div>{BODY}", head) == LEDE


def test_first_paragraph_that_is_also_the_description_is_no_lede() -> None:
    page, _, found = read(f"<h1>{TITLE}</h1>{BODY}")
    first = page.lines[1].text
    assert found.lede is None
    assert lede(f"<h1>{TITLE}</h1>{BODY}", f'<meta property="og:description" content="{first}">') == ""


@pytest.mark.parametrize("name", ["chapo", "article-standfirst", "entradilla", "lead-text", "post__subtitle"])
def test_lede_by_its_name(name: str) -> None:
    assert lede(f"<h1>{TITLE}</h1><p class='{name}'>{LEDE}</p>{BODY}") == LEDE


def test_lede_in_several_items() -> None:
    items = [f"Le vote a eu lieu mardi, au bout de {n} heures de débats serrés." for n in ("deux", "trois")]
    shown = "".join(f"<li>{item}</li>" for item in items)
    page, _, found = read(f"<h1>{TITLE}</h1><div class='chapo'><ul>{shown}</ul></div>{BODY}")
    assert [page.lines[number].text for number in found.lede_lines] == items
    assert found.lede == found.lede_lines[0]


def test_line_of_prose_between_headline_and_date_is_the_lede() -> None:
    assert lede(f"<h1>{TITLE}</h1><ul><li>{LEDE}</li></ul><div>Publié le 17/03/2026 20:15</div>{BODY}") == LEDE


def test_first_paragraph_in_bold_is_the_lede() -> None:
    assert lede(f"<h1>{TITLE}</h1><article><p><b>{LEDE}</b></p>{paragraphs()}</article>") == LEDE


def test_caption_under_the_headline_is_no_lede() -> None:
    caption = "<figcaption>Les quais de Sidi Laroussi vus de la capitainerie du port</figcaption>"
    assert lede(f"<h1>{TITLE}</h1><figure><img src='/q.jpg'>{caption}</figure><div>17 mars 2026</div>{BODY}") == ""


def test_title_again_with_its_kicker_is_no_lede() -> None:
    assert lede(f"<h1>{TITLE}</h1><h2>Ports {TITLE}</h2>{BODY}") == ""


def test_outlet_is_the_host_where_nothing_names_it() -> None:
    page, said, found = read(f"<h1>{TITLE}</h1>{BODY}")
    assert outlet(page, said, found.title) == "bouee.example"


@pytest.mark.parametrize(
    "over",
    [
        "<p class='rubrique'>Ports</p>",
        "<p><span class='overline'>Ports</span></p>",
        "<div class='breadcrumb'>Accueil › Ports</div><p>Un mot de la rédaction, plus long qu'une rubrique</p>",
    ],
)
def test_section_stands_over_the_headline(over: str) -> None:
    page, said, found = read(f"{over}<h1>{TITLE}</h1>{BODY}")
    assert section(page, said, found) == "Ports"


def test_tags_are_links() -> None:
    links = "<a href='/x' rel='tag'>pêche</a>, <a href='/tags/quais'><b>quais &amp; môles</b></a> <a href='/'>Une</a>"
    page, said, _ = read(f"<h1>{TITLE}</h1>{BODY}<p>Mots-clés : {links}</p>")
    assert tags(page, said) == ("pêche", "quais & môles")


def test_picture_is_absolute_and_has_its_credit() -> None:
    figure = "<figure><img src='/img/quai.jpg'><figcaption>Photo : La Bouée</figcaption></figure>"
    page, said, found = read(f"<h1>{TITLE}</h1>{figure}{BODY}")
    assert image(page, said, found) == Image("https://www.bouee.example/img/quai.jpg", "Photo : La Bouée")


def test_page_without_a_head() -> None:
    page = parse("<p></p>")
    found = find_head(page, declared(page))
    assert found == Head(None, None, range(0), None, ())
    assert image(page, declared(page), found) is None
    assert section(page, declared(page), found) is None


@pytest.mark.shared
def test_gold_heads() -> None:
    """The figures of the gold pages do not fall."""
    gold = shared("bench", "gold")
    truth = {row["id"]: row for row in map(json.loads, (gold / "gold.jsonl").read_text("utf-8").splitlines())}
    right = dict.fromkeys(("title", "lede", "outlet", "section", "tags", "credit"), 0)
    for row in map(json.loads, (gold / "inputs.jsonl").read_text("utf-8").splitlines()):
        page, want = parse(decode((gold / row["file"]).read_bytes()), row["url"]), truth[row["id"]]
        said = declared(page)
        head = find_head(page, said)
        picture = image(page, said, head)
        right["title"] += head.title == want["title"]
        right["lede"] += " ".join(page.lines[number].text for number in head.lede_lines) == want["lede"]
        right["outlet"] += outlet(page, said, head.title) == want["outlet"]
        right["section"] += section(page, said, head) == want["section"]
        right["tags"] += list(tags(page, said)) == want["tags"]
        right["credit"] += (picture.credit if picture else None) == want["image_credit"]
    assert right == {"title": 29, "lede": 28, "outlet": 29, "section": 29, "tags": 29, "credit": 29}
