"""Events of a story, and those that a person, body or place has to do with: a card each, its fields gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.translation import get_language

from marsad.model import DetailRole, FactKind
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Entity, Fact, Followed, FollowedWords, Story, User
from marsad.web.queries.statements import independent, of_entities, shown_facts
from marsad.web.queries.told import ToldFact, told_facts
from marsad.web.queries.words import Cite, Shelf, display_name, final_of
from marsad.web.told_labels import days, event_kind, role_name

STORY_LIMIT = 30
ENTITY_LIMIT = 20
_READ = 200
_ORDER = (
    DetailRole.DATE,
    DetailRole.PLACE,
    DetailRole.ORGANISER,
    DetailRole.PATRON,
    DetailRole.THEME,
    DetailRole.PROGRAMME,
    DetailRole.ATTENDANCE,
    DetailRole.PARTICIPANT,
)
_DATED = DetailRole.DATE


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that articles tell of an event, with every place that says so; ``entity`` is an id where it has one."""

    text: str
    lang: str
    entity: str | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An event. ``name`` is as an article has it, in ``lang``; ``members`` are the words that speak of it, and
    ``fields`` what is told of it by the name of the role: several values of a date or place are a difference."""

    name: str
    lang: str
    kind: str
    members: tuple[Cite, ...]
    fields: tuple[tuple[str, tuple[Value, ...]], ...]

    @property
    def outlets(self) -> int:
        """The number of outlets that tell of it."""
        return len({one.article.source_key for one in self.members})


@dataclass(frozen=True, slots=True)
class StoryEvents:
    """The events of a story; ``more`` counts those beyond `STORY_LIMIT`, ``hidden`` those not for a stranger."""

    cards: tuple[Card, ...]
    more: int
    hidden: int


def story_events(story: Story, user: User | AnonymousUser) -> StoryEvents:
    """The events of a story, those that most outlets tell of first."""
    words = FollowedWords.objects.filter(fact__state__in=SHOWN, article__current=True).select_related("fact")
    ordered = Prefetch("words", words.order_by("number"))
    shared = list(
        Followed.objects.filter(story=story, kind=Followed.EVENT).order_by("number").prefetch_related(ordered)
    )
    together = {one.fact_id for followed in shared for one in followed.words.all()}
    facts = independent(shown_facts(FactKind.EVENT).filter(article__story=story)).exclude(pk__in=together - {None})
    alone = list(facts.order_by("-article__sort_at", "-article", "field", "start")[:_READ])
    articles = [*(fact.article_id for fact in alone)]
    articles += [one.article_id for followed in shared for one in followed.words.all()]
    shelf = Shelf.of(articles, user)
    cards = [card for followed in shared if (card := _shared(followed, shelf))]
    cards += [_single(one) for one in told_facts(alone, shelf)]
    cards.sort(key=lambda card: (-card.outlets, -len(card.fields)))
    hidden = len(shared) + len(alone) - len(cards)
    return StoryEvents(tuple(cards[:STORY_LIMIT]), max(0, len(cards) - STORY_LIMIT), hidden)


def events_of(entities: Sequence[str], user: User | AnonymousUser) -> tuple[list[ToldFact], int]:
    """The latest events in which these entities, which are one, have a part, each from the article that tells most of
    it; and how many of these a stranger may not read."""
    facts = independent(of_entities(shown_facts(FactKind.EVENT), entities, *_ORDER, DetailRole.PARTICIPANT))
    rows = list(facts.order_by("-article__sort_at", "-article", "field", "start")[:_READ])
    words = FollowedWords.objects.filter(fact__in=[fact.pk for fact in rows], followed__kind=Followed.EVENT)
    group_of = dict(words.values_list("fact_id", "followed_id"))
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in rows:
        groups[group_of.get(fact.pk) or f"alone {fact.pk}"].append(fact)
    fullest = [max(group, key=lambda fact: len(fact.details.all())) for group in groups.values()][:ENTITY_LIMIT]
    told = told_facts(fullest, Shelf.of((fact.article_id for fact in fullest), user))
    return told, len(fullest) - len(told)


def _shared(followed: Followed, shelf: Shelf) -> Card | None:
    """An event of several articles, or null where this reader may see none of its words."""
    words = list(followed.words.all())
    members = _cites([one for one in words if one.part == "member"], shelf)
    if not members:
        return None
    groups: dict[tuple[str, int], list[FollowedWords]] = defaultdict(list)
    for one in words:
        if one.part != "member":
            groups[one.part, one.group].append(one)
    fields = [
        (role_name(role), values)
        for role in _ORDER
        if (values := tuple(_values([told for (part, _), told in groups.items() if part == role], role, shelf)))
    ]
    name, lang = _name(words, members, shelf)
    return Card(name, lang, event_kind(followed.detail.get("event_kind", "")), members, tuple(fields))


def _name(words: Sequence[FollowedWords], members: Sequence[Cite], shelf: Shelf) -> tuple[str, str]:
    """What the event is called and in which language: the reader's before others, the fullest name; for a stranger the
    words of the extract."""
    named = [
        (shelf.articles[one.article_id].lang, one.fact.detail["name"])
        for one in words
        if one.part == "member" and one.fact and one.fact.detail.get("name") and shelf.whole(one.article_id)
    ]
    if not named:
        return members[0].exact, members[0].article.lang
    lang, name = min(named, key=lambda one: (one[0] != get_language(), -len(one[1])))
    return name, lang


def _values(groups: Iterable[list[FollowedWords]], role: str, shelf: Shelf) -> Iterable[Value]:
    for told in groups:
        cites = _one_an_outlet(_cites(told, shelf))
        if not cites:
            continue
        said = str(told[0].detail.get("value", ""))
        entity = final_of(Entity.objects.select_related("redirect_to").filter(pk=said).first()) if "/" in said else None
        if role == _DATED:
            yield Value(days(said), "", None, cites)
        elif entity:
            yield Value(display_name(entity), "", entity.pk, cites)
        else:
            yield Value(cites[0].exact, cites[0].article.lang, None, cites)


def _single(told: ToldFact) -> Card:
    """An event that one article tells of."""
    fields: list[tuple[str, tuple[Value, ...]]] = []
    if told.days:
        cites = tuple(_cite_of(told, part.address, part.exact) for part in told.dates)
        fields.append((role_name(_DATED), (Value(told.days, "", None, cites),)))
    for label, parts in told.fields:
        values = tuple(
            Value(
                part.name or part.value or part.exact,
                "" if part.name or part.value else part.lang,
                part.entity,
                (_cite_of(told, part.address, part.exact),),
            )
            for part in parts
        )
        fields.append((label, values))
    members = (told.cite,) if told.cite else ()
    return Card(told.name or told.exact, told.lang, told.event_kind, members, tuple(fields))


def _cite_of(told: ToldFact, address: str, exact: str) -> Cite:
    assert told.cite is not None, "a fact is only told with its words"
    return Cite(told.cite.article, exact, address)


def _one_an_outlet(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """The first words of each outlet."""
    first: dict[str, Cite] = {}
    for cite in cites:
        first.setdefault(cite.article.source_key, cite)
    return tuple(first.values())


def _cites(words: Iterable[FollowedWords], shelf: Shelf) -> tuple[Cite, ...]:
    """The words that this reader may see, without those of copies of a text that is here too."""
    found = [cite for one in words if (cite := shelf.cite(one.article_id, one))]
    texts = {cite.article.text_key for cite in found if not cite.article.is_copy}
    return tuple(cite for cite in found if not cite.article.is_copy or cite.article.text_key not in texts)
