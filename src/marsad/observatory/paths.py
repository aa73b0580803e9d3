"""Where things lie inside an observatory's folder."""

from __future__ import annotations

from pathlib import Path


def archive_dir(data_dir: Path) -> Path:
    """The WARC files."""
    return data_dir / "archive"


def journal_dir(data_dir: Path) -> Path:
    """The journal files."""
    return data_dir / "journal"


def index_dir(data_dir: Path) -> Path:
    """The search index; derived."""
    return data_dir / "index"


def locks_dir(data_dir: Path) -> Path:
    """The lock files of running processes."""
    return data_dir / "locks"
