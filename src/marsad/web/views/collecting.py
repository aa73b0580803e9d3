"""What operators see of collecting, and what they decide about outlets and channels that are followed.

Every change is a POST with the form's token; what is decided is journalled by `marsad.observatory.sources`.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from marsad.collect.press import outlets
from marsad.observatory.models import Channel, Notice, Source, Visibility
from marsad.observatory.sources import change_channel, change_source
from marsad.observatory.sources import remove as stop
from marsad.web.queries.health import Wanted, health_page
from marsad.web.views.guard import for_operators
from marsad.web.views.render import page, page_number, paging

_MOST_SEEN = 500


def overview(request: HttpRequest) -> HttpResponse:
    """How collecting goes, an outlet a line; for those who may see it."""
    number = page_number(request)
    country, folder = request.GET.get("country"), request.GET.get("folder")
    wanted = Wanted(country or None, folder or None, request.GET.get("show") == "trouble")
    shown = health_page(wanted, number, timezone.now())
    if number > 1 and not shown.rows:
        raise Http404
    return page(
        request,
        "health",
        shown=shown,
        wanted=wanted,
        press=sorted({outlet.country for outlet in outlets()}),
        paging=paging(request, number, shown.has_next),
    )


@require_POST
@for_operators
def act(request: HttpRequest) -> HttpResponse:
    """Pause, resume, ask now, or open to all: of an outlet, or of one channel of it."""
    source = get_object_or_404(Source, key=request.POST.get("key", ""))
    channel = _channel(request.POST.get("channel", ""), source)
    match request.POST.get("act"):
        case ("pause" | "resume") as wanted if channel is not None:
            change_channel(settings.DATA_DIR, channel.url, active=wanted == "resume")
        case ("pause" | "resume") as wanted:
            change_source(settings.DATA_DIR, source.key, paused=wanted == "pause")
        case "ask":
            _ask_now(source, channel)
        case ("full" | "extract") as wanted:
            change_source(settings.DATA_DIR, source.key, visibility=Visibility(wanted).value)
        case _:
            raise Http404
    return redirect(f"{reverse('source', args=(source.key,))}#collecting")


@for_operators
def remove(request: HttpRequest) -> HttpResponse:
    """Stop following a channel, or an outlet with all its channels, once that was confirmed."""
    given = request.POST if request.method == "POST" else request.GET
    source = get_object_or_404(Source, key=given.get("key", ""))
    channel = _channel(given.get("channel", ""), source)
    if request.method != "POST":
        return page(request, "remove", source=source, channel=channel, channels=source.channels.count())
    stop(settings.DATA_DIR, channel.url if channel else source.key)
    if Source.objects.filter(pk=source.pk).exists():
        return redirect(f"{reverse('source', args=(source.key,))}#collecting")
    return redirect("sources")


@require_POST
@for_operators
def seen(request: HttpRequest) -> HttpResponse:
    """Put notices aside. What they are about stays flagged until it is well again."""
    chosen = [int(pk) for pk in request.POST.getlist("notice")[:_MOST_SEEN] if pk.isascii() and pk.isdigit()]
    Notice.objects.filter(pk__in=[pk for pk in chosen if pk < 2**63], seen_at=None).update(seen_at=timezone.now())
    key = request.POST.get("key", "")
    return redirect(f"{reverse('source', args=(key,))}#collecting" if key else reverse("sources"))


def _channel(pk: str, source: Source) -> Channel | None:
    """The channel that a form names, null where it names none."""
    if not pk:
        return None
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404
    return get_object_or_404(Channel, pk=int(pk), source=source)


def _ask_now(source: Source, channel: Channel | None) -> None:
    """Have the watch ask next, at the pace that the host allows; no decision that outlives the asking."""
    asked = Channel.objects.filter(source=source, active=True, backfill=False, parent=None)
    (asked.filter(pk=channel.pk) if channel else asked).update(due_at=timezone.now())
