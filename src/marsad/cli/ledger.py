"""``marsad ledger``: what was promised, by whom, until when, and how far it has come."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import data_option, open_existing
from marsad.cli.plain import printable

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from marsad.observatory.models import Dossier, Promise


@click.command()
@data_option
@click.option("--dossier", "dossier_id", metavar="ID", help="Only the promises of a dossier.")
@click.option("--due", type=click.Choice(["passed", "coming"]), help="Only those whose date has passed, or is to come.")
@click.option("--extracts", is_flag=True, help="Only what a visitor without an account may read.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def ledger(data: Path, dossier_id: str | None, due: str | None, extracts: bool, form: str) -> None:
    """The promises that articles tell of, the last told first, with status, due date and what moved them.

    A date that has passed without a report says in how many sources that could have had one. Nothing is called late or
    broken unless an editor said so.
    """
    open_existing(data)
    from django.utils import timezone

    from marsad.observatory.exports.promises import promise_rows

    today, dossier = timezone.localdate(), _dossier(dossier_id)
    found = 0
    chosen = _chosen(dossier, due, today)
    for row in promise_rows(chosen, today, dossier, whole=not extracts, waiting=not extracts):
        found += 1
        click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True) if form == "jsonl" else _text(row))
    if not found and form == "text":
        click.echo("no promise is known that fits; they come from articles as these are read", err=True)


def _dossier(dossier_id: str | None) -> Dossier | None:
    from marsad.observatory.models import Dossier

    if dossier_id is None:
        return None
    row = Dossier.objects.filter(pk=dossier_id).first()
    if row is None:
        raise click.ClickException(f"there is no dossier {dossier_id}; `marsad dossier list` names all there are")
    return row


def _chosen(dossier: Dossier | None, due: str | None, today: date) -> QuerySet[Promise]:
    from marsad.follow.ledger.due import OPEN
    from marsad.observatory.ledger.listing import promises_in
    from marsad.observatory.models import Promise

    rows = promises_in(dossier) if dossier else Promise.objects.all()
    if due is None:
        return rows
    rows = rows.filter(status__in=OPEN)
    return rows.filter(due_on__lt=today) if due == "passed" else rows.filter(due_on__gte=today)


def _text(row: dict[str, Any]) -> str:
    who = ", ".join(one["name"] for one in row["by"]) or "nobody named"
    what = row["what"] or row["first"]["exact"]
    due = f"\tdue {row['due']}" if row["due"] else ""
    lines = [f"{row['id']}\t{row['status']}{due}\t{printable(who)}: {printable(what)}"]
    if row["due_passed"]:
        lines.append(f"\tdue date passed, no report seen in {row['no_report']} sources")
    for move in row["moves"]:
        state = " (waits for an editor)" if move["state"] == "waiting" else ""
        evidence = move["evidence"]
        told = f"{evidence['outlet']}: {evidence['exact']}" if evidence else f"{move['by'] or ''}: {move['note'] or ''}"
        lines.append(f"\t{move['at'][:10]}\t{move['status']}{state}\t{printable(told)}")
    return "\n".join(lines)
