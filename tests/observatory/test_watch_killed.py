"""``kill -9`` of a watch at every boundary: nothing lost, nothing twice in the archive, and the archive is sound."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from marsad.observatory.faults import WATCH_BOUNDARIES
from tests.observatory.command import marsad
from tests.observatory.press import Press, printing
from tests.paths import ROOT

INTAKE = ("record-appended", "record-synced", "capture-journalled", "capture-committed")
PASSES = [f"{name}:{1 + 2 * (place % 2)}" for place, name in enumerate((*INTAKE, *WATCH_BOUNDARIES))]


def once(data: Path, press: Press, crash: str = "") -> bool:
    """One round of a watch in a process of its own; whether it died where it should."""
    mark = data.parent / f"mark-{crash}"
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MARSAD_", "DJANGO_"))}
    if crash:
        env |= {"MARSAD_CRASH_AT": crash, "MARSAD_CRASH_MARK": str(mark)}
    command = [sys.executable, "-m", "tests.observatory.watch_child", data, str(press.server_port), FEED]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == (-9 if mark.exists() else 0), done.stderr
    return mark.exists()


FEED = "http://jour.example/rss"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counter[str], set[str]]:
    """An observatory whose watch died at every boundary, what its server was asked, and what it had published."""
    data = tmp_path_factory.mktemp("killed") / "observatory"
    with printing() as press:
        published = []
        for number, crash in enumerate(PASSES):
            published.append(press.article(f"jour.example/2026/page-{number}"))
            press.feed("jour.example/rss", *published)
            assert once(data, press, crash), f"{crash} was not reached"
        assert not once(data, press)
        return data, Counter(row.host + row.path for row in press.rows), set(published)


def records(data: Path) -> list[tuple[str, dict[str, str]]]:
    """Every record of the archive with its headers, in the order of writing."""
    found = []
    for path in sorted((data / "archive").glob("*.warc.gz")):
        with path.open("rb") as file:
            found += [(record.rec_type, dict(record.rec_headers.headers)) for record in ArchiveIterator(file)]
    return found


def test_nothing_is_lost_or_twice(lived: tuple[Path, Counter[str], set[str]]) -> None:
    data, _, published = lived
    pages = Counter(
        headers["WARC-Target-URI"]
        for kind, headers in records(data)
        if kind == "response" and "X-Marsad-Kind" not in headers
    )
    assert pages == Counter(published)
    with closing(sqlite3.connect(data / "marsad.sqlite3")) as store:
        rows = store.execute("SELECT url, state FROM observatory_item").fetchall()
        captures = store.execute("SELECT url FROM observatory_capture").fetchall()
    assert dict(rows) == dict.fromkeys(published, "fetched")
    assert sorted(captures) == sorted((url,) for url in published)


def test_only_answers_in_hand_are_asked_for_again(lived: tuple[Path, Counter[str], set[str]]) -> None:
    _, asked, published = lived
    again = sum(max(0, count - 2) for address, count in asked.items() if f"http://{address}" in published)
    assert again <= 2 * len(WATCH_BOUNDARIES) + 2, "each page once, and once more to see whether it changed"


def test_requests_stand_before_their_answers(lived: tuple[Path, Counter[str], set[str]]) -> None:
    found = records(lived[0])
    ids = {headers["WARC-Record-ID"] for _, headers in found}
    checked = Counter[str]()
    for (before, request), (kind, headers) in pairwise(found):
        if kind in ("response", "revisit"):
            assert before == "request"
            assert request["WARC-Concurrent-To"] == headers["WARC-Record-ID"]
            assert request["WARC-Target-URI"] == headers["WARC-Target-URI"]
        if kind == "revisit":
            assert headers["WARC-Refers-To"] in ids
        checked[kind] += 1
    assert checked["response"] >= len(PASSES)
    assert checked["revisit"] >= 1


def test_warcio_finds_no_fault(lived: tuple[Path, Counter[str], set[str]]) -> None:
    for path in (lived[0] / "archive").glob("*.warc.gz"):
        done = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_a_rebuild_comes_to_the_same(lived: tuple[Path, Counter[str], set[str]]) -> None:
    data, _, published = lived
    assert marsad("rebuild", "--data", data).returncode == 0
    with closing(sqlite3.connect(data / "marsad.sqlite3")) as store:
        captures = store.execute("SELECT url FROM observatory_capture").fetchall()
        checks = store.execute("SELECT count(*) FROM observatory_check").fetchone()
    assert sorted(captures) == sorted((url,) for url in published)
    assert checks[0] == sum(kind == "revisit" for kind, _ in records(data))
