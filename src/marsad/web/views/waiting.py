"""The editors' queue of what is not sure enough to be shown, and what they decide about contradictions."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from marsad.observatory.contradiction_decisions import decide_contradiction
from marsad.observatory.models import Followed
from marsad.web.queries import waiting
from marsad.web.views.facts import back_of, for_editors
from marsad.web.views.render import page, page_number, paging


@require_safe
@for_editors
def queue(request: HttpRequest) -> HttpResponse:
    """What waits of one kind. A page that was emptied by deciding sends on to the first one."""
    number, kind = page_number(request), request.GET.get("kind", "")
    shown = waiting.queue(kind, number, request.user)
    if number > 1 and not (shown.facts or shown.disagreements or shown.moves):
        return redirect(f"{reverse('waiting')}?kind={shown.kind}")
    return page(request, "waiting", shown=shown, paging=paging(request, number, shown.has_next))


@require_POST
@for_editors
def decide(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Confirm or strike a contradiction."""
    row = Followed.objects.filter(pk=pk).first()
    if act not in ("confirm", "strike"):
        raise Http404
    decide_contradiction(
        settings.DATA_DIR, request.user.get_username(), "confirm" if act == "confirm" else "strike", pk
    )
    there = reverse("story", args=(row.story_id,)) if row else reverse("waiting")
    return redirect(back_of(request) if request.POST.get("back") else f"{there}#disagreements")
