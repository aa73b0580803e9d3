"""Takedown for operators: what will go is told first, and done when the operator gives a reason and says so again."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marsad.observatory.takedown import REASON_LENGTH, NoReasonError, take_down
from marsad.observatory.takedown_plan import (
    Target,
    UnknownTargetError,
    article_target,
    by_tables,
    capture_target,
    outlet_target,
    plan,
)
from marsad.web.views.guard import for_operators
from marsad.web.views.render import page

_TITLES = 50
_ADDRESSES = {"article": "article", "capture": "article", "outlet": "source"}


@for_operators
def take(request: HttpRequest, what: str, key: str) -> HttpResponse:
    """The form of one takedown. The archive itself is searched when it is sent, which takes its time."""
    target = _target(what, key)
    error = ""
    if request.method == "POST":
        try:
            by = request.user.get_username()
            take_down(settings.DATA_DIR, plan(settings.DATA_DIR, target), by, request.POST.get("reason", ""))
        except NoReasonError:
            error = _("Say why: the reason is kept for ever.")
        else:
            return redirect(_ADDRESSES[what], key)
    found = by_tables(target)
    return page(
        request,
        "takedown",
        422 if error else 200,
        what=what,
        key=key,
        plan=found,
        titles=found.titles[:_TITLES],
        more=max(0, len(found.titles) - _TITLES),
        longest=REASON_LENGTH,
        error=error,
        back=_ADDRESSES[what],
    )


def _target(what: str, key: str) -> Target:
    try:
        if what == "outlet":
            return outlet_target(key)
        if what in _ADDRESSES and key.isascii() and key.isdigit() and len(key) < 16:
            return article_target(key) if what == "article" else capture_target(int(key))
    except UnknownTargetError:
        pass
    raise Http404
