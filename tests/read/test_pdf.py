"""PDF files → articles. The two real files were printed by Chromium from pages written for these tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from marsad.model import BlockType
from marsad.read import ReadError, read
from tests.read.pdfs import Type, column, pdf

HERE = Path(__file__).parent / "pdf"
BODY = [
    "Le conseil communal a adopté mercredi le plan des quais, après trois heures de débats et plu-",
    "sieurs suspensions. Les pêcheurs gardent leur criée, mais leurs hangars seront démolis avant",
    "l'été prochain.",
    "Le chantier coûtera quatorze millions de dirhams, et l'axe Sidi Laroussi-",
    "Bab Lahjar restera ouvert pendant les travaux, selon la présidente du conseil communal.",
]


def test_arabic_is_in_logical_order() -> None:
    article = read((HERE / "arabic.pdf").read_bytes())
    assert article.title == "المجلس البلدي يصادق على مخطط الأرصفة"
    assert article.lang == "ar"
    assert (article.published, article.published_evidence) == (
        "2025-03-12",
        "printed on the first page: سيدي العروسي، 12 مارس 2025",
    )
    first, second = (block.text for block in article.blocks)
    assert first == (
        "صادق المجلس البلدي لسيدي العروسي، بعد ثلاث ساعات من النقاش، على مخطط الأرصفة الجديد الذي يكلف 14 مليون درهم، "
        "ويمتد تنفيذه إلى سنة 2027."
    )
    assert "قبل الصيف المقبل (بين يونيو و2026)." in second
    assert "شركة Marsa Maroc أو من المعارضة" in second


def test_a_bulletin_of_three_pages() -> None:
    article = read((HERE / "french.pdf").read_bytes(), media_type="application/pdf")
    assert article.title == "Le plan des quais adopté à Sidi Laroussi"
    assert (article.published, article.lang) == ("2025-03-12", "fr")
    assert [one.text for one in article.dropped] == ["Bulletin de la commune de Sidi Laroussi", "Page 1"]
    heads = [block.text for block in article.blocks if block.type is BlockType.SUBHEAD]
    assert heads == ["Partie une", "Partie deux", "Partie trois", "Partie quatre"]
    paragraphs = [block.text for block in article.blocks if block.type is BlockType.PARAGRAPH]
    assert len(paragraphs) == 16
    assert all(text.endswith(".") for text in paragraphs)


def test_line_ends_and_hyphens_are_taken_back() -> None:
    article = read(pdf([[Type(60, 760, "Le plan des quais", 20), *column(BODY)]]))
    assert article.title == "Le plan des quais"
    first, second = (block.text for block in article.blocks)
    assert first == (
        "Le conseil communal a adopté mercredi le plan des quais, après trois heures de débats et plusieurs "
        "suspensions. Les pêcheurs gardent leur criée, mais leurs hangars seront démolis avant l'été prochain."
    )
    assert "Sidi Laroussi-Bab Lahjar restera" in second


def test_columns_follow_each_other() -> None:
    left = ["Le conseil communal a adopté le plan", "des quais après trois heures de"]
    right = ["débats que la présidente a dits", "longs et nécessaires."]
    article = read(pdf([[Type(60, 760, "Le plan", 20), *column(left), *column(right, x=320)]]))
    assert [block.text for block in article.blocks] == [
        "Le conseil communal a adopté le plan des quais après trois heures de débats que la présidente a dits longs et "
        "nécessaires."
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [
        [Type(60, 800, "La Bouée"), *column(["Le conseil communal a adopté mercredi le plan"]), Type(290, 40, "1")],
        [Type(60, 800, "La Bouée"), *column(["des quais, et les pêcheurs gardent leur criée."]), Type(290, 40, "2")],
    ]
    article = read(pdf(pages))
    assert (
        article.body == "Le conseil communal a adopté mercredi le plan des quais, et les pêcheurs gardent leur criée."
    )
    assert [(one.reason, one.text) for one in article.dropped] == [
        ("running_head", "La Bouée"),
        ("page_number", "1"),
        ("page_number", "2"),
    ]


@pytest.mark.parametrize(
    ("declared", "title"),
    [("Note sur les quais", "Note sur les quais"), ("Microsoft Word - quais.doc", None), ("untitled", None)],
)
def test_declared_titles_that_are_none(declared: str, title: str | None) -> None:
    assert read(pdf([column(BODY)], info=f"/Title ({declared})")).title == title


def test_the_date_of_the_file_says_what_it_is() -> None:
    info = "/CreationDate (D:20250312094500+01'00')"
    article = read(pdf([column(BODY)], info=info))
    assert (article.published, article.published_evidence) == ("2025-03-12T09:45+01:00", "PDF metadata CreationDate")
    article = read(pdf([[Type(60, 740, "Publié le 2 mars 2025"), *column(BODY)]], info=info))
    assert article.published == "2025-03-02"
    assert read(pdf([column(BODY)], info="/CreationDate (D:20251399)")).published is None


def test_pictures_of_pages() -> None:
    with pytest.raises(ReadError, match="only pictures of pages; it needs text recognition first"):
        read(pdf([[]], picture=True))


def test_damaged() -> None:
    with pytest.raises(ReadError, match="damaged"):
        read(b"%PDF-1.7 nothing follows")


def test_locked() -> None:
    secret = "00" * 32
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{secret}> /U <{secret}> >> /ID [<00> <00>]"
    with pytest.raises(ReadError, match="locked with a password; save it without one"):
        read(pdf([column(BODY)], trailer=locked))


def test_too_many_pages() -> None:
    with pytest.raises(ReadError, match="201 pages is over the limit of 200; split it"):
        read(pdf([[]] * 201))


def test_without_pdfium_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReadError, match=r"needs pypdfium2: pip install 'marsad\[observatory\]'"):
        read(pdf([column(BODY)]))


def test_short_last_lines_and_indents_end_paragraphs() -> None:
    first = ["Le conseil communal a adopté mercredi le plan des quais, après trois heures de débats", "tendus."]
    second = ["Les pêcheurs gardent leur criée, mais leurs hangars seront démolis avant l'été, a-t-on appris."]
    article = read(pdf([[Type(60, 760, "Le plan", 20), *column([*first, *second])]]))
    assert [block.text for block in article.blocks] == [" ".join(first), *second]
    full = "Les pêcheurs gardent leur criée, mais leurs hangars seront démolis avant l'été prochain."
    lines = [Type(60, 700, full), Type(60, 688, full), Type(75, 676, full), Type(60, 664, full)]
    article = read(pdf([[Type(60, 760, "Le plan", 20), *lines]]))
    assert [block.text for block in article.blocks] == [f"{full} {full}", f"{full} {full}"]
