"""What each sentence tells of as happening, with its day and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from marsad.annotate.events.days import Day, adjourned, dateline_day, days_of, governed, in_tense, is_said
from marsad.annotate.events.triggers import Sort, Trigger, triggers
from marsad.annotate.events.view import View
from marsad.annotate.events.where import Spot, place_of
from marsad.model import EventKind, FactKind

_DAY = len("2025-07-01")
_OLD, _AGED = -10, -31
_NEAR_DATE, _UNKNOWN_DATE, _COUNTED_DATE, _LATER_DATE, _VAGUE_DATE, _OLD_DATE = 2.5, 2.0, 1.6, 1.2, 0.4, 0.2
_PLACED, _OPENS, _PARAGRAPH, _QUOTED, _SAID, _EARLIER, _FAR_WORD = 0.8, 0.6, 0.4, 4.0, 2.2, 1.5, 0.06
_LAST_PARAGRAPH, _LATER, _LATER_PLAIN = 6, 2.2, 0.8
_SENTENCE = 5
_BESIDE, _APART, _BEFORE = 3.0, 4.0, 5
_BY_DATELINE = 10.0
_BACKGROUND = frozenset({EventKind.PROGRAMME_START, EventKind.CULTURE, EventKind.CONFERENCE})
_TRAVELS, _PERSONAL, _SUBJECT = frozenset({EventKind.OTHER, EventKind.VISIT}), 1.5, 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a sentence (tokens ``begin:end``) may tell of. ``weight`` says how likely the article is about it,
    ``far`` how loosely its date hangs on its word;
    ``ahead`` is how many days after publication it begins, null where that is not known;
    ``is_personal`` for what one person did who is named without an office.
    """

    begin: int
    end: int
    trigger: Trigger
    day: Day | None
    place: Spot | None
    weight: float
    far: float
    ahead: int | None
    is_personal: bool

    @property
    def start(self) -> str | None:
        """The date on which it begins."""
        return self.day.start if self.day else None

    @property
    def stop(self) -> str | None:
        """The date on which it ends."""
        return self.day.end if self.day else None


def candidates(view: View) -> list[Candidate]:
    """The candidates of a text, in its order."""
    return [one for begin, end in view.known.passage.sentences for one in _in_sentence(view, begin, end)]


def _in_sentence(view: View, begin: int, end: int) -> Iterator[Candidate]:
    dateline = view.datelines.get(view.paragraph(view.known.passage.starts[begin]))
    if dateline is not None:
        begin = max(begin, view.known.token_at(dateline[0]))
    if begin >= end:
        return
    found = triggers(view, begin, end)
    days = days_of(view, begin, end)
    if not found and not days:
        return
    for given, pair in _paired(view, days, found, begin, end):
        if pair is None and end - begin < _SENTENCE + given.last - given.first:
            continue
        later = adjourned(view, given, found)
        if later is not None:
            told = _candidate(view, (begin, end), *later, 0.0)
            yield replace(told, weight=told.weight - _EARLIER)
            continue
        day = given if pair is None else in_tense(view, given, pair[0])
        trigger, far = pair or (Trigger(given.first, given.last, Sort.PLAIN, EventKind.OTHER), 0.0)
        yield _candidate(view, (begin, end), trigger, day, far)
    sent = dateline_day(view, begin) if not days else None
    for trigger in found if not days else ():
        if trigger.sort in {Sort.NOUN, Sort.VERB}:
            yield _candidate(view, (begin, end), trigger, sent, _BY_DATELINE if sent else 0.0)


def _paired(
    view: View, days: Sequence[Day], found: Sequence[Trigger], begin: int, end: int
) -> Iterator[tuple[Day, tuple[Trigger, float] | None]]:
    """The days of a sentence, each with its trigger; a noun that has a day right beside it takes no far one as well:
    "suspended since the storm of 14 January, work resumed on Monday".
    """
    pairs = [(day, governed(view, day, found, begin, end)) for day in days]
    for day, pair in pairs:
        if pair is not None and pair[0].sort is Sort.NOUN and not _runs(view, day, begin, end):
            nearest = min(other[1] for _, other in pairs if other is not None and other[0] is pair[0])
            if nearest <= _BESIDE and pair[1] - nearest >= _APART:
                yield day, governed(view, day, [one for one in found if one is not pair[0]], begin, end)
                continue
        yield day, pair


def _runs(view: View, day: Day, begin: int, end: int) -> bool:
    """Whether the words beside a day say that something began, closed or lasts until then."""
    near = (*range(max(begin, day.first - _BEFORE), day.first), *range(day.last + 1, min(end, day.last + 3)))
    return day.is_limit or any(view.says(cue, at) for at in near for cue in ("begin", "opened", "closed", "end"))


def _candidate(view: View, sentence: tuple[int, int], trigger: Trigger, day: Day | None, far: float) -> Candidate:
    place = place_of(view, sentence, trigger, day)
    ahead = _ahead(day, view.today)
    weight = trigger.strength + _of_date(day, ahead) + _PLACED * (place is not None) - _FAR_WORD * far
    number = view.paragraph(view.known.passage.starts[trigger.first])
    weight -= _PARAGRAPH * min(_LAST_PARAGRAPH, max(0, number - 1))
    if number > 0 and ahead is not None and ahead > 0:
        weight -= _LATER if trigger.sort in {Sort.NOUN, Sort.VERB} else _LATER_PLAIN
    weight += _OPENS * (day is not None and _is_first(view, sentence[0]))
    weight -= _QUOTED * view.quoted[trigger.first]
    if day is not None and trigger.sort is not Sort.NOUN and is_said(view, day, *sentence):
        weight -= _SAID
    if day is not None and (ahead or 0) < 0 and trigger.kind in _BACKGROUND and _began(view, day, sentence[0]):
        weight -= _EARLIER
    personal = trigger.kind in _TRAVELS and _by_person(view, sentence[0], trigger)
    weight -= _PERSONAL * personal
    if _is_earlier(view, sentence, trigger):
        weight -= _EARLIER
    return Candidate(*sentence, trigger, day, place, weight, far, ahead, personal)


def _began(view: View, day: Day, begin: int) -> bool:
    """Whether the words right before a date say that something began then, which tells of the past of what runs."""
    return any(view.says("opened", at) for at in range(max(begin, day.first - 2), day.first))


def _by_person(view: View, begin: int, trigger: Trigger) -> bool:
    """Whether the subject of a verb is one person named without an office: "Lina Arráez landed on Monday in …"."""
    passage, verb = view.known.passage, trigger.first
    if trigger.sort is not Sort.VERB:
        return False
    names = view.known.mentions_in(passage.starts[begin], passage.starts[verb])
    if len(names) != 1 or names[0].kind is not FactKind.PERSON:
        return False
    first, last = view.tokens(names[0].start, names[0].end)
    return first - begin <= 1 and verb - last <= _SUBJECT


def _is_first(view: View, begin: int) -> bool:
    """Whether a sentence opens the text, but for a dateline."""
    dateline = view.datelines.get(0)
    return begin <= (view.known.token_at(dateline[0]) if dateline else 0)


def _ahead(day: Day | None, today: date | None) -> int | None:
    stated = (day.start or day.end) if day is not None else None
    if today is None or stated is None or len(stated) < _DAY:
        return None
    return (date.fromisoformat(stated) - today).days


def _of_date(day: Day | None, ahead: int | None) -> float:
    if day is None:
        return 0.0
    if day.is_unknown:
        return _UNKNOWN_DATE
    if day.is_day:
        if day.is_counted:
            return _COUNTED_DATE
        if ahead is None or ahead >= _OLD:
            return _NEAR_DATE
        return _LATER_DATE if ahead >= _AGED else _OLD_DATE
    return _VAGUE_DATE


def _is_earlier(view: View, sentence: tuple[int, int], trigger: Trigger) -> bool:
    """Whether a verb is in the past perfect, which tells what was before."""
    near = range(max(sentence[0], trigger.first - 3), trigger.first)
    return trigger.sort is not Sort.NOUN and any(view.says("past_perfect", at) for at in near)
