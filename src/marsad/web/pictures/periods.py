"""Days, weeks, months, quarters or years: what stands on an axis of time, so that it never has too many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from babel.dates import format_skeleton
from django.utils.translation import gettext

from marsad.web import formats

MOST = 60
"""Periods that a picture has at most."""


class Step(Enum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def begin(self, day: date) -> date:
        """The first day of the period in which a day lies; a week begins on Monday (ISO 8601)."""
        if self is Step.DAY:
            return day
        if self is Step.WEEK:
            return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
        months = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self]
        return date(day.year, (day.month - 1) // months * months + 1, 1)

    def after(self, begin: date) -> date:
        """The first day of the next period; the last day of the calendar has none and gives itself."""
        days = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.QUARTER: 92, Step.YEAR: 366}[self]
        if begin.toordinal() + days > date.max.toordinal():
            return date.max
        return self.begin(begin + timedelta(days=days))

    def words_for(self, begin: date) -> str:
        """The period in the reader's words."""
        if self is Step.DAY:
            return formats.short_day(begin)
        if self is Step.WEEK:
            return gettext("week of %(day)s") % {"day": formats.short_day(begin)}
        if self is Step.QUARTER:
            last = date(begin.year, begin.month + 2, 1)
            months = {"first": short(Step.MONTH, begin), "last": short(Step.MONTH, last)}
            return gettext("%(first)s to %(last)s") % months
        return short(self, begin)


@dataclass(frozen=True, slots=True)
class Axis:
    """Periods of one length without a gap; ``left_out`` says whether there were earlier ones."""

    step: Step
    begins: tuple[date, ...]
    left_out: bool = False

    def place(self, day: date) -> int | None:
        """Which period a day lies in; null before the first one."""
        begin = self.step.begin(day)
        return self.begins.index(begin) if begin in self.begins else None

    @property
    def words(self) -> str:
        """What one period is."""
        return {
            Step.DAY: gettext("by day"),
            Step.WEEK: gettext("by week"),
            Step.MONTH: gettext("by month"),
            Step.QUARTER: gettext("by quarter"),
            Step.YEAR: gettext("by year"),
        }[self.step]


def axis(days: Iterable[date], *, finest: Step = Step.DAY) -> Axis:
    """The finest periods of which no more than `MOST` hold all days; of longer times the latest years."""
    known = list(days)
    if not known:
        return Axis(finest, ())
    first, last = min(known), max(known)
    choices = list(Step)[list(Step).index(finest) :]
    for step in choices:
        begins = _between(step, first, last)
        if len(begins) <= MOST:
            return Axis(step, begins)
    return Axis(Step.YEAR, begins[-MOST:], left_out=True)


def _between(step: Step, first: date, last: date) -> tuple[date, ...]:
    """The beginnings of the periods from one day to another, up to one more than are wanted, but all years."""
    if step is Step.DAY and (last - first).days > MOST:
        return (first,) * (MOST + 1)
    begins = [step.begin(first)]
    while (later := step.after(begins[-1])) <= last and later > begins[-1]:
        begins.append(later)
        if len(begins) > MOST and step is not Step.YEAR:
            break
    return tuple(begins)


def short(step: Step, begin: date) -> str:
    """A period as an axis names it."""
    skeleton = {Step.DAY: "MMMd", Step.WEEK: "MMMd", Step.YEAR: "y"}.get(step, "yMMM")
    return format_skeleton(skeleton, begin, locale=formats.current_locale())


def marks(count: int, room: float, wide: float) -> list[int]:
    """Which of some periods an axis names so that no name touches another: the first, the last, and some between at
    distances as equal as there are; ``room`` is the axis's length, ``wide`` a name's."""
    if count < 2:
        return list(range(count))
    last = count - 1
    for pieces in range(min(int(room / (wide + 10)), last), 1, -1):
        if last // pieces * room / count >= wide + 8:
            return [(2 * last * number + pieces) // (2 * pieces) for number in range(pieces + 1)]
    return [0, last]
