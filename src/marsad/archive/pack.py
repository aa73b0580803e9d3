"""A closed archive file anew with zstd: one file a site with a dictionary of what its pages share, the rest in another.

Nothing is taken away here. Both forms may stand side by side: as long as ``NAME.warc.gz`` is there it counts, and what
was packed from it (``NAME.HOST.warc.zst``, ``NAME.warc.zst``) does not (`archive_files`). So a crash at any point costs
nothing: pack again, or delete the old file once every place is known to be the new one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from marsad.archive.dictionary import site_dictionary
from marsad.archive.durable import sync_folder
from marsad.archive.frames import opened, read_at, unpack, zstd_packer
from marsad.archive.page import Location
from marsad.archive.parse import HEAD_BYTES, read_head
from marsad.archive.tail import Damage, scan

LEVEL = 9
MIN_PAGES = 4
"""Addresses of a site with answers in one file, below which it gets no dictionary."""

_LIMITS = (131_072, 524_288)
"""Bytes that a dictionary may have; in the file it is packed itself, to a quarter or so."""
_SAMPLES = 100
_SAMPLE_BYTES = 8_000_000
_HOST = re.compile(r"[a-z0-9.-]{1,100}")


class PackError(RuntimeError):
    """A file cannot be packed; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What packing made: the new place of each record by its id, the files, and the bytes before and after."""

    places: dict[str, Location]
    files: tuple[Path, ...]
    before: int
    after: int


@dataclass(slots=True)
class _Group:
    """Records that go into one file: requests with the answers behind them, in their order.

    ``answers`` has one of each address: what several versions of one page share is its own.
    """

    places: list[tuple[str, Location]] = field(default_factory=list)
    answers: dict[str, Location] = field(default_factory=dict)


def pack(folder: Path, file: str, *, level: int = LEVEL, min_pages: int = MIN_PAGES) -> Packed:
    """Pack a closed ``.warc.gz`` of the archive ``folder``; durable and each record verified when it returns.

    The old file stays. Raises `PackError` where it is none, or has damage, which packing would lose.
    """
    path = folder / file
    if not file.endswith(".warc.gz") or not path.exists():
        raise PackError(f"{file}: no .warc.gz file of the archive")
    stem = file.removesuffix(".warc.gz")
    places: dict[str, Location] = {}
    made: list[Path] = []
    rest = _Group()
    for host, group in sorted(_groups(path).items()):
        dictionary = _dictionary(path, group, level) if host and len(group.answers) >= min_pages else None
        if dictionary is None:
            rest.places += group.places
        else:
            made.append(folder / f"{stem}.{host}.warc.zst")
            places |= _write(path, group.places, made[-1], level, dictionary)
    if rest.places:
        made.append(folder / f"{stem}.warc.zst")
        places |= _write(path, sorted(rest.places, key=lambda placed: placed[1].offset), made[-1], level, None)
    for old in folder.glob(f"{stem}.*.warc.zst"):
        if old not in made:  # left by a packing with other settings, that nobody took up
            old.unlink()
    sync_folder(folder)
    return Packed(places, tuple(made), path.stat().st_size, sum(one.stat().st_size for one in made))


def archive_files(folder: Path) -> list[Path]:
    """The files of an archive that count, by name: what was packed does only when its ``.warc.gz`` is gone."""
    plain = sorted(folder.glob("*.warc.gz"))
    stems = {path.name.removesuffix(".warc.gz") for path in plain}
    packed = [path for path in folder.glob("*.warc.zst") if path.name.partition(".")[0] not in stems]
    return sorted([*plain, *packed])


def _groups(path: Path) -> dict[str, _Group]:
    """The records by the host of their answers; under an empty name what belongs to none."""
    groups: dict[str, _Group] = {}
    waiting: list[tuple[str, Location]] = []
    for place in scan(path):
        if isinstance(place, Damage):
            raise PackError(f"{place}: a damaged file is kept as it is")
        head, _ = read_head(opened(path, read_at(path, place.offset, min(place.length, HEAD_BYTES))))
        waiting.append((head.record_id, place))
        if head.kind == "request":
            continue
        address = head.get("WARC-Target-URI") or ""
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        group = groups.setdefault(host if _HOST.fullmatch(host) else "", _Group())
        group.places += waiting
        group.answers[address] = place
        waiting = []
    if waiting:
        groups.setdefault("", _Group()).places.extend(waiting)
    return groups


def _dictionary(path: Path, group: _Group, level: int) -> bytes | None:
    """The dictionary for the records of one site with which they and it take least; null where none saves anything."""
    answers = list(group.answers.values())
    step = -(-len(answers) // _SAMPLES)
    samples = _samples(path, answers[::step])
    others = _samples(path, answers[step // 2 :: step])  # none of the samples, where there are records enough
    share = len(answers) / len(others)
    best, least = None, _taken(level, None, others) * share
    for limit in _LIMITS:
        dictionary = site_dictionary(samples, limit)
        if dictionary is None:
            break
        taken = len(zstd_packer(level, dictionary)[0]) + _taken(level, dictionary, others) * share
        if taken < least:
            best, least = dictionary, taken
        if len(dictionary) < limit // 2:
            break  # nothing was left out
    return best


def _samples(path: Path, places: list[Location]) -> list[bytes]:
    """Records, one at least, as many as need not much memory."""
    found: list[bytes] = []
    room = _SAMPLE_BYTES
    for place in places:
        found.append(_plain(path, place))
        room -= len(found[-1])
        if room < 0:
            break
    return found


def _taken(level: int, dictionary: bytes | None, records: list[bytes]) -> int:
    _, packed = zstd_packer(level, dictionary)
    return sum(len(packed(one)) for one in records)


def _write(
    path: Path, records: Iterable[tuple[str, Location]], out: Path, level: int, dictionary: bytes | None
) -> dict[str, Location]:
    """Write one packed file, durable, and read each record of it back; the places by record id."""
    begin, packed = zstd_packer(level, dictionary)
    part = out.with_name(out.name + ".part")
    written: list[tuple[str, Location, Location]] = []
    with part.open("wb") as file:
        file.write(begin)
        for record, place in records:
            frame = packed(_plain(path, place))
            written.append((record, place, Location(out.name, file.tell(), len(frame))))
            file.write(frame)
        file.flush()
        os.fsync(file.fileno())
    part.replace(out)
    for record, old, new in written:
        if unpack(out, read_at(out, new.offset, new.length)) != _plain(path, old):
            out.unlink()
            raise PackError(f"{out.name}: the record {record} did not come back as it was")
    return {record: new for record, _, new in written}


def _plain(path: Path, place: Location) -> bytes:
    return unpack(path, read_at(path, place.offset, place.length))
