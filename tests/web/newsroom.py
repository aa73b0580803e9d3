"""Rows for the site's tests, made directly: the site reads tables and does not care who filled them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from marsad.model import NAMED, Evidence, direction
from marsad.observatory.annotating import evidence_of, placed, texts_of
from marsad.observatory.models import (
    Article,
    Capture,
    Entity,
    Fact,
    FactDetail,
    Family,
    Followed,
    FollowedWords,
    Source,
    Story,
    Visibility,
)

START = datetime.fromisoformat("2025-09-15T08:00:00+01:00")


def add_source(key: str, name: str, visibility: str = Visibility.EXTRACT, **fields: Any) -> Source:
    return Source.objects.create(key=key, name=name, visibility=visibility, **fields)


def add_article(source: Source, title: str, lang: str, sort_at: datetime, body: str, **fields: Any) -> Article:
    seq = Capture.objects.count() + 1
    url = fields.pop("url", f"https://{source.key}/{seq}")
    digest = sha256(f"{seq} {url} {body}".encode()).hexdigest()
    capture = Capture.objects.create(
        seq=seq,
        key=digest[:16],
        record_id=f"urn:uuid:00000000-0000-4000-8000-{seq:012d}",
        locator=fields.pop("locator", url),
        url=url,
        sha256=digest,
        fetched=sort_at,
        archived=sort_at,
        warc_file="2025-09-15.warc.gz",
        offset=seq * 1000,
        length=900,
    )
    fields.setdefault("current", True)
    fields.setdefault("published", sort_at.isoformat())
    fields.setdefault("blocks", [{"type": "paragraph", "text": text} for text in body.split("\n\n")])
    return Article.objects.create(
        capture=capture,
        source=source,
        url=url,
        title=title,
        lang=lang,
        dir=direction(lang),
        sort_at=sort_at,
        body=body,
        text_sha256=digest,
        **fields,
    )


def add_story(*articles: Article, independent_sources: int | None = None) -> Story:
    moments = [article.sort_at for article in articles]
    story = Story.objects.create(
        id=articles[0].capture.sha256[:16],
        first_at=min(moments),
        last_at=max(moments),
        article_count=len(articles),
        independent_sources=independent_sources or len({article.source_id for article in articles}),
        langs=sorted({article.lang for article in articles}),
    )
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(story=story)
    return story


def add_family(original: Article, copies: dict[Article, str]) -> Family:
    family = Family.objects.create(id=original.capture.sha256[:16], original=original)
    for article, relation in {original: "original", **copies}.items():
        Article.objects.filter(pk=article.pk).update(family=family, relation=relation)
    return family


def add_fact(article: Article, exact: str, kind: str, nth: int = 0, field: str = "body", **fields: Any) -> Fact:
    """A fact on the nth occurrence of some words; a name gets an entity of its own unless ``entity`` names one."""
    text, start = texts_of(article)[field], -1
    for _ in range(nth + 1):
        start = text.index(exact, start + 1)
    if kind in NAMED and "entity" not in fields:
        name = fields.get("detail", {}).get("name", exact)
        slug = name.casefold().replace(" ", "-")
        entity = Entity.objects.get_or_create(
            pk=f"{kind}/{slug}", defaults={"kind": kind, "name": name, "names": {article.lang: name}}
        )
        fields["entity"] = entity[0]
        fields.setdefault("detail", {"name": name})
    evidence = Evidence.of(article.capture.record_id, field, text, start, start + len(exact))
    fields.setdefault("rule", "list")
    fields.setdefault("confidence", 0.9)
    return Fact.objects.create(article=article, kind=kind, **placed(evidence), **fields)


def add_detail(fact: Fact, role: str, exact: str, entity: Entity | None = None, value: str = "") -> FactDetail:
    """A detail of a fact on the first occurrence of some words, in its field or in the other one."""
    texts = texts_of(fact.article)
    field = fact.field if exact in texts[fact.field] else next(name for name in texts if exact in texts[name])
    start = texts[field].index(exact)
    evidence = Evidence.of(fact.article.capture.record_id, field, texts[field], start, start + len(exact))
    told = {"role": role, "entity": entity, "value": value, "number": fact.details.count()}
    return FactDetail.objects.create(fact=fact, **placed(evidence), **told)


def add_followed(
    story: Story, kind: str, words: list[tuple[Fact, str, int, dict[str, Any]]], **fields: Any
) -> Followed:
    """What articles of a story say together: facts, each as a part in a group, with what it has of its own."""
    number = story.followed.count()
    followed = Followed.objects.create(
        story=story, kind=kind, key=f"{kind}-{number}", number=number, confidence=0.9, **fields
    )
    for place, (fact, part, group, detail) in enumerate(words):
        quote = placed(evidence_of(fact, fact.article.capture.record_id))
        own = {"part": part, "group": group, "detail": detail, "number": place}
        FollowedWords.objects.create(followed=followed, article=fact.article, fact=fact, **quote, **own)
    return followed
