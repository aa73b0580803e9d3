"""Adding pages by hand: an address, a file, a pasted text; the bookmarklet; and what became of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from marsad.collect.address import parse_url
from marsad.collect.clippings import Clipping
from marsad.collect.errors import BadAddress, FeedError
from marsad.observatory.intake import NeedsRebuildError
from marsad.observatory.items import give
from marsad.observatory.models import Capture, Item
from marsad.observatory.presence import watching
from marsad.observatory.source_lists import import_opml
from marsad.web import uploads
from marsad.web.bookmarklet import bookmarklet
from marsad.web.queries.access import may_collect
from marsad.web.queries.by_hand import added_captures, added_items, recently_added
from marsad.web.views.guard import for_adders
from marsad.web.views.render import page

_LONGEST = 2000
_SHOWN = 50


class _FormError(ValueError):
    """What should be changed in the form, in the interface's language; ``words`` are those of the error itself."""

    def __init__(self, said: str, words: str = "") -> None:
        super().__init__(said)
        self.words = words


@csrf_exempt  # a file that is too large is refused before it is read; `_add` asks for the token
def add(request: HttpRequest) -> HttpResponse:
    """The forms, and their answers."""
    if request.method == "POST" and uploads.is_too_large(request, uploads.MOST_BYTES):
        return page(request, "refused", 413, back=reverse("add"), too_large=uploads.MOST_BYTES // 1_000_000)
    return _add(request)


@csrf_protect
@for_adders
def _add(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _forms(request)
    acts = {"address": _address, "file": _file, "text": _text}
    chosen = acts.get(request.POST.get("what", ""))
    if chosen is None:
        return _forms(request, 422)
    try:
        return chosen(request)
    except _FormError as problem:
        return _forms(request, 422, problem=problem, about=request.POST["what"])
    except NeedsRebuildError:
        return page(request, "refused", 503, back=reverse("add"), busy=True)


@require_safe
@for_adders
def added(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of an address that was given."""
    if pk >= 2**63:
        raise Http404
    (row,) = added_items([get_object_or_404(Item, pk=pk)])
    return page(request, "added", row=row, watched=watching(settings.DATA_DIR))


def _address(request: HttpRequest) -> HttpResponse:
    """An address, which the watch fetches before all others."""
    item = give(_url(request) or _missing_address(), timezone.now(), request.user.get_username())
    return redirect("added", item.pk)


def _file(request: HttpRequest) -> HttpResponse:
    """A file of one page or many; an OPML list is one of outlets, for operators."""
    sent = request.FILES.get("file")
    if sent is None or not sent.name:
        raise _FormError(_("Choose a file."))
    if sent.name.lower().endswith(".opml"):
        if (sent.size or 0) > uploads.MOST_LIST_BYTES:
            raise _FormError(_("This is too long."))
        return _outlets(request, sent.read())
    handed = uploads.take_file(
        settings.DATA_DIR, sent, request.user.get_username(), timezone.localtime(), url=_url(request)
    )
    return _forms(request, 200 if handed.pages or handed.items else 422, **_told(handed, sent.name))


def _text(request: HttpRequest) -> HttpResponse:
    """A text that was pasted, with what the editor knows of it."""
    given = {name: request.POST.get(name, "").strip() for name in ("text", "title", "outlet", "date", "author")}
    if not given["text"]:
        raise _FormError(_("Paste the text of the article."))
    if any(len(value) > (uploads.LONGEST_TEXT if name == "text" else _LONGEST) for name, value in given.items()):
        raise _FormError(_("This is too long."))
    try:
        day = date.fromisoformat(given["date"]).isoformat() if given["date"] else None
    except ValueError:
        raise _FormError(_("Write the date as 2025-12-31.")) from None
    clipping = Clipping(given["text"], given["title"], day, given["outlet"], _url(request), given["author"])
    handed = uploads.take_text(settings.DATA_DIR, clipping, request.user.get_username(), timezone.localtime())
    return _forms(request, **_told(handed, given["title"] or given["text"][:60]))


def _outlets(request: HttpRequest, data: bytes) -> HttpResponse:
    if not may_collect(request.user):
        raise _FormError(_("An OPML list adds outlets, which operators do."))
    try:
        return _forms(request, imported=import_opml(settings.DATA_DIR, data))
    except FeedError as error:
        raise _FormError(_("This is no OPML list that can be read."), error.reason) from None


def _told(handed: uploads.Handed, name: str) -> dict[str, Any]:
    seqs = [taken.seq for taken in handed.pages[:_SHOWN]]
    rows = added_captures(Capture.objects.filter(pk__in=seqs).order_by("seq")) + added_items(handed.items[:_SHOWN])
    return {"handed": handed, "handed_name": name, "handed_rows": rows}


def _forms(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    given = request.POST if request.method == "POST" and status != 200 else request.GET
    return page(
        request,
        "add",
        status,
        given={name: given.get(name, "")[: uploads.LONGEST_TEXT] for name in _FIELDS},
        recent=recently_added(),
        watched=watching(settings.DATA_DIR),
        most_megabytes=uploads.MOST_BYTES // 1_000_000,
        bookmarklet=bookmarklet(request.build_absolute_uri(reverse("add"))),
        **context,
    )


_FIELDS = ("url", "title", "outlet", "date", "author", "text")


def _url(request: HttpRequest) -> str | None:
    """The address in a form, null where it is empty."""
    given = request.POST.get("url", "").strip()
    if not given:
        return None
    url = given if "://" in given else f"https://{given}"
    try:
        parse_url(url)
    except BadAddress as error:
        raise _FormError(_("The address cannot be read."), error.reason) from None
    return url


def _missing_address() -> str:
    raise _FormError(_("Write the address of the page."))
