"""What editors decide about dossiers; `marsad.observatory.decisions.undo` takes any of it back.

Each decision is journalled with all that it needs, so that a rebuild has the dossiers before it has an article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from marsad.archive.journal import JournalRecord
from marsad.observatory.deciding import deciding
from marsad.observatory.decisions import RefusedError
from marsad.observatory.dossiers.decided import KIND, decisions_of
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.entities import final_entity
from marsad.observatory.models import Article, Capture, Decision, Dossier, DossierKind, DossierPart, Entity, Source
from marsad.search.query import MAX_LENGTH

NAME_LENGTH = 200
MOST_DOSSIERS = 500
"""Dossiers that are followed at once: every new article is held against each."""
MOST_CONDITIONS = 50
"""Entities, sources or languages of one rule."""
MOST_PARTS, MOST_NAMES = 100, 20
"""Parts that somebody wrote into a dossier, and names of one part."""

Names = Mapping[str, Sequence[str]]
"""The names of a part by language (ISO 639-1)."""


def make(data_dir: Path, by: str, kind: DossierKind | str, name: str, rule: Rule, entity: str | None = None) -> Dossier:
    """Follow what a rule says under a name. ``entity`` is what an actor's or an initiative's dossier is about; a rule
    that says nothing is then about it.

    Raises:
        RefusedError: the message says why.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        if Dossier.objects.filter(closed=False).count() >= MOST_DOSSIERS:
            raise RefusedError(f"{MOST_DOSSIERS} dossiers are followed already; close one of them first")
        about = _entity(entity, DossierKind(kind))
        rule = _checked(rule if about is None or not rule.empty else Rule(entities=(about.pk,)))
        _once(rule, about, but=None)
        told = {"follows": DossierKind(kind).value, "name": _named(name), "rule": rule.to_json(), **_told(about)}
        id_ = sha256(f"dossier:{log.next_number()}:{by}:{told}".encode()).hexdigest()[:16]
        log.decide(by, {"kind": KIND, "act": "make", "dossier": id_, **told})
        return Dossier.objects.get(pk=id_)


def change(
    data_dir: Path,
    by: str,
    dossier: str,
    *,
    name: str | None = None,
    rule: Rule | None = None,
    entity: str | None = None,
) -> Decision:
    """Give a dossier another name, rule or entity; null leaves it. All articles are held against a new rule."""
    with deciding(data_dir) as log:
        row = _dossier(dossier)
        told: JournalRecord = {}
        if name is not None and _named(name) != row.name:
            told["name"] = _named(name)
        about = _entity(entity, DossierKind(row.kind)) if entity else row.entity
        if about != row.entity:
            told |= _told(about)
        wanted = _checked(rule) if rule is not None else Rule.from_json(row.rule)
        if wanted.to_json() != row.rule:
            told["rule"] = wanted.to_json()
        if not told:
            raise RefusedError("nothing would change")
        _once(wanted, about, but=row.pk)
        return log.decide(by, _record(row, "change", **told))


def add(data_dir: Path, by: str, dossier: str, article: int) -> Decision:
    """Put a page into a dossier whatever the rule says; ``article`` is the place of one of its versions."""
    return _by_hand(data_dir, by, dossier, article, "add")


def leave(data_dir: Path, by: str, dossier: str, article: int) -> Decision:
    """Leave a page out of a dossier whatever the rule says."""
    return _by_hand(data_dir, by, dossier, article, "leave")


def part_add(data_dir: Path, by: str, dossier: str, names: Names) -> Decision:
    """Follow a part of the dossier's subject that no article listed, under its names."""
    with deciding(data_dir) as log:
        row = _dossier(dossier)
        if decisions_of(dossier).filter(act="part_add").count() >= MOST_PARTS:
            raise RefusedError(f"{MOST_PARTS} parts were added already")
        return log.decide(by, _record(row, "part_add", names=_part_names(names)))


def part_name(data_dir: Path, by: str, dossier: str, number: int, names: Names) -> Decision:
    """Give a part, by its number, other names than it was listed with."""
    with deciding(data_dir) as log:
        row = _dossier(dossier)
        part = _part(row, number)
        said = _part_names(names)
        if said == part.names:
            raise RefusedError("the part has these names already")
        return log.decide(by, _record(row, "part_name", part=part.names, names=said))


def part_remove(data_dir: Path, by: str, dossier: str, number: int) -> Decision:
    """Say that a part is none."""
    with deciding(data_dir) as log:
        row = _dossier(dossier)
        return log.decide(by, _record(row, "part_remove", part=_part(row, number).names))


def close(data_dir: Path, by: str, dossier: str) -> Decision:
    """Keep a dossier as it is: pages that are yet to come are none of it."""
    with deciding(data_dir) as log:
        row = _dossier(dossier)
        last = Capture.objects.order_by("-pk").values_list("pk", flat=True).first()
        return log.decide(by, _record(row, "close", after=last or 0))


def reopen(data_dir: Path, by: str, dossier: str) -> Decision:
    """Follow a closed dossier again, with what came meanwhile."""
    with deciding(data_dir) as log:
        row = _known(dossier)
        if not row.closed:
            raise RefusedError("the dossier is followed already")
        if Dossier.objects.filter(closed=False).count() >= MOST_DOSSIERS:
            raise RefusedError(f"{MOST_DOSSIERS} dossiers are followed already; close one of them first")
        return log.decide(by, _record(row, "reopen"))


def _by_hand(data_dir: Path, by: str, dossier: str, article: int, act: str) -> Decision:
    with deciding(data_dir) as log:
        row = _dossier(dossier)
        page = Article.objects.filter(pk=article).exclude(story=None).select_related("capture").first()
        if page is None:
            raise RefusedError("there is no such article")
        return log.decide(by, _record(row, act, capture=page.capture.key))


def _record(row: Dossier, act: str, **told: Any) -> JournalRecord:
    return {"kind": KIND, "act": act, "dossier": row.pk, **told}


def _known(dossier: str) -> Dossier:
    row = Dossier.objects.filter(pk=dossier).select_related("entity").first()
    if row is None:
        raise RefusedError("there is no such dossier")
    return row


def _dossier(dossier: str) -> Dossier:
    row = _known(dossier)
    if row.closed:
        raise RefusedError("the dossier is closed; reopen it first")
    return row


def _entity(entity: str | None, kind: DossierKind) -> Entity | None:
    if entity is None:
        if kind != DossierKind.QUESTION:
            raise RefusedError("a dossier of an actor or an initiative needs the one that it is about")
        return None
    found = final_entity(entity)
    if found is None:
        raise RefusedError(f"nothing is known by the id {entity}")
    return found


def _told(about: Entity | None) -> JournalRecord:
    """What the journal has of an entity, so that it is there before an article names it."""
    if about is None:
        return {"entity": None, "entity_kind": "", "entity_name": ""}
    return {"entity": about.pk, "entity_kind": about.kind, "entity_name": about.name}


def _named(name: str) -> str:
    said = " ".join(name.split())
    if not said:
        raise RefusedError("a dossier needs a name")
    if len(said) > NAME_LENGTH:
        raise RefusedError(f"a name has {NAME_LENGTH} characters at most")
    return said


def _checked(rule: Rule) -> Rule:
    if rule.empty:
        raise RefusedError("the rule is empty; say words, an entity or an outlet that the articles must have")
    if len(rule.query) > MAX_LENGTH:
        raise RefusedError(f"a query has {MAX_LENGTH} characters at most")
    if max(len(rule.entities), len(rule.sources), len(rule.langs)) > MOST_CONDITIONS:
        raise RefusedError(f"a rule names {MOST_CONDITIONS} entities, outlets or languages at most")
    if rule.since and rule.until and rule.since > rule.until:
        raise RefusedError("the first day comes after the last one")
    entities = []
    for id_ in rule.entities:
        if (found := final_entity(id_)) is None:
            raise RefusedError(f"nothing is known by the id {id_}")
        entities.append(found.pk)
    for key in rule.sources:
        if not Source.objects.filter(key=key).exists():
            raise RefusedError(f"there is no outlet {key}")
    for lang in rule.langs:
        if not (lang.isascii() and lang.isalpha() and len(lang) in (2, 3) and lang.islower()):
            raise RefusedError(f"{lang} is no code of a language; fr, ar, es and en are")
    return Rule(
        " ".join(rule.query.split()),
        tuple(sorted(set(entities))),
        tuple(sorted(set(rule.sources))),
        tuple(sorted(set(rule.langs))),
        rule.since,
        rule.until,
    )


def _once(rule: Rule, about: Entity | None, but: str | None) -> None:
    same = Dossier.objects.filter(closed=False, rule=rule.to_json(), entity=about).exclude(pk=but or "").first()
    if same is not None:
        raise RefusedError(f"the dossier “{same.name}” has the same rule already")


def _part(row: Dossier, number: int) -> DossierPart:
    part = DossierPart.objects.filter(dossier=row, number=number).first()
    if part is None:
        raise RefusedError("there is no such part any more; look at the dossier again")
    return part


def _part_names(names: Names) -> dict[str, list[str]]:
    said = {lang: [" ".join(name.split()) for name in some] for lang, some in sorted(names.items())}
    said = {lang: list(dict.fromkeys(filter(None, some))) for lang, some in said.items()}
    said = {lang: some for lang, some in said.items() if some}
    every = [name for some in said.values() for name in some]
    if not every:
        raise RefusedError("a part needs a name")
    if len(every) > MOST_NAMES or any(len(name) > NAME_LENGTH for name in every):
        raise RefusedError(f"a part has {MOST_NAMES} names at most, of {NAME_LENGTH} characters each")
    return said
