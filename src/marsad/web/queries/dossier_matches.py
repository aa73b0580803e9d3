"""How many articles a rule has already, before a dossier is made of it: quickly, and only roughly where it must be."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from marsad.model import NAMED
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.models import Article, Dossier, Entity, Fact
from marsad.search.index import IndexUnusable
from marsad.search.query import SearchQuery
from marsad.web.queries.search import total

MOST = 5000
"""Facts that are looked at; where there are more, the number is said to be larger."""
FOUND = 10
_LOOKED_AT = 60

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Matches:
    """How many articles a rule has. ``more`` where there may be more than ``count``, ``fewer`` where there may be
    fewer: the words and the names are counted apart."""

    count: int
    more: bool = False
    fewer: bool = False


def matches(rule: Rule) -> Matches | None:
    """A first idea of what a dossier by this rule will have; null where the search index cannot be read."""
    if not rule.query and rule.entities:
        return _named(rule)
    try:
        found = total(_query(rule))
    except IndexUnusable:
        logger.exception("The search index cannot be read")
        return None
    if not rule.entities:
        return Matches(found)
    named = _named(rule)
    return Matches(found if named.more else min(found, named.count), fewer=True)


def same_dossier(rule: Rule, about: Entity | None) -> Dossier | None:
    """The open dossier that has this rule already."""
    return Dossier.objects.filter(closed=False, rule=rule.to_json(), entity=about).first()


def others_about(about: Entity | None) -> list[Dossier]:
    """The dossiers about the same actor or initiative."""
    return list(Dossier.objects.filter(entity__in=group_of(about)).order_by("closed", "name")[:FOUND]) if about else []


def entities_called(words: str) -> list[Entity]:
    """Entities that bear these words in their name in any language, those that most facts name first."""
    words = " ".join(words.split())[:100]
    if len(words) < 2:
        return []
    called = Q(name__icontains=words)
    for lang in ("fr", "ar", "es", "en"):
        called |= Q(**{f"names__{lang}__icontains": words})
    begins = Entity.objects.filter(kind__in=NAMED, redirect_to=None, name__gte=words, name__lt=f"{words}\uffff")
    within = Entity.objects.filter(called, kind__in=NAMED, redirect_to=None)
    ids = list(begins.values_list("pk", flat=True)[:_LOOKED_AT])
    if len(ids) < FOUND:
        ids += within.values_list("pk", flat=True)[:_LOOKED_AT]
    told = Entity.objects.filter(pk__in=ids).annotate(told=Count("facts")).order_by("-told", "pk")
    return list(told[:FOUND])


def _query(rule: Rule) -> SearchQuery:
    return SearchQuery(
        rule.query,
        langs=rule.langs,
        outlets=rule.sources,
        since=timezone.make_aware(datetime.combine(rule.since, time.min)) if rule.since else None,
        until=timezone.make_aware(datetime.combine(rule.until, time.max)) if rule.until else None,
        limit=1,
    )


def _named(rule: Rule) -> Matches:
    """The articles that name one of the entities, of the first `MOST` facts that do."""
    ids = [id_ for entity in Entity.objects.filter(pk__in=rule.entities) for id_ in group_of(entity)]
    facts = Fact.objects.filter(entity__in=ids, state__in=SHOWN).order_by()
    read = list(facts.values_list("article", flat=True)[: MOST + 1])
    found = 0
    for some in _chunks(sorted(set(read[:MOST]))):
        articles = Article.objects.filter(pk__in=some, current=True)
        if rule.langs:
            articles = articles.filter(lang__in=rule.langs)
        if rule.sources:
            articles = articles.filter(source__key__in=rule.sources)
        if rule.since:
            articles = articles.filter(sort_at__gte=timezone.make_aware(datetime.combine(rule.since, time.min)))
        if rule.until:
            articles = articles.filter(sort_at__lte=timezone.make_aware(datetime.combine(rule.until, time.max)))
        found += articles.count()
    return Matches(found, more=len(read) > MOST)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
