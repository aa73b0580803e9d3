"""Dates as pages show and declare them → ISO 8601 of the page's own precision.

A day, a month and a year in words of some twenty languages (Maghreb, Mashriq and Gulf months, any digits); numeric
dates, day first unless something speaks against it; Hijri dates where no other stands beside them; times and
offsets where the page gives them; "yesterday at", "three hours ago" against the moment of the capture. A date
without a year takes the last such day before the capture. What would be a guess is null: a month without its day,
"two months ago", "yesterday" with no capture time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from marsad.read.calendar import date_in_url, iso_of, plausible
from marsad.read.calendar_clock import Reading, clock_beside, offset_of
from marsad.read.calendar_days import Asked, Day, first_days, numbered_days
from marsad.read.calendar_relative import RelativeDay, relative_days
from marsad.read.calendar_words import lexicon
from marsad.read.fold import fold, origin_offsets

__all__ = ["FoundDate", "date_in_url", "declared_date", "find_dates", "may_hold_date", "parse_date", "plausible"]

_BESIDE = 60
"""Code points within which a Hijri and a Gregorian date are two names of one day."""
_has_digit = re.compile(r"\d").search
_LONGEST_UNDIGITED = 160
"""Code points: a longer line without a digit is prose, whatever day it names."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ISO 8601, and the code points where its words (with those of its time) stand.

    ``approximate`` where it was converted from another calendar and may be a day or two off.
    """

    iso: str
    start: int
    end: int
    approximate: bool = False


def may_hold_date(text: str) -> bool:
    """Whether it is worth looking for a date in a line: it has a digit, or a word such as "hier" or "lundi"."""
    return _has_digit(text) is not None or (len(text) <= _LONGEST_UNDIGITED and not _without_trigger()(text.split()))


@cache
def _without_trigger() -> Callable[[Iterable[str]], bool]:
    return lexicon().triggers.isdisjoint


def find_dates(
    text: str,
    *,
    lang: str | None = None,
    fetched: datetime | None = None,
    near: str | None = None,
    prose: bool = False,
) -> Iterator[FoundDate]:
    """Every date of ``text`` in reading order.

    ``fetched`` (aware) resolves relative words; ``lang`` (``en``, ``en-US``) and another witness's date, ``near``,
    decide 3/4/25. ``prose`` also reads what dates events rather than pages: "du 14 au 16 avril" (both ends), "en
    marzo de 2024" (``2024-03``), "fin 2026" (``2026``), "mardi prochain".
    """
    if not (prose or may_hold_date(text)):
        return
    folded = fold(text)
    page = Reading(text, folded, origin_offsets(text, folded))
    asked = Asked(lang.lower() if lang else None, fetched, near, prose)
    for one in _beside_each_other(list(_days(page, asked))):
        start, end, iso = _with_clock(page, one, fetched)
        yield FoundDate(iso, page.places[start], page.places[end], one.approximate)


def parse_date(
    text: str, *, lang: str | None = None, fetched: datetime | None = None, near: str | None = None
) -> str | None:
    """The first date of ``text``: ``YYYY-MM-DD``, with ``THH:MM`` and an offset as far as the text gives them.

    An hour beside a relative day has the offset of ``fetched``. "3 hours ago" is known to the day only, "5
    minutes ago" to the minute.
    """
    return next((found.iso for found in find_dates(text, lang=lang, fetched=fetched, near=near)), None)


def declared_date(
    text: str, *, lang: str | None = None, fetched: datetime | None = None, near: str | None = None
) -> str | None:
    """A date of a meta tag, of JSON-LD or a ``datetime`` attribute: a machine's form, or failing that a printed one."""
    return iso_of(text) or parse_date(text, lang=lang, fetched=fetched, near=near)


def _days(page: Reading, asked: Asked) -> Iterator[Day]:
    """Days in reading order, none within another."""
    words, spelled = lexicon(), page.folded.split()
    found = [*numbered_days(page, asked)]
    if not words.first_words.isdisjoint(spelled):
        found += first_days(page, asked)
    if asked.fetched is not None and not words.relative_openers.isdisjoint(spelled):
        found += map(_of_relative, relative_days(page.folded, asked.fetched, asked.lang, prose=asked.prose))
    if len(found) > 1:
        found.sort(key=lambda one: one.start)
    end = 0
    for one in found:
        if one.start >= end:
            yield one
            end = one.end


def _of_relative(found: RelativeDay) -> Day:
    return Day(found.day, found.start, found.end, iso=found.iso, relative=True)


def _beside_each_other(days: list[Day]) -> list[Day]:
    """``days`` without the Hijri dates that stand beside a Gregorian one."""
    if not any(one.approximate for one in days):
        return days
    return [
        one for at, one in enumerate(days) if not (one.approximate and _doubled(one, days[max(0, at - 2) : at + 3]))
    ]


def _doubled(hijri: Day, around: list[Day]) -> bool:
    """Whether one of the dates around a Hijri one is a sure name of the same day."""
    return any(
        not other.approximate and max(other.start - hijri.end, hijri.start - other.end) < _BESIDE for other in around
    )


def _with_clock(page: Reading, one: Day, fetched: datetime | None) -> tuple[int, int, str]:
    if one.iso:
        return one.start, one.end, one.iso
    start, end, clock = clock_beside(page, one.start, one.end, one.day)
    if clock and one.relative and fetched is not None and len(clock) == len("T00:00"):
        clock += offset_of(fetched)
    return start, end, one.day.isoformat() + (clock or "")
