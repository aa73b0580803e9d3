from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.web import supervisor
from marsad.web.supervisor import Program, Supervisor


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "_POLL_SECONDS", 0.01)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def supervise(programs: list[Program], until: Callable[[list[str]], bool]) -> list[str]:
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(target=Supervisor(programs, os.environ, said.append).run, args=(stop,))
    thread.start()
    deadline = time.monotonic() + 20
    while not until(said) and time.monotonic() < deadline:
        time.sleep(0.01)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    return said


def test_a_program_that_dies_is_started_again_later_and_later() -> None:
    died: list[int] = []

    def on_start(pid: int) -> Callable[[], None]:
        return lambda: died.append(pid)

    said = supervise([Program("it", python("raise SystemExit(3)"), on_start)], lambda said: len(said) >= 3)
    assert said[:3] == [f"it ended with status 3; starting it again in {delay} s" for delay in ("0.5", "1", "2")]
    assert len(set(died)) == len(said)


def test_a_program_that_lived_long_starts_from_the_first_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "HEALTHY_SECONDS", 0.0)
    said = supervise([Program("it", python(""))], lambda said: len(said) >= 2)
    assert all(line.endswith("in 0.5 s") for line in said)


def test_the_others_live_on(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    steady = python(f"import time, pathlib; pathlib.Path({str(beat)!r}).open('a').write('x'); time.sleep(60)")
    supervise([Program("bad", python("raise SystemExit(1)")), Program("good", steady)], lambda said: len(said) >= 2)
    assert beat.read_text(encoding="utf-8") == "x"


def test_what_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.2)
    pid = tmp_path / "pid"
    deaf = python(
        "import os, pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"pathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(60)"
    )
    supervise([Program("deaf", deaf)], lambda _: pid.exists() and pid.read_text(encoding="utf-8") != "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text(encoding="utf-8")), 0)
