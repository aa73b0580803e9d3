"""One entity: what it is called in each language and script, in which roles, and the articles that name it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from marsad.model import NAMED
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.models import Article, Decision, Entity, Fact, User, Visibility
from marsad.web.formats import current_locale
from marsad.web.queries.commitments import promised_by
from marsad.web.queries.counting import Carried, carried, folded, voices
from marsad.web.queries.events import events_of
from marsad.web.queries.statements import Spoken, spoken_by
from marsad.web.queries.summaries import Summary, summaries
from marsad.web.queries.told import ToldFact

PAGE_SIZE = 30
_NAMES = 40
_ROLES = 12
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Called:
    """Names or roles in one language, the most used first, each with the number of its mentions."""

    lang: str
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity with those that were joined to it. ``total`` counts all articles that name it, ``independent_sources``
    whose words they are; ``articles`` are without copies of each other, and ``carried`` says by family who carries
    them. ``page`` counts from 1. ``spoken`` is what it is quoted with, ``promised`` by what it bound itself, ``events``
    are those in which it has a part; ``hidden`` counts those of the two that a stranger may not read. ``near`` are
    entities that may be the same, and ``decisions`` the joins and parts that count, both for editors only."""

    entity: Entity
    name: str
    country: str
    names: tuple[Called, ...]
    roles: tuple[Called, ...]
    total: int
    independent_sources: int
    articles: tuple[Summary, ...]
    carried: dict[str, Carried]
    page: int
    has_next: bool
    spoken: Spoken
    promised: tuple[ToldFact, ...]
    events: tuple[ToldFact, ...]
    hidden: int
    near: tuple[Entity, ...] = ()
    decisions: tuple[Decision, ...] = ()


def entity_page(
    entity: Entity, lang: str, user: User | AnonymousUser, page: int, said: int, *, editable: bool
) -> EntityPage:
    """An entity for a reader of ``lang``, with one page of its articles and one of what it ``said``.

    A stranger sees the roles that open sources give: they are quotations.
    """
    ids = group_of(entity)
    facts = Fact.objects.filter(entity__in=ids, state__in=SHOWN, article__current=True)
    names = facts.filter(kind__in=NAMED)
    roles = names.filter(article__source__visibility=Visibility.FULL) if not user.is_authenticated else names
    promised, unread = promised_by(ids, user)
    events, unseen = events_of(ids, user)
    articles = Article.objects.filter(pk__in=facts.values("article_id"), current=True)
    listed = summaries(folded(articles).order_by("-sort_at", "-pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    return EntityPage(
        entity=entity,
        name=entity.names.get(lang) or entity.name,
        country=_country(entity.country),
        names=_called(names, "name", _NAMES),
        roles=_called(roles, "role", _ROLES),
        total=articles.count(),
        independent_sources=voices(articles),
        articles=tuple(listed[:PAGE_SIZE]),
        carried=carried(one.family for one in listed if one.text_key == one.family),
        page=page,
        has_next=len(listed) > PAGE_SIZE,
        spoken=spoken_by(ids, user, said),
        promised=tuple(promised),
        events=tuple(events),
        hidden=unread + unseen,
        near=tuple(_near(entity, ids)) if editable else (),
        decisions=tuple(_decisions(ids)) if editable else (),
    )


def _called(facts: QuerySet[Fact], key: str, most: int) -> tuple[Called, ...]:
    """What the facts say under ``key``, by the language of their articles."""
    said = facts.annotate(said=Cast(KT(f"detail__{key}"), TextField())).exclude(said=None).exclude(said="")
    counts = said.values_list("article__lang", "said").annotate(n=Count("pk")).order_by("-n", "said")
    by_lang: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for lang, words, n in counts[:most]:
        by_lang[lang].append((words, n))
    return tuple(Called(lang, tuple(words)) for lang, words in by_lang.items())


def _near(entity: Entity, ids: list[str]) -> QuerySet[Entity]:
    """Entities of the kind whose names share the last word, or the first one, with the entity's."""
    words = entity.name.split() or [entity.name]
    same = Entity.objects.filter(kind=entity.kind, redirect_to=None).exclude(pk__in=ids)
    near = same.filter(name__icontains=words[-1]) | same.filter(name__istartswith=words[0])
    return near.order_by("name")[:_NEAR]


def _decisions(ids: list[str]) -> QuerySet[Decision]:
    known = Decision.objects.filter(kind="entity", live=True, act__in=("join", "part"))
    return (known.filter(entity_id__in=ids) | known.filter(record__to__in=ids)).order_by("-number")


def _country(code: str) -> str:
    if not code:
        return ""
    try:
        return str(current_locale().territories.get(code) or Locale("en").territories.get(code, code))
    except UnknownLocaleError:
        return code
