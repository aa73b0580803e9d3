"""Rendering and the reading of common parameters."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as django_render

MAX_PAGE = 1000


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Render ``marsad/<template>.html``."""
    return django_render(request, f"marsad/{template}.html", context, status=status, using="jinja2")


def moved(name: str, *args: object) -> HttpResponse:
    """Send on for ever from an address that was merged; browsers ask again, because a merge can be taken back."""
    response = redirect(name, *args, permanent=True)
    response["Cache-Control"] = "no-cache"
    return response


def page_number(request: HttpRequest, name: str = "page") -> int:
    """The ``page`` parameter, from 1; anything else is a page that does not exist."""
    value = request.GET.get(name, "1")
    if not value.isascii() or not value.isdigit() or len(value) > 4 or not 1 <= int(value) <= MAX_PAGE:
        raise Http404
    return int(value)


def language_parameter(request: HttpRequest) -> str | None:
    """The ``lang`` parameter where it is one of our languages, else null."""
    value = request.GET.get("lang", "")
    return value if value in dict(settings.LANGUAGES) else None


def paging(request: HttpRequest, number: int, has_next: bool, name: str = "page") -> dict[str, str | None]:
    """Addresses of the previous and the next page, with the other parameters kept."""
    return {
        "previous": _with_page(request, number - 1, name) if number > 1 else None,
        "next": _with_page(request, number + 1, name) if has_next and number < MAX_PAGE else None,
    }


def _with_page(request: HttpRequest, number: int, name: str) -> str:
    kept = [(key, value) for key, value in request.GET.items() if key != name]
    return "?" + urlencode([*kept, (name, str(number))] if number > 1 else kept)
