"""What an article tells of its events beyond their own words: who holds them, under whom, on what, with how many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from marsad.annotate.events.choose import Chosen
from marsad.annotate.events.holder import holder_of
from marsad.annotate.events.phrases import phrase_behind, quoted_behind
from marsad.annotate.events.triggers import Sort
from marsad.annotate.events.view import View
from marsad.annotate.reference import References
from marsad.model import Detail, DetailRole, EventKind, FactKind

_PERSON = "person"
_REACH = 8
_BESIDE = 4
_BEFORE_CROWD = 2
_TOGETHER = 16
_ORDER = tuple(DetailRole)
_MEETS = frozenset(
    {
        EventKind.MEETING,
        EventKind.SIGNING,
        EventKind.VISIT,
        EventKind.PRESS_CONFERENCE,
        EventKind.OPENING,
        EventKind.CONFERENCE,
    }
)


def details_of(view: View, references: References, events: Sequence[Chosen]) -> list[tuple[Detail, ...]]:
    """The details of each event, by role and in the order of the text."""
    found = [list(_own(view, event)) for event in events]
    if events:
        anchors = _anchors(view, events)
        for token, detail in (*_cued(view, references, anchors), *_crowds(view)):
            found[_nearest(view, anchors, token)[1]].append(detail)
        for details, event in zip(found, events, strict=True):
            _people(view, event, details)
            held = any(detail.role is DetailRole.ORGANISER for detail in details)
            if not held and (body := holder_of(view, event)) is not None:
                details.append(_detail(view, DetailRole.ORGANISER, body.start, body.end, entity=body.entity))
    return [_sorted(details) for details in found]


def _sorted(details: list[Detail]) -> tuple[Detail, ...]:
    unique = {(detail.role, detail.start): detail for detail in details}
    return tuple(sorted(unique.values(), key=lambda detail: (_ORDER.index(detail.role), detail.start)))


def _own(view: View, event: Chosen) -> Iterator[Detail]:
    if (day := event.main.day) is not None:
        dates = "/".join(dict.fromkeys(date for date in (event.start, event.end) if date))
        yield _detail(view, DetailRole.DATE, day.fact.start, day.fact.end, value=dates or None)
    if (place := event.place) is not None:
        yield _detail(view, DetailRole.PLACE, place.start, place.end, entity=place.entity)


def _detail(
    view: View, role: DetailRole, start: int, end: int, *, entity: int | None = None, value: str | None = None
) -> Detail:
    return Detail(role=role, start=start, end=end, text=view.known.passage.text[start:end], entity=entity, value=value)


def _anchors(view: View, events: Sequence[Chosen]) -> list[tuple[int, int]]:
    """The tokens at which an event is spoken of, with its number: its own words, and its noun wherever it is."""
    found = {one.trigger.first: number for number, event in enumerate(events) for one in event.told}
    found.update({event.main.trigger.first: number for number, event in enumerate(events)})
    found.update({event.main.day.first: number for number, event in enumerate(events) if event.main.day is not None})
    nouns = {
        view.keys[event.main.trigger.first][-1]: number
        for number, event in enumerate(events)
        if event.main.trigger.sort is Sort.NOUN and event.main.trigger.first == event.main.trigger.last
    }
    for token, keys in enumerate(view.keys):
        number = next((nouns[key] for key in keys if key in nouns), None)
        if number is not None:
            found.setdefault(token, number)
    return sorted(found.items())


def _nearest(view: View, anchors: Sequence[tuple[int, int]], token: int) -> tuple[int, int]:
    """Where an event is last spoken of before a token, or next in its sentence, with the event's number."""
    passage = view.known.passage
    begin, end = passage.sentences[bisect_right(passage.sentences, (token, len(passage.words))) - 1]
    at = bisect_right(anchors, (token, len(anchors)))
    before, after = anchors[at - 1] if at else None, anchors[at] if at < len(anchors) else None
    if after is not None and after[0] < end and (before is None or before[0] < begin):
        return after
    return before or anchors[0]


def _cued(view: View, references: References, anchors: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Detail]]:
    """Organisers, patrons, themes, parts of the programme and those present, by the words that announce them."""
    keys, lexicon, passage = view.keys, view.lexicon, view.known.passage
    for begin, end in passage.sentences:
        token = begin
        while token < end - 1:
            cue = lexicon.details.at(keys, token) if view.words[token].detail else None
            if cue is not None and cue[0] < end - 1 and not view.quoted[token]:
                span = _span(view, cue[1], (token, cue[0]), end, anchors)
                detail = _told(view, references, cue[1], span) if span else None
                if detail is not None:
                    yield token, detail
                    token = max(cue[0], view.known.token_at(detail.end - 1))
            token += 1


def _span(
    view: View, role: DetailRole, cue: tuple[int, int], end: int, anchors: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    token, last = cue
    if role is DetailRole.PROGRAMME:
        return view.known.passage.starts[token], _sentence_end(view, end)
    if role is DetailRole.THEME:
        quoted = quoted_behind(view, last, end)
        if quoted is not None or not 0 <= token - _nearest(view, anchors, token)[0] <= _BESIDE:
            return quoted
    return phrase_behind(view, last, end)


def _told(view: View, references: References, role: DetailRole, span: tuple[int, int]) -> Detail | None:
    if role in {DetailRole.THEME, DetailRole.PROGRAMME}:
        return _detail(view, role, *span)
    entity = references.entity(*span)
    kind = view.known.entities[entity].kind if entity is not None else None
    if role is DetailRole.PARTICIPANT and kind not in {FactKind.PERSON, FactKind.ORGANISATION}:
        return None
    if role is DetailRole.PARTICIPANT:
        span = _named(view, span, entity)
    return _detail(view, role, *span, entity=entity)


def _named(view: View, span: tuple[int, int], entity: int | None) -> tuple[int, int]:
    """The name of an entity where it follows the words that stand for it, as a name behind an office does."""
    _, stop = view.known.sentence_of(span[0])
    names = (one for one in view.known.mentions_in(span[0], stop) if one.entity == entity)
    return next(((one.start, one.end) for one in names), span)


def _sentence_end(view: View, end: int) -> int:
    passage = view.known.passage
    return passage.ends[end - 2] if passage.words[end - 1] in {".", "…"} else passage.ends[end - 1]


def _crowds(view: View) -> Iterator[tuple[int, Detail]]:
    """Numbers of people beside a word for coming together."""
    for figure in view.known.figures:
        if figure.unit != _PERSON or isinstance(figure.value, str):
            continue
        first, last = view.tokens(figure.start, figure.end)
        if _gathers(view, first, last):
            value = f"{figure.value:g}" if isinstance(figure.value, float) else str(figure.value)
            yield first, _detail(view, DetailRole.ATTENDANCE, figure.start, figure.end, value=f"{value} {_PERSON}")


def _gathers(view: View, first: int, last: int) -> bool:
    """Whether a number of people came together: a word for it stands near, with no "in order to" on the way, or a word
    for "in front of" right before.
    """
    begin, end = next(one for one in view.known.passage.sentences if first < one[1])
    for at in range(first - 1, max(begin, first - _REACH) - 1, -1):
        if view.says("gather", at) or (view.says("audience", at) and first - at <= _BEFORE_CROWD):
            return True
        if view.says("purpose", at):
            return False
    return any(view.says("gather", at) for at in range(last + 1, min(end, last + 4)))


def _people(view: View, event: Chosen, details: list[Detail]) -> None:
    """The persons near the word of a meeting, a visit or a signing in its main mention's sentence take part in it."""
    if event.kind not in _MEETS:
        return
    passage, main = view.known.passage, event.main
    known = {detail.entity for detail in details if detail.role is DetailRole.PARTICIPANT}
    for mention in view.known.mentions_in(passage.starts[main.begin], passage.ends[main.end - 1]):
        own = mention.start <= passage.starts[main.trigger.first] < mention.end
        first, last = view.tokens(mention.start, mention.end)
        if max(first - main.trigger.last, main.trigger.first - last) > _TOGETHER:
            continue
        if mention.kind is FactKind.PERSON and mention.entity not in known and not own:
            known.add(mention.entity)
            details.append(_detail(view, DetailRole.PARTICIPANT, mention.start, mention.end, entity=mention.entity))
