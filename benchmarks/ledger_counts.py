"""Which moves that were found are right, by language and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate_counts import Tally
from ledger_gold import LedgerGold, Span, Step, Wanted
from ledger_run import Found


@dataclass(frozen=True)
class Counted:
    """A move: of which gold promise (null for none of them), which step, its language, and how sure it was said to be.

    ``confidence`` is null for what was not found, ``right`` whether the gold has it.
    """

    promise: str | None
    step: Step
    lang: str
    right: bool
    confidence: float | None


def counted(gold: LedgerGold, found: Sequence[Found]) -> list[Counted]:
    """Every move that was found or is in the gold, once, whatever its confidence.

    One that was found is right when the gold has its article and status in a promise whose words it shares: those in
    which the promise is made or told again. A promise that is not in the gold has no moves; whether its date went by
    nobody asked.
    """
    return [*_of_promises(gold, found), *_of_none(gold, found)]


def tallies(moves: Sequence[Counted], least: float) -> dict[tuple[str, str], Tally]:
    """Counts by language and status of the moves that are at least so sure."""
    counts: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    for one in moves:
        said = one.confidence is not None and one.confidence >= least
        wanted = one.right or one.confidence is None
        counts[one.lang, one.step[1]] += Tally(int(said and one.right), int(said), int(wanted))
    return dict(counts)


def _of_promises(gold: LedgerGold, found: Sequence[Found]) -> Iterator[Counted]:
    for wanted in gold.promises:
        sure: dict[Step, float] = {}
        for ours in found:
            if _is_of(ours, wanted):
                for step, confidence in ours.steps(wanted.as_of).items():
                    sure[step] = max(confidence, sure.get(step, 0.0))
        elsewhere = _steps_of_others(gold, found, wanted)
        for step in dict.fromkeys((*wanted.steps, *sure)):
            right = step in wanted.steps
            if right or step not in elsewhere:
                yield Counted(wanted.id, step, _lang(gold, step, wanted.spans), right and step in sure, sure.get(step))


def _steps_of_others(gold: LedgerGold, found: Sequence[Found], wanted: Wanted) -> set[Step]:
    """Of promises of ours that are several of the gold's, the steps that are right for another of these."""
    joined = [ours for ours in found if _is_of(ours, wanted)]
    others = [one for one in gold.promises if one.id != wanted.id and any(_is_of(ours, one) for ours in joined)]
    return {step for one in others for step in one.moves}


def _of_none(gold: LedgerGold, found: Sequence[Found]) -> Iterator[Counted]:
    for ours in found:
        if not any(_is_of(ours, wanted) for wanted in gold.promises):
            for step, confidence in ours.steps(None).items():
                yield Counted(None, step, _lang(gold, step, ours.spans), right=False, confidence=confidence)


def _is_of(ours: Found, wanted: Wanted) -> bool:
    return any(_overlap(one, other) for one in ours.spans for other in wanted.spans)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _lang(gold: LedgerGold, step: Step, spans: Sequence[Span]) -> str:
    """The language of the article that tells a step; of a date that went by that in which the promise was made."""
    languages: Mapping[str, str] = gold.languages
    return languages[step[0] or spans[0][0]]
