"""The journal: what no page holds, as append-only lines of JSON, one file a writer.

Every record has a ``kind``. Kinds in use:

``capture``   ``seq``, ``record``: the place of a WARC record in the order of ingest
``placed``    ``capture`` (record id), ``story``: the story that an article was put into
``redirect``  ``story``, ``to``: a story that was absorbed by another
``source``    ``key`` and the fields that an operator set

A record that a crash kept from being committed may stand twice; the later one counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.archive.durable import GrowingFile

JournalRecord = dict[str, Any]


class JournalError(ValueError):
    """A journal file holds a line that is not a record; the message names file and line."""


class Journal:
    """One writer's journal file. A line that a crash left torn is cut when the file is opened."""

    def __init__(self, folder: Path, writer: str) -> None:
        self.path = folder / f"{writer}.jsonl"
        _cut_torn_line(self.path)
        self._file = GrowingFile(self.path)

    def append(self, records: Iterable[JournalRecord]) -> None:
        """Append ``records`` and return when they are on the disk."""
        lines = [json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records]
        if not lines:
            return
        self._file.append("".join(lines).encode())
        self._file.sync()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_journal(folder: Path, kind: str) -> Iterator[JournalRecord]:
    """All records of one kind, writer by writer in the order of their names, each in the order of writing."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n"):
                    break
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise JournalError(f"{path.name}, line {number}: not a journal record ({error})") from error
                if record.get("kind") == kind:
                    yield record


def _cut_torn_line(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        data = file.read()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            file.truncate(whole)
