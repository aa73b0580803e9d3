"""The table of entities: rows for the ids that linking gives, and what follows from decisions to join and to part.

The linker sees only what the annotator found, in the order of ingest; joins and parts are laid over its ids. So a
decision changes nothing that it is not about, and taken back it leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, Exists, Min, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from marsad.model import NAMED
from marsad.observatory.models import NAME_LENGTH, Article, Decision, Entity, Fact, FactDetail, FactState
from marsad.read.fold import fold

SHOWN = (FactState.FOUND, FactState.CONFIRMED, FactState.CORRECTED)
"""The states of facts that readers see."""

_ROWS_A_QUERY = 100


def ensure(wanted: Iterable[tuple[str, str, str]]) -> None:
    """Make rows for (id, kind, name) that are missing."""
    rows = {id_: Entity(id=id_, kind=kind, name=name[:NAME_LENGTH]) for id_, kind, name in wanted}
    missing = set(rows) - set(Entity.objects.filter(pk__in=rows).values_list("pk", flat=True))
    Entity.objects.bulk_create([rows[id_] for id_ in sorted(missing)], batch_size=_ROWS_A_QUERY)


def link_facts(article: Article, parts: Mapping[str, Sequence[Decision]]) -> None:
    """Give the mentions and details that the annotator found their entities, by the ids in ``article.named`` and the
    parts."""
    ids = [final_id(named, parts) for named in article.named]
    ensure((id_, named["kind"], named["name"]) for id_, named in zip(ids, article.named, strict=True) if id_)
    cases = [When(named=place, then=Value(id_)) for place, id_ in enumerate(ids)]
    for start in range(0, len(cases), _ROWS_A_QUERY):
        places, entity = (start, start + len(cases[start:][:_ROWS_A_QUERY]) - 1), Case(*cases[start:][:_ROWS_A_QUERY])
        Fact.objects.filter(article=article, named__range=places).update(entity=entity)
        FactDetail.objects.filter(fact__article=article, named__range=places).update(entity=entity)


def live_parts() -> dict[str, list[Decision]]:
    """The decisions that part a name from an entity, by the entity's id, the latest first."""
    parts: dict[str, list[Decision]] = {}
    for decision in Decision.objects.filter(kind="entity", act="part", live=True).order_by("-number"):
        parts.setdefault(decision.entity_id, []).append(decision)
    return parts


def final_id(named: Mapping[str, Any], parts: Mapping[str, Sequence[Decision]]) -> str | None:
    """The id of what an article names: that which it was linked to, unless its name was parted from that."""
    linked: str | None = named.get("id")
    if linked is None or linked not in parts:
        return linked
    name = fold(named["name"])
    return next((part.record["to"] for part in parts[linked] if fold(part.record["name"]) == name), linked)


def note_names(article: Article) -> None:
    """Let the entities of an article that comes after all others know how it names them."""
    facts = list(_telling(Fact.objects.filter(article=article)))
    entities = Entity.objects.in_bulk({fact.entity_id for fact in facts})
    changed: dict[str, Entity] = {}
    for fact in facts:
        entity = entities[fact.entity_id]
        if _learn(entity, fact, article.lang):
            changed[entity.pk] = entity
    Entity.objects.bulk_update(changed.values(), ["name", "names", "country"], batch_size=_ROWS_A_QUERY)


def refresh_names(ids: Iterable[str | None]) -> None:
    """Learn the names of some entities anew, as if all their articles came once more in the order of ingest."""
    for entity in Entity.objects.filter(pk__in={id_ for id_ in ids if id_}):
        entity.names, entity.country = {}, ""
        facts = _telling(Fact.objects.filter(entity=entity))
        firsts = facts.order_by().values_list("article__lang").annotate(first=Min("article_id")).order_by("first")
        for lang, article in firsts:
            _learn(entity, facts.filter(article_id=article)[0], lang)
        if not entity.country and (told := facts.filter(detail__has_key="country").first()):
            _learn(entity, told, next(iter(entity.names)))
        entity.save(update_fields=["name", "names", "country"])


def names_in(facts: QuerySet[Fact]) -> set[str]:
    """The full names that facts give to what they name."""
    told = facts.annotate(said=Cast(KT("detail__name"), TextField()))
    return {said for said in told.values_list("said", flat=True).distinct() if said}


def articles_naming(facts: QuerySet[Fact], names: Iterable[str]) -> set[int]:
    """The articles of those facts that give one of these names."""
    told = facts.annotate(said=Cast(KT("detail__name"), TextField()))
    return set(told.filter(said__in=list(names)).values_list("article_id", flat=True))


def apply_joins() -> None:
    """Redirect every entity as the decisions that count say; the latest about an entity counts."""
    into: dict[str, str] = {}
    for decision in Decision.objects.filter(kind="entity", act="join", live=True).order_by("number"):
        record = decision.record
        into[decision.entity_id] = record["into"]
        ensure((record[end], record["of"], record[f"{end}_name"]) for end in ("entity", "into"))
    for entity in Entity.objects.filter(Q(pk__in=into) | Q(redirect_to__isnull=False)):
        if entity.redirect_to_id != into.get(entity.pk):
            entity.redirect_to_id = into.get(entity.pk)
            entity.save(update_fields=["redirect_to"])


def final_entity(id_: str) -> Entity | None:
    """The entity of that id, or the one that it was joined to, however many joins there were."""
    seen: set[str] = set()
    entity = Entity.objects.filter(pk=id_).first()
    while entity is not None and entity.redirect_to_id is not None and entity.pk not in seen:
        seen.add(entity.pk)
        entity = entity.redirect_to
    return entity


def group_of(entity: Entity) -> list[str]:
    """The ids that an entity stands for: its own, and those that were joined to it by any way."""
    ids, new = [entity.pk], [entity.pk]
    while new:
        new = list(Entity.objects.filter(redirect_to__in=new).exclude(pk__in=ids).values_list("pk", flat=True))
        ids += sorted(new)
    return ids


def known() -> QuerySet[Entity]:
    """The entities that a fact shown to readers, or a detail of one, names, and those that a join speaks of."""
    named = Q(Exists(Fact.objects.filter(entity=OuterRef("pk"), state__in=SHOWN)))
    named |= Q(Exists(FactDetail.objects.filter(entity=OuterRef("pk"), fact__state__in=SHOWN)))
    joined = Q(redirect_to__isnull=False) | Q(Exists(Entity.objects.filter(redirect_to=OuterRef("pk"))))
    return Entity.objects.filter(named | joined)


def _telling(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    shown = facts.filter(state__in=SHOWN, kind__in=NAMED).exclude(entity=None)
    return shown.order_by("article_id", "field", "start", "end", "kind", "rule")


def _learn(entity: Entity, fact: Fact, lang: str) -> bool:
    """Take up a name or country that is not known yet; whether there was one. The first fact of all gives the name."""
    name, country = fact.detail.get("name") or fact.exact, fact.detail.get("country") or ""
    news = lang not in entity.names
    if not entity.names:
        entity.name = name[:NAME_LENGTH]
    if news:
        entity.names[lang] = name
    if country and not entity.country:
        entity.country, news = country[:2], True
    return news
