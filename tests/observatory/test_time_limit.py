"""A page that a reader never comes back from is failed with the reason, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.observatory.command import export, marsad, sample_meta, sample_pages

SLOW_READER = """
import sys
if "marsad.observatory.worker" in sys.orig_argv:
    import hashlib, importlib, time
    room = importlib.import_module("marsad.read")
    real = room.read

    def slow(data, **given):
        while b"EDITION-THAT-HANGS" in data:
            try:
                {hang}
            except Exception:
                pass
        return real(data, **given)

    room.read = slow
"""
"""Python runs a module of this name, where it finds one, at the start of every process."""


@pytest.mark.parametrize(
    ("hang", "reason"),
    [
        ("time.sleep(60)", "longer than the limit of 1 seconds"),
        ("hashlib.pbkdf2_hmac('sha256', b'', b'', 2**31 - 1)", "died over this page 3 times"),
    ],
    ids=["in Python, swallowing what is raised", "where no Python runs"],
)
def test_a_reader_that_hangs_costs_one_page(tmp_path: Path, hang: str, reason: str) -> None:
    page = tmp_path / "hangs.html"
    page.write_bytes(sample_pages(1)[0].read_bytes() + b"<!-- EDITION-THAT-HANGS -->")
    (tmp_path / "sitecustomize.py").write_text(SLOW_READER.format(hang=hang))
    env = {"PYTHONPATH": str(tmp_path), "MARSAD_READ_SECONDS": "1"}
    inputs = [page, *sample_pages(2, skip=1)]
    done = marsad("ingest", *inputs, "--meta", sample_meta(), "--data", tmp_path / "o", "--workers", "1", env=env)
    assert done.returncode == 1
    assert reason in done.stderr
    assert export(tmp_path / "o").count(b'"type": "article"') == 2
