"""``marsad read --explain`` as people run it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from marsad.cli import explain as shown
from marsad.cli import main
from marsad.read.explain import explain
from marsad.read.files import PageFile
from tests.read.pages import page, paragraphs
from tests.read.test_explain import ARABIC


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", "--explain", *map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A page with a tab and a colour in its headline."""
    path = tmp_path / "a.html"
    path.write_text(page(f"<h1>Le plan\tdu \x1b[31mquai</h1><article>{paragraphs()}</article>"), encoding="utf-8")
    return path


def test_lines_for_a_pipe(file: Path) -> None:
    result = _run(file)
    assert result.exit_code == 0, result.output
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["page", str(file)]
    assert {len(row) for row in rows if row[0] == "field"} == {5}
    assert {len(row) for row in rows if row[0] == "line"} == {6}
    assert [row[2] for row in rows if row[0] == "line"] == ["title"] + ["body/paragraph"] * 4
    assert "\x1b" not in result.stdout


def test_objects_for_programs(file: Path) -> None:
    rows = [json.loads(line) for line in _run(file, "--format", "jsonl").stdout.splitlines()]
    assert {row["id"] for row in rows} == {"a"}
    fields = {row["field"]: row for row in rows if "field" in row}
    assert set(fields["title"]) == {"id", "file", "field", "value", "witness", "others"}
    lines = [row for row in rows if "line" in row]
    assert [row["line"] for row in lines] == list(range(5))
    assert set(lines[0]) == {"id", "file", "line", "decision", "reason", "element", "text"}


def test_a_page_that_cannot_be_read(tmp_path: Path, file: Path) -> None:
    (tmp_path / "b.html").write_bytes(b"")
    result = _run(tmp_path / "b.html", file)
    assert result.exit_code == 1
    assert "b.html: the file is empty" in result.stderr
    assert "title" in result.stdout
    row = json.loads(_run(tmp_path / "b.html", "--format", "jsonl").stdout)
    assert row["error"] == "the file is empty"


def test_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le port rouvre\n\nLe port de Sidi Laroussi a rouvert mardi soir, dit-on.", "utf-8")
    assert "\tbody/paragraph\t" in _run(tmp_path / "a.txt").stdout


@pytest.mark.parametrize("width", [60, 80, 200])
def test_tables_of_a_terminal_isolate_arabic(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr("rich.console.Console", lambda: Console(file=out, width=width, force_terminal=True))
    shown._tables(PageFile(Path("a.html")), explain(ARABIC))
    text = out.getvalue()
    assert f"{shown.FIRST_STRONG}الميناء" in text
    assert "body/paragraph" in text
    assert all(len(line) < 4 * width for line in text.splitlines())


def test_arabic_is_bare_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(ARABIC, encoding="utf-8")
    out = _run(tmp_path / "a.html").stdout
    assert "الميناء يفتح أبوابه من جديد" in out
    assert shown.FIRST_STRONG not in out
