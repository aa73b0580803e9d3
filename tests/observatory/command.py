"""Runs the ``marsad`` command as a person would, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from marsad.sample import sample_dir

COMMAND = [sys.executable, "-m", "marsad.cli"]


def marsad(*args: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The finished command, its output as text."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MARSAD_", "DJANGO_"))}
    return subprocess.run(
        [*COMMAND, *map(str, args)],
        capture_output=True,
        text=True,
        env={**clean, "COLUMNS": "200", **(env or {})},
        timeout=300,
        check=False,
    )


def export(data: Path) -> bytes:
    """The canonical export of an observatory."""
    done = marsad("export", "--canonical", "--data", data)
    assert done.returncode == 0, done.stderr
    return done.stdout.encode()


def sample_pages(count: int, skip: int = 0) -> list[Path]:
    """Some pages of the sample newsroom, in the order of their names."""
    return sorted((sample_dir() / "pages").glob("*.html"))[skip : skip + count]


def sample_meta() -> Path:
    """The sample newsroom's ``--meta`` file."""
    return sample_dir() / "meta.jsonl"
