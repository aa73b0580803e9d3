"""kill -9 before, in and after a commit: the index always opens, with all of a commit or none of it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.search.index import SearchDocument, SearchIndex

WRITER = """
import os, signal, sys
from pathlib import Path
from marsad.search.index import SearchDocument, SearchIndex

def documents(first, count):
    keys = range(first, first + count)
    return [SearchDocument(key, "fr", "o.example", None, f"titre {key}", "", "mot " * 50) for key in keys]

moment, path = sys.argv[1], Path(sys.argv[2])
index = SearchIndex.open(path)
if moment == "opened":
    os.kill(os.getpid(), signal.SIGKILL)
index.update(documents(0, 100))
index.commit()
index.update(documents(50, 100))
if moment == "added":
    os.kill(os.getpid(), signal.SIGKILL)
index.commit()
if moment == "committed":
    os.kill(os.getpid(), signal.SIGKILL)
print("ready", flush=True)
first = 150
while True:
    index.update(documents(first, 20))
    index.commit()
    first += 20
    print(first, flush=True)
"""


@pytest.mark.parametrize(("moment", "count"), [("opened", 0), ("added", 100), ("committed", 150)])
def test_killed_at_a_boundary(tmp_path: Path, moment: str, count: int) -> None:
    path = tmp_path / "index"
    done = subprocess.run([sys.executable, "-c", WRITER, moment, path], capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with SearchIndex.open(path) as index:
        assert index.count() == count
        index.update([SearchDocument(1000, "fr", "o.example", None, "après", "", "")])
        index.commit()
        assert index.count() == count + 1


@pytest.mark.parametrize("commits", range(1, 5))
def test_killed_in_the_middle_of_commits(tmp_path: Path, commits: int) -> None:
    path = tmp_path / "index"
    with subprocess.Popen([sys.executable, "-c", WRITER, "run", path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        last = 150
        for _ in range(commits + 1):
            line = writer.stdout.readline().strip()
            last = last if line == "ready" else int(line)
        writer.kill()
    count = SearchIndex.open(path).count()
    assert count >= last
    assert (count - 150) % 20 == 0


def test_many_processes_make_one_index(tmp_path: Path) -> None:
    path = tmp_path / "index"
    reader = (
        "import sys; from pathlib import Path; from marsad.search.index import SearchIndex;"
        "SearchIndex.open(Path(sys.argv[1])).count()"
    )
    readers = [subprocess.Popen([sys.executable, "-c", reader, path]) for _ in range(4)]
    with SearchIndex.open(path) as index:
        index.update([SearchDocument(1, "fr", "o.example", None, "un", "", "")])
        index.commit()
    assert [process.wait(timeout=60) for process in readers] == [0] * 4
    assert SearchIndex.open(path).count() == 1
