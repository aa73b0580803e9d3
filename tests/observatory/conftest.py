"""A watched press, for the tests of the watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.observatory.press import Press, Watched, live_by, printing


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """Hosts on loopback, empty at first."""
    with printing() as running:
        live_by(running.clock, monkeypatch)
        yield running


@pytest.fixture
def watched(press: Press, data_dir: Path) -> Watched:
    """An observatory that collects from them."""
    return Watched(press, data_dir)
