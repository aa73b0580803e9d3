"""What editors do about promises: confirm or strike a move, say how one stands, put words into another one."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from marsad.follow.ledger import due_on
from marsad.observatory.ledger import deciding
from marsad.observatory.models import LedgerEntry, Promise
from marsad.web.corrections import FormError
from marsad.web.views.facts import back_of, for_editors
from marsad.web.views.ledger import show

_LONGEST_DATE = 25


@require_POST
@for_editors
def decide(request: HttpRequest, move: str, act: str) -> HttpResponse:
    """Confirm or strike a move, by its key."""
    if act not in ("confirm", "strike"):
        raise Http404
    deciding.decide_move(
        settings.DATA_DIR, request.user.get_username(), "confirm" if act == "confirm" else "strike", move
    )
    return redirect(back_of(request))


@require_POST
@for_editors
def say(request: HttpRequest, key: str) -> HttpResponse:
    """Say how a promise stands; what is wrong with the form is told beside it."""
    row = get_object_or_404(Promise, pk=key)
    try:
        status, note, on, due = _said(request)
    except FormError as problem:
        return show(request, row, 422, str(problem))
    deciding.say(settings.DATA_DIR, request.user.get_username(), row.pk, status, note, on=on, due=due)
    return redirect(_there(row.root_id, key))


@require_POST
@for_editors
def belongs(request: HttpRequest, key: str) -> HttpResponse:
    """Put words, by their key, into another promise that is given by its address or key, or into none."""
    entry = get_object_or_404(LedgerEntry.objects.only("pk", "promise_id"), key=key)
    wanted = request.POST.get("promise", "").strip().rpartition("/")[2].partition("#")[0].partition("?")[0]
    none = "none" in request.POST
    before = Promise.objects.filter(pk=entry.promise_id).first()
    if not none and not Promise.objects.filter(pk=wanted).exists():
        problem = gettext("There is no promise at that address. Copy the address of its page, /commitment/…")
        return show(request, before, 422, problem) if before else redirect("commitments")
    deciding.belongs(settings.DATA_DIR, request.user.get_username(), key, None if none else wanted)
    return redirect(_there(entry.pk, before.pk if before else ""))


def _said(request: HttpRequest) -> tuple[str, str, date | None, str]:
    """Status, note, day and new date of the form. Raises `FormError`."""
    status, note, on, due = (request.POST.get(name, "").strip() for name in ("status", "note", "on", "due"))
    if status not in deciding.STATUSES:
        raise FormError(gettext("Choose how the promise stands."))
    if not note or len(note) > deciding.NOTE_LENGTH:
        raise FormError(
            gettext("Write in the note how that is known, in at most %(most)s characters.")
            % {"most": deciding.NOTE_LENGTH}
        )
    if due and (len(due) > _LONGEST_DATE or due_on(due) is None):
        raise FormError(gettext("The new date is a year, a month or a day: 2027, 2027-06 or 2027-06-30."))
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        raise FormError(gettext("“%(value)s” is no day. Write it as 2025-09-30.") % {"value": on[:40]}) from None
    if day and day > timezone.localdate():
        raise FormError(gettext("That day is still to come. Say it when it has come."))
    return status, note, day, due


def _there(entry: int, before: str) -> str:
    """The page of the promise that an entry is in now, else of the one that it was in, else the list."""
    now = LedgerEntry.objects.filter(pk=entry).values_list("promise_id", flat=True).first()
    if Promise.objects.filter(pk=before).exists() and now is None:
        return reverse("commitment", args=(before,))
    return reverse("commitment", args=(now,)) if now else reverse("commitments")
