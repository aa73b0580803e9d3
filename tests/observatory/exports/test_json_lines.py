"""A dossier as lines of JSON: each fact with its evidence, and no more of a dossier held than some articles."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from marsad.observatory.annotating import texts_of
from marsad.observatory.exports import FORMATS, Export, reading
from marsad.observatory.exports.promises import promise_rows
from marsad.observatory.exports.reading import members
from marsad.observatory.models import Article, Fact, FactState, Promise, Source
from tests.web.dossier_rows import add_dossier, add_members
from tests.web.ledger_rows import PROMISE, SECRET, SIGNED, Pier, add_entry, add_move, make_pier
from tests.web.newsroom import START, add_article, add_fact, add_source

pytestmark = pytest.mark.django_db


def rows(pier: Pier, *, whole: bool = True) -> list[dict[str, Any]]:
    export = Export(pier.dossier, whole=whole, site="https://press.example")
    return [json.loads(line) for line in FORMATS["jsonl"].lines(export)]


def test_what_the_lines_are() -> None:
    pier = make_pier(date(2026, 5, 3))
    listed = rows(pier)
    assert listed[0]["row"] == "dossier"
    assert listed[-1] == {"row": "end", "articles": 4, "facts": Fact.objects.count(), "promises": 1}
    assert Counter(one["row"] for one in listed) == {
        "dossier": 1, "article": 4, "fact": Fact.objects.count(), "promise": 1, "end": 1,
    }  # fmt: skip
    times = [one["at"] for one in listed if one["row"] == "article"]
    assert times == sorted(times, reverse=True)


def test_the_evidence_holds_in_the_text() -> None:
    pier = make_pier(date(2026, 5, 3))
    articles = {one.capture.record_id: one for one in Article.objects.select_related("capture")}
    facts = [one for one in rows(pier) if one["row"] == "fact"]
    assert facts
    for one in facts:
        told = one["evidence"]
        text = texts_of(articles[told["record"]])[told["field"]]
        assert text[told["start"] : told["end"]] == told["exact"] == one["words"]
        assert text[: told["start"]].endswith(told["prefix"])
        assert text[told["end"] :].startswith(told["suffix"])
        assert one["permalink"].startswith("https://press.example/fact/")


def test_a_promise_with_its_moves() -> None:
    pier = make_pier(date(2026, 5, 3))
    promise = next(one for one in rows(pier) if one["row"] == "promise")
    assert promise["first"]["exact"] == PROMISE
    assert promise["first"]["permalink"].startswith(f"https://press.example/fact/{pier.french.capture.key}/commitment/")
    (move,) = promise["moves"]
    assert (move["status"], move["evidence"]["exact"]) == ("signed", SIGNED)
    assert move["evidence"]["permalink"].startswith(f"https://press.example/fact/{pier.spanish.capture.key}/progress/")


def test_strangers_get_extracts() -> None:
    pier = make_pier(date(2026, 5, 3))
    listed = rows(pier, whole=False)
    assert SECRET not in json.dumps(listed, ensure_ascii=False)
    assert all(one["text"] is None and one["extract"] for one in listed if one["row"] == "article")
    assert all(one["evidence"]["prefix"] == "" for one in listed if one["row"] == "fact")
    promise = next(one for one in listed if one["row"] == "promise")
    assert promise["what"] is None
    assert promise["first"]["exact"] == PROMISE


def test_a_stranger_is_not_told_of_a_promise_beyond_the_extract() -> None:
    pier = make_pier(date(2026, 5, 3))
    Article.objects.filter(pk=pier.french.pk).update(lede="Autre chose.")
    listed = rows(pier, whole=False)
    assert not [one for one in listed if one["row"] == "promise"]
    Source.objects.filter(pk=pier.french.source_id).update(visibility="full")
    assert [one["what"] for one in rows(pier, whole=False) if one["row"] == "promise"] == ["reconstruire le môle"]


def test_what_waits_or_was_struck_is_in_none() -> None:
    pier = make_pier(date(2026, 5, 3))
    before = len(rows(pier))
    Fact.objects.filter(pk=pier.secret.pk).update(state=FactState.STRUCK)
    Fact.objects.filter(pk=pier.event.pk).update(state=FactState.WAITING)
    assert len(rows(pier)) == before - 2


def test_a_sentence_that_speaks_of_no_promise_is_in_none() -> None:
    pier = make_pier(date(2026, 5, 3))
    before = len(rows(pier))
    fact = add_fact(pier.spanish, "afirmó", "progress", detail={"status": "done"}, rule="sentence")
    assert len(rows(pier)) == before
    add_entry(fact, pier.promise, pier.promise.root)
    assert len(rows(pier)) == before + 1


def test_moves_that_wait_or_were_struck_are_left_out() -> None:
    pier = make_pier(date(2026, 5, 3))
    for state, status in ((FactState.WAITING, "started"), (FactState.STRUCK, "done")):
        add_move(pier.promise, status, pier.signed, state=state)
    (promise,) = (one for one in rows(pier) if one["row"] == "promise")
    assert [one["status"] for one in promise["moves"]] == ["signed"]
    (told,) = promise_rows(Promise.objects.all(), date(2026, 5, 3), whole=True, waiting=True)
    assert [one["status"] for one in told["moves"]] == ["signed", "started"]


def test_every_article_once_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    source, dossier = add_source("quai.example", "Le Quai"), add_dossier("Le môle")
    articles = [add_article(source, f"T{n}", "fr", START + timedelta(days=n // 4), f"Texte {n}.") for n in range(11)]
    add_members(dossier, articles)
    told: list[int] = []
    export = Export(dossier, whole=True, watch=told.append)
    assert [one.article.pk for one in members(export)] == [one.pk for one in reversed(articles)]
    assert told == [3, 6, 9, 11]
