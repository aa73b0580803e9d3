"""What happened to a story, and what editors do about it: merge, split, move. Facts are in `marsad.web.views.facts`."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from marsad.observatory.models import Story
from marsad.observatory.wacz_out import NothingToExportError, of_story, size_of, write_wacz
from marsad.search.index import IndexUnusable
from marsad.web.arranging import carry_out, plan
from marsad.web.corrections import FormError
from marsad.web.queries.facts import may_edit
from marsad.web.queries.links import StoryLink, near, stories_of, story_links
from marsad.web.queries.search import Asked, search
from marsad.web.queries.story import final_story, story_texts
from marsad.web.queries.story_log import story_log
from marsad.web.views.facts import for_editors
from marsad.web.views.render import moved, page

MAX_QUERY = 400
MAX_WACZ = 200_000_000
"""Bytes of records that one download may have."""

logger = logging.getLogger(__name__)


@require_safe
def history(request: HttpRequest, story_id: str) -> HttpResponse:
    """The log of a story; one that was merged sends on."""
    story = _story(story_id)
    if story.pk != story_id:
        return moved("history", story.pk)
    lang = get_language() or ""
    return page(
        request,
        "history",
        story=story,
        shown=next(iter(story_links([story], lang)), None),
        lines=story_log(story, lang),
        editable=may_edit(request.user),
    )


@require_safe
@login_required
def wacz(request: HttpRequest, story_id: str) -> HttpResponseBase:
    """The story as it was archived, for those who may read whole texts: everybody with an account.

    Of a large one the operator writes the file with ``marsad export --wacz``.
    """
    story = _story(story_id)
    try:
        chosen = of_story(story.pk)
    except NothingToExportError:
        raise Http404 from None
    if size_of(chosen) > MAX_WACZ:
        return page(request, "too_large", 413, story=story, limit=MAX_WACZ // 1_000_000)
    with tempfile.TemporaryDirectory(prefix="marsad-wacz-") as folder:
        path = Path(folder) / f"{story.pk}.wacz"
        write_wacz(settings.DATA_DIR, chosen, path)
        opened = path.open("rb")  # goes on when the name is gone
    answer = FileResponse(opened, as_attachment=True, filename=f"{story.pk}.wacz", content_type="application/wacz+zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@for_editors
def arrange(request: HttpRequest, story_id: str) -> HttpResponse:
    """The form to merge, split and move; what it will do is told first, and done when the editor says so again."""
    story, lang = _story(story_id), get_language() or ""
    if story.pk != story_id:
        return redirect("arrange", story.pk)
    error = ""
    if request.method == "POST":
        try:
            wanted = plan(story, request.POST, lang)
        except FormError as problem:
            error = str(problem)
        else:
            if "sure" not in request.POST:
                return page(request, "sure", story=story, plan=wanted)
            to = carry_out(settings.DATA_DIR, request.user.get_username(), wanted)
            return redirect(f"{reverse('history', args=(to,))}#done")
    given = request.POST or request.GET
    texts, hidden = story_texts(story)
    return page(
        request,
        "arrange",
        422 if error else 200,
        story=story,
        shown=next(iter(story_links([story], lang)), None),
        texts=texts,
        hidden=hidden,
        near=near(story, lang),
        found=_found(request, story, lang),
        error=error,
        chosen=set(given.getlist("article")),
        given=given,
    )


def _found(request: HttpRequest, story: Story, lang: str) -> tuple[StoryLink, ...]:
    """The other stories of the articles that an editor searched for."""
    words = request.GET.get("q", "").strip()[:MAX_QUERY]
    if not words:
        return ()
    try:
        results = search(Asked(words), request.user).results
    except IndexUnusable:
        logger.exception("The search index cannot be read")
        return ()
    links = stories_of([result.article.id for result in results], lang)
    return tuple(link for link in links if link.id != story.pk)


def _story(story_id: str) -> Story:
    found = final_story(story_id)
    if found is None:
        raise Http404
    return found
