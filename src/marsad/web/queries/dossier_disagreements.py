"""Where the articles of a dossier disagree, what was found latest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Dossier, DossierLine, DossierMember, FactState, Followed, LineKind, User
from marsad.web.queries.disagreements import Disagreement, disagreed
from marsad.web.queries.timeline_walk import lines_of
from marsad.web.queries.timeline_wanted import Wanted

PAGE_SIZE = 15
_WAITING = 20


@dataclass(frozen=True, slots=True)
class DossierDisagreements:
    """One page. ``waiting`` are those that wait for an editor; ``hidden`` counts those of which a stranger may read too
    little, ``next`` is the address of the next page."""

    found: tuple[Disagreement, ...]
    waiting: tuple[Disagreement, ...]
    hidden: int
    next: str


def dossier_disagreements(
    dossier: Dossier, wanted: Wanted, user: User | AnonymousUser, *, editable: bool
) -> DossierDisagreements:
    """The contradictions of a dossier for one reader; an editor sees those that wait too."""
    asked = replace(wanted, kinds=(LineKind.CONTRADICTION,))
    walked = lines_of(dossier, asked, timezone.localdate(), PAGE_SIZE)
    lines = DossierLine.objects.in_bulk([place.id for place in walked.found])
    ids = [lines[place.id].followed_id for place in walked.found if place.id in lines]
    states = (*SHOWN, FactState.STRUCK) if editable else SHOWN
    by_pk = {one.pk: one for one in disagreed(Followed.objects.filter(pk__in=ids, state__in=states), user) if one}
    found = tuple(by_pk[pk] for pk in ids if pk in by_pk)
    return DossierDisagreements(
        found=found,
        waiting=_waiting(dossier, user) if editable and wanted.after is None else (),
        hidden=len(ids) - len(found),
        next=wanted.query(after=walked.after) if walked.after else "",
    )


def _waiting(dossier: Dossier, user: User | AnonymousUser) -> tuple[Disagreement, ...]:
    members = DossierMember.objects.filter(dossier=dossier, story=OuterRef("story"))
    rows = Followed.objects.filter(Exists(members), kind=Followed.CONTRADICTION, state=FactState.WAITING)
    return tuple(one for one in disagreed(rows.order_by("-pk")[:_WAITING], user) if one)
