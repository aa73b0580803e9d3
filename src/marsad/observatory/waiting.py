"""Facts that are not sure enough to stand on a public page: they wait for an editor.

A threshold is a calibrated confidence: of many facts with .8 some 80 % are right. Above its threshold a kind is to be
right in more than .9 (statements .95) of what readers see.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.model import FactKind
from marsad.observatory.models import Article, Fact, FactState, Followed

THRESHOLDS: Mapping[str, float] = {
    FactKind.STATEMENT: 0.9,
    FactKind.EVENT: 0.7,
    FactKind.COMMITMENT: 0.7,
    FactKind.HEDGED: 0.75,
    FactKind.PROGRESS: 0.6,
    FactKind.GOAL: 0.7,
    Followed.CONTRADICTION: 0.85,
    "move": 0.45,
}
"""The least confidence with which a fact of a kind is shown to readers. Facts of other kinds never wait."""


def resting(kind: str, confidence: float) -> FactState:
    """The state of a fact that nobody has decided about."""
    return FactState.WAITING if confidence < THRESHOLDS.get(kind, 0.0) else FactState.FOUND


def rest(article: Article) -> None:
    """Put all of an article's facts that are not a person's own back into the state in which they were found."""
    ours = Fact.objects.filter(article=article).exclude(rule=Fact.PERSON_RULE)
    ours.exclude(state__in=RESTING).update(state=FactState.FOUND, decision=None)
    for kind, least in THRESHOLDS.items():
        ours.filter(kind=kind, confidence__lt=least, state=FactState.FOUND).update(state=FactState.WAITING)


RESTING = (FactState.FOUND, FactState.WAITING)
"""The states of facts that nobody has decided about."""
