"""Where tests find the bench data: beside the checkout, or where MARSAD_SHARED says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_shared = Path(os.environ.get("MARSAD_SHARED", ROOT.parent / "shared"))
SHARED: Path | None = _shared if (_shared / "bench").is_dir() else None


def shared(*parts: str) -> Path:
    """A path inside the bench data; skips the test where that is not there."""
    if SHARED is None:
        pytest.skip("the bench data (shared/) is not beside the checkout")
    return SHARED.joinpath(*parts)
