"""Several processes of one observatory at once: nothing is lost, doubled or failed over a lock."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from marsad.observatory import crew
from tests.observatory.command import COMMAND, export, marsad, sample_meta, sample_pages

OPEN = """
import sys
from pathlib import Path
from marsad.observatory.setup import open_observatory
open_observatory(Path(sys.argv[1]))
from marsad.observatory.models import Source
print(Source.objects.count())
"""


def start(*args: str | Path, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    command = [*COMMAND, *map(str, args)]
    return subprocess.Popen(command, env={**os.environ, **(env or {})}, stdout=quiet, stderr=quiet)


def test_processes_that_make_the_tables_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(tmp_path / "o")]
    pipe = subprocess.PIPE
    racing = [subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    for process in racing:
        assert process.communicate(timeout=120) == ("0\n", "")


def test_a_worker_and_two_ingests_of_the_same_pages_one_of_them_killed(tmp_path: Path) -> None:
    data, pages = tmp_path / "o", sample_pages(24)
    meta = ("--meta", sample_meta(), "--data", data)
    assert marsad("ingest", *pages[:1], *meta).returncode == 0
    serving = subprocess.Popen([sys.executable, "-m", "marsad.observatory.worker", "--data", str(data)])
    crash = {"MARSAD_CRASH_AT": "capture-journalled:1", "MARSAD_CRASH_MARK": str(tmp_path / "mark")}
    killed = start("ingest", *pages[:16], *meta, env=crash)
    other = start("ingest", *reversed(pages[8:]), *meta)
    assert killed.wait(timeout=120) == -signal.SIGKILL
    assert other.wait(timeout=120) == 0
    assert marsad("rebuild", "--data", data).returncode == 1, "the worker is still there"
    assert marsad("ingest", *pages, *meta).returncode == 0
    serving.terminate()
    assert serving.wait(timeout=60) == 0
    before = export(data)
    rows = [json.loads(line) for line in before.splitlines()]
    locators = Counter(row["locator"] for row in rows if row["type"] == "capture")
    assert len(locators) == 24
    assert set(locators.values()) == {1}
    assert sum(row["type"] == "article" and row["current"] for row in rows) == 24
    assert not any(row.get("error") for row in rows)
    assert marsad("rebuild", "--data", data).returncode == 0
    assert export(data) == before


def test_deaths_over_pages_do_not_end_the_ingest_and_others_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    charged = 1
    monkeypatch.setattr(crew.time, "sleep", lambda _: None)
    monkeypatch.setattr(crew.jobs, "any_pending", lambda: True)
    monkeypatch.setattr(crew.jobs, "release", lambda _, *, crashed: charged)
    monkeypatch.setattr(crew.sys, "executable", "/bin/false")
    workers = crew.Crew(tmp_path, 1)

    def many_deaths() -> None:
        for _ in range(crew._RESTARTS + 10):
            workers.check()
            workers._members[0].process.wait()

    many_deaths()
    charged = 0
    with pytest.raises(crew.CrewError, match="died"):
        many_deaths()
