"""A takedown in the tables: what came of the captures goes, and what stood with them is arranged anew without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from marsad.archive.journal import JournalRecord
from marsad.group.reprints import ReprintIndex
from marsad.observatory.counts import recount
from marsad.observatory.entities import refresh_names
from marsad.observatory.group_state import document_of
from marsad.observatory.models import (
    Article,
    Capture,
    Channel,
    Check,
    Decision,
    Dossier,
    Entity,
    Fact,
    FactDetail,
    Family,
    Followed,
    Item,
    ItemState,
    LinkerRow,
    Refusal,
    Source,
    Story,
)
from marsad.observatory.page_versions import settle
from marsad.observatory.source_keys import source_key
from marsad.observatory.source_records import forget_plan
from marsad.observatory.takedown_plan import parts
from marsad.observatory.takedown_words import without_words
from marsad.observatory.unindexing import unindex
from marsad.observatory.weighing import forget_stories, speak_anew, take_out

_ANEW = b"\0"
"""Features of no version of grouping, so that they are made anew."""


def remove(record: JournalRecord) -> None:
    """Remove what a takedown names, inside a transaction; a second time there is nothing left to remove."""
    seqs = [seq for _, seq in record["captures"]]
    stories: set[str] = set()
    families: set[str] = set()
    entities: set[str] = set()
    for part in parts(seqs):
        gone = Article.objects.filter(pk__in=part)
        stories |= set(gone.exclude(story=None).values_list("story_id", flat=True))
        families |= set(gone.exclude(family=None).values_list("family_id", flat=True))
        entities |= set(Fact.objects.filter(article__in=part).exclude(entity=None).values_list("entity_id", flat=True))
        told = FactDetail.objects.filter(fact__article__in=part).exclude(entity=None)
        entities |= set(told.values_list("entity_id", flat=True))
    heirs = list(_heirs(seqs))
    take_out(seqs)
    forget_stories(sorted(stories))
    for part in parts(sorted(stories)):
        Followed.objects.filter(story__in=part).delete()
    _remove_collected(record)
    for part in parts(seqs):
        Capture.objects.filter(pk__in=part).delete()
    for part in parts(record["records"]):
        Check.objects.filter(record_id__in=part).delete()
    _silence_decisions([key for key, _ in record["captures"]])
    for heir, embedding in heirs:
        _inherit(heir, embedding)
    for family in sorted(families):
        stories |= _arrange_family(family)
    recount(stories)
    _remove_stories(record["stories"])
    _remove_entities(entities)
    if record["what"] == "outlet":
        speak_anew(record["key"])
        Source.objects.filter(key=record["key"], articles=None).delete()
        forget_plan(record["key"])
    unindex(seqs)


def _remove_collected(record: JournalRecord) -> None:
    """Nothing of it is fetched any more: items are marked, and the channels of an outlet go."""
    removed: dict[str, Any] = {
        "state": ItemState.REMOVED, "due_at": None, "title": "", "error": "", "error_kind": "", "capture": None,
        "etag": "", "modified": "",
    }  # fmt: skip
    for part in parts(record["pages"]):
        Item.objects.filter(key__in=part).update(**removed)
    if record["what"] == "outlet":
        source = Source.objects.filter(key=record["key"])
        Item.objects.filter(source__in=source).update(**removed)
        others = Item.objects.filter(host__endswith=record["key"]).exclude(state=ItemState.REMOVED)
        known = {pk: url for pk, url in others.values_list("pk", "url") if source_key(url) == record["key"]}
        for part in parts(sorted(known)):
            Item.objects.filter(pk__in=part).update(**removed)
        for part in parts([seq for _, seq in record["captures"]]):
            Item.objects.filter(capture__in=part).update(**removed)
        Refusal.objects.filter(source__in=source).delete()
        Channel.objects.filter(source__in=source).delete()
    elif record["what"] == "article":
        for part in parts(record["captures"]):
            urls = Capture.objects.filter(key__in=[key for key, _ in part]).values("url")
            Refusal.objects.filter(url__in=urls).delete()


def _heirs(seqs: list[int]) -> Iterable[tuple[Article, bytes | None]]:
    """For each page of which a version stays, the first of those, and what grouping knew of the page."""
    known: dict[tuple[str, str | None], bytes | None] = {}
    for part in parts(seqs):
        for gone in Article.objects.filter(pk__in=part).exclude(page="").exclude(story=None).order_by("pk"):
            key = gone.page, gone.story_id
            known[key] = known.get(key) or (None if gone.embedding is None else bytes(gone.embedding))
    for (page, story), embedding in known.items():
        left = Article.objects.filter(page=page, story=story).exclude(pk__in=seqs).order_by("pk").first()
        if left is not None:
            yield left, embedding


def _inherit(heir: Article, embedding: bytes | None) -> None:
    """A version takes the place in which the one that went stood."""
    heir.refresh_from_db()
    if heir.embedding is None and embedding is not None:
        heir.embedding = _ANEW if embedding else b""
        heir.save(update_fields=["embedding"])
    settle(heir)


def _arrange_family(pk: str) -> set[str]:
    """A family that lost members: where its original is gone the others are compared anew; the stories of those that
    count otherwise now."""
    family = Family.objects.filter(pk=pk).first()
    if family is None:
        return set()
    members = list(Article.objects.filter(family=pk).select_related("capture", "source").order_by("pk"))
    pages = {article.page or str(article.pk) for article in members}
    if family.original_id is not None and len(pages) > 1:
        return set()
    index, first = ReprintIndex(), [one for one in members if one.embedding is not None]
    placed = [index.place(document_of(one), one.pk) for one in first]
    views = {view.id: view for view in placed if view is not None}
    Article.objects.filter(family=pk).update(family=None, relation="", longest_run=0)
    family.delete()
    named = pk
    for view in views.values():
        keys = {one.capture.key: one for one in first}
        row, _ = Family.objects.update_or_create(
            pk=named if not Family.objects.filter(pk=named).exists() else view.id,
            defaults={"original": keys[view.original], "reason": view.reason.value},
        )
        for key, relation in view.members.items():
            one = keys[key]
            versions = Article.objects.filter(page=one.page, story=one.story_id) if one.page else None
            rows = versions if versions is not None else Article.objects.filter(pk=one.pk)
            rows.update(family=row, relation=relation.value, longest_run=view.longest[key])
    return {one.story_id for one in members if one.story_id}


def emptied(seqs: Sequence[int]) -> list[str]:
    """The stories that have no article but these, and the addresses that lead there."""
    found: set[str] = set()
    for part in parts(seqs):
        found |= set(Article.objects.filter(pk__in=part).exclude(story=None).values_list("story_id", flat=True))
    gone = set(seqs)
    rows = [pk for pk in sorted(found) if set(Article.objects.filter(story=pk).values_list("pk", flat=True)) <= gone]
    seen = set(rows)
    for pk in rows:  # grows while it is gone through
        more = Story.objects.filter(redirect_to=pk).order_by("pk").values_list("pk", flat=True)
        rows += [other for other in more if other not in seen]
        seen |= set(rows)
    return rows


def _remove_stories(stories: Sequence[str]) -> None:
    for part in parts(stories):
        rows = Story.objects.filter(pk__in=part, articles=None)
        Story.objects.filter(redirect_to__in=rows).update(redirect_to=None)
    for part in parts(stories):
        Story.objects.filter(pk__in=part, articles=None).delete()


def _remove_entities(entities: set[str]) -> None:
    """Entities that nothing names any more, and no dossier is about, go, also from what linking remembers; the others
    learn their names anew."""
    named = Q(Exists(Fact.objects.filter(entity=OuterRef("pk"))))
    named |= Q(Exists(FactDetail.objects.filter(entity=OuterRef("pk"))))
    named |= Q(Exists(Dossier.objects.filter(entity=OuterRef("pk"))))
    named |= Q(redirect_to__isnull=False) | Q(Exists(Entity.objects.filter(redirect_to=OuterRef("pk"))))
    left: set[str] = set()
    for part in parts(sorted(entities)):
        left |= set(Entity.objects.filter(named, pk__in=part).values_list("pk", flat=True))
    gone = entities - left
    for part in parts(sorted(gone)):
        Entity.objects.filter(pk__in=part).delete()
        _forget_linked(set(part))
    refresh_names(left)


def _forget_linked(ids: set[str]) -> None:
    """The linker keeps a row without a name, because it counts its rows; nothing is ever found by it."""
    blank: dict[str, Any] = {name: [] for name in ("names", "acronyms", "roles", "beside")}
    blank |= dict.fromkeys(("country", "key", "seen"))
    rows = list(LinkerRow.objects.filter(row__id__in=sorted(ids)))
    for row in rows:
        row.row = {**row.row, **blank, "id": f"{row.row['kind']}/~removed-{row.pk}"}
    LinkerRow.objects.bulk_update(rows, ["row"], batch_size=100)


def _silence_decisions(keys: list[str]) -> None:
    """What editors decided about facts of it counts no more, and its words go."""
    for part in parts(keys):
        for decision in Decision.objects.filter(kind="fact", capture_key__in=part):
            decision.record, decision.live, decision.lost = without_words(decision.record), False, False
            decision.save(update_fields=["record", "live", "lost"])
