"""Rows of dossiers for the site's tests, made directly: the pages read tables and do not care who filled them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from marsad.observatory.counts import voice
from marsad.observatory.models import (
    Article,
    Dossier,
    DossierDay,
    DossierLine,
    DossierMember,
    DossierPart,
    DossierVoice,
    Entity,
    Story,
)
from tests.web.newsroom import START


def add_dossier(name: str, kind: str = "question", entity: Entity | None = None, **fields: Any) -> Dossier:
    fields.setdefault("rule", {"query": "phare"})
    fields.setdefault("id", f"{Dossier.objects.count() + 1:016x}")
    return Dossier.objects.create(kind=kind, name=name, entity=entity, made_by="nadia", made_at=START, **fields)


def add_members(dossier: Dossier, articles: Iterable[Article], parts: Iterable[int] = (), **fields: Any) -> None:
    """Articles as members, counted as the observatory counts them."""
    for article in articles:
        article = Article.objects.annotate(voice=voice()).get(pk=article.pk)
        day = timezone.localtime(article.sort_at).date()
        months = {"day": day, "month": day.replace(day=1)}
        own = article.voice == article.source_id
        DossierMember.objects.create(
            dossier=dossier,
            article=article,
            story=article.story,
            at=article.sort_at,
            source=article.source,
            voice_id=article.voice,
            own=own,
            lang=article.lang,
            parts=list(parts),
            **months,
            **fields,
        )
        for part in (0, *parts):
            key = {"dossier": dossier, "part": part, "lang": article.lang}
            DossierDay.objects.get_or_create(**key, day=day, defaults={"articles": 0, "own": 0})
            DossierDay.objects.filter(**key, day=day).update(articles=F("articles") + 1, own=F("own") + own)
            key |= {"month": months["month"], "source": article.source, "voice_id": article.voice}
            DossierVoice.objects.get_or_create(**key, defaults={"articles": 0, "last_at": article.sort_at})
            DossierVoice.objects.filter(**key).update(articles=F("articles") + 1, last_at=article.sort_at)


def add_line(dossier: Dossier, story: Story, article: Article, kind: str, at: datetime, **fields: Any) -> DossierLine:
    fields.setdefault("key", f"{kind}-{DossierLine.objects.count()}")
    return DossierLine.objects.create(
        dossier=dossier,
        story=story,
        article=article,
        kind=kind,
        at=at,
        source=article.source,
        lang=article.lang,
        langs=DossierLine.LANG_BITS.get(article.lang, DossierLine.OTHER_LANG),
        **fields,
    )


def add_part(dossier: Dossier, number: int, names: dict[str, list[str]], **fields: Any) -> DossierPart:
    return DossierPart.objects.create(dossier=dossier, number=number, names=names, **fields)
