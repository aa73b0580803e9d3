"""A dossier written out: as FollowTheMoney entities, as JSON lines, as a table for spreadsheets.

Each is made article by article along the index of the dossier's members, so that no more of a dossier than a few
hundred articles is ever held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from marsad.observatory.exports import ftm, json_lines, sheet
from marsad.observatory.exports.reading import Export

__all__ = ["FORMATS", "Export", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A sort of file: its lines with their ends, what it is called on the web, and how its name ends."""

    lines: Callable[[Export], Iterator[str]]
    media_type: str
    suffix: str


FORMATS: Mapping[str, Format] = {
    "ftm": Format(ftm.lines, "application/json+ftm; charset=utf-8", "ftm.json"),
    "jsonl": Format(json_lines.lines, "application/jsonl; charset=utf-8", "jsonl"),
    "csv": Format(sheet.lines, "text/csv; charset=utf-8; header=present", "csv"),
}
