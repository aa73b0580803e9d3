"""A dossier's articles with their facts, some at a time, cut down to what the export's reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from marsad.model import DetailRole, FactKind
from marsad.observatory.entities import SHOWN, final_entity
from marsad.observatory.extracts import Words, extract, within_extract
from marsad.observatory.ledger.listing import of_no_promise
from marsad.observatory.models import Article, Dossier, DossierMember, Entity, Fact, FactDetail, Source, Visibility
from marsad.observatory.permalinks import permalink

AT_ONCE = 200
"""Articles that are held together."""
_DEFERRED = ("embedding", "blocks", "comments", "teasers", "dropped")
Watch = Callable[[int], None]


def _nobody(_: int) -> None:
    """Tells nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Export:
    """A dossier for one reader. ``whole``: whole texts; else those of open sources, and extracts of all others.

    ``site`` begins the addresses of this observatory's pages (``https://press.example``); empty where that is not
    known. ``watch`` is told how many articles were written.
    """

    dossier: Dossier
    whole: bool
    site: str = ""
    watch: Watch = _nobody


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that the reader may see, with those of its details that they may see.

    ``entity`` is whom a name stands for; ``parties`` has the entity of each detail, null where it stands for none.
    """

    row: Fact
    entity: Entity | None
    details: tuple[FactDetail, ...]
    parties: tuple[Entity | None, ...]
    permalink: str

    def permalink_key(self, member: Member) -> str:
        """What its permanent address rests on, the same wherever the site is."""
        return permalink(self.row, member.article.capture.key)

    def of(self, *roles: DetailRole) -> Iterator[tuple[FactDetail, Entity | None]]:
        """The details of some roles with their entities, in their order."""
        return ((one, who) for one, who in zip(self.details, self.parties, strict=True) if one.role in roles)


@dataclass(frozen=True, slots=True)
class Member:
    """An article of the dossier. ``opening`` is what everybody may read of it; ``voice`` is whose words it is."""

    article: Article
    source: Source
    voice: str
    by_hand: bool
    whole: bool
    opening: str
    facts: tuple[Told, ...]

    @property
    def url(self) -> str:
        """Where it was published, or what its capture is called."""
        return self.article.url or self.article.capture.locator

    def shows(self, words: Words) -> bool:
        """Whether the reader may see these words."""
        return self.whole or within_extract(self.article.lede, self.article.body, words, self.opening)


def members(export: Export) -> Iterator[Member]:
    """The articles of a dossier, the latest first, read along the index of its members."""
    finals: dict[str, Entity] = {}
    after: tuple[datetime, int] | None = None
    done = 0
    while rows := _rows(export.dossier, after):
        last = rows[-1]
        after = (last.at, last.article_id)
        for row, article, facts in _articles(rows):
            yield _member(export, row, article, facts, finals)
            done += 1
        finals.clear()
        export.watch(done)


def _rows(dossier: Dossier, after: tuple[datetime, int] | None) -> list[DossierMember]:
    rows = DossierMember.objects.filter(dossier=dossier).select_related("voice")
    if after is not None:
        at, article = after
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(article__lt=article))
    return list(rows.order_by("-at", "-article")[:AT_ONCE])


def _articles(rows: Sequence[DossierMember]) -> Iterator[tuple[DossierMember, Article, list[Fact]]]:
    pks = [row.article_id for row in rows]
    articles = Article.objects.select_related("capture", "source").defer(*_DEFERRED).in_bulk(pks)
    details = FactDetail.objects.select_related("entity__redirect_to").order_by("number")
    shown = Fact.objects.filter(article__in=pks, state__in=SHOWN).select_related("entity__redirect_to")
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in shown.exclude(of_no_promise()).prefetch_related(Prefetch("details", details)):
        facts[fact.article_id].append(fact)
    for row in rows:
        if (article := articles.get(row.article_id)) is not None:
            listed = facts[article.pk]
            listed.sort(key=lambda one: (one.field != "lede", one.start, one.end, one.kind, one.rule, one.pk))
            yield row, article, listed


def _member(
    export: Export, row: DossierMember, article: Article, facts: Sequence[Fact], finals: dict[str, Entity]
) -> Member:
    whole = export.whole or article.source.visibility == Visibility.FULL
    opening = extract(article.lede, article.body)
    member = Member(article, article.source, row.voice.key, row.by_hand, whole, opening, ())
    told = tuple(_told(export, member, fact, finals) for fact in facts if member.shows(fact))
    return Member(article, article.source, row.voice.key, row.by_hand, whole, opening, told)


def _told(export: Export, member: Member, fact: Fact, finals: dict[str, Entity]) -> Told:
    details = tuple(one for one in fact.details.all() if member.shows(one))
    parties = tuple(_final(one.entity, finals) for one in details)
    here = export.site + permalink(fact, member.article.capture.key)
    return Told(fact, _final(fact.entity, finals), details, parties, here)


def _final(entity: Entity | None, finals: dict[str, Entity]) -> Entity | None:
    """An entity, or the one that it was joined to."""
    if entity is None or entity.redirect_to_id is None:
        return entity
    if entity.pk not in finals:
        finals[entity.pk] = final_entity(entity.pk) or entity
    return finals[entity.pk]


def detail_of(told: Told, whole: bool) -> Mapping[str, Any]:
    """What a fact has of its own kind (`marsad.model`), without what words that the reader may not see tell."""
    detail: Mapping[str, Any] = told.row.detail
    if whole:
        return detail
    kept = {"form", "status", "modality", "event_kind", "value", "unit", "approximate", "upper", "former"}
    if told.row.kind == FactKind.DATE or any(told.of(DetailRole.DATE)):
        kept |= {"start_date", "end_date"}
    if any(told.of(DetailRole.DUE)):
        kept.add("due")
    return {name: value for name, value in detail.items() if name in kept}
