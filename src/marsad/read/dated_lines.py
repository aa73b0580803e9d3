"""The dates printed on the lines of a page, and what the words and names about each make of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from marsad.read.dates import declared_date, find_dates, may_hold_date, plausible
from marsad.read.fold import fold, tables_of
from marsad.read.page import Line, Page

LONGEST_LINE = 120
DAY = len("2025-01-01")
BEFORE = 3
"""Lines above the headline that may date it."""
_digit = re.compile(r"\d").search
_day = re.compile(r"(?:14|19|20)\d\d|[\u0661\u0662][\u0660-\u0669]{3}|\d\s?[./-]\s?\d\d?\s?[./-]\s?\d\d").search
_hours = re.compile(r"\d[:.h]\d\d\D{0,6}(?:[-–]|bis|to|à|a)\s?\d\d?[:.h]\d\d(?![.\d])").search
_LONGEST_RELATIVE = 70
_ENDS = ".!?؟…"
_TITLES = frozenset(("h1", "h2", "h3"))
_HARDLY, _LITTLE, _BESIDE = 12, 45, 70
"""Characters beside the dates of a line: hardly any, few, and as many as a byline has."""


@dataclass(frozen=True, slots=True)
class Asked:
    lang: str | None
    fetched: datetime | None
    near: str | None
    until: int | None = None

    def day(self, text: str) -> str | None:
        """A declared date, null where no article can have it."""
        found = declared_date(text, lang=self.lang, fetched=self.fetched, near=self.near)
        return found if found and plausible(found, self.fetched) else None


@dataclass(frozen=True, slots=True)
class Printed:
    """A date on a line. ``rank``: 3 called publication, 2 alone or so named, 1 beside other words, 0 in a sentence."""

    iso: str
    line: int
    text: str
    rank: int
    updated: bool
    alone: bool


def has_day(text: str) -> bool:
    """Whether a text may hold a whole date, one that no capture time need complete."""
    return _digit(text) is not None and _day(text) is not None


@cache
def cue(table: str) -> Callable[[str], object]:
    listed = {cue for forms in tables_of("dated.toml")[table].values() for cue in forms}
    ordered = sorted(listed, key=lambda cue: (-len(cue), cue))
    return re.compile(r"\b(?:" + "|".join(re.escape(cue).replace(r"\*", r"\w*") for cue in ordered) + r")\b").search


@cache
def named_as(part: str) -> Callable[[str], object]:
    return re.compile("|".join(tables_of("dated.toml")["names"][part])).search


def printed_dates(page: Page, at: int | None, zone: range, asked: Asked) -> Iterator[Printed]:
    """The dates printed about the headline, those below it first."""
    above = range(at - 1, max(0, at - BEFORE) - 1, -1) if at is not None else range(0)
    for number in (*(() if at is None else (at,)), *zone, *above):
        line = page.lines[number]
        text = line.text
        if len(text) > LONGEST_LINE:
            continue
        if has_day(text) or (asked.fetched and len(text) <= _LONGEST_RELATIVE and may_hold_date(text)):
            yield from dates_on(page, line, asked)


def dates_on(page: Page, line: Line, asked: Asked) -> Iterator[Printed]:
    """The dates on a line, each with what the words before it make of it."""
    text = line.text
    dates = list(find_dates(text, lang=asked.lang, fetched=asked.fetched, near=asked.near))
    if not dates:
        return
    rest = len(text) - sum(one.end - one.start for one in dates)
    names = page.names_up(line.element, 2)
    if line.end - line.start > 1 or page.owners[line.start] != line.element:
        names += " " + " ".join([page.kinds[number].names for number in page.inside(line)])
    if named_as("picture")(names):
        return
    named = named_as("date")(names) is not None
    alone = _alone(text, rest)
    end = 0
    for one in dates:
        before, end = fold(text[end : one.start]), one.end
        bare = not before.strip()
        published = not bare and cue("published")(before)
        updated = (not bare and cue("updated")(before)) or named_as("updated")(names)
        rank = 3 if published else 2 if alone or named else 1 if rest <= _BESIDE and text[-1] not in _ENDS else 0
        if (not bare and cue("other")(before)) or (not published and is_of_event(text)):
            rank = 0
        elif line.tag in _TITLES and rest > _HARDLY:
            rank = 3 if published else 2 if one.start == 0 else 0
        if plausible(one.iso, asked.fetched):
            whole = line.tag not in _TITLES and (alone or (named and rank > 0))
            yield Printed(one.iso, line.number, text, rank, bool(updated) and rank < 3, whole)


def _alone(text: str, rest: int) -> bool:
    """Whether a line that has ``rest`` characters beside its dates is there for them."""
    return rest <= _HARDLY or (rest <= _LITTLE and text[-1] not in _ENDS)


def is_of_event(text: str) -> bool:
    """Whether a line says from which hour to which: its day is an event's."""
    return _hours(text) is not None


def best_of(printed: list[Printed], at: int | None) -> Printed | None:
    """The day that the lines about the headline most likely call that of publication; never one of an update."""
    known = [one for one in printed if not one.updated and one.rank]
    return max(known, key=lambda one: (one.rank, -distance(one.line, at)), default=None)


def distance(number: int, at: int | None) -> int:
    """Lines from the headline; those above it count double, because other pages' headlines stand there too."""
    return number - (at or 0) if number >= (at or 0) else 2 * ((at or 0) - number)


def is_date_line(text: str, lang: str | None = None, fetched: datetime | None = None) -> bool:
    """Whether a short line holds a date and hardly anything else."""
    if len(text) > LONGEST_LINE or not may_hold_date(text):
        return False
    found = list(find_dates(text, lang=lang, fetched=fetched))
    return bool(found) and _alone(text, len(text) - sum(one.end - one.start for one in found))
