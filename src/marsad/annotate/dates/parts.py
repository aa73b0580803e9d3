"""The parts of a date among the atoms of an expression: day, month, year, weekday, and what limits them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from marsad.annotate.dates import basis
from marsad.annotate.dates.atoms import Atom
from marsad.annotate.dates.basis import Basis, Found
from marsad.annotate.dates.calendar import (
    Published,
    day_of_year,
    weekday_from,
    yearless_day,
    yearless_hijri,
    yearless_month,
)
from marsad.read.calendar import YEARS, from_hijri


@dataclass(frozen=True, slots=True)
class Parts:
    """What an expression says; null for what it does not say."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    hijri: bool = False
    lean: str = ""
    part: str = ""
    of_year: bool = False
    """Whether ``lean`` is about the year: « mai de l'an dernier »."""

    @classmethod
    def of(cls, atoms: Iterable[Atom]) -> Parts:
        """The first of each sort counts."""
        found: dict[str, int | None] = {}
        hijri, lean, part, of_year = False, "", "", False
        for word, *_ in atoms:
            kind = word.kind
            if kind in "dNOF":
                found.setdefault("day", word.value or 1)
            elif kind in "MmH":
                hijri = hijri or (kind == "H" and "month" not in found)
                found.setdefault("month", word.value)
            elif kind == "y":
                found.setdefault("year", word.value)
            elif kind == "W":
                found.setdefault("weekday", word.value)
            elif kind in "<>":
                lean = kind
            elif kind in "=~":
                lean = lean or "="
            elif kind == "P":
                part = word.name
            elif kind == "U":
                of_year = of_year or (word.name == "year" and "month" in found)
        return cls(**found, hijri=hijri, lean=lean, part=part, of_year=of_year)

    def filled(self, other: Parts) -> Parts:
        """With the month and the year of another where it has none."""
        if self.month is None:
            return replace(
                self, month=other.month, hijri=other.hijri, year=other.year if self.year is None else self.year
            )
        return replace(self, year=other.year) if self.year is None else self

    def placed(self, year: int | None) -> Parts:
        """With the year that « last year » means, told from one."""
        if not (self.of_year and self.lean and self.year is None and year):
            return self
        return replace(self, year=year + {"<": -1, ">": 1}.get(self.lean, 0), lean="")

    def leaning(self, tense: str) -> Parts:
        """With a verb's tense where no word of its own tells; "this" yields to a verb."""
        return replace(self, lean=tense) if tense and self.lean in ("", "=") else self


def dated(parts: Parts, published: Published) -> Found:
    """The day of parts that have a day and a month."""
    day, month, year = parts.day or 1, parts.month or 1, parts.year
    if year is None:
        if parts.hijri:
            near = yearless_hijri(month, day, published, parts.lean)
        else:
            near = yearless_day(month, day, parts.weekday, published, parts.lean)
        if near is None:
            return Found.unresolved(basis.NO_SUCH_DAY if published.day else published.missing)
        return _checked(near[0].isoformat(), near[1], parts.weekday, near[0].weekday())
    if not parts.hijri and year not in YEARS:
        return Found.one(f"{year:04}-{month:02}-{day:02}", basis.ABSOLUTE)
    found = day_of_year(year, month, day, hijri=parts.hijri)
    if found is None:
        return Found.unresolved(basis.NO_SUCH_DAY)
    return _checked(found.isoformat(), basis.HIJRI if parts.hijri else basis.ABSOLUTE, parts.weekday, found.weekday())


def _checked(iso: str, why: Basis, said: int | None, weekday: int) -> Found:
    if said is None or said == weekday or why.rule == "hijri":
        return Found.one(iso, why)
    return Found.one(iso, why._replace(confidence=basis.OTHER_WEEKDAY.confidence, reason=basis.OTHER_WEEKDAY.reason))


def monthly(parts: Parts, published: Published) -> Found:
    """The month of parts that have no day."""
    month, year = parts.month or 1, parts.year
    if parts.hijri:
        return _hijri_month(month, year, published, parts.lean)
    if year is not None:
        return Found.one(f"{year:04}-{month:02}", basis.MONTH, parts.part)
    near = yearless_month(month, published, parts.lean)
    if near is None:
        return Found.unresolved(published.missing)
    return Found.one(f"{near[0]:04}-{month:02}", near[1], parts.part)


def hijri_year(year: int) -> Found | None:
    """A year of the Islamic calendar, from its first day to its last."""
    first, after = from_hijri(year, 1, 1), from_hijri(year + 1, 1, 1)
    if first is None or after is None:
        return None
    return Found(first.isoformat(), (after - timedelta(days=1)).isoformat(), basis.HIJRI)


def _hijri_month(month: int, year: int | None, published: Published, lean: str) -> Found:
    near = from_hijri(year, month, 1) if year else None
    if year is None:
        yearless = yearless_hijri(month, 1, published, lean)
        near = yearless[0] if yearless else None
    if near is None:
        return Found.unresolved(published.missing if year is None else basis.NO_SUCH_DAY)
    after = yearless_hijri(month % 12 + 1, 1, Published(near + timedelta(days=29)))
    last = after[0] - timedelta(days=1) if after else near
    return Found(near.isoformat(), last.isoformat(), basis.HIJRI)


def weekday_found(parts: Parts, published: Published) -> Found:
    """The day of parts that have only a weekday."""
    if published.day is None:
        return Found.unresolved(published.missing)
    day, why = weekday_from(published.day, parts.weekday or 0, parts.lean)
    return Found.one(day.isoformat(), why)
