"""What the unseen half may show: the same sets in other orders, with less known of each document, in halves, resampled.

    python benchmarks/groups.py --robust [--sets NAME ...] [--only reprints stories]

* *interval*: 95 % bootstrap over the true stories (dispatches), of the answers as they are.
* *other orders*: arrival by date, each up to ``HOURS`` late, documents without a date anywhere; any order where no
  document has one. Mean, lowest and highest of ``ORDERS`` runs.
* *no dates, outlets, titles, languages*: the set without that field, where it has it.
* *halves*: the true stories (dispatches) split at random in two, ``SPLITS`` times, each placed alone: mean and range.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groups_ours import Reprints
from groups_sets import GroupSet, score_wire, scorer
from marsad.model import Document
from read_scores import interval

HOURS = 6
ORDERS = 5
SPLITS = 3
FIELDS = {"no dates": "date", "no outlets": "outlet", "no titles": "title", "no languages": "lang"}
COLUMNS = ("as it lies", "interval", "other orders", *FIELDS, "halves")
Figures = dict[str, float]
"""Measures by name."""
Run = Callable[[list[Document]], Any]


def reordered(documents: Sequence[Document], seed: int) -> list[Document]:
    """The documents in another order that could have been, as the module says."""
    draw = random.Random(seed)
    times = [one.date.replace(tzinfo=one.date.tzinfo or UTC).timestamp() for one in documents if one.date]
    first, last = (min(times), max(times)) if times else (0.0, 1.0)

    def arrival(one: Document) -> float:
        if one.date is None:
            return draw.uniform(first, last)
        return one.date.replace(tzinfo=one.date.tzinfo or UTC).timestamp() + draw.uniform(0, HOURS * 3600)

    return [one for _, one in sorted(((arrival(one), one) for one in documents), key=lambda found: found[0])]


def without(documents: Sequence[Document], field: str) -> list[Document] | None:
    """The documents without a field, null where none has it."""
    if all(getattr(one, field) is None for one in documents):
        return None
    return [replace(one, **{field: None}) for one in documents]  # type: ignore[arg-type]


@dataclass(frozen=True)
class Judge:
    """How answers on a set become figures, and the interval of each figure over its stories."""

    figures: Callable[[GroupSet, Any], Figures]
    intervals: Callable[[GroupSet, Any], Mapping[str, tuple[float, float]]]


def rows(found: GroupSet, run: Run, judge: Judge) -> Iterator[list[str]]:
    """A row a measure with its cells by ``COLUMNS``."""
    documents = found.documents
    answers = run(documents)
    intervals = judge.intervals(found, answers)
    one_of = {"as it lies": [judge.figures(found, answers)]}
    one_of["other orders"] = [judge.figures(found, run(reordered(documents, seed))) for seed in range(ORDERS)]
    for column, field in FIELDS.items():
        less = without(documents, field)
        one_of[column] = [judge.figures(found, run(less))] if less else []
    halves = [half for seed in range(SPLITS) for half in split(found, seed)]
    one_of["halves"] = [judge.figures(half, run(half.documents)) for half in halves]
    for measure in one_of["as it lies"][0]:
        cells = {column: _range([figures[measure] for figures in one]) for column, one in one_of.items()}
        low, high = intervals.get(measure, (None, None))
        cells["interval"] = f"{_share(low)}-{_share(high)}" if low is not None and high is not None else ""
        yield [found.name, measure, *(cells[column] for column in COLUMNS)]


def split(found: GroupSet, seed: int) -> list[GroupSet]:
    """The set's stories in two halves, at random."""
    stories = sorted(set(found.stories.values()))
    random.Random(seed).shuffle(stories)
    chosen = set(stories[: len(stories) // 2])
    halves = []
    for side in (True, False):
        ids = {identity for identity, story in found.stories.items() if (story in chosen) is side}
        pairs = [pair for pair in found.pairs if pair["id1"] in ids and pair["id2"] in ids]
        halves.append(GroupSet(found.name, [row for row in found.rows if row["id"] in ids], pairs))
    return halves


def story_figures(found: GroupSet, answers: Mapping[str, str]) -> Figures:
    """Standard and BCubed F1."""
    scores = scorer().cluster_scores(found.stories, answers)
    return {"Standard F1": scores["std_F1"], "BCubed F1": scores["b3_F1"]}


def story_intervals(found: GroupSet, answers: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """The interval of each figure over stories drawn with replacement; a story drawn twice counts twice."""
    table = contingency(found.stories, answers)
    stories = range(len(table))
    return {
        "Standard F1": interval(stories, lambda drawn: resampled(table, drawn)[0]),
        "BCubed F1": interval(stories, lambda drawn: resampled(table, drawn)[1]),
    }


def contingency(truth: Mapping[str, str], answers: Mapping[str, str]) -> NDArray[np.float64]:
    """How many documents each true story (row) has in each story of the answers (column)."""
    lines = {story: number for number, story in enumerate(sorted(set(truth.values())))}
    columns = {story: number for number, story in enumerate(sorted(set(answers.values())))}
    table = np.zeros((len(lines), len(columns)))
    for identity, story in truth.items():
        table[lines[story], columns[answers[identity]]] += 1
    return table


def resampled(table: NDArray[np.float64], drawn: Sequence[int]) -> tuple[float, float]:
    """Standard and BCubed F1 where each story counts as often as it was drawn, but no draw with another of the same."""
    times = np.bincount(drawn, minlength=len(table)).astype(float)
    counted = times @ table
    others = counted - table * times[:, None]
    own = table * (table - 1) / 2
    true = (times[:, None] * own).sum()
    mixed = (times[:, None] * table * others).sum() / 2
    sizes = table.sum(axis=1, keepdims=True)
    wanted = (times * (sizes * (sizes - 1) / 2)[:, 0]).sum()
    documents = (times * sizes[:, 0]).sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        precise = np.where(table > 0, table * table / (table + others), 0)
    precision = (times[:, None] * precise).sum() / documents
    recall = (times[:, None] * table * table / sizes).sum() / documents
    pairs = _f1(true / (true + mixed) if true + mixed else 1.0, true / wanted if wanted else 1.0)
    return pairs, _f1(precision, recall)


def wire_figures(found: GroupSet, answers: Reprints) -> Figures:
    """What the script says of wire_synth."""
    rows = [{"id": i, "family": a.family, "relation": a.relation, "original": a.original} for i, a in answers.items()]
    scores = score_wire(found, rows)
    names = {"F1": "reprint pairs F1", "ARI": "ARI", "original": "original found", "relation": "relation named"}
    return {name: scores[key] for key, name in names.items()}


def wire_intervals(found: GroupSet, answers: Reprints) -> dict[str, tuple[float, float]]:
    """Intervals over dispatches."""
    pairs: dict[str, list[dict[str, Any]]] = {}
    for pair in found.pairs:
        pairs.setdefault(pair["id1"], []).append(pair)
    members: dict[str, set[str]] = {}
    for identity, answer in answers.items():
        if answer.family and answer.relation != "quote":
            members.setdefault(answer.family, set()).add(identity)
    counts = [_of_dispatch(dispatch, its, answers, members) for dispatch, its in pairs.items()]

    def f1(drawn: Sequence[tuple[int, ...]]) -> float:
        true, wanted, had, *_ = np.sum(drawn, axis=0)
        return float(2 * true / (wanted + had)) if wanted + had else 0.0

    def share(at: int, of: int) -> Callable[[Sequence[tuple[int, ...]]], float]:
        return lambda drawn: float(sum(one[at] for one in drawn) / max(1, sum(one[of] for one in drawn)))

    return {
        "reprint pairs F1": interval(counts, f1),
        "original found": interval(counts, share(3, 1)),
        "relation named": interval(counts, share(4, 5)),
    }


def _of_dispatch(
    dispatch: str, pairs: Sequence[dict[str, Any]], answers: Reprints, members: Mapping[str, set[str]]
) -> tuple[int, ...]:
    """Copies found, copies, all in its family, copies with the right original, relations named, rows with one."""
    copies = {pair["id2"] for pair in pairs if pair["reprint"]}
    own = answers[dispatch]
    family = members.get(own.family or "", set()) - {dispatch} if own.relation != "quote" else set()
    original = sum(answers[copy].original == dispatch for copy in copies)
    named = sum((answers[pair["id2"]].relation or "none") == pair["kind"] for pair in pairs)
    return len(copies & family), len(copies), len(family), original, named, len(pairs)


STORY_JUDGE = Judge(story_figures, story_intervals)
WIRE_JUDGE = Judge(wire_figures, wire_intervals)


def _f1(precision: float, recall: float) -> float:
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def _range(values: Sequence[float]) -> str:
    if len(values) < 2:
        return _share(values[0]) if values else ""
    return f"{_share(fmean(values))} ({_share(min(values))}-{_share(max(values))})"


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
