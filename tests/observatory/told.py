"""Statements, an event and promises in the invented pages, found by an annotator that is easily foreseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.follow.told import Told
from marsad.model import (
    Annotations,
    Article,
    Claim,
    Commitment,
    CommitmentStatus,
    Contradiction,
    ContradictionKind,
    Detail,
    DetailRole,
    Event,
    EventKind,
    Fact,
    FactAt,
    FactKind,
    Figure,
    Modality,
    SharedEvent,
    SharedField,
    SharedStatement,
    Statement,
    StatementForm,
)
from tests.observatory.facts import found_in

SAID = {
    "fr": ("Le phare de Tamri sera rallumé samedi", "Salma Idrissi", "a annoncé"),
    "es": ("El faro de Tamri volverá a lucir el sábado", "Salma Idrissi", "según"),
    "ar": ("منارة تمري ستضاء من جديد يوم السبت المقبل", "سلمى الإدريسي", "أعلنت"),
}
LIT = "rallumé samedi"
RETURN = "reviendra sur le quai de Tamri en mai"
COST = "Le chantier a coûté 12 millions de dirhams"


def told_in(article: Article) -> Annotations:
    """What `found_in` finds, and of three languages a statement; of the French page an event, a promise that is not
    sure, and one that is hearsay."""
    found, text = found_in(article), article.text
    names = [entity.name for entity in found.entities]

    def detail(role: DetailRole, words: str, value: str | None = None) -> Detail:
        start, entity = text.index(words), names.index(words) if words in names else None
        return Detail(role=role, start=start, end=start + len(words), text=words, entity=entity, value=value)

    def span(words: str, confidence: float) -> dict:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words, "confidence": confidence, "rule": "list"}

    facts: list[Fact] = []
    said, speaker, cue = SAID.get(article.lang or "", ("", "", ""))
    if said and said in text:
        details = (detail(DetailRole.SPEAKER, speaker), detail(DetailRole.CUE, cue))
        form = StatementForm.INDIRECT
        facts.append(Statement(kind=FactKind.STATEMENT, form=form, details=details, **span(said, 0.93)))
    if LIT in text:
        details = (detail(DetailRole.DATE, "samedi", "2025-09-20"), detail(DetailRole.PLACE, "Tamri"))
        days = {"start_date": "2025-09-20", "end_date": "2025-09-20"}
        event = {"event_kind": EventKind.OPENING, "name": "le phare de Tamri", "details": details, **days}
        facts.append(Event(kind=FactKind.EVENT, **event, **span(LIT, 0.9)))
    if RETURN in text:
        details = (detail(DetailRole.BY, "Salma Idrissi"), detail(DetailRole.DUE, "en mai", "2026-05"))
        told = {"what": "revenir sur le quai", "due": "2026-05", "status": CommitmentStatus.PLANNED}
        facts.append(Commitment(kind=FactKind.COMMITMENT, details=details, **told, **span(RETURN, 0.6)))
    if COST in text:
        details = (detail(DetailRole.BY, "Office des phares"),)
        told = {"what": "mener le chantier", "due": None, "status": CommitmentStatus.DONE}
        reported = {**told, "modality": Modality.REPORTED, "details": details}
        facts.append(Commitment(kind=FactKind.HEDGED, **reported, **span(COST, 0.9)))
    return replace(found, facts=tuple(sorted((*found.facts, *facts), key=lambda fact: (fact.start, fact.end))))


def together(told: Sequence[Told]) -> tuple[list[SharedStatement], list[SharedEvent], list[Contradiction]]:
    """Statements of one speaker are one; openings are one; sums of dirhams differ."""
    variants, members, places, claims = [], [], [], []
    speaker = None
    for one in told:
        for number, fact in enumerate(one.annotations.facts):
            at = FactAt(article=one.id, fact=number, start=fact.start, end=fact.end, text=fact.text, lang=one.lang)
            if isinstance(fact, Statement):
                [speaker] = [one.ids[entity] for entity in fact.entities(DetailRole.SPEAKER)]
                variants.append(at)
            elif isinstance(fact, Event):
                members.append(at)
                [town] = fact.told(DetailRole.PLACE)
                words = replace(at, start=town.start, end=town.end, text=town.text)
                places.append(SharedField(role=DetailRole.PLACE, value=one.ids[town.entity or 0], told=(words,)))
            elif isinstance(fact, Figure):
                span = {"start": fact.start, "end": fact.end, "text": fact.text}
                own = {"value": fact.value, "unit": fact.unit, "confidence": 0.8, "outlet": one.outlet}
                claims.append(Claim(article=one.id, source=one.family or one.id, lang=one.lang, **span, **own))
    kind, name = EventKind.OPENING, "le phare de Tamri"
    return (
        [SharedStatement(key="s", speaker=speaker or "", variants=tuple(variants), confidence=0.9)]
        if len(variants) > 1
        else [],
        [SharedEvent(key="e", event_kind=kind, name=name, members=tuple(members), fields=tuple(places), confidence=0.9)]
        if members
        else [],
        list(_differing(claims)),
    )


def _differing(claims: list[Claim]) -> Iterator[Contradiction]:
    values = list(dict.fromkeys(claim.value for claim in claims))
    if len(values) > 1:
        sides = tuple(tuple(claim for claim in claims if claim.value == value) for value in values)
        own = {"about": "le chantier", "unit": "MAD", "confidence": 0.75}
        yield Contradiction(key="chantier", kind=ContradictionKind.AMOUNT, sides=sides, **own)
