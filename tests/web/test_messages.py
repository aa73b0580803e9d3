from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation

from marsad.model import Relation
from marsad.web import labels
from marsad.web.messages import TRANSLATED, extract, mo_bytes, po_bytes, po_path, problems, updated

UNRESOLVED = 'no date on the page; "hier" cannot be resolved without one'


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_compiled(language: str) -> None:
    catalog = updated(language, extract())
    assert problems(catalog) == []
    assert po_path(language).read_bytes() == po_bytes(catalog), "run python -m marsad.web.messages"
    assert po_path(language).with_suffix(".mo").read_bytes() == mo_bytes(catalog), "run python -m marsad.web.messages"


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("ar", 0, "لا مقالات"),
        ("ar", 1, "مقال واحد"),
        ("ar", 2, "مقالان"),
        ("ar", 3, "3 مقالات"),
        ("ar", 110, "110 مقالات"),
        ("ar", 11, "11 مقالا"),
        ("ar", 99, "99 مقالا"),
        ("ar", 100, "100 مقال"),
        ("ar", 102, "102 مقال"),
        ("fr", 0, "0 article"),
        ("fr", 1, "1 article"),
        ("fr", 2, "2 articles"),
        ("es", 0, "0 artículos"),
        ("es", 1, "1 artículo"),
        ("en", 0, "0 articles"),
        ("en", 1, "1 article"),
    ],
)
def test_plural_forms(language: str, number: int, words: str) -> None:
    with translation.override(language):
        text = translation.ngettext("%(shown)s article", "%(shown)s articles", number)
        assert text % {"shown": number} == words


def test_english_readers_do_not_get_the_default_language() -> None:
    with translation.override("en"):
        assert translation.gettext("Stories") == "Stories"


def test_every_relation_has_a_label() -> None:
    assert set(labels.RELATIONS) == set(Relation)


@pytest.mark.parametrize(
    ("words", "label", "quoted"),
    [
        ("no date on the page", "aucune date sur la page", ""),
        (
            'no date on the page; "hier" cannot be resolved without one',
            "un jour qu’on ne peut situer sans date",
            "hier",
        ),
        ("line: Publié le 3 mai : 10 h", "une ligne de la page", "Publié le 3 mai : 10 h"),
        ("JSON-LD datePublished", "JSON-LD datePublished", ""),
        ("something: new", "something: new", ""),
    ],
)
def test_the_evidence_of_a_date(words: str, label: str, quoted: str) -> None:
    with translation.override("fr"):
        assert labels.date_evidence(words) == (label, quoted)


def test_what_the_readers_drop_has_a_label(sample_reasons: Callable[[], set[str]]) -> None:
    assert sample_reasons() <= set(labels.DROPPED)


@pytest.fixture
def sample_reasons() -> Callable[[], set[str]]:
    from pathlib import Path

    import marsad.sample
    from marsad.read import read

    def reasons() -> set[str]:
        pages = sorted((Path(marsad.sample.__file__).parent / "pages").glob("*.html"))[::3]
        return {piece.reason for page in pages for piece in read(page.read_bytes()).dropped}

    return reasons
