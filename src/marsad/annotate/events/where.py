"""Where something happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.annotate.events.days import Day
from marsad.annotate.events.triggers import Sort, Trigger
from marsad.annotate.events.view import View
from marsad.annotate.places import places_named
from marsad.model import Entity, EventKind, FactKind, Mention

if TYPE_CHECKING:
    from marsad.annotate.events.candidates import Candidate

_NO_PREPOSITION, _COUNTRY, _BEFORE, _NEAR = 12, 8, 3, 8
_ASIDE, _BARE, _OPENING = 12, 12, 3
_COUNTRY_CODE = 2
_FIRST_BODIES = 6
_NAMES = (FactKind.ORGANISATION, FactKind.INITIATIVE)
_LETTERS = "بفل"


@dataclass(frozen=True, slots=True)
class Spot:
    """The words that say where, and the place that they name where the article names it by itself."""

    start: int
    end: int
    entity: int | None

    @classmethod
    def of(cls, mention: Mention) -> Spot:
        """The place of a mention."""
        return cls(mention.start, mention.end, mention.entity)


def place_of(view: View, sentence: tuple[int, int], trigger: Trigger, day: Day | None) -> Spot | None:
    """The place of a sentence that stands nearest to the trigger and its date behind a preposition, else its dateline.

    A town counts before a country, and the subject of a verb such as "accueillera" as the place.
    """
    passage = view.known.passage
    start, stop = passage.starts[sentence[0]], passage.ends[sentence[1] - 1]
    dateline = view.datelines.get(view.paragraph(start))
    behind = dateline[0] if dateline else start
    best: tuple[float, Mention] | None = None
    for mention in view.known.mentions_in(max(start, behind), stop):
        if mention.kind is not FactKind.PLACE:
            continue
        cost = _cost(view, mention, sentence[0], trigger, day)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, mention)
    if trigger.kind is EventKind.COURT and (best is None or best[0] >= _BARE):
        names = (one for one in view.known.mentions_in(start, stop) if one.kind in _NAMES)
        seat = next((spot for one in names if (spot := _in_name(view, one)) is not None), None)
        if seat is not None:
            return seat
    if best is not None:
        return _narrowed(view, best[1])
    return Spot.of(dateline[1]) if dateline and stop > dateline[0] else None


def _narrowed(view: View, mention: Mention) -> Spot:
    """The town with which the name of a square or the like ends: "plaza de España de Larache"."""
    first, last = view.tokens(mention.start, mention.end)
    longer = any(view.says("of", at) for at in range(first + 1, last))
    return (_in_name(view, mention) if longer else None) or Spot.of(mention)


def _cost(view: View, mention: Mention, sentence: int, trigger: Trigger, day: Day | None) -> float | None:
    first, last = view.tokens(mention.start, mention.end)
    anchors = [(trigger.first, trigger.last), *([(day.first, day.last)] if day else [])]
    cost = float(min(max(0, first - stop - 1, begin - last - 1) for begin, stop in anchors))
    land = is_land(view.known.entities[mention.entity])
    to = trigger.kind is EventKind.VISIT and first > 0 and view.says("toward", first - 1)
    if not to and not is_behind_preposition(view, mention, first):
        if _hosts(view, first, last, trigger):
            cost += _NO_PREPOSITION / 2
        elif _comes_from(view, first, trigger):
            return None
        elif not land and first > 0 and view.says("prepositions", _before_article(view, first)):
            cost += _NO_PREPOSITION
        elif not land and first > trigger.last:
            cost += _BARE
        else:
            return None
    if land:
        cost += _COUNTRY
    if view.says("town_prepositions", first):
        return None
    if first > 1 and view.says("seat", _before_article(view, first) - 1):
        return None
    if first > 1 and view.says("of", first - 1):
        cost += _NEAR
    if last < trigger.first and view.lexicon.lang != "ar":
        dated = day is not None and 0 < first - day.last <= _OPENING
        aside = not dated and first - sentence > _OPENING and _is_aside(view, last, trigger.first)
        cost += _ASIDE if aside else _BEFORE
    return cost


def _comes_from(view: View, first: int, trigger: Trigger) -> bool:
    """Whether a place is where somebody or something comes from: "a factory from Adrar", but not "left from Adrar"."""
    leaves = trigger.sort is Sort.START or trigger.kind in {EventKind.VISIT, EventKind.OTHER}
    return not leaves and first > 0 and view.says("from_place", _before_article(view, first))


def _is_aside(view: View, last: int, verb: int) -> bool:
    """Whether a comma stands between a place and the verb behind it: "institutrice à Fès, a reçu …"."""
    return any(view.known.passage.words[at] in ",;" for at in range(last + 1, verb))


def is_behind_preposition(view: View, mention: Mention, first: int) -> bool:
    """Whether a place's name follows a word for "in", or has one in front of it in Arabic."""
    passage = view.known.passage
    if view.lexicon.lang == "ar" and passage.starts[first] < mention.start:
        return passage.text[passage.starts[first] : mention.start][-1] in _LETTERS
    at = _before_article(view, first)
    near = view.says("of", at) and at > 0
    return first > 0 and view.says("town_prepositions", at - near)


def _before_article(view: View, first: int) -> int:
    """The token before a name, or before its article."""
    at = first - 1
    return at - 1 if at > 0 and view.says("article", at) else at


def _hosts(view: View, first: int, last: int, trigger: Trigger) -> bool:
    """Whether a place is the subject of a verb of hosting."""
    if trigger.sort is Sort.HOST and abs(trigger.first - last) <= 3:
        return True
    near = (*range(last + 1, min(len(view.keys), last + 4)), *range(max(0, first - 2), first))
    return any(view.says("host", at) for at in near)


def is_land(entity: Entity) -> bool:
    """Whether a place is a country."""
    return entity.key is not None and (len(entity.key) == _COUNTRY_CODE or entity.key.startswith("GB-"))


def elsewhere(view: View, main: Candidate) -> Spot | None:
    """Where something happens that its sentence does not say: by the dateline, by how the title opens, by the town in
    the name of a body of the sentence, by the town that the article spoke of last, or by one in the title.
    """
    if view.datelines:
        return Spot.of(next(iter(view.datelines.values()))[1])
    start, stop = view.known.passage.starts[main.begin], view.known.passage.ends[main.end - 1]
    bodies = [one for one in view.known.mentions_in(start, stop) if one.kind in _NAMES]
    inside = [spot for body in bodies if (spot := _in_name(view, body)) is not None]
    for named in (_in_title(view), *(spot for spot in inside if spot.entity is not None)):
        if named is not None:
            return named
    for mention in reversed(view.known.mentions_in(0, stop)):
        first = view.tokens(mention.start, mention.end)[0]
        if _is_town(view, mention) and is_behind_preposition(view, mention, first):
            return _narrowed(view, mention)
    titled = (one for one in view.known.mentions if _is_town(view, one) and one.text in _words_of_title(view))
    return next((Spot.of(one) for one in titled), None) or (inside[0] if inside else only_town(view) or _opening(view))


def _opening(view: View) -> Spot | None:
    """The one town that the first paragraph names."""
    stop = view.paragraphs[1] if len(view.paragraphs) > 1 else len(view.known.passage.text)
    towns = [one for one in view.known.mentions_in(0, stop) if _is_town(view, one)]
    return _narrowed(view, towns[0]) if len({one.entity for one in towns}) == 1 else None


def only_town(view: View) -> Spot | None:
    """The town of an article that names no other, or the one in the first name that has one where none stands alone."""
    towns = [one for one in view.known.mentions if _is_town(view, one)]
    bodies = [one for one in view.known.mentions if one.kind in _NAMES][:_FIRST_BODIES]
    named = next((spot for body in bodies if (spot := _in_name(view, body)) is not None), None)
    if not towns:
        return named
    apart = named is not None and all(one.text != view.known.passage.text[named.start : named.end] for one in towns)
    return _narrowed(view, towns[0]) if len({one.entity for one in towns}) == 1 and not apart else None


def _words_of_title(view: View) -> frozenset[str]:
    return frozenset((view.known.title or "").replace(":", " ").replace(",", " ").split())


def crossed(view: View, main: Candidate) -> Spot | None:
    """A town that the sentence names without a preposition, not as its first word: "ont quitté Oujda"."""
    passage = view.known.passage
    begin, end = passage.starts[main.begin], passage.ends[main.end - 1]
    towns = (one for one in view.known.mentions_in(begin, end) if _is_town(view, one) and one.start > begin)
    return next((_narrowed(view, one) for one in towns), None)


def _is_town(view: View, mention: Mention) -> bool:
    """Whether a mention is a place, and neither a country nor a region."""
    if mention.kind is not FactKind.PLACE:
        return False
    key = view.known.entities[mention.entity].key
    return key is None or (key[0] == "g" and key[1:].isdigit())


def _in_name(view: View, body: Mention) -> Spot | None:
    """The town with which a body's name ends, or in English begins: "tribunal de Nabeul", "Oran Book Fair"."""
    passage = view.known.passage
    first, last = view.tokens(body.start, body.end)
    spans = [(passage.starts[at], body.end) for at in range(first + 1, last + 1)]
    if view.lexicon.lang == "ar":
        spans += [(start + 1, end) for start, end in spans if passage.text[start] in _LETTERS]
    elif view.lexicon.lang == "en":
        spans.append((body.start, passage.ends[first]))
    for start, end in spans:
        name = passage.text[start:end]
        if name[:1].islower() or not any(place.sort == "city" for place in places_named(name)):
            continue
        entity = next((one.entity for one in view.known.mentions if one.text == name), None)
        is_place = entity is not None and view.known.entities[entity].kind is FactKind.PLACE
        return Spot(start, end, entity if is_place else None)
    return None


def _in_title(view: View) -> Spot | None:
    """The place with which a title opens, before a colon: "Kairouan : …"."""
    opening, colon, _ = (view.known.title or "").partition(":")
    named = opening.strip()
    if not colon:
        return None
    towns = (one for one in view.known.mentions if one.kind is FactKind.PLACE and one.text == named)
    return next((Spot.of(one) for one in towns), None)
