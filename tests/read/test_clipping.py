"""Clippings → articles."""

from __future__ import annotations

import pytest

from marsad.collect.clippings import MEDIA_TYPE, Clipping
from marsad.model import Article
from marsad.read import ReadError, read


def article_of(clipping: Clipping) -> Article:
    return read(clipping.to_bytes(), media_type=MEDIA_TYPE)


def test_fields() -> None:
    article = article_of(
        Clipping(
            "Le plan des quais est adopté.\n\nLes pêcheurs gardent leur criée.", title="Les quais", date="2025-03-12",
            outlet="La Bouée", url="https://labouee.example/1", author="Salma Tazi; Driss Alaoui", section="Ville",
            summary="Trois heures de débats.",
        )
    )  # fmt: skip
    assert (article.title, article.lede, article.outlet) == ("Les quais", "Trois heures de débats.", "La Bouée")
    assert article.body == "Le plan des quais est adopté.\n\nLes pêcheurs gardent leur criée."
    assert (article.published, article.published_evidence) == ("2025-03-12", "clipping")
    assert article.authors == ("Salma Tazi", "Driss Alaoui")
    assert (article.lang, article.section, article.url) == ("fr", "Ville", "https://labouee.example/1")


def test_pasted_text() -> None:
    article = article_of(Clipping("صادق المجلس البلدي على مخطط الأرصفة.\nوقالت الرئيسة إن السوق سيبقى في مكانه."))
    assert [block.text for block in article.blocks] == [
        "صادق المجلس البلدي على مخطط الأرصفة.",
        "وقالت الرئيسة إن السوق سيبقى في مكانه.",
    ]
    assert (article.lang, article.published, article.published_evidence) == ("ar", None, "no date in the clipping")


def test_why_there_is_no_date() -> None:
    assert article_of(Clipping("Le plan.", date_note="no such day")).published_evidence == "no such day"


def test_wrapped_lines_are_joined() -> None:
    text = "Le conseil communal a adopté mercredi le plan des quais, après trois\nheures de débats."
    assert article_of(Clipping(text)).body == text.replace("\n", " ")


@pytest.mark.parametrize("data", [b"{}", b"[" * 100_000, b'{"text":" "}', b"\xff"])
def test_what_is_no_clipping(data: bytes) -> None:
    with pytest.raises(ReadError, match="clipping"):
        read(data, media_type=MEDIA_TYPE)
