"""Where WebSub hubs knock (`marsad.observatory.websub`): no account and no form, but a secret address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from marsad.observatory import websub
from marsad.observatory.models import Channel
from marsad.web.throttle import too_many

MOST_BYTES = 10_000_000
"""Bytes of what a hub sends; all that is done with them is to check who sent them."""

_CHUNK = 1 << 16
_A_MINUTE = 60


@csrf_exempt  # hubs have no cookie; the token in the address and the signature say who they are
@never_cache
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a hub that asks whether a subscription is meant, or take what it sends as a hint."""
    channel = websub.channel_of(token)
    if channel is None:
        raise Http404
    if too_many(f"websub {token}", _A_MINUTE, 60):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    if request.method == "POST":
        return _sent(request, channel)
    answer = websub.verified(channel, request.GET.dict(), timezone.now())
    if answer is None:
        raise Http404
    return HttpResponse(answer, content_type="text/plain; charset=utf-8")


def _sent(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Content from a hub. One that is not signed as it should be is thanked for all the same (§7)."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdigit():
        return HttpResponse(status=411)
    if int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    signature = websub.Signature(request.headers.get("X-Hub-Signature", ""), channel.hub_secret)
    while data := request.read(_CHUNK):
        signature.update(data)
    if signature.holds():
        websub.announced(channel, timezone.now())
    return HttpResponse(status=202)
