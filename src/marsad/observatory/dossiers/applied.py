"""What follows from a decision about a dossier: its rows at once, and its members at once or when nothing waits."""

from __future__ import annotations

from django.db.models import Q

from marsad.observatory.dossiers import counting, lines, members, parts
from marsad.observatory.dossiers.decided import HANDS, KIND, PARTS, about, bring_up
from marsad.observatory.models import Article, Decision, Dossier
from marsad.observatory.weighing import loaded


def apply_to_dossier(decision: Decision) -> None:
    """Bring a dossier to what its decisions say; call inside the transaction of the decision."""
    record = about(decision)
    before = Dossier.objects.filter(pk=record["dossier"]).values("rule", "entity_id", "closed_after").first()
    dossier = bring_up(record["dossier"])
    if dossier is None:
        return
    if record["act"] in HANDS:
        _hold_page(dossier.pk, record["capture"])
    elif record["act"] in PARTS:
        if parts.renew(dossier.pk):
            _fill(dossier.pk)
        counting.renew_parts(dossier.pk)
    elif before != {"rule": dossier.rule, "entity_id": dossier.entity_id, "closed_after": dossier.closed_after}:
        if before and before["entity_id"] != dossier.entity_id:
            counting.empty(dossier.pk)  # what stands on its line depends on what it is about, also of the same members
        parts.renew(dossier.pk)
        _fill(dossier.pk)


def load_dossiers() -> None:
    """In a rebuild: the dossiers of all decisions, before there is an article; each is weighed for them as it comes."""
    made = Decision.objects.filter(kind=KIND, act="make").order_by("number").values_list("record", flat=True)
    for record in made:
        if (dossier := bring_up(record["dossier"])) is not None:
            parts.renew(dossier.pk)


def _fill(dossier: str) -> None:
    """Have all articles held against a dossier (`marsad.observatory.dossiers.filling`)."""
    Dossier.objects.filter(pk=dossier).update(filled=0)


def _hold_page(dossier: str, capture_key: str) -> None:
    """Hold every version of a page against a dossier."""
    named = Article.objects.filter(capture__key=capture_key)
    versions = Q(pk__in=named) | Q(page__in=named.exclude(page="").values("page"))
    pks = list(Article.objects.filter(versions).values_list("pk", flat=True))
    for touched in sorted(members.renew(loaded(pks), [dossier])):
        lines.renew(*touched)
