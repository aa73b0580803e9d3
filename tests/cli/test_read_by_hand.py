"""``marsad read`` of PDF files and mail messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import main
from tests.read.pdfs import Type, column, pdf

LETTER = b"From: lettre@labouee.example\nSubject: Les quais\n\nLe plan des quais est adopt\xc3\xa9 par le conseil.\n"


RULES = """site = "labouee.example"
[[rule]]
title = ["h1"]
"""


@pytest.mark.parametrize("name", ["a.pdf", "b.eml", "c.html"])
def test_what_is_for_pages_alone_says_so(tmp_path: Path, name: str) -> None:
    letter = LETTER if name.endswith("eml") else pdf([[Type(60, 760, "Le plan", 20)]])
    (tmp_path / name).write_bytes(letter)
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)
    what = "this is a mail message" if name.endswith("eml") else "this is a PDF document"
    for command in (["read", "--explain"], ["profile", "-o", str(tmp_path / "out")], ["rules", "preview", str(rules)]):
        done = CliRunner().invoke(main, [*command, str(tmp_path / name)])
        assert what in done.output, command
        assert "HTML" in done.output
        assert (done.exit_code, type(done.exception)) == (1, SystemExit), command
    assert not (tmp_path / "out").exists()


def test_pdf_and_mail_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[Type(60, 760, "Le plan", 20), *column(["Le conseil a voté le plan."])]]))
    (tmp_path / "b.eml").write_bytes(LETTER)
    (tmp_path / "c.pdf").write_bytes(pdf([[]], picture=True))
    done = CliRunner().invoke(main, ["read", str(tmp_path)])
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["title"], first["body"]) == ("a.pdf", "Le plan", "Le conseil a voté le plan.")
    assert (second["id"], second["title"], second["outlet"]) == ("b.eml", "Les quais", "labouee.example")
    assert "text recognition" in third["error"]
    assert done.exit_code == 1
