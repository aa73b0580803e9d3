"""What days of the calendar mean: one function a shape of the grammar."""

from __future__ import annotations

from dataclasses import replace

from marsad.annotate.dates import basis
from marsad.annotate.dates.basis import Found
from marsad.annotate.dates.cut import Cut
from marsad.annotate.dates.grammar import next_date
from marsad.annotate.dates.parts import Parts, dated
from marsad.read.calendar import valid_date

_CENTURY_OF_SHORT_YEARS = 70


def date(cut: Cut) -> Found:
    """« lundi 15 septembre », "July 1, 2025"; of « le 12 avril et le 3 mai 2025 » both are of 2025."""
    parts = cut.parts
    if parts.year is None and (
        beside := next_date("month_first" in cut.row.words.habits).match(cut.row.kinds, cut.last)
    ):
        other = Parts.of(cut.row.atoms[cut.last : beside.end()])
        if other.year and not parts.hijri and (parts.month or 0) <= (other.month or 0):
            parts = replace(parts, year=other.year)
    return dated(parts, cut.published)


def iso(cut: Cut) -> Found | None:
    """« 2025-07-01 »."""
    year, month, day = (atom.word.value for atom in cut.atoms if atom.word.kind in "yd")
    found = valid_date(year, month, day)
    return Found.one(found.isoformat(), basis.ABSOLUTE) if found else None


def numeric(cut: Cut) -> Found | None:
    """Day, month and year in figures; day first unless only the other order is a date."""
    at = cut.kinds.index("x") if "x" in cut.kinds else cut.kinds.index("d")
    text = "".join(cut.row.text(cut.first + at, cut.last - 1).split())
    sign = next((sign for sign in "/-." if sign in text), "/")
    figures = text.split(sign)
    if not all(part.isdecimal() for part in figures) or len(figures[2]) == 3:
        return None
    one, two, year = map(int, figures)
    year += 0 if year > 99 else 1900 if year > _CENTURY_OF_SHORT_YEARS else 2000
    first, other = valid_date(year, two, one), valid_date(year, one, two)
    if first is None:
        return Found.one(other.isoformat(), basis.ABSOLUTE) if other else None
    unsure = "month_first" in cut.row.words.habits and other not in (None, first)
    if unsure and cut.published.day and other and first > cut.published.day >= other:
        first = other
    return Found.one(first.isoformat(), basis.EITHER_WAY if unsure else basis.DAY_FIRST)


def figures(cut: Cut) -> Found | None:
    """« du 03/04/2025 au 05/04/2025 »."""
    at = cut.first + next(i for i, kind in enumerate(cut.kinds) if kind in "yx") + 1
    then = at + next(i for i, kind in enumerate(cut.row.kinds[at : cut.last]) if kind in "dx")
    first, last = numeric(replace(cut, last=at)), numeric(replace(cut, first=then))
    return span(first, last) if first and last else None


def span(first: Found, last: Found) -> Found | None:
    """From one reading to another; null if they are the wrong way round."""
    if first.start is None or last.end is None:
        return Found.unresolved(last.basis if last.end is None else first.basis)
    if first.start[: len(last.end)] > last.end[: len(first.start)]:
        return None
    why = min(first.basis, last.basis, key=lambda one: one.confidence)
    return Found(first.start, last.end, why._replace(rule="range", confidence=why.confidence - 0.01))


def days(cut: Cut) -> Found | None:
    """From a day to another, or several days of a month."""
    kinds = cut.kinds
    if kinds.count("M") + kinds.count("m") + kinds.count("H") - kinds.count("/M") == 1:
        return _days_of_month(cut)
    one, two = cut.sides()
    end = dated(two, cut.published)
    if one.year is None and end.end:
        one = replace(one, year=int(end.end[:4]))
    if one.year and end.end and end.end.startswith(str(one.year)) and (one.month or 0) > (two.month or 0):
        one = replace(one, year=one.year - 1)
    return span(dated(one, cut.published), end)


def _days_of_month(cut: Cut) -> Found | None:
    parts = cut.parts
    numbers = [atom.word.value or 1 for atom in cut.atoms if atom.word.kind in "dF"]
    weekdays: list[int | None] = [atom.word.value for atom in cut.atoms if atom.word.kind == "W"]
    first_weekday, last_weekday = (weekdays[0], weekdays[-1]) if weekdays else (None, None)
    end = dated(replace(parts, day=numbers[-1], weekday=last_weekday), cut.published)
    year = parts.year if parts.year or not end.end or parts.hijri else int(end.end[:4])
    start = dated(replace(parts, day=numbers[0], weekday=first_weekday, year=year), cut.published)
    return span(start, end)
