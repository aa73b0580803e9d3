"""Our reader beside its peers on the bench's pages: quality by the bench's own scripts, and pages a second of CPU.

    python benchmarks/read_pages.py [--set NAME ...] [--readers a,b] [--by-lang] [--limit N] [--keep DIR] [--json FILE]
                                    [--unseen DIR]
    python benchmarks/read_pages.py --speed [--rounds N]
    python benchmarks/read_pages.py --profile [--set NAME ...]

Every reader gets the same bytes, one reader after the other on each page, all in one process. Sets of fewer than 120
pages get 95 % bootstrap intervals. The bench data lies beside the checkout (../shared) or where MARSAD_SHARED says.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import track

from read_scores import SMALL, Scores, odd_dates, score, scorer
from read_sets import Page, Row, load_rows, page_openers, set_names, truth
from read_speed import clocked, profile, speed, spread, warm_up
from read_table import table
from readers import READERS, Read, load, quiet, row_of, versions
from unseen import LEARNED, unseen

COMPARED = ("marsad", "trafilatura")
"""The readers whose scores are given by language."""

TOGETHER = {"trafilatura_eval": ("fr", "es")}
"""Languages of a set that are scored as one group as well."""

OURS = ("ar", "fr", "es", "en")
FEW = 5
"""Pages below which a language that is not one of ours has no row of its own."""

T = TypeVar("T")


@dataclass
class Reading:
    """What one reader made of a set: its rows' file, its CPU seconds, and what it raised."""

    file: Path
    seconds: float
    failures: Counter[str]


def read_set(name: str, readers: dict[str, Read], limit: int | None, keep: Path) -> dict[str, Reading]:
    """Read a set with every reader, page by page; the rows go to ``keep``."""
    openers = page_openers(name)[:limit]
    found = {reader: Reading(keep / f"{name}.{reader}.jsonl", 0.0, Counter()) for reader in readers}
    for reading in found.values():
        reading.file.write_text("", encoding="utf-8")
    warm_up((opened() for opened in spread(openers)), [partial(row_of, read) for read in readers.values()])
    for number, opened in enumerate(shown(openers, name)):
        page = opened()
        for reader, read in in_turn(readers, number):
            row, seconds = clocked(partial(row_of, read), page)
            keep_row(found[reader], row, seconds)
    return found


def keep_row(reading: Reading, row: Row, seconds: float) -> None:
    """Write a row, and count its time and what was raised."""
    reading.seconds += seconds
    if "error" in row:
        reading.failures[row["error"].partition(":")[0]] += 1
    with reading.file.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def in_turn(readers: dict[str, Read], number: int) -> Iterator[tuple[str, Read]]:
    """The readers, another one first on each page: the first finds it cold in the processor's cache."""
    names = list(readers)
    for place in range(len(names)):
        name = names[(number + place) % len(names)]
        yield name, readers[name]


def shown(items: Iterable[T], what: str) -> Iterable[T]:
    """The items, with a progress bar when a person is watching."""
    return track(items, what, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)


def scores(name: str, known: Sequence[Row], readings: dict[str, Reading]) -> dict[str, Scores]:
    """The whole set's scores by reader, speed and failures among them."""
    by = scorer(name)
    found = {
        reader: score(by, known, load_rows(reading.file), len(known) < SMALL) for reader, reading in readings.items()
    }
    base = readings["trafilatura"].seconds if "trafilatura" in readings else None
    for reader, reading in readings.items():
        values = found[reader].values
        values["failed"] = reading.failures.total()
        values["speed"] = len(known) / reading.seconds
        if base is not None:
            values["ratio"] = base / reading.seconds
    return found


def group_scores(
    name: str, known: Sequence[Row], readings: dict[str, Reading], by_lang: bool
) -> dict[str, dict[str, Scores]]:
    """The scores by group of languages and reader: those scored together, and each alone if wanted."""
    by, together = scorer(name), [TOGETHER[name]] if name in TOGETHER else []
    alone = languages(known) if by_lang else []
    rows = {reader: load_rows(readings[reader].file) for reader in readings if reader in COMPARED}
    found: dict[str, dict[str, Scores]] = {}
    for group in [*together, *((lang,) for lang in alone)]:
        part = [row for row in known if row.get("lang") in group]
        if not part:
            continue
        label = f"{'+'.join(group)} {len(part)}"
        found[label] = {reader: score(by, part, rows[reader], intervals=group in together) for reader in rows}
    return found


def languages(known: Sequence[Row]) -> list[str]:
    """The languages of a set that get rows of their own, the most frequent first."""
    counts = Counter(row["lang"] for row in known if row.get("lang"))
    return [lang for lang, count in counts.most_common() if count >= FEW or lang in OURS]


def notes(known: Sequence[Row], readings: dict[str, Reading]) -> list[str]:
    """What to know beside the table."""
    found = odd_dates(known)
    for reader, reading in readings.items():
        if reading.failures:
            raised = ", ".join(f"{error} {count}" for error, count in reading.failures.most_common())
            found.append(
                f"{reader} failed on {reading.failures.total()} of {len(known)} pages, which count as empty: {raised}"
            )
    return found


def benchmark(name: str, readers: dict[str, Read], options: argparse.Namespace, keep: Path) -> dict[str, Any]:
    """Read and score a set, print its tables, and give them as one object."""
    readings = read_set(name, readers, options.limit, keep)
    known = truth(name)[: options.limit]
    whole, groups = scores(name, known, readings), group_scores(name, known, readings, options.by_lang)
    beside = notes(known, readings)
    print(f"\n## {name}, {len(known)} pages\n{table(whole)}")
    if groups:
        rows = {f"{label} {reader}": one for label, found in groups.items() for reader, one in found.items()}
        print(f"\n{table(rows)}")
    for note in beside:
        print(f"* {note}")
    sys.stdout.flush()
    tables = {"all": whole} | groups
    return {
        "pages": len(known),
        "notes": beside,
        "scores": {group: {reader: asdict(one) for reader, one in found.items()} for group, found in tables.items()},
    }


def quality(names: Sequence[str], readers: dict[str, Read], options: argparse.Namespace) -> None:
    """Every set, printed; and written to a file if wanted."""
    with tempfile.TemporaryDirectory() as folder:
        keep: Path = options.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        found = {name: benchmark(name, readers, options, keep) for name in names}
    if options.json:
        report = {"versions": versions(readers), "sets": found}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", dest="sets", help="a set, or gold; may be repeated; all without it")
    parser.add_argument("--readers", default=",".join(READERS), help="names with commas between them")
    parser.add_argument("--limit", type=int, help="only the first pages of each set")
    parser.add_argument("--keep", type=Path, help="write the rows of every reader to this folder")
    parser.add_argument("--by-lang", action="store_true", help="marsad and trafilatura by language as well")
    parser.add_argument("--json", type=Path, help="write the scores to this file as well")
    parser.add_argument("--speed", action="store_true", help="only the clock, on the scrapinghub pages held in memory")
    parser.add_argument("--rounds", type=int, default=3, help="how many times --speed reads every page")
    parser.add_argument("--unseen", type=Path, help="models without the sites they read (train_body.py --folds)")
    parser.add_argument("--profile", action="store_true", help="where our reader spends its time")
    return parser.parse_args()


def main() -> None:
    """Run what is asked for."""
    options = arguments()
    quiet()
    chosen = options.sets or (["scrapinghub"] if options.speed or options.profile else set_names())
    names = options.readers.split(",")
    if options.profile:
        print(profile([page for name in chosen for page in held(name, options.limit)], load(["marsad"])["marsad"]))
        return
    print(f"{', '.join(f'{name} {number}' for name, number in versions(names).items())}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, CPU time of one process")
    if options.speed:
        print(speed([page for name in chosen for page in held(name, options.limit)], names, options.rounds))
    else:
        readers = load(names)
        if options.unseen and "marsad" in readers:
            readers["marsad"] = unseen(readers["marsad"], options.unseen)
        elif "marsad" in readers and not LEARNED.isdisjoint(chosen):
            print(f"The body model has seen pages of {', '.join(sorted(LEARNED))}: figures to keep need --unseen")
        quality(chosen, readers, options)


def held(name: str, limit: int | None) -> list[Page]:
    """A set's pages in memory."""
    return [opened() for opened in page_openers(name)[:limit]]


if __name__ == "__main__":
    main()
