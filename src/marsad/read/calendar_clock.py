"""The hour that stands beside a date, with its zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import NamedTuple

from marsad.read.calendar_words import any_of, lexicon

_GAP_AFTER = re.compile(r"[^\d\n]{0,18}")
_GAP_BEFORE = re.compile(r"\s{0,2}[,|·•(-]?\s{0,2}(?:(?:le|el|du|on|am|يوم)\s)?(?:[^\W\d]{3,10}[,.]?\s)?")
_DOTTED_GAP = re.compile(r"[\s,|·•(-]{0,4}(?:(?:kl|klo|ore|alle|um|om|ob)\.?\s)?$")
_BEFORE = 40
_DIGIT = re.compile(r"\d")
_PLAIN_ZONES = frozenset(("gmt", "utc"))
_SHORT_ZONE = 4


class Reading(NamedTuple):
    """A text, its folded form, and the place in the text of each place of the folded one."""

    text: str
    folded: str
    places: Sequence[int]


@cache
def _time() -> re.Pattern[str]:
    words = lexicon()
    noon = any_of([*words.before_noon, *words.after_noon])
    return re.compile(
        r"(?P<h>\d{1,2})(?:\s?(?:h|:|u|heures?|時)\s?(?P<min>\d\d)(?!\d)(?::(?P<sec>\d\d)(?:\.\d{1,9})?)?"
        r"|\.(?P<dot>\d\d)(?![\d.]\d)|\s?(?:h|heures?|uhr|hrs?)(?![a-z])|(?=\s?[ap]\.?\s?m))"
        rf"(?!\d)(?:\s?(?P<noon>{noon})(?!\w)|\s?(?P<sure>uhr|h|hrs?)(?!\w))?"
    )


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(
        rf"\s?z(?![\w.])|\s{{0,2}}(?:[,(]\s?)?(?:(?P<name>{any_of(lexicon().zones)})(?!\w)"
        r"(?:\s?(?P<shift>[+-]\d{1,2}(?::?\d{2})?))?|(?P<offset>[+-](?:0\d|1[0-4]):?\d{2})(?!\d))\)?"
    )


def clock_beside(page: Reading, start: int, end: int, day: date) -> tuple[int, int, str | None]:
    """The span of a date with its time, and the time as ``THH:MM[:SS][offset]``; no time, no more than the date."""
    folded = page.folded
    gap = _GAP_AFTER.match(folded, end)
    from_ = gap.end() if gap else end
    after = _time().match(folded, from_)
    if after is not None and (clock := _hour(after, folded[end:from_])):
        zone_end, zone = _zone_at(page, after.end(), day, clock)
        return start, zone_end, clock + zone
    opening = max(0, start - _BEFORE)
    for before in _time().finditer(folded, opening, start) if _DIGIT.search(folded, opening, start) else ():
        if before.start() and (folded[before.start() - 1].isdigit() or folded[before.start() - 1] in ":.,"):
            continue
        clock = _hour(before, ".")
        zone_end, zone = _zone_at(page, before.end(), day, clock or "")
        gap = _GAP_BEFORE.match(folded, zone_end)
        if clock and gap is not None and gap.end() == start:
            return before.start(), end, clock + zone
    return start, end, None


def _hour(match: re.Match[str], gap: str) -> str | None:
    """``THH:MM[:SS]``. A time with a point must be said to be one, or stand right behind the date."""
    words = lexicon()
    hour, minute, noon = int(match["h"]), int(match["min"] or match["dot"] or 0), match["noon"]
    if match["dot"] and not (noon or match["sure"] or _DOTTED_GAP.match(gap)):
        return None
    if noon in words.after_noon and hour < 12:
        hour += 12
    elif noon in words.before_noon and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    seconds = f":{match['sec']}" if match["sec"] and int(match["sec"]) < 60 else ""
    return f"T{hour:02d}:{minute:02d}{seconds}"


def _zone_at(page: Reading, place: int, day: date, clock: str) -> tuple[int, str]:
    """Where the zone behind a time ends, and its offset; a short name counts in capitals only (EST, not « est »)."""
    match = _zone().match(page.folded, place)
    if match is None:
        return place, ""
    name = match["name"]
    base = lexicon().zones[name] if name else 0
    if name and not _sure_zone(name, page.text[page.places[match.start("name")]]):
        return place, ""
    if isinstance(base, str):
        return match.end(), _named_offset(base, day, clock)
    shift = match["shift"] or match["offset"]
    return match.end(), offset_text(base + _minutes(shift or "+0"))


def _sure_zone(name: str, letter: str) -> bool:
    return letter.isupper() or not name.isascii() or len(name) > _SHORT_ZONE or name in _PLAIN_ZONES


def _minutes(shift: str) -> int:
    digits = shift[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return 0
    return (hours * 60 + minutes) * (-1 if shift[0] == "-" else 1)


def _named_offset(zone: str, day: date, clock: str) -> str:
    """The offset that a place had on a day; none where the machine knows no zones."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        moment = datetime.combine(day, time.fromisoformat(clock[1:] or "00:00"), ZoneInfo(zone))
    except (ZoneInfoNotFoundError, OSError):
        return ""
    return offset_of(moment)


def offset_of(moment: datetime) -> str:
    """``+HH:MM``; empty for a moment without a zone."""
    shift = moment.utcoffset()
    return "" if shift is None else offset_text(int(shift.total_seconds()) // 60)


def offset_text(minutes: int) -> str:
    """Minutes from UTC as ``+HH:MM``."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
