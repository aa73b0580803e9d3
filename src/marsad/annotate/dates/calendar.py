"""Days, months and units told from the day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from marsad.annotate.dates import basis
from marsad.annotate.dates.basis import Basis
from marsad.read.calendar import from_hijri, iso_of, valid_date

_SURE = {"-": 60, "+": 14, "?": 60}
"""Days: a verb moves a date to the other side of publication only if the nearest is further off than this."""
_YEARS_EACH_WAY = 1
_YEARS_FOR_WEEKDAY = 7
_MONTHS = 12
_FAR = 400
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, as far as that is known: the local day, or only the year."""

    day: date | None = None
    year: int | None = None
    clock: int | None = None
    """The hour of the day."""

    @classmethod
    def of(cls, iso: str | None) -> Published:
        """From ISO 8601 of any precision; what is none counts as not known."""
        text = (iso or "").strip()
        match = _ISO.match(text) or _ISO.match(iso_of(text) or "")
        if match is None:
            return cls()
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or month is None or day is None:
            return cls(year=year)
        found = valid_date(year, month, day)
        clock = text[11:13]
        return cls(found, found.year if found else None, int(clock) if clock.isdigit() else None)

    @property
    def missing(self) -> Basis:
        """Why nothing can be counted from it."""
        return basis.NO_DAY if self.year else basis.NO_DATE


def moved(day: date, days: int) -> date | None:
    """Some days on; null beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def weekday_from(today: date, weekday: int, lean: str) -> tuple[date, Basis]:
    """The day that a weekday means. ``lean``: < > as a word says, - + as a verb tells, ? as a
    preposition does, _ as « since » does, = this
    one, empty for neither."""
    ahead = (weekday - today.weekday()) % 7
    shift, why = {
        "<": (ahead - 7, basis.WEEKDAY_SAID),
        ">": (ahead or 7, basis.WEEKDAY_SAID),
        "+": (ahead, basis.WEEKDAY_COMING),
        "?": (ahead, basis.WEEKDAY_COMING),
        "=": (ahead if ahead <= 3 else ahead - 7, basis.WEEKDAY_NEAREST),
    }.get(lean, (ahead - 7 if ahead else 0, basis.WEEKDAY))
    return today + timedelta(days=shift), why


def day_of_year(year: int, month: int, day: int, *, hijri: bool) -> date | None:
    """A day of the common or, converted, of the Islamic calendar."""
    return from_hijri(year, month, day) if hijri else valid_date(year, month, day)


def yearless_day(
    month: int, day: int, weekday: int | None, published: Published, lean: str
) -> tuple[date, Basis] | None:
    """The day that a day and a month mean; with a weekday, of the years in which that fits."""
    today = published.day
    if today is None:
        found = day_of_year(published.year, month, day, hijri=False) if published.year else None
        fits = found and weekday in (None, found.weekday())
        return (found, basis.SAME_YEAR) if found and fits else None
    reach = _YEARS_EACH_WAY if weekday is None else _YEARS_FOR_WEEKDAY
    years = range(today.year - reach, today.year + reach + 1)
    days = [found for year in years if (found := valid_date(year, month, day)) is not None]
    if weekday is not None and (fitting := [found for found in days if found.weekday() == weekday]):
        sided = [
            found for found in fitting if (found > today if lean == ">" else found < today if lean == "<" else True)
        ]
        nearest = min(sided or fitting, key=lambda found: abs(found - today))
        return nearest, basis.FITTING if abs(nearest - today).days < _FAR else basis.FITTING_FAR
    return _leaning(days, today, lean)


def _leaning(days: list[date], today: date, lean: str) -> tuple[date, Basis] | None:
    nearest = min(days, key=lambda found: abs(found - today), default=None)
    coming = min((day for day in days if day > today or (day == today and lean != ">")), default=None)
    gone = max((day for day in days if day < today or (day == today and lean != "<")), default=None)
    if nearest is None:
        return None
    far = abs(nearest - today).days > _SURE.get(lean, 0)
    if coming and (lean == ">" or (lean in ("+", "?") and far and nearest < today)):
        return coming, basis.COMING
    if lean in ("<", "_") and gone:
        return gone, basis.GONE
    if lean == "-" and gone and far and nearest > today:
        return gone, basis.GONE
    if lean == "=":
        return next((day for day in days if day.year == today.year), nearest), basis.SAME_YEAR
    return nearest, basis.NEAREST


def yearless_month(month: int, published: Published, lean: str) -> tuple[int, Basis] | None:
    """The year that a month alone means."""
    today = published.day
    if today is None:
        return (published.year, basis.SAME_YEAR) if published.year else None
    ahead = (month - today.month) % _MONTHS
    coming = ahead or (_MONTHS if lean == ">" else 0)
    gone = ahead - _MONTHS if ahead or lean == "<" else 0
    if lean in (">", "+", "?"):
        shift, why = coming, basis.MONTH_COMING
    elif lean in ("<", "-", "_"):
        shift, why = gone, basis.MONTH_GONE
    elif lean == "=":
        return today.year, basis.MONTH_NEAREST
    else:
        shift, why = (coming if coming <= -gone else gone), basis.MONTH_NEAREST
    return (today.year * _MONTHS + today.month - 1 + shift) // _MONTHS, why


def month_iso(day: date, months: int) -> str | None:
    """The month some months on, as ``YYYY-MM``."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return f"{year:04}-{month + 1:02}" if 1 <= year <= 9999 else None


def weekend_from(today: date, lean: str) -> int:
    """How many weeks on the week-end is that is meant: the coming one, the last one or, by the verb, one of them."""
    early = today.weekday() < 5
    if lean == ">":
        return 0 if early else 1
    return -1 if lean == "<" or (lean == "-" and early) else 0


def unit_from(today: date, unit: str, shift: int) -> tuple[str, str] | None:
    """The week, week-end, month or year some of them on; first and last day of the shorter ones."""
    if unit == "year":
        year = f"{today.year + shift:04}"
        return year, year
    if unit == "month":
        month = month_iso(today, shift)
        return (month, month) if month else None
    if unit not in ("week", "weekend"):
        return None
    monday = moved(today, 7 * shift - today.weekday())
    first = moved(monday, 5 if unit == "weekend" else 0) if monday else None
    last = moved(monday, 6) if monday else None
    return (first.isoformat(), last.isoformat()) if first and last else None


def counted(published: Published, unit: str, shift: int) -> str | None:
    """The day, month or year that lies ``shift`` of a unit from publication, in the unit's precision."""
    today = published.day
    if today is None:
        return None
    if unit == "year":
        return f"{today.year + shift:04}" if 1 <= today.year + shift <= 9999 else None
    if unit == "month":
        return month_iso(today, shift)
    if unit == "hour":
        if published.clock is None:
            return None
        shift, unit = (published.clock + shift) // 24, "day"
    day = moved(today, shift * {"day": 1, "week": 7}.get(unit, 0)) if unit in ("day", "week") else None
    return day.isoformat() if day else None


def last_day(iso: str) -> str:
    """The last day of a year or a month; a day as it is."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return f"{iso}-12-31"
    return f"{iso}-{monthrange(*parts)[1]:02}" if len(parts) == 2 else iso


def yearless_hijri(month: int, day: int, published: Published, lean: str = "") -> tuple[date, Basis] | None:
    """The day of the Islamic calendar that is nearest, or that ``lean`` means."""
    today = published.day
    if today is None:
        return None
    about = (today.year - 622) * 33 // 32
    days = [found for year in range(about - 2, about + 3) if (found := from_hijri(year, month, day)) is not None]
    near = _leaning(days, today, "" if lean == "=" else lean)
    return (near[0], basis.HIJRI) if near else None
