"""Lists for tables and spreadsheets, a line of JSON each: stories, articles, sources, dossiers; copies told from
sources. Those of statements, events, commitments and contradictions are in `marsad.observatory.told_listing`.

``independent_sources`` counts a reprint family once: a copy speaks for its original's source, named in ``voice``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from marsad.observatory import told_listing
from marsad.observatory.counts import voice
from marsad.observatory.dossiers.listing import dossiers
from marsad.observatory.exports.promises import promise_rows
from marsad.observatory.models import Article, Family, Promise, Source, Story
from marsad.observatory.story_log import predecessor

_CHUNK = 500


def stories() -> Iterator[dict[str, Any]]:
    """``{id, articles, independent_sources, langs, first_at, last_at, follows}``, the earliest first; ``follows`` is
    the closed story that one takes up again. Addresses that lead elsewhere are not listed."""
    for story in Story.objects.filter(redirect_to=None, article_count__gt=0).order_by("first_at", "pk"):
        before = predecessor(story)
        yield {
            "id": story.pk,
            "articles": story.article_count,
            "independent_sources": story.independent_sources,
            "langs": story.langs,
            "first_at": story.first_at.isoformat() if story.first_at else None,
            "last_at": story.last_at.isoformat() if story.last_at else None,
            "follows": before.pk if before else None,
        }


def articles() -> Iterator[dict[str, Any]]:
    """``{id, url, source, lang, title, published, story, articles, independent_sources, family, relation, original,
    reason, longest_run, voice, gone_at, gone_status}`` of each article that is shown, in the order of ingest.

    ``articles`` and ``independent_sources`` are its story's; ``original`` is the ``id`` of what it is a copy of, and
    ``voice`` the key of the source whose words it is. A page that its publisher withdrew is ``gone_at`` a moment.
    """
    keys = dict(Source.objects.values_list("pk", "key"))
    shown = Article.objects.filter(current=True).annotate(voice=voice()).select_related("story", "family")
    for article in shown.order_by("pk").iterator(chunk_size=_CHUNK):
        story, family = article.story or Story(), article.family or Family()
        yield {
            "id": article.pk,
            "url": article.url or None,
            "source": keys[article.source_id],
            "lang": article.lang or None,
            "title": article.title or None,
            "published": article.published or None,
            "story": article.story_id,
            "articles": story.article_count,
            "independent_sources": story.independent_sources,
            "family": article.family_id,
            "relation": article.relation or None,
            "original": family.original_id,
            "reason": family.reason or None,
            "longest_run": article.longest_run,
            "voice": keys[article.voice],
            "gone_at": article.gone_at.isoformat() if article.gone_at else None,
            "gone_status": article.gone_status,
        }


def sources() -> Iterator[dict[str, Any]]:
    """``{key, name, home, lang, articles, independent, stories}`` by key; ``independent`` are those of the articles
    that are not copies of another source's."""
    own = Article.objects.filter(current=True).annotate(voice=voice()).filter(voice=F("source_id"))
    independent = dict(own.values_list("source_id").annotate(Count("pk")).order_by())
    shown = Q(articles__current=True)
    counted = Source.objects.annotate(
        shown=Count("articles", filter=shown), told=Count("articles__story", filter=shown, distinct=True)
    )
    for source in counted.order_by("key"):
        yield {
            "key": source.key,
            "name": source.name,
            "home": source.home or None,
            "lang": source.lang or None,
            "articles": source.shown,
            "independent": independent.get(source.pk, 0),
            "stories": source.told,
        }


def promises(*, whole: bool = False) -> Iterator[dict[str, Any]]:
    """`marsad.observatory.exports.promises.promise_rows` of the whole ledger."""
    return promise_rows(Promise.objects.all(), timezone.localdate(), whole=whole)


LISTS: Mapping[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "stories": stories,
    "articles": articles,
    "sources": sources,
    "dossiers": dossiers,
}
TOLD: Mapping[str, Callable[..., Iterator[dict[str, Any]]]] = {
    "statements": told_listing.statements,
    "events": told_listing.events,
    "commitments": told_listing.commitments,
    "contradictions": told_listing.contradictions,
    "promises": promises,
}
"""The lists that quote articles: ``whole``, or as far as a visitor without an account may read them."""


def lines(name: str, *, whole: bool = False) -> Iterator[str]:
    """One of `LISTS` or of `TOLD`, as lines of JSON."""
    for row in TOLD[name](whole=whole) if name in TOLD else LISTS[name]():
        yield json.dumps(row, ensure_ascii=False, sort_keys=True)
