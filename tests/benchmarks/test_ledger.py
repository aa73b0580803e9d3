"""The marks of the ledger's sets, and which moves are counted as right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from marsad.follow.ledger import Link, history
from marsad.model import CommitmentStatus as Status
from marsad.model import FactKind
from tests.follow.ledger_entries import entry
from tests.paths import ROOT

Bench = Callable[[str], Any]
FOLDERS = sorted(path.parent for path in (ROOT / "benchmarks").glob("gold_ledger*/promises.jsonl"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_marks_stand_in_their_articles_and_moves_come_after_the_promise(bench: Bench, folder: Path) -> None:
    gold = bench("ledger_gold").LedgerGold(folder)
    days = {row["id"]: row["date"] for row in gold.rows}
    assert len(days) == len(gold.rows)
    assert {mark.status for mark in gold.marks} <= {None, *Status}
    for promise in gold.promises:
        root = promise.spans[0][0]
        assert all(days[article] >= days[root] for article, _ in promise.moves), promise.id


def test_the_development_set_is_as_large_as_it_says(bench: Bench) -> None:
    gold = bench("ledger_gold").LedgerGold(ROOT / "benchmarks" / "gold_ledger")
    assert (len(gold.rows), len(gold.promises), sum(len(one.moves) for one in gold.promises)) == (131, 37, 58)


def test_words_that_no_article_says_are_an_error(bench: Bench, tmp_path: Path) -> None:
    row = '{"id": "a", "lang": "fr", "date": "2026-01-05", "outlet": "o", "lede": "", "text": "Rien."}\n'
    mark = '{"article": "a", "exact": "Tout."}'
    promise = f'{{"id": "P1", "root": {mark}, "told": [], "moves": [], "as_of": "2026-02-01", "due_passed": false}}\n'
    (tmp_path / "inputs.jsonl").write_text(row, encoding="utf-8")
    (tmp_path / "promises.jsonl").write_text(promise, encoding="utf-8")
    with pytest.raises(ValueError, match="a does not say"):
        _ = bench("ledger_gold").LedgerGold(tmp_path).marks


class Gold:
    """Three articles: a promise is made, moved, and another one is made in the third."""

    def __init__(self, wanted: list[Any]) -> None:
        self.promises = wanted
        self.languages = {"a": "fr", "b": "ar", "c": "es"}


def found(bench: Bench, *steps: tuple[str, Status], sure: float = 0.9, due: str | None = None) -> Any:
    """A promise that is made in the first 9 characters of a, with moves in other articles."""
    root = entry("root", "2026-01-05", Status.ANNOUNCED, kind=FactKind.COMMITMENT, article="a", due=due)
    moves = [
        entry(f"{article}{place}", "2026-02-05", status, article=article)
        for place, (article, status) in enumerate(steps)
    ]
    told = history([root, *moves], {one.id: Link(parent="root", confidence=sure) for one in moves})
    spans = (("a", 0, 9), *((article, 0, 9) for article, _ in steps))
    return bench("ledger_run").Found((root, *moves), spans, told)


def test_a_move_is_right_in_a_promise_whose_words_it_shares(bench: Bench) -> None:
    wanted = bench("ledger_gold").Wanted(
        "P1", (("a", 5, 20),), (("b", "started"), ("c", "done")), date(2026, 6, 1), False
    )
    counts = bench("ledger_counts")
    moves = counts.counted(Gold([wanted]), [found(bench, ("b", Status.STARTED), ("b", Status.DONE))])
    assert [(one.step, one.lang, one.right) for one in moves] == [
        (("b", "started"), "ar", True),
        (("c", "done"), "es", False),
        (("b", "done"), "ar", False),
    ]
    totals = counts.tallies(moves, 0.7)
    assert totals["ar", "started"] == bench("annotate_counts").Tally(1, 1, 1)
    assert totals["es", "done"] == bench("annotate_counts").Tally(0, 0, 1)
    assert totals["ar", "done"] == bench("annotate_counts").Tally(0, 1, 0)
    assert counts.tallies(moves, 0.95)["ar", "started"] == bench("annotate_counts").Tally(0, 0, 1)


def test_a_move_of_a_promise_that_the_gold_does_not_have_is_false(bench: Bench) -> None:
    wanted = bench("ledger_gold").Wanted("P1", (("c", 0, 9),), (("b", "started"),), date(2026, 6, 1), False)
    moves = bench("ledger_counts").counted(Gold([wanted]), [found(bench, ("b", Status.STARTED))])
    assert [(one.promise, one.right, one.confidence) for one in moves] == [("P1", False, None), (None, False, 0.81)]


def test_a_date_that_went_by_counts_as_a_move(bench: Bench) -> None:
    wanted = bench("ledger_gold").Wanted("P1", (("a", 0, 9),), (), date(2026, 6, 1), True)
    counted = bench("ledger_counts").counted
    [passed] = counted(Gold([wanted]), [found(bench, due="2026-05")])
    assert (passed.step, passed.lang, passed.right) == ((None, "due passed"), "fr", True)
    [missed] = counted(Gold([wanted]), [found(bench, due="2026-06")])
    assert (missed.right, missed.confidence) == (False, None)


def test_entries_are_followed_in_order_and_plain_ways_take_the_latest(bench: Bench) -> None:
    run = bench("ledger_run")
    start = datetime(2026, 1, 5, tzinfo=UTC)
    quay = entry("quay", "2026-01-05", Status.ANNOUNCED, kind=FactKind.COMMITMENT)
    school = entry("school", "2026-01-06", Status.ANNOUNCED, kind=FactKind.COMMITMENT, what="ouvrir une école")
    done = entry("done", "2026-03-01", Status.DONE, at=start + timedelta(days=60))
    all_of = run.Entries((quay, school, done), {one.id: (one.article, 0, 9) for one in (quay, school, done)})
    by_party = all_of.promises(run.same_party, 0.0)
    assert [[one.id for one in promise.entries] for promise in by_party] == [["quay", "school", "done"]]
    every = all_of.promises(run.every_word, 0.0)
    assert [[one.id for one in promise.entries] for promise in every] == [["quay"], ["school", "done"]]
