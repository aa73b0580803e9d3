"""What pages, lists and exports count: articles, and the independent sources behind them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, F, When
from django.db.models.functions import Coalesce

from marsad.model import Relation
from marsad.observatory.models import Article, Story


def voice() -> Case:
    """Whose words an article is, as a query's expression: the number of a source.

    A copy speaks for its original's source, wherever that stands; a mere quotation is its own source's.
    """
    own = When(relation=Relation.QUOTE.value, then=F("source_id"))
    return Case(own, default=Coalesce(F("family__original__source_id"), F("source_id")))


def recount(stories: Iterable[str]) -> None:
    """Renew the counts, languages and times of some stories, and have what they say together found anew."""
    for pk in sorted(stories):
        shown = Article.objects.filter(story_id=pk, current=True).annotate(voice=voice())
        articles = list(shown.values_list("voice", "lang", "sort_at"))
        times = [sort_at for _, _, sort_at in articles]
        Story.objects.filter(pk=pk).update(
            article_count=len(articles),
            independent_sources=len({source for source, _, _ in articles}),
            langs=sorted({lang for _, lang, _ in articles if lang}),
            first_at=min(times, default=None),
            last_at=max(times, default=None),
            stale=True,
        )
