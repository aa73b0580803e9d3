"""Fit the weights by which entries of the ledger are told to be of one promise (`marsad.follow.ledger.linking`).

    python benchmarks/ledger_fit.py [--gold DIR ...]

A logistic model whose weights keep their signs and are drawn to what one would expect, of the pairs of entries that the
observatory would compare: those that share an entity. A pair is right if the gold has both in one promise. Where the
finders of facts miss words that the gold has marked, these are taken as if found, so that the weights do not hang on
what is found today. Prints the weights, and how the model does where each promise is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ledger_gold import LedgerGold, Mark, Story
from ledger_run import Entries
from marsad.annotate.known import within
from marsad.follow.ledger import Entry
from marsad.follow.ledger.evidence import evidence
from marsad.follow.ledger.linking import WEIGHTS
from marsad.group.encoder import default_encoder
from marsad.model import (
    Commitment,
    CommitmentStatus,
    Detail,
    DetailRole,
    Fact,
    FactKind,
    Figure,
    Mention,
    Progress,
)

FOLDER = Path(__file__).resolve().parent / "gold_ledger"
EXPECTED = {
    "same party": 0.8,
    "party the other way round": 0.5,
    "party is named": 0.4,
    "other party": -0.7,
    "same people and bodies": 1.2,
    "same place": 1.0,
    "other place": -1.5,
    "same amount": 1.3,
    "same figures": 1.3,
    "other amount": -1.5,
    "same due": 0.8,
    "same words": 2.5,
    "same concepts": 2.0,
    "meaning": 2.5,
    "meaning over languages": 3.0,
    "other thing": -1.0,
    "other language": 0.0,
    "same story": 1.0,
    "years apart": -0.5,
}
"""What weights are drawn to, where the few pairs do not tell otherwise."""
PENALTY, ROUNDS, RATE = 2.0, 3000, 0.05
COURSES = {FactKind.COMMITMENT, FactKind.PROGRESS}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A later entry and an earlier one, with what speaks for and against, and whether they are of one promise."""

    entry: Entry
    earlier: Entry
    evidence: Mapping[str, float]
    right: bool
    promise: str


def pairs(gold: LedgerGold) -> list[Pair]:
    """The pairs of a folder that would be compared and of which the gold tells."""
    encoder = default_encoder()
    entries = Entries.of((marked(story, gold) for story in gold.stories(encoder)), encoder, {})
    promise = {entry.id: _promise(gold, entries, entry) for entry in entries.entries}
    found = []
    for place, entry in enumerate(entries.entries):
        for earlier in entries.entries[:place]:
            mine, theirs = promise[entry.id], promise[earlier.id]
            if entry.keys & earlier.keys and (mine or theirs):
                found.append(Pair(entry, earlier, evidence(entry, earlier), mine == theirs, theirs or mine or ""))
    return found


def marked(story: Story, gold: LedgerGold) -> Story:
    """The article with facts for those marks that no fact found shares words with."""
    told = story.told
    facts = [fact for fact in told.annotations.facts if fact.kind in COURSES]
    new = [
        _made(mark, told.annotations.facts)
        for mark in gold.marks
        if mark.article == told.id and not any(one.start < mark.end and mark.start < one.end for one in facts)
    ]
    every = sorted((*told.annotations.facts, *new), key=lambda fact: (fact.start, fact.end, fact.kind))
    return replace(story, told=replace(told, annotations=replace(told.annotations, facts=tuple(every))))


def _made(mark: Mark, facts: Sequence[Fact]) -> Fact:
    details = tuple(_details(mark, facts))
    common = {"start": mark.start, "end": mark.end, "text": mark.text, "confidence": 0.9, "rule": "marked"}
    status = CommitmentStatus(mark.status or CommitmentStatus.ANNOUNCED)
    if mark.status is None:
        return Commitment(**common, kind=FactKind.COMMITMENT, what=mark.text, due=None, status=status, details=details)  # type: ignore[arg-type]
    return Progress(**common, kind=FactKind.PROGRESS, what=mark.text, status=status, details=details)  # type: ignore[arg-type]


def _details(mark: Mark, facts: Sequence[Fact]) -> Iterator[Detail]:
    inside = within(facts, mark.start, mark.end)
    bodies = [fact for fact in inside if isinstance(fact, Mention) and fact.kind is FactKind.ORGANISATION]
    for role, fact in zip((DetailRole.BY, DetailRole.WITH), bodies, strict=False):
        yield Detail(role=role, start=fact.start, end=fact.end, text=fact.text, entity=fact.entity)
    for one in inside:
        if isinstance(one, Figure):
            value = f"{one.value} {one.unit}"
            yield Detail(role=DetailRole.AMOUNT, start=one.start, end=one.end, text=one.text, value=value)


def _promise(gold: LedgerGold, entries: Entries, entry: Entry) -> str | None:
    article, start, end = entries.spans[entry.id]
    near = [mark for mark in gold.marks if mark.article == article and mark.start < end and start < mark.end]
    return near[0].promise if near else None


def fitted(names: Sequence[str], rows: Floats, right: Floats) -> Floats:
    """The weights, base first, by projected gradient descent (Adam) on the penalised logistic loss."""
    expected = np.array([EXPECTED[name] for name in names])
    lowest, highest = np.where(expected > 0, 0.0, -np.inf), np.where(expected < 0, 0.0, np.inf)
    weights, mean, square = (np.zeros(len(names) + 1) for _ in range(3))
    design = np.hstack([np.ones((len(rows), 1)), rows])
    for step in range(1, ROUNDS + 1):
        wrong = 1 / (1 + np.exp(-design @ weights)) - right
        slope = design.T @ wrong + PENALTY * np.append(0.0, weights[1:] - expected)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights[1:] = np.clip(weights[1:], lowest, highest)
    return weights


def left_out(found: Sequence[Pair], names: Sequence[str], rows: Floats, right: Floats) -> Floats:
    """How sure the model is of each pair where it is fitted without the pair's promise, in ten parts."""
    promises = sorted({pair.promise for pair in found})
    part = np.array([promises.index(pair.promise) % 10 for pair in found])
    sure = np.zeros(len(found))
    for fold in range(10):
        weights = fitted(names, rows[part != fold], right[part != fold])
        sure[part == fold] = 1 / (1 + np.exp(-weights[0] - rows[part == fold] @ weights[1:]))
    return sure


def main() -> None:
    """Print the weights and how well they tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[FOLDER], metavar="DIR")
    found = [pair for folder in parser.parse_args().gold for pair in pairs(LedgerGold(folder))]
    names = list(found[0].evidence)
    rows = np.array([[pair.evidence[name] for name in names] for pair in found])
    right = np.array([float(pair.right) for pair in found])
    weights = fitted(names, rows, right)
    print(f"{len(found)} pairs, {int(right.sum())} right\nbase {weights[0]:.2f}")
    for name, weight, column in zip(names, weights[1:], rows.T, strict=True):
        means = f"of right {column[right == 1].mean():.2f}, of wrong {column[right == 0].mean():.2f}"
        print(f"{name:28s} {weight:6.2f}  now {WEIGHTS.get(name, 0.0):6.2f}   {means}")
    sure = left_out(found, names, rows, right)
    loss = -np.mean(np.log(np.where(right == 1, sure, 1 - sure)))
    print(f"log loss where the promise is left out {loss:.3f}")
    for low, high in zip((0, 0.1, 0.3, 0.5, 0.7, 0.9), (0.1, 0.3, 0.5, 0.7, 0.9, 1.01), strict=True):
        some = (sure >= low) & (sure < high)
        if some.any():
            print(f"said {low:.1f} to {min(1, high):.1f}: {some.sum()} pairs, {right[some].mean():.2f} right")


if __name__ == "__main__":
    main()
