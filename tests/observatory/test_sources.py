"""What an operator decides about a source survives a rebuild."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.observatory.command import export, marsad, sample_meta, sample_pages

CHANGE = """
import sys
from pathlib import Path
from marsad.observatory.setup import open_observatory
open_observatory(Path(sys.argv[1]))
from marsad.observatory.models import Source
from marsad.observatory.sources import change_source
keys = list(Source.objects.order_by("key").values_list("key", flat=True))
change_source(Path(sys.argv[1]), keys[0], visibility="full")
change_source(Path(sys.argv[1]), keys[0], name="Un autre nom")
change_source(Path(sys.argv[1]), keys[1], visibility="full")
try:
    change_source(Path(sys.argv[1]), keys[1], colour="x")
except ValueError:
    print("refused")
"""


def test_settings_of_sources_survive_a_rebuild(tmp_path: Path) -> None:
    data = tmp_path / "o"
    marsad("ingest", *sample_pages(4), "--meta", sample_meta(), "--data", data)
    done = subprocess.run([sys.executable, "-c", CHANGE, data], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr
    before = export(data)
    assert before.count(b'"visibility": "full"') == 2
    assert b"Un autre nom" in before
    assert marsad("rebuild", "--data", data).returncode == 0
    assert export(data) == before
