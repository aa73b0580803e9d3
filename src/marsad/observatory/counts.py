"""What a story's page and the front page count: articles, and the independent sources behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marsad.model import Relation
from marsad.observatory.models import Article, Story


def recount(stories: Iterable[str]) -> None:
    """Renew the counts, languages and times of some stories."""
    for pk in sorted(stories):
        articles = list(
            Article.objects.filter(story_id=pk, current=True).values(
                "source_id", "relation", "family__original__source_id", "lang", "sort_at"
            )
        )
        times = [article["sort_at"] for article in articles]
        Story.objects.filter(pk=pk).update(
            article_count=len(articles),
            independent_sources=len({_voice(article) for article in articles}),
            langs=sorted({article["lang"] for article in articles if article["lang"]}),
            first_at=min(times, default=None),
            last_at=max(times, default=None),
        )


def _voice(article: Mapping[str, object]) -> object:
    """Whose words an article is: a copy speaks for its original's source; a mere quotation is its own source's."""
    original = article["family__original__source_id"]
    return article["source_id"] if original is None or article["relation"] == Relation.QUOTE.value else original
