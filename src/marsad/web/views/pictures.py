"""The pages that are looked at more than read: a dossier's coverage and actors, the evidence of a tie, and shares of
voice side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from marsad.observatory.models import Dossier, DossierTie
from marsad.web.comparing import KINDS, Asked, asked, choices, compared, dossiers_offered
from marsad.web.pictures import columns, lines
from marsad.web.pictures.canvas import Picture
from marsad.web.pictures.periods import Step
from marsad.web.queries.dossier_actors import actors_page, tie_page
from marsad.web.queries.dossier_coverage import coverage_page, most_covering
from marsad.web.queries.spans import span_of, written
from marsad.web.queries.voices import MOST, Compared
from marsad.web.views.dossiers import dossier_or_404, frame_context
from marsad.web.views.render import language_parameter, page, page_number, paging


@require_safe
def coverage(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """A dossier's coverage; ``since`` and ``until`` are months, ``lang`` a language."""
    dossier, only = dossier_or_404(dossier_id), language_parameter(request) or ""
    span, wrong = span_of(request.GET.get("since", ""), request.GET.get("until", ""))
    return page(
        request,
        "dossier_coverage",
        shown=coverage_page(dossier, span, only),
        only=only,
        since=written(span.since),
        until=written(span.until),
        filtered=bool(only) or not span.open,
        wrong=wrong,
        **frame_context(request, dossier, "coverage"),
    )


@require_safe
def actors(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Who is named in a dossier, and with whom."""
    dossier = dossier_or_404(dossier_id)
    return page(request, "dossier_actors", shown=actors_page(dossier), **frame_context(request, dossier, "actors"))


@require_safe
def tie(request: HttpRequest, dossier_id: str, pk: int) -> HttpResponse:
    """The words that tie two actors."""
    dossier, number = dossier_or_404(dossier_id), page_number(request)
    found = get_object_or_404(DossierTie.objects.select_related("first", "second"), pk=pk, dossier=dossier)
    shown = tie_page(found, request.user, number)
    if number > 1 and not shown.words and not shown.hidden:
        raise Http404
    return page(
        request,
        "dossier_tie",
        shown=shown,
        paging=paging(request, number, shown.has_next),
        **frame_context(request, dossier, ""),
    )


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Dossiers, or actors, outlets or periods of one, side by side; what is asked for stands in the address."""
    what = asked(request.GET)
    found = compared(what) if what.ready else None
    wrong = [*what.wrong]
    if what.ready and found is None:
        wrong.append(gettext("Two of those are not known here. Choose again from the list."))
    outlets = most_covering(what.dossier, what.chosen) if what.dossier and what.kind == "outlets" else ()
    periods = [(written(span.since), written(span.until)) for _, span in what.spans][:MOST]
    rows = min(max(len(periods) + 1, 3), MOST)
    return page(
        request,
        "compare",
        asked=what,
        kinds=KINDS,
        found=found,
        wrong=wrong,
        offered=_offered(what),
        choices=choices(what, outlets),
        periods=[*periods, *[("", "")] * (rows - len(periods))],
        since=written(what.span.since),
        until=written(what.span.until),
        pictures_of=_pictures(what, found) if found else (),
        langs=sorted({lang for voice in found.voices for lang in voice.langs}) if found else (),
    )


def _offered(what: Asked) -> list[Dossier]:
    also = what.chosen if what.kind == "dossiers" else ()
    return dossiers_offered(*also, *([what.dossier.pk] if what.dossier else []))


def _pictures(what: Asked, found: Compared) -> tuple[Picture, Picture]:
    labels = columns.Labels(
        gettext("Share of voice"), str(KINDS[what.kind]), gettext("articles"), gettext("independent sources")
    )
    rows = [columns.Row(voice.name, voice.articles, voice.independent) for voice in found.voices]
    over_time = [lines.Share(voice.name, dict(voice.months)) for voice in found.voices]
    return (
        columns.beside(rows, labels, name="voices", wholes=(found.articles, found.independent)),
        lines.shares(over_time, name="time", whole=gettext("Articles"), finest=Step.MONTH),
    )
