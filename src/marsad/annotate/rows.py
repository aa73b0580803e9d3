"""Articles from rows of ``marsad read``, facts as rows of ``marsad annotate``: the stable interface of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marsad.model import (
    Annotations,
    Article,
    Block,
    BlockType,
    Commitment,
    DateFact,
    Detailed,
    DetailRole,
    Event,
    Fact,
    FactKind,
    Figure,
    Goal,
    Mention,
    Progress,
    Statement,
    Teaser,
    Topic,
)
from marsad.read.language import detect_language


class RowError(ValueError):
    """A row that holds no article; the message says why."""


def article_of(row: object) -> tuple[str, Article]:
    """Id and article of one row. Any field but the id and the text may be absent or null.

    The text is ``lede`` and ``body``, or ``text``. Raises `RowError` for what is no article.
    """
    if not isinstance(row, Mapping):
        raise RowError("not a JSON object")
    if row.get("error"):
        raise RowError(f"the page could not be read: {row['error']}")
    identity = _string(row, "id")
    if not identity:
        raise RowError("no id")
    lede, body = _string(row, "lede") or "", _string(row, "body")
    text = _string(row, "text")
    if body is None and not lede:
        if text is None:
            raise RowError("neither text nor body")
        body = text
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in (body or "").split("\n\n"))
    return identity, Article(
        title=_string(row, "title"),
        lang=_string(row, "lang"),
        blocks=blocks,
        lede=lede,
        published=_string(row, "published") or _string(row, "date"),
        outlet=_string(row, "outlet"),
        url=_string(row, "url"),
        section=_string(row, "section"),
        agency=_string(row, "agency"),
        teasers=tuple(_teasers(row.get("teasers"))),
    )


def _teasers(value: object) -> Iterator[Teaser]:
    """The headlines of other pages that a row lists, as objects with a title or as strings."""
    for one in value if isinstance(value, list) else ():
        title = one.get("title") if isinstance(one, Mapping) else one
        if isinstance(title, str) and title:
            yield Teaser(title)


def topic_row(identity: str, article: Article, found: Annotations) -> dict[str, Any]:
    """The topics of one article and of the headlines that its page shows: ``{id, topics, teasers}``."""
    from marsad.annotate.topics import topics_of_headline

    teasers = [
        {
            "title": one.title,
            "topics": _topics(topics_of_headline(one.title, detect_language(one.title, likely=article.lang))),
        }
        for one in article.teasers
    ]
    return {"id": identity, "topics": _topics(found.topics), "teasers": teasers}


def _topics(topics: Sequence[Topic]) -> list[dict[str, Any]]:
    return [{"code": topic.code, "confidence": round(topic.confidence, 3)} for topic in topics]


_OF_A_COURSE = frozenset({FactKind.PROGRESS, FactKind.GOAL})


def fact_rows(
    identity: str, found: Annotations, ids: Sequence[str], *, progress: bool = False
) -> Iterator[dict[str, Any]]:
    """The rows of one article's facts; ``ids`` are those of its entities. ``progress``: those that tell the course of
    promises and what initiatives are for too.
    """
    for fact in found.facts:
        if fact.kind in _OF_A_COURSE and not progress:
            continue
        yield {
            "id": identity,
            "kind": fact.kind.value,
            "text": fact.text,
            "start": fact.start,
            "end": fact.end,
            **_fields(fact, found, ids),
            "confidence": round(fact.confidence, 3),
            "rule": fact.rule,
        }


def _fields(fact: Fact, found: Annotations, ids: Sequence[str]) -> dict[str, Any]:
    match fact:
        case Mention():
            entity = found.entities[fact.entity]
            if fact.kind is FactKind.PART:
                return {"of": ids[fact.entity]}
            fields: dict[str, Any] = {"canonical": ids[fact.entity], "name": entity.name}
            if fact.kind is FactKind.PERSON:
                fields["role"] = entity.role
            elif fact.kind is FactKind.INITIATIVE:
                fields["parts"] = list(entity.parts)
            else:
                fields["country"] = entity.country
            return fields
        case DateFact():
            return {"start_date": fact.start_date, "end_date": fact.end_date, "reason": fact.reason}
        case Figure():
            return {
                "value": fact.value,
                "unit": fact.unit,
                "about": fact.about,
                "approximate": fact.approximate,
                "upper": fact.upper,
                "former": fact.former,
                "reading": fact.reading,
            }
        case Statement():
            speakers, cues = fact.told(DetailRole.SPEAKER), fact.told(DetailRole.CUE)
            return {
                "speaker": _first(_ids(fact, DetailRole.SPEAKER, ids)),
                "speaker_text": speakers[0].text if speakers else None,
                "form": fact.form.value,
                "cue": cues[0].text if cues else None,
                "details": _details(fact, ids),
            }
        case Event():
            return {
                "name": fact.name,
                "event_kind": fact.event_kind.value,
                "start_date": fact.start_date,
                "end_date": fact.end_date,
                "place": _first(_ids(fact, DetailRole.PLACE, ids)) or _words(fact, DetailRole.PLACE),
                "organiser": _first(_ids(fact, DetailRole.ORGANISER, ids)),
                "details": _details(fact, ids),
            }
        case Commitment():
            return {
                "by": _parties(fact, ids),
                "with": _ids(fact, DetailRole.WITH, ids),
                "what": fact.what,
                "due": fact.due,
                "status": fact.status.value,
                "modality": fact.modality.value,
                "details": _details(fact, ids),
            }
        case Progress():
            return {
                "by": _parties(fact, ids),
                "with": _ids(fact, DetailRole.WITH, ids),
                "what": fact.what,
                "due": fact.due,
                "status": fact.status.value,
                "details": _details(fact, ids),
            }
        case Goal():
            return {"of": ids[fact.entity]}
        case _:
            return {}


def _ids(fact: Detailed, role: DetailRole, ids: Sequence[str]) -> list[str]:
    return [ids[entity] for entity in fact.entities(role)]


def _parties(fact: Detailed, ids: Sequence[str]) -> list[str]:
    """Those who bind themselves; one that is no entity of the article in the article's words."""
    return [one.text if one.entity is None else ids[one.entity] for one in fact.told(DetailRole.BY)]


def _words(fact: Detailed, role: DetailRole) -> str | None:
    """The words of what names no entity of the article: a town that stands in the name of a body only."""
    return next((detail.text for detail in fact.told(role)), None)


def _first(found: Sequence[str]) -> str | None:
    return found[0] if found else None


def _details(fact: Detailed, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "role": one.role.value,
            "text": one.text,
            "start": one.start,
            "end": one.end,
            "canonical": None if one.entity is None else ids[one.entity],
            "value": one.value,
        }
        for one in fact.details
    ]


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise RowError(f"{key} is not a string")
    return value
