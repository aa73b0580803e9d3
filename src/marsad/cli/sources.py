"""``marsad sources``: the outlets that are collected, how that goes, and what an operator decides about them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.cli.options import data_option
from marsad.cli.sources_find import add, backfill, press, verify
from marsad.cli.sources_lists import export_list, import_list
from marsad.cli.sources_open import open_collected, said_clearly

if TYPE_CHECKING:
    from marsad.observatory.source_health import SourceHealth

_YES = {"yes": True, "true": True, "no": False, "false": False}
_SOURCE_FIELDS = ("name", "home", "lang", "country", "kind", "paused", "visibility")
_CHANNEL_FIELDS = ("title", "folder", "active", "least")


@click.group(invoke_without_command=True)
@data_option
@click.pass_context
def sources(ctx: click.Context, data: Path) -> None:
    """The outlets that are collected: add, list, verify, set, remove, import and export them.

    Without a command: the table of `marsad sources list`.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sources, data=data)


@sources.command("list")
@data_option
@click.option("--country", multiple=True, metavar="MA", help="Only outlets of this country; may be repeated.")
@click.option("--folder", help="Only outlets with channels in this folder.")
@click.option("--failing", is_flag=True, help="Only outlets that fail, are silent or empty.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def list_sources(data: Path, country: tuple[str, ...], folder: str | None, failing: bool, form: str) -> None:
    """How collecting goes, an outlet a line: last success, new items against its own habit, and what is wrong."""
    open_collected(data)
    from django.utils import timezone

    from marsad.observatory.source_health import health

    now = timezone.now()
    countries = {code.upper() for code in country}
    rows = [
        row
        for row in health(now)
        if (not countries or row.country in countries)
        and (folder is None or folder in row.folders)
        and (not failing or row.flags)
    ]
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(_as_json(row), ensure_ascii=False, sort_keys=True))
    elif rows:
        Console().print(_table(rows, now))
    else:
        click.echo("no such source" if countries or folder or failing else "no source yet; `marsad sources add URL`")


@sources.command()
@click.argument("key")
@data_option
def show(key: str, data: Path) -> None:
    """All that is known of the outlet KEY (or of a channel's address): settings, channels, errors with their cures."""
    open_collected(data)
    from django.utils import timezone

    from marsad.observatory.models import Refusal
    from marsad.observatory.source_health import health
    from marsad.observatory.sources import find_source

    with said_clearly():
        source = find_source(key)
    now = timezone.now()
    (row,) = health(now, [source.key])
    out = Console(soft_wrap=True)
    for line in _shown(row, now):
        out.print(Text(line))
    for refusal in Refusal.objects.filter(source=source).order_by("-last_at")[:10]:
        out.print(Text(f"refused   {refusal.url}: {refusal.words} ({refusal.times} times)"))


@sources.command("set")
@click.argument("key")
@click.argument("settings", nargs=-1, required=True, metavar="FIELD=VALUE...")
@data_option
def set_fields(key: str, settings: tuple[str, ...], data: Path) -> None:
    """Set fields of the outlet KEY, or of the one channel whose address is given.

    \b
    Of an outlet: name, home, lang, country, kind, visibility (extract or full), paused (yes or no).
    Of its channels: folder, title, active (yes or no), least (the shortest pause between two askings, in seconds).
    """
    open_collected(data)
    from marsad.observatory.models import Channel
    from marsad.observatory.sources import change_channel, change_source, find_source

    fields = dict(map(_field, settings))
    own = {name: value for name, value in fields.items() if name not in _CHANNEL_FIELDS}
    of_channels = {name: value for name, value in fields.items() if name in _CHANNEL_FIELDS}
    with said_clearly():
        source = find_source(key)
        urls = list(Channel.objects.filter(source=source, parent=None).order_by("pk").values_list("url", flat=True))
        if own:
            change_source(data, source.key, **own)
        for url in [key] if key in urls else urls:
            if of_channels:
                change_channel(data, url, **of_channels)
    click.echo(f"{source.key}: {', '.join(settings)}")


@sources.command()
@click.argument("key")
@data_option
def pause(key: str, data: Path) -> None:
    """Ask nothing of the outlet KEY until it is resumed; its channels stay."""
    _paused(key, data, True)


@sources.command()
@click.argument("key")
@data_option
def resume(key: str, data: Path) -> None:
    """Ask the outlet KEY again."""
    _paused(key, data, False)


@sources.command()
@click.argument("key")
@data_option
def remove(key: str, data: Path) -> None:
    """Stop collecting the outlet KEY, or the one channel whose address is given. Its articles stay.

    To take down what was collected for good is another thing.
    """
    open_collected(data)
    from marsad.observatory.sources import remove as stop

    with said_clearly():
        count, gone = stop(data, key)
    rest = "" if gone else "; what was collected stays"
    click.echo(f"{count} channel{'s' if count != 1 else ''} removed{rest}")


for command in (add, press, verify, backfill, import_list, export_list):
    sources.add_command(command)


def _paused(key: str, data: Path, value: bool) -> None:
    open_collected(data)
    from marsad.observatory.sources import change_source, find_source

    with said_clearly():
        source = find_source(key)
        change_source(data, source.key, paused=value)
    click.echo(f"{source.key} is {'paused' if value else 'collected again'}")


def _field(setting: str) -> tuple[str, Any]:
    """``name=value``, the value as its field has it."""
    name, equals, value = setting.partition("=")
    if not equals or name not in (*_SOURCE_FIELDS, *_CHANNEL_FIELDS):
        known = ", ".join((*_SOURCE_FIELDS, *_CHANNEL_FIELDS))
        raise click.ClickException(f"{setting}: say FIELD=VALUE, with one of the fields {known}")
    if name in ("paused", "active"):
        return name, _YES.get(value.lower(), value)
    if name == "least":
        return name, int(value) if value.isascii() and value.isdigit() else (value or None)
    return name, value


def _table(rows: Iterable[SourceHealth], now: datetime) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("source", "country", "channels", "last success", "last new", "today", "usual", "state"):
        table.add_column(name, justify="right" if name in ("channels", "today", "usual") else "left")
    for row in rows:
        table.add_row(
            Text(row.key),
            row.country,
            str(len(row.own_channels)),
            ago(row.last_success, now),
            ago(row.last_new, now),
            str(row.today),
            f"{row.usual:.3g}",
            Text(_state(row)),
        )
    return table


def _state(row: SourceHealth) -> str:
    if row.paused:
        return "paused"
    return "; ".join(f"{flag.kind}: {flag.words}" for flag in row.flags) or "well"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in the largest unit that has a whole number."""
    if moment is None:
        return "never"
    seconds = max(0, int((now - moment).total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return "now"


def _shown(row: SourceHealth, now: datetime) -> Iterable[str]:
    for name in ("key", "name", "home", "country", "kind", "lang"):
        if value := getattr(row, name):
            yield f"{name:<9} {value}"
    yield f"state     {_state(row)}"
    for flag in row.flags:
        yield f"          {flag.cure.words}"
    yield f"rules     {row.rules}{': ' + row.rules_words if row.rules_words else ''}"
    habit = f"{row.usual:.3g} on its usual day"
    yield f"items     {row.today} in the last 24 hours; {habit}; last new {ago(row.last_new, now)}"
    for one in row.own_channels:
        marks = [one.kind, *(["backfill"] if one.backfill else []), *([] if one.active else ["not active"])]
        marks += [f"folder {one.folder}"] if one.folder else []
        last = ago(one.ok_at, now)
        yield f"channel   {one.url} ({', '.join(marks)}); last success {last}, asked every {one.interval} s"
        if one.failures and one.cure:
            yield f"          failed {one.failures} times: {one.error or one.error_kind}"
            yield f"          {one.cure.words}"


def _as_json(row: SourceHealth) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "home": row.home or None,
        "country": row.country or None,
        "kind": row.kind or None,
        "lang": row.lang or None,
        "paused": row.paused,
        "folders": list(row.folders),
        "channels": [one.url for one in row.own_channels],
        "last_success": row.last_success.isoformat() if row.last_success else None,
        "last_new": row.last_new.isoformat() if row.last_new else None,
        "today": row.today,
        "usual": round(row.usual, 2),
        "rules": row.rules.value,
        "refused": row.refused,
        "flags": [{"kind": flag.kind.value, "words": flag.words, "cure": flag.cure.words} for flag in row.flags],
    }
