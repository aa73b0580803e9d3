"""Which of the candidates are the events of an article, and which of them tell of the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.annotate.dates.basis import TODAY
from marsad.annotate.events.candidates import Candidate, candidates
from marsad.annotate.events.days import is_said
from marsad.annotate.events.triggers import Sort
from marsad.annotate.events.view import View
from marsad.annotate.events.where import Spot, crossed, elsewhere
from marsad.model import EventKind

LEAST = 3.25
"""The weight at which the best candidate counts as what the article is about."""
LIGHT = 1.6
"""The same for an article that has none of such weight, in its first paragraphs."""
_EARLY = 2
_BESIDE = 6
_TYPED = frozenset({Sort.NOUN, Sort.VERB})
_LOW = frozenset({Sort.PLAIN, Sort.WEAK})
_MAIN = frozenset({"lead", "plain"})
_RUNNING = frozenset(
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
_LATELY = -14
_LONG_AGO = -31
_LOOSE, _OPENING = 8.0, 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event: its main mention and all that tell of it, with what they come to."""

    main: Candidate
    told: tuple[Candidate, ...]
    kind: EventKind
    place: Spot | None
    start: str | None
    end: str | None
    rule: str


def chosen(view: View) -> list[Chosen]:
    """The events of a text: the one that it is about, then what else is to come on a day of its own."""
    found = candidates(view)
    best = _best(view, found)
    sure = best is not None and best.weight >= LEAST and best.trigger.sort not in _LOW
    rule = "lead" if sure else "plain"
    events = [_event(view, best, found, rule)] if best is not None else []
    for candidate, rule in _further(view, found):
        if not any(_same(view, candidate, event) for event in events):
            events.append(_event(view, candidate, found, rule))
    return events


def _best(view: View, found: Sequence[Candidate]) -> Candidate | None:
    """What the article is about: the candidate with the most weight, or near its opening the best of light ones."""
    able = [one for one in found if _may_lead(view, one)]
    best = max(able, key=lambda one: one.weight, default=None)
    if best is None or best.weight >= LEAST:
        return best
    early = [one for one in able if view.paragraph(view.known.passage.starts[one.begin]) <= _EARLY]
    light = max(early, key=lambda one: one.weight, default=None)
    return light if light is not None and light.weight >= LIGHT else None


def _may_lead(view: View, one: Candidate) -> bool:
    """Whether a candidate has a day of its own, be it one that cannot be told, or is to come in a given month."""
    day = one.day
    if day is None or day.is_limit:
        return False
    if view.quoted[one.trigger.first] or (ends_there(view, one) and _says(view, one, "intake")):
        return False
    if one.trigger.sort is Sort.PLAIN and (not _is_fresh(one) or is_said(view, day, one.begin, one.end)):
        return False
    return day.is_day or day.is_unknown or (one.trigger.sort is Sort.NOUN and bool(one.ahead and one.ahead > 0))


def _is_fresh(one: Candidate) -> bool:
    """Whether a day is told, is not long gone, and is not a "today" that may mean nowadays."""
    return (
        one.ahead is not None and one.ahead >= _LONG_AGO and one.day is not None and one.day.fact.reason != TODAY.reason
    )


def _event(view: View, main: Candidate, found: Sequence[Candidate], rule: str) -> Chosen:
    told = tuple(one for one in found if one is main or _corefers(one, main))
    start, end = main.start, main.stop
    if rule == "end":
        start, end = None, end or start
    elif start == end and (main.trigger.sort is Sort.START or begins_there(view, main)):
        end = None
    if start is not None:
        start, end = _spread(view, main, found, start, end)
        end = end or _closing(view, main, found)
    place = main.place
    if place is None and rule in _MAIN:
        place = next((one.place for one in told if one.place is not None and one.start == start), None)
        alike = (one for one in told if one.start is not None and one.start == start)
        place = place or next((spot for one in alike if (spot := crossed(view, one)) is not None), None)
        place = place or elsewhere(view, main)
    kind = _kind(view, main, told)
    if rule == "start":
        kind = EventKind.PROGRAMME_START
    elif rule == "end" and kind is EventKind.PROGRAMME_START:
        kind = EventKind.CONSULTATION
    return Chosen(main, told, kind, place, start, end, rule)


def _spread(
    view: View, main: Candidate, found: Sequence[Candidate], start: str, end: str | None
) -> tuple[str, str | None]:
    """The dates of a run of days that the article gives elsewhere: an "until" in the sentence, or a longer span."""
    for one in found:
        day = one.day
        if day is None:
            continue
        if day.is_day and day.end is None and _is_word_of(one, main, view) and (day.start or "") < start:
            return str(day.start), None
        if day.end is None or len(day.end) != len(start) or day.end < start:
            continue
        running = main.trigger.kind in _RUNNING and main.trigger.sort in {Sort.NOUN, Sort.START}
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
    if main.trigger.sort is not Sort.NOUN or main.trigger.kind not in _RUNNING:
        return None
    days = (
        one.day for one in found if one.begin >= main.begin and ends_there(view, one) and not _says(view, one, "intake")
    )
    return next((day.end for day in days if day is not None and day.is_day and str(day.start) > str(main.start)), None)


def _is_word_of(one: Candidate, main: Candidate, view: View) -> bool:
    """Whether two candidates are told by the same noun, on the same side of publication."""
    if one.trigger.sort is not Sort.NOUN or main.trigger.sort is not Sort.NOUN:
        return False
    same = set(view.keys[one.trigger.first]) & set(view.keys[main.trigger.first])
    return bool(same) and ((one.ahead or 0) > 0) == ((main.ahead or 0) > 0)


def _corefers(one: Candidate, main: Candidate) -> bool:
    """Whether a candidate tells of the same as another: on the same day, or undated and in a word of its kind."""
    if one.day is None:
        return one.trigger.kind is main.trigger.kind and one.trigger.sort is main.trigger.sort
    if one.day.is_limit:
        return one.begin == main.begin
    if one.day.is_counted or (main.day is not None and main.day.is_counted):
        return one.trigger.kind is main.trigger.kind
    return one.start is not None and one.start == main.start


def _kind(view: View, main: Candidate, told: Sequence[Candidate]) -> EventKind:
    """The kind of the main mention's word, of a noun beside it, or of another word that tells of the same."""
    if main.trigger.sort in _TYPED and main.trigger.kind is not EventKind.OTHER:
        return main.trigger.kind
    first, last = main.trigger.first, main.trigger.last
    near = sorted(
        range(max(main.begin, first - _BESIDE), min(main.end, last + _BESIDE)), key=lambda at: abs(at - first)
    )
    for at in near:
        phrase = view.noun(at)
        if phrase is not None and not _parted(view, at, first):
            return phrase[1]
    if main.trigger.sort in {Sort.START, Sort.END, Sort.WEAK}:
        return main.trigger.kind
    return next((one.trigger.kind for one in told if one.trigger.sort in _TYPED), EventKind.OTHER)


def _parted(view: View, one: int, other: int) -> bool:
    """Whether a comma stands between two tokens."""
    words = view.known.passage.words
    return any(words[at] in ",،;:" for at in range(min(one, other), max(one, other)))


def _further(view: View, found: Sequence[Candidate]) -> Iterator[tuple[Candidate, str]]:
    """What is to come besides, with the rule that tells it."""
    for one in found:
        if one.day is None or view.quoted[one.trigger.first] or one.ahead is None:
            continue
        if one.trigger.sort is Sort.END or one.day.is_limit or ends_there(view, one):
            if one.ahead > 0 and _says(view, one, "intake") and _says(view, one, "end"):
                yield one, "end"
        elif _opens_ahead(view, one):
            yield one, "start"
        elif not one.day.is_day or _is_loose(one) or (one.ahead < _LONG_AGO and one.place is None):
            continue
        elif one.trigger.sort is Sort.NOUN:
            yield one, "noun-dated"
        elif one.trigger.sort is Sort.VERB and (one.ahead > 0 or (one.ahead > _LATELY and one.place is not None)):
            yield one, "verb-dated"
        elif one.trigger.sort is Sort.START and one.ahead > 0 and one.far <= _BESIDE and not _says(view, one, "works"):
            yield one, "start"


def begins_there(view: View, one: Candidate) -> bool:
    """Whether a verb of beginning stands beside the date of a noun for what may run over several days."""
    day = one.day
    if day is None or one.trigger.sort is not Sort.NOUN or one.trigger.kind not in _RUNNING:
        return False
    beside = (*range(max(one.begin, day.first - 4), day.first), *range(day.last + 1, min(one.end, day.last + 3)))
    return any(view.says("begin", at) for at in beside)


def _opens_ahead(view: View, one: Candidate) -> bool:
    """Whether the opening of the article says from which day to come on something holds ("à partir du 4 avril")."""
    day = one.day
    if day is None or not day.is_day or day.end is not None or one.trigger.sort is Sort.NOUN:
        return False
    early = view.paragraph(view.known.passage.starts[one.begin]) <= _EARLY
    return early and bool(one.ahead and one.ahead > 0) and not _says(view, one, "works")


def _is_loose(one: Candidate) -> bool:
    """Whether a date stands far from its word, but for one that opens the sentence."""
    day = one.day
    return one.far > _LOOSE and not (day is not None and day.first - one.begin <= _OPENING and one.place is not None)


def ends_there(view: View, one: Candidate) -> bool:
    """Whether a verb of ending stands right before the date."""
    day = one.day
    return day is not None and any(
        view.says("end", at) and not view.says("begin", at) for at in range(max(one.begin, day.first - 3), day.first)
    )


def _says(view: View, one: Candidate, cue: str) -> bool:
    return any(view.says(cue, at) for at in range(one.begin, one.end))


def _same(view: View, candidate: Candidate, event: Chosen) -> bool:
    """Whether a candidate is an event that was chosen before: on its days, or told by its noun."""
    start, end = event.start, event.end or event.start
    if any(one is candidate for one in event.told) or _is_word_of(candidate, event.main, view):
        return True
    if candidate.start is None or start is None or end is None:
        return False
    return start <= candidate.start <= end
