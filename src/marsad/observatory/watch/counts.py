"""How far collecting has come, in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Sum

from marsad.observatory.models import Capture, Channel, Check, Item, ItemState
from marsad.observatory.sources import undiscovered


@dataclass(frozen=True, slots=True)
class Counted:
    """Askings of channels, pages in the archive, askings of pages that brought no new version, pages that are still
    wanted, and channels that fail."""

    asked: int
    captured: int
    checked: int
    wanted: int
    failing: int

    def __str__(self) -> str:
        words = (
            f"channels asked {self.asked}, pages archived {self.captured}, asked for again {self.checked}, "
            f"still wanted {self.wanted}"
        )
        return words + (
            f"; channels that fail {self.failing} (`marsad sources list --failing`)" if self.failing else ""
        )


def counted() -> Counted:
    """The numbers now."""
    return Counted(
        Channel.objects.aggregate(asked=Sum("asked"))["asked"] or 0,
        Capture.objects.count(),
        Check.objects.count(),
        Item.objects.filter(state=ItemState.WANTED).count(),
        Channel.objects.filter(active=True, failures__gt=0).count(),
    )


def since(before: Counted) -> Counted:
    """What was asked and fetched since then, and how things stand."""
    now = counted()
    return replace(
        now,
        asked=now.asked - before.asked,
        captured=now.captured - before.captured,
        checked=now.checked - before.checked,
    )


def followed() -> bool:
    """Whether there is anything to collect: channels, wanted pages, or outlets whose channels are to be found."""
    if Channel.objects.filter(active=True).exists() or Item.objects.filter(due_at__isnull=False).exists():
        return True
    return bool(undiscovered())
