"""Every command of ``marsad sources`` is documented, and says what it needs."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from marsad.cli.sources import sources
from tests.paths import ROOT

DOCS = (ROOT / "docs" / "sources.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(sources.commands))
def test_every_command_is_documented_with_its_options(name: str) -> None:
    assert f"marsad sources {name}" in DOCS
    command = sources.commands[name]
    assert command.help
    shown = CliRunner().invoke(sources, [name, "--help"])
    assert shown.exit_code == 0
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "help":
            assert option.help or option.name == "form", f"{name} {option.name}"
