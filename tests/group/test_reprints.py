"""Families, relations, originals and boilerplate."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from marsad.group.reprints import ReprintIndex
from marsad.model import Document, Relation
from tests.group.samples import START, prose, vocabulary
from tests.paths import shared

WORDS = vocabulary(7, 600)


def text(seed: int, length: int = 160) -> list[str]:
    return prose(random.Random(seed), WORDS, length)


def doc(id: str, words: list[str], hour: int = 0, **more: str | None) -> Document:
    return Document(id=id, text=" ".join(words), date=START + timedelta(hours=hour), **more)


def edited(words: list[str], every: int) -> list[str]:
    return [f"x{i}y" if i % every == every - 1 else word for i, word in enumerate(words)]


def rewritten(words: list[str]) -> list[str]:
    sentences = [words[i : i + 16] for i in range(0, len(words), 16)]
    random.Random(3).shuffle(sentences)
    return edited([word for sentence in sentences for word in sentence], 7)


DISPATCH = text(1)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (DISPATCH, Relation.VERBATIM),
        (["by", "our", "staff", *DISPATCH], Relation.VERBATIM),
        (edited(DISPATCH, 25), Relation.LIGHT),
        (DISPATCH[:80], Relation.TRUNCATED),
        (text(2, 150) + DISPATCH[20:130] + text(3, 40), Relation.EMBEDDED),
        (rewritten(DISPATCH), Relation.HEAVY),
        (text(4, 120) + DISPATCH[60:78] + text(5, 60), Relation.QUOTE),
    ],
)
def test_relations(copy: list[str], expected: Relation) -> None:
    index = ReprintIndex()
    assert index.place(doc("wire", DISPATCH)) is None
    family = index.place(doc("copy", copy, hour=2))
    assert family
    assert (family.original, family.members) == ("wire", {"wire": Relation.ORIGINAL, "copy": expected})


def test_texts_of_their_own_share_nothing() -> None:
    index = ReprintIndex()
    assert [index.place(doc(f"d{i}", text(i))) for i in range(20)] == [None] * 20


def test_formulas_are_no_quotation() -> None:
    formula = text(9, 8)
    index = ReprintIndex()
    parts = [[*text(10 + i, 50), *formula[:7], *text(30 + i, 50), *formula[1:], *text(50 + i, 50)] for i in range(2)]
    index.place(doc("a", parts[0]))
    assert index.place(doc("b", parts[1])) is None


def test_an_outlets_boilerplate_joins_nothing() -> None:
    footer = text(99, 120)
    index = ReprintIndex()
    found = [index.place(doc(f"d{i}", text(i, 60) + footer, outlet="Gazette")) for i in range(12)]
    assert found[5:] == [None] * 7
    last = index.place(doc("copy", text(11, 60), outlet="Herald"))
    assert last
    assert last.members["copy"] is Relation.VERBATIM


def test_the_agency_is_the_original_though_it_comes_last() -> None:
    index = ReprintIndex()
    index.place(doc("a", [*DISPATCH[:70], "(Coast", "Wire)"], hour=1, outlet="Gazette"))
    index.place(doc("b", edited(DISPATCH, 30), hour=2, outlet="Herald", agency="Coast Wire"))
    family = index.place(doc("c", ["PORT", "ALMER", "(Coast", "Wire)", *DISPATCH], hour=9, outlet="Coast Wire"))
    assert family
    assert family.original == "c"
    assert family.members == {"a": Relation.TRUNCATED, "b": Relation.LIGHT, "c": Relation.ORIGINAL}


def test_an_agency_is_known_by_its_initials() -> None:
    index = ReprintIndex()
    index.place(doc("copy", DISPATCH, hour=1, outlet="Gazette", agency="CWS"))
    family = index.place(doc("wire", DISPATCH, hour=5, outlet="Coast Wire Service", agency="CWS"))
    assert family
    assert family.original == "wire"


def test_an_aggregator_is_never_the_original() -> None:
    index = ReprintIndex()
    index.place(doc("hub", DISPATCH, hour=1, outlet="Digest", origin_outlet="Gazette"))
    family = index.place(doc("paper", DISPATCH, hour=3, outlet="Gazette"))
    assert family
    assert family.original == "paper"


def test_without_marks_the_earliest_of_equals_is_the_original() -> None:
    index = ReprintIndex()
    late, early = doc("late", DISPATCH, hour=5), doc("early", DISPATCH, hour=1)
    index.place(replace(late, date=late.date and late.date.replace(tzinfo=None)))
    family = index.place(early)
    assert family
    assert family.original == "early"


MARKED = ["PORT", "ALMER", "(CWS)", *DISPATCH]


@pytest.mark.parametrize(
    ("documents", "original", "reason"),
    [
        ([doc("a", DISPATCH, 1, outlet="Gazette"), doc("b", MARKED, 2, outlet="cws.example")], "b", "agency-mark"),
        ([doc("a", DISPATCH, 1, outlet="Gazette"), doc("b", MARKED, 2, outlet="www.cws.com.ar")], "b", "agency-mark"),
        ([doc("a", MARKED, 1, outlet="Gazette"), doc("b", DISPATCH, 2, outlet="Coast Wire Service")], "b", "credited"),
        ([doc("a", DISPATCH, 1), doc("b", MARKED, 2)], "b", "credited"),
        ([doc("a", MARKED, 1, outlet="Gazette"), doc("b", MARKED, 2, outlet="Herald")], "a", "earliest"),
        ([doc("a", DISPATCH[:90], 1), doc("b", DISPATCH, 2), doc("c", DISPATCH[60:], 3)], "b", "hub"),
        ([doc("a", DISPATCH, 2), doc("b", DISPATCH, 1)], "b", "earliest"),
        ([doc("a", DISPATCH, 1), doc("b", DISPATCH, 1)], "a", "first"),
        ([replace(doc("a", DISPATCH), date=None), replace(doc("b", DISPATCH), date=None)], "a", "first"),
    ],
)
def test_the_original_has_a_reason(documents: list[Document], original: str, reason: str) -> None:
    index = ReprintIndex()
    family = [index.place(document) for document in documents][-1]
    assert family
    assert (family.original, family.reason) == (original, reason)


def test_the_longest_run_is_told_of_each_member() -> None:
    index = ReprintIndex()
    index.place(doc("wire", DISPATCH))
    index.place(doc("cut", DISPATCH[:80], 2))
    family = index.place(doc("shuffled", DISPATCH[100:] + DISPATCH[:100], 3))
    assert family
    assert family.longest == {"wire": 160, "cut": 80, "shuffled": 100}


def test_a_cut_that_was_edited_besides_is_a_light_copy() -> None:
    index = ReprintIndex()
    index.place(doc("wire", DISPATCH))
    family = index.place(doc("copy", edited(DISPATCH, 30)[:130], 2))
    assert family
    assert family.members["copy"] is Relation.LIGHT


def test_one_that_quotes_a_dispatch_may_be_copied_itself() -> None:
    index = ReprintIndex()
    essay = text(4, 120) + DISPATCH[60:78] + text(5, 60)
    index.place(doc("wire", DISPATCH))
    quoting = index.place(doc("essay", essay, 1))
    family = index.place(doc("copy", essay, 2))
    assert quoting
    assert family
    assert quoting.members["essay"] is Relation.QUOTE
    assert family.id != quoting.id
    assert family.members == {"essay": Relation.ORIGINAL, "copy": Relation.VERBATIM}


def test_one_that_quotes_before_the_dispatch_is_known_joins_it_then() -> None:
    index = ReprintIndex()
    essay = text(4, 120) + DISPATCH[60:78] + text(5, 60)
    index.place(doc("essay", essay, 1))
    index.place(doc("copy", DISPATCH[:50], 2))
    family = index.place(doc("wire", DISPATCH, 3, outlet="Coast Wire", agency="Coast Wire"))
    assert family
    assert (family.original, family.members["essay"]) == ("wire", Relation.QUOTE)


def test_texts_of_no_words_or_endless_ones_do_no_harm() -> None:
    index = ReprintIndex()
    for name, words in (
        ("empty", []),
        ("short", ["two", "words"]),
        ("empty2", []),
        ("long", ["many", "words"] * 90_000),
    ):
        assert index.place(doc(name, words, outlet="Gazette")) is None
    assert len(index) == 4


def test_a_dispatch_that_comes_last_joins_its_copies() -> None:
    index = ReprintIndex()
    index.place(doc("a", rewritten(DISPATCH[:120]), hour=3))
    index.place(doc("b", text(2, 100) + DISPATCH[30:90], hour=4))
    family = index.place(doc("wire", DISPATCH, hour=1))
    assert family
    assert set(family.members) == {"a", "b", "wire"}
    assert family.original == "wire"


def test_a_round_up_of_two_dispatches_does_not_join_them() -> None:
    first, second = text(21), text(22)
    index = ReprintIndex()
    for name, words in (("a", first), ("a2", first), ("b", second), ("b2", second)):
        index.place(doc(name, words))
    family = index.place(doc("round-up", first + second, hour=9))
    assert family
    assert len(family.members) == 3


@pytest.mark.shared
def test_the_gold_pages_fall_into_their_families() -> None:
    with shared("bench", "gold", "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    index, family_of = ReprintIndex(), {}
    for row in rows:
        found = Document(row["id"], row["lede"] + "\n\n" + row["body"], outlet=row["outlet"], agency=row["agency"])
        family = index.place(replace(found, origin_outlet=row["origin_outlet"]))
        if family:
            family_of.update(dict.fromkeys(family.members, family.id))
    groups: dict[str, set[str | None]] = {}
    for row in rows:
        if row["id"] in family_of:
            groups.setdefault(family_of[row["id"]], set()).add(row["dispatch"])
    assert len(groups) == 5
    assert all(len(dispatches) == 1 and None not in dispatches for dispatches in groups.values())
