"""The editors' desk: decisions that lost their place, and the latest ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from marsad.observatory.applying import ACTS
from marsad.observatory.models import Article, Decision
from marsad.web.told_labels import difference
from marsad.web.values import kind_name, resolved

LATEST = 50


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in words. ``said`` and ``told`` are (kind, words, value); ``told`` is null where a fact was struck, or
    ``confirmed``."""

    decision: Decision
    article: Article | None
    said: tuple[str, str, str]
    told: tuple[str, str, str] | None
    before: str
    after: str

    @property
    def confirmed(self) -> bool:
        """Whether an editor said that it is right as it is."""
        return self.decision.act == "confirm"


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A decision about a contradiction: in what outlets differ, about what, and the words that give the values."""

    decision: Decision
    difference: str
    about: str
    values: tuple[str, ...]
    story: str


def lost_count() -> int:
    """How many decisions wait for a place, or found nothing left of the stories that they are about."""
    waiting = Q(kind="fact", act__in=ACTS) | Q(kind__in=("story", "promise")) & ~Q(act="undo")
    return Decision.objects.filter(waiting, lost=True, live=True).count()


def lost() -> tuple[DecisionRow, ...]:
    """The decisions that lost their place, the oldest first."""
    return _rows(Decision.objects.filter(kind="fact", lost=True, live=True, act__in=ACTS).order_by("number"))


def latest() -> tuple[DecisionRow, ...]:
    """The latest decisions about facts that count."""
    return _rows(Decision.objects.filter(kind="fact", live=True, lost=False, act__in=ACTS).order_by("-number")[:LATEST])


def judged() -> tuple[JudgedRow, ...]:
    """The latest decisions about contradictions that count."""
    rows = Decision.objects.filter(kind="contradiction", live=True, act__in=("confirm", "strike"))
    return tuple(_judged(decision) for decision in rows.order_by("-number")[:LATEST])


def _judged(decision: Decision) -> JudgedRow:
    said = decision.record["said"]
    values = tuple(said.get("values", ()))
    return JudgedRow(
        decision, difference(said.get("kind", "")), said.get("about", ""), values, decision.record["story"]
    )


def _rows(decisions: Iterable[Decision]) -> tuple[DecisionRow, ...]:
    listed = list(decisions)
    keys = {decision.capture_key for decision in listed}
    articles = Article.objects.filter(capture__key__in=keys).select_related("capture", "source").defer("embedding")
    by_key = {article.capture.key: article for article in articles}
    return tuple(_row(decision, by_key.get(decision.capture_key)) for decision in listed)


def _row(decision: Decision, article: Article | None) -> DecisionRow:
    said, change = decision.record["fact"], decision.record.get("change")
    return DecisionRow(
        decision=decision,
        article=article,
        said=_told(said),
        told=_told(change) if change else None,
        before=said["quote"]["prefix"],
        after=said["quote"]["suffix"],
    )


def _told(told: dict[str, Any]) -> tuple[str, str, str]:
    value = resolved(told["kind"], told["detail"]) or told["detail"].get("name") or ""
    exact = told["quote"]["exact"]
    return kind_name(told["kind"]), exact, "" if value == exact else value
