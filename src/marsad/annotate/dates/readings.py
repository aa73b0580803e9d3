"""Which function reads which shape of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from marsad.annotate.dates import days, periods, relative
from marsad.annotate.dates.basis import Found
from marsad.annotate.dates.cut import Cut

READINGS: dict[str, Callable[[Cut], Found | None]] = {
    "iso": days.iso,
    "figures": days.figures,
    "numeric": days.numeric,
    "days": days.days,
    "date": days.date,
    "months": periods.months,
    "years": periods.years,
    "weekdays": relative.weekdays,
    "week_day": relative.week_day,
    "day_of_month": relative.day_of_month,
    "today": relative.today,
    "weekday": relative.weekday,
    "recurring": relative.recurring,
    "quarter": periods.quarter,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "later": relative.later,
    "century": periods.century,
    "decade": periods.decade,
    "unit": periods.unit,
    "month": periods.month,
    "season": periods.season,
    "year": periods.year,
}
"""By shape; a reading is null where the words are no date after all."""
