"""Of which promise a sentence speaks that was not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from marsad.follow.ledger import Entry, link
from marsad.follow.ledger.recognising import RULE
from marsad.model import CommitmentStatus as Status
from marsad.model import FactKind
from tests.follow.ledger_entries import MINISTRY, TOWN, entry

AWAY = "place/g2"
PROMISED = {
    "fr": "Le ministère construira 640 logements pour les pêcheurs à Larache",
    "ar": "ستبني الوزارة 640 مسكنا للصيادين بالعرائش",
    "es": "El ministerio construirá 640 viviendas para los pescadores en Larache",
    "en": "The ministry will build 640 homes for fishermen in Larache",
}
TOLD = {
    "fr": "Les clés des 640 logements de Larache ont été remises aux pêcheurs.",
    "ar": "سُلمت مفاتيح 640 مسكنا للصيادين بالعرائش.",
    "es": "Los pescadores de Larache recibieron las llaves de las 640 viviendas.",
    "en": "The fishermen of Larache were handed the keys of their 640 homes.",
}
HOMES = ((640.0, "home"),)


def promise(lang: str = "fr", identity: str = "promise", **other: Any) -> Entry:
    told = {"kind": FactKind.COMMITMENT, "text": PROMISED[lang], "what": PROMISED[lang], "amounts": HOMES, "lang": lang}
    return entry(identity, "2026-01-10", Status.ANNOUNCED, **{**told, **other})


def sentence(lang: str = "fr", **other: Any) -> Entry:
    told = {"text": TOLD[lang], "what": TOLD[lang], "amounts": HOMES, "lang": lang, "by": frozenset(), "rule": RULE}
    return entry("sentence", "2026-09-10", Status.DONE, **{**told, **other})


@pytest.mark.parametrize("lang", list(TOLD))
@pytest.mark.parametrize("other", list(PROMISED))
def test_its_number_and_its_place_tell_a_promise(lang: str, other: str) -> None:
    found = link(sentence(lang), [promise(other)])
    assert found is not None
    assert found.parent == "promise"
    assert found.confidence >= 0.5
    assert found.reasons[0][0] == "its number"


@pytest.mark.parametrize("lang", list(TOLD))
def test_another_place_and_number_are_of_no_promise(lang: str) -> None:
    elsewhere = sentence(lang, names=frozenset({AWAY}), amounts=((90.0, "boat"),), text="90", what="90")
    assert link(elsewhere, [promise(lang)]) is None


def test_what_all_articles_of_a_story_name_is_not_enough() -> None:
    told: dict[str, Any] = {
        "text": "La ministre a été accueillie par la fanfare.",
        "what": "",
        "amounts": (),
        "names": frozenset(),
    }
    about = frozenset({MINISTRY, TOWN})
    assert link(sentence(**told, about=about), [promise(about=about)]) is None


def test_of_two_promises_that_of_the_number_is_meant() -> None:
    other: dict[str, Any] = {
        "amounts": ((25.0, "boat"),),
        "text": "Le ministère achètera 25 bateaux à Larache",
        "what": "25 bateaux",
    }
    found = link(sentence(), [promise(identity="boats", **other), promise()])
    assert found is not None
    assert found.parent == "promise"


def test_a_promise_that_fits_as_well_speaks_against_it() -> None:
    twin = promise(identity="twin", article="article promise")
    alone, beside = link(sentence(), [promise()]), link(sentence(), [promise(), twin])
    assert alone is not None
    assert beside is None or beside.confidence < alone.confidence


def test_the_order_of_promises_is_all_the_same() -> None:
    known = [promise(), promise("en", "again"), promise("ar", "third", names=frozenset({AWAY}))]
    assert link(sentence(), known) == link(sentence(), known[::-1])


def test_other_words_of_the_same_days_tell_the_promise_itself() -> None:
    found, later = (
        link(replace(sentence(), at=promise().at + timedelta(days=1)), [promise()]),
        link(sentence(), [promise()]),
    )
    assert later is not None
    assert found is None or found.confidence < later.confidence


def test_no_sentence_speaks_of_its_own_article_or_of_progress() -> None:
    assert link(sentence(), [promise(article="article sentence")]) is None
    assert link(sentence(), [replace(promise(), kind=FactKind.PROGRESS)]) is None


def test_nothing_speaks_of_a_sentence() -> None:
    read = entry("read", "2026-10-10", Status.DONE, text=TOLD["fr"], what=TOLD["fr"], amounts=HOMES)
    assert link(read, [sentence()]) is None
    assert link(read, [promise()]) is not None
