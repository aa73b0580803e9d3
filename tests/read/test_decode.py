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
    if declared in {"iso-8859-1"} and encoding == "iso8859-15":
        pytest.skip("half signs and œ share their bytes: a declared Latin-1 that reads as well is believed")
    text = text.replace("—", "-") if encoding == "windows-1256" else text
    assert decode(text.encode(encoding), charset=declared) == text


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
     "data-ousret/windows_1256", "data-ousret/iso8859_6", "data-ousret/iso8859_1", "data-ousret/utf_16"],
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
