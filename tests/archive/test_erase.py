"""A record that is taken down leaves nothing of itself, and costs no other record."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from marsad.archive import erase as erasing
from marsad.archive.erase import EraseError, erase, finish, request_before
from marsad.archive.page import Location, Page
from marsad.archive.tail import Damage, scan
from marsad.archive.warc import WarcAppender, page_at, read_capture

AT = datetime(2026, 3, 4, 5, tzinfo=UTC)


def page(number: int, size: int = 3000) -> Page:
    return Page(
        f"<p>secret{number}</p>".encode() + os.urandom(size),
        url=f"https://outlet.example/{number}",
        fetched=AT,
        media_type="text/html",
        http_status="200 OK",
        http_headers=(("Content-Type", "text/html"),),
        request_headers=(("Host", "outlet.example"), ("Cookie", f"secret{number}")),
    )


def filled(folder: Path, pages: list[Page]) -> list:
    appender = WarcAppender(folder, "w0")
    written = [appender.append(one, now=AT) for one in pages]
    appender.sync()
    appender.close()
    return written


@pytest.mark.parametrize("size", [0, 1, 50, 3000, 65_500, 70_000, 131_058, 400_000])
def test_a_record_and_its_request_are_gone_and_the_rest_stays(tmp_path: Path, size: int) -> None:
    written = filled(tmp_path, [page(1), page(2, size), page(3)])
    place = written[1][1]
    path = tmp_path / place.file
    before = path.read_bytes()
    request = request_before(path, place)
    assert request is not None
    assert request.offset == written[0][1].offset + written[0][1].length
    assert request.offset + request.length == place.offset

    erase(path, place, reason="asked by the outlet", at=AT)

    after = path.read_bytes()
    assert len(after) == len(before)
    assert after[: request.offset] == before[: request.offset]
    assert after[place.offset + place.length :] == before[place.offset + place.length :]
    assert gzip.decompress(before).count(b"secret2") == 2
    assert b"secret2" not in gzip.decompress(after)
    erased = after[request.offset : place.offset + place.length]
    assert sum(a == b for a, b in zip(erased, before[request.offset :], strict=False)) < len(erased) / 4
    assert page_at(tmp_path, place) is None
    assert [read_capture(tmp_path, at) for at in (written[0][1], written[2][1])] == [written[0][0], written[2][0]]
    assert not any(isinstance(found, Damage) for found in scan(path))
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=False)
    assert checked.returncode == 0
    with path.open("rb") as stream:
        kinds = [record.headers["WARC-Type"] for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "request", "response", "metadata", "metadata", "request", "response"]

    erase(path, place, reason="again", at=AT)
    assert path.read_bytes() == after


def test_an_erasure_that_a_crash_broke_off_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = filled(tmp_path, [page(1), page(2), page(3)])
    place = written[1][1]
    path = tmp_path / place.file
    request = request_before(path, place)
    assert request is not None
    whole = path.read_bytes()

    def torn(path: Path, erasures: list) -> None:
        with path.open("r+b") as file:
            file.seek(erasures[0].offset)
            file.write(erasing._gzip_tombstone(path, erasures[0])[:100])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_overwrite", torn)
        with pytest.raises(KeyboardInterrupt):
            erase(path, place, reason="asked", at=AT)
    assert path.read_bytes() != whole
    assert finish(tmp_path) == 1
    assert finish(tmp_path) == 0
    data = path.read_bytes()
    assert b"secret2" not in gzip.decompress(data)
    assert whole[place.offset + 100 : place.offset + 200] not in data
    assert page_at(tmp_path, place) is None
    assert read_capture(tmp_path, written[2][1]) == written[2][0]
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_record_can_be_erased_too(tmp_path: Path) -> None:
    written = filled(tmp_path, [page(1), page(2)])
    place = written[0][1]
    path = tmp_path / place.file
    data = bytearray(path.read_bytes())
    data[place.offset + 2] ^= 255
    path.write_bytes(data)
    erase(path, place, reason="asked", at=AT)
    assert page_at(tmp_path, place) is None
    assert bytes(data[place.offset + 300 : place.offset + 400]) not in path.read_bytes()


def test_a_page_without_a_request_leaves_the_record_before_it(tmp_path: Path) -> None:
    written = filled(tmp_path, [page(1), replace(page(2), request_headers=()), page(3)])
    path = tmp_path / written[1][1].file
    assert request_before(path, written[1][1]) is None
    erase(path, written[1][1], reason="asked", at=AT)
    assert read_capture(tmp_path, written[0][1]) == written[0][0]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EraseError, match="missing"):
        erase(tmp_path / "x.warc.gz", Location("x.warc.gz", 0, 10), reason="", at=AT)
    written = filled(tmp_path, [page(1)])
    place = written[0][1]
    with pytest.raises(EraseError, match="ends before"):
        erase(tmp_path / place.file, replace(place, length=place.length + 1), reason="", at=AT)
