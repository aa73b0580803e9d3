"""The pages of dossiers: their list, the overview of one, its parts and its articles."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from marsad.observatory.models import Dossier, Source
from marsad.web.queries.dossier_articles import Place, listed
from marsad.web.queries.dossier_frame import frame_of
from marsad.web.queries.dossier_list import dossier_rows
from marsad.web.queries.facts import may_edit
from marsad.web.views.render import language_parameter, page, page_number, paging


def dossier_or_404(dossier_id: str) -> Dossier:
    """A dossier with what it is about."""
    found = Dossier.objects.select_related("entity__redirect_to").filter(pk=dossier_id).first()
    if found is None:
        raise Http404
    return found


def frame_context(request: HttpRequest, dossier: Dossier, tab: str) -> dict[str, Any]:
    """What a template that extends ``dossier_frame.html`` needs: ``dossier``, its ``frame``, and whether the reader may
    change it (``editable``).

    ``tab`` is a code of `marsad.web.queries.dossier_frame.TABS`, empty on a page below them.
    """
    return {"dossier": dossier, "frame": frame_of(dossier, tab), "editable": may_edit(request.user)}


@require_safe
def overview(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """A dossier at a glance."""
    return page(request, "dossier", **frame_context(request, dossier_or_404(dossier_id), "overview"))


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All dossiers, with what is new."""
    number = page_number(request)
    rows, has_next = dossier_rows(number)
    if number > 1 and not rows:
        raise Http404
    return page(request, "dossiers", rows=rows, paging=paging(request, number, has_next))


@require_safe
def articles(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """A dossier's articles, the latest first."""
    dossier = dossier_or_404(dossier_id)
    only, key = language_parameter(request), request.GET.get("outlet", "")
    outlet = get_object_or_404(Source, key=key) if key else None
    shown = listed(dossier, Place.read(request.GET.get("after", "")), lang=only or "", source=outlet)
    return page(
        request,
        "dossier_articles",
        shown=shown,
        only=only,
        outlet=outlet,
        older=_older(request, shown.after),
        **frame_context(request, dossier, "articles"),
    )


def _older(request: HttpRequest, after: Place | None) -> str:
    kept = [(key, value) for key, value in request.GET.items() if key != "after"]
    return "?" + urlencode([*kept, ("after", str(after))]) if after else ""
