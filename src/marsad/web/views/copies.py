"""What outlets changed: in a text that they reprint, and in a page of their own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from marsad.observatory.models import Family
from marsad.web.queries.article import find_article
from marsad.web.queries.changes import changes_page, family_page
from marsad.web.queries.versions import versions_page
from marsad.web.views.render import page, page_number, paging


@require_safe
def changes(request: HttpRequest, seq: int) -> HttpResponse:
    """What one copy changed; from the original on to all its copies."""
    article = find_article(seq)
    if article is None or article.family_id is None:
        raise Http404
    shown = changes_page(article, request.user)
    if shown is None:
        return redirect("family", article.family_id)
    return page(request, "changes", shown=shown, article=article)


@require_safe
def family(request: HttpRequest, family_id: str) -> HttpResponse:
    """All copies of one text, and what each made of it."""
    found, number = get_object_or_404(Family, pk=family_id), page_number(request)
    shown = family_page(found, number)
    if shown is None or not shown.copies:
        raise Http404
    return page(request, "family", shown=shown, paging=paging(request, number, shown.has_next))


@require_safe
def versions(request: HttpRequest, seq: int) -> HttpResponse:
    """The versions of a page, each beside the one before."""
    article, number = find_article(seq), page_number(request)
    if article is None:
        raise Http404
    shown = versions_page(article, request.user, number)
    if not shown.versions:
        raise Http404
    return page(request, "versions", shown=shown, paging=paging(request, number, shown.has_next))
