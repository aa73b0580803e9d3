"""The dates of a spreadsheet's column: 31/12/2025, 2025-12-31 or a serial number, read as the whole column has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}:\d\d)(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?")
_NUMERIC = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[ T,]+(\d{1,2}:\d\d)(?::\d\d)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
)
_SERIAL = re.compile(r"(\d{4,5})(?:[.,](\d+))?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers, as far as they concern days after February 1900 (ECMA-376, 18.17.4.1)."""

_FIRST_SERIAL, _LAST_SERIAL = 18_000, 60_000
"""Serial numbers of 1949 to 2064; other numbers are years or something else."""


@dataclass(slots=True)
class Column:
    """What a column of dates shows of its own order, once every cell was looked at."""

    day_first: int = 0
    month_first: int = 0

    def look(self, cell: str) -> None:
        """Note what one cell shows: a number over 12 can only be a day."""
        if found := _NUMERIC.fullmatch(cell.strip().translate(_DIGITS)):
            first, second = int(found[1]), int(found[2])
            self.day_first += first > 12 >= second
            self.month_first += second > 12 >= first

    def read(self, cell: str) -> tuple[str | None, str]:
        """The date of a cell as ISO 8601, or null with the reason. Day first, unless the column shows otherwise."""
        text = cell.strip().translate(_DIGITS)
        if found := _ISO.fullmatch(text):
            return _checked(int(found[1]), int(found[2]), int(found[3]), _clock(found[4]), found[5] or "")
        if found := _NUMERIC.fullmatch(text):
            return self._numeric(found)
        if found := _SERIAL.fullmatch(text):
            return _serial(int(found[1]))
        return None, "not a date such as 31/12/2025 or 2025-12-31"

    def _numeric(self, found: re.Match[str]) -> tuple[str | None, str]:
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second and self.day_first and self.month_first:
            return None, "day and month cannot be told apart: the column has both orders"
        month_leads = second > 12 or (first <= 12 and self.month_first > 0 and not self.day_first)
        day, month = (second, first) if month_leads else (first, second)
        year = int(found[3])
        return _checked(year if year > 99 else 2000 + year if year < 70 else 1900 + year, month, day,
                        _clock(found[4], found[5]), "")  # fmt: skip


def _serial(days: int) -> tuple[str | None, str]:
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return None, "a number that is no date of a spreadsheet"
    return (_EPOCH + timedelta(days=days)).isoformat(), ""


def _clock(time: str | None, half: str | None = None) -> str:
    if not time:
        return ""
    hour, minute = (int(part) for part in time.split(":"))
    if half:
        hour = hour % 12 + (12 if half in "Pp" else 0)
    return f"{hour:02}:{minute:02}"


def _checked(year: int, month: int, day: int, clock: str, zone: str) -> tuple[str | None, str]:
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None, "no such day"
    if not clock or clock == "00:00":
        return iso, ""
    zone = "+00:00" if zone == "Z" else zone if not zone or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    moment = f"{iso}T{clock}{zone}"
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None, "no such hour"
    return moment, ""
