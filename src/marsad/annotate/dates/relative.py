"""What days told from publication mean: one function a shape of the grammar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from marsad.annotate.dates import basis
from marsad.annotate.dates.basis import Found
from marsad.annotate.dates.calendar import counted, moved, unit_from, weekday_from
from marsad.annotate.dates.cut import Cut
from marsad.annotate.dates.parts import Parts, weekday_found
from marsad.read.calendar import valid_date

_NEAR = 31


def weekdays(cut: Cut) -> Found | None:
    """« de mercredi à samedi », "Saturday and Sunday"."""
    if cut.published.day is None:
        return Found.unresolved(cut.published.missing)
    one, two = (atom.word.value for atom in cut.atoms if atom.word.kind == "W")
    parts = cut.parts
    first, why = weekday_from(cut.published.day, one, parts.lean)
    last = first + timedelta(days=(two - one) % 7)
    if parts.lean in ("", "-", "_") and last > cut.published.day and "&" in cut.kinds:
        first, last = first - timedelta(days=7), last - timedelta(days=7)
    return Found(first.isoformat(), last.isoformat(), why._replace(rule="range", confidence=why.confidence - 0.1))


def week_day(cut: Cut) -> Found | None:
    """Monday of next week."""
    unit = next(atom.word.name for atom in reversed(cut.atoms) if atom.word.kind == "U")
    if unit != "week":
        return None
    today = cut.published.day
    if today is None:
        return Found.unresolved(cut.published.missing)
    parts = Parts.of(cut.atoms)
    shift = {"<": -7, ">": 7}.get(parts.lean, 0) - today.weekday() + (parts.weekday or 0)
    day = moved(today, shift)
    return Found.one(day.isoformat(), basis.WEEKDAY_SAID) if day else None


def day_of_month(cut: Cut) -> Found | None:
    """The 15th of this month."""
    units = [atom.word.name for atom in cut.atoms if atom.word.kind == "U"]
    if "month" not in units and cut.kinds[-1] != "~":
        return None
    today, parts = cut.published.day, Parts.of(cut.atoms)
    if today is None:
        return Found.unresolved(cut.published.missing)
    month = unit_from(today, "month", {"<": -1, ">": 1}.get(parts.lean, 0))
    year, number = (int(part) for part in month[0].split("-")) if month else (0, 0)
    day = valid_date(year, number, parts.day or 1)
    return Found.one(day.isoformat(), basis.OF_MONTH) if day else None


def today(cut: Cut) -> Found | None:
    """Yesterday; a weekday beside it wins where an article came out later than it was written."""
    today = cut.published.day
    if today is None:
        return Found.unresolved(cut.published.missing)
    shift = next(atom.word.value for atom in cut.atoms if atom.word.kind == "R")
    day = moved(today, shift)
    weekday = Parts.of(cut.atoms).weekday
    if day is None:
        return None
    if weekday is None:
        return Found.one(day.isoformat(), basis.TODAY if shift == 0 else basis.RELATIVE)
    named, _ = weekday_from(day, weekday, "=")
    return Found.one(named.isoformat(), basis.RELATIVE if named == day else basis.TODAY_NAMED)


def weekday(cut: Cut) -> Found | None:
    """« samedi dernier », "on Monday", « lundi 15 »."""
    parts = cut.parts
    if parts.day is None or cut.published.day is None:
        return weekday_found(replace(parts, day=None), cut.published)
    around = (cut.published.day + timedelta(days=days) for days in range(-_NEAR, _NEAR + 1))
    fitting = [day for day in around if day.day == parts.day and day.weekday() == parts.weekday]
    nearest = min(fitting, key=lambda day: abs(day - (cut.published.day or day)), default=None)
    return Found.one(nearest.isoformat(), basis.WEEKDAY_NUMBERED) if nearest else None


def recurring(cut: Cut) -> Found:  # noqa: ARG001
    """Every Monday."""
    return Found.unresolved(basis.RECURRING)


def ago(cut: Cut) -> Found | None:
    """Three days ago."""
    return _counted(cut, -1)


def ahead(cut: Cut) -> Found | None:
    """In two weeks; in Arabic and English only where that is no duration."""
    if cut.kinds[0] in "ik":
        opens = cut.row.kinds[cut.first - 1 : cut.first] in ("", "|", "!")
        tense = cut.tense
        if tense != "+" and (tense or not opens):
            return None if cut.kinds[0] == "i" else Found.unresolved(basis.TOLD_ELSEWHERE)
    return _counted(cut, 1)


def _counted(cut: Cut, sign: int) -> Found | None:
    count, unit = 1, ""
    for word, *_ in cut.atoms:
        if word.kind in "dnN1":
            count = word.value
        elif word.kind in "UVD":
            unit = word.name
            count = 2 if word.kind == "D" else count
    if cut.published.day is None:
        return Found.unresolved(cut.published.missing)
    iso = counted(cut.published, unit, sign * count)
    exact = basis.COUNTED if unit in ("hour", "week") else basis.RELATIVE
    return Found.one(iso, basis.COUNTED_GUESSED if cut.kinds[0] in "ik" else exact) if iso else None


def later(cut: Cut) -> Found:  # noqa: ARG001
    """Two weeks later."""
    return Found.unresolved(basis.TOLD_ELSEWHERE)
