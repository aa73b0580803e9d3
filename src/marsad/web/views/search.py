"""The search page."""

from __future__ import annotations

import logging
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marsad.observatory.models import Source
from marsad.search.index import IndexUnusable
from marsad.web.queries.search import Asked, ResultPage, search
from marsad.web.views.render import page, page_number, paging

MAX_QUERY = 400

logger = logging.getLogger(__name__)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The form, and what was found where something was asked."""
    asked, errors = _asked(request)
    found = _found(asked, request, errors) if asked.text and not errors else None
    number = found.page if found else 1
    return page(
        request,
        "search",
        asked=asked,
        errors=errors,
        found=found,
        given=request.GET,
        outlets=Source.objects.order_by("name").values_list("key", "name"),
        paging=paging(request, number, bool(found and found.has_next)),
    )


def _found(asked: Asked, request: HttpRequest, errors: list[str | Promise]) -> ResultPage | None:
    try:
        return search(asked, request.user)
    except IndexUnusable:
        logger.exception("The search index cannot be read")
        errors.append(_("The search index cannot be read just now; the operator has been told. Stories can be read."))
        return None


def _asked(request: HttpRequest) -> tuple[Asked, list[str | Promise]]:
    errors: list[str | Promise] = []
    text = request.GET.get("q", "").strip()
    if len(text) > MAX_QUERY:
        errors.append(_("The question is too long: at most 400 characters."))
    since = _date(request, "since", _("The first day is not a date."), errors)
    until = _date(request, "until", _("The last day is not a date."), errors)
    if since and until and since > until:
        errors.append(_("The first day comes after the last day."))
    lang = request.GET.get("lang", "")
    asked = Asked(
        text=text[:MAX_QUERY],
        lang=lang if lang in dict(settings.LANGUAGES) else "",
        outlet=request.GET.get("outlet", ""),
        since=since,
        until=until,
        order="date" if request.GET.get("order") == "date" else "relevance",
        page=page_number(request),
    )
    return asked, errors


def _date(request: HttpRequest, name: str, message: str | Promise, errors: list[str | Promise]) -> date | None:
    value = request.GET.get(name, "").strip()
    if not value:
        return None
    try:
        parsed = parse_date(value)
    except ValueError:
        parsed = None
    if parsed is None:
        errors.append(message)
    return parsed
