"""Decisions of people → facts: applied again whenever an article's facts were made anew.

Facts as the annotator found them stay as they are; a decision marks them and puts rows of its own beside them. So any
decision can be taken back, and the outcome depends on what was decided and not on when.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from marsad import model
from marsad.annotate.anchor import re_anchored
from marsad.observatory.annotating import placed, texts_of
from marsad.observatory.details import DETAILED, put_back
from marsad.observatory.dossiers.series import forget_figures
from marsad.observatory.entities import ensure
from marsad.observatory.ledger.entries import forget
from marsad.observatory.models import Article, Decision, Fact, FactState, LedgerEntry
from marsad.observatory.waiting import RESTING, rest

log = logging.getLogger(__name__)

ACTS = ("strike", "correct", "confirm")
"""What an editor decides about a fact; ``place`` and ``undo`` are about such decisions."""
LINKED = model.NAMED | {model.FactKind.PART, model.FactKind.GOAL}
"""The kinds whose facts have an entity."""
_OF_INITIATIVES = frozenset({model.FactKind.PART, model.FactKind.GOAL})
_MARKS = {"strike": FactState.STRUCK, "confirm": FactState.CONFIRMED}
_PROMISED = frozenset({model.FactKind.COMMITMENT, model.FactKind.HEDGED})


def live_numbers(decisions: Iterable[tuple[int, Mapping[str, Any]]]) -> set[int]:
    """The numbers of the decisions that count: not undone, and not replaced by one that was not undone."""
    records = dict(decisions)
    undone = {record["of"] for record in records.values() if record["act"] == "undo"}
    live: set[int] = set()
    replaced: set[int] = set()
    for number in sorted(records, reverse=True):
        if number in undone or records[number].get("removed"):  # with the page that it was about
            continue
        if number not in replaced:
            live.add(number)
        if (before := records[number].get("replaces")) is not None:
            replaced.add(before)
    return live


def settle(decisions: Sequence[Decision]) -> None:
    """Bring ``live`` up to date for all decisions about one capture, or about entities, or for all there are."""
    live = live_numbers((decision.number, decision.record) for decision in decisions)
    for decision in decisions:
        now = decision.number in live
        if decision.live != now or (decision.lost and not now):
            decision.live, decision.lost = now, decision.lost and now
            decision.save(update_fields=["live", "lost"])


def reapply(article: Article, *, fresh: bool = False) -> None:
    """Bring an article's facts to what people decided about them; needs ``capture`` loaded. ``fresh``: all facts are as
    they were found.

    What was decided about an earlier version of the page holds for what stayed of it. A decision whose words cannot be
    found in the text as it is read now is marked as lost.
    """
    known = list(_about(article))
    if fresh and not known:
        return
    if LedgerEntry.objects.filter(article=article, fact__rule=Fact.PERSON_RULE).exists():
        forget([article.pk])
    forget_figures(Q(article=article.pk, fact__rule=Fact.PERSON_RULE))
    Fact.objects.filter(article=article, rule=Fact.PERSON_RULE).delete()
    rest(article)
    moved = {decision.record["of"]: decision.record["quote"] for decision in known if decision.act == "place"}
    facts = list(Fact.objects.filter(article=article).order_by("start", "end", "pk"))
    for decision in known:
        if decision.act in ACTS:
            lost = not _applied(decision, article, facts, moved.get(decision.number))
            if lost != decision.lost and (decision.capture_key == article.capture.key or not lost):
                decision.lost = lost
                decision.save(update_fields=["lost"])


def _applied(decision: Decision, article: Article, facts: list[Fact], moved: Mapping[str, Any] | None) -> bool:
    """Whether a decision found its place; one whose record is damaged has none, and costs its article nothing."""
    try:
        with transaction.atomic():
            return _apply(decision, article, facts, moved)
    except (KeyError, TypeError, ValueError):
        log.exception("decision %s could not be applied", decision.number)
        return False


def later_versions(capture_key: str) -> list[Article]:
    """The article of a capture and those of the later captures of its page, in the order of ingest."""
    article = Article.objects.filter(capture__key=capture_key).only("page").first()
    if article is None:
        return []
    versions = Q(pk=article.pk)
    if article.page:
        versions |= Q(page=article.page, pk__gt=article.pk)
    return list(Article.objects.filter(versions).select_related("capture").order_by("pk"))


def evidence_in(quote: Mapping[str, Any], record_id: str) -> model.Evidence:
    """The evidence that a journal record quotes."""
    return model.Evidence(record_id=record_id, **quote)


def matching(facts: Iterable[Fact], kind: str, words: model.Evidence) -> Fact | None:
    """The fact of a kind that stands on these words, or on most of them."""
    ranked = [(_overlap(fact, words), fact) for fact in facts if fact.kind == kind and fact.field == words.field]
    share, best = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= 0.5 else None


def _about(article: Article) -> QuerySet[Decision]:
    """The decisions that count about an article and the earlier ones of its page, in their order."""
    versions = Q(capture_key=article.capture.key)
    if article.page:
        earlier = Article.objects.filter(page=article.page, pk__lt=article.pk)
        versions |= Q(capture_key__in=earlier.values("capture__key"))
    return Decision.objects.filter(versions, kind="fact", live=True).order_by("number")


def _apply(decision: Decision, article: Article, facts: list[Fact], moved: Mapping[str, Any] | None) -> bool:
    """Apply one decision; false where its words are lost."""
    said, texts, record_id = decision.record["fact"], texts_of(article), article.capture.record_id
    target = re_anchored(evidence_in(moved or said["quote"], record_id), texts)
    untouched = [fact for fact in facts if fact.state in RESTING]
    found = matching(untouched, said["kind"], target) if target else None
    if decision.act in _MARKS:
        if target is None:
            return False
        if found is None:
            _add(article, decision, target, said, said["entity"], _MARKS[decision.act])
        else:
            _mark(found, _MARKS[decision.act], decision)
        return True
    change = decision.record["change"]
    words = re_anchored(evidence_in(moved or change["quote"], record_id), texts)
    if words is None:
        return False
    for rival in _rivals(facts, change["kind"], words):
        _mark(rival, FactState.REPLACED, decision)
    if found is not None:
        _mark(found, FactState.REPLACED, decision)
    linked = found.entity_id if found is not None and found.entity_id else said["entity"]
    entity = linked
    if change["entity"] is not None:
        entity = change["entity"]["id"]
        ensure([(entity, change["entity"]["kind"], change["entity"]["name"])])
    _add(article, decision, words, change, entity, FactState.CORRECTED, found)
    return True


def _rivals(facts: Iterable[Fact], kind: str, words: model.Evidence) -> list[Fact]:
    """What the annotator found on words for which a person has said what they are."""
    kinds = model.NAMED if kind in model.NAMED else _PROMISED if kind in _PROMISED else {kind}
    return [
        fact
        for fact in facts
        if fact.state in RESTING and fact.kind in kinds and fact.field == words.field and _overlap(fact, words)
    ]


def _overlap(fact: Fact, words: model.Evidence) -> float:
    """What two spans of one field have in common, of what they cover together."""
    common = min(fact.end, words.end) - max(fact.start, words.start)
    return max(0, common) / (max(fact.end, words.end) - min(fact.start, words.start))


def _mark(fact: Fact, state: FactState, decision: Decision) -> None:
    fact.state, fact.decision = state, decision
    fact.save(update_fields=["state", "decision"])


def _add(
    article: Article,
    decision: Decision,
    words: model.Evidence,
    told: Mapping[str, Any],
    entity: str | None,
    state: FactState,
    found: Fact | None = None,
) -> None:
    linked = entity if told["kind"] in LINKED else None
    if linked:
        kind = model.FactKind.INITIATIVE.value if told["kind"] in _OF_INITIATIVES else told["kind"]
        ensure([(linked, kind, told["detail"].get("name") or words.exact)])
    row = Fact.objects.create(
        article=article,
        kind=told["kind"],
        **placed(words),
        confidence=1.0,
        rule=Fact.PERSON_RULE,
        detail=told["detail"],
        entity_id=linked,
        state=state,
        decision=decision,
    )
    if told["kind"] in DETAILED:
        put_back(row, article, told.get("details", ()), found)
