"""The simulated day with kills, made short: nothing is lost and nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.watch_day import spend


@pytest.mark.slow
def test_two_hours_with_kills(tmp_path: Path) -> None:
    table, sound = spend(tmp_path, hours=2.0, kill_every=10.0, seed=5)
    assert sound, table
