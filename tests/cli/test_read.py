"""``marsad read`` as people run it."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import main
from marsad.cli.pool import ordered
from tests.read.pages import PROSE, page, paragraphs

HANGING_READER = """
import importlib, time
room = importlib.import_module("marsad.read")
real = room.read

def slow(page, **given):
    while b"HANGS" in page:
        try:
            time.sleep(60)
        except Exception:
            pass
    return real(page, **given)

room.read = slow
"""
"""Python runs it as ``sitecustomize`` at the start of every process, those of the pool too."""


def _page(number: int) -> str:
    return page(f"<h1>Le plan du quai numéro {number}</h1><article>{paragraphs()}</article>")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)])


def _rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_files_and_folders_in_stable_order(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(_page(2), encoding="utf-8")
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(_page(1).encode()))
    (tmp_path / "notes.md").write_text("not a page")
    result = _run(tmp_path, "--jobs", 2)
    assert result.exit_code == 0, result.output
    assert [row["id"] for row in _rows(result)] == ["a", "b"]
    assert [row["title"] for row in _rows(result)] == ["Le plan du quai numéro 1", "Le plan du quai numéro 2"]
    assert _rows(result)[0]["body"] == "\n\n".join(PROSE)


def test_bad_pages_are_rows_and_the_rest_go_on(tmp_path: Path) -> None:
    whole = gzip.compress(_page(1).encode())
    (tmp_path / "a.html.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(bytes(30_000_000)))
    (tmp_path / "c.html").write_bytes(b"")
    (tmp_path / "d.html").write_text(_page(4), encoding="utf-8")
    result = _run(tmp_path)
    assert result.exit_code == 1
    errors = {str(row["id"]): str(row.get("error")) for row in _rows(result)}
    assert errors["a"] == "the gzip file is truncated"
    assert errors["b"] == "the gzip file opens to more than the limit of 20 MB"
    assert errors["c"] == "the file is empty"
    assert errors["d"] == "None"
    assert set(_rows(result)[0]) == {"id", "file", "error"}


def test_meta_gives_address_and_moment(tmp_path: Path) -> None:
    body = f"<h1>Le plan du quai</h1><div>il y a 3 heures</div><article>{paragraphs()}</article>"
    (tmp_path / "a.html").write_text(page(body), encoding="utf-8")
    meta = tmp_path / "meta.jsonl"
    meta.write_text(json.dumps({"id": "a", "url": "https://bouee.example/a", "fetched": "2025-03-12T10:00:00+01:00"}))
    row = _rows(_run(tmp_path / "a.html", "--meta", meta))[0]
    assert row["url"] == "https://bouee.example/a"
    assert str(row["published"]).startswith("2025-03-12")
    meta.write_text("{broken")
    result = _run(tmp_path / "a.html", "--meta", meta)
    assert result.exit_code == 2
    assert "line 1" in result.output


def test_wrong_paths_are_said_clearly(tmp_path: Path) -> None:
    missing = _run(tmp_path / "nowhere.html")
    assert missing.exit_code == 2
    assert "does not exist" in missing.output
    assert "no page file" in _run(tmp_path).output


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_takes_too_long_is_a_row(tmp_path: Path, jobs: int) -> None:
    """The reader of the process hangs on one page, swallowing what is raised in it."""
    for number in range(3):
        (tmp_path / f"{number}.html").write_text(_page(number) + "<!-- HANGS -->" * (number == 1), encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(HANGING_READER)
    env = os.environ | {"PYTHONPATH": str(tmp_path), "MARSAD_READ_SECONDS": "4"}
    done = subprocess.run(
        [sys.executable, "-m", "marsad.cli", "read", str(tmp_path), "--jobs", str(jobs)],
        env=env, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("error") for row in rows] == [None, "reading took longer than the limit of 4 seconds", None]
    assert done.returncode == 1


def _fragile(number: int) -> str:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"read {number}"


def _died(number: int) -> str:
    return f"died {number}"


def test_a_worker_that_dies_costs_its_page_only() -> None:
    assert list(ordered(_fragile, range(12), jobs=2, died=_died)) == [
        f"died {number}" if number == 3 else f"read {number}" for number in range(12)
    ]
