"""Tables of rows that are right or wrong, by language: what the small sets of the bench are scored as."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence

from annotate_counts import measured
from annotate_sets import LANGUAGES
from read_sets import Row
from read_table import aligned

Right = Callable[[Row], bool]


def right_table(title: str, rows: Sequence[Row], systems: Mapping[str, Right | None]) -> str:
    """Right of all, with the share and its interval over rows, and right of each language.

    A system is null where its package is not installed.
    """
    by_lang: dict[str, list[Row]] = {lang: [] for lang in LANGUAGES}
    for row in rows:
        by_lang.setdefault(row["lang"], []).append(row)
    asked = [lang for lang, found in by_lang.items() if found]
    lines = [[title, "right", "share", *asked]]
    for name, is_right in systems.items():
        if is_right is None:
            lines.append([name, "not installed", *("" for _ in range(len(asked) + 1))])
            continue
        hits = {lang: [is_right(row) for row in by_lang[lang]] for lang in asked}
        flat = [hit for lang in asked for hit in hits[lang]]
        share = measured(flat, statistics.fmean, len(flat))
        cell = f"{share.value:.3f} ({share.low:.2f}-{share.high:.2f})" if share.value is not None else "-"
        lines.append([name, f"{sum(flat)}/{len(flat)}", cell, *(f"{sum(h)}/{len(h)}" for h in hits.values())])
    return aligned(lines)


def wrong_lines(rows: Sequence[Row], told: Callable[[Row], object], is_right: Right) -> list[str]:
    """A line for each row on which a system is wrong: the row and what it says."""
    return [f"  wrong: {row} -> {told(row)}" for row in rows if not is_right(row)]
