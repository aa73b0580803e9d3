"""Health for machines, and pages for what went wrong."""

# ruff: noqa: ARG001  Django calls these with arguments of its own

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marsad.observatory.tombstones import tombstone_of
from marsad.web.views.render import page

_ROBOTS = """\
User-agent: *
Disallow: /article/
Disallow: /entity/
Disallow: /family/
Disallow: /story/*/
Disallow: /decision
Disallow: /dossier/*/export
Disallow: /fact/
Disallow: /search
Disallow: /add
Disallow: /sources/
Disallow: /takedown/
Disallow: /websub/
Disallow: /admin/
Disallow: /sign-in
"""


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "failed", "database": "no answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may list stories, never the texts of others."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return page(request, "error", status=400, code=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return page(request, "error", status=403, code=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token."""
    return page(request, "error", status=403, code=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, or 410 where something stood that was taken down."""
    match = request.resolver_match
    if match is not None and (stone := tombstone_of(match.kwargs)) is not None:
        return page(request, "gone", status=410, stone=stone)
    return page(request, "error", status=404, code=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; asks nothing of the database, which may be what failed."""
    return page(request, "error", status=500, code=500)
