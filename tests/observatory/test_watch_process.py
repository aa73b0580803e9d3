"""The collecting process: one in an observatory, none beside a rebuild, and it ends when it is told to."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from marsad.observatory.presence import alone
from tests.observatory.command import marsad


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An observatory that follows one outlet, which nobody can reach."""
    given = tmp_path / "list.opml"
    given.write_text(
        '<opml version="2.0"><body><outline type="rss" text="Jour" xmlUrl="http://jour.invalid/rss"/></body></opml>'
    )
    done = marsad("sources", "import", given, "--data", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "o" / "marsad.sqlite3")) as store, store:
        store.execute("UPDATE observatory_channel SET due_at = '2026-01-01 00:00:00'")
    return tmp_path / "o"


@contextmanager
def watching(data: Path, **environ: str) -> Iterator[subprocess.Popen[str]]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MARSAD_", "DJANGO_"))}
    command = [sys.executable, "-m", "marsad.observatory.watch", "--data", str(data)]
    process = subprocess.Popen(command, env=env | environ, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def has_asked(data: Path) -> bool:
    """Whether a watch has tried the outlet's channel, within half a minute."""
    for _ in range(600):
        with closing(sqlite3.connect(data / "marsad.sqlite3")) as store:
            if store.execute("SELECT tried_at FROM observatory_channel").fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


def test_one_at_a_time_and_none_beside_a_rebuild(data: Path) -> None:
    with watching(data, MARSAD_IMAP="imap://nobody") as first:
        with alone(data):
            time.sleep(2.5)
            assert first.poll() is None, "it waits"
        assert has_asked(data)
        with watching(data) as second:
            _, said = second.communicate(timeout=60)
            assert second.returncode == 3
            assert "collects here already" in said
        refused = marsad("rebuild", "--data", data)
        assert refused.returncode != 0
        assert "another process is at work here" in refused.stderr
        first.send_signal(signal.SIGTERM)
        _, said = first.communicate(timeout=30)
        assert first.returncode == 0
        assert "MARSAD_IMAP: a mailbox needs a user" in said, "told, and the sites are collected all the same"


def test_nothing_to_collect_is_said(data: Path) -> None:
    assert marsad("sources", "remove", "jour.invalid", "--data", data).returncode == 0
    done = marsad("watch", "--once", "--data", data)
    assert done.returncode == 1
    assert "nothing is followed" in done.stderr
