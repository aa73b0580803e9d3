"""Statements, events, commitments, contradictions: what is right, the sums of pages, thresholds, the peer, the plot."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.paths import shared

Bench = Callable[[str], Any]

TAZI = {"id": "p1", "kind": "person", "text": "Hind Tazi", "start": 0, "end": 9, "canonical": "person/hind-tazi"}


def quote(text: str, speaker: str | None, form: str = "direct", **more: Any) -> dict[str, Any]:
    return {"id": "p1", "kind": "quote", "text": text, "speaker": speaker, "form": form, **more}


def event(
    text: str, start: str | None, end: str | None = None, place: str | None = None, **more: Any
) -> dict[str, Any]:
    days = {"start_date": start, "end_date": end, "place": place}
    return {"id": "p1", "kind": "event", "text": text, **days, **more}


def commitment(text: str, by: list[str], status: str, due: str | None, **more: Any) -> dict[str, Any]:
    return {"id": "p1", "kind": "commitment", "text": text, "by": by, "status": status, "due": due, **more}


@pytest.fixture
def counts(bench: Bench) -> Any:
    shared("bench", "gold", "score_gold.py")
    return bench("annotate_told_counts")


@pytest.fixture
def ids(counts: Any) -> Any:
    gold = {("p1", "person"): [TAZI]}
    ours = {("p1", "person"): [{**TAZI, "canonical": "per-7"}]}
    return counts.Identities.of(["p1"], ours, gold)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("per-7", "person/hind-tazi", True),
        ("person/hind-tazi", "person/hind-tazi", True),
        ("HIND TAZI", "person/hind-tazi", True),
        ("Tazi", "person/hind-tazi", False),
        (None, "person/hind-tazi", False),
        (None, None, True),
        ("per-7", None, False),
    ],
)
def test_an_id_is_the_golds_by_its_mentions(ids: Any, found: str | None, wanted: str | None, same: bool) -> None:
    assert ids.same(found, wanted) is same


@pytest.mark.shared
def test_who_binds_themselves_are_as_many(ids: Any) -> None:
    assert ids.same_set(["per-7"], ["person/hind-tazi"])
    assert not ids.same_set(["per-7", "org-1"], ["person/hind-tazi"])
    assert not ids.same_set([], ["person/hind-tazi"])
    assert ids.same_set([], [])


@pytest.mark.shared
def test_a_statement_is_judged_where_its_words_are_found(counts: Any, ids: Any) -> None:
    gold = [quote("le puits est sec", "person/hind-tazi"), quote("la pompe tourne encore", None, "indirect")]
    found = [quote("le puits est sec", "per-7", "mixed"), quote("la pompe", None, "indirect")]
    told = counts.told("quote", found, gold, ids)
    assert (told.tally.right, told.tally.predicted, told.tally.gold) == (1, 2, 2)
    assert told.right == {"speaker": [True], "form": [False]}
    assert counts.mistaken("quote", found, gold, ids) == ([found[1]], [gold[1]])


@pytest.mark.shared
def test_an_event_is_found_by_its_words_or_its_first_day_and_judged_where_it_is_missed(counts: Any, ids: Any) -> None:
    gold = [event("la foire du cuir", "2031-05-02", "2031-05-04"), event("le procès des pompes", None)]
    told = counts.told("event", [event("trois jours", "2031-05-02", "2031-05-03")], gold, ids)
    assert told.tally.right == 1
    assert told.right == {"date": [False, False], "place": [True, False], "date and place": [False, False]}
    found = [
        event("le procès des pompes", "2031-01-01", place="per-7"),
        event("la foire du cuir", "2031-05-02", "2031-05-04"),
    ]
    assert counts.told("event", found, gold, ids).right["date and place"] == [True, True]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("due", "gold", "right"),
    [("2031-05-04", "2031-05", True), ("2031", "2031-05", False), (None, None, True), ("2031", None, False)],
)
def test_a_day_due_may_be_more_precise(counts: Any, ids: Any, due: Any, gold: Any, right: bool) -> None:
    found = counts.pairs(
        "commitment",
        [commitment("bâtir deux ponts", ["per-7"], "planned", due)],
        [commitment("bâtir deux ponts", ["person/hind-tazi"], "signed", gold)],
        ids,
    )
    assert [pair.right for pair in found] == [{"by": True, "status": False, "due": right}]


@pytest.mark.shared
def test_the_sums_are_the_figures_of_the_scorer(bench: Bench, counts: Any) -> None:
    folder, told = shared("bench", "gold"), bench("annotate_told")
    gold = bench("annotate_sets").Gold.load()
    facts = worse(gold.facts, random.Random(11))
    scorer = bench("annotate_counts").scorer()
    names = {"quote": "quotes", "event": "events", "commitment": "commitments"}
    accuracies = {"date and place": "date_place_acc", **{key: f"{key}_acc" for key in ("date", "place")}}
    for lang in (None, "fr", "ar", "es", "en"):
        known = scorer.score(folder, [], facts, None, lang)
        for kind, name in names.items():
            found = dict(told.measures(gold, facts, kind, lang))
            f1 = known[name]["found"]["f1"] if kind == "event" else known[name]["f1"]
            assert found.pop("F1").value == pytest.approx(f1, abs=1e-4), (lang, kind)
            for measure, cell in found.items():
                expected = known[name][accuracies.get(measure, f"{measure}_acc")]
                assert cell.value == (expected if expected is None else pytest.approx(expected, abs=1e-4)), measure
                assert cell.value is None or cell.low <= cell.value <= cell.high


@pytest.mark.shared
def test_contradictions_count_as_the_scorer_counts_them(bench: Bench) -> None:
    shared("bench", "gold", "score_gold.py")
    disputes = bench("annotate_contradictions")
    gold = bench("annotate_sets").Gold.load()
    wanted = list(disputes.load_rows(gold.folder / "contradictions.jsonl"))
    page = wanted[3]["values"][0]["page"]
    found = [wanted[0], wanted[1], wanted[1], {"values": [{"page": page, "value": "3"}, {"page": page, "value": "4"}]}]
    out: dict[str, Any] = {}
    disputes.scorer().score_contra(wanted, found, out)
    stories = disputes.disputed(gold, found)
    assert disputes.f1(stories) == pytest.approx(out["contradictions"]["f1"], abs=1e-4)
    assert sum(story.predicted for story in stories) == len(found)
    assert sum(story.hit for story in stories) == 2
    assert disputes.f1(disputes.disputed(gold, [])) == 0.0
    lines = list(disputes.contradiction_mistakes(gold, found))
    assert [line.split(" ")[0] for line in lines] == ["missed", "missed", "false"]


@pytest.mark.shared
def test_what_is_shown_is_sure_and_names_its_speaker(bench: Bench, counts: Any, ids: Any) -> None:
    told = bench("annotate_told")
    gold = {("p1", "quote"): [quote("le puits est sec", "person/hind-tazi"), quote("la pompe tourne encore", None)]}
    ours = {
        ("p1", "quote"): [
            quote("le puits est sec", "per-7", confidence=0.9),
            quote("la pompe tourne encore", None, confidence=0.9),
            quote("trois ponts", "per-7", confidence=0.6),
        ]
    }
    assert told.sure("quote", ours, gold, "p1", ids, 0.8) == bench("annotate_counts").Tally(1, 1, 1)
    assert told.sure("quote", ours, gold, "p1", ids, 0.5) == bench("annotate_counts").Tally(1, 2, 1)
    assert told.sure("quote", ours, gold, "p1", ids, 0.95) == bench("annotate_counts").Tally(0, 0, 1)
    days = {("p1", "event"): [event("la foire du cuir", "2031-05-02", confidence=0.9)]}
    assert told.sure("event", days, days, "p1", ids, 0.5) == bench("annotate_counts").Tally(1, 1, 1)


@pytest.mark.filterwarnings("ignore")
def test_textacys_quotations_become_rows_with_the_name_around_their_speaker(bench: Bench) -> None:
    pytest.importorskip("textacy", reason="the peers of the benchmarks are not installed")
    module = bench("annotate_textacy")
    if module.spacy("en") is None:
        pytest.skip("the models of the benchmarks are not installed")
    text = 'It rained.\n\n"The wells are empty in every village," said Karen Alder.\n\nHe said "so.'
    (row,) = module.quotation_rows("p1", text, "en")
    assert (row["text"], row["speaker"]) == ("The wells are empty in every village,", "Karen Alder")
    assert text[row["start"] : row["end"]] == row["text"]
    assert module.quotations([("p2", SimpleNamespace(lang="ar", text='"x"'))]) == []


def test_only_the_named_kinds_are_fitted_anew(bench: Bench, tmp_path: Path) -> None:
    calibrate = bench("calibrate")
    file = tmp_path / "confidence.toml"
    file.write_text('[event]\n"day" = 0.5\n\n[place]\n"gazetteer" = 1.0\n', encoding="utf-8")
    table = calibrate.renewed({"event": {"day": -1.0}, "place": {"gazetteer": 9.0}}, ["event", "quote"], file)
    assert table == {"event": {"day": -1.0}, "place": {"gazetteer": 1.0}}


def test_the_plot_has_a_point_for_each_bin_and_is_the_same_again(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib", reason="the peers of the benchmarks are not installed")
    plot = bench("reliability_plot")
    judged = bench("annotate_reliability").Judged
    facts = [judged("quote", "any", p, "s1", right) for p, right in ((0.85, True), (0.87, False), (0.99, True))]
    said = [fact.confidence for fact in facts]
    assert plot.points(said, facts, "quote") == [(pytest.approx(0.86), 0.5, 2), (0.99, 1.0, 1)]
    assert plot.points(said, facts, "event") == []
    monkeypatch.setattr(plot, "series", lambda: dict.fromkeys(plot.STYLES, (said, facts)))
    monkeypatch.setattr(plot, "public_thresholds", lambda: dict.fromkeys(plot.NAMES.values(), 0.8))
    for name in ("one.svg", "two.svg"):
        plot.draw(tmp_path / name)
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert ">statement</text>" in drawn
    assert drawn == (tmp_path / "two.svg").read_text(encoding="utf-8")


def worse(facts: Any, chance: random.Random) -> list[dict[str, Any]]:
    """The gold's facts with mistakes of every sort."""
    found = []
    for known in facts:
        row, luck = dict(known), chance.random()
        if luck < 0.1:
            continue
        if luck < 0.2:
            row["text"] = " ".join(row["text"].split(" ")[:2])
        elif luck < 0.3 and "canonical" in row:
            row["canonical"] = "person/same"
        for key, value in (
            ("speaker", None),
            ("form", "mixed"),
            ("start_date", "2031-01-01"),
            ("place", "place/rabat"),
        ):
            if key in row and chance.random() < 0.2:
                row[key] = value
        for key, value in (("by", []), ("status", "done"), ("due", "2031"), ("end_date", None)):
            if key in row and chance.random() < 0.2:
                row[key] = value
        found += [row] * (2 if luck > 0.9 else 1)
    return found
