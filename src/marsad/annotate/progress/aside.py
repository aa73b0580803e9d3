"""What stands between a verb and what it is done to: days, places, and an insertion between commas."""

from __future__ import annotations

from marsad.annotate.commitments.page import COMMAS, Page, Span
from marsad.model import FactKind

_MOST = 3
_INSERTED = 9
_LEAD = 3
_UNTIL = frozenset({"الى", "حتى", "في", "خلال"})
_NEXT = frozenset({"المقبل", "القادم", "المقبله", "القادمه", "الماضي", "الماضيه"})
"""Behind an Arabic noun for a time that no date is read of: إلى الربيع المقبل."""


def behind_asides(page: Page, at: int, stop: int) -> int:
    """The place behind adverbs, days and an insertion: « a inauguré, lundi, le pont », "ha aplazado hasta abril la"."""
    for _ in range(_MOST):
        at = page.after(at, stop)
        if at >= stop:
            return at
        behind = _behind_commas(page, at, stop) if page.folded[at] in COMMAS else _behind_circumstance(page, at, stop)
        if behind == at:
            return at
        at = behind
    return at


def _behind_commas(page: Page, at: int, stop: int) -> int:
    ahead = range(at + 2, min(at + _INSERTED, stop))
    return next((place + 1 for place in ahead if page.folded[place] in COMMAS), at)


def _behind_circumstance(page: Page, at: int, stop: int) -> int:
    first = at
    while first < min(at + _LEAD, stop) and (page.is_in(first, "before_date") or page.is_in(first, "articles")):
        first += 1
    for place in page.mentions(Span(at, min(at + _LEAD, stop - 1)), places=True)[:1]:
        led = page.is_in(at, "at") or page.folded[at].startswith("ب")
        if place.kind is FactKind.PLACE and led and page.known.token_at(place.start) <= at + 1:
            return page.token_before(place.end) + 1
    for date in page.known.dates_in(page.passage.starts[at], page.passage.ends[stop - 1])[:1]:
        if page.known.token_at(date.start) <= first:
            return page.token_before(date.end) + 1
    return at + 3 if page.folded[at] in _UNTIL and page.folded[at + 2 : at + 3] and page.folded[at + 2] in _NEXT else at
