"""The days that a sentence gives, and which of its words each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from marsad.annotate.dates.basis import (
    NO_DATE,
    OPEN_START,
    RELATIVE,
    TOLD_ELSEWHERE,
    WEEKDAY,
    WEEKDAY_COMING,
    WEEKDAY_NEAREST,
    WEEKDAY_NUMBERED,
    WEEKDAY_SAID,
)
from marsad.annotate.dates.calendar import moved
from marsad.annotate.events.triggers import Sort, Trigger, heads
from marsad.annotate.events.view import View
from marsad.annotate.figures.lexicon import lexicon_of as figure_lexicon_of
from marsad.annotate.figures.words import numeral_at
from marsad.model import DateFact

_DAY = len("2025-07-01")
_REACH, _CLOSE = 6, 4
_FAR, _CLAUSE = 40.0, 10
_COMMA, _BREAK, _SPEECH, _OPENS = 2, 8, 7, 6
_BREAKS = frozenset(';:؛–—()«»“”"')
_COMMAS = frozenset(",،")
_MOST_COUNTED = 60
_SHIFTS = {"day_before": -1, "day_after": 1, "same_day": 0}
_RUNS = ("begin", "closed")
_OBJECT = 5
_MOVED, _LEAP = 14, "02-29"
_VERB_REACH, _WEEK, _HELD = 3, 7, 6
_PASSIVE = frozenset(
    {"s'", "se", "été", "être", "est", "sera", "seront", "fue", "fueron", "será", "was", "were", "been", "be", "is"}
)
_FUTURE = {"fr": ("era", "eront", "ira", "iront", "dra", "dront", "ura", "uront", "rra", "rront"), "es": ("rá", "rán")}
_COMING = ("سي", "ست")
_PARTICIPLE = {"fr": ("é", "ée", "és", "ées", "i", "ie", "u", "ue"), "es": ("ado", "ada", "ados", "adas", "ido", "ida")}
_PAST = {"es": ("ó", "aron", "ieron"), "en": ("ed",)}
_PAST_REACH, _NEAR_VERB = 3, 9
_WEEKDAYS = tuple(basis.reason for basis in (WEEKDAY, WEEKDAY_COMING, WEEKDAY_NEAREST) if basis.reason)
_TOLD = tuple(basis.reason for basis in (WEEKDAY_SAID, WEEKDAY_NUMBERED) if basis.reason)
_OPENING = frozenset('.!?…»”"')


@dataclass(frozen=True, slots=True)
class Day:
    """A date of a sentence: its tokens, and what it comes to, null where that is not known or open.

    ``is_counted`` where it was counted from another day, ``is_period`` where its words name a longer time
    ("this year").
    """

    fact: DateFact
    first: int
    last: int
    start: str | None
    end: str | None
    is_counted: bool = False
    is_period: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one day, or a run of days, whose beginning is known."""
        return self.start is not None and len(self.start) == _DAY and not self.is_week

    @property
    def is_week(self) -> bool:
        """Whether it is a whole week ("next week"), which gives no day."""
        if self.fact.rule != RELATIVE.rule or not self.start or not self.end or self.start == self.end:
            return False
        return len(self.end) == _DAY and _shifted(self.start, _WEEK - 1) == self.end

    @property
    def is_unknown(self) -> bool:
        """Whether words give a day that cannot be told ("yesterday" on a page without a date)."""
        return self.start is None and self.end is None and self.fact.reason == NO_DATE.reason and not self.is_period

    @property
    def is_limit(self) -> bool:
        """Whether it gives an end only ("until 5 May"), and is not the day by which something is to be done."""
        return self.start is None and self.end is not None and OPEN_START["u"] in (self.fact.reason or "")


def days_of(view: View, begin: int, end: int) -> list[Day]:
    """The dates of the tokens ``begin:end`` in their order, without those of a dateline; of a weekday with its date
    behind it ("jeudi et vendredi 20 et 21 novembre") the date only.
    """
    passage = view.known.passage
    start, stop = passage.starts[begin], passage.ends[end - 1]
    dateline = view.datelines.get(view.paragraph(start))
    found: list[Day] = []
    for fact in view.known.dates_in(start, stop):
        if dateline is not None and fact.end <= dateline[0]:
            continue
        first, last = view.tokens(fact.start, fact.end)
        if found and found[-1].last + 1 == first and (found[-1].fact.reason or "").startswith(_WEEKDAYS):
            found.pop()
        period = any(view.says("period", at) for at in range(first, last + 1))
        found.append(Day(fact, first, last, fact.start_date, fact.end_date, is_period=period))
    return [_told_before(view, _counted(view, _until(view, day), found)) for day in found]


def _told_before(view: View, day: Day) -> Day:
    """The day of "the same day", "la veille", "al día siguiente": the one told last before, moved by what it says."""
    if day.fact.reason != TOLD_ELSEWHERE.reason or day.start is not None or day.is_period:
        return day
    said = range(day.first, day.last + 1)
    shift = next((days for cue, days in _SHIFTS.items() if any(view.says(cue, at) for at in said)), None)
    told = (one for one in view.known.dates if one.end <= day.fact.start and len(one.start_date or "") == _DAY)
    before = [one for one in told if not _is_background(view, one)]
    near = before and view.paragraph(day.fact.start) - view.paragraph(before[-1].start) <= 1
    if shift is None or not near:
        return day
    counted = _shifted(before[-1].start_date, shift)
    return replace(day, start=counted, end=counted)


def _is_background(view: View, fact: DateFact) -> bool:
    """Whether a verb in the past perfect right before a date tells what was before."""
    first = view.known.token_at(fact.start)
    return any(view.says("past_perfect", at) for at in range(max(0, first - _PAST_REACH - 1), first))


def dateline_day(view: View, begin: int) -> Day | None:
    """The day of a dateline, for a sentence that opens behind it (at a token) and gives none."""
    number = view.paragraph(view.known.passage.starts[begin])
    dateline = view.datelines.get(number)
    if dateline is None or view.known.token_at(dateline[0]) != begin:
        return None
    facts = view.known.dates_in(view.paragraphs[number], dateline[0])
    days = (Day(one, *view.tokens(one.start, one.end), one.start_date, one.end_date) for one in facts)
    return next((day for day in days if day.is_day), None)


def _until(view: View, day: Day) -> Day:
    """A weekday up to which something lasts is the coming one, unless a verb of the past stands before it."""
    told = day.is_limit and day.end is not None and view.today is not None and day.end < view.today.isoformat()
    if not told or not (day.fact.reason or "").startswith(_WEEKDAYS) or _is_past(view, day):
        return day
    return replace(day, end=_shifted(day.end, _WEEK))


def _counted(view: View, day: Day, days: Sequence[Day]) -> Day:
    """The day of "nine days after the vote, …": so many days before publication, or before another day of the sentence,
    and as many after it where a happening is still to come. The words count so where the sentence opens with them.
    """
    fact, first, last, keys = day.fact, day.first, day.last, view.keys
    said = range(first, min(last + 2, len(keys)))
    if view.today is None or not any(view.says("ago", at) for at in said):
        return day
    behind = next((one.start for one in days if one.last < first and one.is_day), None)
    opens = first == 0 or view.known.passage.words[first - 1] in _OPENING
    if not opens and (behind is None or view.known.passage.words[first - 1] not in _COMMAS):
        return day
    before = any(view.says("before", at) for at in said)
    ahead = last + 1 < len(keys) and view.noun(min(last + 2, len(keys) - 1)) is not None
    after = any(view.says("after", at) for at in said)
    if not (before or after) or ((before or fact.start_date) and not ahead):
        return day
    number = _number(view, said)
    if number is None or not 0 < number < _MOST_COUNTED:
        return day
    other = behind or next((one.start for one in days if one.first > last and one.is_day), None)
    base = view.today if other is None else date.fromisoformat(other)
    counted = moved(base, number if before else -number)
    told = counted.isoformat() if counted else None
    return replace(day, start=told, end=told, is_counted=True)


def _number(view: View, said: range) -> int | None:
    if any(view.says("two", at) for at in said):
        return 2
    figures = figure_lexicon_of(view.lexicon.lang)
    if figures is None:
        return None
    numbers = (numeral_at(view.known.passage, at, figures) for at in said)
    found = next((one for one in numbers if one is not None), None)
    if found is None:
        return None
    value: float = found.value
    return int(value)


def governed(view: View, day: Day, found: Sequence[Trigger], begin: int, end: int) -> tuple[Trigger, float] | None:
    """The trigger that a date belongs to, with how far from it it stands; null where none is near."""
    nouns = list(heads(list(found)))
    verb = _occurs(view, day, begin, end)
    if verb is not None and nouns:
        noun = _subject(view, verb, nouns, begin)
        if noun is not None:
            return noun, 0.0
    costs = [(distance(view, one, day) - _weighed(view, one, begin), index) for index, one in enumerate(found)]
    if not costs:
        return None
    cost, index = min(costs)
    if cost >= _FAR:
        return None
    closed = _closing(view, found[index], nouns)
    return (closed, 0.0) if closed is not None else (found[index], distance(view, found[index], day))


def _closing(view: View, trigger: Trigger, nouns: Sequence[Trigger]) -> Trigger | None:
    """The noun right behind a verb of closing, for the verb or for itself: "closed its measles campaign"."""
    if view.lexicon.lang == "ar":
        return None
    if trigger.sort is Sort.NOUN:
        before = range(max(0, trigger.first - _OBJECT), trigger.first)
        return trigger if any(view.says("closed", at) and view.says("end", at) for at in before) else None
    behind = (one for one in nouns if 0 < one.first - trigger.last <= _OBJECT)
    return next(behind, None) if trigger.sort is Sort.END and view.says("closed", trigger.first) else None


def _weighed(view: View, trigger: Trigger, begin: int) -> float:
    """How many words nearer a trigger counts for what it is; an Arabic sentence's own verb opens it."""
    opens = view.lexicon.lang == "ar" and trigger.sort is Sort.VERB and trigger.first <= begin + 1
    return 2 * trigger.strength + _OPENS * opens


def adjourned(view: View, day: Day, found: Sequence[Trigger]) -> tuple[Trigger, Day] | None:
    """The verb before a day to come that moves something to it, with that day: "adjourned the case to 19 May".

    A date without a year is the next one, though a verb of the past stands before it.
    """
    at = day.first - 1
    if view.today is None or day.end is None or day.start not in {None, day.end} or len(day.end) != _DAY or at < 1:
        return None
    if not view.says("moved_to", at - view.says("article", at)):
        return None
    today, end = view.today.isoformat(), day.end
    if end <= today and day.end[:4] not in day.fact.text and day.end[5:] != _LEAP:
        end = f"{int(end[:4]) + 1}{end[4:]}"
    verbs = (one for one in reversed(found) if one.sort is Sort.VERB and one.last < at)
    verb = next((one for one in verbs if view.says("adjourned", one.first) and at - one.last <= _MOVED), None)
    return (verb, replace(day, start=end, end=end)) if verb is not None and end > today else None


def distance(view: View, trigger: Trigger, day: Day) -> float:
    """How far a date stands from a trigger: words on the way, more for commas, breaks and verbs of saying, and
    for an "after" between a date and what is told behind it.
    """
    first, last = (trigger.last + 1, day.first) if trigger.last < day.first else (day.last + 1, trigger.first)
    words = view.known.passage.words
    cost = float(max(0, last - first))
    for at in range(first, last):
        word = words[at]
        if word in _COMMAS:
            cost += _COMMA
        elif word in _BREAKS:
            cost += _BREAK
        elif view.says("speech", at):
            cost += _SPEECH
        elif last == trigger.first and view.says("after", at):
            cost += _BREAK
    return cost


def in_tense(view: View, day: Day, trigger: Trigger) -> Day:
    """A weekday in the week that the verb of its own happening tells, where the verb nearest to it is another's."""
    fact, today = day.fact, view.today
    if day.start is None or today is None or fact.rule != WEEKDAY.rule:
        return day
    if (fact.reason or "").startswith(_TOLD) or _is_past(view, day):
        return day
    coming = day.start >= today.isoformat()
    tense = "-" if _is_closing(view, day) else _tense(view, day, trigger)
    if not tense or coming == (tense == "+") or (tense == "-" and day.start == today.isoformat()):
        return day
    start, end = (_shifted(one, -_WEEK if coming else _WEEK) for one in (day.start, day.end))
    return replace(day, start=start, end=end)


def _is_english_past(view: View, trigger: Trigger) -> bool:
    """Whether a finite English verb is of the past: no form in -s or -ing, behind no "will" or "to"."""
    word = view.keys[trigger.first][0]
    if trigger.sort is not Sort.VERB or word.endswith(("s", "ing")):
        return False
    near = {view.keys[at][0] for at in range(max(0, trigger.first - _VERB_REACH), trigger.first)}
    return not near & {"will", "to", "be", "would", "is", "are"}


def _is_closing(view: View, day: Day) -> bool:
    """Whether an Arabic noun right before a date, such as ستاره, only looks like a verb of the future."""
    near = range(max(0, day.first - _PAST_REACH), day.first)
    return view.lexicon.lang == "ar" and any(view.says("closed", at) for at in near)


def _is_past(view: View, day: Day) -> bool:
    """Whether a finite verb of the past stands right before a date, but for one of calling to what is to come."""
    lang, endings = view.lexicon.lang, _PAST.get(view.lexicon.lang, ())
    if lang == "ar":
        return False
    near = range(max(0, day.first - _PAST_REACH), day.first)
    if any(_calls(view, at) for at in near):
        return False
    if lang == "fr":
        return any(view.says("past_auxiliary", at) for at in range(max(0, day.first - _PAST_REACH - 1), day.first - 1))
    return any(view.keys[at][0].endswith(endings) and view.known.passage.words[at][0].islower() for at in near)


def in_future(view: View, token: int) -> bool:
    """Whether a word has the ending of a French or Spanish verb in the future, or the Arabic sign of it."""
    word = view.known.passage.words[token]
    if view.lexicon.lang == "en":
        return view.keys[token][0] == "will"
    if view.lexicon.lang == "ar":
        return len(word) > len("سي") + 2 and word.removeprefix("و").startswith(_COMING)
    return word[0].islower() and view.keys[token][0].endswith(_FUTURE.get(view.lexicon.lang, ())) and len(word) > 3


def has_past(view: View, day: Day, begin: int, end: int) -> bool:
    """Whether a verb of the past, in French of the perfect, stands within some words of a date."""
    near = range(max(begin, day.first - _NEAR_VERB), min(end, day.last + _NEAR_VERB))
    lang, words = view.lexicon.lang, view.known.passage.words
    endings = _PARTICIPLE["fr"] if lang == "fr" else _PAST.get(lang, ())
    forms = [at for at in near if words[at][0].islower() and words[at].endswith(endings) and not view.dated[at]]
    helped = [at for at in near if view.says("past_auxiliary", at)]
    if lang == "fr":
        return any(0 < form - at <= _PAST_REACH for at in helped for form in forms)
    return bool(forms or helped)


def _calls(view: View, token: int) -> bool:
    """Whether a word calls to what is to come; "la cita" is an appointment, "cita" without an article calls."""
    return view.says("calls", token) and not (token > 0 and view.says("article", token - 1))


def _shifted(iso: str | None, days: int) -> str | None:
    found = moved(date.fromisoformat(iso), days) if iso else None
    return found.isoformat() if found else None


def _tense(view: View, day: Day, trigger: Trigger) -> str:
    """``+`` for what a verb in the future tells, ``-`` for what a participle that opens a sentence does; else empty."""
    lang = view.lexicon.lang
    word = view.keys[trigger.first][0]
    called = range(max(0, trigger.first - _REACH), min(len(view.keys), trigger.last + 2))
    if any(_calls(view, at) for at in called):
        return "+"
    if lang == "ar":
        told = trigger.sort is Sort.VERB and trigger.last < day.first <= trigger.last + _CLAUSE
        return "+" if told and view.words[trigger.first].coming else ""
    if lang == "en" and _is_english_past(view, trigger):
        return "-"
    if any(in_future(view, at) for at in range(max(0, trigger.first - _VERB_REACH), trigger.first + 1)):
        return "+"
    opened = trigger.sort is Sort.VERB and _opens(view, trigger.first)
    return "-" if opened and word.endswith(_PARTICIPLE.get(lang, ())) else ""


def _opens(view: View, token: int) -> bool:
    return (
        token == 0 or view.known.passage.words[token - 1] in _OPENING or view.known.passage.words[token - 1] in "-–—:"
    )


def is_said(view: View, day: Day, begin: int, end: int) -> bool:
    """Whether a date tells when something was said: a verb of saying is beside it."""
    near = [*range(max(begin, day.first - 5), day.first), *range(day.last + 1, min(end, day.last + 4))]
    return any(view.says("speech", at) for at in near)


def _occurs(view: View, day: Day, begin: int, end: int) -> int | None:
    """The nearest word that says that something takes place then."""
    before = range(day.first - 1, max(begin, day.first - _REACH) - 1, -1)
    after = range(day.last + 1, min(end, day.last + _REACH))
    told = next((at for at in chain(before, after) if view.says("occur", at)), None)
    if told is not None:
        return told
    near = chain(before[:_CLOSE], after[:_CLOSE])
    cues = _RUNS[: 1 + (view.lexicon.lang != "ar")]
    return next((at for at in near if any(view.says(cue, at) for cue in cues)), None)


def _subject(view: View, verb: int, nouns: list[Trigger], begin: int) -> Trigger | None:
    """The noun whose happening a verb tells: behind a participle or a relative the one before, else the subject."""
    before = [one for one in nouns if one.last < verb]
    after = [one for one in nouns if one.first > verb]
    near = range(max(begin, verb - 3), verb)
    held = after and after[0].first - verb <= _HELD and view.lexicon.lang != "ar"
    if held and not any(view.keys[at][0] in _PASSIVE for at in near):
        return after[0]
    relative = any(view.says("relative", at) for at in near)
    helped = any(view.says("auxiliary", at) for at in near)
    if relative or (view.says("participle", verb) and not helped):
        return before[-1] if before else None
    if view.lexicon.lang == "ar":
        if before and before[-1].last == verb - 1:
            return before[-1]
        return after[0] if after else (before[-1] if before else None)
    return before[0] if before else (after[0] if after else None)
