"""What a resolved date rests on: the mechanism, how often it is right, and the words that tell a reader why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


class Basis(NamedTuple):
    """A mechanism (the ``rule`` of a fact), the share of its readings that are right, and the reason to show."""

    rule: str
    confidence: float
    reason: str | None = None


ABSOLUTE = Basis("absolute", 0.98)
DAY_FIRST = Basis("absolute", 0.93, "read day first")
EITHER_WAY = Basis("absolute", 0.75, "read day first; it may be month first")
HIJRI = Basis("hijri", 0.85, "Islamic calendar, as computed: the day seen or decreed may be one or two off")
NO_SUCH_DAY = Basis("absolute", 0.9, "there is no such day")
OTHER_WEEKDAY = Basis("absolute", 0.8, "the weekday named is not that of the date")
FITTING = Basis("day", 0.96, "the year in which the weekday fits, nearest to publication")
FITTING_FAR = Basis("day", 0.7, "the nearest year in which the weekday fits, far from publication")
NEAREST = Basis("day", 0.94, "the year nearest to publication")
COMING = Basis("day", 0.9, "the next such day, as the words beside it tell")
GONE = Basis("day", 0.9, "the last such day, as the words beside it tell")
SAME_YEAR = Basis("day", 0.8, "the year of publication")
OF_MONTH = Basis("relative", 0.93, "the month is told from publication")
WEEKDAY = Basis("weekday", 0.88, "the last such day until publication")
WEEKDAY_COMING = Basis("weekday", 0.86, "the next such day, as the words beside it tell")
WEEKDAY_NEAREST = Basis("weekday", 0.88, "the one nearest to publication")
WEEKDAY_SAID = Basis("weekday", 0.94, "counted from publication")
WEEKDAY_NUMBERED = Basis("weekday", 0.9, "the month in which the weekday fits, nearest to publication")
RELATIVE = Basis("relative", 0.95, "counted from publication")
COUNTED = Basis("relative", 0.88, "counted from publication")
COUNTED_GUESSED = Basis("relative", 0.7, "counted from publication, as the verb is of the future")
TODAY = Basis("relative", 0.87, "the day of publication")
TODAY_NAMED = Basis("relative", 0.97, "the weekday named, nearest to that")
UNIT_BARE = Basis("relative", 0.7, "the one nearest to publication")
UNIT = Basis("relative", 0.92, "counted from publication")
MONTH = Basis("month", 0.97)
MONTH_NEAREST = Basis("month", 0.85, "the year nearest to publication")
MONTH_COMING = Basis("month", 0.87, "the next such month, as the words beside it tell")
MONTH_GONE = Basis("month", 0.87, "the last such month, as the words beside it tell")
YEAR = Basis("year", 0.94)
PERIOD = Basis("range", 0.93)
QUARTER = Basis("quarter", 0.95)
QUARTER_NEAREST = Basis("quarter", 0.75, "the one nearest to publication")
SEASON = Basis("season", 0.8, "a season: which months it means is not said")
DECADE = Basis("decade", 0.92)
DECADE_GUESSED = Basis("decade", 0.85, "of the last century")
CENTURY = Basis("century", 0.93)

NO_DATE = Basis("relative", 0.85, "the article has no date")
NO_DAY = Basis("relative", 0.85, "the article's date has no day")
TOLD_ELSEWHERE = Basis("relative", 0.8, "counted from another day of the text")
RECURRING = Basis("recurring", 0.85, "it comes again and again")
TOO_FAR = Basis("relative", 0.8, "beyond the years of the calendar")

PART = {"start": "early in it", "mid": "in the middle of it", "end": "late in it"}
OPEN_START = {"b": "by then; no beginning given", "u": "until then; no beginning given"}
OPEN_END = {"s": "from then on; no end given", "k": "after it; no end given"}


@dataclass(frozen=True, slots=True)
class Found:
    """A reading: both dates as in `DateFact`, what it rests on, and the part of a period that it is about."""

    start: str | None
    end: str | None
    basis: Basis
    part: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def one(cls, iso: str, basis: Basis, part: str = "") -> Found:
        """A single date of its own precision."""
        return cls(iso, iso, basis, part, (PART[part],) if part else ())

    @classmethod
    def unresolved(cls, basis: Basis) -> Found:
        """An expression without dates; the basis says why."""
        return cls(None, None, basis)

    @property
    def reason(self) -> str | None:
        """The basis's reason and the notes, joined."""
        return "; ".join(note for note in (self.basis.reason, *self.notes) if note) or None

    def noted(self, note: str, **changes: str | None) -> Found:
        """With another note, and other dates."""
        return replace(self, notes=(*self.notes, note), **changes)  # type: ignore[arg-type]
