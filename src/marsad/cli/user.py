"""``marsad user``: accounts of one observatory."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from marsad.cli.options import data_option


@click.group()
def user() -> None:
    """Add and list accounts."""


@user.command()
@click.argument("name")
@data_option
@click.option(
    "--group",
    type=click.Choice(["operator", "editor", "reader"]),
    default="reader",
    show_default=True,
    help="What the account may do: run the observatory, look after its sources and facts, or read whole texts.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
def add(name: str, data: Path, group: str, password_stdin: bool) -> None:
    """Add an account NAME; asks for its password."""
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
    from django.core.exceptions import ValidationError
    from django.utils import translation

    from marsad.web.accounts import add_user

    password = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    try:
        with translation.override("en"):
            add_user(name, password, group)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    click.echo(f"{name} may now sign in ({group}).")


@user.command("list")
@data_option
def list_users(data: Path) -> None:
    """List accounts with their groups and their last visit, one a line, separated by tabs."""
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
    from marsad.observatory.models import User

    for account in User.objects.order_by("username").prefetch_related("groups"):
        groups = ",".join(group.name for group in account.groups.all()) or "-"
        seen = account.last_login.isoformat(timespec="minutes") if account.last_login else "never"
        click.echo(f"{account.username}\t{groups}\t{'active' if account.is_active else 'closed'}\t{seen}")
