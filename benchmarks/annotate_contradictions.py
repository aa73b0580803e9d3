"""Contradictions that ``marsad annotate --contradictions`` finds among gold pages, and which of them are right.

A prediction is right, says the bench's ``score_gold.py``, when its values hit on their pages at least two different
values of one gold contradiction. Stories are the units of an interval: contradictions do not cross them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate_counts import scorer
from annotate_sets import Gold
from read_sets import Row, load_rows

SEEN = ("id", "lang", "title", "published", "outlet", "url", "lede", "body", "agency")
"""The fields of a gold page that an article has; its story and its dispatch are not to be known."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """One story: contradictions found, those of them that are right, the gold ones, those of them that were found."""

    right: int = 0
    predicted: int = 0
    hit: int = 0
    gold: int = 0


def predicted(gold: Gold) -> list[Row]:
    """What the program says of all pages together, in the order of the file."""
    with tempfile.TemporaryDirectory() as folder:
        articles, found = Path(folder, "articles.jsonl"), Path(folder, "contradictions.jsonl")
        rows = ({key: page[key] for key in SEEN} for page in gold.pages)
        articles.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        found.touch()  # the program opens it at the first row
        command = [sys.executable, "-m", "marsad.cli", "annotate", str(articles), "--contradictions", str(found)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return list(load_rows(found))


def disputed(gold: Gold, found: Sequence[Row]) -> list[Disputed]:
    """What each story counts, in the order in which the pages have them; a prediction goes to its first page's."""
    stories = {page["id"]: page.get("story") or page["id"] for page in gold.pages}
    wanted = list(load_rows(gold.folder / "contradictions.jsonl"))
    right = [(stories[row["values"][0]["page"]], _hits([row], wanted)["p"] > 0) for row in found]
    hit = [(stories[row["values"][0]["page"]], _hits(found, [row])["r"] > 0) for row in wanted]
    return [Disputed(*_counts(story, right), *_counts(story, hit)) for story in dict.fromkeys(stories.values())]


def f1(stories: Collection[Disputed]) -> float | None:
    """F1 of all stories' contradictions together; null where the gold has none."""
    gold, said = sum(story.gold for story in stories), sum(story.predicted for story in stories)
    right, hit = sum(story.right for story in stories), sum(story.hit for story in stories)
    if not gold:
        return None
    return 2 * right * hit / (right * gold + hit * said) if right and hit else 0.0


def contradiction_mistakes(gold: Gold, found: Sequence[Row]) -> Iterator[str]:
    """Lines that tell the missed and the false ones, each with its values."""
    wanted = list(load_rows(gold.folder / "contradictions.jsonl"))
    for title, rows, wrong in (
        ("missed", wanted, lambda row: not _hits(found, [row])["r"]),
        ("false ", found, lambda row: not _hits([row], wanted)["p"]),
    ):
        for row in filter(wrong, rows):
            values = " | ".join(f"{value['page']}: {value['value']} [{value.get('text')}]" for value in row["values"])
            sure = f"  {row['confidence']:.2f}" if "confidence" in row else ""
            yield f"{title} contradiction {row.get('about')}: {values}{sure}"


def _hits(found: Sequence[Row], wanted: Sequence[Row]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    scorer().score_contra(wanted, found, out)
    return dict(out["contradictions"]) if wanted else {"p": 0.0, "r": 0.0}


def _counts(story: str, judged: Sequence[tuple[str, bool]]) -> tuple[int, int]:
    of_story = [right for where, right in judged if where == story]
    return sum(of_story), len(of_story)
