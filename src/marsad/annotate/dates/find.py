"""Date expressions in a row of atoms, one after the other, and the facts they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from marsad.annotate.dates.atoms import Row
from marsad.annotate.dates.basis import OPEN_END, OPEN_START, Found
from marsad.annotate.dates.calendar import Published, last_day
from marsad.annotate.dates.cut import Cut
from marsad.annotate.dates.grammar import any_shape, other_shapes
from marsad.annotate.dates.guards import accepted, cue_before
from marsad.annotate.dates.readings import READINGS
from marsad.model import DateFact, FactKind

_LEADS = {"b": "b", "p": "b", "u": "u", "s": "s", "r": "s", "v": "s", "k": "k"}
_NEVER_OPEN = frozenset(["later", "recurring", "century"])
_PERIODS = frozenset(["days", "months", "years", "weekdays", "quarter", "decade"])


def dates_in(row: Row, published: Published) -> Iterator[DateFact]:
    """Every date expression, in the order of the text."""
    pattern, place, opened = any_shape("month_first" in row.words.habits), 0, None
    while match := pattern.search(row.kinds, place):
        shape, last, found = _first_read(row, match, published)
        first = match.start()
        if found is None:
            place = first + 1
            continue
        place = last
        found, opened = _following(found, opened), found
        first, last = _trimmed(row, shape, first, last)
        start, end = row.atoms[first].start, row.atoms[last - 1].end
        if shape == "later" and row.kinds[last - 1] == "k":
            end = row.passage.ends[row.atoms[last - 1].token]
        yield DateFact(
            kind=FactKind.DATE,
            start=start,
            end=end,
            text=row.passage.text[start:end],
            confidence=found.basis.confidence,
            rule=found.basis.rule,
            start_date=found.start,
            end_date=found.end,
            reason=found.reason,
        )


def _first_read(row: Row, match: re.Match[str], published: Published) -> tuple[str, int, Found | None]:
    """The first shape at a place that is a date: its name, its end and its reading."""
    first, last = match.span()
    shape = match.lastgroup or ""
    found = _read(row, shape, first, last, published)
    if found is None:
        for other, pattern in other_shapes("month_first" in row.words.habits, shape):
            again = pattern.match(row.kinds, first)
            if again and (found := _read(row, other, first, again.end(), published)):
                return other, again.end(), found
    return shape, last, found


def _read(row: Row, shape: str, first: int, last: int, published: Published) -> Found | None:
    if not accepted(shape, row, first, last):
        return None
    cut = Cut(row, first, last, published, "" if _belongs(row, first, last) else cue_before(row, first))
    found = READINGS[shape](cut)
    return None if found is None else _opened(found, shape, cut)


def _following(found: Found, before: Found | None) -> Found:
    """« à partir de lundi et jusqu'à vendredi »: the weekday that closes what the date before opened is after that."""
    if before is None or before.start is None or before.end is not None:
        return found
    if found.basis.rule != "weekday" or found.start is not None or found.end is None:
        return found
    opened, closed = date.fromisoformat(f"{before.start}-01-01"[:10]), date.fromisoformat(found.end)
    weeks = -((closed - opened).days // 7) if closed < opened else 0
    return replace(found, end=(closed + timedelta(weeks=weeks)).isoformat())


def _belongs(row: Row, first: int, last: int) -> bool:
    """Whether a noun follows that the preposition is about: "by Saturday's winners", "after the 2019 election"."""
    named = "month_first" in row.words.habits and row.kinds[first - 1 : first] == "l" and row.kinds[first] in "MmyW"
    return named or row.kinds[last : last + 1] == "'"


def _opened(found: Found, shape: str, cut: Cut) -> Found:
    """With one end open where a preposition says so; to the end of a period by then is to its last day."""
    lead = "b" if shape == "ahead" and cut.kinds[0] == "b" else _LEADS.get(cut.lead, "")
    if not lead or found.end is None or shape in _NEVER_OPEN:
        return found
    if shape in _PERIODS and lead in "sk":
        return found
    if lead in OPEN_START:
        end = last_day(found.end) if found.part == "end" else found.end
        return replace(found, start=None, end=end, notes=(OPEN_START[lead],))
    return found.noted(OPEN_END[lead], end=None)


def _trimmed(row: Row, shape: str, first: int, last: int) -> tuple[int, int]:
    """Without the words that a shape needs and that are no part of the expression."""
    kinds = row.kinds
    while kinds[first] in "Bl" or (shape == "ahead" and kinds[first] in "bitk"):
        first += 1
    while last - first > 1 and kinds[last - 1] in "!,":
        last -= 1
    return first, last
