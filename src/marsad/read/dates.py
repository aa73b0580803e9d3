"""Dates as pages show them → ISO 8601 of the page's own precision.

French, Spanish, English and Arabic (Maghreb, Mashriq and Gulf months, Eastern digits) with a day, a month and a
year; numeric dates, day first unless that cannot be; times and offsets where the page gives them; "yesterday at",
"three hours ago" against the moment of the capture. A date without a year takes the last such day before the
capture. What would be a guess is null: a month without its day, "two months ago", "yesterday" with no capture time.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain

from marsad.read.fold import data, fold, origin_offsets

_UNIT_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ISO 8601, and the code points where its words (with those of its time) stand."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    months: dict[str, int]
    days: dict[str, int]
    units: dict[str, str]
    duals: dict[str, str]
    numbers: dict[str, int]
    zones: dict[str, int]
    after_noon: frozenset[str]
    before_noon: frozenset[str]
    maybe: re.Pattern[str]
    date: re.Pattern[str]
    time: re.Pattern[str]
    zone: re.Pattern[str]


def _any(words: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _named_pattern(months: dict[str, int], words: dict[str, list[str]]) -> str:
    """Day month [year], or month day year; ``تموز/يوليو`` counts as one month."""
    month = rf"(?:{_any(list(months))})"
    between = rf"(?:\s{{0,3}}(?:[-/.,]\s{{0,2}})?(?:(?:{_any(words['between'])})\s{{1,2}})?)"
    day = rf"(?<!\d)(?:\d{{1,2}}(?:er|st|nd|rd|th|º|°|ª|\.º)?|{_any(words['first'])})(?![\d:])"
    return (
        rf"(?P<d1>{day}){between}(?P<m1>{month})(?!\w)\.?(?:\s?/\s?{month}(?!\w))?(?:{between}(?P<y1>\d{{4}})(?!\d))?"
        rf"|(?<!\w)(?P<m2>{month})(?!\w)\.?\s{{1,3}}(?P<d2>{day}),?\s{{1,3}}(?P<y2>\d{{4}})(?!\d)"
    )


def _relative_pattern(lexicon: dict[str, dict[str, list[str]]], days: dict[str, int]) -> str:
    count = rf"(?:\d{{1,3}}|{_any(list(chain.from_iterable(lexicon['numbers'].values())))})"
    unit = _any(list(chain.from_iterable(lexicon["units"].values())))
    dual = _any(list(chain.from_iterable(lexicon["duals"].values())))
    before, after = _any(lexicon["ago"]["before"]), _any(lexicon["ago"]["after"])
    return (
        rf"(?<!\w)(?:{before})\s{{1,2}}(?:(?P<n1>{count})\s{{0,2}})?(?P<u1>{unit}|{dual})(?!\w)"
        rf"|(?<!\w)(?P<n2>{count})\s{{0,2}}(?P<u2>{unit})\s{{1,2}}(?:{after})(?!\w)"
        rf"|(?<!\w)(?P<word>{_any(list(days))})(?!\w)"
    )


_NUMERIC = (
    r"(?<![\d/.\-])(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d)"
    r"|(?<![\d/.\-])(?P<d4>\d{1,2})\s{0,2}(?P<s4>[-/.])\s{0,2}(?P<m4>\d{1,2})\s{0,2}(?P=s4)\s{0,2}(?P<y4>\d{4})(?!\d)"
    r"|(?<![\d/.\-])(?P<d5>\d{1,2})(?P<s5>[/.])(?P<m5>\d{1,2})(?P=s5)(?P<y5>\d{2})(?![\d/.])"
)


@cache
def _lexicon() -> _Lexicon:
    raw = tomllib.loads(data("dates.toml"))
    months = {name: n for names in raw["months"].values() for n, month in enumerate(names, 1) for name in month}
    words = raw["words"]
    spelled = [*words["first"], *chain.from_iterable(raw["numbers"].values())]
    noon = _any([*words["before_noon"], *words["after_noon"]])
    return _Lexicon(
        months=months,
        days=raw["days"],
        units={word: unit for unit, forms in raw["units"].items() for word in forms},
        duals={word: unit for unit, forms in raw["duals"].items() for word in forms},
        numbers={word: int(n) for n, forms in raw["numbers"].items() for word in forms},
        zones=raw["zones"],
        after_noon=frozenset(words["after_noon"]),
        before_noon=frozenset(words["before_noon"]),
        maybe=re.compile(rf"\d|(?<!\w)(?:{_any([*raw['days'], *raw['ago']['before'], *spelled])})"),
        date=re.compile("|".join([_NUMERIC, _named_pattern(months, words), _relative_pattern(raw, raw["days"])])),
        time=re.compile(
            rf"(?<![\d:.,])(?P<h>\d{{1,2}})(?:\s?[h:]\s?(?P<min>\d{{2}})(?::(?P<sec>\d{{2}})(?:\.\d{{1,6}})?)?|\s?h(?![a-z])|(?=\s?[ap]\.?m))"
            rf"(?!\d)(?:\s?(?P<noon>{noon})(?!\w))?"
        ),
        zone=re.compile(
            rf"\s{{0,2}}\(?(?:(?P<z>z)(?!\w)|(?P<name>{_any(list(raw['zones']))})(?!\w)(?:\s?(?P<shift>[+-]\d{{1,2}}(?::?\d{{2}})?))?"
            r"|(?P<offset>[+-](?:0\d|1[0-4]):?\d{2})(?!\d))\)?"
        ),
    )


def find_dates(text: str, *, lang: str | None = None, fetched: datetime | None = None) -> Iterator[FoundDate]:
    """Every date of ``text`` in reading order. ``fetched`` (aware) resolves relative words, ``lang`` 3/4/25."""
    folded = fold(text)
    lexicon = _lexicon()
    if not lexicon.maybe.search(folded):
        return
    places = origin_offsets(text, folded)
    for match in lexicon.date.finditer(folded):
        found = _resolve(folded, match, lang, fetched)
        if found is not None:
            yield FoundDate(found.iso, places[found.start], places[found.end])


def parse_date(text: str, *, lang: str | None = None, fetched: datetime | None = None) -> str | None:
    """The first date of ``text``: ``YYYY-MM-DD``, with ``THH:MM`` and an offset as far as the text gives them.

    An hour beside a relative day has the offset of ``fetched``. "3 hours ago" is known to the day only, "5
    minutes ago" to the minute.
    """
    return next((found.iso for found in find_dates(text, lang=lang, fetched=fetched)), None)


def _resolve(folded: str, match: re.Match[str], lang: str | None, fetched: datetime | None) -> FoundDate | None:
    groups = match.groupdict()
    if groups["u1"] or groups["u2"]:
        iso = _ago(groups, fetched)
        return FoundDate(iso, match.start(), match.end()) if iso else None
    relative = groups["word"] is not None
    day = _day_word(groups["word"], fetched) if relative else _absolute(groups, lang, fetched)
    if day is None:
        return None
    start, end, clock = _clock(folded, match)
    if relative and clock is None:
        start, end = match.span()
    if clock and relative and fetched is not None and len(clock) == len("T00:00"):
        clock += _offset(fetched)
    return FoundDate(day.isoformat() + (clock or ""), start, end)


def _absolute(groups: dict[str, str | None], lang: str | None, fetched: datetime | None) -> date | None:
    lexicon = _lexicon()
    for key in "12":
        name, day = groups[f"m{key}"], groups[f"d{key}"]
        if name and day:
            digits = re.match(r"\d+", day)
            number = int(digits.group()) if digits else 1
            year = groups[f"y{key}"]
            month = lexicon.months[name]
            return _date(int(year), month, number) if year else _last_such_day(month, number, fetched)
    for key in "345":
        year, month_text, day = groups[f"y{key}"], groups[f"m{key}"], groups[f"d{key}"]
        if year and month_text and day:
            full = int(year) + (2000 if len(year) == 2 else 0)
            return _numeric(full, int(month_text), int(day), groups["y3"] is None, lang, fetched)
    return None


def _numeric(
    year: int, month: int, day: int, swappable: bool, lang: str | None, fetched: datetime | None
) -> date | None:
    """Day first; month first if only that is a date, or if in English only that is not in the capture's future."""
    first = _date(year, month, day)
    second = _date(year, day, month) if swappable else None
    if first is None or second is None:
        return first or second
    future = fetched is not None and first > fetched.date() + timedelta(days=1) >= second
    return second if future and lang in {"en", None} else first


def _date(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_such_day(month: int, day: int, fetched: datetime | None) -> date | None:
    if fetched is None:
        return None
    latest = fetched.date() + timedelta(days=1)
    candidates = (_date(latest.year - back, month, day) for back in range(4))
    return next((found for found in candidates if found is not None and found <= latest), None)


def _day_word(word: str | None, fetched: datetime | None) -> date | None:
    if word is None or fetched is None:
        return None
    return fetched.date() + timedelta(days=_lexicon().days[word])


def _ago(groups: dict[str, str | None], fetched: datetime | None) -> str | None:
    if fetched is None:
        return None
    lexicon = _lexicon()
    word = groups["u1"] or groups["u2"] or ""
    number = groups["n1"] or groups["n2"]
    unit = lexicon.duals.get(word) or lexicon.units[word]
    count = 2 if word in lexicon.duals else 1 if number is None else lexicon.numbers.get(number) or int(number)
    moment = fetched - timedelta(minutes=count * _UNIT_MINUTES[unit])
    if unit == "minute":
        return f"{moment:%Y-%m-%dT%H:%M}{_offset(fetched)}"
    return moment.date().isoformat()


def _offset(moment: datetime) -> str:
    shift = moment.utcoffset()
    return "" if shift is None else _shift(int(shift.total_seconds()) // 60)


def _shift(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


_GAP_AFTER = re.compile(r"[^\d\n]{0,18}")
_GAP_BEFORE = re.compile(r"\s{0,2}[,|·•(-]?\s{0,2}(?:(?:le|el|du|on|يوم)\s)?(?:[^\W\d]{3,10}[,.]?\s)?")
_BEFORE = 40


def _clock(folded: str, match: re.Match[str]) -> tuple[int, int, str | None]:
    """The span of a date with its time, and the time as ``THH:MM[:SS][offset]``; no time, no more than the date."""
    lexicon = _lexicon()
    gap = _GAP_AFTER.match(folded, match.end())
    after = lexicon.time.match(folded, gap.end() if gap else match.end())
    if after is None and folded[match.end() : match.end() + 1] == "t":
        after = lexicon.time.match(folded, match.end() + 1)
    if after is not None and (clock := _hour(after)):
        zone = lexicon.zone.match(folded, after.end())
        return match.start(), zone.end() if zone else after.end(), clock + _zone(zone)
    for before in lexicon.time.finditer(folded, max(0, match.start() - _BEFORE), match.start()):
        zone = lexicon.zone.match(folded, before.end())
        gap_end = _GAP_BEFORE.match(folded, zone.end() if zone else before.end())
        if gap_end is not None and gap_end.end() == match.start() and (clock := _hour(before)):
            return before.start(), match.end(), clock + _zone(zone)
    return match.start(), match.end(), None


def _hour(match: re.Match[str]) -> str | None:
    lexicon = _lexicon()
    hour, minute, noon = int(match["h"]), int(match["min"] or 0), match["noon"]
    if noon in lexicon.after_noon and hour < 12:
        hour += 12
    elif noon in lexicon.before_noon and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    seconds = f":{match['sec']}" if match["sec"] and int(match["sec"]) < 60 else ""
    return f"T{hour:02d}:{minute:02d}{seconds}"


def _zone(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    base = _lexicon().zones[match["name"]] if match["name"] else 0
    shift = match["shift"] or match["offset"]
    if not shift:
        return _shift(base)
    digits = shift[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return _shift(base)
    return _shift(base + (hours * 60 + minutes) * (-1 if shift[0] == "-" else 1))
