"""Linking, in the order of ingest: which entity of all articles each one of an article is.

A part of the group stage, so that one process does it at a time and in that order. What the linker has learned is a
fold over what is stored, so that a restart changes no id.
"""

from __future__ import annotations

import logging
from typing import Any

from marsad import model
from marsad.annotate.link import Linker
from marsad.observatory.applying import reapply
from marsad.observatory.entities import link_facts, live_parts, note_names, refresh_names
from marsad.observatory.models import Article, Fact

_LEARNED = ("lang", "published", "named")
_NOT_NAMED = frozenset({"id"})

log = logging.getLogger(__name__)


class Linking:
    """What linking has learned; equal after a restart to what it was before."""

    def __init__(self) -> None:
        self._linker = Linker()

    @classmethod
    def restored(cls) -> Linking:
        """Learn again, in order, what was linked before."""
        linking = cls()
        linked = Article.objects.exclude(story=None).exclude(named=[]).only(*_LEARNED).order_by("pk")
        for article in linked.iterator(chunk_size=500):
            if all("id" in named for named in article.named):
                linking._ids(article)
        return linking

    def link(self, article: Article) -> None:
        """Give an article's facts their entities, and apply what people decided about them."""
        again = article.story_id is not None
        before = _entities(article) if again else set()
        if article.named:
            ids = self._ids(article)
            article.named = [{**named, "id": id_} for named, id_ in zip(article.named, ids, strict=True)]
            article.save(update_fields=["named"])
            link_facts(article, live_parts())
        reapply(article)
        if again:
            refresh_names(before | _entities(article))
        else:
            note_names(article)

    def _ids(self, article: Article) -> tuple[str | None, ...]:
        """The ids that the linker gives; null for an article that it fails over, which fails nothing else."""
        entities = [_entity(named) for named in article.named]
        try:
            return self._linker.link(entities, lang=article.lang or None)
        except Exception:
            log.exception("linking failed over article %s", article.pk)
            return (None,) * len(entities)


def _entity(named: dict[str, Any]) -> model.Entity:
    fields = {name: value for name, value in named.items() if name not in _NOT_NAMED}
    fields |= {"kind": model.FactKind(fields["kind"]), "names": tuple(fields["names"]), "parts": tuple(fields["parts"])}
    return model.Entity(**fields)


def _entities(article: Article) -> set[str]:
    found = Fact.objects.filter(article=article).exclude(entity=None)
    return set(found.values_list("entity_id", flat=True))
