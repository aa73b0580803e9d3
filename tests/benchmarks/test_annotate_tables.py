"""The tables beside the peers: answers judged, peers that are not there, bins of confidence, articles of one length."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from tests.paths import ROOT, shared

Bench = Callable[[str], Any]


@pytest.mark.parametrize(
    ("found", "gold", "right"),
    [
        (("2031-03-04", "2031-03-04"), ["2031-03-04"], True),
        (("2031-03-04", "2031-03-05"), ["2031-03-04"], False),
        (("2031-03-04", "2031-03-06"), ["2031-03-04", "2031-03-06"], True),
        (("2031-03-04", "2031-03-04"), ["2031-03-04", "2031-03-06"], False),
        (("2031-03-01", "2031-03-31"), ["2031-03"], True),
        (("2031-03", "2031-03"), ["2031-03"], True),
        (("2031", "2031"), ["2031-03"], False),
        (("2031-10-01", "2032-01-01"), ["2031"], False),
        (None, ["2031"], False),
    ],
)
def test_a_date_is_right_as_far_as_the_gold_states_it(bench: Bench, found: Any, gold: list[str], right: bool) -> None:
    assert bench("annotate_dates").is_right(found, gold) is right


@pytest.mark.shared
def test_units_are_compared_by_code_and_by_word(bench: Bench) -> None:
    shared("bench", "gold", "score_gold.py")
    same = bench("annotate_numbers").same_unit
    assert same({"person", "persona"}, "persona")
    assert same({"person"}, "people")
    assert same({"MAD"}, "MAD")
    assert same({"MW"}, "MW")
    assert not same({"EUR"}, "USD")
    assert not same(set(), "USD")


def test_a_peer_that_is_not_installed_has_a_row_that_says_so(bench: Bench) -> None:
    rows = [{"lang": "fr", "n": 1}, {"lang": "fr", "n": 2}, {"lang": "ar", "n": 1}]
    systems = {"ours": lambda row: row["n"] == 1, "a peer": None}
    lines = bench("annotate_rows").right_table("numbers", rows, systems).split("\n")
    assert lines[0].split() == ["numbers", "right", "share", "fr", "ar"]
    assert lines[1].split()[:3] == ["ours", "2/3", "0.667"]
    assert lines[1].split()[-2:] == ["1/2", "1/1"]
    assert lines[2].split() == ["a", "peer", "not", "installed"]


def test_a_loader_whose_package_is_missing_gives_nothing(bench: Bench) -> None:
    def load() -> Any:
        raise ModuleNotFoundError("no module named pressparser")

    assert bench("annotate_peers")._installed(load)() is None
    assert bench("annotate_peers").spacy("ar") is None
    assert bench("annotate_peers").released("no-such-distribution-at-all") is None


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ({"timex": "2031-03", "start": "2031-03-01", "end": "2031-04-01"}, ("2031-03", "2031-03")),
        (
            {"timex": "(2031-03-04,2031-03-06,P2D)", "start": "2031-03-04", "end": "2031-03-06"},
            ("2031-03-04", "2031-03-06"),
        ),
        ({"timex": "2031-03-04T15", "value": "2031-03-04 15:00:00"}, ("2031-03-04", "2031-03-04")),
        ({"timex": "XXXX-03-04", "value": "2031-03-04"}, ("2031-03-04", "2031-03-04")),
        ({"timex": "P3D", "type": "duration", "value": "259200"}, None),
        ({"timex": "T15", "type": "time", "value": "15:00:00"}, None),
    ],
)
def test_a_timex_is_read_with_its_own_precision(bench: Bench, value: dict[str, str], reading: Any) -> None:
    assert bench("annotate_peers")._reading(value) == reading


@pytest.fixture
def facts(bench: Bench) -> list[Any]:
    judged = bench("annotate_reliability").Judged
    good = [judged("place", "gazetteer", 0.9, f"s{number % 4}", number % 10 != 0) for number in range(40)]
    poor = [judged("place", "shape", 0.9, f"s{number % 4}", number % 2 == 0) for number in range(20)]
    return good + poor + [judged("figure", "money", 0.6, "s0", True)]


def test_a_rule_moves_as_far_as_its_facts_tell(bench: Bench, facts: list[Any]) -> None:
    reliability = bench("annotate_reliability")
    table = reliability.fitted(facts)
    assert -0.4 < table["place"]["gazetteer"] < 0.0  # .9 said, .9 right, drawn to its kind, which is worse
    assert table["place"]["shape"] < -1.0  # .9 said, .5 right
    assert table["place"]["shape"] < table["place"][""] < table["place"]["gazetteer"]
    assert 0.0 < table["figure"]["money"] < 0.5  # one fact tells little
    assert reliability.fitted([]) == {}
    few = reliability.fitted([fact for fact in facts if fact.rule == "gazetteer"] + [facts[41]])
    assert table["place"]["shape"] < few["place"]["shape"] < 0.0


def test_what_was_moved_is_moved_back(bench: Bench, facts: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    reliability = bench("annotate_reliability")
    monkeypatch.setattr(reliability, "shift_of", lambda kind, rule: -1.5 if rule == "shape" else 0.0)
    moved = [reliability.confidence({"place": {"shape": -1.5}}, fact) for fact in facts]
    back = reliability.unmoved(reliability.replace(fact, confidence=p) for fact, p in zip(facts, moved, strict=True))
    assert [fact.confidence for fact in back] == pytest.approx([fact.confidence for fact in facts])


def test_no_story_speaks_for_itself(bench: Bench, facts: list[Any]) -> None:
    reliability = bench("annotate_reliability")
    said = reliability.other_stories(facts)
    assert said[-1] == 0.6  # no other story has figures: what the rule says
    others = reliability.fitted([fact for fact in facts if fact.story != "s1"])
    assert (
        said[1]
        == reliability.confidence(others, facts[1])
        != reliability.confidence(reliability.fitted(facts), facts[1])
    )


def test_calibration_is_measured(bench: Bench, facts: list[Any]) -> None:
    reliability = bench("annotate_reliability")
    perfect = [1.0 if fact.right else 0.0 for fact in facts]
    assert reliability.brier(perfect, facts) == reliability.calibration_error(perfect, facts) == 0.0
    raw = [fact.confidence for fact in facts]
    fit = reliability.fitted(facts)
    better = [reliability.confidence(fit, fact) for fact in facts]
    assert reliability.calibration_error(better, facts) < reliability.calibration_error(raw, facts)
    assert reliability.brier(better, facts) < reliability.brier(raw, facts)
    assert "0.90: 0.77 of 60" in reliability.bins_table(raw, facts)


def test_the_written_table_is_read_back(bench: Bench, facts: list[Any]) -> None:
    table = bench("annotate_reliability").fitted(facts)
    found = tomllib.loads(bench("calibrate").written(table))
    assert set(found["place"]) == {"gazetteer", "shape"}
    assert found["place"]["shape"] == pytest.approx(table["place"]["shape"], abs=1e-3)


def test_articles_have_the_same_number_of_words(bench: Bench) -> None:
    speed = bench("annotate_speed")
    runs = list(speed._cut(iter(["mot " * 199 + "fin", "mot " * 599 + "fin", "reste court"])))
    assert [sum(len(part.split(" ")) for part in run) for run in runs] == [speed.WORDS] * 2
    assert [len(run) for run in runs] == [2, 1]


def test_an_unknown_table_is_refused_by_name(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    run = bench("annotate")
    monkeypatch.setattr(run.sys, "argv", ["annotate.py", "--only", "horoscopes"])
    with pytest.raises(SystemExit, match="no table is named horoscopes: gold, read, dates"):
        run.main()


def test_tables_come_in_turn_under_the_peers_versions(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = bench("annotate")
    monkeypatch.setattr(run, "SECTIONS", {"one": ("First", lambda: "a table"), "two": ("Second", lambda: "another")})
    monkeypatch.setattr(run.sys, "argv", ["annotate.py", "--only", "two,one"])
    run.main()
    printed = capsys.readouterr().out
    assert printed.index("spacy") < printed.index("## Second\n\nanother") < printed.index("## First\n\na table")


def test_the_documentation_names_every_table(bench: Bench) -> None:
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    section = text[text.index("## Facts") : text.index("## Groups")]
    for name in [*bench("annotate").SECTIONS, "speed"]:
        assert f"**{name}" in section or f", {name}**" in section, name
