"""Which body holds an event, where no words such as "organised by" say so."""

from __future__ import annotations

from marsad.annotate.events.candidates import Candidate
from marsad.annotate.events.choose import Chosen
from marsad.annotate.events.triggers import Sort
from marsad.annotate.events.view import View
from marsad.model import EventKind, FactKind, Mention

_REACH = 8
_PARTICIPLES = {"fr": ("é", "ée", "és", "ées", "u", "ue", "us"), "es": ("ado", "ada", "ados", "adas", "ido", "ida")}
_BE = frozenset({"été", "est", "sont", "fue", "fueron", "sido", "was", "were", "been", "be", "is"})
_HAVE = frozenset({"a", "ont", "avait", "avaient", "ha", "han", "había", "habían"})
_BY_BODY = frozenset(
    {EventKind.ANNOUNCEMENT, EventKind.OPENING, EventKind.PROGRAMME_START, EventKind.VOTE, EventKind.COURT}
)


def holder_of(view: View, event: Chosen) -> Mention | None:
    """The body behind "by" or the subject of presenting, opening, calling or holding it; a court for a hearing."""
    alike = [event.main, *(one for one in event.told if one.start is not None and one.start == event.start)]
    if event.kind in _BY_BODY:
        behind = next((body for one in alike if (body := _behind_by(view, one)) is not None), None)
        if behind is not None:
            return behind
    for one in alike:
        verb = _verb_of_holding(view, event, one)
        if verb is not None and (body := _subject(view, one, verb)) is not None:
            return body
    return _court(view, event) if event.kind is EventKind.COURT else None


def _bodies(view: View, first: int, last: int) -> list[Mention]:
    passage = view.known.passage
    mentions = view.known.mentions_in(passage.starts[first], passage.ends[last])
    return [one for one in mentions if one.kind is FactKind.ORGANISATION]


def _behind_by(view: View, one: Candidate) -> Mention | None:
    """A body of the sentence that the doing is ascribed to: "présenté par l'Office de l'eau"."""
    for body in _bodies(view, one.begin, one.end - 1):
        first = view.tokens(body.start, body.end)[0]
        if any(view.says("by", at) for at in range(max(one.begin, first - 2), first)):
            return body
    return None


def _verb_of_holding(view: View, event: Chosen, one: Candidate) -> int | None:
    """The verb whose subject holds an event: its own, or one of holding in front of its noun."""
    at, sort = one.trigger.first, one.trigger.sort
    if sort is Sort.NOUN:
        return next((verb for verb in range(max(one.begin, at - _REACH), at) if view.says("holds", verb)), None)
    if _is_passive(view, at):
        return None
    own = event.kind in _BY_BODY and sort in {Sort.VERB, Sort.START}
    return at if own or (sort is Sort.VERB and (view.says("calls", at) or view.says("gather", at))) else None


def _is_passive(view: View, verb: int) -> bool:
    """Whether a verb is a participle whose subject is what it was done to: "le musée, inauguré samedi"."""
    before = {view.keys[at][0] for at in range(max(0, verb - 3), verb)}
    participle = view.keys[verb][0].endswith(_PARTICIPLES.get(view.lexicon.lang, ()))
    return bool(before & _BE) or (participle and not before & _HAVE)


def _subject(view: View, one: Candidate, verb: int) -> Mention | None:
    """The body that stands where the subject of a verb does: before it, in Arabic behind it."""
    if view.lexicon.lang == "ar":
        return next(iter(_bodies(view, verb, min(one.end - 1, verb + _REACH))), None)
    return next(reversed(_bodies(view, max(one.begin, verb - 2 * _REACH), verb)), None)


def _court(view: View, event: Chosen) -> Mention | None:
    """The court that the article spoke of last."""
    before = view.known.mentions_in(0, view.known.passage.ends[event.main.end - 1])
    courts = (one for one in reversed(before) if one.kind is FactKind.ORGANISATION)
    return next((one for one in courts if view.says("courts", view.tokens(one.start, one.end)[0])), None)
