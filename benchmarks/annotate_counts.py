"""What each gold page counts for the measures of facts, and the measures of many pages' counts.

The bench's ``score_gold.py`` does the matching. It counts a whole split at once; an interval over pages wants the
counts of each page, so that the F1 of a resample is that of the summed counts. A test holds both to the same figures.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from read_scores import interval, script
from read_sets import BENCH, Row

T = TypeVar("T")

NAMED = ("person", "organisation", "place", "initiative")
_ARABIC = re.compile("[\u0600-\u06ff]")


@cache
def scorer() -> Any:
    """The bench's script, as it lies there."""
    return script(BENCH / "gold" / "score_gold.py")


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, predicted and gold facts of one page."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Link:
    """A matched mention: the system's id, the gold's, and whether the gold writes it in Arabic letters."""

    ours: Any
    gold: str
    arabic: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its 95 % interval over pages, null where nothing can be measured, and how much it rests on."""

    value: float | None
    low: float | None = None
    high: float | None = None
    number: int = 0


def f1(pages: Collection[Tally]) -> float | None:
    """F1 of all the pages' facts together; null where the gold has none."""
    gold = sum(page.gold for page in pages)  # three sums of numbers, since an interval asks a thousand times
    return 2 * sum(page.right for page in pages) / (sum(page.predicted for page in pages) + gold) if gold else None


def measured(pages: Sequence[T], measure: Callable[[Sequence[T]], float | None], number: int) -> Measured:
    """A measure of all pages, and its interval; resamples in which nothing can be measured stand aside."""
    value = measure(pages)
    if value is None or not number:
        return Measured(None)
    low, high = interval(pages, lambda drawn: _or(measure(drawn), value))
    return Measured(value, low, high, number)


def entity_tally(predicted: Sequence[Row], gold: Sequence[Row], *, strict: bool) -> Tally:
    """One page's facts of one kind: equal words, or at least half of them where not ``strict``."""
    pairs = scorer().match(predicted, gold, 0.5)
    key = scorer().key
    right = sum(key(a["text"]) == key(b["text"]) for a, b, _ in pairs) if strict else len(pairs)
    return Tally(right, len(predicted), len(gold))


def figure_pairs(predicted: Sequence[Row], gold: Sequence[Row], *, units: bool) -> list[tuple[Row, Row]]:
    """One page's figures with the gold figure that each is right on, by value and unit or by value alone."""
    left, pairs = list(predicted), []
    for wanted in gold:
        hit = next((found for found in left if same_figure(found, wanted, units=units)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((hit, wanted))
    return pairs


def figure_tally(predicted: Sequence[Row], gold: Sequence[Row], *, units: bool) -> Tally:
    """One page's figures."""
    return Tally(len(figure_pairs(predicted, gold, units=units)), len(predicted), len(gold))


def same_figure(found: Row, wanted: Row, *, units: bool) -> bool:
    """Whether a figure is the gold one."""
    same = bool(scorer().same_value(found.get("value"), wanted["value"]))
    return same and (not units or scorer().unit(found.get("unit")) == scorer().unit(wanted["unit"]))


def links(predicted: Sequence[Row], gold: Sequence[Row]) -> tuple[Link, ...]:
    """One page's matched mentions of one kind."""
    return tuple(
        Link(a.get("canonical") or ("none", b["id"], a["text"]), b["canonical"], bool(_ARABIC.search(b["text"])))
        for a, b, _ in scorer().match(predicted, gold, 0.5)
    )


def exact_ids(pages: Iterable[Sequence[Link]], *, both_scripts: bool = False) -> list[bool]:
    """For each gold id whether its matched mentions have one id of the system that no other gold id has.

    With ``both_scripts`` only those that the pages name in Latin and in Arabic letters.
    """
    by_gold: dict[str, set[Any]] = defaultdict(set)
    by_ours: dict[Any, set[str]] = defaultdict(set)
    scripts: dict[str, set[bool]] = defaultdict(set)
    for page in pages:
        for link in page:
            by_gold[link.gold].add(link.ours)
            by_ours[link.ours].add(link.gold)
            scripts[link.gold].add(link.arabic)
    asked = [gold for gold in by_gold if not both_scripts or len(scripts[gold]) == 2]
    return [len(by_gold[gold]) == 1 and len(by_ours[next(iter(by_gold[gold]))]) == 1 for gold in asked]


def by_page_and_kind(facts: Iterable[Row]) -> Mapping[tuple[str, str], list[Row]]:
    """Facts by the id of their page and their kind, in their order."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for fact in facts:
        if fact.get("text"):
            found[fact["id"], fact["kind"]].append(fact)
    return found


def unmatched(predicted: Sequence[Row], gold: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The names of one kind on one page that are false, and those that are missed.

    Facts at the same place go first, so that of equal names the one that was missed is the one shown.
    """
    key = scorer().key
    at = {(fact["start"], fact["end"]) for fact in gold} & {(fact["start"], fact["end"]) for fact in predicted}
    false = [fact for fact in predicted if (fact["start"], fact["end"]) not in at]
    missed = [fact for fact in gold if (fact["start"], fact["end"]) not in at]
    spare = Counter(key(fact["text"]) for fact in false) & Counter(key(fact["text"]) for fact in missed)
    return _without(false, spare), _without(missed, spare)


def mistaken(kind: str, predicted: Sequence[Row], gold: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The facts of any kind on one page that are false, and those that are missed, by the strict measure."""
    if kind in NAMED:
        return unmatched(predicted, gold)
    right = {id(fact) for pair in figure_pairs(predicted, gold, units=True) for fact in pair}
    return [fact for fact in predicted if id(fact) not in right], [fact for fact in gold if id(fact) not in right]


def _without(facts: Iterable[Row], spare: Counter[str]) -> list[Row]:
    left, kept = Counter(spare), []
    for fact in facts:
        name = scorer().key(fact["text"])
        if left[name]:
            left[name] -= 1
        else:
            kept.append(fact)
    return kept


def _or(value: float | None, default: float) -> float:
    return default if value is None else value
