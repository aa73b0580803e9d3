"""``kill -9`` at every boundary and at random moments: nothing lost, nothing doubled, index and database agree."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from benchmarks.crash import crash_at, kill_at_random, make_pages, verdict

from marsad.observatory.faults import BOUNDARIES
from tests.observatory.command import export, marsad


@pytest.mark.parametrize(("name", "everything"), [(name, i % 2 == 0) for i, name in enumerate(BOUNDARIES)])
def test_nothing_is_lost_at_a_boundary(tmp_path: Path, name: str, everything: bool) -> None:
    meta = make_pages(tmp_path / "pages", 8)
    assert crash_at(tmp_path / "o", meta, name, everything=everything), "the boundary was not reached"
    result = verdict(tmp_path / "o", meta)
    assert result.sound, result


@pytest.mark.slow  # a minute; every boundary is killed at in every run
def test_nothing_is_lost_over_random_kills(tmp_path: Path) -> None:
    meta = make_pages(tmp_path / "pages", 60)
    hit = kill_at_random(tmp_path / "o", meta, 6, random.Random(5))
    assert hit > 0
    result = verdict(tmp_path / "o", meta)
    assert result.sound, result
    before = export(tmp_path / "o")
    assert b'"type": "entity"' in before
    assert marsad("rebuild", "--data", tmp_path / "o").returncode == 0
    assert export(tmp_path / "o") == before, "the kills changed no story, no fact and no id"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "everything"), [(name, i % 2 == 1) for i, name in enumerate(BOUNDARIES)])
def test_nothing_is_lost_at_a_boundary_the_other_way(tmp_path: Path, name: str, everything: bool) -> None:
    test_nothing_is_lost_at_a_boundary(tmp_path, name, everything)


def test_the_verdict_sees_what_is_lost(tmp_path: Path) -> None:
    meta = make_pages(tmp_path / "pages", 3)
    crash_at(tmp_path / "o", meta, "read-claimed", everything=True)
    with meta.open("a") as rows:
        rows.write('{"id": "never", "url": "https://never.example/given"}\n')
    assert verdict(tmp_path / "o", meta).lost == 1
