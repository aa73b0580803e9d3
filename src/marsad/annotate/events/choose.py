"""Which of the candidates are the events of an article, and which of them tell of the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.annotate.dates.basis import TODAY
from marsad.annotate.events.candidates import Candidate, candidates
from marsad.annotate.events.days import has_past, in_future, is_said
from marsad.annotate.events.runs import closed_there, ends_there, is_word_of, run_of, says
from marsad.annotate.events.triggers import Sort
from marsad.annotate.events.view import View
from marsad.annotate.events.where import Spot, crossed, elsewhere, only_town
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
_TOLD = frozenset({"noun-dated", "verb-dated"})
_LOCAL = frozenset({EventKind.DISASTER, EventKind.ACCIDENT, EventKind.PROTEST, EventKind.CULTURE})
_SESSIONS = frozenset({EventKind.MEETING, EventKind.VOTE, EventKind.ANNOUNCEMENT})
_GRAVE = frozenset(
    {
        EventKind.DISASTER,
        EventKind.ACCIDENT,
        EventKind.CRIME,
        EventKind.PROTEST,
        EventKind.SIGNING,
        EventKind.OPENING,
        EventKind.COURT,
        EventKind.VOTE,
    }
)
"""What is an event of its own beside the one that an article is about, though no place is named."""
_CALLS = frozenset({EventKind.VISIT, EventKind.MEETING})
_APART = (_GRAVE | {EventKind.MEETING}) - {EventKind.OPENING}
"""What is an event of its own though it falls within the days of another."""
_BESIDE_IT, _A_YEAR, _TEN_YEARS = 4.0, -365, -3650
_LATELY, _SOON = -14, 60
_LONG_AGO = -31
_LOOSE, _OPENED_BY, _OPENED_FAR, _OPENING = 8.0, 14.0, 26.0, 3


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
            event = _event(view, candidate, found, rule)
            events.append(_at_run(event, events[0]) if events else event)
    return events


def _at_run(event: Chosen, main: Chosen) -> Chosen:
    """An event with the place of the main one within whose run of days it falls, where none is said; so has a visit."""
    if event.place is None and event.kind is EventKind.VISIT and event.rule in _TOLD and not event.main.is_personal:
        return replace(event, place=main.place)
    if event.place is not None or None in {event.start, main.start, main.end}:
        return event
    within = main.start != main.end and str(main.start) <= str(event.start) <= str(main.end)
    return replace(event, place=main.place) if within else event


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
    if view.quoted[one.trigger.first] or (ends_there(view, one) and says(view, one, "intake")):
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
    elif start is not None:
        start, end = run_of(view, main, found, start, end)
    place = main.place
    if place is None and (rule in _MAIN or _is_local(view, main)):
        place = next((one.place for one in told if one.place is not None and one.start == main.start), None)
        alike = (one for one in told if one.start is not None and one.start == main.start)
        place = place or next((spot for one in alike if (spot := crossed(view, one)) is not None), None)
        place = place or elsewhere(view, main)
    elif place is None and (main.ahead or 0) <= 0:
        place = only_town(view)
    kind = _kind(view, main, told)
    if rule == "start" and place is not None and not _beside(view, main, place):
        place = None
    if rule == "start":
        kind = EventKind.PROGRAMME_START
    elif rule == "end" and kind is EventKind.PROGRAMME_START:
        kind = EventKind.CONSULTATION
    elif kind is EventKind.PROGRAMME_START and closed_there(view, main):
        kind = EventKind.OTHER
    return Chosen(main, told, kind, place, start, end, rule)


def _beside(view: View, one: Candidate, place: Spot) -> bool:
    """Whether a place stands in the clause of the day on which a programme starts, near its date or its word."""
    first, last = view.tokens(place.start, place.end)
    anchors = [(one.trigger.first, one.trigger.last), *([(one.day.first, one.day.last)] if one.day else [])]
    near = min(anchors, key=lambda anchor: max(first - anchor[1], anchor[0] - last))
    gap = range(near[1] + 1, first) if first > near[1] else range(last + 1, near[0])
    return len(gap) <= _BESIDE and not any(view.known.passage.words[at] in ",،;:" for at in gap)


def _is_local(view: View, one: Candidate) -> bool:
    """Whether something happens in the town that the article is about where nothing else is said: floods, strikes, the
    session of a council, a find.
    """
    if view.says("finds", one.trigger.first):
        return True
    if one.trigger.kind in _LOCAL and not one.trigger.light:
        return True
    if one.trigger.kind is EventKind.OTHER and one.trigger.sort is Sort.NOUN:
        return (one.ahead or 0) < 0
    return one.trigger.kind in _SESSIONS and says(view, one, "council")


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
            if one.ahead > 0 and says(view, one, "intake") and says(view, one, "end"):
                yield one, "end"
            elif one.trigger.sort is Sort.END and one.day.is_day and _will(view, one):
                yield one, "plain"
        elif _opens_ahead(view, one):
            yield one, "start"
        elif not one.day.is_day or _is_loose(one) or (_is_gone(one) and not _is_find(view, one)):
            continue
        elif one.trigger.sort is Sort.NOUN:
            if one.far <= _BESIDE_IT or not is_said(view, one.day, one.begin, one.end):
                yield one, "noun-dated"
        elif one.trigger.sort is Sort.VERB and (one.ahead > 0 or _happened(view, one)):
            yield one, "verb-dated"
        elif one.trigger.sort is Sort.PLAIN and (_will(view, one) or _came_first(view, one)):
            yield one, "plain"
        elif one.trigger.sort is Sort.WEAK and _is_announced(view, one):
            yield one, "noun-dated"
        elif one.trigger.sort is Sort.START and one.ahead > 0 and one.far <= _BESIDE and not says(view, one, "works"):
            yield one, "start"


def _is_gone(one: Candidate) -> bool:
    """Whether something is too long ago, but for what a noun right beside its date names within a year."""
    ago = one.ahead or 0
    named = one.trigger.sort is Sort.NOUN or (one.trigger.sort is Sort.VERB and not one.trigger.light)
    beside = named and one.trigger.kind in _GRAVE and one.far <= _BESIDE_IT
    return ago < (_A_YEAR if beside else _LONG_AGO) and (one.place is None or ago < _A_YEAR)


def _is_find(view: View, one: Candidate) -> bool:
    """Whether a word of finding stands right beside its date, which is told years later too: "found on 6 May 2023"."""
    return view.says("finds", one.trigger.first) and one.far <= _BESIDE_IT and (one.ahead or 0) > _TEN_YEARS


def _happened(view: View, one: Candidate) -> bool:
    """Whether a verb tells of something of its own that lately happened: at a place, of a grave kind, or in session; a
    find also long ago.
    """
    if _is_find(view, one):
        return (one.ahead or 0) < 0
    if one.is_personal or one.ahead is None or one.ahead <= (_A_YEAR if one.far <= _BESIDE_IT else _LATELY):
        return False
    if one.place is not None and one.ahead > _LATELY:
        return True
    if one.trigger.light:
        return False
    if _is_shown(view, one):
        return True
    opens = one.trigger.first == one.begin and one.trigger.kind is EventKind.ANNOUNCEMENT
    calls = one.trigger.kind in _CALLS and one.ahead > _LATELY
    sits = one.trigger.kind in _SESSIONS and says(view, one, "council")
    return one.trigger.kind in _GRAVE or opens or calls or sits


def _is_shown(view: View, one: Candidate) -> bool:
    """Whether the opening of an article says that something was presented or approved on a day lately gone."""
    early = view.paragraph(view.known.passage.starts[one.begin]) <= _EARLY
    shown = one.trigger.kind is EventKind.ANNOUNCEMENT and one.far <= _BESIDE_IT
    return early and shown and (one.ahead or 0) > _LATELY


def _will(view: View, one: Candidate) -> bool:
    """Whether a verb of the future tells of a day soon to come: "il tranchera le 2 avril"."""
    if one.day is None or one.ahead is None or not 0 < one.ahead <= _SOON or says(view, one, "works"):
        return False
    near = range(max(one.begin, one.day.first - _BESIDE), one.day.first)
    awaited = one.place is not None and any(view.says("awaited", at) for at in near)
    return awaited or any(in_future(view, at) for at in near)


def _came_first(view: View, one: Candidate) -> bool:
    """Whether the first paragraph tells of a day lately gone in a verb of the past, whatever it means."""
    day = one.day
    if day is None or one.ahead is None or not _LATELY < one.ahead < 0 or is_said(view, day, one.begin, one.end):
        return False
    first = view.paragraph(view.known.passage.starts[one.begin]) == 0
    return first and _is_fresh(one) and has_past(view, day, one.begin, one.end)


def _is_announced(view: View, one: Candidate) -> bool:
    """Whether a noun is told as announced on a day: "the investment announced on 17 November had …"."""
    day, at = one.day, one.trigger.last
    if day is None or not 0 < day.first - at <= 3 or at <= one.begin + 1:
        return False
    if view.lexicon.lang == "en":
        behind = min(day.last + 1, one.end - 1)
        return view.says("auxiliary", behind) and any(view.says("article", near) for near in range(at - 4, at))
    near = range(max(one.begin, at - 3), at)
    return view.says("announced", at) and not any(view.says("auxiliary", token) for token in near)


def _opens_ahead(view: View, one: Candidate) -> bool:
    """Whether the opening of the article says from which day to come on something holds ("à partir du 4 avril")."""
    day = one.day
    if day is None or not day.is_day or day.end is not None or one.trigger.sort is Sort.NOUN:
        return False
    early = view.paragraph(view.known.passage.starts[one.begin]) <= _EARLY
    return early and bool(one.ahead and one.ahead > 0) and not says(view, one, "works")


def _is_loose(one: Candidate) -> bool:
    """Whether a date stands far from its word, but for one that opens the sentence."""
    day = one.day
    opens = day is not None and day.first - one.begin <= _OPENING
    told = one.trigger.sort is Sort.VERB and one.trigger.kind in _GRAVE and not one.trigger.light
    reach = _OPENED_FAR if told else _OPENED_BY
    return one.far > _LOOSE and not (opens and (one.place is not None or one.far <= reach))


def _tells_of_start(view: View, one: Candidate, event: Chosen) -> bool:
    """Whether a noun of an event's kind with a day gone says when that began: "the trial had begun on 14 May"."""
    day = one.day
    if day is None or one.trigger.sort is not Sort.NOUN or one.trigger.kind is not event.kind or (one.ahead or 0) >= 0:
        return False
    lately = (event.start or event.end or "") >= (one.start or "")
    cues = ("begin", "opened")
    return lately and any(view.says(cue, at) for cue in cues for at in range(max(one.begin, day.first - 2), day.first))


def _same(view: View, candidate: Candidate, event: Chosen) -> bool:
    """Whether a candidate is an event that was chosen before: on its days, or told by its noun."""
    start, end = event.start or event.end, event.end or event.start
    alike = candidate.trigger.sort is Sort.NOUN and candidate.trigger.first == event.main.trigger.first
    if alike or any(one is candidate for one in event.told) or is_word_of(candidate, event.main, view):
        return True
    if _tells_of_start(view, candidate, event):
        return True
    if candidate.start is None or start is None or end is None:
        return False
    calls = candidate.trigger.kind is EventKind.VISIT and candidate.trigger.sort is Sort.VERB
    apart = candidate.trigger.kind in _APART and candidate.trigger.kind is not event.kind
    if start < end and (apart or calls):
        return False
    return start <= candidate.start <= end
