"""The ``marsad`` command. Each subcommand lives in a module of its own and is imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "read": "marsad.cli.read",
    "profile": "marsad.cli.profile",
    "rules": "marsad.cli.rules",
    "annotate": "marsad.cli.annotate",
    "reprints": "marsad.cli.group",
    "stories": "marsad.cli.group",
    "similar": "marsad.cli.group",
    "ingest": "marsad.cli.ingest",
    "sources": "marsad.cli.sources",
    "watch": "marsad.cli.watch",
    "search": "marsad.cli.search",
    "dossier": "marsad.cli.dossier",
    "ledger": "marsad.cli.ledger",
    "serve": "marsad.cli.serve",
    "user": "marsad.cli.user",
    "archive": "marsad.cli.warcs",
    "takedown": "marsad.cli.takedown",
    "export": "marsad.cli.archive",
    "rebuild": "marsad.cli.archive",
    "demo": "marsad.cli.demo",
}


class LazyGroup(click.Group):
    """Imports a command's module when it is asked for, so that ``marsad read`` never loads Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="marsad")
def main() -> None:
    """Marsad reads a region's press and shows who said what, first, and with what evidence."""
