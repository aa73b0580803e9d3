"""One observatory for the whole test session: Django's settings can be configured only once in a process.

Tests that touch tables use pytest-django's ``db`` fixture (a test database of its own); files such as the search
index and the archive go under ``settings.DATA_DIR``, a temporary folder. A test that needs an observatory's folder
for itself runs the command in a process of its own (see ``marsad_env``).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import django
import pytest

_DATA_DIR = Path(tempfile.mkdtemp(prefix="marsad-tests-"))
os.environ["MARSAD_DATA"] = str(_DATA_DIR)
os.environ["DJANGO_SETTINGS_MODULE"] = "marsad.observatory.settings"


django.setup()  # now: the folders' own conftest files import models


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each process of pytest-xdist have a folder of its own: it inherits the environment, and sets Django up by it
    before it reads this file."""
    for name in ("MARSAD_DATA", "DJANGO_SETTINGS_MODULE"):
        del os.environ[name]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(_DATA_DIR, ignore_errors=True)


@pytest.fixture
def data_dir() -> Path:
    """The folder that Django's settings point at in this process; emptied before the test."""
    for _ in range(50):  # a process that the last test killed may still be writing there
        shutil.rmtree(_DATA_DIR, ignore_errors=True)
        if not _DATA_DIR.exists():
            break
        time.sleep(0.1)
    _DATA_DIR.mkdir()
    return _DATA_DIR


@pytest.fixture
def marsad_env(tmp_path: Path) -> dict[str, str]:
    """Environment for a ``marsad`` process with an observatory of its own in ``tmp_path / "observatory"``."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MARSAD_", "DJANGO_"))}
    return env | {"MARSAD_DATA": str(tmp_path / "observatory"), "PYTHONUNBUFFERED": "1"}
