"""Lists of channels in and out (OPML), with their folders and Marsad's settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.archive.journal import JournalRecord
from marsad.collect.announced import ChannelKind
from marsad.collect.opml import OpmlList, Site, Subscription, parse_opml, write_opml
from marsad.observatory.models import Channel, Source, Visibility
from marsad.observatory.source_keys import source_key
from marsad.observatory.source_records import without_removed
from marsad.observatory.sources import NewChannel, channel_record, decide, problem_with, source_record

TITLE = "Marsad"
_FOLDER = " / "


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list: addresses that are new, those that were known, sites whose channels are still to be found,
    and what could not be taken, in words."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    sites: tuple[str, ...]
    problems: tuple[str, ...]


def import_opml(data_dir: Path, data: bytes) -> Imported:
    """Follow the channels of an OPML list; what is known already is left as it is. Raises `FeedError` for no list.

    Settings of an outlet that is known are not changed either. A site without a channel waits for discovery.
    """
    listed = parse_opml(data)
    known = set(Channel.objects.filter(parent=None).values_list("url", flat=True))
    sources = set(Source.objects.values_list("key", flat=True))
    collected = set(Channel.objects.order_by().values_list("source__key", flat=True).distinct())
    new = [one for one in listed.subscriptions if one.url not in known]
    sites = [site for site in listed.sites if source_key(site.url) not in collected]
    records, problems = _records(new, sites, sources)
    records, removed = without_removed(records)
    decide(data_dir, records)
    return Imported(
        tuple(one.url for one in new),
        tuple(one.url for one in listed.subscriptions if one.url in known),
        tuple(site.url for site in sites),
        (*listed.problems, *problems, *removed, *_not_followed(listed)),
    )


def export_opml() -> bytes:
    """All channels that are followed, as OPML, by folder and outlet."""
    return write_opml(_subscriptions(), TITLE)


def _records(new: list[Subscription], sites: list[Site], known: set[str]) -> tuple[list[JournalRecord], list[str]]:
    """The journal's records of what is new, an outlet's settings told once, and what of them cannot be set."""
    records: list[JournalRecord] = []
    problems: list[str] = []
    settings: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in new:
        key = source_key(one.home or one.url)
        for name, value in _settings(one).items():
            settings[key].setdefault(name, value)
        refused = problem_with("least", one.least)
        problems += [f"{one.url}: {refused}"] if refused else []
        channel = NewChannel(
            one.url,
            one.channel or ChannelKind.FEED,
            title=one.title[:500],
            lang=(one.lang or "")[:20],
            folder=_FOLDER.join(one.folders)[:255],
            active=not one.paused,
            least=None if refused else one.least,
        )
        records.append(channel_record(key, channel))
    for site in sites:
        fields = settings[source_key(site.url)]
        fields |= {"home": site.url, "discover": True} | ({"name": site.title[:255]} if site.title else {})
    outlets: list[JournalRecord] = []
    for key, said in settings.items():
        news = {name: value for name, value in said.items() if key not in known or name == "discover"}
        fields, unfit = _that_can_be_set(key, news)
        problems += unfit
        outlets += [source_record(key, **fields)] if fields else []
    return [*outlets, *records], problems


def _settings(one: Subscription) -> dict[str, Any]:
    """What a list says of a channel's outlet. A feed's title is its outlet's name unless the outlet has others."""
    said = {
        "name": one.title[:255],
        "home": one.home,
        "lang": (one.lang or "")[:5].lower(),
        "country": (one.country or "").upper(),
        "kind": one.kind,
        "visibility": one.visibility if one.visibility in Visibility.values else None,
    }
    return {name: value for name, value in said.items() if value}


def _that_can_be_set(key: str, fields: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    fine: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in fields.items():
        try:
            source_record(key, **{name: value})
        except ValueError as error:
            problems.append(f"{key}: {error}")
        else:
            fine[name] = value
    return fine, problems


def _not_followed(listed: OpmlList) -> Iterator[str]:
    for other in listed.inclusions:
        yield f"{other.url}: another list, which is not opened; import it by itself"


def _subscriptions() -> Iterator[Subscription]:
    channels = Channel.objects.filter(backfill=False, parent=None).select_related("source")
    for channel in channels.order_by("folder", "source__key", "pk").iterator():
        source = channel.source
        yield Subscription(
            channel.url,
            channel.title or source.name,
            source.home or None,
            tuple(part for part in channel.folder.split(_FOLDER) if part),
            country=source.country or None,
            kind=source.kind or None,
            lang=channel.lang or source.lang or None,
            channel=ChannelKind(channel.kind),
            paused=source.paused or not channel.active,
            visibility=source.visibility if source.visibility != Visibility.EXTRACT else None,
            least=channel.least,
        )
