"""Spans of whole months as a reader asks for them: what counts by outlet and by source are kept by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Span:
    """Months from ``since`` to ``until``, each the first day of its month, both included; null where it is open."""

    since: date | None = None
    until: date | None = None

    @property
    def end(self) -> date | None:
        """The first day behind it; null where it is open, or where the calendar ends."""
        if self.until is None or (self.until.year, self.until.month) == (9999, 12):
            return None
        return date(self.until.year + self.until.month // 12, self.until.month % 12 + 1, 1)

    @property
    def open(self) -> bool:
        """Whether it is all of time."""
        return self.since is None and self.until is None

    def filters(self, column: str) -> dict[str, date]:
        """Conditions of a query on a column of days or of months."""
        begin = {f"{column}__gte": self.since} if self.since else {}
        return begin | ({f"{column}__lt": self.end} if self.end else {})


def span_of(since: str, until: str) -> tuple[Span, list[str]]:
    """The span of two months as a form gives them (``2025-09``), and what is wrong with them, in words.

    Months in the wrong order are turned round; one that cannot be read counts as open.
    """
    first, last = _month(since), _month(until)
    wrong = [
        gettext("“%(given)s” is no month. Write it as year and month: 2025-09.") % {"given": given[:40]}
        for given, found in ((since, first), (until, last))
        if given and found is None
    ]
    if first and last and first > last:
        first, last = last, first
    return Span(first, last), wrong


def written(month: date | None) -> str:
    """A month as `span_of` reads it."""
    return f"{month.year:04}-{month.month:02}" if month else ""


def _month(text: str) -> date | None:
    found = _MONTH.fullmatch(text.strip())
    return date(int(found[1]), int(found[2]), 1) if found and int(found[1]) else None
