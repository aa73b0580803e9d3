"""``kill -9`` between the journal and the tables: the decision holds, and a rebuild knows no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.crash import decide_and_die, finish, make_pages

from marsad.observatory.faults import DECISION_BOUNDARIES
from tests.observatory.command import export, marsad, sample_meta, sample_pages

STRIKE = """
import sys
from pathlib import Path
from marsad.observatory.setup import open_observatory
open_observatory(Path(sys.argv[1]))
from marsad.observatory.decisions import strike
from marsad.observatory.models import Fact
strike(Path(sys.argv[1]), "nadia", Fact.objects.filter(state="found").order_by("pk").first().pk)
"""


def decide(data: Path, **env: str) -> int:
    return subprocess.run([sys.executable, "-c", STRIKE, data], env={"PATH": "", **env}, check=False).returncode


def decisions(data: Path) -> list[dict]:
    return [row for line in export(data).splitlines() if (row := json.loads(line))["type"] == "decision"]


def test_a_decision_outlives_a_kill(tmp_path: Path, marsad_env: dict[str, str]) -> None:
    data = tmp_path / "o"
    given = ["--meta", sample_meta(), "--data", data]
    assert marsad("ingest", *sample_pages(3), *given).returncode == 0
    python = {key: value for key, value in marsad_env.items() if key.startswith("PYTHON")}
    crash = {"MARSAD_CRASH_AT": "decision-journalled:1", "MARSAD_CRASH_MARK": str(tmp_path / "mark")}
    assert decide(data, **python, **crash) == -9
    assert (tmp_path / "mark").read_text() == "decision-journalled"
    assert decisions(data) == []
    assert marsad("ingest", *sample_pages(1, skip=3), *given).returncode == 0, "a worker starts"
    assert [(row["live"], row["lost"]) for row in decisions(data)] == [(True, False)]
    assert decide(data, **python) == 0
    before = export(data)
    assert before.count(b'"state": "struck"') == 2
    assert marsad("rebuild", "--data", data).returncode == 0
    assert export(data) == before


@pytest.mark.parametrize("name", DECISION_BOUNDARIES)
def test_a_merge_of_stories_outlives_a_kill_and_a_rebuild(tmp_path: Path, name: str) -> None:
    meta = make_pages(tmp_path / "pages", 6)
    finish(tmp_path / "o", meta)
    assert decide_and_die(tmp_path / "o", name)
