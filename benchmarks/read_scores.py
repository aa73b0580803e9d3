"""The scores of a reader's rows on a set by the bench's own scripts, with bootstrap intervals.

The bench's scripts are imported as they lie there and do all the counting. A page without a row counts as empty.
"""

from __future__ import annotations

import math
import random
import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Protocol

from read_sets import BENCH, Row

RESAMPLES = 1000
SMALL = 120
"""Pages below which a set's figures get an interval."""

Sample = tuple[Sequence[Any], Callable[[Sequence[Any]], float]]
"""What each page counted, and the measure of such counts."""


@dataclass(frozen=True)
class Scores:
    """Measures by column, and the 95 % intervals of some of them."""

    values: dict[str, float]
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)


class Scorer(Protocol):
    """A script of the bench."""

    def measures(self, truth: Sequence[Row], rows: dict[str, Row]) -> dict[str, float]:
        """Measures by column."""

    def samples(self, truth: Sequence[Row], rows: dict[str, Row]) -> dict[str, Sample]:
        """For some columns, what each page counted."""


def scorer(name: str) -> Scorer:
    """The scorer of a set."""
    return GoldScorer() if name == "gold" else PageScorer()


def score(by: Scorer, truth: Sequence[Row], rows: Iterable[Row], intervals: bool) -> Scores:
    """The scores of rows against the truth, with or without their intervals."""
    found = {row["id"]: row for row in rows}
    values = by.measures(truth, found)
    if not intervals:
        return Scores(values)
    return Scores(values, {column: interval(*sample) for column, sample in by.samples(truth, found).items()})


def interval(
    counts: Sequence[Any], measure: Callable[[Sequence[Any]], float], resamples: int = RESAMPLES, seed: int = 0
) -> tuple[float, float]:
    """The 95 % percentile interval of a measure over resampled pages; the same for the same seed.

    Readers with the same pages are resampled alike. Source: Efron & Tibshirani, An Introduction to the Bootstrap, 13.3.
    """
    draw = random.Random(seed)
    found = sorted(measure(draw.choices(counts, k=len(counts))) for _ in range(resamples))
    return found[math.floor(0.025 * (resamples - 1))], found[math.ceil(0.975 * (resamples - 1))]


class PageScorer:
    """``score_pages.py``: shingle F1 of the text, or segment F1 where the truth has segments; title, date, authors."""

    _COLUMNS = ("P", "R", "F1", "acc", "seg_F1", "title", "date", "lede_found", "headline_repeated", "empty")
    _FIELDS = (("title", "title"), ("date", "date"), ("auth", "authors"))

    def __init__(self) -> None:
        self._script = script(BENCH / "score_pages.py")

    def measures(self, truth: Sequence[Row], rows: dict[str, Row]) -> dict[str, float]:
        """Measures by column, as far as the truth of the set allows."""
        found, _ = self._script.score(truth, self._adapted(rows))
        return {column: found[column] for column in self._COLUMNS if column in found} | (
            {"authors": found["auth"]} if "auth" in found else {}
        )

    def samples(self, truth: Sequence[Row], rows: dict[str, Row]) -> dict[str, Sample]:
        """What each page counted for F1, seg_F1, title, date and authors."""
        adapted = self._adapted(rows)
        pages = [(row, self._script.score([row], adapted)[0]) for row in truth]
        body = [self._triple(row, adapted) for row in truth if row.get("body")]
        segments = [_segment_counts(row, found) for row, found in pages if "seg_F1" in found]
        samples: dict[str, Sample] = {}
        if body:
            samples["F1"] = body, lambda counts: float(self._script.prf(counts)[2])
        if segments:
            samples["seg_F1"] = segments, _segment_f1
        for key, column in self._FIELDS:
            if right := [found[key] for _, found in pages if key in found]:
                samples[column] = right, statistics.fmean
        return samples

    def _triple(self, row: Row, rows: dict[str, Row]) -> Any:
        return self._script.tpfpfn(row["body"], rows.get(row["id"], {}).get("body") or "")

    def _adapted(self, rows: dict[str, Row]) -> dict[str, Row]:
        return {key: self._script.adapt(dict(row)) for key, row in rows.items()}


class GoldScorer:
    """``score_gold.py --pages``: body alone, lede and body, title, authors, date, lede, comments, teasers leaked."""

    _COLUMNS: ClassVar = {
        "F1": "body_f1",
        "doc_F1": "doc_f1",
        "title": "title",
        "date": "date",
        "authors": "authors",
        "lede_found": "lede",
    }
    _SAMPLED = ("F1", "title", "date", "authors")

    def __init__(self) -> None:
        self._script = script(BENCH / "gold" / "score_gold.py")

    def measures(self, truth: Sequence[Row], rows: dict[str, Row]) -> dict[str, float]:
        """Measures by column."""
        found: dict[str, Any] = {}
        self._script.score_pages(truth, rows, found)
        values = {column: found["pages"][key] for column, key in self._COLUMNS.items()}
        rest = {"comments": found["comments"]["f1"], "teasers_leaked": found["teaser_leak"]}
        return values | {column: value for column, value in rest.items() if value is not None}

    def samples(self, truth: Sequence[Row], rows: dict[str, Row]) -> dict[str, Sample]:
        """What each page counted for F1, title, date and authors."""
        pages = [self.measures([row], rows) for row in truth]
        return {column: ([page[column] for page in pages], statistics.fmean) for column in self._SAMPLED}


def odd_dates(truth: Iterable[Row]) -> list[str]:
    """What to know of the truth's dates: those that no reader can match, and those that silence matches."""
    dates = [row["date"] for row in truth if isinstance(row.get("date"), str)]
    empty = dates.count("")
    broken = sum(not re.match(r"\d{4}-\d\d-\d\d", date) for date in dates) - empty
    found = [f"{broken} of {len(dates)} truth dates are no ISO dates: no reader can match them"] if broken else []
    return found + ([f"{empty} of {len(dates)} truth dates are empty: giving none is right there"] if empty else [])


def _segment_counts(row: Row, found: dict[str, float]) -> tuple[int, int, int]:
    """Right, wrong and missing segments of one page, from the shares that the script gives of it."""
    wanted, unwanted = len(row.get("with_") or []), len(row.get("without") or [])
    right = round(found["seg_R"] * wanted)
    kept_out = round(found["seg_acc"] * (wanted + unwanted)) - right
    return right, unwanted - kept_out, wanted - right


def _segment_f1(counts: Sequence[tuple[int, int, int]]) -> float:
    right, wrong, missing = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (2 * right + wrong + missing) if right else 0.0


def script(path: Path) -> Any:
    """A script as a module, without leaving compiled code beside it."""
    module = ModuleType(path.stem)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
    return module
