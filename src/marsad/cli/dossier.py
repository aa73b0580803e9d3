"""``marsad dossier``: make dossiers, look at them, write them out, close them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from marsad.cli.options import data_option, open_existing
from marsad.cli.plain import printable

if TYPE_CHECKING:
    from marsad.observatory.dossiers.rule import Rule
    from marsad.observatory.models import Dossier

_DAY = click.DateTime(["%Y-%m-%d"])
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
_KINDS = ("actor", "initiative", "question")
_BY = "operator"
_by_option = click.option(
    "--by", default=_BY, show_default=True, metavar="ACCOUNT", help="Whose decision the journal has it as."
)


@click.group()
def dossier() -> None:
    """Dossiers: a person, a body, an initiative or a question followed over articles."""


@dossier.command("list")
@data_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def list_dossiers(data: Path, form: str) -> None:
    """All dossiers with their counts, a line each; those that are closed last."""
    open_existing(data)
    from marsad.observatory.dossiers.listing import dossiers

    rows = list(dossiers())
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
        return
    if not rows:
        click.echo("there is no dossier yet; `marsad dossier make --query WORDS` makes one", err=True)
    for row in rows:
        state = "closed" if row["closed"] else "filling" if not row["filled"] else row["last"] or "-"
        counts = f"{row['articles']} articles\t{row['independent_sources']} sources"
        click.echo(f"{row['id']}\t{row['kind']}\t{counts}\t{state}\t{printable(row['name'])}")


@dossier.command()
@data_option
@click.option("--name", help="What it is called; the entity's name or the query unless told.")
@click.option("--kind", type=click.Choice(_KINDS), help="Found from the entity unless told.")
@click.option("--entity", "entities", multiple=True, metavar="ID", help="An entity's id; it is about the first.")
@click.option("--query", default="", metavar="WORDS", help="Words that the articles must have, as in `marsad search`.")
@click.option("--source", "sources", multiple=True, metavar="KEY", help="Only this outlet; may be repeated.")
@click.option("--lang", "langs", multiple=True, help="Only this language; may be repeated.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="Only from this day on.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Only up to this day.")
@_by_option
def make(
    data: Path,
    name: str | None,
    kind: str | None,
    entities: tuple[str, ...],
    query: str,
    sources: tuple[str, ...],
    langs: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    by: str,
) -> None:
    """Follow what a rule says, and take in the articles that came before it.

    Every condition that is given must hold; of several entities, outlets or languages any one is enough. An entity's id
    is in the address of its page: /entity/person/NAME has person/NAME. Prints the dossier's id.
    """
    open_existing(data)
    from marsad.observatory.dossiers import deciding
    from marsad.observatory.dossiers.rule import Rule
    from marsad.observatory.models import DossierKind

    rule = Rule(query, entities, sources, langs, since.date() if since else None, until.date() if until else None)
    about, named = _about(entities)
    follows = DossierKind(kind) if kind else _kind_of(about)
    called = name or named or query or " ".join(sources)
    with _told():
        subject = about if follows != DossierKind.QUESTION else None
        made = deciding.make(data, by, follows, called[: deciding.NAME_LENGTH], _checked(rule), subject)
        _fill(data, made)
    click.echo(made.pk)


@dossier.command()
@click.argument("dossier_id", metavar="ID")
@data_option
def show(dossier_id: str, data: Path) -> None:
    """What a dossier follows and how much it has, as JSON."""
    open_existing(data)
    from marsad.observatory.dossiers.listing import row_of

    click.echo(json.dumps(row_of(_dossier(dossier_id)), ensure_ascii=False, indent=2))


@dossier.command()
@click.argument("dossier_id", metavar="ID")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["ftm", "jsonl", "csv", "wacz"]),
    required=True,
    help="ftm for Aleph, jsonl for programs, csv for spreadsheets, wacz for replay programs.",
)
@click.option("--extracts", is_flag=True, help="Only what a visitor without an account may read.")
@click.option("--site", default="", metavar="URL", help="Where this observatory's site is, for permanent addresses.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-",
              help="A file; standard output unless told.")  # fmt: skip
def export(dossier_id: str, data: Path, form: str, extracts: bool, site: str, output: Path) -> None:
    """Write a dossier out: its articles, facts, promises, those whom they name, or its captures.

    The operator gets whole texts, which are text of others: keep them to yourself, or say --extracts.
    """
    if site and not site.startswith(("http://", "https://")):
        raise click.UsageError("--site is an address such as https://press.example")
    open_existing(data)
    row = _dossier(dossier_id)
    if form == "wacz":
        _wacz(data, row, output, extracts)
        return
    from marsad.observatory.exports import FORMATS, Export

    with _bar("writing", _articles(row)) as moved, _opened(output) as file:
        wanted = Export(row, whole=not extracts, site=site.rstrip("/"), watch=moved)
        for line in FORMATS[form].lines(wanted):
            file.write(line.encode())


@dossier.command()
@click.argument("dossier_id", metavar="ID")
@data_option
@_by_option
def close(dossier_id: str, data: Path, by: str) -> None:
    """Keep a dossier as it is: pages that are yet to come are none of it. Reopen it on its page."""
    open_existing(data)
    from marsad.observatory.dossiers import deciding

    row = _dossier(dossier_id)
    with _told():
        deciding.close(data, by, row.pk)
    click.echo(f"{row.pk} is closed")


def _dossier(dossier_id: str) -> Dossier:
    from marsad.observatory.models import Dossier

    row = Dossier.objects.select_related("entity").filter(pk=dossier_id).first()
    if row is None:
        raise click.ClickException(f"there is no dossier {dossier_id}; `marsad dossier list` names all there are")
    return row


def _about(entities: tuple[str, ...]) -> tuple[str | None, str]:
    """The entity that a dossier is about, and its name."""
    from marsad.observatory.entities import final_entity

    if not entities:
        return None, ""
    found = final_entity(entities[0])
    if found is None:
        raise click.ClickException(
            f"nothing is known by the id {entities[0]}; it is in the address of the entity's page, as person/NAME"
        )
    return found.pk, found.name


def _kind_of(about: str | None) -> Any:
    from marsad.observatory.models import DossierKind

    kinds = {"initiative": DossierKind.INITIATIVE, "person": DossierKind.ACTOR, "org": DossierKind.ACTOR}
    return kinds.get((about or "").partition("/")[0], DossierKind.QUESTION)


def _checked(rule: Rule) -> Rule:
    if rule.empty:
        raise click.UsageError("say --query WORDS, --entity ID or --source KEY: what the articles must have")
    return rule


def _fill(data: Path, made: Dossier) -> None:
    """Hold the articles that came before against the rule."""
    from marsad.observatory.dossiers.filling import Filling
    from marsad.observatory.models import Capture
    from marsad.observatory.presence import beside_others

    lock, filling = beside_others(data), Filling()
    try:
        last = Capture.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with _bar("taking in", last) as moved:
            while made.filled is not None and filling.step():
                made.refresh_from_db(fields=["filled"])
                moved(made.filled if made.filled is not None else last)
    finally:
        lock.release()


def _wacz(data: Path, row: Dossier, output: Path, extracts: bool) -> None:
    from marsad.cli.wacz import export_wacz

    if extracts:
        raise click.UsageError("captures are whole pages; --extracts goes with the other formats")
    if str(output) == "-":
        raise click.UsageError("a WACZ file needs a name: -o FILE")
    export_wacz(data, output, None, row.pk, (), None, None, None)


def _articles(row: Dossier) -> int:
    from marsad.observatory.dossiers.listing import row_of

    count: int = row_of(row)["articles"]
    return count


@contextmanager
def _told() -> Iterator[None]:
    """What was refused, as the command's error."""
    from marsad.archive.locks import BusyError
    from marsad.observatory.decisions import RefusedError

    try:
        yield
    except (RefusedError, BusyError) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    with Progress(*_COLUMNS, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bars:
        task = bars.add_task(what, total=total)
        yield lambda done: bars.update(task, completed=done)


@contextmanager
def _opened(output: Path) -> Iterator[BinaryIO]:
    """Where the lines go; bytes, so that a table's line ends and mark stay what they are. A file stands under its name
    once it is whole."""
    if str(output) == "-":
        yield sys.stdout.buffer
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
