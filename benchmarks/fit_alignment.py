"""Fit the weights by which figures left over in two articles are of one thing (follow/data/alignment.toml).

A logistic model with bounds on its weights' signs and a quadratic penalty, of the pairs that ``follow.alignment`` sets
beside each other in the gold pages, the sample newsroom and the stories of tests/follow, each story with and without
the encoder. A pair is right if it holds two values of one known contradiction. Some weights are set by hand, for what
the few stories cannot tell: `HELD` is what they are, `BIAS` what is added to the one fitted.

    python benchmarks/fit_alignment.py [--write]

Without ``--write`` the weights are printed, with the stories found and the false ones where each story is left out.
"""

from __future__ import annotations

import math
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from marsad.annotate import annotate
from marsad.annotate.encoder import Encoder
from marsad.annotate.link import Linker
from marsad.annotate.rows import article_of
from marsad.follow.alignment import Common, aligned, told_apart
from marsad.follow.counted import counted_points
from marsad.follow.dated import dated_points
from marsad.follow.disputes import in_time
from marsad.follow.points import Point
from marsad.follow.reading import Reading
from marsad.follow.similarity import Similarity
from marsad.follow.sources import Sources
from marsad.follow.told import Told
from marsad.group.encoder import default_encoder
from marsad.model import ContradictionKind, Relation
from read_sets import BENCH, Row, load_rows

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))
from tests.follow.told import told  # noqa: E402 - the tests are beside the benchmarks, not installed

WEIGHTS = ROOT / "src" / "marsad" / "follow" / "data" / "alignment.toml"
HELD = {"nothing": -1.0, "later": -0.4, "one_language": -1.5, "untold": -0.75, "other_deed": -1.6}
BIAS = 0.5
MOST = {"early": 0.6}
AGAINST = {"nothing", "later", "one_language", "untold", "other_deed", "other_months", "distance", "approximate"}
AGAINST |= {"time", "share", "measure", "person"}
FREE = {"bias", "amount", "count", "date"}
PENALTY, ROUNDS, WIDEST, FOLDS = 1.0, 1500, 9.0, 20
TESTS_COUNT = 0.6
SAMPLE = ("48000 52000", "2026-04-04 2026-04-11", "320 302", "12000 10000", "2.4 2.6")
"""What the outlets of the sample newsroom disagree in."""

Floats = NDArray[np.float64]
Values = frozenset[str]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles, and the values of each contradiction that is known of them."""

    name: str
    articles: Sequence[Told]
    known: Sequence[Values]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two points of a story left over, and whether they are of one thing."""

    story: str
    features: dict[str, float]
    right: bool
    encoded: bool
    weight: float


def stories() -> Iterator[Story]:
    """All that the weights are fitted to."""
    for folder in (BENCH / "gold", ROOT / "benchmarks" / "gold", ROOT / "benchmarks" / "gold_between"):
        disputes = folder / "contradictions.jsonl"
        known = load_rows(disputes) if disputes.exists() else []
        for name, pages in _by_story(load_rows(folder / "gold.jsonl")):
            ids = {page["id"] for page in pages}
            mine = [one["values"] for one in known if any(value["page"] in ids for value in one["values"])]
            yield Story(
                f"{folder} {name}", _articles(pages), [frozenset(one["value"] for one in ones) for ones in mine]
            )
    for name, pages in _by_story(load_rows(ROOT / "src" / "marsad" / "sample" / "truth.jsonl")):
        yield Story(f"sample {name}", _articles(pages), [frozenset(values.split()) for values in SAMPLE])
    for file in ("contradictions.toml", "left_over.toml"):
        for case in tomllib.loads((ROOT / "tests" / "follow" / file).read_text("utf-8"))["case"]:
            sides = [line.split(" settled")[0].split(" ", 1)[1].split(" / ") for line in case["expect"]]
            yield Story(f"{file} {case['name']}", told(case["article"]), [frozenset(one) for one in sides], TESTS_COUNT)


def _by_story(pages: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    by: defaultdict[str, list[Row]] = defaultdict(list)
    for page in pages:
        by[page.get("story") or page["id"]].append(page)
    return ((name, rows) for name, rows in by.items() if len(rows) > 1)


def _articles(pages: Sequence[Row]) -> list[Told]:
    linker, found = Linker(), []
    for page in pages:
        name, article = article_of(page)
        facts, family = annotate(article), page.get("dispatch")
        is_copy = (page.get("role") or page.get("relation")) not in {None, "original", "independent", "follow-up"}
        found.append(
            Told(
                id=name,
                text=article.text,
                annotations=facts,
                ids=tuple(linker.link(facts.entities, lang=article.lang, date=article.published)),
                outlet=article.outlet,
                lang=article.lang,
                title=article.title,
                published=article.published,
                url=article.url,
                family=family,
                relation=(Relation.VERBATIM if is_copy else Relation.ORIGINAL) if family else None,
            )
        )
    return found


def pairs(story: Story, encoder: Encoder | None) -> Iterator[Pair]:
    """The pairs of a story that time does not explain and that no article tells apart."""
    sources, similarity = Sources(story.articles), Similarity(encoder)
    buckets: defaultdict[object, defaultdict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for article in story.articles:
        reading = Reading(article)
        for point in (*counted_points(reading, sources), *dated_points(reading, sources)):
            buckets[point.bucket][article.id].append(point)
    common = Common(point for by in buckets.values() for points in by.values() for point in points)
    for by in buckets.values():
        everything = [point for points in by.values() for point in points]
        for here, there in combinations(by.values(), 2):
            for pair in aligned(here, there, common, similarity):
                if in_time(pair.one, pair.other) and not told_apart(pair.one, pair.other, everything):
                    right = any({_value(pair.one), _value(pair.other)} <= values for values in story.known)
                    yield Pair(story.name, dict(pair.features), right, encoder is not None, story.weight)


def _value(point: Point) -> str:
    value = point.claim.value
    number = f"{value:.15g}" if isinstance(value, float) else str(value)
    return f"{number} {point.claim.unit}" if point.kind is ContradictionKind.AMOUNT else number


def fitted(x: Floats, y: Floats, weights: Floats, names: Sequence[str]) -> Floats:
    """The weights with the least loss within their bounds, by accelerated projected descent."""
    low = np.array([HELD.get(name, -WIDEST if name in AGAINST | FREE else 0.0) for name in names])
    high = np.array([HELD.get(name, 0.0 if name in AGAINST else MOST.get(name, WIDEST)) for name in names])
    penalty = np.array([0.0 if name == "bias" else PENALTY for name in names])
    step = 1 / (0.25 * np.linalg.eigvalsh((x * weights[:, None]).T @ x).max() + PENALTY)
    best = ahead = np.zeros(x.shape[1])
    pace = 1.0
    for _ in range(ROUNDS):
        slope = x.T @ (weights * (1 / (1 + np.exp(-x @ ahead)) - y)) + penalty * ahead
        moved = np.clip(ahead - step * slope, low, high)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead, best, pace = moved + (pace - 1) / faster * (moved - best), moved, faster
    return best


def raised(names: Sequence[str], weights: Floats) -> dict[str, float]:
    """The fitted weights by name, with what is added to the first."""
    found = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    return found | {"bias": round(found["bias"] + BIAS, 2)}


def main() -> None:
    encoder = default_encoder()
    told_of = list(stories())
    found = [pair for story in told_of for use in dict.fromkeys((encoder, None)) for pair in pairs(story, use)]
    names = sorted({name for pair in found for name in pair.features})
    x = np.array([[pair.features.get(name, 0.0) for name in names] for pair in found])
    y = np.array([pair.right for pair in found], float)
    alike = Counter((pair.story, pair.encoded, pair.right) for pair in found)
    weights = np.array(
        [pair.weight / math.sqrt(alike[pair.story, pair.encoded, pair.right]) for pair in found]
    )  # of many pairs of one story each counts less
    print(f"{len(told_of)} stories, {len(found)} pairs, {int(y.sum())} right")
    all_weights = raised(names, fitted(x, y, weights, names))
    if "--write" in sys.argv:
        write(all_weights)
    else:
        for name, weight in all_weights.items():
            print(f"{name} = {weight:.2f}")
        left_out(found, names, x, y, weights)


def left_out(found: Sequence[Pair], names: Sequence[str], x: Floats, y: Floats, weights: Floats) -> None:
    """Print how many stories with a right pair have one above a bound, and how many a wrong one, each left out."""
    order = sorted({pair.story for pair in found})
    np.random.default_rng(0).shuffle(order)
    fold = {story: number % FOLDS for number, story in enumerate(order)}
    folds = np.array([fold[pair.story] for pair in found])
    sure = np.zeros(len(found))
    for number in range(FOLDS):
        test = folds == number
        model = raised(names, fitted(x[~test], y[~test], weights[~test], names))
        sure[test] = 1 / (1 + np.exp(-x[test] @ np.array([model[name] for name in names])))
    right = {pair.story for pair in found if pair.right}
    for least in (0.5, 0.6, 0.7, 0.8):
        above = [pair for pair, one in zip(found, sure, strict=True) if one >= least and pair.encoded]
        hit, false = {pair.story for pair in above if pair.right}, {pair.story for pair in above if not pair.right}
        print(f"from {least}: {len(hit)} of {len(right)} stories, {len(false)} with a false pair")


def write(weights: dict[str, float]) -> None:
    """Put the weights in their file, whose comments stay."""
    text = WEIGHTS.read_text("utf-8")
    for name, weight in weights.items():
        text, count = re.subn(rf"(?m)^{name} = [-.0-9]+", f"{name} = {weight:.2f}", text)
        assert count == 1, name
    WEIGHTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
