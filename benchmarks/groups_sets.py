"""The bench's sets of reprints, stories and pairs, the script that scores them, and what is aimed at."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from groups_traps import traps
from marsad.group.rows import document
from marsad.model import Document
from read_scores import script
from read_sets import BENCH, Row, load_rows

STORIES = ("giveme5w1h_en", "ecbplus_en", "wikinews_galaxy_en", "ntrex4", "uci1000_headlines_en", "gold")
REPRINTS = ("wire_synth", "minhash2500_en", "gold")
PAIRS = "semeval22_pairs"
TRAPS = "traps"
"""Our own near misses, made up; no set of the bench."""
ALL = tuple(dict.fromkeys((*REPRINTS, *STORIES, TRAPS, PAIRS)))
PAIR_LANGUAGES = ("ar", "fr", "es", "en")
SCRIPT = BENCH / "score_stories.py"


@dataclass(frozen=True)
class GroupSet:
    """A set: its rows as they lie in the file, and the documents that a system may see of them, in the same order."""

    name: str
    rows: Sequence[Row]
    pairs: Sequence[Row] = ()

    @cached_property
    def documents(self) -> list[Document]:
        """What a system sees."""
        return [document(row) for row in self.rows]

    @cached_property
    def stories(self) -> dict[str, str]:
        """The true story of each document."""
        return {row["id"]: row["story" if self.name == "gold" else "cluster"] for row in self.rows}

    @cached_property
    def families(self) -> dict[str, str]:
        """The true family of each document; one that is no copy and has none has one of its own."""
        key = "dispatch" if self.name == "gold" else "cluster"
        return {row["id"]: row[key] or row["id"] for row in self.rows}


@cache
def group_set(name: str) -> GroupSet:
    """A set by its name."""
    if name == TRAPS:
        return GroupSet(name, traps())
    if name == "gold":
        return GroupSet(name, load_rows(BENCH / "gold" / "gold.jsonl"))
    folder = BENCH / "stories" / name
    pairs = folder / "pairs.jsonl"
    return GroupSet(name, load_rows(folder / "documents.jsonl"), load_rows(pairs) if pairs.exists() else ())


@cache
def scorer() -> Any:
    """The bench's own script as a module."""
    return script(SCRIPT)


def score_wire(found: GroupSet, answers: Iterable[Mapping[str, str | None]]) -> Row:
    """What the script says of rows ``{id, family, relation, original}`` on wire_synth or a part of it."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("documents", "pairs", "answers")]
        for file, rows in zip(files, (found.rows, found.pairs, answers), strict=True):
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command: list[str | Path] = [sys.executable, SCRIPT, "reprints", *files]
        scores: Row = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return scores
