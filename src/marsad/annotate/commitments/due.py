"""By when, and how much: the dates and figures of a commitment's own words."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from typing import NamedTuple

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.page import COMMAS, Page
from marsad.model import DateFact, Detail, DetailRole

_LONGEST_LEAD = 6
_INSERTED = 8
_PART = 3
"""So many words tell a part that a deadline is for: ", the first before 31 December"."""
_MONTH = len("2025-09")


class Due(NamedTuple):
    """A date with the words before it that make it one by which ("before the end of"): tokens ``first`` to ``last``.

    ``deadline``: it says by when rather than when.
    """

    value: str
    first: int
    last: int
    deadline: bool


def due_of(page: Page, bond: Bond) -> Due | None:
    """The date by which, or else at which, a deed is to be done: of those in its words the first by which."""
    start, end = page.passage.starts[bond.start], page.passage.ends[bond.stop]
    found = [due for date in page.known.dates_in(start, end) if (due := _due(page, date, bond))]
    return next((due for due in found if due.deadline), found[0] if found else None)


def behind_comma(page: Page, bond: Bond, stop: int) -> int:
    """The end of a commitment whose date stands behind a comma ("300 homes, by 2028") or behind an insertion."""
    at = bond.stop + 1
    if at + 1 >= stop or page.folded[at] not in COMMAS:
        return bond.stop
    closing = next((place for place in range(at + 2, min(at + _INSERTED, stop)) if page.folded[place] in COMMAS), at)
    for date in page.known.dates_in(page.passage.starts[at], page.passage.ends[stop - 1])[:1]:
        due = _due(page, date, bond)
        if due is None:
            continue
        between = page.folded[at + 1 : due.first]
        fixed = bool(between) and any(
            page.is_in(at + ahead, "set_for") for ahead in (1, 2)
        )  # « dès l'ouverture, fixée au 2 mars »
        near = (due.deadline or fixed) and len(between) < _PART and COMMAS.isdisjoint(between)
        if near or (closing > at and due.first == closing + 1):
            return due.last
    return bond.stop


def _due(page: Page, date: DateFact, bond: Bond) -> Due | None:
    if date.end_date is None and date.start_date is None:
        return None
    deadline = date.start_date is None
    last_day = _last_day(date)
    value = _to_come(date, last_day or date.end_date or date.start_date or "", page.known.published)
    if _is_past(value, page.known.published, deadline=deadline):
        return None
    first, last = page.known.token_at(date.start), bisect_right(page.passage.starts, date.end - 1) - 1
    if (
        not deadline
        and bond.start < first < bond.deed
        and first - bond.start > 1
        and not bond.impersonal
        and bond.rule != "said"
    ):
        return None  # a day on which it was promised
    while first > bond.start and last - first < _LONGEST_LEAD + 3 and page.is_in(first - 1, "before_date"):
        first -= 1
    until = any(page.is_in(at, "until") for at in range(max(bond.deed, first - 2), last))
    return Due(value, first, last, deadline or until or last_day is not None)


def _last_day(date: DateFact) -> str | None:
    """The last day of several months, such as a quarter; null for other dates."""
    if date.start_date is None or date.end_date is None or date.start_date == date.end_date:
        return None
    if len(date.start_date) != _MONTH or len(date.end_date) != _MONTH:
        return None
    year, month = int(date.end_date[:4]), int(date.end_date[5:])
    return f"{date.end_date}-{monthrange(year, month)[1]}"


def _to_come(date: DateFact, value: str, published: str | None) -> str:
    """A date whose words give no year, which may have been read as past, as the next such date: promises look ahead."""
    told = any(char.isdigit() for char in date.text) or len(value) == _MONTH
    if published is None or not told or value[:4] in date.text or not value < published[: len(value)]:
        return value
    return f"{int(value[:4]) + 1}{value[4:]}"


def _is_past(value: str, published: str | None, *, deadline: bool) -> bool:
    """Whether a date is over by the day of publication; without such a day only deadlines count."""
    if published is None:
        return not deadline
    length = min(len(value), len(published), 10)
    if value[:length] < published[:length]:
        return True
    return length == 10 and value[:10] == published[:10]


def due_detail(page: Page, due: Due) -> Detail:
    """The detail of a date by which."""
    start, end = page.passage.starts[due.first], page.passage.ends[due.last]
    return Detail(role=DetailRole.DUE, start=start, end=end, text=page.passage.text[start:end], value=due.value)


def amounts(page: Page, start: int, end: int) -> list[Detail]:
    """The details of the figures in a span of code points."""
    return [
        Detail(
            role=DetailRole.AMOUNT,
            start=figure.start,
            end=figure.end,
            text=figure.text,
            value=f"{figure.value} {figure.unit}",
        )
        for figure in page.known.figures_in(start, end)
        if not isinstance(figure.value, str)
    ]
