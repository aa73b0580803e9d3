"""Every record of the archive that is of a page or an outlet, whether the tables know it or not, found by its index.

A redirect is of the page that it leads to, by however many steps.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

from marsad.archive.cdxj import write_index
from marsad.archive.frames import is_skippable, is_zstd, opened, read_at
from marsad.archive.pack import archive_files
from marsad.archive.page import Location
from marsad.archive.parse import HEAD_BYTES, Head, read_head
from marsad.archive.records import sha256_of
from marsad.archive.tail import whole_records
from marsad.observatory.page_keys import host_of_page, page_of
from marsad.observatory.source_keys import source_key

_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: everything of an ``outlet``, or of ``pages`` (keys), or of these only what has the ``bytes``
    (sha256) where ``whole`` is false. Files without an address are known by their bytes alone."""

    outlet: str = ""
    pages: frozenset[str] = frozenset()
    bytes: frozenset[str] = frozenset()
    whole: bool = True


def search(archive: Path, sought: Sought) -> dict[str, Location]:
    """The records of what is sought that hold an answer, by their ids. Brings the archive's index up to date."""
    found: dict[str, Location] = {}
    moved: dict[str, list[Location]] = {}
    told = _hint(sought)
    for url, status, digest, place in _index(archive):
        if told and told not in url.lower() and not url.startswith("urn:") and status not in _MOVED:
            continue
        if _is_sought(sought, url, digest) and (head := _head(archive, place)):
            found[head.record_id] = place
        if status in _MOVED and not sought.outlet:
            moved.setdefault(_page(url), []).append(place)
    if sought.whole:
        found |= _led_through(archive, sought.pages, moved)
    return found


def redirects(archive: Path, pages: Collection[str]) -> dict[str, Location]:
    """The records of redirects at the addresses of pages (keys), and of those that they led on to."""
    moved: dict[str, list[Location]] = {}
    for url, status, _, place in _index(archive):
        if status in _MOVED:
            moved.setdefault(_page(url), []).append(place)
    return _led_through(archive, pages, moved)


def by_id(archive: Path, wanted: Iterable[str]) -> dict[str, Location]:
    """Records by their ids alone; reads the heads of all records there are."""
    ids = set(wanted)
    found: dict[str, Location] = {}
    for path in archive_files(archive) if ids else ():
        for place in whole_records(path):
            if (head := _head(archive, place)) and head.record_id in ids:
                found[head.record_id] = place
    return found


def id_at(archive: Path, place: Location) -> str | None:
    """The id of the record at a place, empty where it was erased already; null where there is none."""
    try:
        data = read_at(archive / place.file, place.offset, 4)
    except FileNotFoundError:
        return None
    if is_zstd(archive / place.file) and is_skippable(data, 0):
        return ""
    head = _head(archive, place)
    return None if head is None else "" if head.get("X-Marsad-Erased") else head.record_id


def _index(archive: Path) -> Iterator[tuple[str, int, str, Location]]:
    with write_index(archive).open("rb") as lines:
        for line in lines:
            said = json.loads(line.split(b" ", 2)[2])
            place = Location(said["filename"], int(said["offset"]), int(said["length"]))
            yield said["url"], int(said.get("status", 0)), said.get("digest", ""), place


def _hint(sought: Sought) -> str:
    """A word that every address of what is sought holds, to pass by others quickly; empty where none is sure."""
    hosts = {sought.outlet} if sought.outlet else {host_of_page(page) for page in sought.pages}
    labels = {max(host.split("."), key=len) for host in hosts}
    label = labels.pop() if len(labels) == 1 else ""
    return label if label.isascii() and "-" not in label else ""


def _is_sought(sought: Sought, url: str, digest: str) -> bool:
    if url.startswith("urn:"):
        return sha256_of(digest) in sought.bytes
    if sought.outlet:
        return source_key(url) == sought.outlet
    return _page(url) in sought.pages and (sought.whole or sha256_of(digest) in sought.bytes)


def _led_through(archive: Path, pages: Iterable[str], moved: dict[str, list[Location]]) -> dict[str, Location]:
    """The redirects that stand at the addresses of pages, and those that they led on to."""
    found: dict[str, Location] = {}
    waiting, seen = list(pages), set(pages)
    while waiting:
        for place in moved.get(waiting.pop(), ()):
            head = _head(archive, place)
            if head is None:
                continue
            found[head.record_id] = place
            to = _page(urljoin((head.get("WARC-Target-URI") or "").strip("<>"), _location(archive, place)))
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return found


def _location(archive: Path, place: Location) -> str:
    """Where a redirect leads, by the header of its answer."""
    path = archive / place.file
    data = bytes(opened(path, read_at(path, place.offset, place.length)).read(HEAD_BYTES))
    for line in data.split(b"\r\n\r\n", 2)[1].split(b"\r\n") if b"\r\n\r\n" in data else ():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"location":
            return value.strip().decode("utf-8", "replace")
    return ""


def _head(archive: Path, place: Location) -> Head | None:
    path = archive / place.file
    try:
        return read_head(opened(path, read_at(path, place.offset, min(place.length, HEAD_BYTES))))[0]
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1 << 12)
def _page(url: str) -> str:
    return page_of(url)
