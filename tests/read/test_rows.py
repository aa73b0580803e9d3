"""The row of an article with everything in it."""

from __future__ import annotations

from marsad.model import Article, Block, BlockType, Comment, Dropped, Image, Origin, Teaser
from marsad.read.rows import article_row


def test_every_field_has_its_place() -> None:
    article = Article(
        title="عنوان",
        lang="ar",
        blocks=(Block(BlockType.PARAGRAPH, "أ"), Block(BlockType.TABLE, "1\t2"), Block(BlockType.QUOTE, "ب")),
        lede="مقدمة",
        authors=("سعاد المرجاني",),
        image=Image("https://a.example/i.jpg", "صورة"),
        origin=Origin("مرسى", "https://b.example/1", "2025-03-12"),
        paywalled=True,
        comments=(Comment("نعم", "ليلى", "2025-03-12T10:00"), Comment("لا", reply_to=0)),
        teasers=(Teaser("خبر", "/1"),),
        dropped=(Dropped("advertising", "إعلان"),),
    )
    row = article_row(article, id="x", file="x.html")
    assert row["dir"] == "rtl"
    assert row["body"] == "أ\n\nب"
    assert row["blocks"][1] == {"type": "table", "text": "1\t2"}
    assert row["image"] == {"url": "https://a.example/i.jpg", "credit": "صورة"}
    assert row["origin"] == {"outlet": "مرسى", "url": "https://b.example/1", "published": "2025-03-12"}
    assert row["comments"][1] == {"author": None, "text": "لا", "published": None, "reply_to": 0}
    assert row["teasers"] == [{"title": "خبر", "url": "/1"}]
    assert row["dropped"] == [{"reason": "advertising", "text": "إعلان"}]


def test_unknown_image_and_origin_are_null_inside() -> None:
    row = article_row(Article(title="x", lang=None), id="x", file="x.html")
    assert row["image"] == {"url": None, "credit": None}
    assert row["origin"] == {"outlet": None, "url": None, "published": None}
