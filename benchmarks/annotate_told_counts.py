"""What each gold page counts for the measures of statements, events and commitments.

The bench's ``score_gold.py`` says what is right: texts by the overlap of their words, ids by the majority of the
mentions that they share with the gold's. It counts a whole split at once; an interval over pages wants the counts of
each page. A test holds both to the same figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import annotate_counts
from annotate_counts import NAMED, Tally, scorer
from read_sets import Row

ByPage = Mapping[tuple[str, str], Sequence[Row]]
"""Facts by the id of their page and their kind."""

MEASURES = {
    "quote": ("speaker", "form"),
    "event": ("date", "place", "date and place"),
    "commitment": ("by", "status", "due"),
}
"""What is asked of each kind's facts beyond being found."""
TELLING = {"quote": "speaker", "event": "date", "commitment": "by"}
"""What a fact of a kind must have right, beyond being found, to be right as a whole."""
OVERLAP = {"quote": 0.8, "commitment": 0.5}
_EVENT_LEAST, _EVENT_DAY = 0.4, 0.4
"""The least likeness of an event and the gold one, and what an equal first day adds to that of their words."""


@dataclass(frozen=True)
class Identities:
    """Which gold id each id of a system stands for, and the names that the gold mentions each gold id by."""

    gold: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, pages: Sequence[str], ours: ByPage, theirs: ByPage) -> Identities:
        """By the majority of the mentions that match on some pages."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        names: dict[str, set[str]] = defaultdict(set)
        for kind in NAMED:
            for page in pages:
                gold = theirs.get((page, kind), ())
                for fact in gold:
                    names[fact["canonical"]].add(scorer().key(fact["text"]))
                for found, wanted, _ in scorer().match(ours.get((page, kind), ()), gold, 0.5):
                    if found.get("canonical") is not None:
                        votes[found["canonical"]][wanted["canonical"]] += 1
        return cls({identity: count.most_common(1)[0][0] for identity, count in votes.items()}, names)

    def same(self, found: str | None, wanted: str | None) -> bool:
        """Whether an id, or a name, stands for the gold id; null only for null."""
        if wanted is None or found is None:
            return not found and wanted is None
        return wanted in (found, self.gold.get(found)) or scorer().key(found) in self.names.get(wanted, ())

    def same_set(self, found: Sequence[str], wanted: Sequence[str]) -> bool:
        """Whether as many ids stand for all the gold ids."""
        return len(found) == len(wanted) and all(any(self.same(a, b) for a in found) for b in wanted)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold fact, what was found for it, null for nothing, and which of the kind's `MEASURES` are right."""

    wanted: Row
    found: Row | None
    right: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Told:
    """One page's facts of one kind, and of those that each measure judges whether they are right."""

    tally: Tally
    right: Mapping[str, Sequence[bool]]


def pairs(kind: str, predicted: Sequence[Row], gold: Sequence[Row], ids: Identities) -> list[Pair]:
    """One page's gold facts of one kind with what was found for them; of the missed ones only events."""
    if kind == "event":
        return _event_pairs(predicted, gold, ids)
    judge = _statement if kind == "quote" else _commitment
    matched = scorer().match(predicted, gold, OVERLAP[kind])
    return [Pair(wanted, found, judge(found, wanted, ids)) for found, wanted, _ in matched]


def told(kind: str, predicted: Sequence[Row], gold: Sequence[Row], ids: Identities) -> Told:
    """What one page counts for one kind. Of events that were missed all is wrong; others are not judged."""
    found = pairs(kind, predicted, gold, ids)
    tally = Tally(sum(pair.found is not None for pair in found), len(predicted), len(gold))
    return Told(tally, {name: [pair.right[name] for pair in found] for name in MEASURES[kind]})


def whole(kind: str, predicted: Sequence[Row], gold: Sequence[Row], ids: Identities) -> list[Pair]:
    """The pairs in which what was found is right as a whole."""
    return [one for one in pairs(kind, predicted, gold, ids) if one.found is not None and one.right[TELLING[kind]]]


def mistaken(kind: str, predicted: Sequence[Row], gold: Sequence[Row], ids: Identities) -> tuple[list[Row], list[Row]]:
    """The facts of any kind on one page that are false, and those that are missed."""
    if kind not in MEASURES:
        return annotate_counts.mistaken(kind, predicted, gold)
    right = {id(fact) for pair in whole(kind, predicted, gold, ids) for fact in (pair.found, pair.wanted)}
    return [fact for fact in predicted if id(fact) not in right], [fact for fact in gold if id(fact) not in right]


def accuracy(name: str) -> Callable[[Collection[Told]], float | None]:
    """The share right of what one measure judges on all pages; null where it judges nothing."""

    def measure(pages: Collection[Told]) -> float | None:
        judged = [right for page in pages for right in page.right[name]]
        return sum(judged) / len(judged) if judged else None

    return measure


def _statement(found: Row, wanted: Row, ids: Identities) -> dict[str, bool]:
    return {
        "speaker": ids.same(found.get("speaker"), wanted["speaker"]),
        "form": found.get("form") == wanted["form"],
    }


def _commitment(found: Row, wanted: Row, ids: Identities) -> dict[str, bool]:
    due, asked = str(found.get("due") or ""), wanted["due"] or ""
    return {
        "by": ids.same_set(found.get("by") or [], wanted["by"]),
        "status": found.get("status") == wanted["status"],
        "due": due.startswith(asked) and bool(due) == bool(asked),
    }


def _event_pairs(predicted: Sequence[Row], gold: Sequence[Row], ids: Identities) -> list[Pair]:
    left, found = list(predicted), []
    for wanted in gold:
        best = max(left, key=lambda one: _likeness(one, wanted), default=None)
        if best is None or _likeness(best, wanted) < _EVENT_LEAST:
            found.append(Pair(wanted, None, dict.fromkeys(MEASURES["event"], False)))
            continue
        left.remove(best)
        day = all(_day(best, key) == wanted[key] for key in ("start_date", "end_date") if wanted[key] is not None)
        place = wanted["place"] is None or ids.same(best.get("place"), wanted["place"])
        found.append(Pair(wanted, best, {"date": day, "place": place, "date and place": day and place}))
    return found


def _likeness(found: Row, wanted: Row) -> float:
    words = scorer().dice(scorer().toks(found.get("text")), scorer().toks(wanted["text"]))
    same_day = bool(wanted["start_date"]) and found.get("start_date") == wanted["start_date"]
    return float(words + _EVENT_DAY * same_day)


def _day(event: Row, key: str) -> Any:
    return event.get(key) or (event.get("start_date") if key == "end_date" else None)
