"""Reprints, stories and pair likeness on every set of the bench, with one configuration, beside the peers.

    python benchmarks/groups.py [--sets NAME ...] [--only reprints stories pairs] [--robust]

One table a kind: a row a set and measure, ours first, what is aimed at last, then documents a second. Scores come from
the bench's own ``score_stories.py``. Documents a second are of one core in CPU time, without reading the files, over
all the sets of a kind. The peers and their settings are in ``groups_reprint_peers.py`` and ``groups_story_peers.py``.
``--robust`` prints instead how far our figures hold: see ``groups_robust.py``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TypeVar

from groups_measures import TARGETS, Measures, pair_measures, reprint_measures, story_measures
from groups_ours import MARSAD, WORDS_ONLY, Remembering, likeness, reprints, stories
from groups_reprint_peers import reprint_peers
from groups_robust import COLUMNS, STORY_JUDGE, WIRE_JUDGE, rows
from groups_sets import ALL, PAIRS, REPRINTS, SCRIPT, STORIES, TRAPS, GroupSet, group_set
from groups_story_peers import PairLikeness, embedded, story_peers
from groups_tfidf import background
from marsad.group.encoder import Encoder, default_encoder
from marsad.model import Document

T = TypeVar("T")
Systems = Mapping[str, Callable[[list[Document]], T]]


@dataclass
class Table:
    """Figures by set and measure, a column a system, and the time that each system took."""

    kind: str
    cells: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    documents: int = 0

    def add(self, found: GroupSet, systems: Systems[T], measured: Callable[[GroupSet, T], Measures]) -> None:
        """Runs the systems on a set."""
        documents = list(found.documents)
        self.documents += len(documents)
        for system, run in systems.items():
            start = time.process_time()
            answers = run(documents)
            self.seconds[system] = self.seconds.get(system, 0.0) + time.process_time() - start
            for measure, figure in measured(found, answers).items():
                self.cells.setdefault((found.name, measure), {})[system] = figure

    def lines(self) -> Iterable[str]:
        """The table in Markdown."""
        yield f"| {self.kind} | measure | {' | '.join(self.seconds)} | target |"
        yield "|---" * (len(self.seconds) + 3) + "|"
        for (name, measure), figures in self.cells.items():
            cells = (figures.get(system, "") for system in self.seconds)
            yield f"| {name} | {measure} | {' | '.join(cells)} | {TARGETS.get((name, measure), '')} |"
        speeds = (f"{self.documents / taken:,.0f}" for taken in self.seconds.values())
        yield f"| speed | documents/s | {' | '.join(speeds)} | {SPEEDS.get(self.kind, '')} |"


KINDS = ("reprints", "stories", "pairs")
SPEEDS = {"reprints": "≥ 3,000", "stories": "≥ 150; by words only ≥ 500"}
"""What is aimed at, in documents a second of one core."""


def reprint_table(names: Iterable[str]) -> Table:
    """Families on the sets of reprints."""
    table = Table("reprints")
    for name in names:
        table.add(group_set(name), {MARSAD: reprints, **reprint_peers()}, reprint_measures)
    return table


def story_table(names: Iterable[str], encoder: Encoder | None) -> Table:
    """Stories on the sets of stories."""
    table = Table("stories")
    for name in names:
        ours: Systems[dict[str, str]] = {WORDS_ONLY: partial(stories, encoder=None)}
        if encoder is not None:
            ours = {MARSAD: partial(stories, encoder=encoder), **ours}
        table.add(group_set(name), {**ours, **story_peers(encoder, background(name))}, story_measures)
    return table


def pair_table(encoder: Encoder | None) -> Table:
    """Likeness on the set of pairs."""
    table, known = Table("pairs"), background(PAIRS)
    systems: dict[str, Callable[[list[Document]], Callable[[str, str], float]]] = {
        MARSAD: partial(likeness, encoder=encoder)
    }
    if encoder is not None:
        systems["TF-IDF + embedding"] = lambda documents: (
            PairLikeness(documents, known, embedded(encoder, documents)).score
        )
    table.add(group_set(PAIRS), systems, pair_measures)
    return table


def robust_lines(kinds: Iterable[str], names: Iterable[str], encoder: Encoder | None) -> Iterator[str]:
    """How far our figures hold, in Markdown."""
    yield f"| set | measure | {' | '.join(COLUMNS)} |"
    yield "|---" * (len(COLUMNS) + 2) + "|"
    known = Remembering(encoder) if encoder is not None else None
    for kind, name in product(kinds, names):
        if kind == "stories" and name in (*STORIES, TRAPS):
            found = rows(group_set(name), partial(stories, encoder=known), STORY_JUDGE)
        elif kind == "reprints" and name == "wire_synth":
            found = rows(group_set(name), reprints, WIRE_JUDGE)
        else:
            continue
        yield from (f"| {' | '.join(cells)} |" for cells in found)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=ALL, default=ALL)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--robust", action="store_true", help="say how far our own figures hold")
    options = parser.parse_args()
    if not SCRIPT.exists():
        sys.exit(f"no bench data: {SCRIPT} is not there; put shared/ beside the checkout or name it in MARSAD_SHARED")
    encoder = default_encoder()
    if encoder is not None:
        encoder.encode(["The model is loaded before anything is timed."])
    if options.robust:
        for line in robust_lines(options.only, options.sets, encoder):
            print(line, flush=True)
        return
    tables: dict[str, Callable[[], Table]] = {
        "reprints": lambda: reprint_table(name for name in REPRINTS if name in options.sets),
        "stories": lambda: story_table((name for name in (*STORIES, TRAPS) if name in options.sets), encoder),
        "pairs": lambda: pair_table(encoder),
    }
    for kind in options.only:
        if kind != "pairs" or PAIRS in options.sets:
            print(*tables[kind]().lines(), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
