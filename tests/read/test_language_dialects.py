"""Comments in the spoken Arabic of the Maghreb, in both scripts, and what must not be taken for it.

The comments in ``dialects/`` were written for Marsad: those of Morocco, Algeria and Tunisia and ``others.tsv`` before
the word lists, the numbered ones after a round of work on the lists each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import LANGUAGES
from marsad.read.dialects import ARABIZI, DARIJA
from marsad.read.language import detect_language
from tests.paths import shared

_DIALECTS = (DARIJA, ARABIZI)
_FILES = sorted((Path(__file__).parent / "dialects").glob("*.tsv"))


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(lang, text) for lang, text in (line.split("\t") for line in lines)]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_comments(path: Path) -> None:
    rows = _rows(path)
    for wanted in {lang for lang, _ in rows}:
        texts = [text for lang, text in rows if lang == wanted]
        found = [detect_language(text, dialects=True) for text in texts]
        if wanted in _DIALECTS:
            assert found.count(wanted) >= 0.85 * len(texts), wanted
        else:
            assert not [text for text, lang in zip(texts, found, strict=True) if lang in _DIALECTS]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_articles_are_never_in_a_dialect(path: Path) -> None:
    assert {detect_language(text) for _, text in _rows(path)} <= {*LANGUAGES, None}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ماعندناش القنطرة", DARIJA),
        ("ما عندناش القنطرة", DARIJA),
        ("كيديرو القنطرة", DARIJA),
        ("غايديرو قنطرة", DARIJA),
        ("بزاااااف", DARIJA),
        ("مراكش مدينة عريقة", "ar"),
        ("سيكون الميناء جاهزا", "ar"),
        ("ma 3andnach l9antra", ARABIZI),
        ("makaynch l9antra", ARABIZI),
        ("BZAAAAAF 3LINA", ARABIZI),
        ("ghaydiro l9antra", ARABIZI),
        ("la 4G ne passe pas au port depuis le 7 mars", "fr"),
        ("c 3 fois que je le dis", "fr"),
        ("3 barcos y 9 marineros volvieron a las 7h", "es"),
        ("the 3rd harbour in 9 years, gr8", "en"),
        ("ⵜⴰⵖⵔⵎⵜ ⵏ ⵓⵙⵙⴰⵏ", "zgh"),
    ],
)
def test_comment(text: str, lang: str) -> None:
    assert detect_language(text, dialects=True) == lang


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert detect_language(text, dialects=True) in {*LANGUAGES, *_DIALECTS, "zgh", None}


@given(st.text(alphabet="كيغامنش تو3a9hkcm", max_size=3000))
def test_what_looks_like_a_dialect_is_in_some_language(text: str) -> None:
    assert detect_language(text, dialects=True) in {*LANGUAGES, *_DIALECTS, None}


@pytest.mark.shared
def test_on_headlines() -> None:
    lines = shared("bench", "language", "lid", "headlines.tsv").read_text(encoding="utf-8").splitlines()
    wrong = []
    for lang, text in (line.split("\t") for line in lines):
        if detect_language(text, dialects=lang in _DIALECTS) != lang:
            wrong.append((lang, text))
    assert len(wrong) <= 2
