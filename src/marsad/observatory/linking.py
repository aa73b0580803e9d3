"""Linking, in the order of ingest: which entity of all articles each one of an article is.

A part of the group stage, so that one process does it at a time and in that order. What the linker knows is kept in the
transaction of the articles that it learned it from, so that a restart changes no id.
"""

from __future__ import annotations

import logging
from typing import Any

from marsad import model
from marsad.annotate.link import Linker
from marsad.observatory.applying import reapply
from marsad.observatory.entities import link_facts, live_parts, note_names, refresh_names
from marsad.observatory.models import Article, Fact, LinkerRow

_NOT_NAMED = frozenset({"id"})
_ROWS_A_QUERY = 100

log = logging.getLogger(__name__)


class Linking:
    """What linking has learned; equal after a restart to what it was before."""

    def __init__(self) -> None:
        self._linker = Linker.restored(LinkerRow.objects.order_by("number").values_list("row", flat=True))

    def save(self) -> None:
        """Keep what was learned since the last time; call inside the transaction of what it was learned from."""
        rows = [LinkerRow(number=row["number"], row=row) for row in self._linker.changed()]
        LinkerRow.objects.bulk_create(
            rows, batch_size=_ROWS_A_QUERY, update_conflicts=True, unique_fields=["number"], update_fields=["row"]
        )

    def link(self, article: Article) -> None:
        """Give an article's facts their entities, and apply what people decided about them."""
        again = article.story_id is not None
        before = _entities(article) if again else set()
        if article.named:
            ids = self._ids(article)
            article.named = [{**named, "id": id_} for named, id_ in zip(article.named, ids, strict=True)]
            article.save(update_fields=["named"])
            link_facts(article, live_parts())
        reapply(article, fresh=True)
        if again:
            refresh_names(before | _entities(article))
        else:
            note_names(article)

    def _ids(self, article: Article) -> tuple[str | None, ...]:
        """The ids that the linker gives; null for an article that it fails over, which fails nothing else."""
        entities = [_entity(named) for named in article.named]
        try:
            return self._linker.link(entities, lang=article.lang or None, date=article.published[:10] or None)
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
