"""The canonical export: everything that the archive and the journal determine, in one order, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from marsad.observatory.counts import voice
from marsad.observatory.dossiers.canonical import rows as dossier_rows
from marsad.observatory.entities import known
from marsad.observatory.ledger.canonical import rows as ledger_rows
from marsad.observatory.listing import sources
from marsad.observatory.models import (
    Article,
    Capture,
    Channel,
    Decision,
    Entity,
    Fact,
    FactDetail,
    Family,
    Followed,
    FollowedWords,
    Job,
    JobState,
    Source,
    Story,
    StoryChange,
    Tombstone,
)

_ARTICLE_FIELDS = (
    "url",
    "outlet",
    "lang",
    "dir",
    "title",
    "authors",
    "published",
    "published_evidence",
    "modified",
    "section",
    "tags",
    "lede",
    "blocks",
    "image_url",
    "image_credit",
    "agency",
    "origin_outlet",
    "origin_url",
    "origin_published",
    "paywalled",
    "comments",
    "teasers",
    "dropped",
    "text_sha256",
    "relation",
    "longest_run",
    "current",
    "page",
    "gone_status",
    "topics",
)
_SOURCE_FIELDS = ("key", "name", "home", "lang", "country", "kind", "paused", "visibility")
_CHANNEL_FIELDS = ("url", "kind", "title", "lang", "folder", "active", "backfill", "least")
_FACT_FIELDS = (
    "kind",
    "field",
    "start",
    "end",
    "exact",
    "prefix",
    "suffix",
    "text_sha256",
    "confidence",
    "rule",
    "detail",
    "state",
)
_QUOTE_FIELDS = ("field", "start", "end", "exact", "prefix", "suffix", "text_sha256")
_DETAIL_FIELDS = ("role", "value", *_QUOTE_FIELDS)
_WORDS_FIELDS = ("part", "group", "detail")


def canonical() -> Iterator[str]:
    """Lines of JSON: sources by key, channels by address, takedowns, captures, articles and facts in the order of
    ingest, families, stories with what their articles say together, entities, decisions, dossiers and the ledger."""
    for row in _rows():
        yield json.dumps(row, ensure_ascii=False, sort_keys=True)


def _rows() -> Iterator[dict[str, Any]]:
    counted = {row["key"]: row for row in sources()}
    for source in Source.objects.order_by("key").values(*_SOURCE_FIELDS):
        numbers = {name: counted[source["key"]][name] for name in ("articles", "independent", "stories")}
        yield {"type": "source", **source, **numbers}
    for channel in Channel.objects.filter(parent=None).order_by("url").values("source__key", *_CHANNEL_FIELDS):
        yield {"type": "channel", "source": channel.pop("source__key"), **channel}
    yield from tombstones()
    errors = dict(Job.objects.filter(state=JobState.FAILED).order_by("pk").values_list("capture_id", "error"))
    for capture in Capture.objects.order_by("seq").iterator(chunk_size=500):
        yield _capture(capture, errors.get(capture.seq))
    keys = dict(Source.objects.values_list("pk", "key"))
    articles = Article.objects.annotate(voice=voice()).select_related("source").order_by("pk")
    for article in articles.iterator(chunk_size=500):
        yield {**_article(article), "voice": keys[article.voice]}
    facts = Fact.objects.prefetch_related(Prefetch("details", FactDetail.objects.order_by("number")))
    for fact in facts.order_by("article_id", "field", "start", "end", "kind", "state").iterator(chunk_size=500):
        yield _fact(fact)
    for family in Family.objects.select_related("original__capture").order_by("pk").iterator(chunk_size=500):
        original = family.original.capture.key if family.original else None
        yield {"type": "family", "id": family.pk, "original": original, "reason": family.reason}
    for story in Story.objects.order_by("pk").iterator(chunk_size=500):
        yield _story(story)
    words = Prefetch("words", FollowedWords.objects.order_by("number"))
    said = Followed.objects.filter(story__redirect_to=None).prefetch_related(words)
    for followed in said.order_by("story_id", "number").iterator(chunk_size=500):
        yield _followed(followed)
    for change in StoryChange.objects.order_by("at", "decision", "cause", "story", "other").iterator(chunk_size=500):
        yield _change(change)
    for entity in known().order_by("pk").iterator(chunk_size=500):
        yield _entity(entity)
    for decision in Decision.objects.order_by("pk").iterator(chunk_size=500):
        yield {"type": "decision", "live": decision.live, "lost": decision.lost, "record": decision.record}
    yield from dossier_rows()
    yield from ledger_rows()


def tombstones() -> Iterator[dict[str, Any]]:
    """What was taken down, in the order of the takedowns, so that a copy elsewhere can follow suit."""
    for stone in Tombstone.objects.order_by("number"):
        told = {"n": stone.number, "what": stone.kind, "key": stone.key, "by": stone.by, "reason": stone.reason}
        yield {"type": "takedown", **told, "at": stone.at.isoformat()}


def _capture(capture: Capture, error: str | None) -> dict[str, Any]:
    return {
        "type": "capture",
        "seq": capture.seq,
        "key": capture.key,
        "record": capture.record_id,
        "locator": capture.locator,
        "name": capture.name,
        "sha256": capture.sha256,
        "fetched": capture.fetched.isoformat() if capture.fetched else None,
        "error": error,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "type": "article",
        "capture": article.pk,
        "source": article.source.key,
        "story": article.story_id,
        "family": article.family_id,
        "sort_at": article.sort_at.isoformat(),
        "repeats": article.repeats_id,
        "gone_at": article.gone_at.isoformat() if article.gone_at else None,
        **{name: getattr(article, name) for name in _ARTICLE_FIELDS},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "type": "fact",
        "article": fact.article_id,
        "entity": fact.entity_id,
        "decision": fact.decision_id,
        **{name: getattr(fact, name) for name in _FACT_FIELDS},
        "details": [
            {"entity": one.entity_id, **{name: getattr(one, name) for name in _DETAIL_FIELDS}}
            for one in fact.details.all()
        ],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    """An entity that no fact names any more keeps its id alone."""
    return {
        "type": "entity",
        "id": entity.pk,
        "name": entity.name if entity.names else None,
        "names": entity.names,
        "country": entity.country,
        "redirect_to": entity.redirect_to_id,
    }


def _story(story: Story) -> dict[str, Any]:
    return {
        "type": "story",
        "id": story.pk,
        "redirect_to": story.redirect_to_id,
        "follows": story.follows_id,
        "articles": story.article_count,
        "independent_sources": story.independent_sources,
        "langs": story.langs,
        "first_at": story.first_at.isoformat() if story.first_at else None,
        "last_at": story.last_at.isoformat() if story.last_at else None,
    }


def _followed(followed: Followed) -> dict[str, Any]:
    """What articles say together: a shared statement or event, or a contradiction."""
    return {
        "type": "followed",
        "kind": followed.kind,
        "story": followed.story_id,
        **{name: getattr(followed, name) for name in ("key", "confidence", "detail", "state")},
        "entity": followed.entity_id,
        "decision": followed.decision_id,
        "words": [
            {"article": one.article_id, **{name: getattr(one, name) for name in (*_WORDS_FIELDS, *_QUOTE_FIELDS)}}
            for one in followed.words.all()
        ],
    }


def _change(change: StoryChange) -> dict[str, Any]:
    return {
        "type": "story_change",
        "act": change.act,
        "story": change.story_id,
        "other": change.other_id,
        "at": change.at.isoformat() if change.at else None,
        "by": change.by,
        "decision": change.decision_id,
        "cause": change.cause_id,
        "articles": change.articles,
    }
