"""``marsad sources add``, ``press``, ``verify`` and ``backfill``: what asks the outlets themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from marsad.cli.options import data_option
from marsad.cli.sources_open import open_collected, said_clearly

if TYPE_CHECKING:
    from marsad.observatory.asking import PoliteGet
    from marsad.observatory.finding import Found
    from marsad.observatory.models import Source
    from marsad.observatory.verifying import Tried, Verified

_AT_ONCE = 8
_LEAST_PAUSE = 1.0
_FOLLOWED: dict[str, Any] = {"active": True, "backfill": False, "parent": None}
_KINDS = ["newspaper", "magazine", "news_site", "agency", "radio", "tv", "institution"]

pause_option = click.option(
    "--pause",
    type=click.FloatRange(0.0, 60.0),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to a host; under one only with MARSAD_ALLOW, for servers of your own.",
)


@click.command()
@click.argument("url")
@data_option
@click.option("--folder", default="", help="A folder for its channels.")
@click.option("--country", default="", metavar="MA", help="The outlet's country (ISO 3166).")
@click.option("--kind", type=click.Choice(_KINDS), help="What the outlet is.")
@click.option("--lang", default="", help="Its language, where it does not say so itself.")
@click.option("--name", default="", help="Its name, where the page's own will not do.")
@click.option("--yes", is_flag=True, help="Save without asking.")
@click.option("--dry-run", is_flag=True, help="Say what would be saved, and save nothing.")
@pause_option
def add(url: str, data: Path, yes: bool, dry_run: bool, pause: float, **given: str | None) -> None:
    """Find the channels of the outlet at URL (its home page, or a feed), show them, and follow the best.

    Says what it found and what it would collect before it saves. A channel that cannot be read is never saved.
    """
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
    from django.utils import timezone

    from marsad.observatory.asking import keep_findings
    from marsad.observatory.finding import find
    from marsad.observatory.sources import save_source

    address = url if "://" in url else f"https://{url}"
    now = timezone.now()
    with _polite(pause) as get:
        try:
            with said_clearly():
                found = find(address, get, now)
        finally:
            if not dry_run:
                keep_findings(get, None, now)
    Console().print(_offers(found))
    if not found.chosen:
        raise click.ClickException(f"nothing at {address} can be followed; the table says why")
    many = f"{len(found.chosen)} channel{'s' if len(found.chosen) > 1 else ''}"
    if dry_run:
        click.echo(f"would follow {many} of {found.key}; nothing was saved")
        return
    if not yes:
        click.confirm(f"Follow {many} of {found.key}?", default=True, abort=True)
    with said_clearly():
        new = save_source(data, found.key, _fields(found, given), found.channels(given["folder"] or ""))
    click.echo(f"{found.key}: {new} new channel{'s' if new != 1 else ''}, {len(found.chosen) - new} known")


def _fields(found: Found, given: dict[str, str | None]) -> dict[str, Any]:
    """What is saved of an outlet: what the operator says, and of a new one what it says itself."""
    from marsad.observatory.models import Source

    stated = {} if Source.objects.filter(key=found.key).exists() else {"name": found.name, "lang": found.lang}
    said = {name: value for name, value in given.items() if value and name != "folder"}
    return {name: value for name, value in {**stated, "home": found.home, **said}.items() if value}


@click.command()
@data_option
@click.option("--country", multiple=True, metavar="MA", help="Only outlets of this country; may be repeated.")
def press(data: Path, country: tuple[str, ...]) -> None:
    """Add the ready list of the Maghreb's press: names, countries, languages, kinds and home pages.

    Their channels are found by `marsad sources verify --save`, or when they are first watched.
    """
    from marsad.collect.press import outlets
    from marsad.observatory.setup import open_observatory

    countries = {code.upper() for code in country}
    chosen = [outlet for outlet in outlets() if not countries or outlet.country in countries]
    if not chosen:
        there = ", ".join(sorted({outlet.country for outlet in outlets()}))
        raise click.ClickException(f"no outlet of {', '.join(sorted(countries))} in the list; it has {there}")
    open_observatory(data)
    from marsad.observatory.press_list import add_outlets

    with said_clearly():
        new = add_outlets(data, chosen)
    click.echo(f"{new} new outlets of {len(chosen)} editions; `marsad sources verify --save` finds their channels")


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@data_option
@click.option("--country", multiple=True, metavar="MA", help="Only outlets of this country; may be repeated.")
@click.option("--save", is_flag=True, help="Follow the channels that were found.")
@pause_option
def verify(keys: tuple[str, ...], data: Path, country: tuple[str, ...], save: bool, pause: float) -> None:
    """Try outlets (all, or those of KEY...): robots.txt, reservations, channels, and discovery where channels lack.

    Says in words what it found. The exit status is 1 where some cannot be collected.
    """
    open_collected(data)
    from django.utils import timezone

    from marsad.observatory.asking import keep_findings
    from marsad.observatory.models import Source

    with said_clearly():
        chosen = _chosen(keys, {code.upper() for code in country})
    now = timezone.now()
    failed = 0
    with _bar(len(chosen)) as bar:
        for verified, get in _verified(chosen, pause, now):
            source = Source.objects.get(key=verified.target.key)
            keep_findings(get, source, now)
            bar.console.print(Text("\n".join(_said(verified, save))))
            bar.advance(bar.task_ids[0])
            failed += not verified.ok
            if save and verified.found and verified.found.chosen:
                _save(data, source, verified.found)
    click.echo(f"{len(chosen) - failed} can be collected, {failed} cannot")
    sys.exit(1 if failed else 0)


@click.command()
@click.argument("key")
@data_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Nothing that was published before this day.")
@click.option("--per-day", type=click.IntRange(1, 100_000), default=500, show_default=True, help="Pages a day at most.")
@pause_option
def backfill(key: str, data: Path, since: datetime | None, per_day: int, pause: float) -> None:
    """Have fetched what the outlet KEY published before it was followed, slowly and after everything else.

    Its sitemaps and the older pages of its home page become channels that are read once.
    """
    open_collected(data)
    from django.utils import timezone

    from marsad.observatory.asking import keep_findings
    from marsad.observatory.backfill import Plan, find_past, save_past
    from marsad.observatory.sources import find_source

    plan = Plan(since.date().isoformat() if since else None, per_day)
    with said_clearly(), _polite(pause) as get:
        source = find_source(key)
        try:
            past = find_past(source.home or f"https://{source.key}/", get, plan)
        finally:
            keep_findings(get, source, timezone.now())
        for problem in past.problems:
            click.echo(f"  {problem}", err=True)
        if not past.channels:
            raise click.ClickException(
                f"{source.key} has no sitemap and no older pages that can be read; add a sitemap's address by hand"
            )
        new = save_past(data, source, plan, past.channels)
    words = f" from {plan.since} on" if plan.since else ""
    click.echo(f"{source.key}: {new} new places to look{words}, {per_day} pages a day at most")


def _polite(pause: float) -> PoliteGet:
    from marsad.collect.policy import policy_from
    from marsad.observatory.asking import PoliteGet

    try:
        policy = policy_from()
    except ValueError as error:
        raise click.ClickException(
            f"MARSAD_ALLOW cannot be read: {error}; write networks such as 10.0.0.9/32"
        ) from error
    return PoliteGet(policy, spacing=pause if policy.allow else max(pause, _LEAST_PAUSE))


def _chosen(keys: tuple[str, ...], countries: set[str]) -> list[Source]:
    from marsad.observatory.models import Source
    from marsad.observatory.source_health import health_keys
    from marsad.observatory.sources import find_source

    if keys:
        return [find_source(key) for key in keys]
    collected = Source.objects.filter(key__in=health_keys(), paused=False).order_by("key")
    return [source for source in collected if not countries or source.country in countries]


def _verified(chosen: list[Source], pause: float, now: datetime) -> Iterator[tuple[Verified, PoliteGet]]:
    """What trying each shows, some at once; the network in threads, the tables here."""
    from marsad.collect.announced import ChannelKind
    from marsad.observatory.source_records import read_plans
    from marsad.observatory.sources import homes_of
    from marsad.observatory.verifying import Target, verify

    def one(target: Target) -> tuple[Verified, PoliteGet]:
        with _polite(pause) as get:
            verified = verify(target, get, now)
        get.forget()
        return verified, get

    plans = read_plans()
    targets = [
        Target(
            source.key,
            homes_of(source, plans.get(source.key, {}).get("discover", False)),
            tuple((row.url, ChannelKind(row.kind)) for row in source.channels.filter(**_FOLLOWED)),
        )
        for source in chosen
    ]
    threads = ThreadPoolExecutor(_AT_ONCE)
    try:
        yield from threads.map(one, targets)
    finally:  # who breaks off does not wait for all the others
        threads.shutdown(cancel_futures=True)


def _save(data: Path, source: Source, found: Found) -> None:
    from marsad.observatory.sources import save_source

    fields: dict[str, Any] = {"discover": False}
    if source.name == source.key:
        fields["name"] = found.name
    if not source.lang and found.lang:
        fields["lang"] = found.lang
    with said_clearly():
        save_source(data, source.key, fields, found.channels())


def _bar(total: int) -> Progress:
    console = Console(soft_wrap=True)
    bar = Progress(
        TextColumn("verify"), BarColumn(), MofNCompleteColumn(), console=console, disable=not console.is_terminal
    )
    bar.add_task("verify", total=total)
    return bar


def _said(verified: Verified, save: bool) -> Iterator[str]:
    """The lines about one outlet."""
    yield f"{verified.target.key}: {'can be collected' if verified.ok else 'cannot be collected'}"
    for tried in verified.channels:
        yield _line(tried)
    if verified.home and verified.home.error:
        yield _line(verified.home)
    if verified.found is None:
        return
    for offer in verified.found.offers:
        one = offer.candidate
        does = ("follows" if save else "would follow") if offer.chosen else "leaves"
        why = f"{one.items} pages, newest {one.newest or 'undated'}" if offer.chosen else offer.why
        yield f"  {does} {one.kind} {one.url}: {why}"
    if not verified.found.offers:
        yield f"  no channel is to be found at {verified.found.home}"


def _line(tried: Tried) -> str:
    if tried.error:
        return f"  {tried.url}: {tried.error}" + (f". {tried.cure.words}" if tried.cure else "")
    return f"  {tried.url}: {tried.items} pages" + (f", newest {tried.newest}" if tried.newest else "")


def _offers(found: Found) -> Table:
    """What was found, a channel a line, those that will be followed first."""
    table = Table(box=None, padding=(0, 2, 0, 0), title=f"{found.name} ({found.key})", title_justify="left")
    for name in ("", "kind", "address", "pages", "shared", "newest", "language", "samples, or why not"):
        table.add_column(name, overflow="fold", justify="right" if name in ("pages", "shared") else "left")
    for offer in found.offers:
        one = offer.candidate
        table.add_row(
            "follow" if offer.chosen else "",
            str(one.kind),
            Text(one.url),
            str(one.items),
            str(offer.shared),
            (one.newest or "")[:10],
            one.lang or found.lang,
            Text(" · ".join(one.samples) if offer.chosen else offer.why),
        )
    return table
