"""From which day to which something runs, from all that an article says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.annotate.dates.calendar import moved
from marsad.annotate.events.candidates import Candidate
from marsad.annotate.events.triggers import Sort
from marsad.annotate.events.view import View
from marsad.annotate.figures.words import number_parts
from marsad.model import EventKind, Figure

RUNNING = frozenset(
    {
        EventKind.CONFERENCE,
        EventKind.CULTURE,
        EventKind.SPORT,
        EventKind.PROGRAMME_START,
        EventKind.OTHER,
        EventKind.PROTEST,
        EventKind.VOTE,
    }
)
"""What may run over several days."""
_DAYS = {"day": 1, "hour": 1 / 24, "week": 7}
_LASTING = RUNNING | {EventKind.VISIT, EventKind.MEETING}
_BEGUN = RUNNING | {EventKind.VISIT}
_OPENED_FOR = RUNNING | {EventKind.OPENING}
_LONGEST, _LONGEST_RUN = 31, 120
_APART = ("apart", "after", "before")
_BEFORE, _OPENED, _CLOSES = 5, 5, 4


def run_of(
    view: View, main: Candidate, found: Sequence[Candidate], start: str, end: str | None
) -> tuple[str | None, str | None]:
    """The first and last day of an event whose main mention gives ``start`` and ``end``.

    Where the mention says that it closed then, the first day is the one on which another sentence says that it opened,
    or is counted back from how long it lasted; null where nothing tells. What began then ends by such a length, or on
    the day of a later "closes on".
    """
    if start == end and _ceased(view, main):
        return _opened(view, main, found, start), end
    begun = main.trigger.sort is Sort.START or begins_there(view, main) or _opens_there(view, main)
    if start == end and not begun and closed_there(view, main):
        return _opened(view, main, found, start), start
    if start == end and begun:
        end = None
    start, end = _spread(view, main, found, start, end)
    if end is not None and start != end:
        return start, end
    lasts = _length(view, main) if main.trigger.sort in {Sort.NOUN, Sort.VERB} else None
    if lasts is not None:
        return start, _day(start, lasts - 1)
    end = end or _ended(view, main, found, start) or _closing(view, main, found)
    return start, end


def _spread(
    view: View, main: Candidate, found: Sequence[Candidate], start: str, end: str | None
) -> tuple[str, str | None]:
    """The dates of a run of days that the article gives elsewhere: an "until" in the sentence, or a longer span."""
    for one in found:
        day = one.day
        if day is None:
            continue
        if day.is_day and day.end is None and is_word_of(one, main, view) and (day.start or "") < start:
            return str(day.start), None
        if day.end is None or len(day.end) != len(start) or day.end < start:
            continue
        running = main.trigger.kind in _OPENED_FOR and main.trigger.sort in {Sort.NOUN, Sort.START}
        if day.is_limit and one.begin == main.begin and running:
            return start, day.end
        if (
            one.trigger.kind is main.trigger.kind
            and day.start is not None
            and day.start < day.end
            and day.start <= start
        ):
            return day.start, day.end
    return start, end


def _closing(view: View, main: Candidate, found: Sequence[Candidate]) -> str | None:
    """The last day of what begins on a day, from a sentence that says when it closes."""
    if main.trigger.sort is not Sort.NOUN or main.trigger.kind not in _BEGUN:
        return None
    days = (
        one.day
        for one in found
        if one.begin >= main.begin
        and (ends_there(view, one) or closed_there(view, one))
        and not says(view, one, "intake")
    )
    return next((day.end for day in days if day is not None and day.is_day and str(day.start) > str(main.start)), None)


def _opened(view: View, main: Candidate, found: Sequence[Candidate], last: str) -> str | None:
    """The first day of what closed on a day: of a span that ends then, of an opening before, or by its length."""
    for one in found:
        day = one.day
        if day is not None and day.is_day and day.start is not None and day.end == last and day.start < last:
            return day.start
    first = _day(last, -_LONGEST_RUN)
    for one in found:
        day = one.day
        if day is None or not day.is_day or not first <= str(day.start) < last:
            continue
        if day.end is None and is_word_of(one, main, view):
            return day.start
        beside = range(max(one.begin, day.first - _OPENED), min(one.end, day.last + 3))
        if any(view.says("opened", at) for at in beside):
            return day.start
    lasts = _length(view, main) or _lasted(view, main)
    return _day(last, 1 - lasts) if lasts is not None and main.trigger.kind is not EventKind.PROTEST else None


def _ended(view: View, main: Candidate, found: Sequence[Candidate], start: str) -> str | None:
    """The day of the clause that ends what began on another: "signed on Sunday, ending a strike that began …"."""
    at = main.trigger.first
    if not any(view.says("ending", token) for token in range(max(main.begin, at - 4), at)):
        return None
    beside = (one.start for one in found if one.begin == main.begin and one is not main and one.day is not None)
    return next((day for day in beside if day is not None and len(day) == len(start) and day > start), None)


def _ceased(view: View, main: Candidate) -> bool:
    """Whether a date is the one on which what runs was brought to an end: "called off a four-day strike on Sunday"."""
    at = main.trigger.first
    if main.trigger.sort is not Sort.NOUN or main.trigger.kind is not EventKind.PROTEST or begins_there(view, main):
        return False
    day = main.day
    if day is None or any(
        view.says("opened", token) for token in range(max(main.begin, day.first - _OPENED), day.first)
    ):
        return False
    return any(view.says("ending", token) for token in range(max(main.begin, at - _BEFORE), at))


def _length(view: View, main: Candidate) -> int | None:
    """How many days the words beside a noun of the event's kind say: "grève de deux jours", "a three-day visit"."""
    for figure, first, _ in _lengths(view, main.begin, main.end):
        if any(_is_of(view, main, at) for at in range(max(main.begin, first - _BEFORE), first)):
            return _whole(figure)
    for at in range(max(main.begin, main.trigger.first - _BEFORE), main.end - 1):
        number, _, unit = view.keys[at][0].partition("-")
        if unit == "day" and any(_is_of(view, main, noun) for noun in range(at + 1, min(main.end, at + 4))):
            parts = () if number.isdigit() else number_parts("en", number)
            value = int(number) if number.isdigit() else int(parts[0].value) if parts else 0
            return value or None
    return None


def _is_of(view: View, main: Candidate, token: int) -> bool:
    """Whether a noun for an event at a token is the event's own, or one of its kind beside its verb."""
    if main.trigger.first <= token <= main.trigger.last and main.trigger.sort is Sort.NOUN:
        return main.trigger.kind in _LASTING
    noun = view.noun(token)
    return noun is not None and noun[1] is main.trigger.kind and noun[1] in _LASTING


def _lasted(view: View, main: Candidate) -> int | None:
    """How many days the sentence of an end, or the one beside it, says that it lasted: "Dix jours, … a fermé"."""
    sentences = view.known.passage.sentences
    number = next((number for number, one in enumerate(sentences) if one[1] >= main.end), 0)
    for begin, end in (sentences[at] for at in (number, number + 1, number - 1) if 0 <= at < len(sentences)):
        for figure, first, last in _lengths(view, begin, end):
            after = min(last + 1, end - 1)
            apart = view.says("apart", max(first - 1, begin)) or any(view.says(cue, after) for cue in _APART)
            if not apart:
                return _whole(figure)
    return None


def _lengths(view: View, begin: int, end: int) -> Iterator[tuple[Figure, int, int]]:
    """The lengths of time of some tokens that are no part of a date, each with its tokens."""
    passage = view.known.passage
    for figure in view.known.figures_in(passage.starts[begin], passage.ends[end - 1]):
        if figure.unit in _DAYS and _whole(figure) is not None:
            first, last = view.tokens(figure.start, figure.end)
            if not view.dated[first]:
                yield figure, first, last


def _whole(figure: Figure) -> int | None:
    if isinstance(figure.value, str) or figure.unit not in _DAYS:
        return None
    days = figure.value * _DAYS[figure.unit]
    return int(days) if 1 <= days <= _LONGEST and days == int(days) else None


def _day(iso: str, days: int) -> str:
    day = moved(date.fromisoformat(iso), days)
    return day.isoformat() if day is not None else iso


def is_word_of(one: Candidate, main: Candidate, view: View) -> bool:
    """Whether two candidates are told by the same noun, on the same side of publication."""
    if one.trigger.sort is not Sort.NOUN or main.trigger.sort is not Sort.NOUN:
        return False
    same = set(view.keys[one.trigger.first]) & set(view.keys[main.trigger.first])
    return bool(same) and ((one.ahead or 0) > 0) == ((main.ahead or 0) > 0)


def begins_there(view: View, one: Candidate) -> bool:
    """Whether a verb of beginning stands beside the date of a noun for what may run over several days."""
    day = one.day
    if day is None or one.trigger.sort is not Sort.NOUN or one.trigger.kind not in _BEGUN:
        return False
    beside = (*range(max(one.begin, day.first - 4), day.first), *range(day.last + 1, min(one.end, day.last + 3)))
    return any(view.says("begin", at) for at in beside)


def _opens_there(view: View, one: Candidate) -> bool:
    """Whether a participle right before a date says that what runs opened then: "ouverte jeudi, la foire"."""
    day = one.day
    if day is None or one.trigger.sort is not Sort.NOUN or one.trigger.kind not in RUNNING:
        return False
    return any(view.says("opened", at) for at in range(max(one.begin, day.first - 2), day.first))


def closed_there(view: View, one: Candidate) -> bool:
    """Whether the words beside a date say that what a noun for something that runs names was over then."""
    day = one.day
    if day is None or one.trigger.kind not in RUNNING or one.trigger.kind is EventKind.OTHER:
        return False
    if one.trigger.sort is not Sort.NOUN:
        return one.trigger.sort is Sort.VERB and view.says("closed", one.trigger.first)
    beside = (*range(max(one.begin, day.first - 6), day.first), *range(day.last + 1, min(one.end, day.last + 3)))
    governs = range(max(one.begin, one.trigger.first - _CLOSES), one.trigger.first)
    return any(view.says("closed", at) for at in (*beside, *governs))


def ends_there(view: View, one: Candidate) -> bool:
    """Whether a verb of ending stands right before the date; an Arabic adjective of the noun, as in "an open meeting",
    does not end it.
    """
    day, own = one.day, one.trigger.last + 1 if one.trigger.sort is Sort.NOUN and view.lexicon.lang == "ar" else -1
    return day is not None and any(
        view.says("end", at) and not view.says("begin", at) and at != own
        for at in range(max(one.begin, day.first - 3), day.first)
    )


def says(view: View, one: Candidate, cue: str) -> bool:
    """Whether the sentence of a candidate has one of a set of cues."""
    return any(view.says(cue, at) for at in range(one.begin, one.end))
