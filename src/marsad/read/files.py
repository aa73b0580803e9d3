"""Pages that lie in files: which files are pages, their names, their bytes, and their rows.

`file_row` never raises for a bad page: its row then says ``error``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from marsad.read.errors import ReadError
from marsad.read.limits import MAX_BYTES, megabytes, too_large

SUFFIXES = (".html.gz", ".htm.gz", ".xhtml", ".html", ".htm", ".txt")
"""What page files end in; the rest of the name is the page's id."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page in a file, with what ``--meta`` says of it."""

    path: Path
    url: str | None = None
    fetched: datetime | None = None
    text: bool | None = None

    @property
    def id(self) -> str:
        """The file's name without its page suffix."""
        return page_id(self.path)


def page_id(path: Path) -> str:
    """The name of a file without its page suffix."""
    name = path.name
    return next((name[: -len(suffix)] for suffix in SUFFIXES if name.lower().endswith(suffix)), name)


def find_pages(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are given, and the page files of folders below them, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found for found in path.rglob("*") if found.is_file() and found.name.lower().endswith(SUFFIXES)
            )
        else:
            yield path


def load(path: Path) -> bytes:
    """The bytes of a page file, decompressed. Raises `ReadError` beyond `MAX_BYTES` and for a damaged gzip file."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(size)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"the file cannot be read: {error.strerror or error}") from error
    return _gunzip(data) if data.startswith(b"\x1f\x8b") else data


def _gunzip(data: bytes) -> bytes:
    """Every member of a gzip file, up to the limit."""
    out = bytearray()
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            out += member.decompress(data, MAX_BYTES + 1 - len(out))
        except zlib.error as error:
            raise ReadError(f"the gzip file is damaged: {error}") from error
        if len(out) > MAX_BYTES:
            raise ReadError(f"the gzip file opens to more than the limit of {megabytes(MAX_BYTES)}")
        if not member.eof:
            raise ReadError("the gzip file is truncated")
        data = member.unused_data.lstrip(b"\0")
    return bytes(out)


def file_row(page: PageFile) -> dict[str, Any]:
    """The row of ``marsad read`` for a page file, or ``{id, file, error}``."""
    from marsad.read import read
    from marsad.read.rows import article_row

    text = page.text if page.text is not None else (True if page.path.name.lower().endswith(".txt") else None)
    try:
        article = read(load(page.path), url=page.url, fetched=page.fetched, text=text)
    except ReadError as error:
        return error_row(page, str(error))
    return article_row(article, id=page.id, file=str(page.path))


def error_row(page: PageFile, error: str) -> dict[str, Any]:
    """The row of a page that cannot be read."""
    return {"id": page.id, "file": str(page.path), "error": error}


def load_meta(path: Path) -> dict[str, dict[str, Any]]:
    """Rows ``{id, url, fetched}`` of a JSONL file by id; ``fetched`` as a datetime. `ValueError` names a bad line."""
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            fetched = datetime.fromisoformat(row["fetched"]) if row.get("fetched") else None
            found[str(row["id"])] = {"url": row.get("url"), "fetched": fetched}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}, line {number}: {error!r}") from error
    return found
