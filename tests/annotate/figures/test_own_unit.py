"""The unit in the language of the text."""

from __future__ import annotations

import pytest

from marsad.annotate.figures import own_unit
from tests.annotate.figures.found import only


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("12 000 emplois directs", "fr", "emploi"),
        ("une centaine de participants", "fr", "participant"),
        ("cinq ans", "fr", "an"),
        ("900 tonnes", "fr", "tonne"),
        ("350 kilomètres", "fr", "km"),
        ("40 %", "fr", "%"),
        ("3 MDH", "fr", "MAD"),
        ("casi 2.000 personas", "es", "persona"),
        ("dos semanas", "es", "semana"),
        ("nearly 2,000 people", "en", "people"),
        ("250 students", "en", "student"),
        ("two wives", "en", "wife"),
        ("40 balayeurs", "fr", "balayeur"),
        ("40 stakeholders", "en", "stakeholder"),
        ("40 millas de mar", "es", "milla"),
        ("45 wugs", "en", "wug"),
        ("18 ألف طن", "ar", "طن"),
        ("خمس سنوات", "ar", "سنة"),
        ("ثلاثة خبراء", "ar", "خبير"),
        ("500 ميغاواط", "ar", "MW"),
    ],
)
def test_own_unit(text: str, lang: str, unit: str) -> None:
    assert own_unit(only(text, lang), lang) == unit


def test_a_language_without_a_lexicon_keeps_the_unit() -> None:
    assert own_unit(only("cinq ans", "fr"), "de") == "year"
