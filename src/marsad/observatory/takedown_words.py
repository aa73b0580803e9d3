"""Words of a page that editors' decisions quote go with it: from the tables, and from the journal.

A decision keeps its number, so that no other gets it, its kind, moment and author; it counts no more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from marsad.archive.durable import sync_folder
from marsad.archive.journal import JournalRecord

REMOVED = "removed"
_KEPT = frozenset({"kind", "n", "act", "at", "by", "capture", "of", "field", "rule", "replaces"})


def without_words(record: JournalRecord) -> JournalRecord:
    """A decision about a fact in the shape that it had, all words of the page empty."""
    return {**{name: value if name in _KEPT else _blank(value) for name, value in record.items()}, REMOVED: True}


def strike_out(journal: Path, keys: Collection[str]) -> int:
    """Take the words of some captures (their keys) out of the editors' journal, durably; the number of decisions.

    Nobody may be deciding meanwhile (the editors' lock is held).
    """
    if not journal.exists():
        return 0
    struck = 0
    lines = journal.read_bytes().splitlines(keepends=True)
    for place, line in enumerate(lines):
        record = _fact(line)
        if record is not None and record["capture"] in keys and not record.get(REMOVED):
            struck += 1
            lines[place] = (json.dumps(without_words(record), ensure_ascii=False, sort_keys=True) + "\n").encode()
    if struck:
        part = journal.with_name(journal.name + ".part")
        with part.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        part.replace(journal)
        sync_folder(journal.parent)
    return struck


def _fact(line: bytes) -> JournalRecord | None:
    try:
        record = json.loads(line)
        return record if record["kind"] == "fact" and "capture" in record else None
    except (ValueError, TypeError, KeyError):
        return None


def _blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: inner if name in _KEPT else _blank(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_blank(inner) for inner in value]
    return "" if isinstance(value, str) else value
