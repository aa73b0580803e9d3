"""``marsad read`` of PDF files and mail messages."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from marsad.cli import main
from tests.read.pdfs import Type, column, pdf

LETTER = b"From: lettre@labouee.example\nSubject: Les quais\n\nLe plan des quais est adopt\xc3\xa9 par le conseil.\n"


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
