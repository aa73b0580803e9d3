"""The pages that people read: front, story, article, sources."""

from __future__ import annotations

import re

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from marsad.observatory.models import Source
from marsad.web.queries.access import may_collect
from marsad.web.queries.article import article_page, find_article
from marsad.web.queries.dossier_decided import in_dossiers
from marsad.web.queries.facts import Cited, may_edit
from marsad.web.queries.first import who_first
from marsad.web.queries.front import front_page, ticker
from marsad.web.queries.source_health import collecting
from marsad.web.queries.sources import SourceRow, display_name, source_page, source_rows
from marsad.web.queries.story import final_story, story_page, story_texts
from marsad.web.views.collecting import overview
from marsad.web.views.render import language_parameter, moved, page, page_number, paging

SOURCES_SECONDS = 20
OUTLETS = 300
"""Outlets on one page of their list."""
_WORDS = re.compile(r"(?P<field>lede|body)\.(?P<start>[0-9]{1,7})\.(?P<end>[0-9]{1,7})")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Stories by independent sources and freshness, under the latest headlines."""
    only, number = language_parameter(request), page_number(request)
    shown = front_page(get_language() or "", only, number)
    if number > 1 and not shown.cards:
        raise Http404
    headlines = ticker() if number == 1 else ()
    return page(
        request, "front", front=shown, only=only, ticker=headlines, paging=paging(request, number, shown.has_next)
    )


@require_safe
def story(request: HttpRequest, story_id: str) -> HttpResponse:
    """One story; a merged one sends on to the story that it became part of."""
    final = final_story(story_id)
    if final is None:
        raise Http404
    if final.pk != story_id:
        return moved("story", final.pk)
    only = language_parameter(request)
    shown = story_page(final, get_language() or "", only, request.user)
    if shown is None:
        raise Http404
    texts = story_texts(final)[0] if only else [telling for day in shown.days for telling in day.tellings]
    return page(request, "story", shown=shown, only=only, first=who_first(texts, request.user))


@require_safe
def article(request: HttpRequest, seq: int) -> HttpResponse:
    """One article, whole or as an extract; ``words`` names words of it to mark, as ``body.120.240``."""
    found = find_article(seq)
    if found is None:
        raise Http404
    shown = article_page(found, request.user, _cited(request))
    standing = in_dossiers(found, editable=may_edit(request.user))
    return page(request, "article", shown=shown, article=found, in_dossiers=standing)


def _cited(request: HttpRequest) -> Cited | None:
    found = _WORDS.fullmatch(request.GET.get("words", ""))
    return Cited(found["field"], int(found["start"]), int(found["end"])) if found else None


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """How collecting goes, for operators; else all outlets of the archive, counted anew at most every few seconds,
    because that reads the whole table of articles."""
    if may_collect(request.user) and request.GET.get("list") != "archive":
        return overview(request)
    number = page_number(request)
    rows: tuple[SourceRow, ...] = cache.get_or_set(f"sources-{get_language()}", source_rows, SOURCES_SECONDS) or ()
    shown = rows[(number - 1) * OUTLETS : number * OUTLETS]
    if number > 1 and not shown:
        raise Http404
    turning = paging(request, number, len(rows) > number * OUTLETS)
    return page(request, "sources", rows=shown, total=len(rows), paging=turning)


@require_safe
def source(request: HttpRequest, key: str) -> HttpResponse:
    """One outlet's articles, and for operators how collecting it goes."""
    found = get_object_or_404(Source, key=key)
    number = page_number(request)
    shown = source_page(found, number)
    if number > 1 and not shown.articles:
        raise Http404
    return page(
        request,
        "source",
        source=found,
        name=display_name(found),
        shown=shown,
        collecting=collecting(found, timezone.now()) if number == 1 and may_collect(request.user) else None,
        paging=paging(request, number, shown.has_next),
    )
