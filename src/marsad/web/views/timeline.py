"""A dossier's line of time, its calendar feed, and where its articles disagree."""

from __future__ import annotations

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from marsad.web import ical
from marsad.web.queries.dossier_calendar import DUES, EVENTS, calendar_days
from marsad.web.queries.dossier_choices import choices
from marsad.web.queries.dossier_disagreements import dossier_disagreements
from marsad.web.queries.facts import may_edit
from marsad.web.queries.timeline import timeline_page
from marsad.web.queries.timeline_wanted import KINDS, wanted_of
from marsad.web.views.dossiers import dossier_or_404, frame_context
from marsad.web.views.render import language_parameter, page


@require_safe
def timeline(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """The line of time with its filters; what cannot be read of the address is said, and left out."""
    dossier = dossier_or_404(dossier_id)
    wanted, errors = wanted_of(request.GET.dict(), request.GET.getlist("kind"))
    shown = timeline_page(dossier, wanted, request.user)
    return page(
        request,
        "dossier_timeline",
        400 if errors else 200,
        **frame_context(request, dossier, "timeline"),
        wanted=wanted,
        errors=errors,
        shown=shown,
        kinds=KINDS,
        choices=choices(dossier, wanted.actor, wanted.outlet),
        webcal=_webcal(request, dossier_id),
    )


@require_safe
def calendar(request: HttpRequest, dossier_id: str) -> HttpResponseBase:
    """Events and due dates as iCalendar; ``only`` is one of the two, ``lang`` the language of what we add."""
    dossier, only = dossier_or_404(dossier_id), request.GET.get("only", "")
    if only not in ("", EVENTS, DUES):
        raise Http404
    with translation.override(language_parameter(request) or get_language()):
        lang = get_language() or ""
        address = request.build_absolute_uri(reverse("dossier-timeline", args=(dossier.pk,)))
        name = gettext("%(dossier)s: dates") % {"dossier": dossier.name}
        days = calendar_days(dossier, request.user, only, request.build_absolute_uri)
        content = ical.feed(name, address, lang, days)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    answer["Content-Disposition"] = f'inline; filename="{dossier.pk}.ics"'
    answer["Cache-Control"] = "private, max-age=600"
    answer["Vary"] = "Cookie, Accept-Language"
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


@require_safe
def disagreements(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Where the articles of a dossier disagree."""
    dossier, editable = dossier_or_404(dossier_id), may_edit(request.user)
    wanted, errors = wanted_of(request.GET.dict(), [])
    return page(
        request,
        "dossier_disagreements",
        400 if errors else 200,
        shown=dossier_disagreements(dossier, wanted, request.user, editable=editable),
        errors=errors,
        first=wanted.after is None,
        **{**frame_context(request, dossier, "disagreements"), "editable": editable},
    )


def _webcal(request: HttpRequest, dossier_id: str) -> str:
    """The feed's address for programs that subscribe to calendars."""
    whole = request.build_absolute_uri(reverse("dossier-calendar", args=(dossier_id,)))
    return f"webcal{whole[whole.index('://') :]}?lang={get_language()}"
