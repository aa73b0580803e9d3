"""The editors' desk: decisions that lost their place, and the latest ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from marsad.observatory.applying import ACTS
from marsad.observatory.models import Article, Decision
from marsad.web.values import kind_name, resolved

LATEST = 50


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in words. ``said`` and ``told`` are (kind, words, value); ``told`` is null where a fact was struck."""

    decision: Decision
    article: Article | None
    said: tuple[str, str, str]
    told: tuple[str, str, str] | None
    before: str
    after: str


def lost_count() -> int:
    """How many decisions wait for a place, or found nothing left of the stories that they are about."""
    waiting = Q(act__in=ACTS) | Q(kind="story") & ~Q(act="undo")
    return Decision.objects.filter(waiting, lost=True, live=True).count()


def lost() -> tuple[DecisionRow, ...]:
    """The decisions that lost their place, the oldest first."""
    return _rows(Decision.objects.filter(lost=True, live=True, act__in=ACTS).order_by("number"))


def latest() -> tuple[DecisionRow, ...]:
    """The latest decisions about facts that count."""
    return _rows(Decision.objects.filter(live=True, lost=False, act__in=ACTS).order_by("-number")[:LATEST])


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
