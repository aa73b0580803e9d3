"""What looks like a figure and is none."""

from __future__ import annotations

import pytest

from marsad.annotate.figures import figure_facts, quantities
from marsad.annotate.text import Passage
from marsad.model import DateFact, FactKind


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        # things pointed at, or counted by the way
        ("les deux parties se sont quittées", "fr"),
        ("les deux délégations", "fr"),
        ("trois engagements ont été pris", "fr"),
        ("un guichet unique", "fr"),
        ("quatre fois par semaine", "fr"),
        ("plusieurs mètres par an", "fr"),
        ("un tiers des habitants", "fr"),
        ("une troisième saison", "fr"),
        ("marcó los dos tantos", "es"),
        ("las dos partes", "es"),
        ("tres veces al año", "es"),
        ("the two sides", "en"),
        ("whose two goals settled it", "en"),
        ("both teams", "en"),
        ("three times a week", "en"),
        ("one of them", "en"),
        ("الطرفان", "ar"),
        ("بين البلدين", "ar"),
        ("ثلاث مرات", "ar"),
        # when, not how long
        ("il y a trois ans", "fr"),
        ("dans trois semaines", "fr"),
        ("huit semaines après la visite", "fr"),
        ("trois mois plus tard", "fr"),
        ("tous les trois mois", "fr"),
        ("les cinq dernières années", "fr"),
        ("hace dos semanas", "es"),
        ("los últimos 27 años", "es"),
        ("cada tres meses", "es"),
        ("tres días después", "es"),
        ("two days after the final", "en"),
        ("three years ago", "en"),
        ("every three months", "en"),
        ("the last five years", "en"),
        ("قبل خمس سنوات", "ar"),
        ("بعد ثلاثة أشهر", "ar"),
        ("كل ثلاثة أشهر", "ar"),
        # clock times, dates, minutes of play
        ("à onze heures dix", "fr"),
        ("à 18h30", "fr"),
        ("le 15 septembre", "fr"),
        ("à la 34e minute", "fr"),
        ("soixante minutes de jeu", "fr"),
        ("a las 8 horas", "es"),
        ("en los minutos 34 y 88", "es"),
        ("el 3 de marzo", "es"),
        ("on 12 March", "en"),
        ("at 10:30", "en"),
        ("الساعة 12", "ar"),
        ("يوم 13 أبريل", "ar"),
        ("في الدقيقة 34", "ar"),
        # codes, parts of names, years, ordinals
        ("Vision 2030", "fr"),
        ("depuis 2019 chercheurs et ingénieurs", "fr"),
        ("l'article 12", "fr"),
        ("la loi 13-09", "fr"),
        ("n° 45 dirhams", "fr"),
        ("le 2e étage", "fr"),
        ("tél. 05 22 30 40 50", "fr"),
        ("la Ligue 1 mondiale", "fr"),
        ("La route des Quatre Chemins est fermée", "fr"),
        ("The Six Nations begin today", "en"),
        ("la cooperativa de las Dos Villas", "es"),
        ("Covid-19", "fr"),
        ("le 400 mètres", "fr"),
        ("el artículo 12", "es"),
        ("los 1.500 metros", "es"),
        ("el G20", "es"),
        ("Flight 370", "en"),
        ("the 21st century", "en"),
        ("call 1-300-88-7827", "en"),
        ("the 1990s", "en"),
        ("المادة 12", "ar"),
        ("رؤية 2030", "ar"),
        ("القرن العشرين", "ar"),
        ("الرقم 45", "ar"),
        ("كمية صغيرة من المياه", "ar"),
    ],
)
def test_no_figure(text: str, lang: str) -> None:
    assert quantities(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("à deux heures de route", "fr", 2),
        ("pendant deux heures", "fr", 2),
        ("depuis plus de cent ans", "fr", 100),
        ("les quarante-cinq puits", "fr", 45),
        ("les 120 doctorants", "fr", 120),
        ("Le programme dure cinq ans", "fr", 5),
        ("durante dos semanas", "es", 2),
        ("Il a dit : « Huit communes sont touchées. »", "fr", 8),
        ("- Onze camions sont partis", "fr", 11),
        ("los 281 pozos", "es", 281),
        ("for three years", "en", 3),
        ("على مدى خمس سنوات", "ar", 5),
    ],
)
def test_what_looks_like_one_of_these_and_is_a_figure(text: str, lang: str, value: int) -> None:
    assert [figure.value for figure in quantities(text, lang)] == [value]


def test_words_of_a_date_are_no_figure() -> None:
    text = "Dans une période de 20 jours, 40 agents viendront."
    passage = Passage.of(text, "fr")
    start = text.index("une période")
    date = DateFact(
        kind=FactKind.DATE, start=start, end=text.index(","), text="une période de 20 jours", confidence=1, rule="test",
        start_date=None, end_date=None,
    )  # fmt: skip
    assert [figure.value for figure in figure_facts(passage, [])] == [20, 40]
    assert [figure.value for figure in figure_facts(passage, [date])] == [40]
