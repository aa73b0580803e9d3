"""What editors decided, as training data: the text, what the machine said of it, and what the person said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from marsad import model
from marsad.annotate.anchor import re_anchored
from marsad.observatory.annotating import texts_of
from marsad.observatory.applying import ACTS, evidence_in
from marsad.observatory.models import Article, Decision, Entity


def training() -> Iterator[str]:
    """Lines of JSON, a decision that counts each, in the order in which they were made; no names of editors.

    Of a fact: ``{type: fact, act, at, lang, published, text, said, told}``. ``text`` is the field as it is read now,
    or what the decision quotes of it where its words are lost; ``said`` and ``told`` are ``{kind, start, end, exact,
    detail, entity}`` with code points of ``text``, ``said`` also with ``rule`` and ``confidence``; either span is null
    where its words are not in ``text``. ``told`` is null for a fact that was struck, and what was said for one that was
    confirmed; of a fact of several parts both have ``details``, ``{role, exact, value, entity}``. Of an entity:
    ``{type: entity, act, at, kind, one, other}``, two of ``{id, names}`` that are one (``join``) or two (``part``).
    """
    wanted = Decision.objects.filter(live=True, kind__in=("fact", "entity"), act__in=(*ACTS, "join", "part"))
    for decision in wanted.order_by("number"):
        row = _entities(decision) if decision.kind == "entity" else _fact(decision)
        yield json.dumps(row, ensure_ascii=False, sort_keys=True)


def _fact(decision: Decision) -> dict[str, Any]:
    record = decision.record
    article = Article.objects.select_related("capture").filter(capture__key=decision.capture_key).first()
    field, text = _text(decision, article)
    return {
        "type": "fact",
        "act": decision.act,
        "at": decision.at.isoformat(),
        "lang": article.lang if article else None,
        "published": article.published or None if article else None,
        "text": text,
        "said": {
            **_told(record["fact"], field, text, record["fact"]["entity"]),
            "rule": record["fact"]["rule"],
            "confidence": record["fact"]["confidence"],
        },
        "told": _decided(decision, field, text),
    }


def _decided(decision: Decision, field: str, text: str) -> dict[str, Any] | None:
    said, change = decision.record["fact"], decision.record.get("change")
    if change:
        return _told(change, field, text, (change["entity"] or {}).get("id"))
    return _told(said, field, text, said["entity"]) if decision.act == "confirm" else None


def _text(decision: Decision, article: Article | None) -> tuple[str, str]:
    """The field that the decision's words stand in now, and its text; else the words that it quotes."""
    quote = decision.record.get("change", decision.record["fact"])["quote"]
    moved = Decision.objects.filter(act="place", live=True, record__of=decision.number).order_by("number").last()
    if article is not None and not decision.lost:
        words = evidence_in(moved.record["quote"] if moved else quote, article.capture.record_id)
        if found := re_anchored(words, texts_of(article)):
            return found.field, texts_of(article)[found.field]
    return quote["field"], quote["prefix"] + quote["exact"] + quote["suffix"]


def _told(told: Mapping[str, Any], field: str, text: str, entity: str | None) -> dict[str, Any]:
    found = re_anchored(model.Evidence(record_id="", **told["quote"]), {field: text})
    parts = [
        {"role": one["role"], "exact": one["quote"]["exact"], "value": one["value"], "entity": one["entity"]}
        for one in told.get("details", ())
    ]
    return {
        **({"details": parts} if parts else {}),
        "kind": told["kind"],
        "start": found.start if found else None,
        "end": found.end if found else None,
        "exact": found.exact if found else told["quote"]["exact"],
        "detail": told["detail"],
        "entity": entity,
    }


def _entities(decision: Decision) -> dict[str, Any]:
    other = decision.record["into" if decision.act == "join" else "to"]
    return {
        "type": "entity",
        "act": decision.act,
        "at": decision.at.isoformat(),
        "kind": Entity.objects.filter(pk=decision.entity_id).values_list("kind", flat=True).first(),
        "one": _names(decision.entity_id),
        "other": _names(other),
    }


def _names(id_: str) -> dict[str, Any]:
    row = Entity.objects.filter(pk=id_).first()
    return {"id": id_, "names": (row.names or {"": row.name}) if row else {}}
