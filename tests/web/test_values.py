"""What a fact resolves to, in four languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from marsad.model import FactKind
from marsad.web import values
from marsad.web.reasons import REASONS, in_readers_words
from marsad.web.told_labels import TOLD
from marsad.web.values import confidence, reasons, resolved, topic_name

SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})


def shown(lang: str, kind: str, **detail: object) -> str:
    with translation.override(lang):
        return resolved(kind, detail).translate(SPACES)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", "1 200 000 000 MAD"), ("es", "1.200.000.000 MAD"), ("en", "1,200,000,000 MAD")],
)
def test_money(lang: str, words: str) -> None:
    assert shown(lang, "figure", value=1_200_000_000, unit="MAD") == words


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"value": 2000, "unit": "person", "approximate": True}, "about 2,000 people"),
        ({"value": 1, "unit": "person"}, "1 person"),
        ({"value": 12, "unit": "hectare"}, "12 hectares"),
        ({"value": 13, "unit": "pillar", "about": "pillars"}, "13 pillars"),
        ({"value": 40, "unit": "%"}, "40 %"),
        ({"value": "2-1", "unit": "score"}, "2-1"),
        ({"value": 2, "upper": 8, "unit": "celsius"}, "2 to 8 degrees Celsius"),
        ({"value": 20, "former": 15, "unit": "MAD"}, "20 MAD, before: 15 MAD"),
        ({"value": 0, "unit": "MAD"}, "0 MAD"),
        ({"value": 4.2, "unit": ""}, "4.2"),
        ({"unit": "MAD"}, ""),
    ],
)
def test_figures(detail: dict, words: str) -> None:
    assert shown("en", "figure", **detail) == words


def test_a_strangers_figure_has_none_of_the_articles_words() -> None:
    with translation.override("en"):
        assert resolved("figure", {"value": 13, "unit": "pillar", "about": "pillars"}, own_words=False) == "13"


def test_a_unit_that_a_language_lacks_is_counted_in_the_articles_words() -> None:
    assert shown("ar", "figure", value=12, unit="hectare", about="هكتارا").endswith("هكتارا")


@pytest.mark.parametrize(
    ("lang", "start", "end", "words"),
    [
        ("fr", "2025-06-28", "2025-06-28", "28 juin 2025"),
        ("es", "2025-06-28", "2025-06-28", "28 de junio de 2025"),
        ("en", "2025-07", "2025-07", "July 2025"),
        ("ar", "2025-06-28", "2025-06-28", "28 يونيو 2025"),
        ("en", "2025-07-01", "2025-07-02", "1 July 2025 to 2 July 2025"),
        ("en", "2025", None, "from 2025 on"),
        ("en", None, "2025", "until 2025"),
        ("en", None, None, ""),
    ],
)
def test_dates(lang: str, start: str | None, end: str | None, words: str) -> None:
    assert shown(lang, "date", start_date=start, end_date=end) == words


def test_names_resolve_to_nothing() -> None:
    assert shown("en", "person", name="Salma Idrissi") == ""


@pytest.mark.parametrize("lang", ["fr", "ar", "es"])
def test_every_reason_is_told_in_every_language(lang: str) -> None:
    with translation.override(lang):
        for words in REASONS:
            assert in_readers_words(words) != [words]


def test_reasons_come_piece_by_piece() -> None:
    with translation.override("fr"):
        assert reasons({"reason": "counted from publication; by then; no beginning given"}) == [
            "compté depuis le jour de publication",
            "d’ici là",
        ]
        assert reasons({"reason": "the year nearest to publication; from then on; no end given"}) == [
            "l’année la plus proche de la publication"
        ]
        assert reasons({"reading": "dinar read as TND, by the country that the text names most"}) == [
            "« dinar » lu TND, d’après le pays que le texte nomme le plus"
        ]
        assert reasons({"reading": "something new; the day of publication"}) == [
            "something new",
            "le jour de publication",
        ]
    assert reasons({}) == []


def test_confidence_has_words() -> None:
    with translation.override("en"):
        words = [confidence(value) for value in (0.99, 0.9, 0.75, 0.3)]
        assert words == ["almost certain", "very likely", "likely", "uncertain"]
        assert confidence(1.0, by_person=True) == "confirmed by an editor"


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_every_topic_has_a_name_in_every_language(lang: str) -> None:
    with translation.override(lang):
        names = {topic_name(f"medtop:{number:02}000000") for number in range(1, 18)}
    assert len(names) == 17
    assert not any("medtop" in name for name in names)


def test_an_unknown_code_is_shown_as_it_is() -> None:
    with translation.override("en"):
        assert topic_name("medtop:99000000") == "medtop:99000000"
        assert values.kind_name("new kind") == "new kind"


def test_every_kind_has_a_name() -> None:
    assert set(values.KIND) == set(FactKind)
    assert set(values.KINDS) | set(TOLD) | {FactKind.PART} == set(FactKind)
