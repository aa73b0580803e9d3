"""When a promise is due, and whether that has passed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from marsad.model import CommitmentStatus

_YEAR, _MONTH, _DAY = len("2027"), len("2027-06"), len("2027-06-30")
_LAST_MONTH = 12

OPEN = frozenset(
    {
        CommitmentStatus.ANNOUNCED,
        CommitmentStatus.PLANNED,
        CommitmentStatus.SIGNED,
        CommitmentStatus.STARTED,
        CommitmentStatus.POSTPONED,
    }
)
"""The statuses of what is still to be done."""


def due_on(due: str | None) -> date | None:
    """The last day of an ISO 8601 date of any precision, or of a range (``2027-01/2027-06``); null for what is none."""
    text = (due or "").rpartition("/")[2]
    try:
        if len(text) == _YEAR:
            return date(int(text), _LAST_MONTH, 31)
        if len(text) == _MONTH:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(text[:_DAY]) if len(text) >= _DAY else None
    except ValueError:  # a date that no calendar has
        return None


def passed(due_on: date | None, status: str, today: date) -> bool:
    """Whether the day has passed without a report that the promise was kept or given up."""
    return due_on is not None and due_on < today and status in OPEN
