"""The clock alone: pages a second of CPU by reader over several rounds, and where our own reader spends its time."""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import StringIO
from typing import Any, TypeVar

from read_sets import Page
from read_table import aligned
from readers import VARIANTS, Read, load, row_of

S = TypeVar("S")
T = TypeVar("T")
Work = Callable[[Page], object]

BASE = "trafilatura"
"""The reader that the ratios are to."""


def speed(pages: Sequence[Page], names: Sequence[str], rounds: int) -> str:
    """A table of pages a second: the slowest, middle and fastest round of each reader, and its ratio to trafilatura."""
    variants = VARIANTS if BASE in names else ()
    works: dict[str, Work] = {name: partial(row_of, read) for name, read in load([*names, *variants]).items()}
    rates = timed(pages, works | parsers(pages), rounds)
    middles = {name: statistics.median(found) for name, found in rates.items()}
    lines = [["pages/s of CPU", "min", "median", "max", f"x {BASE}"]]
    for name, found in rates.items():
        ratio = f"{middles[name] / middles[BASE]:.1f}" if BASE in middles else "-"
        lines.append([name, *(f"{rate:.1f}" for rate in (min(found), middles[name], max(found))), ratio])
    size = sum(len(page.data) for page in pages) / len(pages) / 1000
    return f"{len(pages)} pages of {size:.0f} kB, {rounds} rounds\n{aligned(lines)}"


def spread(items: Sequence[T], most: int = 20) -> Sequence[T]:
    """At most so many of the items, from the first to the last."""
    return items[:: max(1, -(-len(items) // most))]


def warm_up(items: Iterable[T], works: Sequence[Callable[[T], object]]) -> None:
    """Let each work load its modules, models and languages; hide what is loaded by then from the garbage collector."""
    for item in items:
        for work in works:
            work(item)
    gc.collect()
    gc.freeze()


def clocked(work: Callable[[S], T], item: S) -> tuple[T, float]:
    """What a work gives, and its CPU seconds; it starts with no one else's garbage."""
    gc.collect()
    began = time.process_time()
    found = work(item)
    return found, time.process_time() - began


def timed(
    items: Sequence[T], works: dict[str, Callable[[T], object]], rounds: int, warm: Sequence[T] = ()
) -> dict[str, list[float]]:
    """Items a second of CPU by work, one figure a round; the works take turns on each item.

    They warm up on some of the items, or on ``warm``: the first round is then of items that they have not seen.
    """
    warm_up(warm or spread(items), list(works.values()))
    rates: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        seconds = dict.fromkeys(works, 0.0)
        for item in items:
            for name, work in works.items():
                seconds[name] += clocked(work, item)[1]
        for name, spent in seconds.items():
            rates[name].append(len(items) / spent)
    return rates


def parsers(pages: Sequence[Page]) -> dict[str, Work]:
    """The bare parsers: what no reader on top of them can beat. They get text that is decoded before the clock runs."""
    from resiliparse.parse.html import HTMLTree
    from selectolax.lexbor import LexborHTMLParser

    texts = {page.id: page.data.decode("utf-8", "replace") for page in pages}
    return {
        "parse alone: selectolax lexbor": lambda page: LexborHTMLParser(texts[page.id]),
        "parse alone: resiliparse": lambda page: HTMLTree.parse(texts[page.id]),
    }


def profile(pages: Sequence[Page], read: Read, lines: int = 25) -> str:
    """The functions with the most time of their own, and the time of each module of `marsad.read`."""
    return profiled(pages, partial(row_of, read), "/marsad/read/", "page", lines)


def profiled(items: Sequence[T], work: Callable[[T], object], folder: str, unit: str, lines: int = 25) -> str:
    """The functions with the most time of their own in a work on items, and the time of each module of a folder."""
    warm_up(spread(items), [work])
    profiler = cProfile.Profile()
    profiler.enable()
    for item in items:
        work(item)
    profiler.disable()
    output = StringIO()
    stats = pstats.Stats(profiler, stream=output).sort_stats("tottime")
    stats.print_stats(lines)
    table = [["module", f"ms a{'n' if unit[0] in 'aeiou' else ''} {unit}", "share"]]
    whole: float = stats.total_tt  # type: ignore[attr-defined]
    for module, seconds in by_module(stats.stats.items(), folder).most_common():  # type: ignore[attr-defined]
        table.append([module, f"{1000 * seconds / len(items):.3f}", f"{seconds / whole:.1%}"])
    return f"{output.getvalue().strip()}\n\n{aligned(table)}"


def by_module(entries: Iterable[tuple[Any, Any]], folder: str = "/marsad/read/") -> Counter[str]:
    """Seconds by module of a folder from `pstats` entries: own time, and that of the built-ins called from it."""
    found: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in entries:
        if folder in file:
            found[file.partition(folder)[2]] += own
        elif file == "~":
            for (caller, _, _), (_, _, spent, _) in callers.items():
                if folder in caller:
                    found[caller.partition(folder)[2]] += spent
    return found
