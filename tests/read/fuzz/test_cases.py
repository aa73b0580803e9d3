"""Every page that fuzzing once found wrong is read soundly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.fuzz.sound import fault

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_found_cases_are_read_soundly(case: Path) -> None:
    assert fault(case.read_bytes()) is None
