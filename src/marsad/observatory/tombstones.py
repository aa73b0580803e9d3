"""What was taken down for good, as the journal has it, and whether something that comes in is kept out by that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.db.models import Max, Q

from marsad.archive.journal import JournalRecord, read_journal
from marsad.model import CaptureKind
from marsad.observatory.captures import capture_key
from marsad.observatory.models import Bar, Barred, Tombstone
from marsad.observatory.page_keys import page_of
from marsad.observatory.paths import journal_dir
from marsad.observatory.source_keys import source_key

WRITER = "takedown"
_OF_A_PAGE = frozenset({CaptureKind.PAGE, CaptureKind.CHECK, CaptureKind.REDIRECT})
_PART = 60
_ROWS = 100

BarKey = tuple[str, str]


class TakenDownError(ValueError):
    """Something was taken down for good and cannot be had again; the message says what and since when."""


class Coming(Protocol):
    """What comes in: a page on its way into the archive, or a capture read back from there."""

    @property
    def url(self) -> str | None: ...
    @property
    def asked(self) -> str | None: ...
    @property
    def locator(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def kind(self) -> CaptureKind: ...


def takedowns(data_dir: Path) -> list[JournalRecord]:
    """The journal's takedowns in their order."""
    found = read_journal(journal_dir(data_dir), "takedown", broken=[], writer=WRITER)
    return [record for _, record in sorted({record["n"]: record for record in found}.items())]


def last_takedown() -> int:
    """The number of the last takedown that is in the tables; 0 where there is none."""
    last: int | None = Tombstone.objects.aggregate(last=Max("number"))["last"]
    return last or 0


def load(records: Iterable[JournalRecord]) -> None:
    """Write tombstones and what they bar into the tables; call inside a transaction."""
    for record in records:
        stone, _ = Tombstone.objects.update_or_create(
            number=record["n"],
            defaults={
                "kind": record["what"],
                "key": record["key"],
                "at": datetime.fromisoformat(record["at"]),
                "by": record["by"],
                "reason": record.get("reason", ""),
                "records": record["records"],
            },
        )
        bars = [Barred(tombstone=stone, what=what, key=key, seq=seq) for what, key, seq in _bars(record)]
        Barred.objects.bulk_create(bars, batch_size=_ROWS, ignore_conflicts=True)


def _bars(record: JournalRecord) -> Iterable[tuple[str, str, int | None]]:
    for key, seq in record.get("captures", ()):
        yield Bar.CAPTURE, key, seq
    for name, what in (("pages", Bar.PAGE), ("bytes", Bar.BYTES), ("stories", Bar.STORY)):
        for key in record.get(name, ()):
            yield what, key, None
    if record["what"] == "outlet":
        yield Bar.OUTLET, record["key"], None


def refusals(coming: Sequence[Coming]) -> dict[int, str]:
    """Which of what comes in is kept out, by its place in ``coming``, and why."""
    if not Barred.objects.exists():
        return {}
    refused: dict[int, str] = {}
    for start in range(0, len(coming), _PART):
        part = {place: set(_keys_of(one)) for place, one in enumerate(coming[start : start + _PART], start)}
        barred = _found(key for keys in part.values() for key in keys)
        for place, keys in part.items():
            if stone := next((barred[key] for key in sorted(keys) if key in barred), None):
                refused[place] = why(stone)
    return refused


def barred_pages(urls: Mapping[str, str]) -> set[str]:
    """Those pages, given by their keys and addresses, that are not to be fetched."""
    if not Barred.objects.exists():
        return set()
    keys = {key: {(Bar.PAGE, key), (Bar.OUTLET, source_key(url))} for key, url in urls.items()}
    barred = _found(key for some in keys.values() for key in some)
    return {key for key, some in keys.items() if some & barred.keys()}


def barred_outlets(keys: Iterable[str]) -> dict[str, str]:
    """Those outlets that were taken down, and why they cannot be followed."""
    return {key: why(stone) for (_, key), stone in _found((Bar.OUTLET, key) for key in keys).items()}


def refused_reading(outlet: str, pages: Iterable[str]) -> str | None:
    """Why a page that says itself that it is of this outlet, and which page it is, is kept out; null where it is not.

    A saved file tells neither before it is read.
    """
    if not Barred.objects.exists():
        return None
    keys = [(Bar.OUTLET.value, outlet), *((Bar.PAGE.value, page) for page in pages if page)]
    return next((why(stone) for stone in _found(keys).values()), None)


def tombstone_of(named: Mapping[str, object]) -> Tombstone | None:
    """What was taken down of an address of the site, by what that names: ``story_id``, ``seq`` or the ``key`` of an
    outlet; null where nothing was."""
    ways = {"story_id": Q(what=Bar.STORY), "seq": Q(what=Bar.CAPTURE), "key": Q(what=Bar.OUTLET)}
    for name, way in ways.items():
        if name in named:
            value = {"seq": named[name]} if name == "seq" else {"key": named[name]}
            row = Barred.objects.filter(way, **value).select_related("tombstone").first()
            return row.tombstone if row is not None else None
    return None


def why(stone: Tombstone) -> str:
    """A tombstone in words."""
    return f"taken down for good on {stone.at.date().isoformat()} (takedown {stone.number}), and so not taken again"


def _keys_of(one: Coming) -> Iterable[BarKey]:
    if one.kind is CaptureKind.RULES:
        return
    for url in {one.url, one.asked} - {None, ""}:
        yield Bar.OUTLET, source_key(url)
        if one.kind in _OF_A_PAGE:
            yield Bar.PAGE, page_of(url or "")
    if one.kind is CaptureKind.PAGE:
        yield Bar.CAPTURE, capture_key(one.locator, one.sha256)
        if not one.url:
            yield Bar.BYTES, one.sha256
            yield Bar.PAGE, one.locator


def _found(keys: Iterable[BarKey]) -> dict[BarKey, Tombstone]:
    """The tombstones that bar some of these keys."""
    by_what: dict[str, list[str]] = {}
    for what, key in dict.fromkeys(keys):
        by_what.setdefault(what, []).append(key)
    found: dict[BarKey, Tombstone] = {}
    for what, named in by_what.items():
        for start in range(0, len(named), _PART * 5):
            wanted = Q(what=what, key__in=named[start : start + _PART * 5])
            rows = Barred.objects.filter(wanted).select_related("tombstone")
            found |= {(row.what, row.key): row.tombstone for row in rows.order_by("pk")}
    return found
