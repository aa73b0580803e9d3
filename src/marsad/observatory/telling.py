"""Articles and their facts as the tables have them → what is set beside each other (`marsad.follow.told.Told`).

Only what readers see counts: a fact that waits, or was struck, says nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from marsad import model
from marsad.follow.told import Told
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Article, Entity, Fact, FactDetail

_SEPARATOR = 2
_LISTS = ("names", "parts")
_SOME = 200


@dataclass(frozen=True, slots=True)
class Telling:
    """An article with its facts, and the rows of these in the order of ``told.annotations.facts``."""

    article: Article
    told: Told
    rows: tuple[Fact, ...]

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """The field of words of `Article.text`, and their place there."""
        lede = len(self.article.lede)
        if not lede:
            return "body", start, end
        return ("lede", start, end) if start < lede else ("body", start - lede - _SEPARATOR, end - lede - _SEPARATOR)


def tellings(articles: Sequence[Article]) -> list[Telling]:
    """The articles with what readers see of their facts; need ``capture`` and ``source`` loaded."""
    details = Prefetch("details", FactDetail.objects.order_by("number"))
    facts: dict[int, list[Fact]] = defaultdict(list)
    for some in (articles[start : start + _SOME] for start in range(0, len(articles), _SOME)):
        shown = Fact.objects.filter(article__in=some, state__in=SHOWN).prefetch_related(details)
        for fact in shown.order_by("article_id", "start", "end", "kind", "rule"):
            facts[fact.article_id].append(fact)
    known = _entities(facts.values())
    return [_telling(article, facts[article.pk], known) for article in articles]


def _telling(article: Article, rows: list[Fact], known: Mapping[str, tuple[str, Entity]]) -> Telling:
    shift = len(article.lede) + _SEPARATOR if article.lede else 0
    rows = sorted(rows, key=lambda row: (row.start + (shift if row.field == "body" else 0), row.end, row.kind))
    named = _Named(article, known)
    facts, kept = [], []
    for row in rows:
        if fact := _fact(row, shift, named):
            facts.append(fact)
            kept.append(row)
    annotations = model.Annotations(facts=tuple(facts), entities=tuple(named.entities))
    told = Told(
        id=article.capture.key,
        text=f"{article.lede}\n\n{article.body}" if article.lede else article.body,
        annotations=annotations,
        ids=tuple(named.ids),
        outlet=article.source.key,
        lang=article.lang or None,
        title=article.title or None,
        published=article.published or None,
        url=article.url or None,
        family=article.family_id,
        relation=model.Relation(article.relation) if article.relation else None,
    )
    return Telling(article, told, tuple(kept))


def _entities(facts: Iterable[list[Fact]]) -> dict[str, tuple[str, Entity]]:
    """The entities that facts and their details stand for, each with the id that it was joined to."""
    asked = {row.entity_id for rows in facts for row in rows}
    asked |= {one.entity_id for rows in facts for row in rows for one in row.details.all()}
    ids = sorted(id_ for id_ in asked if id_)
    found: dict[str, Entity] = {}
    for start in range(0, len(ids), _SOME):
        found |= Entity.objects.in_bulk(ids[start : start + _SOME])
    into = dict(Entity.objects.exclude(redirect_to=None).values_list("pk", "redirect_to_id"))
    return {id_: (_resolved(id_, into), entity) for id_, entity in found.items()}


def _resolved(id_: str, into: Mapping[str, str | None]) -> str:
    seen: set[str] = set()
    while (to := into.get(id_)) is not None and id_ not in seen:
        seen.add(id_)
        id_ = to
    return id_


@dataclass(slots=True)
class _Named:
    """The entities of one article, each once, by the ids that they have over all articles."""

    article: Article
    known: Mapping[str, tuple[str, Entity]]
    ids: list[str] = field(default_factory=list)
    entities: list[model.Entity] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def place(self, entity: str | None, named: int | None) -> int | None:
        """The place of what a mention or a detail stands for; null where it stands for nobody."""
        row: Entity | None = None
        if entity and entity in self.known:
            id_, row = self.known[entity]
        elif named is not None and named < len(self.article.named):
            id_ = f"{self.article.capture.key}#{named}"
        else:
            return None
        if id_ not in self._places:
            self._places[id_] = len(self.ids)
            self.ids.append(id_)
            self.entities.append(self._entity(named, row))
        return self._places[id_]

    def _entity(self, named: int | None, row: Entity | None) -> model.Entity:
        if named is not None and named < len(self.article.named):
            told = {name: value for name, value in self.article.named[named].items() if name != "id"}
            lists = {name: tuple(told[name]) for name in _LISTS}
            return model.Entity(**{**told, **lists, "kind": model.FactKind(told["kind"])})
        kind, name = (row.kind, row.name) if row else (model.FactKind.PERSON, "")
        return model.Entity(kind=model.FactKind(kind), name=name, names=(name,))


def _fact(row: Fact, shift: int, named: _Named) -> model.Fact | None:
    """A stored fact as the annotator would give it; null for a name that stands for nobody."""
    kind = model.FactKind(row.kind)
    by = shift if row.field == "body" else 0
    common: dict[str, Any] = {"kind": kind, "start": row.start + by, "end": row.end + by, "text": row.exact}
    common |= {"confidence": row.confidence, "rule": row.rule}
    if kind in _OWN:
        return _OWN[kind](common, row.detail, _details(row, shift, named))
    place = named.place(row.entity_id, row.named)
    if place is None:
        return None
    return (model.Goal if kind is model.FactKind.GOAL else model.Mention)(**common, entity=place)


def _details(row: Fact, shift: int, named: _Named) -> tuple[model.Detail, ...]:
    return tuple(
        model.Detail(
            role=model.DetailRole(one.role),
            start=one.start + (shift if one.field == "body" else 0),
            end=one.end + (shift if one.field == "body" else 0),
            text=one.exact,
            entity=named.place(one.entity_id, one.named),
            value=one.value or None,
        )
        for one in row.details.all()
    )


Details = tuple[model.Detail, ...]


def _date(common: dict[str, Any], told: Mapping[str, Any], _: Details) -> model.Fact:
    days: dict[str, Any] = {name: told.get(name) for name in ("start_date", "end_date", "reason")}
    return model.DateFact(**common, **days)


def _figure(common: dict[str, Any], told: Mapping[str, Any], _: Details) -> model.Fact:
    own = {name: told[name] for name in ("about", "approximate", "upper", "former", "reading") if name in told}
    return model.Figure(**common, **own, value=told.get("value", 0), unit=told.get("unit", ""))


def _statement(common: dict[str, Any], told: Mapping[str, Any], details: Details) -> model.Fact:
    return model.Statement(**common, details=details, form=model.StatementForm(told["form"]))


def _event(common: dict[str, Any], told: Mapping[str, Any], details: Details) -> model.Fact:
    days: dict[str, Any] = {name: told.get(name) for name in ("start_date", "end_date")}
    kind, name = model.EventKind(told["event_kind"]), told.get("name") or common["text"]
    return model.Event(**common, details=details, event_kind=kind, name=name, **days)


def _commitment(common: dict[str, Any], told: Mapping[str, Any], details: Details) -> model.Fact:
    status = model.CommitmentStatus(told["status"])
    modality = model.Modality(told.get("modality", model.Modality.ASSERTED))
    what, due = told.get("what", ""), told.get("due")
    return model.Commitment(**common, details=details, what=what, due=due, status=status, modality=modality)


def _progress(common: dict[str, Any], told: Mapping[str, Any], details: Details) -> model.Fact:
    status = model.CommitmentStatus(told["status"])
    return model.Progress(**common, details=details, what=told.get("what", ""), due=told.get("due"), status=status)


_OWN: dict[model.FactKind, Callable[[dict[str, Any], Mapping[str, Any], Details], model.Fact]] = {
    model.FactKind.DATE: _date,
    model.FactKind.FIGURE: _figure,
    model.FactKind.STATEMENT: _statement,
    model.FactKind.EVENT: _event,
    model.FactKind.COMMITMENT: _commitment,
    model.FactKind.HEDGED: _commitment,
    model.FactKind.PROGRESS: _progress,
}
