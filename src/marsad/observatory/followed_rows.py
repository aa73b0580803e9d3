"""What articles say together → rows: the words of each, and what editors decided about contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from marsad.model import Contradiction, Evidence, FactAt, SharedEvent, SharedStatement
from marsad.observatory.annotating import placed
from marsad.observatory.models import Decision, Entity, FactState, Followed, FollowedWords
from marsad.observatory.telling import Telling
from marsad.observatory.waiting import resting

Heard = Mapping[str, Telling]
"""Articles by the keys of their captures."""

VARIANT, MEMBER, SIDE = "variant", "member", "side"
_STATES = {"strike": FactState.STRUCK, "confirm": FactState.CONFIRMED}
_CLAIM = ("value", "unit", "upper", "approximate", "later", "source")
_ROWS_A_QUERY = 60
_KEY = 255


def write(
    story: str,
    heard: Sequence[Telling],
    statements: Iterable[SharedStatement],
    events: Iterable[SharedEvent],
    contradictions: Iterable[Contradiction],
) -> None:
    """Write down what a story's articles say together, where nothing of it stands yet."""
    by_key = {one.told.id: one for one in heard}
    decided = _decided()
    rows: list[FollowedWords] = []
    for number, (followed, words) in enumerate(
        [
            *(_statement(one, by_key) for one in statements),
            *(_event(one, by_key) for one in events),
            *(_contradiction(one, by_key, decided) for one in contradictions),
        ]
    ):
        followed.story_id, followed.number = story, number
        followed.save(force_insert=True)
        for place, one in enumerate(words):
            one.followed, one.number = followed, place
            rows.append(one)
    FollowedWords.objects.bulk_create(rows, batch_size=_ROWS_A_QUERY)


def decision_about(key: str) -> Decision | None:
    """The decision that counts about a contradiction."""
    return _decided().get(key)


def state_of(confidence: float, decision: Decision | None) -> FactState:
    """The state of a contradiction: as it was decided, else as sure as it is."""
    return _STATES[decision.act] if decision else resting(Followed.CONTRADICTION, confidence)


def _decided() -> dict[str, Decision]:
    live = Decision.objects.filter(kind="contradiction", live=True, act__in=_STATES).order_by("number")
    return {decision.record["key"]: decision for decision in live}


def _statement(shared: SharedStatement, heard: Heard) -> tuple[Followed, list[FollowedWords]]:
    followed = Followed(
        kind=Followed.STATEMENT,
        key=shared.key[:_KEY],
        confidence=round(shared.confidence, 3),
        entity_id=_known(shared.speaker),
    )
    return followed, [_fact_words(one, heard, VARIANT) for one in shared.variants]


def _event(shared: SharedEvent, heard: Heard) -> tuple[Followed, list[FollowedWords]]:
    followed = Followed(
        kind=Followed.EVENT,
        key=shared.key[:_KEY],
        confidence=round(shared.confidence, 3),
        detail={"event_kind": shared.event_kind.value, "name": shared.name},
    )
    words = [_fact_words(one, heard, MEMBER) for one in shared.members]
    for group, field in enumerate(shared.fields):
        words += [_fact_words(one, heard, field.role.value, group, {"value": field.value}) for one in field.told]
    return followed, words


def _contradiction(
    found: Contradiction, heard: Heard, decided: Mapping[str, Decision]
) -> tuple[Followed, list[FollowedWords]]:
    own = {name: getattr(found, name) for name in ("about", "unit", "counted", "of", "settled")}
    confidence, decision = round(found.confidence, 3), decided.get(found.key)
    followed = Followed(
        kind=Followed.CONTRADICTION,
        key=found.key[:_KEY],
        confidence=confidence,
        detail={"kind": found.kind.value, "abouts": dict(found.abouts), **_without_null(own)},
        state=state_of(confidence, decision),
        decision=decision,
    )
    return followed, list(_claims(found, heard))


def _claims(found: Contradiction, heard: Heard) -> Iterator[FollowedWords]:
    for group, side in enumerate(found.sides):
        for claim in side:
            told = heard[claim.article]
            own = asdict(claim)
            detail = _without_null({name: own[name] for name in _CLAIM})
            yield _words(told, claim.start, claim.end, part=SIDE, group=group, detail=detail)


def _fact_words(
    one: FactAt, heard: Heard, part: str, group: int = 0, detail: dict[str, Any] | None = None
) -> FollowedWords:
    told = heard[one.article]
    words = _words(told, one.start, one.end, part=part, group=group, detail=detail or {})
    words.fact = told.rows[one.fact]
    return words


def _words(told: Telling, start: int, end: int, **fields: Any) -> FollowedWords:
    field, first, last = told.place(start, end)
    evidence = Evidence.of(told.article.capture.record_id, field, getattr(told.article, field), first, last)
    return FollowedWords(article=told.article, **placed(evidence), **fields)


def _known(entity: str) -> str | None:
    return entity if Entity.objects.filter(pk=entity).exists() else None


def _without_null(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value is not False}
