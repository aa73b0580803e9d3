"""Adding outlets: by an address, whose channels are looked for and shown first; from the ready list; from OPML."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from marsad.collect.address import parse_url
from marsad.collect.errors import FeedError, FetchError
from marsad.collect.press import outlets
from marsad.observatory.cures import cure_of
from marsad.observatory.finding import Found
from marsad.observatory.models import Channel, Source, SourceKind
from marsad.observatory.press_list import add_outlets
from marsad.observatory.source_lists import export_opml, import_opml
from marsad.observatory.sources import save_source
from marsad.web import discovering
from marsad.web.uploads import MOST_LIST_BYTES, is_too_large
from marsad.web.views.guard import for_operators
from marsad.web.views.render import page

logger = logging.getLogger(__name__)

_FIELDS = ("name", "country", "kind")
_LONGEST_ADDRESS = 2000


@for_operators
def add(request: HttpRequest) -> HttpResponse:
    """An address, then what was found there, then the saving of what was chosen."""
    if request.method != "POST":
        return _form(request, address=request.GET.get("url", "")[:_LONGEST_ADDRESS])
    if "found" in request.POST:
        return _save(request)
    given = request.POST.get("url", "").strip()[:_LONGEST_ADDRESS]
    url = given if "://" in given or not given else f"https://{given}"
    try:
        parse_url(url)
        found = discovering.looked(url)
    except FetchError as error:
        kind = type(error).__name__
        cure = cure_of(kind, error.reason).key
        return _form(request, 422, address=given, failed=error, failed_kind=kind, failed_cure=cure)
    except ValueError as error:  # MARSAD_ALLOW
        logger.warning("the settings of fetching cannot be read: %s", error)
        return _form(request, 500, address=given, error=_("The setting MARSAD_ALLOW cannot be read."))
    except discovering.BusyFinding:
        return _form(request, 503, address=given, error=_("Others look for channels just now. Try again in a moment."))
    return page(
        request,
        "add_source_found",
        found=found,
        known=Source.objects.filter(key=found.key).first(),
        followed=set(_followed(found)),
        usable=any(not offer.candidate.error for offer in found.offers),
        seal=discovering.sealed(found),
        kinds=SourceKind.values,
    )


def _save(request: HttpRequest) -> HttpResponse:
    """Follow what was chosen of what was shown."""
    try:
        offered = discovering.opened(request.POST["found"])
        said = {name: request.POST.get(name, "").strip() for name in _FIELDS}
        folder = request.POST.get("folder", "").strip()
        fields, channels = discovering.to_save(offered, request.POST.getlist("channel"), said, folder)
        if not channels:
            return _form(request, 422, address=offered.home, error=_("No channel was chosen; nothing was saved."))
        save_source(settings.DATA_DIR, offered.key, fields, channels)
    except discovering.StaleOffer:
        return _form(request, 422, error=_("What was found is too old to be saved. Look again."))
    except ValueError as error:
        logger.info("an outlet was not saved: %s", error)
        words = _("The name has at most 255 characters, the country two letters (MA).")
        return _form(request, 422, address=offered.home, error=words)
    return redirect(f"{reverse('source', args=(offered.key,))}#collecting")


@require_POST
@for_operators
def press(request: HttpRequest) -> HttpResponse:
    """Add the outlets of the ready list, of one country or all; the watch finds their channels."""
    country = request.POST.get("country", "")
    chosen = [outlet for outlet in outlets() if country in ("", outlet.country)]
    new = add_outlets(settings.DATA_DIR, chosen)
    return _form(request, pressed=new, listed=len(chosen))


@csrf_exempt  # a list that is too large is refused before it is read; `_import` asks for the token
def opml(request: HttpRequest) -> HttpResponse:
    """The channels as OPML, or those of a list that was sent."""
    if request.method == "POST" and is_too_large(request, MOST_LIST_BYTES):
        return page(request, "refused", 413, back=reverse("add-source"), too_large=MOST_LIST_BYTES // 1_000_000)
    return _opml(request)


@csrf_protect
@for_operators
def _opml(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        response = HttpResponse(export_opml(), content_type="text/x-opml; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="marsad.opml"'
        return response
    sent = request.FILES.get("file")
    if sent is None:
        return _form(request, 422, error=_("Choose a file."))
    try:
        return _form(request, imported=import_opml(settings.DATA_DIR, sent.read()))
    except FeedError as error:
        return _form(request, 422, error=_("This is no OPML list that can be read."), words=error.reason)


def _form(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    countries: dict[str, int] = {}
    for outlet in outlets():
        countries[outlet.country] = countries.get(outlet.country, 0) + 1
    return page(request, "add_source", status, countries=sorted(countries.items()), **context)


def _followed(found: Found) -> list[str]:
    urls = [offer.candidate.url for offer in found.offers]
    return list(Channel.objects.filter(url__in=urls).values_list("url", flat=True))
