"""What editors decide about facts and entities; `marsad.observatory.story_decisions` has what they do about stories.

Each decision is in the journal first, then in the tables, and never forgotten (`marsad.observatory.deciding`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count, Q

from marsad import model
from marsad.archive.journal import JournalRecord
from marsad.observatory.annotating import evidence_of, placed, texts_of
from marsad.observatory.applying import ACTS
from marsad.observatory.deciding import deciding
from marsad.observatory.details import DETAILED, Party, quoted, with_parties
from marsad.observatory.entities import SHOWN, final_entity, names_in
from marsad.observatory.models import Article, Decision, Entity, Fact, FactState
from marsad.observatory.story_undoing import undoing
from marsad.read.fold import fold

_PREFIX: dict[str, str] = {model.FactKind.ORGANISATION: "org"}
"""How ids of a kind begin, where not with its name."""


DECIDABLE = (*SHOWN, FactState.WAITING)
"""The states of facts that an editor may decide about."""


class RefusedError(ValueError):
    """A decision that cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a fact is corrected to. ``start:end`` are code points of its field; null leaves the words as they are.

    ``name`` is the name of the entity that it is a mention of; null leaves it with the one that it was linked to.
    ``parties`` take the place of the details of their roles, those of the roles in ``dropped`` go; the others stay.
    """

    kind: str
    detail: Mapping[str, Any]
    start: int | None = None
    end: int | None = None
    name: str | None = None
    parties: tuple[Party, ...] = ()
    dropped: tuple[model.DetailRole, ...] = ()


def strike(data_dir: Path, by: str, fact: int) -> Decision:
    """Say that a fact is none; ``fact`` is its row's number."""
    with deciding(data_dir) as log:
        row = _shown(fact)
        return log.decide(by, {"kind": "fact", "act": "strike", **_about(row)})


def confirm(data_dir: Path, by: str, fact: int) -> Decision:
    """Say that a fact is right; one that waits is then shown."""
    with deciding(data_dir) as log:
        row = _shown(fact)
        if row.decision is not None:
            raise RefusedError("an editor has decided about the fact already")
        return log.decide(by, {"kind": "fact", "act": "confirm", **_about(row)})


def correct(data_dir: Path, by: str, fact: int, change: Change) -> Decision:
    """Say what a fact is instead."""
    with deciding(data_dir) as log:
        row = _shown(fact)
        field = texts_of(row.article)[row.field]
        start, end = (row.start, row.end) if change.start is None or change.end is None else (change.start, change.end)
        words = model.Evidence.of(row.article.capture.record_id, row.field, field, start, end)
        told: JournalRecord = {
            "kind": change.kind,
            "quote": placed(words),
            "detail": dict(change.detail),
            "entity": _entity_for(change, row),
        }
        if change.kind in DETAILED:
            told["details"] = with_parties(quoted(row), change.parties, change.dropped, row.article)
        return log.decide(by, {"kind": "fact", "act": "correct", **_about(row), "change": told})


def place(data_dir: Path, by: str, number: int, field: str, start: int, end: int) -> Decision:
    """Say where the words of a decision that lost its place stand now."""
    with deciding(data_dir) as log:
        lost = Decision.objects.filter(pk=number, live=True, act__in=ACTS).first()
        article = _article_of(lost) if lost else None
        if lost is None or article is None:
            raise RefusedError("there is no such decision, or its article is not there any more")
        words = model.Evidence.of(article.capture.record_id, field, texts_of(article)[field], start, end)
        record = {"kind": "fact", "act": "place", "of": number, "capture": lost.capture_key, "quote": placed(words)}
        return log.decide(by, record)


def undo(data_dir: Path, by: str, number: int) -> Decision:
    """Take a decision back; what it had replaced counts again."""
    with deciding(data_dir) as log:
        known = Decision.objects.filter(pk=number, live=True).exclude(act="undo").first()
        if known is None:
            raise RefusedError("there is no such decision, or it was taken back already")
        if known.kind == "story":
            return log.decide(by, undoing(known))
        about = {"capture": known.capture_key} if known.kind == "fact" else {"entity": known.entity_id}
        if known.kind == "contradiction":
            about = {"key": known.record["key"]}
        if known.kind == "promise":
            about = {"promise": known.record["promise"]}
        if known.kind == "dossier":
            about = {"dossier": known.record["dossier"]}
        return log.decide(by, {"kind": known.kind, "act": "undo", "of": number, **about})


def join(data_dir: Path, by: str, entity: str, into: str) -> Decision:
    """Say that two entities are one, known by the id ``into``."""
    with deciding(data_dir) as log:
        one, other = Entity.objects.filter(pk=entity).first(), final_entity(into)
        if one is None or other is None:
            raise RefusedError("there is no such entity")
        if one.kind != other.kind:
            raise RefusedError("they are of different kinds")
        if final_entity(one.pk) == other:
            raise RefusedError("they are one already")
        names = {"entity_name": one.name, "into_name": other.name, "of": one.kind}
        return log.decide(by, {"kind": "entity", "act": "join", "entity": one.pk, "into": other.pk, **names})


def part(data_dir: Path, by: str, entity: str, name: str) -> Decision:
    """Say that an entity's facts under one of its names are about another one, which gets an id of its own."""
    with deciding(data_dir) as log:
        one = Entity.objects.filter(pk=entity).first()
        facts = Fact.objects.filter(entity=one, state__in=SHOWN) if one else Fact.objects.none()
        names = names_in(facts)
        if one is None or fold(name) not in map(fold, names):
            raise RefusedError("nothing bears that name there")
        if {fold(known) for known in names} == {fold(name)}:
            raise RefusedError("it has no other name to stay with")
        to = _free(f"{one.pk}~{_slug(name)}")
        return log.decide(by, {"kind": "entity", "act": "part", "entity": one.pk, "name": name, "to": to})


def _article_of(decision: Decision) -> Article | None:
    return Article.objects.select_related("capture").filter(capture__key=decision.capture_key).first()


def _about(row: Fact) -> JournalRecord:
    """What a decision about a fact says of it. One about a fact that a person made, or confirmed, is about what was
    found, and takes the place of that person's."""
    if row.decision is not None:
        before = row.decision
        return {"capture": before.capture_key, "fact": before.record["fact"], "replaces": before.number}
    said: JournalRecord = {
        "kind": row.kind,
        "quote": placed(evidence_of(row, row.article.capture.record_id)),
        "detail": row.detail,
        "entity": row.entity_id,
        "rule": row.rule,
        "confidence": row.confidence,
    }
    if row.kind in DETAILED:
        said["details"] = quoted(row)
    return {"capture": row.article.capture.key, "fact": said, "replaces": None}


def _shown(pk: int) -> Fact:
    related = ("article__capture", "decision", "entity")
    row = Fact.objects.select_related(*related).filter(pk=pk, state__in=DECIDABLE).first()
    if row is None:
        raise RefusedError("the fact has changed meanwhile; look at the article again")
    return row


def _entity_for(change: Change, row: Fact) -> dict[str, str] | None:
    """The entity that a correction names: one that bears the name already, else a new one."""
    if change.kind not in model.NAMED:
        return None
    old_name = row.detail.get("name") or (row.entity.name if row.entity else None)
    if change.kind == row.kind and row.entity and (change.name is None or change.name == old_name):
        corrected = row.state == FactState.CORRECTED and row.decision is not None
        return row.decision.record["change"]["entity"] if corrected and row.decision is not None else None
    name = change.name or old_name or row.exact
    known = _bearer(change.kind, name)
    return {"id": known.pk, "kind": known.kind, "name": known.name} if known else _new(change.kind, name)


def party(kind: str, name: str) -> dict[str, str]:
    """The entity that an editor means by a name, or by an id: the one that bears it, else a new one of that kind."""
    kinds = (kind, *sorted(other.value for other in model.NAMED))
    known = next((found for one in kinds if (found := _bearer(one, name))), None)
    return {"id": known.pk, "kind": known.kind, "name": known.name} if known else _new(kind, name)


def _bearer(kind: str, name: str) -> Entity | None:
    """The entity of a kind that bears a name, or this id; of several the one with the most facts."""
    same = Entity.objects.filter(Q(name=name) | Q(pk=name), kind=kind)
    best = same.annotate(mentions=Count("facts")).order_by("-mentions", "pk").first()
    return final_entity(best.pk) if best else None


def _new(kind: str, name: str) -> dict[str, str]:
    return {"id": _free(f"{_PREFIX.get(kind, kind)}/~{_slug(name)}"), "kind": kind, "name": name}


def _slug(name: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in fold(name)).split())[:100]


def _free(wanted: str) -> str:
    """An id that no entity bears or ever bore. A tilde tells ids that people made from those of the linker."""
    taken = set(Entity.objects.filter(pk__startswith=wanted).values_list("pk", flat=True))
    taken |= {told["to"] for told in Decision.objects.filter(act="part").values_list("record", flat=True)}
    return next(id_ for id_ in _numbered(wanted) if id_ not in taken)


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
