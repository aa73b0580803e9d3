"""The details of a fact in decisions: written down with their words, and led back to them.

In the journal a detail is ``role``, ``quote`` (as of facts), ``value`` or null, and ``entity``, the id that its words
stood for or null; one that an editor named has that entity as ``told``: its id, kind and name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad import model
from marsad.annotate.anchor import re_anchored
from marsad.archive.journal import JournalRecord
from marsad.observatory.annotating import evidence_of, placed, texts_of
from marsad.observatory.entities import ensure
from marsad.observatory.models import Article, Fact, FactDetail

DETAILED = frozenset(
    {
        model.FactKind.STATEMENT,
        model.FactKind.EVENT,
        model.FactKind.COMMITMENT,
        model.FactKind.HEDGED,
        model.FactKind.PROGRESS,
    }
)
"""The kinds whose facts have details."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who an editor says has a role in a fact, and the words that tell it: code points of ``field``."""

    role: model.DetailRole
    entity: Mapping[str, str]
    field: str
    start: int
    end: int


def quoted(fact: Fact) -> list[JournalRecord]:
    """The details of a fact as a decision writes them down."""
    record_id = fact.article.capture.record_id
    return [
        {
            "role": detail.role,
            "quote": placed(evidence_of(detail, record_id)),
            "value": detail.value or None,
            "entity": detail.entity_id,
        }
        for detail in fact.details.order_by("number")
    ]


def with_parties(
    known: Iterable[JournalRecord], parties: Sequence[Party], dropped: Iterable[model.DetailRole], article: Article
) -> list[JournalRecord]:
    """The details with what an editor says in the place of those of the same roles, without the dropped."""
    roles = {*(party.role.value for party in parties), *(role.value for role in dropped)}
    texts, record_id = texts_of(article), article.capture.record_id
    told = [
        {
            "role": party.role.value,
            "quote": placed(model.Evidence.of(record_id, party.field, texts[party.field], party.start, party.end)),
            "value": None,
            "entity": party.entity["id"],
            "told": dict(party.entity),
        }
        for party in parties
    ]
    return [*told, *(detail for detail in known if detail["role"] not in roles)]


def put_back(fact: Fact, article: Article, told: Iterable[Mapping[str, Any]], found: Fact | None) -> None:
    """Give a person's fact the details of its record; those whose words are lost are left out.

    One that the annotator found on the same words stands for whom it stands for there.
    """
    texts, record_id = texts_of(article), article.capture.record_id
    linked = {
        (one.role, one.field, one.start, one.end): one.entity_id for one in (found.details.all() if found else ())
    }
    rows = []
    for number, detail in enumerate(told):
        words = re_anchored(model.Evidence(record_id=record_id, **detail["quote"]), texts)
        if words is None:
            continue
        entity = detail["entity"]
        if named := detail.get("told"):
            ensure([(named["id"], named["kind"], named["name"])])
        else:
            entity = linked.get((detail["role"], words.field, words.start, words.end)) or entity
            if entity:
                ensure([(entity, _kind(entity), words.exact)])
        value = (detail["value"] or "")[:200]
        rows.append(
            FactDetail(fact=fact, number=number, **placed(words), role=detail["role"], value=value, entity_id=entity)
        )
    FactDetail.objects.bulk_create(rows)


def _kind(entity: str) -> str:
    """The kind of an entity that only its id is known of."""
    kind = entity.partition("/")[0]
    return model.FactKind.ORGANISATION.value if kind == "org" else kind
