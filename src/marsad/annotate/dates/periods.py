"""What months, years, quarters, seasons, weeks and the like mean: one function a shape of the grammar."""

from __future__ import annotations

from dataclasses import replace

from marsad.annotate.dates import basis
from marsad.annotate.dates.basis import Basis, Found
from marsad.annotate.dates.calendar import unit_from, weekend_from, yearless_month
from marsad.annotate.dates.cut import Cut
from marsad.annotate.dates.days import span
from marsad.annotate.dates.parts import Parts, hijri_year, monthly

_CENTURY = 100
_DECADE = 10
_YEAR = 12
_SEASON_MONTH = {"spring": 4, "summer": 7, "autumn": 10, "winter": 1}
_SHIFT = {"<": -1, ">": 1}
_FIRST_COMMON_YEAR = 1500


def quarter(cut: Cut) -> Found | None:
    """« premier trimestre 2026 », "second half of the year", « dernier trimestre »."""
    number, months = _numbered(cut)
    year, today, kinds = Parts.of(cut.atoms).year, cut.published.day, cut.kinds
    if number is None or not 0 <= number * months <= _YEAR:
        return None
    if year is not None:
        return _months_from(year * _YEAR + (number - 1) * months, months, basis.QUARTER)
    if "U" not in kinds and ("h" in kinds or "q" in kinds):
        return None
    if today is None:
        return Found.unresolved(cut.published.missing)
    now = today.year * _YEAR + today.month - 1
    if number == 0:
        return _months_from((now // months - 1) * months, months, basis.UNIT)
    return _nearest_quarter(cut, now, (number - 1) * months, months)


def _numbered(cut: Cut) -> tuple[int | None, int]:
    """Which quarter or half it is, 0 for the last one before now, and its months."""
    number, months = 0, 0
    for word, *_ in cut.atoms:
        if word.kind in "OFdq" and not number:
            number = word.value or 1
        if word.kind in "Qhq":
            months = int(word.name) if word.kind == "q" else word.value
    if not months:
        return None, 0
    return (_YEAR // months if not number and "y" in cut.kinds else number), months


def _nearest_quarter(cut: Cut, now: int, inner: int, months: int) -> Found:
    """The one of the years around that words or the tense mean; ``now`` counts months, ``inner`` those of the year."""
    lean = Parts.of(cut.atoms).lean
    this = now // _YEAR * _YEAR + inner
    if "U" in cut.kinds or lean in _SHIFT:
        return _months_from(this + _YEAR * _SHIFT.get(lean, 0), months, basis.QUARTER)
    starts, tense = [this - _YEAR, this, this + _YEAR], cut.tense
    if tense in ("+", "?"):
        start = next(start for start in starts if start + months > now)
    elif tense:
        start = next(start for start in reversed(starts) if start <= now)
    else:
        start = min(starts, key=lambda start: max(start - now, now - start - months + 1, 0))
    return _months_from(start, months, basis.QUARTER_NEAREST)


def _months_from(start: int, months: int, why: Basis) -> Found:
    (year, month), (end_year, end_month) = divmod(start, _YEAR), divmod(start + months - 1, _YEAR)
    return Found(f"{year:04}-{month + 1:02}", f"{end_year:04}-{end_month + 1:02}", why)


def century(cut: Cut) -> Found | None:
    """« XXIe siècle », from its first year to its last."""
    number = next((atom.word.value or 1 for atom in cut.atoms if atom.word.kind in "OdF"), 0)
    if not 1 <= number <= 21:
        return None
    return Found(f"{number * _CENTURY - 99:04}", f"{number * _CENTURY:04}", basis.CENTURY)


def decade(cut: Cut) -> Found | None:
    """« années 1990 », "the 1960s"."""
    word = next(atom.word for atom in cut.atoms if atom.word.kind in "Xydn")
    if cut.kinds[0] == "V" and cut.atoms[0].word.name != "year":
        return None
    year = word.value + (1900 if word.value < _CENTURY else 0)
    if year % _DECADE or not 1700 <= year <= 2100 or (word.value < 20 and word.kind != "y"):
        return None
    return Found(str(year), str(year + 9), basis.DECADE_GUESSED if word.kind in "Xdn" else basis.DECADE)


def unit(cut: Cut) -> Found | None:
    """« la semaine prochaine », "the end of the year"."""
    unit = next(atom.word.name for atom in cut.atoms if atom.word.kind == "U")
    if unit not in ("week", "weekend", "month", "year"):
        return None
    if cut.published.day is None:
        return Found.unresolved(cut.published.missing)
    parts = Parts.of(cut.atoms)
    shift = _SHIFT.get(parts.lean, 0)
    if unit == "weekend":
        shift = weekend_from(cut.published.day, parts.leaning(cut.tense).lean)
    elif cut.kinds == "U":
        return None
    span = unit_from(cut.published.day, unit, shift)
    if span is None:
        return None
    return replace(
        Found.one("", basis.UNIT_BARE if cut.kinds == "U" else basis.UNIT, parts.part), start=span[0], end=span[1]
    )


def month(cut: Cut) -> Found:
    """« en janvier », "March 2024"."""
    parts = cut.parts
    if cut.lead == "e" and parts.lean == "-":
        parts = replace(parts, lean="")  # « quand viendront les résultats de mai »
    return monthly(parts, cut.published)


def season(cut: Cut) -> Found:
    """« été 2025 »: its year."""
    parts = cut.parts
    season = next(atom.word.name for atom in cut.atoms if atom.word.kind == "S")
    year = parts.year
    if year is None and "=" in cut.kinds:
        year = cut.published.year
    elif year is None and parts.lean:
        near = yearless_month(_SEASON_MONTH[season], cut.published, parts.lean)
        year = near[0] if near else None
    return Found.unresolved(basis.SEASON) if year is None else Found.one(str(year), basis.SEASON, parts.part)


def year(cut: Cut) -> Found | None:
    """« fin 2026 », "2030"."""
    parts = Parts.of(cut.atoms)
    year = parts.year or 0
    if cut.kinds[-1] == "E" and year < _FIRST_COMMON_YEAR:
        return hijri_year(year)
    return Found.one(str(year), basis.YEAR, parts.part)


def months(cut: Cut) -> Found | None:
    """« de janvier à mars 2026 »."""
    one, two = cut.sides()
    end = monthly(two, cut.published)
    if end.end and one.year in (None, two.year):
        year = int(end.end[:4])
        one = replace(one, year=year - ((one.month or 0) > (two.month or 0)))
    if "&" in cut.kinds and "B" not in cut.kinds and ((two.month or 0) - (one.month or 0)) % 12 != 1:
        return None
    return span(monthly(one, cut.published), end)


def years(cut: Cut) -> Found | None:
    """« de 2025 à 2029 », « 2024-25 »."""
    values = [atom.word.value for atom in cut.atoms if atom.word.kind in "yd"]
    first, last = values
    if last < _CENTURY:
        if last != (first + 1) % _CENTURY:
            return None
        last = first + 1
    if not 1800 <= first < last <= 2150 or last - first > _CENTURY:
        return None
    return Found(str(first), str(last), basis.PERIOD)
