"""The pages of dossiers: their list, the overview of one, its parts and its articles."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from marsad.observatory.models import Dossier, Source
from marsad.web.queries.dossier_articles import Place, listed
from marsad.web.queries.dossier_decided import decision_of
from marsad.web.queries.dossier_frame import frame_of, last_capture
from marsad.web.queries.dossier_list import dossier_rows
from marsad.web.queries.dossier_numbers import numbers
from marsad.web.queries.dossier_overview import overview as glance
from marsad.web.queries.dossier_parts import part_rows
from marsad.web.queries.dossier_told import told_in
from marsad.web.queries.facts import may_edit
from marsad.web.views.render import language_parameter, page, page_number, paging
from marsad.web.visits import last_visit, remember


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
    """A dossier at a glance; for people with accounts it says what is new since they were last there."""
    dossier = dossier_or_404(dossier_id)
    shown = glance(dossier, request.user, last_visit(request, dossier.pk))
    response = page(request, "dossier", shown=shown, **frame_context(request, dossier, "overview"))
    remember(request, response, dossier.pk, reverse("dossier", args=(dossier.pk,)), last_capture())
    return response


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
        done=decision_of(dossier, request.GET.get("done", "")),
        **frame_context(request, dossier, "articles"),
    )


@require_safe
def part(request: HttpRequest, dossier_id: str, number: int) -> HttpResponse:
    """What covers a part of a dossier, or that nobody does yet."""
    dossier = dossier_or_404(dossier_id)
    rows = part_rows(dossier, request.user)
    wanted = next((row for row in rows if row.number == number), None)
    if wanted is None:
        raise Http404
    shown = listed(dossier, Place.read(request.GET.get("after", "")), part=number)
    stories = {line.article.story for line in shown.lines if line.article.story}
    return page(
        request,
        "dossier_part",
        part=wanted,
        others=[row for row in rows if row.number != number],
        shown=shown,
        older=_older(request, shown.after),
        told_lines=told_in(dossier, stories, number, request.user),
        numbers=numbers(dossier, number),
        **frame_context(request, dossier, ""),
    )


def _older(request: HttpRequest, after: Place | None) -> str:
    kept = [(key, value) for key, value in request.GET.items() if key not in ("after", "done")]
    return "?" + urlencode([*kept, ("after", str(after))]) if after else ""
