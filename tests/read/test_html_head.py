"""Heads of articles that no markup names: the order of the lines tells."""

from __future__ import annotations

from datetime import datetime

import pytest

from marsad.model import Article, Block, BlockType, Dropped
from marsad.read import read
from marsad.read.html import _without_labels

BODY = "".join(
    f"<p>Le chantier du quai numéro {n} avance, a indiqué mardi la capitainerie, qui attend encore deux grues.</p>"
    for n in range(1, 7)
)
WHEN = datetime.fromisoformat("2026-03-18T12:00:00+01:00")


def page(head: str, title: str = "Le quai neuf ouvrira au printemps") -> str:
    return f'<html lang="fr"><head><title>{title}</title></head><body><div class="x">{head}{BODY}</div></body></html>'


def test_a_line_of_prose_between_headline_and_date_is_the_lede() -> None:
    lede = "Deux grues manquent encore, mais les pêcheurs ont déjà retrouvé la moitié de leurs places à quai."
    head = f"<h1>Le quai neuf ouvrira au printemps</h1><ul><li>{lede}</li></ul><div>Publié le 17/03/2026 20:15</div>"
    article = read(page(head), fetched=WHEN)
    assert article.lede == lede
    assert lede not in article.body
    assert article.published == "2026-03-17T20:15"


@pytest.mark.parametrize(
    "title",
    ["Gazette du Môle - Le quai neuf ouvrira au printemps", "Le quai neuf ouvrira au printemps : Gazette du Môle"],
)
def test_a_headline_without_markup_is_found_by_its_echo_in_the_title(title: str) -> None:
    head = "<font size=5><b>Le quai neuf ouvrira au printemps</b></font><br><font size=2>17 mars 2026</font>"
    article = read(page(head, title), fetched=WHEN)
    assert article.title == "Le quai neuf ouvrira au printemps"
    assert article.outlet == "Gazette du Môle"
    assert article.published == "2026-03-17"


def test_a_declared_date_far_from_the_capture_gives_way_to_the_printed_one() -> None:
    declared = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-01-01"}</script>'
    head = f"{declared}<h1>Le quai neuf ouvrira au printemps</h1><div>Publié le 17 mars 2026 à 8h</div>"
    article = read(page(head), fetched=WHEN)
    assert article.published == "2026-03-17T08:00"
    assert "2026-01-01" in (article.published_evidence or "")
    assert read(page(head), fetched=datetime.fromisoformat("2026-06-01T12:00:00+01:00")).published == "2026-01-01"


def test_labels_and_read_also_lines_are_not_body() -> None:
    head = "<h1>Le quai neuf ouvrira au printemps</h1><div>Ports / FR / X10</div>"
    foot = "<p>➜ <b>À lire aussi :</b> <a href='/7'>La criée change d'horaires cet été</a></p>"
    article = read(page(head).replace("</div></body>", f"{foot}</div></body>"), fetched=WHEN)
    assert "Ports / FR / X10" not in article.body
    assert "criée" not in article.body
    assert "read_also" in {dropped.reason for dropped in article.dropped}


def test_a_label_that_comes_again_as_a_subhead_is_dropped_only_before_the_text() -> None:
    prose = ["Le chantier avance.", "La criée attend deux grues."]
    blocks = tuple(Block(BlockType.PARAGRAPH, text) for text in ("Ports", prose[0], "Ports", prose[1]))
    told = Article(title="Le quai", lang="fr", blocks=tuple(Block(BlockType.PARAGRAPH, text) for text in prose))
    kept = _without_labels(Article(title="Le quai", lang="fr", blocks=blocks), told)
    assert [block.text for block in kept.blocks] == [prose[0], "Ports", prose[1]]
    assert kept.dropped == (Dropped("label", "Ports"),)
