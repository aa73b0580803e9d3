"""What editors do about facts and entities, the desk where lost decisions wait, and the pages of entities.

Every change is a POST with the form's token, and asks the permission anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from marsad.archive.locks import BusyError
from marsad.observatory import decisions
from marsad.observatory.annotating import texts_of
from marsad.observatory.decisions import DECIDABLE, RefusedError
from marsad.observatory.entities import final_entity, group_of
from marsad.observatory.models import Article, Decision, Fact
from marsad.observatory.presence import RunningError
from marsad.web.corrections import FormError, change_from, form_of, kinds_for, occurrence
from marsad.web.marking import AROUND, Span, pieces
from marsad.web.queries import decisions as desk
from marsad.web.queries.entity import entity_page
from marsad.web.queries.facts import may_edit
from marsad.web.queries.promise_desk import promise_decisions
from marsad.web.queries.story_log import story_decisions
from marsad.web.views.render import page, page_number, paging

View = Callable[..., HttpResponse]

logger = logging.getLogger(__name__)


def for_editors(view: View) -> View:
    """Others are sent to sign in, or refused; what a rebuild or a changed fact forbids is said in words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_edit(request.user):
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("front"))
        try:
            return view(request, *args, **kwargs)
        except RefusedError as error:
            logger.info("a decision was refused: %s", error)
            return page(request, "refused", 409, back=back_of(request), busy=False)
        except (RunningError, BusyError):
            return page(request, "refused", 503, back=back_of(request), busy=True)

    return guarded


@require_POST
@for_editors
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a fact."""
    row = _fact(pk)
    decisions.strike(settings.DATA_DIR, request.user.get_username(), row.pk)
    return _back_or_to_article(request, row)


@require_POST
@for_editors
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a fact that waits is right."""
    row = _fact(pk)
    decisions.confirm(settings.DATA_DIR, request.user.get_username(), row.pk)
    return _back_or_to_article(request, row)


@for_editors
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to correct a fact, and its answer."""
    row = _fact(pk)
    text = texts_of(row.article)[row.field]
    form, error, status = form_of(row), "", 200
    if request.method == "POST":
        form = {name: request.POST.get(name, "") for name in form}
        try:
            change = change_from(form, row, text)
        except FormError as problem:
            error, status = str(problem), 422
        else:
            decisions.correct(settings.DATA_DIR, request.user.get_username(), row.pk, change)
            return _to_article(row.article_id)
    context = {"fact": row, "article": row.article, "form": form, "error": error, "kinds": kinds_for(row.kind)}
    return page(request, "correct", status, shown=_around(row, text), **context)


@require_POST
@for_editors
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back."""
    decisions.undo(settings.DATA_DIR, request.user.get_username(), number)
    return redirect(back_of(request))


@require_POST
@for_editors
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Say where the words of a lost decision stand now."""
    known = Decision.objects.filter(pk=number, live=True).first()
    article = Article.objects.filter(capture__key=known.capture_key).first() if known else None
    if known is None or article is None:
        raise Http404
    words = request.POST.get("words", "")
    for field, text in texts_of(article).items():
        if found := occurrence(words, text, known.record["fact"]["quote"]["start"]):
            decisions.place(settings.DATA_DIR, request.user.get_username(), number, field, *found)
            return redirect("decisions")
    wrong = {"number": number, "words": words}
    return _desk(request, 422, wrong)


@require_safe
@for_editors
def queue(request: HttpRequest) -> HttpResponse:
    """Decisions that lost their place, and the latest ones."""
    return _desk(request)


@require_safe
def entity(request: HttpRequest, entity_id: str) -> HttpResponse:
    """One entity; one that was joined to another sends on to that."""
    final = final_entity(entity_id)
    if final is None:
        raise Http404
    if final.pk != entity_id:
        return redirect("entity", final.pk)
    number, said, editable = page_number(request), page_number(request, "said"), may_edit(request.user)
    shown = entity_page(final, get_language() or "", request.user, number, said, editable=editable)
    if (number > 1 and not shown.articles) or (said > 1 and not shown.spoken.months):
        raise Http404
    return page(
        request,
        "entity",
        shown=shown,
        entity=final,
        editable=editable,
        paging=paging(request, number, shown.has_next),
        said_paging=paging(request, said, shown.spoken.has_next, "said"),
    )


@require_POST
@for_editors
def join(request: HttpRequest) -> HttpResponse:
    """Join an entity to another, given by its id or its address."""
    into = request.POST.get("into", "").strip().rpartition("/entity/")[2]
    decisions.join(settings.DATA_DIR, request.user.get_username(), request.POST.get("entity", ""), into)
    return redirect("entity", into)


@require_POST
@for_editors
def part(request: HttpRequest) -> HttpResponse:
    """Part a name from every entity of the group that bears it."""
    known, name = final_entity(request.POST.get("entity", "")), request.POST.get("name", "")
    refused = RefusedError("there is no such entity")
    for id_ in group_of(known) if known else ():
        try:
            decision = decisions.part(settings.DATA_DIR, request.user.get_username(), id_, name)
        except RefusedError as error:
            refused = error
        else:
            return redirect("entity", decision.record["to"])
    raise refused


def _desk(request: HttpRequest, status: int = 200, wrong: dict[str, Any] | None = None) -> HttpResponse:
    stories = {"lost_stories": story_decisions(lost=True), "stories": story_decisions(lost=False)}
    facts: dict[str, Any] = {"lost": desk.lost(), "latest": desk.latest(), "judged": desk.judged()}
    facts["promises"] = promise_decisions(request.user)
    return page(request, "decisions", status, wrong=wrong, **facts, **stories)


def _fact(pk: int) -> Fact:
    """A fact that is shown, or waits. Raises `RefusedError`: an editor who sees an old page should look again."""
    related = ("article__capture", "article__source", "entity", "decision")
    row = Fact.objects.select_related(*related).filter(pk=pk, state__in=DECIDABLE).first()
    if row is None:
        raise RefusedError("the fact has changed meanwhile; look at the article again")
    return row


def _around(row: Fact, text: str) -> list[Any]:
    """The paragraph that a fact stands in, with its words."""
    start = text.rfind("\n\n", 0, row.start) + 2 if "\n\n" in text[: row.start] else 0
    end = text.find("\n\n", row.end)
    kind = "words" if row.kind in AROUND else row.kind
    return pieces(text[start : end if end >= 0 else None], [Span(1, kind, row.start - start, row.end - start)])


def _back_or_to_article(request: HttpRequest, row: Fact) -> HttpResponse:
    return redirect(back_of(request)) if request.POST.get("back") else _to_article(row.article_id)


def _to_article(seq: int) -> HttpResponse:
    return redirect(f"{reverse('article', args=(seq,))}#stated")


def back_of(request: HttpRequest) -> str:
    """Where the form says that it stands: an address of this site, else the front page."""
    there = request.POST.get("back", "")
    return there if there.startswith("/") and not there.startswith(("//", "/\\")) else reverse("front")
