"""Pages on this machine's disk: which files are pages, what they are called, and their bytes within the limits."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MAX_BYTES = 20_000_000
"""Bytes of one page, unpacked."""

HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
TEXT_SUFFIXES = (".txt", ".txt.gz")
PAGE_SUFFIXES = HTML_SUFFIXES + TEXT_SUFFIXES
MEDIA_TYPES = {".pdf": "application/pdf", ".eml": "message/rfc822"}
"""Other files that are one page each, by suffix, which stays part of their name."""

_CHUNK = 1 << 16


class FileError(ValueError):
    """A file cannot be taken; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What ``--meta`` knows of a page that its bytes do not say."""

    url: str | None = None
    fetched: datetime | None = None


def page_id(path: Path) -> str:
    """A page's id: its file name without the suffix of an HTML or text page."""
    name = path.name
    for suffix in sorted(PAGE_SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def is_page_file(path: Path) -> bool:
    """Whether a file's name is that of an HTML page, a plain-text capture, a PDF or a mail message."""
    return path.name.lower().endswith((*PAGE_SUFFIXES, *MEDIA_TYPES))


def is_text_file(path: Path) -> bool:
    """Whether a page's file name is that of a plain-text capture."""
    return path.name.lower().endswith(TEXT_SUFFIXES)


def media_type_of(path: Path) -> str:
    """The media type that a page file's name stands for."""
    return MEDIA_TYPES.get(path.suffix.lower()) or ("text/plain" if is_text_file(path) else "text/html")


def pages_below(folder: Path) -> Iterator[Path]:
    """The page files of a folder and its sub-folders, in the order of their paths; hidden ones are left alone."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and is_page_file(path):
            yield path


def read_page_file(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """A page's bytes, unpacked if it is a ``.gz``. Raises `FileError`."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise FileError(f"{size / 1e6:.1f} MB is over the limit of {max_bytes / 1e6:.0f} MB for one page")
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        data = _unpack(path, max_bytes) if packed else path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot be opened: {error.strerror or error}") from error
    if not data:
        raise FileError("the file is empty")
    return data


def read_meta(path: Path) -> dict[str, Meta]:
    """The rows ``{id, url, fetched}`` of a ``--meta`` file by id. Raises `FileError` naming the line."""
    rows: dict[str, Meta] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            fetched = row.get("fetched")
            rows[row["id"]] = Meta(row.get("url"), datetime.fromisoformat(fetched) if fetched else None)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FileError(f"{path}, line {number}: not a row {{id, url, fetched}} ({error})") from error
    return rows


def _unpack(path: Path, max_bytes: int) -> bytes:
    """Every member of a gzip file, up to the limit."""
    out = bytearray()
    member = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while chunk := member.unconsumed_tail or member.unused_data.lstrip(b"\0") or file.read(_CHUNK):
            if member.eof:
                member = zlib.decompressobj(wbits=31)
            try:
                out += member.decompress(chunk, max_bytes + 1 - len(out))
            except zlib.error as error:
                raise FileError(f"not a sound gzip file ({error})") from error
            if len(out) > max_bytes:
                raise FileError(f"the gzip file opens to more than the limit of {max_bytes / 1e6:.0f} MB")
    if not member.eof:
        raise FileError("the gzip file is truncated")
    if not out:
        raise FileError("the file is empty")
    return bytes(out)
