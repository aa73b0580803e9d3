"""Days that a text gives with figures or by name: 3/4/2025, 14 محرم 1447, June 29, 2025年6月29日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from marsad.read.calendar import YEARS, from_hijri, valid_date
from marsad.read.calendar_clock import Reading
from marsad.read.calendar_words import WORD, lexicon, squeeze
from marsad.read.fold import fold

_MONTH_FIRST_REGIONS = ("-us", "-ph")
_CENTURY = 90
"""Years of two figures from here on are of the last century: no press on the Web is older."""
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(WORD)
_ENDS = r"(?!\d(?!\d?:\d\d))"
"""Behind a year, no digit but the hour that lost its space when the tags went: ``28 luglio 202010:43``."""
_NUMERIC = re.compile(r"(\d{1,2})(\s{0,2})([-/.])\s{0,2}(\d{1,2})\s{0,2}\3\s{0,2}(\d{4}" + _ENDS + r"|\d\d(?![\d/.-]))")
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s?(?:([-/.])\s?(\d\d?)\2\s?(\d\d?)|年\s?(\d\d?)月\s?(\d\d?)日|{fold('년')}\s?(\d\d?){fold('월')}\s?(\d\d?){fold('일')})(?!\d)"
)
_CLOCK = re.compile(r",?\s{1,2}\d\d?:\d\d(?!\d)")
_AMERICAN_CLOCK = re.compile(r",?\s\d{1,2}:\d\d(?::\d\d)?\s?[ap]m(?!\w)")
_LONGEST_MONTH = 16
_LONGEST_MONTH_YEAR = 30
_LATE_YEAR = re.compile(r",?\s{1,2}\d\d:\d\d(?::\d\d)?\s(?:[a-z]{3,4}\s)?(\d{4})(?!\d)")
_YEAR_AFTER_DAY = re.compile(r"(?:st|nd|rd|th)?(?:,?\s{1,3}|[-/,.]\s?)(\d{4})" + _ENDS)
_AFTER_YEARLESS = re.compile(r"(?:st|nd|rd|th)?(?:\s?(?:$|[,|·•(])|\s(?:-|at\s))")
_SECOND_NAME = re.compile(r"\.?\s?/\s?")


class Day(NamedTuple):
    """A day at its place in the folded text; ``iso`` where it is less or more than a day that a time may follow."""

    day: date
    start: int
    end: int
    approximate: bool = False
    iso: str | None = None
    relative: bool = False


class Asked(NamedTuple):
    """What decides doubts: language (lower case), capture, another witness's date, whether the text is prose."""

    lang: str | None
    fetched: datetime | None
    near: str | None
    prose: bool


def first_days(page: Reading, asked: Asked) -> Iterator[Day]:
    """« premier juillet », « فاتح يوليوز »: the one day that is spelled out."""
    for match in lexicon().first.finditer(page.folded):
        found = _named(page, match.start(), match.end(), 1, asked)
        if found:
            yield found


def numbered_days(page: Reading, asked: Asked) -> Iterator[Day]:
    place = 0
    while match := _NUMBER.search(page.folded, place):
        place = match.end()
        for found in _at_number(page, match.start(), match.end(), asked):
            yield found
            place = max(place, found.end)


def _at_number(page: Reading, start: int, end: int, asked: Asked) -> list[Day]:
    """The date that a number opens or is the day of; in prose, both ends of a range."""
    found: Day | None = None
    if end - start <= 2:
        day = int(page.folded[start:end])
        found = _numeric(page, start, asked) or _named(page, start, end, day, asked)
        if found is None and asked.prose and (ends := _range(page, start, end, asked)):
            return ends
        found = found or _month_first(page, start, end, asked)
    elif end - start == 4:
        found = _year_first(page, start, asked) or (_month_or_year(page.folded, start, end) if asked.prose else None)
    elif end - start == 8:
        found = _compact(page.folded, start, end)
    return [found] if found else []


def _numeric(page: Reading, start: int, asked: Asked) -> Day | None:
    folded = page.folded
    match = _NUMERIC.match(folded, start)
    if match is None or _continues(folded, start, "/.-"):
        return None
    first, _, sep, second, year_text = match.groups()
    if len(year_text) == 2 and (match[2] or (sep == "-" and not _CLOCK.match(folded, match.end()))):
        return None
    year = int(year_text)
    if len(year_text) == 2:
        year += 1900 if year >= _CENTURY else 2000
    if year not in YEARS:
        return _hijri(page, year, int(second), int(first), match, asked)
    american = bool(_AMERICAN_CLOCK.match(folded, match.end())) and not first.startswith("0")
    day = _order(year, int(first), int(second), asked, american=american)
    return Day(day, start, match.end()) if day else None


def _order(year: int, one: int, two: int, asked: Asked, *, american: bool) -> date | None:
    """Day first; month first if only that is a date, if another witness or the region says so, or if in English
    only that is not in the capture's future."""
    first, second = valid_date(year, two, one), valid_date(year, one, two)
    if first is None or second is None or first == second:
        return first or second
    lang = asked.lang
    if asked.near and (closer := _closer(first, second, asked.near)):
        return closer
    if lang and lang.endswith(_MONTH_FIRST_REGIONS):
        return second
    if lang is not None and lang.partition("-")[0] != "en":
        return first
    latest = asked.fetched.date() + timedelta(days=1) if asked.fetched else None
    if american and (latest is None or second <= latest):
        return second
    return second if latest and first > latest >= second else first


def _closer(first: date, second: date, near: str) -> date | None:
    """The one of two readings that another witness's day or month bears out."""
    agree = [one for one in (first, second) if one.isoformat()[: len(near[:10])] == near[:10]]
    agree = agree or [one for one in (first, second) if one.isoformat()[:7] == near[:7]]
    return agree[0] if len(agree) == 1 else None


def _year_first(page: Reading, start: int, asked: Asked) -> Day | None:
    match = _YEAR_FIRST.match(page.folded, start)
    if match is None or _continues(page.folded, start, "/.-"):
        return None
    year, month, day = (int(part) for part in match.groups() if part and part[0].isdigit())
    if year not in YEARS:
        return _hijri(page, year, month, day, match, asked)
    found = valid_date(year, month, day)
    return Day(found, start, match.end()) if found else None


def _hijri(page: Reading, year: int, month: int, day: int, match: re.Match[str], asked: Asked) -> Day | None:
    """A numeric Hijri date, where the era or an Arabic page says that it is one: Persian years look the same."""
    era = lexicon().hijri_era.match(page.folded, match.end())
    found = from_hijri(year, month, day) if era or asked.lang == "ar" else None
    return Day(found, match.start(), match.end(), approximate=True) if found else None


def _compact(folded: str, start: int, end: int) -> Day | None:
    """``20250629`` standing alone."""
    around = folded[max(0, start - 1) : start] + folded[end : end + 1]
    found = valid_date(int(folded[start : start + 4]), int(folded[start + 4 : start + 6]), int(folded[start + 6 : end]))
    return Day(found, start, end) if found and found.year >= 1990 and not around.strip(" ()|T") else None


def _continues(folded: str, start: int, signs: str) -> bool:
    """Whether a number goes on another: 1.15, 192.168.25.1, 12:30."""
    return start > 1 and folded[start - 1] in signs and folded[start - 2].isdigit()


@cache
def _after_day() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:er|st|nd|rd|th|o|a|e)(?![^\W\d])|\.?[º°ª])?\s{0,3}[-/.,]?\s{0,2}"
        rf"(?:(?:{lexicon().between})\s{{1,2}}){{0,2}}(?:d')?"
    )


@cache
def _year_after() -> re.Pattern[str]:
    return re.compile(
        rf"\.?(?:\s{{0,3}}(?:[-/.,]\s{{0,2}})?(?:(?:{lexicon().between})\s{{1,2}})?(?P<year>\d{{4}}){_ENDS}"
        r"|[-\s]'?(?P<short>(?:(?<=-)|(?<='))\d\d)(?!\d))"
    )


@cache
def _range_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:er|st|nd|rd|th)?\s{{0,2}}(?:{lexicon().ranges})\s{{0,2}}(?:(?:le|el|the)\s)?(?P<day>\d{{1,2}})(?!\d)"
    )


def _month(folded: str, place: int) -> tuple[str, int] | None:
    """The word or the words at a place that may name a month, and their end."""
    word = _WORD.match(folded, place)
    if word is None:
        return None
    words = lexicon()
    if word[0] in words.openers and (phrase := words.phrases.match(folded, place)):
        return squeeze(phrase[0]), phrase.end()
    return word[0], word.end()


def _named(page: Reading, start: int, end: int, day: int, asked: Asked) -> Day | None:
    """Day month [year]; ``تموز/يوليو`` counts as one month."""
    folded, words = page.folded, lexicon()
    opening = _after_day().match(folded, end)
    named = _month(folded, opening.end()) if opening else None
    if named is None or _continues(folded, start, ".,:"):
        return None
    name, end = named
    if name not in words.months and name not in words.hijri:
        return None
    slash = _SECOND_NAME.match(folded, end)
    other = _month(folded, slash.end()) if slash else None
    if other and other[0] in words.months:
        end = other[1]
    year = _year_after().match(folded, end)
    if year is None:
        if _month_before(page, start):
            return None
        found = _last_such_day(name, day, asked)
        return Day(found, start, end) if found else None
    number = int(year["year"] or "20" + year["short"])
    hijri = name not in words.months
    found = from_hijri(number, words.hijri[name], day) if hijri else valid_date(number, words.months[name], day)
    return Day(found, start, year.end(), approximate=hijri) if found else None


def _last_such_day(name: str, day: int, asked: Asked) -> date | None:
    """The last such day until the capture; of short names, some of which are words, only the page's language's."""
    words = lexicon()
    if asked.fetched is None or name not in words.months:
        return None
    lang = (asked.lang or "").partition("-")[0]
    if len(name) <= 3 and (lang not in words.languages[name] or (name == "may" and lang == "en")):
        return None
    return _last(words.months[name], day, asked.fetched)


def _last(month: int, day: int, fetched: datetime) -> date | None:
    latest = fetched.date() + timedelta(days=1)
    candidates = (valid_date(latest.year - back, month, day) for back in range(4))
    return next((found for found in candidates if found is not None and found <= latest), None)


def _month_before(page: Reading, start: int) -> tuple[str, int] | None:
    """The month named before a number, and where its name begins; it may hang on a word: ``ArnoldNovember 15``."""
    before = page.folded[max(0, start - _LONGEST_MONTH) : start]
    ahead = before.rstrip(" .,/-")
    words = ahead.split() if len(ahead) < len(before) else None
    if not words:
        return None
    name, months = words[-1].lstrip("([|,·•/-"), lexicon().months
    begin = start - len(before) + len(ahead) - len(name)
    if name not in months:
        original = page.text[page.places[begin] : page.places[begin + len(name)]]
        cut = next((at for at in range(len(name) - 3, 0, -1) if original[at : at + 1].isupper()), 0)
        name, begin = name[cut:], begin + cut
    return (name, begin) if name in months else None


def _month_first(page: Reading, start: int, end: int, asked: Asked) -> Day | None:
    """Month day, year, as English and machines (``Sun Jun 29 18:40:00 2025``) write it."""
    folded = page.folded
    before = _month_before(page, start)
    if before is None:
        return None
    (name, begin), words, day = before, lexicon(), int(folded[start:end])
    year = _YEAR_AFTER_DAY.match(folded, end)
    if stated := year or _LATE_YEAR.match(folded, end):
        found = valid_date(int(stated[1]), words.months[name], day)
        return Day(found, begin, year.end() if year else end) if found else None
    english = asked.lang in {None, "en"} and "en" in words.languages[name]
    if asked.fetched and english and page.text[page.places[begin]].isupper() and _AFTER_YEARLESS.match(folded, end):
        found = _last(words.months[name], day, asked.fetched)
        return Day(found, begin, end) if found else None
    return None


def _range(page: Reading, start: int, end: int, asked: Asked) -> list[Day]:
    """Both ends of "du 14 au 16 avril 2025", "April 14-16, 2025"."""
    match = _range_after().match(page.folded, end)
    if match is None:
        return []
    begin, close = match.span("day")
    last = _named(page, begin, close, int(match["day"]), asked) or _range_end(page, start, begin, close, asked)
    first = valid_date(last.day.year, last.day.month, int(page.folded[start:end])) if last else None
    return [Day(first, start, end, iso=first.isoformat()), last] if first and last else []


def _range_end(page: Reading, start: int, begin: int, close: int, asked: Asked) -> Day | None:
    """The second day of "April 14-16, 2025", whose month stands before the first."""
    before, day = _month_before(page, start), int(page.folded[begin:close])
    if before is None:
        return None
    month, year = lexicon().months[before[0]], _YEAR_AFTER_DAY.match(page.folded, close)
    if year:
        found = valid_date(int(year[1]), month, day)
    else:
        found = _last(month, day, asked.fetched) if asked.fetched else None
    return Day(found, begin, year.end() if year else close) if found else None


def _month_or_year(folded: str, start: int, end: int) -> Day | None:
    """« marzo de 2024 », « fin 2026 »."""
    year, lex = int(folded[start:end]), lexicon()
    opening = max(0, start - _LONGEST_MONTH_YEAR)
    words = re.findall(r"[^\s'-]+", folded[opening:start])
    if year not in YEARS or not words:
        return None
    called = words[-1] in lex.year_cues
    while words and re.fullmatch(lex.between, words[-1]):
        words.pop()
    for name in (" ".join(words[-2:]), *words[-1:]):
        if name in lex.months:
            month, begin = lex.months[name], folded.rfind(name.split()[0], opening, start)
            return Day(date(year, month, 1), begin, end, iso=f"{year}-{month:02}")
    if called or (words and words[-1] in lex.year_cues):
        return Day(date(year, 1, 1), start, end, iso=str(year))
    return None
