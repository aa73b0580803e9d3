"""The commitment ledger: of a dossier, of the whole observatory, and one promise with its history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from marsad.observatory.entities import final_entity
from marsad.observatory.models import Dossier, LedgerEntry, Promise
from marsad.web.queries.dossier_choices import choices
from marsad.web.queries.facts import may_edit
from marsad.web.queries.promise import promise_page
from marsad.web.queries.promises import ledger
from marsad.web.queries.promises_asked import DUES, asked_of
from marsad.web.queries.words import display_name
from marsad.web.told_labels import SAID, STATUSES
from marsad.web.views.dossiers import dossier_or_404, frame_context
from marsad.web.views.render import page


@require_safe
def of_dossier(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """What was promised in a dossier."""
    dossier = dossier_or_404(dossier_id)
    return _ledger(request, "dossier_commitments", dossier, **frame_context(request, dossier, "commitments"))


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What was promised in all articles."""
    return _ledger(request, "commitments", None)


@require_safe
def promise(request: HttpRequest, key: str) -> HttpResponse:
    """One promise. The key of any of its entries leads to it, so that an address holds when an earlier one is found."""
    row = Promise.objects.filter(pk=key).first()
    if row is None:
        entry = LedgerEntry.objects.filter(key=key).exclude(promise=None).first()
        if entry is None:
            raise Http404
        return redirect("commitment", entry.promise_id)
    return show(request, row)


def show(request: HttpRequest, row: Promise, status: int = 200, error: str = "") -> HttpResponse:
    """The page of a promise; with what is wrong with an editor's form."""
    editable = may_edit(request.user)
    shown = promise_page(row, request.user, editable=editable)
    if shown is None and request.user.is_authenticated:  # its first words were struck, and it goes with them
        raise Http404
    context = {"row": row, "error": error, "given": request.POST, "editable": editable}
    return page(request, "commitment", status, shown=shown, statuses={**STATUSES, **SAID}, **context)


def _ledger(request: HttpRequest, template: str, of: Dossier | None, **context: Any) -> HttpResponse:
    asked, errors = asked_of(request.GET.dict())
    editable = may_edit(request.user)
    party = final_entity(asked.party) if asked.party else None
    return page(
        request,
        template,
        400 if errors else 200,
        asked=asked,
        errors=errors,
        shown=ledger(asked, of, request.user, editable=editable),
        statuses={**STATUSES, **SAID},
        dues=DUES,
        parties=choices(of, asked.party, "").actors if of else (),
        party=display_name(party) if party else "",
        **{**context, "editable": editable},
    )
