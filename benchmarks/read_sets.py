"""The bench's sets of HTML pages with what is known of them; found beside the checkout or where MARSAD_SHARED says."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

BENCH = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "bench"

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One page of a set, as a reader may see it: bytes as they came, the URL and the time of the capture if known."""

    id: str
    data: bytes
    url: str | None = None
    fetched: datetime | None = None


def set_names() -> list[str]:
    """Every set, the written gold pages and the regression prefixes of goose3 last."""
    found = sorted(path.parent.name for path in (BENCH / "pages").glob("*/truth.jsonl"))
    return [name for name in found if name != "goose3"] + ["gold"] + [name for name in found if name == "goose3"]


def truth(name: str) -> list[Row]:
    """What is known of each page of a set, in its order."""
    return load_rows(BENCH / "gold" / "gold.jsonl" if name == "gold" else BENCH / "pages" / name / "truth.jsonl")


def page_openers(name: str) -> list[Callable[[], Page]]:
    """For each page of a set a function that reads it from the disk: a set need not lie in memory."""
    if name == "gold":
        return [partial(_gold_page, row) for row in load_rows(BENCH / "gold" / "inputs.jsonl")]
    return [partial(_set_page, name, row["id"], row.get("url")) for row in truth(name)]


def load_rows(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _gold_page(row: Row) -> Page:
    data = (BENCH / "gold" / row["file"]).read_bytes()
    return Page(row["id"], data, row["url"], datetime.fromisoformat(row["fetched"]))


def _set_page(name: str, page_id: str, url: str | None) -> Page:
    file = BENCH / "pages" / name / "pages" / f"{page_id}.html.gz"
    return Page(page_id, gzip.decompress(file.read_bytes()), url)
