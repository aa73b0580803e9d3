from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from marsad.cli.serve import allowed_hosts

WEB, WORKER, WATCH = "marsad.web.server", "marsad.observatory.worker", "marsad.observatory.watch"
SERVE = [sys.executable, "-c", "from marsad.cli import main; main()", "serve"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()

    def children(self) -> list[int]:
        return children_of(self.process.pid)

    def programs(self) -> dict[str, int]:
        """The modules that the supervisor runs, also those that it is just starting; each with its process."""
        lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0") for pid in self.children()}
        return {
            words[max(at for at, word in enumerate(words) if word == "-m") + 1]: pid for pid, words in lines.items()
        }


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split()]


def everyone(running: Running) -> list[int]:
    return [*running.children(), *(child for pid in running.children() for child in children_of(pid))]


@pytest.fixture
def running(marsad_env: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Running]:
    """A site of its own; parametrised with further options of ``marsad serve``."""
    port, options = free_port(), getattr(request, "param", ())
    process = subprocess.Popen(
        [*SERVE, "--port", str(port), *options], env=marsad_env, text=True, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == f"Marsad is at http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"
        yield Running(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_for(what: object, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_one_command_serves_heals_and_stops(running: Running, marsad_env: dict[str, str]) -> None:
    assert json.loads(running.get("/healthz")[1])["status"] == "ok"
    assert "Marsad" in running.get("/")[1]
    assert running.get("/static/marsad/base.css")[0] == 200
    assert running.get("/static/admin/css/base.css")[0] == 200
    with pytest.raises(urllib.error.HTTPError):
        running.get("/static/marsad/../../../__init__.py")

    second = subprocess.run(
        [*SERVE, "--port", str(running.port)], env=marsad_env, capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert "another program is listening there" in second.stderr

    assert running.programs().keys() == {WEB, WORKER, WATCH}
    web = running.programs()[WEB]
    site = children_of(web)
    os.kill(web, signal.SIGKILL)
    assert wait_for(lambda: web not in running.children() and len(running.children()) == 3)
    assert wait_for(lambda: all(gone(pid) for pid in site))
    assert wait_for(lambda: answers(running))

    children = everyone(running)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(30) == 0
    assert wait_for(lambda: all(gone(pid) for pid in children))


@pytest.mark.parametrize(
    ("running", "programs"),
    [((), {WEB, WORKER, WATCH}), (("--no-watch",), {WEB, WORKER})],
    indirect=["running"],
    ids=["watch", "no watch"],
)
def test_nothing_outlives_a_killed_supervisor(running: Running, programs: set[str]) -> None:
    children = everyone(running)
    assert running.programs().keys() == programs
    assert len(children) == len(programs) + 1, "the web process has one of its own"
    running.process.kill()
    assert wait_for(lambda: all(gone(pid) for pid in children))
    assert wait_for(lambda: not answers(running))


def answers(running: Running) -> bool:
    try:
        return running.get("/healthz")[0] == 200
    except OSError:
        return False


def test_the_names_that_the_site_answers_to() -> None:
    assert allowed_hosts("127.0.0.1", None) == ["127.0.0.1", "localhost", "[::1]"]
    assert allowed_hosts("192.0.2.7", None)[-1] == "192.0.2.7"
    assert allowed_hosts("2001:db8::7", None)[-1] == "[2001:db8::7]"
    assert socket.gethostname() in allowed_hosts("0.0.0.0", None)
    assert "*" not in allowed_hosts("0.0.0.0", None)
    assert allowed_hosts("0.0.0.0", "press.example,") == ["press.example"]
