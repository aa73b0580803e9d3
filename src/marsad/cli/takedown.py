"""``marsad takedown``: remove a capture, an article or an outlet for good."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.cli.options import data_option, open_existing

if TYPE_CHECKING:
    from marsad.observatory.takedown_plan import Plan, Target

_SHOWN = 20


@click.command()
@data_option
@click.option("--capture", type=click.IntRange(1), metavar="SEQ", help="One version of a page, by its number.")
@click.option("--article", metavar="SEQ-OR-URL", help="A page with all its versions and checks.")
@click.option("--outlet", metavar="KEY", help="Everything of an outlet.")
@click.option("--reason", metavar="TEXT", help="Why; kept for ever and exported with the tombstone.")
@click.option("--by", metavar="NAME", help="Who does it; the name of the system's account unless told.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--list", "listed", is_flag=True, help="What was taken down so far.")
def takedown(
    data: Path,
    capture: int | None,
    article: str | None,
    outlet: str | None,
    reason: str | None,
    by: str | None,
    yes: bool,
    listed: bool,
) -> None:
    """Remove a capture, an article or an outlet for good: from the tables, the search and the archive's own files.

    Says what will go, and asks. It never comes back, by no feed, file, archive or rebuild, and there is no undo.
    """
    open_existing(data)
    if listed:
        _list()
        return
    named = [one for one in (capture, article, outlet) if one is not None]
    if len(named) != 1 or not reason or not reason.strip():
        raise click.UsageError("say one of --capture, --article or --outlet, and --reason TEXT")
    from marsad.archive.locks import BusyError
    from marsad.observatory.takedown import take_down
    from marsad.observatory.takedown_plan import UnknownTargetError, plan

    try:
        with Console(stderr=True).status("looking through the archive …"):
            found = plan(data, _target(capture, article, outlet))
        _tell(found)
        if not yes:
            click.confirm("Remove all of this for good?", abort=True)
        with Console(stderr=True).status("removing …"):
            number = take_down(data, found, by or _account(), reason)
    except (UnknownTargetError, BusyError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"takedown {number} is done; copies elsewhere and backups are another matter: docs/takedown.md")


def _target(capture: int | None, article: str | None, outlet: str | None) -> Target:
    from marsad.observatory.takedown_plan import article_target, capture_target, outlet_target

    if capture is not None:
        return capture_target(capture)
    return article_target(article) if article is not None else outlet_target(outlet or "")


def _tell(found: Plan) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for title in found.titles[:_SHOWN]:
        console.print(Text(f"  {title}"))
    if len(found.titles) > _SHOWN:
        console.print(f"  … and {len(found.titles) - _SHOWN} more")
    counts = {
        "article": len(found.titles),
        "version": len(found.captures),
        "check": found.checks,
        "channel": found.channels,
        "archived record": len(found.records),
    }
    told = (f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count)
    console.print(", ".join(told))


def _list() -> None:
    from marsad.observatory.models import Tombstone

    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("n", "day", "what", "key", "by", "reason"):
        table.add_column(name)
    rows = Tombstone.objects.order_by("number").values_list("number", "at", "kind", "key", "by", "reason")
    for number, at, kind, key, by, reason in rows:
        table.add_row(*map(Text, (str(number), at.date().isoformat(), kind, key, by, reason)))
    Console(soft_wrap=True).print(table if table.row_count else "nothing was taken down so far")


def _account() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or "operator"
