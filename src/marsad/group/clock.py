"""What time it is in a stream of documents, told by their own dates: some of them are wrong, and old ones come late."""

from __future__ import annotations

from datetime import UTC, datetime

BLOCK = 32
"""The time is the median date of the documents whose numbers lie in the last whole block of so many."""
AGREEMENT = 72
"""Hours within which the middle half of those dates must lie: else documents do not come as they are published."""


def hours(date: datetime | None) -> int | None:
    """Whole hours since 1970 in UTC; a date without a zone is taken as UTC."""
    if date is None:
        return None
    return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() // 3600)


class Clock:
    """Depends on the last two blocks of numbers alone; ``now`` is in hours since 1970, null while nobody can tell."""

    def __init__(self) -> None:
        self._block = 0
        self._seen: list[int] = []
        self.now: int | None = None

    def tick(self, number: int) -> None:
        """Goes on to a document's number; numbers only grow."""
        block = number // BLOCK
        if block != self._block:
            whole = block == self._block + 1 and self._seen
            self.now = _agreed(sorted(self._seen)) if whole else None
            self._block, self._seen = block, []

    def see(self, hour: int | None) -> None:
        """Takes in a document's date."""
        if hour is not None:
            self._seen.append(hour)


def _agreed(dates: list[int]) -> int | None:
    """The median of sorted dates if they agree."""
    count = len(dates)
    return dates[count // 2] if dates[-1 - count // 4] - dates[count // 4] <= AGREEMENT else None
