"""Figures left over in two articles, and what takes them out."""

from __future__ import annotations

import pytest

from marsad.follow.alignment import Common, aligned, compatible, same_value, told_apart
from marsad.follow.counted import counted_points
from marsad.follow.dated import dated_points
from marsad.follow.points import Point
from marsad.follow.reading import Reading
from marsad.follow.similarity import Similarity
from marsad.follow.sources import Sources
from tests.follow.told import told

OUTLETS = {"fr": "Le Courrier de Tazra", "en": "The Tazra Herald", "es": "El Faro de Tazra", "ar": "صدى تازرا"}


def points(*texts: tuple[str, str]) -> list[list[Point]]:
    """The points of one article each, of different outlets published on one day."""
    articles = told(
        {"id": f"{number}", "outlet": OUTLETS[lang], "lang": lang, "published": "2026-05-04", "text": text}
        for number, (lang, text) in enumerate(texts)
    )
    sources, readings = Sources(articles), [Reading(article) for article in articles]
    return [[*counted_points(one, sources), *dated_points(one, sources)] for one in readings]


def pairs(here: list[Point], there: list[Point]) -> list[tuple[object, object]]:
    found = aligned(here, there, Common([*here, *there]), Similarity(None))
    return [(one.one.claim.value, one.other.claim.value) for one in found]


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        pytest.param(
            (("fr", "Le pont coûtera 180 millions d'euros, dont un prêt de 70 millions d'euros."),
             ("en", "A loan of 70 million euros will help pay for the bridge, priced at 150 million euros.")),
            [(180000000, 150000000)],
            id="the loan is told alike",
        ),
        pytest.param(
            (("fr", "Le pont mesure 340 mètres."), ("es", "El puente mide 3.400 metros.")), [], id="ten times as much"
        ),
        pytest.param(
            (("fr", "Les 40 médecins sont partis."), ("en", "The 55 nurses have left.")), [], id="other people"
        ),
        pytest.param(
            (("fr", "Le musée a reçu 9 000 visiteurs, contre 7 000 visiteurs l'an dernier."),
             ("en", "The museum drew 12,000 visitors.")),
            [(9000, 12000)],
            id="last year's",
        ),
        pytest.param(
            (("fr", "Dans la seule ville de Safi, 62 écoles ont fermé."), ("en", "Some 90 schools have closed.")),
            [],
            id="a part told with its scope",
        ),
    ],
)  # fmt: skip
def test_what_is_left_over(texts: tuple[tuple[str, str], ...], left: list[tuple[object, object]]) -> None:
    here, there = points(*texts)
    assert pairs(here, there) == left


def test_what_one_article_gives_beside_each_other_is_of_two_things() -> None:
    here, there, both = points(
        ("fr", "À Tlat, 310 familles attendent un logement."),
        ("en", "Some 450 families are still in tents."),
        ("es", "Unas 450 familias viven en tiendas; en Tlat son 310 familias."),
    )
    assert told_apart(here[0], there[0], both)
    assert not told_apart(here[0], there[0], both[:1])


def test_dinars_of_nobody_are_those_of_the_other_articles() -> None:
    here, there, other = points(
        ("ar", "رصدت الوكالة 90 مليون دينار للمشروع."),
        ("fr", "L'agence consacre au projet 90 millions de dinars algériens."),
        ("en", "The agency set aside 90 million Libyan dinars for the project."),
    )
    assert same_value(here[0], there[0])
    assert compatible(there[0], other[0])
    assert not same_value(there[0], other[0])


def test_the_day_of_publication_is_no_date_of_the_news() -> None:
    here, there = points(
        ("fr", "Publié le 4 mai. Les dockers cesseront le travail le 12 mai."),
        ("en", "Dockers will walk out on 14 May."),
    )
    assert pairs(here, there) == [("2026-05-12", "2026-05-14")]
