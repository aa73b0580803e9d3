"""A dossier as lines of JSON, one for each article, fact and promise, each fact with its evidence.

``row`` says what a line is: the first is the ``dossier``, then come each ``article`` with its ``fact`` lines, each
``promise`` with its moves, and last ``end``, which counts them, so that a file that was cut off shows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from marsad.observatory.exports.promises import promises
from marsad.observatory.exports.reading import Export, Member, Told, detail_of, members
from marsad.observatory.models import Entity

Row = dict[str, Any]


def lines(export: Export) -> Iterator[str]:
    """The lines with their ends."""
    for row in rows(export):
        yield json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def rows(export: Export) -> Iterator[Row]:
    """The lines before they are written."""
    counted: Counter[str] = Counter()
    yield _dossier(export)
    for row in _body(export):
        counted[f"{row['row']}s"] += 1
        yield row
    yield {"row": "end", "articles": counted["articles"], "facts": counted["facts"], "promises": counted["promises"]}


def _body(export: Export) -> Iterator[Row]:
    for member in members(export):
        yield article_row(export, member)
        for told in member.facts:
            yield fact_row(member, told)
    for promise in promises(export, timezone.localdate()):
        yield {"row": "promise", **promise}


def _dossier(export: Export) -> Row:
    dossier = export.dossier
    return {
        "row": "dossier",
        "id": dossier.pk,
        "name": dossier.name,
        "kind": dossier.kind,
        "entity": dossier.entity_id,
        "rule": dossier.rule,
        "closed": dossier.closed,
        "whole_texts": export.whole,
        "page": f"{export.site}/dossier/{dossier.pk}",
    }


def article_row(export: Export, member: Member) -> Row:
    """``record`` and ``sha256`` are the capture's; ``text`` is null for a reader who may see the ``extract`` alone."""
    article, capture = member.article, member.article.capture
    text = "\n\n".join(part for part in (article.lede, article.body) if part)
    return {
        "row": "article",
        "id": capture.key,
        "url": article.url or None,
        "title": article.title,
        "outlet": member.source.name,
        "source": member.source.key,
        "voice": member.voice,
        "lang": article.lang or None,
        "authors": article.authors,
        "published": article.published or None,
        "at": article.sort_at.isoformat(),
        "story": article.story_id,
        "by_hand": member.by_hand,
        "record": capture.record_id,
        "sha256": capture.sha256,
        "archived": (capture.fetched or capture.archived).isoformat(),
        "extract": member.opening,
        "text": text if member.whole else None,
        "page": f"{export.site}/article/{article.pk}",
    }


def fact_row(member: Member, told: Told) -> Row:
    """``value`` is what its kind has of its own (`marsad.model`), ``evidence`` a W3C text quote and position."""
    fact, article = told.row, member.article
    return {
        "row": "fact",
        "kind": fact.kind,
        "words": fact.exact,
        "entity": _entity(told.entity),
        "value": dict(detail_of(told, member.whole)),
        "details": [
            {
                "role": one.role,
                "entity": _entity(who),
                "value": one.value or None,
                **{name: getattr(one, name) for name in ("field", "start", "end", "exact")},
            }
            for one, who in zip(told.details, told.parties, strict=True)
        ],
        "confidence": fact.confidence,
        "confirmed": fact.state != "found",
        "rule": fact.rule,
        "evidence": evidence(member, told),
        "article": article.capture.key,
        "url": article.url or None,
        "outlet": member.source.name,
        "lang": article.lang or None,
        "published": article.published or None,
        "story": article.story_id,
        "permalink": told.permalink,
    }


def evidence(member: Member, told: Told) -> Row:
    """Where the words stand: the capture's record, the hash of their text, and what is on either side of them.

    A stranger is not told what stands around words in a text that they may not read.
    """
    fact = told.row
    around = {name: getattr(fact, name) if member.whole else "" for name in ("prefix", "suffix")}
    return {
        "record": member.article.capture.record_id,
        "text_sha256": fact.text_sha256,
        **{name: getattr(fact, name) for name in ("field", "start", "end", "exact")},
        **around,
    }


def _entity(entity: Entity | None) -> Mapping[str, str] | None:
    return {"id": entity.pk, "kind": entity.kind, "name": entity.name} if entity else None
