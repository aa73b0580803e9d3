"""Every data file of the package has a row in DATA_LICENSES.md, and every row says something about a file."""

from __future__ import annotations

import re
from pathlib import Path

from tests.paths import ROOT

PACKAGE = ROOT / "src" / "marsad"


def table() -> list[list[str]]:
    """The rows of the table as path, what, from where, licence."""
    lines = (ROOT / "DATA_LICENSES.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return [[row[0].strip("`"), *row[1:]] for row in cells]


def data_files() -> set[Path]:
    """Files of the package that are neither Python nor hidden nor a cache."""
    return {
        path
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and not any(part.startswith(".") for part in path.relative_to(PACKAGE).parts)
    }


def fixed_folder(pattern: str) -> Path:
    """The part of a glob before its first wildcard."""
    return ROOT / re.split(r"[^/]*[*?\[]", pattern, maxsplit=1)[0]


def test_every_data_file_has_a_row() -> None:
    covered = {path for row in table() for path in ROOT.glob(row[0])}
    assert sorted(str(path.relative_to(ROOT)) for path in data_files() - covered) == []


def test_every_row_names_files_that_are_there() -> None:
    idle = [row[0] for row in table() if fixed_folder(row[0]).exists() and not any(ROOT.glob(row[0]))]
    assert idle == []


def test_every_row_says_what_from_where_and_under_which_licence() -> None:
    rows = table()
    assert len(rows) >= 10
    assert len({row[0] for row in rows}) == len(rows)
    assert [row[0] for row in rows if len(row) != 4 or not all(row)] == []
