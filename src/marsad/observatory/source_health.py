"""How each outlet's collecting goes, for the site and `marsad sources`: a fixed number of queries for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count

from marsad.collect.rules import OriginRules, origin_of
from marsad.observatory.cures import Cure, cure_of
from marsad.observatory.habits import Habit, articles_are_short, is_silent, longest_silence, readings_fail
from marsad.observatory.models import Channel, Origin, Refusal, Source
from marsad.observatory.source_numbers import MOST_PICKED, Readings, found_since, habits, readings
from marsad.observatory.source_records import read_plans

_REFUSALS = timedelta(days=28)


class FlagKind(StrEnum):
    """What is wrong with an outlet."""

    FAILING = "failing"
    SILENT = "silent"
    EMPTY = "empty"
    UNFOUND = "unfound"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that an operator should know; ``words`` in English, and what helps. ``numbers`` are those that stand in
    the words, for whoever writes them in another language."""

    kind: FlagKind
    words: str
    cure: Cure
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel and how it last went. ``error`` is empty where that was well; ``failures`` counts those in a row.

    ``parent`` is the row of the sitemap index that named it, null of one that somebody chose.
    """

    pk: int
    url: str
    kind: str
    title: str
    folder: str
    active: bool
    backfill: bool
    ok_at: datetime | None
    new_at: datetime | None
    due_at: datetime | None
    interval: int
    failures: int
    error_kind: str
    error: str
    hub_until: datetime | None
    parent: int | None

    @property
    def cure(self) -> Cure | None:
        """What helps against its error."""
        return cure_of(self.error_kind, self.error) if self.failures else None


class RulesState(StrEnum):
    """What an outlet's origins say to being collected."""

    UNKNOWN = "unknown"
    ALLOWED = "allowed"
    UNREADABLE = "unreadable"
    ROBOTS = "robots"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """An outlet as its operator sees it.

    ``today`` counts the new items of the last 24 hours, ``usual`` those of its middle day. ``rules`` is what its
    channels met, in ``rules_words``; ``refused`` how many addresses were refused in the last four weeks.
    """

    pk: int
    key: str
    name: str
    home: str
    country: str
    kind: str
    lang: str
    paused: bool
    channels: tuple[ChannelState, ...] = ()
    last_success: datetime | None = None
    last_new: datetime | None = None
    today: int = 0
    usual: float = 0.0
    rules: RulesState = RulesState.UNKNOWN
    rules_words: str = ""
    refused: int = 0
    flags: tuple[Flag, ...] = ()

    @property
    def own_channels(self) -> tuple[ChannelState, ...]:
        """Those that somebody chose, without what their indexes name."""
        return tuple(channel for channel in self.channels if channel.parent is None)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of its channels."""
        return tuple(dict.fromkeys(channel.folder for channel in self.channels if channel.folder))


_SOURCE = ("pk", "key", "name", "home", "country", "kind", "lang", "paused")
_CHANNEL = (
    *("pk", "url", "kind", "title", "folder", "active", "backfill", "ok_at", "new_at", "due_at", "interval"),
    *("failures", "error_kind", "error", "hub_until", "parent"),
)


def health(now: datetime, keys: Collection[str] | None = None) -> tuple[SourceHealth, ...]:
    """Outlets that are collected, by key: those that have channels or wait for theirs; or those of ``keys``.

    A page of a long list asks for its own keys: the numbers of all outlets take seconds where there are thousands.
    """
    waiting = _waiting()
    outlets, followed = Source.objects.order_by("key"), Channel.objects.order_by("pk")
    if keys is not None and len(keys) <= MOST_PICKED:
        outlets, followed = outlets.filter(key__in=keys), followed.filter(source__key__in=keys)
    channels: dict[int, list[ChannelState]] = defaultdict(list)
    for source, *values in followed.values_list("source", *_CHANNEL):
        channels[source].append(ChannelState(*values))
    rows = [SourceHealth(*values) for values in outlets.values_list(*_SOURCE)]
    if keys is None:
        rows = [row for row in rows if row.pk in channels or row.key in waiting]
    else:
        rows = [row for row in rows if row.key in keys]
    by_key = {row.key: row.pk for row in rows}
    only = None if keys is None else by_key.values()
    numbers = _Numbers(habits(only), found_since(now - timedelta(days=1), only), readings(by_key, only))
    said = {
        name: (status, error) for name, status, error in Origin.objects.values_list("name", "robots_status", "error")
    }
    refused = _refused(now)
    return tuple(
        _with_rules(
            _with_numbers(replace(row, channels=tuple(channels[row.pk])), numbers), said, refused.get(row.pk, 0)
        )
        for row in rows
    )


def health_keys() -> set[str]:
    """The keys of the outlets that are collected."""
    return _waiting() | set(Channel.objects.order_by().values_list("source__key", flat=True).distinct())


def _waiting() -> set[str]:
    return {key for key, plan in read_plans().items() if plan.get("discover")}


@dataclass(frozen=True, slots=True)
class _Numbers:
    habits: dict[int, Habit]
    today: dict[int, int]
    readings: dict[int, Readings]


def _with_numbers(row: SourceHealth, numbers: _Numbers) -> SourceHealth:
    followed = [channel for channel in row.channels if channel.active and not channel.backfill]
    habit = numbers.habits.get(row.pk, Habit())
    row = replace(
        row,
        last_success=max((one.ok_at for one in followed if one.ok_at), default=None),
        last_new=max((one.new_at for one in followed if one.new_at), default=None),
        today=numbers.today.get(row.pk, 0),
        usual=habit.a_day,
    )
    if row.paused:
        return row
    flags = (_failing(followed), _unfound(row), _silent(row, habit), _empty(numbers.readings.get(row.pk, Readings())))
    return replace(row, flags=tuple(flag for flag in flags if flag))


def _failing(followed: list[ChannelState]) -> Flag | None:
    followed = [channel for channel in followed if channel.parent is None]
    failing = [channel for channel in followed if channel.failures]
    if not failing:
        return None
    worst = max(failing, key=lambda channel: channel.failures)
    words = f"{len(failing)} of {len(followed)} channels fail: {worst.error or worst.error_kind}"
    return Flag(FlagKind.FAILING, words, cure_of(worst.error_kind, worst.error), (len(failing), len(followed)))


def _unfound(row: SourceHealth) -> Flag | None:
    if row.channels:
        return None
    return Flag(FlagKind.UNFOUND, "no channel of it has been found yet", cure_of("unfound"))


def _silent(row: SourceHealth, habit: Habit) -> Flag | None:
    if row.last_success is None or row.last_new is None:
        return None
    quiet = (row.last_success - row.last_new).total_seconds()
    allowed = longest_silence(habit)
    if allowed is None or not is_silent(habit, quiet):
        return None
    hours = round(quiet / 3600), round(allowed / 3600)
    words = f"nothing new for {hours[0]} hours; by its habit {hours[1]} hours at most"
    return Flag(FlagKind.SILENT, words, cure_of("silent"), hours)


def _empty(found: Readings) -> Flag | None:
    read, before = len(found.recent), len(found.past)
    if readings_fail(found.failed, read, found.failed_before, before):
        words = f"{found.failed} of its latest {found.failed + read} pages could not be read: {found.error}"
        return Flag(FlagKind.EMPTY, words, cure_of("NeedsScript"), (found.failed, found.failed + read))
    if articles_are_short(found.recent, found.past):
        middle = tuple(sorted(lengths)[len(lengths) // 2] for lengths in (found.recent, found.past))
        words = f"its latest articles are much shorter than before: {middle[0]} characters, {middle[1]} before"
        return Flag(FlagKind.EMPTY, words, cure_of("NeedsScript"), middle)
    return None


def _with_rules(row: SourceHealth, said: dict[str, tuple[int | None, str]], refused: int) -> SourceHealth:
    state, words = _rules(row, said)
    return replace(row, rules=state, rules_words=words, refused=refused)


def _rules(row: SourceHealth, said: dict[str, tuple[int | None, str]]) -> tuple[RulesState, str]:
    """What an outlet's channels met; what keeps all of it out goes before what keeps out one channel."""
    origins = {origin_of(url) for url in (row.home, *(channel.url for channel in row.channels)) if url}
    known = [said[origin] for origin in sorted(origins) if origin in said]
    for status, error in known:
        if unreadable := OriginRules.of(status, b"", b"", error).error:
            return RulesState.UNREADABLE, unreadable
    kinds = {"RefusedByReservation": RulesState.RESERVED, "RefusedByRobots": RulesState.ROBOTS}
    for kind, state in kinds.items():
        met = [channel.error for channel in row.channels if channel.failures and channel.error_kind == kind]
        if met:
            return state, met[0]
    return (RulesState.ALLOWED, "") if known else (RulesState.UNKNOWN, "")


def _refused(now: datetime) -> dict[int, int]:
    lately = Refusal.objects.filter(last_at__gte=now - _REFUSALS).exclude(source=None).order_by()
    return dict(lately.values_list("source").annotate(Count("pk")))
