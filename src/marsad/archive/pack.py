"""A closed archive file anew with zstd: one file a site with a dictionary of what its pages share, the rest in another.

Nothing is taken away here. Both forms may stand side by side: as long as ``NAME.warc.gz`` is there it counts, and what
was packed from it (``NAME.HOST.warc.zst``, ``NAME.warc.zst``) does not (`archive_files`). So a crash at any point costs
nothing: pack again, or delete the old file once every place is known to be the new one.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.stream_io import zstd_train_dictionary_from_samples

from marsad.archive.durable import sync_folder
from marsad.archive.frames import opened, read_at, unpack, zstd_packer
from marsad.archive.page import Location
from marsad.archive.parse import HEAD_BYTES, read_head
from marsad.archive.tail import Damage, scan

LEVEL = 9
MIN_PAGES = 8
"""Answers of a site in one file, below which it gets no dictionary."""

_DICTIONARY = 112_640
_SAMPLES = 100
_SHARED_BY = 3
_PIECE = re.compile(rb"(?=[<\n])")
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
    """Records that go into one file: requests with the answers behind them, in their order."""

    places: list[tuple[str, Location]] = field(default_factory=list)
    answers: list[Location] = field(default_factory=list)


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
        host = (urlsplit(head.get("WARC-Target-URI") or "").hostname or "").removeprefix("www.")
        group = groups.setdefault(host if _HOST.fullmatch(host) else "", _Group())
        group.places += waiting
        group.answers.append(place)
        waiting = []
    if waiting:
        groups.setdefault("", _Group()).places.extend(waiting)
    return groups


def _dictionary(path: Path, group: _Group, level: int) -> bytes | None:
    """A dictionary for the records of one site; null where it would save less than it takes.

    It is made of nothing but what at least three of the records share, so that no page that is taken down later has
    left words of its own in it.
    """
    step = -(-len(group.answers) // _SAMPLES)
    samples = [_plain(path, place) for place in group.answers[::step]]
    shared, size = _shared(samples)
    _, without = zstd_packer(level)
    best, least = None, sum(len(without(one)) for one in samples) * len(group.answers) // len(samples)
    for limit in (_DICTIONARY, _DICTIONARY // 4):
        try:
            dictionary = bytes(zstd_train_dictionary_from_samples(shared, min(limit, size)))
        except (OSError, ValueError):  # too little in common
            continue
        begin, packed = zstd_packer(level, dictionary)
        total = len(begin) + sum(len(packed(one)) for one in samples) * len(group.answers) // len(samples)
        if total < least:
            best, least = dictionary, total
    return best


def _shared(samples: list[bytes]) -> tuple[list[bytes], int]:
    """What of each sample stands in others too, and how many bytes that is without what comes twice."""
    pieces = [_PIECE.split(sample) for sample in samples]
    known = Counter(piece for one in pieces for piece in set(one))
    shared = {piece for piece, count in known.items() if count >= _SHARED_BY}
    return [b"".join(piece for piece in one if piece in shared) for one in pieces], sum(map(len, shared))


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
