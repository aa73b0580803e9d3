"""Days told from the moment of the capture: "hier", "il y a 3 heures", "السبت الماضي"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from marsad.read.calendar_clock import offset_of
from marsad.read.calendar_words import Lexicon, lexicon, relative_pattern

_UNIT_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}


class RelativeDay(NamedTuple):
    """A day and its words' place; ``iso`` where the words alone make the whole date, to the minute or to the day."""

    day: date
    start: int
    end: int
    iso: str | None = None


def relative_days(folded: str, fetched: datetime, lang: str | None, *, prose: bool) -> Iterator[RelativeDay]:
    """Every relative day of a folded text; those to come only in prose. ``lang`` keeps other languages' words out."""
    words = lexicon()
    speaker = (lang or "").partition("-")[0]
    for match in relative_pattern(prose).finditer(folded):
        word = match["word"]
        if word and speaker in words.day_speakers and speaker not in words.day_languages[word]:
            continue
        yield _resolve(match, words, fetched)


def _resolve(match: re.Match[str], words: Lexicon, fetched: datetime) -> RelativeDay:
    groups = match.groupdict()
    start, end, today = match.start(), match.end(), fetched.date()
    if unit := groups["u1"] or groups["u2"]:
        moment = fetched - timedelta(minutes=_ago(unit, groups["n1"] or groups["n2"], words))
        minute = words.units.get(unit) == "minute" or words.duals.get(unit) == "minute"
        iso = f"{moment:%Y-%m-%dT%H:%M}{offset_of(moment)}" if minute else moment.date().isoformat()
        return RelativeDay(moment.date(), start, end, iso)
    if word := groups["word"]:
        shift = words.days[word] if word in words.days else words.coming_days[word]
        return RelativeDay(today + timedelta(days=shift), start, end)
    past = groups["past1"] or groups["past2"]
    weekday = words.weekdays[past or groups.get("coming1") or groups.get("coming2") or ""]
    since = (today.weekday() - weekday) % 7
    return RelativeDay(today + timedelta(days=-(since or 7) if past else 7 - since), start, end)


def _ago(word: str, number: str | None, words: Lexicon) -> int:
    """Minutes."""
    if word in words.duals:
        return 2 * _UNIT_MINUTES[words.duals[word]]
    count = 1 if number is None else words.numbers.get(number) or int(number)
    return count * _UNIT_MINUTES[words.units[word]]
