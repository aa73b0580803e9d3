"""Independent sources counted apart from articles: whose words a set of articles are, and who carries a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from marsad.model import Relation
from marsad.observatory.counts import voice
from marsad.observatory.models import Article, Story

COPIES = tuple(relation.value for relation in Relation if relation not in (Relation.ORIGINAL, Relation.QUOTE))
"""The relations of texts that are another one's words; a mere quotation is none."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How many pages carry a text besides its original, and how many outlets these are of."""

    reprints: int
    outlets: int


def voices(articles: QuerySet[Article]) -> int:
    """The number of independent sources: a copy speaks for its original's outlet (`marsad.observatory.counts`)."""
    return articles.order_by().annotate(voice=voice()).values("voice").distinct().count()


def folded(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles without the copies of an original that is among them."""
    known = Q(family__original__in=articles.order_by().values("pk"))
    return articles.exclude(Q(relation__in=COPIES, family__isnull=False, family__original__isnull=False) & known)


def carried(families: Iterable[str | None]) -> dict[str, Carried]:
    """For each reprint family with copies that are shown, who carries its text."""
    copies = Article.objects.filter(family__in={family for family in families if family}, current=True)
    found: dict[str, list[int]] = defaultdict(list)
    for family, source in copies.filter(relation__in=COPIES).values_list("family_id", "source_id").order_by():
        if family:
            found[family].append(source)
    return {family: Carried(len(sources), len(set(sources))) for family, sources in found.items()}


def independent_of(stories: Iterable[str | None]) -> dict[str, int]:
    """The independent sources of each of some stories."""
    wanted = {story for story in stories if story}
    return dict(Story.objects.filter(pk__in=wanted).values_list("pk", "independent_sources"))
