"""A dossier's facts as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, a line a fact.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line's end for a formula, and some
take the full-width forms for the same; the words of an article are whatever its author wrote. Such a cell gets an
apostrophe in front, which spreadsheets do not show. So does what stands behind a semicolon or a tab: where the decimal
mark is a comma, spreadsheets cut lines at these. Numbers stay numbers. Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marsad.model import DetailRole, FactKind
from marsad.observatory.exports.reading import Export, Member, Told, detail_of, members

BOM = "\ufeff"
FORMULA = frozenset("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−")
"""What a spreadsheet may take for the beginning of a formula, after any blanks."""
_IGNORED = " \u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
"""Blanks and marks of direction that some programs pass over before they look."""
_CUT = re.compile(rf"""([;\t][\s"'{_IGNORED}]*)(?=[{re.escape("".join(sorted(FORMULA)).lstrip())}])""")
MOST = 32_767
"""Characters that a cell of the common spreadsheets holds."""
COLUMNS = (
    "kind",
    "words",
    "name",
    "who",
    "with_whom",
    "value",
    "unit",
    "start_date",
    "end_date",
    "due",
    "status",
    "outlet",
    "lang",
    "published",
    "title",
    "url",
    "voice",
    "story",
    "confidence",
    "field",
    "start",
    "end",
    "prefix",
    "suffix",
    "capture",
    "capture_sha256",
    "text_sha256",
    "archived",
    "permalink",
)
_WHO = (DetailRole.SPEAKER, DetailRole.BY, DetailRole.ORGANISER)
_WITH = (DetailRole.WITH, DetailRole.PARTICIPANT, DetailRole.PATRON)
Cell = str | int | float | None


def lines(export: Export) -> Iterator[str]:
    """The table's lines with their ends, the column names first."""
    yield BOM + line(COLUMNS)
    for member in members(export):
        for told in member.facts:
            row = _row(member, told)
            yield line([row[name] for name in COLUMNS])


def line(cells: Sequence[Cell]) -> str:
    """One line of the table with its end."""
    held: list[str] = []
    csv.writer(_Sink(held), lineterminator="\r\n").writerow([safe(cell) for cell in cells])
    return "".join(held)


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers are left alone."""
    if cell is None or isinstance(cell, int | float):
        return cell
    text = _CUT.sub(r"\1'", cell.replace("\x00", "")[:MOST])
    bare = text.lstrip(_IGNORED)
    return f"'{text[: MOST - 1]}" if bare[:1] in FORMULA and bare else text[:MOST]


class _Sink:
    """What the writer writes to."""

    def __init__(self, held: list[str]) -> None:
        self._held = held

    def write(self, text: str) -> int:
        self._held.append(text)
        return len(text)


def _row(member: Member, told: Told) -> Mapping[str, Cell]:
    fact, article, capture = told.row, member.article, member.article.capture
    own = detail_of(told, member.whole)
    return {
        "kind": fact.kind,
        "words": fact.exact,
        "name": told.entity.name if told.entity else own.get("name") or None,
        "who": _names(told, _WHO),
        "with_whom": _names(told, _WITH),
        "value": _value(fact.kind, own),
        "unit": own.get("unit"),
        "start_date": own.get("start_date"),
        "end_date": own.get("end_date"),
        "due": own.get("due"),
        "status": own.get("status"),
        "outlet": member.source.name,
        "lang": article.lang,
        "published": article.published,
        "title": article.title,
        "url": article.url,
        "voice": member.voice,
        "story": article.story_id,
        "confidence": round(fact.confidence, 4),
        "field": fact.field,
        "start": fact.start,
        "end": fact.end,
        "prefix": fact.prefix if member.whole else None,
        "suffix": fact.suffix if member.whole else None,
        "capture": capture.record_id,
        "capture_sha256": capture.sha256,
        "text_sha256": fact.text_sha256,
        "archived": (capture.fetched or capture.archived).isoformat(),
        "permalink": told.permalink,
    }


def _names(told: Told, roles: Sequence[DetailRole]) -> str | None:
    found = dict.fromkeys(who.name if who else one.exact for one, who in told.of(*roles))
    return "; ".join(found) or None


def _value(kind: str, own: Mapping[str, Any]) -> Cell:
    value = own.get("value") if kind == FactKind.FIGURE else None
    return value if isinstance(value, int | float | str) else None
