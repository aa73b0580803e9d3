"""The ready list of outlets (`marsad.collect.press`), taken into the observatory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from marsad.archive.journal import JournalRecord
from marsad.collect.press import Outlet
from marsad.observatory.models import Channel, Source
from marsad.observatory.source_keys import source_key
from marsad.observatory.source_records import read_plans
from marsad.observatory.sources import decide, source_record
from marsad.observatory.tombstones import barred_outlets


def add_outlets(data_dir: Path, outlets: Iterable[Outlet]) -> int:
    """Add outlets whose channels are still to be found; those that are collected already, or that were
    taken down, are left as they are.

    Editions in several languages on one host are one outlet with several home pages. Returns how many are new.
    """
    collected = set(Channel.objects.order_by().values_list("source__key", flat=True).distinct()) | {*read_plans()}
    named = set(Source.objects.exclude(country="").values_list("key", flat=True))
    editions: dict[str, list[Outlet]] = defaultdict(list)
    for outlet in outlets:
        editions[source_key(outlet.home)].append(outlet)
    left = {*collected, *barred_outlets(editions)}
    records = [_record(key, found, key in named) for key, found in editions.items() if key not in left]
    decide(data_dir, records)
    return len(records)


def _record(key: str, editions: list[Outlet], named: bool) -> JournalRecord:
    """One outlet, be it listed once a language; what is known of it already stays."""
    first = editions[0]
    known = {} if named else {"name": first.name, "country": first.country, "kind": str(first.kind)}
    lang = {"lang": first.lang} if len(editions) == 1 and not named else {}
    return source_record(key, home=first.home, discover=[outlet.home for outlet in editions], **known, **lang)
