"""Who comes to a page: others are sent to sign in, or refused; what is busy is said in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from marsad.archive.locks import BusyError
from marsad.observatory.models import User
from marsad.web.queries.access import may_add, may_collect
from marsad.web.views.render import page

View = Callable[..., HttpResponse]


def only_for(may: Callable[[User | AnonymousUser], bool], back: str) -> Callable[[View], View]:
    """Let those in who ``may``; ``back`` names the page to which a refused form leads."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                if request.user.is_authenticated:
                    raise PermissionDenied
                return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse(back))
            try:
                return view(request, *args, **kwargs)
            except BusyError:
                return page(request, "refused", 503, back=reverse(back), busy=True)

        return guarded

    return guard


for_operators = only_for(may_collect, "sources")
for_adders = only_for(may_add, "add")
