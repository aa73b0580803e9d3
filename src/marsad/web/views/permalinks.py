"""The permanent page of a fact, and the capture that it rests on as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marsad.observatory.models import Article, Bar, Barred, Capture, Fact
from marsad.observatory.permalinks import Address, Found, Standing, find, permalink
from marsad.web.queries.fact_page import fact_page
from marsad.web.queries.words import with_details
from marsad.web.views.render import page

_SHOWN = (Standing.SHOWN, Standing.MOVED)


@require_safe
def fact(request: HttpRequest, capture: str, kind: str, place: str) -> HttpResponse:
    """A fact by its permanent address. What was struck, replaced or taken down is answered with 410, what the text does
    not have any more with 404, each in words, and none of them shows what stood there."""
    address = Address.read(capture, kind, place, request.GET.get("q", ""))
    if address is None:
        raise Http404
    article = (
        Article.objects.select_related("capture", "source").defer("embedding").filter(capture__key=capture).first()
    )
    if article is None:
        return _without_article(request, capture)
    found = find(article, address)
    if found.standing not in _SHOWN or found.fact is None:
        return _without_fact(request, article, found)
    row = with_details(Fact.objects.filter(pk=found.fact.pk)).select_related("entity__redirect_to", "decision").get()
    row.article = article
    shown = fact_page(row, request.user, request.build_absolute_uri)
    answer = page(request, "fact", shown=shown, article=article, moved=found.standing is Standing.MOVED)
    answer["Link"] = f'<{request.build_absolute_uri(shown.permalink)}>; rel="canonical"'
    return answer


def _without_article(request: HttpRequest, capture: str) -> HttpResponse:
    """There is no such article: because its capture was taken down, cannot be read, or was never here."""
    barred = Barred.objects.filter(what=Bar.CAPTURE, key=capture).select_related("tombstone").first()
    if barred is not None:
        return page(request, "gone", 410, stone=barred.tombstone)
    if not Capture.objects.filter(key=capture).exists():
        raise Http404
    said = _("The capture is in the archive, but no article was read from it yet.")
    return page(request, "fact_gone", 404, article=None, said=said, instead="")


def _without_fact(request: HttpRequest, article: Article, found: Found) -> HttpResponse:
    words = {
        Standing.STRUCK: _("An editor struck what this address stood for: it was wrong. It is shown no more."),
        Standing.REPLACED: _("An editor corrected what this address stood for. It is shown no more as it was."),
        Standing.WAITING: _("What this address stands for is not sure enough to be shown. It waits for an editor."),
    }
    said = words.get(found.standing) or _(
        "The text as Marsad reads it today has no such fact at this place, and none with these words."
    )
    status = 410 if found.standing in (Standing.STRUCK, Standing.REPLACED) else 404
    instead = permalink(found.fact, article.capture.key) if found.fact is not None else ""
    return page(request, "fact_gone", status, article=article, said=said, instead=instead)
