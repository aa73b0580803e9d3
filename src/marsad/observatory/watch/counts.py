"""How far collecting has come, in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from marsad.observatory.models import Channel, Item, ItemState
from marsad.observatory.sources import undiscovered


@dataclass(frozen=True, slots=True)
class Counted:
    """Askings of channels, pages that are in the archive, pages that are still wanted, and channels that fail."""

    asked: int
    fetched: int
    wanted: int
    failing: int

    def __str__(self) -> str:
        words = f"{self.asked} askings of channels, {self.fetched} pages fetched, {self.wanted} still wanted"
        return words + (f", {self.failing} channels fail (`marsad sources --failing` says why)" if self.failing else "")


def counted() -> Counted:
    """The numbers now."""
    return Counted(
        Channel.objects.aggregate(asked=Sum("asked"))["asked"] or 0,
        Item.objects.filter(state=ItemState.FETCHED).count(),
        Item.objects.filter(state=ItemState.WANTED).count(),
        Channel.objects.filter(active=True, failures__gt=0).count(),
    )


def since(before: Counted) -> Counted:
    """What was asked and fetched since then, and how things stand."""
    now = counted()
    return Counted(now.asked - before.asked, now.fetched - before.fetched, now.wanted, now.failing)


def followed() -> bool:
    """Whether there is anything to collect: channels, wanted pages, or outlets whose channels are to be found."""
    if Channel.objects.filter(active=True).exists() or Item.objects.filter(due_at__isnull=False).exists():
        return True
    return bool(undiscovered())
