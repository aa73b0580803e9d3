"""Bytes → text, under right declarations, wrong ones and none."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.read import ReadError
from marsad.read.decode import decode, looks_like_html
from tests.paths import shared

FRENCH = "<p>Le maire a réuni les élèves à l'été, près du théâtre : « Ça commence », dit-il — pour 3 €.</p>" * 3
ARABIC = "<p>قال رئيس المجلس إن الأشغال ستنطلق في الميناء الجديد قبل نهاية السنة، وإن العمال سيعودون.</p>" * 3
LATIN9 = "<p>Le chœur a chanté l'œuvre à l'été, près du théâtre, et la sœur du maire a pleuré.</p>" * 3

CZECH = "<p>Rada města včera schválila plán přístavu; práce začnou před koncem roku, řekl ředitel úřadu.</p>" * 3
TURKISH = "<p>Belediye meclisi dün liman planını onayladı; çalışmalar yıl sonundan önce başlayacak, dedi müdür.</p>" * 3
RUSSIAN = "<p>Городской совет вчера утвердил план нового порта; работы начнутся до конца года, сказал директор.</p>" * 3
GREEK = "<p>Το δημοτικό συμβούλιο ενέκρινε χθες το σχέδιο του λιμανιού· οι εργασίες θα αρχίσουν σύντομα.</p>" * 3
CHINESE = "市议会昨天通过了新港口的计划，工程将在年底之前开始，市长这样说。他们的工作是重要的。" * 5


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1256", "nonsense"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (ARABIC, "utf-8"),
        (FRENCH, "windows-1252"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
        (ARABIC, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (LATIN9, "iso8859-15"),
    ],
)
def test_encoding_is_found_whatever_is_declared(text: str, encoding: str, declared: str | None) -> None:
    text = text.replace("—", "-") if encoding == "windows-1256" else text
    assert decode(text.encode(encoding), charset=declared) == text


@pytest.mark.parametrize("declared", [None, "utf-8", "nonsense"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CZECH, "windows-1250"),
        (CZECH, "iso8859-2"),
        (TURKISH, "windows-1254"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "iso8859-7"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
    ],
)
def test_other_languages_are_found_without_a_declaration(text: str, encoding: str, declared: str | None) -> None:
    assert decode(text.encode(encoding), charset=declared) == text


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("x-sjis", "cp932"),
        ("shift_jis", "cp932"),
        ("gb2312", "gb18030"),
        ("iso-8859-1", "cp1252"),
        ("latin9", "cp1252"),
    ],
)
def test_labels_mean_what_the_web_means_by_them(name: str, encoding: str) -> None:
    text = "<p>“–”</p>" if encoding == "cp1252" else CHINESE + "東京の港の計画は昨日の会議で承認されました。"
    text = text.replace("议", "").replace("过", "") if encoding == "cp932" else text
    data = text.encode(encoding, "ignore")
    assert decode(data, charset=name) == data.decode(encoding)


@pytest.mark.parametrize(
    ("text", "codec"), [(FRENCH, "windows-1252"), (ARABIC, "windows-1252"), (ARABIC, "windows-1256")]
)
def test_text_encoded_twice_is_mended(text: str, codec: str) -> None:
    twice = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    assert twice != text
    assert decode(twice.encode()) == text


@pytest.mark.parametrize("text", ["NÃO É O SÃO JOÃO DA «MANHû", "Ørsted, L’ÉTÉ», É”, Ü– à Ålesund", "ÂGE, «PÂTû"])
def test_letters_that_only_look_like_it_stay(text: str) -> None:
    page = f"<p>{text}</p>" * 9
    assert decode(page.encode()) == page


@pytest.mark.parametrize(
    ("good", "stray", "codec"),
    [
        (FRENCH, "<p>L’été à Orléans – déjà</p>", "windows-1252"),
        (ARABIC, "<p>قال رئيس المجلس إن الأشغال</p>", "windows-1256"),
    ],
)
def test_runs_of_another_encoding_within_utf8_are_read(good: str, stray: str, codec: str) -> None:
    assert decode(good.encode() + stray.encode(codec)) == good + stray


def test_a_letter_cut_in_two_is_no_other_letter() -> None:
    assert decode((FRENCH + "caf").encode() + b"\xc3</p>").endswith("caf\ufffd</p>")
    assert decode((ARABIC + "أخبا").encode() + b"\xd8</p>").endswith("أخبا\ufffd</p>")


def test_seven_bit_encodings_are_seen_by_their_escapes() -> None:
    text = "<p>東京の港の計画</p>"
    assert decode(text.encode("iso2022_jp")) == text
    assert decode("<p>항구 계획</p>".encode("iso2022_kr")) == "<p>항구 계획</p>"
    assert decode("<p>港口</p>".encode("hz"), charset="hz-gb-2312") == "<p>港口</p>"
    assert decode(b"<p>a ~{ b</p>") == "<p>a ~{ b</p>"


def test_two_languages_on_a_page_are_no_third() -> None:
    page = FRENCH + "<p>El año próximo España abrirá el puerto; ¿quién pagará?, preguntó la señora Muñoz.</p>" * 3
    assert decode(page.encode("windows-1252")) == page


def test_controls_beyond_ascii_are_no_text() -> None:
    page = '<meta charset="iso-8859-15">' + LATIN9
    assert decode(page.encode("windows-1252")) == page


def test_a_few_bytes_that_nothing_explains_cost_no_page() -> None:
    page = "<p>The harbour plan is voted by the council.</p>" * 20
    assert decode(page.encode() + b"\xa8\xa6 \x81\x8d\x90 \xa8\xa6").startswith(page)
    with pytest.raises(ReadError, match="unknown"):
        decode(b"\xa8\xa6\x81\x8d\x90\xb6\xaf\xbf" * 200)


def test_byte_order_mark_wins() -> None:
    assert decode("﻿مرحبا".encode("utf-16"), charset="utf-8").strip("﻿") == "مرحبا"
    assert decode(b"\xef\xbb\xbfabc", charset="utf-16") == "abc"


def test_meta_declaration_and_its_refutation() -> None:
    page = f'<meta charset="iso-8859-1">{ARABIC}'
    assert decode(page.encode("windows-1256")) == page


def test_utf8_with_a_torn_end_is_utf8() -> None:
    data = (FRENCH * 4).encode()[:-1] + "é".encode()[:1]
    assert "théâtre" in decode(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG image"),
        (b"%PDF-1.7 abc", "PDF file"),
        (b"PK\x03\x04abc", "ZIP archive"),
        (bytes(range(32)) * 40, "binary"),
    ],
)
def test_binary_is_named(data: bytes, name: str) -> None:
    with pytest.raises(ReadError, match=name):
        decode(data)


def test_markup_and_text_are_told_apart() -> None:
    assert looks_like_html("<!DOCTYPE html><title>x</title>")
    assert looks_like_html("<p>One paragraph.</p>")
    assert not looks_like_html("A plain text that says 1 < 2 and writes <p> once.")


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder",
    ["data/tests/windows-1256-arabic", "data/tests/iso-8859-6-arabic", "data-ousret/windows_1252", "data-ousret/utf_8",
     "data-ousret/windows_1256", "data-ousret/iso8859_6", "data-ousret/iso8859_1", "data-ousret/utf_16",
     "data-ousret/utf_16_le", "data-ousret/utf_32"],
)  # fmt: skip
def test_charset_suite(folder: str) -> None:
    where = shared("bench", "suites", "charset").joinpath(folder)
    encoding = where.name.removesuffix("-arabic")
    files = [path for path in Path(where).iterdir() if path.is_file()]
    assert files
    for path in files:
        assert decode(path.read_bytes()).lstrip("\ufeff") == path.read_bytes().decode(encoding).lstrip("\ufeff"), (
            path.name
        )


def test_words_with_soft_hyphens_and_lone_letters_are_no_other_script() -> None:
    page = "<p>Der Bundes\xadpräsident lobt den Hafen für die Küste, und Größe zählt über alles.</p>" * 5
    assert decode(page.encode("windows-1252")) == page
