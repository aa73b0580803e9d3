"""Counting right facts: tallies of pages, their F1 and intervals, ids, mistakes."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.paths import shared

Bench = Callable[[str], Any]


def fact(kind: str, text: str, start: int, **more: Any) -> dict[str, Any]:
    return {"id": "p1", "kind": kind, "text": text, "start": start, "end": start + len(text), **more}


def test_f1_is_that_of_the_summed_counts(bench: Bench) -> None:
    counts = bench("annotate_counts")
    pages = [counts.Tally(1, 1, 3), counts.Tally(0, 2, 1), counts.Tally(1, 1, 0)]
    assert counts.f1(pages) == pytest.approx(2 * 2 / (4 + 4))
    assert counts.f1([counts.Tally(0, 3, 0)]) is None
    assert counts.f1([counts.Tally(0, 0, 2)]) == 0.0


def test_an_interval_holds_the_measure_and_leaves_out_empty_draws(bench: Bench) -> None:
    counts = bench("annotate_counts")
    pages = [counts.Tally(3, 4, 4)] * 5 + [counts.Tally(0, 0, 0)] * 5
    found = counts.measured(pages, counts.f1, 20)
    assert found.value == found.low == found.high == 0.75
    mixed = counts.measured([counts.Tally(1, 1, 1), counts.Tally(0, 1, 1)] * 20, counts.f1, 40)
    assert 0.3 < mixed.low < mixed.value < mixed.high < 0.7
    assert counts.measured([], counts.f1, 0).value is None


def test_an_id_is_exact_when_it_is_one_and_no_others(bench: Bench) -> None:
    counts = bench("annotate_counts")

    def link(ours: str, gold: str, arabic: bool = False) -> Any:
        return counts.Link(ours, gold, arabic)

    pages = [[link("a", "A"), link("b", "B")], [link("a", "A", True), link("c", "C"), link("c", "D"), link("e", "B")]]
    assert counts.exact_ids(pages) == [True, False, False, False]  # B is split, C and D are one
    assert counts.exact_ids(pages, both_scripts=True) == [True]
    assert counts.exact_ids(pages[:1]) == [True, True]
    assert counts.exact_ids([]) == counts.exact_ids(pages[:1], both_scripts=True) == []


@pytest.mark.shared
def test_figures_are_right_by_value_and_unit(bench: Bench) -> None:
    shared("bench", "gold", "score_gold.py")
    counts = bench("annotate_counts")
    gold = [fact("figure", "3 puits", 0, value=3, unit="well"), fact("figure", "5 ans", 20, value=5, unit="year")]
    found = [fact("figure", "3 puits", 0, value=3.0, unit="hole"), fact("figure", "cinq ans", 20, value=5, unit="year")]
    assert counts.figure_tally(found, gold, units=False) == counts.Tally(2, 2, 2)
    assert counts.figure_tally(found, gold, units=True) == counts.Tally(1, 2, 2)
    assert counts.mistaken("figure", found, gold) == ([found[0]], [gold[0]])


@pytest.mark.shared
def test_of_equal_names_the_missed_one_is_shown(bench: Bench) -> None:
    shared("bench", "gold", "score_gold.py")
    counts = bench("annotate_counts")
    gold = [fact("place", "Tizra", 0), fact("place", "Tizra", 40), fact("place", "Tizra", 80)]
    found = [fact("place", "Tizra", 0), fact("place", "Tizra", 80), fact("place", "Oued Tizra", 35)]
    assert counts.mistaken("place", found, gold) == ([found[2]], [gold[1]])
    moved = [fact("place", "Tizra", 1), fact("place", "Oulma", 60)]
    assert counts.mistaken("place", moved, gold[:1]) == ([moved[1]], [])


@pytest.mark.shared
def test_the_sums_are_the_figures_of_the_scorer(bench: Bench) -> None:
    folder = shared("bench", "gold")
    counts, table = bench("annotate_counts"), bench("annotate_gold")
    gold = bench("annotate_sets").Gold.load()
    facts = worse(gold.facts, random.Random(4))
    for lang in (None, "fr", "ar", "es", "en"):
        known = counts.scorer().score(folder, [], facts, None, lang)
        for kind in counts.NAMED:
            for strict in (True, False):
                tallies = table.by_language(gold, facts, kind, partial(counts.entity_tally, strict=strict), [lang])
                expected = known["entities"][kind]["strict" if strict else "relaxed"]["f1"]
                assert tallies[lang].value == pytest.approx(expected, abs=1e-4), (lang, kind, strict)
        for units, name in ((True, "value_unit"), (False, "value")):
            tallies = table.by_language(gold, facts, "figure", partial(counts.figure_tally, units=units), [lang])
            assert tallies[lang].value == pytest.approx(known["figures"][name]["f1"], abs=1e-4)
    known = counts.scorer().score(folder, [], facts, None)["entities"]
    for kind in counts.NAMED:
        for both, name in ((False, "id_exact"), (True, "id_exact_xscript")):
            value = table.joined(gold, facts, [kind], both_scripts=both).value
            assert value == (
                known[kind][name] if known[kind][name] is None else pytest.approx(known[kind][name], abs=1e-4)
            )


def worse(facts: Any, chance: random.Random) -> list[dict[str, Any]]:
    """The gold's facts with mistakes of every sort."""
    found = []
    for known in facts:
        row, luck = dict(known), chance.random()
        if luck < 0.1:
            continue
        if luck < 0.2:
            row["text"] = row["text"].split(" ")[0]
        elif luck < 0.3:
            row["text"] += " et plus"
        elif luck < 0.35 and "canonical" in row:
            row["canonical"] = "person/same"
        elif luck < 0.4 and "value" in row:
            row["value"] = 7
        elif luck < 0.5 and "unit" in row:
            row["unit"] = "thing"
        elif luck < 0.6 and row["kind"] == "place":
            row["kind"] = "organisation"
        found += [row] * (2 if luck > 0.95 else 1)
    return found
