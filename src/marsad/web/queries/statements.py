"""Who said what: the statements of a story and of a person, each once with its variants and translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from marsad.model import DetailRole, FactKind
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Fact, FactDetail, Followed, FollowedWords, Story, User
from marsad.web.queries.counting import COPIES
from marsad.web.queries.told import ToldFact, told_facts
from marsad.web.queries.words import Part, Shelf, with_details

STORY_LIMIT = 60
"""Statements that a story's page shows, those of most outlets first."""
PAGE_SIZE = 20
_READ = 400
_RELATED = ("decision", "article")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: its variants in the order in which they were published, the first one's speaker, and the number of
    outlets that have it."""

    variants: tuple[ToldFact, ...]
    outlets: int

    @property
    def speaker(self) -> Part | None:
        """Who says it; a variant that names them counts before one that does not."""
        found = [part for one in self.variants for part in one.speakers]
        return next((part for part in found if part.entity), found[0] if found else None)

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of the variants."""
        return tuple(dict.fromkeys(one.lang for one in self.variants))


@dataclass(frozen=True, slots=True)
class StorySaid:
    """The statements of a story. ``more`` counts those beyond `STORY_LIMIT`, ``hidden`` those that a stranger may not
    read."""

    said: tuple[Said, ...]
    more: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A person's statements, by the first day of the month, the latest first; ``total`` counts each once."""

    months: tuple[tuple[date, tuple[Said, ...]], ...]
    total: int
    hidden: int
    has_next: bool


def shown_facts(*kinds: FactKind) -> QuerySet[Fact]:
    """Facts of these kinds that readers see, of the articles that are shown, with their details."""
    facts = Fact.objects.filter(kind__in=kinds, state__in=SHOWN, article__current=True)
    return with_details(facts.select_related(*_RELATED))


def independent(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Without those of copies whose original is shown: a dispatch and its copies say a thing once."""
    return facts.exclude(
        article__relation__in=COPIES,
        article__family__original__isnull=False,
        article__family__original__current=True,
        article__family__original__story=F("article__story"),
    )


def of_entities(facts: QuerySet[Fact], entities: Iterable[str], *roles: DetailRole) -> QuerySet[Fact]:
    """The facts in which one of these entities has one of these roles."""
    ours = FactDetail.objects.filter(fact=OuterRef("pk"), entity__in=list(entities), role__in=roles)
    return facts.filter(Exists(ours))


def story_statements(story: Story, user: User | AnonymousUser) -> StorySaid:
    """What was said in a story, what most outlets have first."""
    facts = shown_facts(FactKind.STATEMENT).filter(article__story=story)
    rows = list(independent(facts).order_by("-article__sort_at", "-article", "field", "start")[:_READ])
    rows.sort(key=lambda fact: (fact.article.sort_at, fact.article_id, fact.field != "lede", fact.start))
    said, hidden = _said(rows, user)
    said.sort(key=lambda one: -one.outlets)
    return StorySaid(tuple(said[:STORY_LIMIT]), max(0, len(said) - STORY_LIMIT), hidden)


def spoken_by(entities: Sequence[str], user: User | AnonymousUser, page: int) -> Spoken:
    """What these entities, which are one, are quoted with; ``page`` counts from 1."""
    facts = independent(of_entities(shown_facts(FactKind.STATEMENT), entities, DetailRole.SPEAKER))
    later = FollowedWords.objects.filter(fact=OuterRef("pk"), followed__kind=Followed.STATEMENT)
    firsts = facts.exclude(Exists(later.filter(_earlier(entities))))
    in_order = firsts.order_by("-article__sort_at", "-article", "field", "start")
    rows = list(in_order[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    listed = rows[:PAGE_SIZE]
    said, hidden = _said([*listed, *_others(listed)], user)
    months = [(month, tuple(group)) for month, group in groupby(said, key=lambda one: _month(one.variants[0]))]
    return Spoken(tuple(months), firsts.count(), hidden, len(rows) > PAGE_SIZE)


def _earlier(entities: Sequence[str]) -> Q:
    """That the same statement stands in an earlier article, from which it is listed."""
    before = FollowedWords.objects.filter(
        followed=OuterRef("followed"), number__lt=OuterRef("number"), fact__state__in=SHOWN, article__current=True
    )
    ours = FactDetail.objects.filter(fact=OuterRef("fact"), role=DetailRole.SPEAKER, entity__in=list(entities))
    return Q(Exists(before.filter(Exists(ours))))


def _others(listed: Sequence[Fact]) -> list[Fact]:
    """The other variants of some statements, in the order of publication."""
    mine = {fact.pk for fact in listed}
    groups = FollowedWords.objects.filter(fact__in=mine, followed__kind=Followed.STATEMENT).values("followed")
    words = FollowedWords.objects.filter(followed__in=groups).exclude(fact__in=mine).values("fact")
    facts = shown_facts(FactKind.STATEMENT).filter(pk__in=words)
    return list(independent(facts).order_by("article__sort_at", "article", "field", "start"))


def _said(rows: Sequence[Fact], user: User | AnonymousUser) -> tuple[list[Said], int]:
    """Facts with those that say the same folded, where the first stands; and how many this reader may not see."""
    shelf = Shelf.of((fact.article_id for fact in rows), user)
    words = FollowedWords.objects.filter(fact__in=[fact.pk for fact in rows], followed__kind=Followed.STATEMENT)
    group_of = dict(words.values_list("fact_id", "followed_id"))
    groups: dict[object, list[ToldFact]] = defaultdict(list)
    told = told_facts(rows, shelf)
    for one in told:
        groups[group_of.get(one.pk) or f"alone {one.pk}"].append(one)
    found = [Said(tuple(variants), _outlets(variants)) for variants in groups.values()]
    return found, len(rows) - len(told)


def _outlets(variants: Sequence[ToldFact]) -> int:
    return len({one.cite.article.source_key for one in variants if one.cite})


def _month(one: ToldFact) -> date:
    moment = one.cite.article.sort_at if one.cite else timezone.now()
    return timezone.localtime(moment).date().replace(day=1)
