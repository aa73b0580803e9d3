"""When an article was published and changed, with the witness that says so.

Declared dates come first, unless impossible; the date printed by the headline wins when the address of the page
agrees with it and not with the declared one, because templates declare wrong dates more often than they print them.
Where nothing is declared, what is printed, named and addressed is asked in the order of trust.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from marsad.read.dated_lines import DAY, LONGEST_LINE, Asked, Printed, best_of, printed_dates
from marsad.read.dated_witnesses import changed_day, undeclared
from marsad.read.dates import date_in_url, find_dates
from marsad.read.declared import Declared, Said
from marsad.read.page import Page

__all__ = ["When", "when"]

_FRESH, _OLD = 3, 30
"""Days: a page taken soon after the date that it prints was not published a month before, whatever it declares."""
_WEAK = frozenset(("meta date", "meta dc.date", "meta dcterms.date"))
"""Declarations that as often tell of a change."""
_CLOSE, _WIDE = 6, 20
"""Lines after the headline: where a date can refute a declared one, and where one is looked for if none is declared."""
_WIDEST_OFFSET = 14 * 60
_ANY_DAY = datetime.fromisoformat("2025-01-01T12:00:00+00:00")


@dataclass(frozen=True, slots=True)
class When:
    """``published`` and ``modified`` as ISO 8601 of the page's precision, and the evidence or the reason for null.

    ``lines`` are the numbers of the lines by the headline that are there for their date.
    """

    published: str | None
    evidence: str | None
    modified: str | None = None
    lines: tuple[int, ...] = ()


def when(
    page: Page,
    said: Declared,
    *,
    at: int | None,
    zone: range,
    url: str | None,
    lang: str | None,
    fetched: datetime | None,
    markup: str | None = None,
    until: int | None = None,
) -> When:
    """Weigh declared, printed and addressed dates.

    ``at`` is the number of the headline's line, ``zone`` those of the lines after it that may hold the date.
    ``fetched`` (aware) resolves "three hours ago". ``markup`` is the page's own, looked at only where nothing else
    dates the page; ``until`` is the first line of the comments, which have dates of their own. Never raises.
    """
    addressed = date_in_url(url) or (date_in_url(page.canonical) if page.canonical != url else None)
    asked = Asked(lang, fetched, addressed if addressed and len(addressed) == DAY else None, until)
    declared = _first(said.published, asked)
    changed = _first(said.modified, asked)
    modified = changed.value if changed else None
    if asked.near is None and (known := declared or changed):
        asked = Asked(lang, fetched, known.value[:DAY], until)
    end = len(page.lines) if until is None else until
    wide = range(zone.start, min(zone.stop if declared else zone.start + _WIDE, end))
    printed = list(printed_dates(page, at, wide, asked))
    lines = tuple(dict.fromkeys(one.line for one in printed if one.alone))
    best = best_of(printed, at)
    updated = modified or next((one.iso for one in printed if one.updated), None)
    if declared and best and _refuted(declared, best, at, modified, addressed, fetched):
        if updated and addressed and _far(updated, best.iso):
            updated = None
        said_else = f"; {declared.where} says {declared.value}"
        return When(
            _joined(best.iso, declared.value), f"printed by the headline: {best.text}{said_else}", updated, lines
        )
    found = declared or undeclared(page, best, (zone, wide), asked, addressed, markup)
    if found:
        return When(found.value, found.where, updated, lines)
    if updated := updated or changed_day(page, asked):
        return When(updated, "only a change is dated", updated, lines)
    return When(None, _why(page, wide, fetched), None, lines)


def _first(values: tuple[Said, ...], asked: Asked) -> Said | None:
    """The first declared date that an article can have."""
    for one in values:
        iso = asked.day(one.value)
        if iso and len(iso) >= DAY:
            return Said(iso, one.where)
    return None


def _why(page: Page, zone: range, fetched: datetime | None) -> str:
    if fetched is None:
        for number in zone:
            text = page.lines[number].text
            if len(text) <= LONGEST_LINE and next(find_dates(text, fetched=_ANY_DAY), None):
                return "a relative date and no capture time"
    return "no date on the page"


def _refuted(
    declared: Said,
    printed: Printed,
    at: int | None,
    modified: str | None,
    addressed: str | None,
    fetched: datetime | None,
) -> bool:
    """Whether the date printed by the headline tells better than the declared one when the article was published."""
    if declared.value[:DAY] == printed.iso[:DAY]:
        return False
    if addressed and printed.iso.startswith(addressed) and not declared.value.startswith(addressed):
        return True
    if addressed and declared.value.startswith(addressed):
        return _same_moment(printed.iso, declared.value) is not None
    below = printed.line > (-1 if at is None else at)
    if fetched and below and _age(declared.value, fetched) > _OLD and _age(printed.iso, fetched) <= _FRESH:
        return True
    if printed.rank < 2:
        return False
    close = at is not None and below and printed.line - at <= _CLOSE
    return (
        declared.where in _WEAK
        or _same_moment(printed.iso, declared.value) is not None
        or (close and modified is not None and declared.value[:DAY] == modified[:DAY] > printed.iso[:DAY])
        or (printed.rank == 3 and _swapped(declared.value) == printed.iso[:DAY])
    )


def _swapped(iso: str) -> str:
    return f"{iso[:5]}{iso[8:10]}-{iso[5:7]}"


def _same_moment(printed: str, declared: str) -> str | None:
    """A printed hour with the offset that makes it the moment declared in UTC, null if there is none such."""
    if not declared.endswith("+00:00") or len(printed) != len("2025-01-01T00:00"):
        return None
    shift = datetime.fromisoformat(printed) - datetime.fromisoformat(declared[:16])
    minutes = round(shift.total_seconds() / 60)
    if abs(minutes) > _WIDEST_OFFSET or minutes % 15:
        return None
    return f"{printed}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _joined(printed: str, declared: str) -> str:
    return _same_moment(printed, declared) or printed


def _far(one: str, other: str, days: int = 60) -> bool:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > days


def _age(iso: str, fetched: datetime) -> int:
    """Days from a date to the capture."""
    return (fetched.date() - date.fromisoformat(iso[:10])).days
