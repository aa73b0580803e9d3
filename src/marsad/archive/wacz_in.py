"""Pages out of the WACZ files of others, which are ZIP files and are trusted no further than that.

Nothing is unpacked to the disk: the WARC files inside are read where they lie, after their hashes have been checked.
Source: Web Archive Collection Zipped 1.1.1 (Webrecorder).
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.archive.foreign import WARC_SUFFIXES, WarcError, pages_in_stream
from marsad.archive.page import Page

MAX_ENTRIES = 100_000
MAX_RATIO = 300
"""Bytes that an entry may unpack to for each of its own; WARC files inside are packed already."""

_SMALL = 10_000_000
_DESCRIPTION = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_CHUNK = 1 << 20


def pages_in_wacz(path: Path, *, max_bytes: int) -> Iterator[Page | WarcError]:
    """The pages of all WARC files inside a WACZ file; see `pages_in_warc`.

    A file whose description is missing, whose hashes are wrong, or that is built to harm is refused as a whole, with
    the reason in one `WarcError`. A signature is not checked, as that would need the network.
    """
    try:
        with zipfile.ZipFile(path) as package:
            names = _checked(package)
            for name in names:
                with package.open(name) as stream:
                    yield from pages_in_stream(stream, f"{path.name}/{name}", max_bytes=max_bytes)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        yield WarcError(f"{path.name}: {_words(error)}")


def _checked(package: zipfile.ZipFile) -> list[str]:
    """The names of the WARC files inside. Raises `ValueError` with the reason why the file is refused."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ValueError(f"it has {len(entries)} entries, the limit is {MAX_ENTRIES}")
    for entry in entries:
        _refuse_harm(entry)
    described = {entry.filename: entry for entry in entries}
    if len(described) < len(entries):
        raise ValueError("two entries bear the same name")
    if _DESCRIPTION not in described:
        raise ValueError(f"no WACZ file: it has no {_DESCRIPTION}")
    data = _small(package, _DESCRIPTION)
    resources = _resources(data)
    if _DIGEST in described:
        _check_digest(_small(package, _DIGEST), data)
    names = [name for name in described if name.startswith("archive/") and name.lower().endswith(WARC_SUFFIXES)]
    for name, (digest, size) in resources.items():
        if name not in described:
            raise ValueError(f"{name} is described, but not there")
        _check_resource(package, described[name], digest, size)
    if missing := next((name for name in names if name not in resources), None):
        raise ValueError(f"{missing} is there, but not described")
    if not names:
        raise ValueError("no WARC file is in its archive folder")
    return names


def _refuse_harm(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name.split("/")[0]:
        raise ValueError(f"the entry {name!r} leads out of the file")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ValueError(f"the entry {name!r} is a link")
    if entry.flag_bits & 1:
        raise ValueError(f"the entry {name!r} is encrypted")
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise ValueError(f"the entry {name!r} unpacks to {entry.file_size} bytes from {entry.compress_size}")


def _small(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        data = stream.read(_SMALL + 1)
    if len(data) > _SMALL:
        raise ValueError(f"{name} is over {_SMALL // 1_000_000} MB")
    return data


def _resources(data: bytes) -> dict[str, tuple[str, int | None]]:
    """The entries that the description names, with hash (``sha256:…``) and size; the form of version 1.0 too."""
    try:
        described: dict[str, Any] = json.loads(data)
        if described.get("profile") == "multi-wacz-package":
            raise ValueError("it lists other WACZ files; ingest those")
        found = {}
        for one in described["resources"]:
            stats = one.get("stats", one)
            digest = str(stats["hash"])
            digest = digest if ":" in digest else f"{one.get('hashing', 'sha256')}:{digest}"
            found[str(one["path"])] = (digest, int(stats["bytes"]) if "bytes" in stats else None)
    except (KeyError, TypeError, AttributeError, RecursionError, json.JSONDecodeError) as error:
        raise ValueError(f"{_DESCRIPTION} is not as it should be ({_words(error)})") from None
    return found


def _check_digest(stated: bytes, data: bytes) -> None:
    try:
        digest = str(json.loads(stated)["hash"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(f"{_DIGEST} is not as it should be") from None
    algorithm, _, value = digest.rpartition(":")
    if _hash(algorithm or "sha256", _DIGEST, iter([data])) != value:
        raise ValueError(f"{_DESCRIPTION} is not the one that {_DIGEST} names")


def _check_resource(package: zipfile.ZipFile, entry: zipfile.ZipInfo, digest: str, size: int | None) -> None:
    if size is not None and size != entry.file_size:
        raise ValueError(f"{entry.filename} has {entry.file_size} bytes, and {size} by its description")
    algorithm, _, value = digest.partition(":")
    with package.open(entry) as stream:
        found = _hash(algorithm, entry.filename, iter(lambda: stream.read(_CHUNK), b""))
    if found != value.lower():
        raise ValueError(f"{entry.filename} has another hash than its description says")


def _hash(algorithm: str, name: str, parts: Iterator[bytes]) -> str:
    if algorithm not in {"sha256", "sha224", "sha384", "sha512", "sha1", "md5"}:
        raise ValueError(f"the hash of {name} is of a kind that is not known: {algorithm[:20]!r}")
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _words(error: BaseException) -> str:
    return " ".join(str(error).strip("'\"").split())[:300] or type(error).__name__
