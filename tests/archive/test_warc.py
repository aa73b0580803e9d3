"""Records come back as they went in, wherever a crash or a cut left the file."""

from __future__ import annotations

import errno
import gzip
import io
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from marsad.archive.durable import GrowingFile
from marsad.archive.foreign import WarcError, pages_in_warc
from marsad.archive.page import Location, Page, SameAs
from marsad.archive.tail import Damage, cut_torn, scan, whole_records
from marsad.archive.warc import (
    ArchiveError,
    WarcAppender,
    open_files,
    page_at,
    read_capture,
    warc_name,
    writer_of,
)
from marsad.model import CaptureKind

PAGES = [
    Page(
        "<p>مرصد</p>".encode("windows-1256"),
        url="https://outlet.example/é?x=1",
        name="été 1",
        fetched=datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1))),
        media_type="text/html",
        charset="windows-1256",
    ),
    Page(b"plain words", name="notes", media_type="text/plain"),
    Page(
        b"<html></html>",
        url="http://outlet.example/",
        http_status="200 OK",
        http_headers=(
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("X-A", "b\r\nEvil: 1"),
        ),
        media_type="text/html",
        charset="utf-8",
    ),
]


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, list]:
    appender = WarcAppender(tmp_path, "w0")
    written = [appender.append(page) for page in PAGES]
    appender.sync()
    appender.close()
    return tmp_path, written


def test_each_capture_reads_back_equal(archive: tuple[Path, list]) -> None:
    folder, written = archive
    for capture, location in written:
        assert read_capture(folder, location) == capture
        assert page_at(folder, location) == (capture.record_id, CaptureKind.PAGE)


def test_others_can_read_our_files(archive: tuple[Path, list]) -> None:
    folder, written = archive
    with (folder / written[0][1].file).open("rb") as stream:
        records = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(stream)]
    assert [kind for kind, _ in records] == ["warcinfo", "resource", "resource", "response"]
    assert [body for _, body in records[1:]] == [page.data for page in PAGES]


def test_headers_of_a_response_cannot_smuggle_lines(archive: tuple[Path, list]) -> None:
    folder, written = archive
    location = written[2][1]
    data = (folder / location.file).read_bytes()[location.offset :]
    assert b"\r\nEvil: 1" not in gzip.decompress(data)


def test_a_torn_record_is_cut_and_the_whole_ones_stay(archive: tuple[Path, list]) -> None:
    folder, written = archive
    path = folder / written[0][1].file
    whole = path.read_bytes()
    for cut in range(1, written[2][1].length, 7):
        path.write_bytes(whole[:-cut])
        records, torn = cut_torn(path, written[0][1].offset)
        assert records == [written[0][1], written[1][1]]
        assert torn == written[2][1].length - cut
        assert path.stat().st_size == written[2][1].offset


def inflated(data: bytes, place: Location) -> bytes | None:
    """What one member of a gzip file holds; null where it is damaged."""
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = reader.decompress(data[place.offset : place.offset + place.length])
    except zlib.error:
        return None
    return found if reader.eof else None


def test_no_flipped_bit_goes_unseen_or_costs_another_record(archive: tuple[Path, list]) -> None:
    folder, written = archive
    path = folder / written[0][1].file
    whole = path.read_bytes()
    places = [location for _, location in written]
    for at in range(places[1].offset + 10, places[1].offset + places[1].length, 5):  # past the head, which says little
        flipped = whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :]
        if inflated(flipped, places[1]) == inflated(whole, places[1]):
            continue  # one of the bits that fill up the last byte of what is deflated
        path.write_bytes(flipped)
        with pytest.raises(ArchiveError, match=path.name):
            read_capture(folder, places[1])
        assert read_capture(folder, places[2]) == written[2][0]
        found = list(scan(path))[1:]
        assert found == [places[0], Damage(path.name, places[1].offset, places[2].offset), places[2]]
        assert cut_torn(path, places[0].offset) == ([places[0], places[2]], 0)
        assert path.stat().st_size == len(whole), "damage in the middle is never a reason to cut what follows"


def test_a_full_disk_leaves_no_torn_bytes_under_later_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, file: io.FileIO) -> None:
            self.file, self.left = file, 40

        def write(self, data: memoryview) -> int:
            if not self.left:
                raise OSError(errno.ENOSPC, "No space left on device")
            written = self.file.write(data[: self.left])
            self.left -= written
            return written

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

    appender = WarcAppender(tmp_path, "w0")
    _, first = appender.append(PAGES[0])
    file = appender._file
    assert isinstance(file, GrowingFile)
    with monkeypatch.context() as patch:
        patch.setattr(file, "_file", Full(file._file))
        with pytest.raises(OSError, match="No space left"):
            appender.append(PAGES[1])
    capture, third = appender.append(PAGES[2])
    assert third.offset == first.offset + first.length
    assert read_capture(tmp_path, third) == capture


@pytest.mark.parametrize("name", ["a\nb", " lead", "caf\udce9", "a\tb\x00c", "\u00a0x", "\u200fمرصد.html ", "x" * 3000])
def test_a_page_bears_the_same_name_when_it_is_read_back(tmp_path: Path, name: str) -> None:
    appender = WarcAppender(tmp_path, "w0")
    page = Page(b"words", name=name)
    _, location = appender.append(page)
    assert read_capture(tmp_path, location).name == page.name


def test_records_that_unpack_to_much_are_found_one_by_one(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w0")
    sizes = (10, 300_000, 900_000, 262_144, 20)
    places = [appender.append(Page(b"ab" * size, url=f"https://a.example/{size}"))[1] for size in sizes]
    path = tmp_path / places[0].file
    assert list(scan(path))[1:] == places
    assert cut_torn(path, places[0].offset) == (places, 0)


def test_garbage_after_the_last_record_is_cut(archive: tuple[Path, list]) -> None:
    folder, written = archive
    path = folder / written[0][1].file
    path.write_bytes(path.read_bytes() + bytes(5000))
    assert [r.offset for r in whole_records(path)][1:] == [location.offset for _, location in written]
    assert cut_torn(path)[1] == 5000


def test_a_missing_file_and_a_wrong_place_are_named(archive: tuple[Path, list]) -> None:
    folder, written = archive
    location = written[0][1]
    with pytest.raises(ArchiveError, match="offset"):
        read_capture(folder, type(location)(location.file, location.offset + 3, location.length))
    with pytest.raises(ArchiveError, match="missing"):
        read_capture(folder, type(location)("2001-01-01-w0.warc.gz", 0, 10))


def test_a_new_day_starts_a_new_file(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w3")
    for day in (1, 2):
        appender.append(PAGES[1], now=datetime(2026, 3, day, 12, tzinfo=UTC))
    assert sorted(p.name for p in tmp_path.iterdir()) == [warc_name(date(2026, 3, day), "w3") for day in (1, 2)]


def test_pages_need_an_address_without_line_breaks() -> None:
    with pytest.raises(ValueError, match="control"):
        Page(b"", url="https://a.example/\r\nX: 1")
    with pytest.raises(ValueError, match="control"):
        Page(b"", url="https://a.example/\udce9")
    with pytest.raises(ValueError, match="not an address"):
        Page(b"", url="urn:x")
    with pytest.raises(ValueError, match="name"):
        Page(b"")


@pytest.mark.parametrize("packed", [True, False])
def test_a_foreign_file_cut_in_the_middle_gives_its_whole_pages_and_a_reason(
    archive: tuple[Path, list], tmp_path: Path, packed: bool
) -> None:
    folder, written = archive
    data = (folder / written[0][1].file).read_bytes()
    data = data if packed else gzip.decompress(data)
    cut = tmp_path / ("cut.warc.gz" if packed else "cut.warc")
    cut.write_bytes(data[:-30] if packed else data[:-10])
    *pages, last = pages_in_warc(cut, max_bytes=1_000_000)
    assert [page.data for page in pages if isinstance(page, Page)] == [page.data for page in PAGES[:1] + PAGES[1:2]]
    assert isinstance(last, WarcError)
    assert "cut.warc" in str(last)


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 500, gzip.compress(b"hello", mtime=0), b"\x1f\x8b\x08"])
def test_what_is_no_warc_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(data)
    [error] = pages_in_warc(path, max_bytes=1000)
    assert isinstance(error, WarcError)


def test_a_record_over_the_limit_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w0")
    for size in (10, 5000, 10):
        appender.append(Page(b"a" * size, url=f"https://a.example/{size}", media_type="text/html"))
    appender.sync()
    taken = list(pages_in_warc(next(tmp_path.glob("*.gz")), max_bytes=1000))
    assert [isinstance(one, WarcError) for one in taken] == [False, True, False]


EXCHANGE = Page(
    b"<p>one</p>",
    url="https://outlet.example/a?b=1",
    fetched=datetime(2026, 3, 2, 9, 0, 5, 250_000, tzinfo=UTC),
    media_type="text/html",
    charset="utf-8",
    http_status="200 OK",
    http_headers=(("Content-Type", "text/html; charset=utf-8"), ("content-length", "999"), ("ETag", '"x"')),
    asked="https://outlet.example/old",
    request_headers=(("Host", "outlet.example"), ("User-Agent", "Marsad")),
    ip="192.0.2.7",
    protocol="2",
    by="nadia",
)


def headers_of(folder: Path, name: str) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, headers and payload of each record, as warcio reads them."""
    with (folder / name).open("rb") as stream:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
            for record in ArchiveIterator(stream)
        ]


def test_an_exchange_is_kept_whole_with_its_request_before_it(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w0")
    now = datetime(2026, 3, 2, 9, 0, 9, tzinfo=UTC)
    capture, location = appender.append(EXCHANGE, now=now)
    info, request, response = headers_of(tmp_path, location.file)
    assert [info[0], request[0], response[0]] == ["warcinfo", "request", "response"]
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert response[1]["WARC-Concurrent-To"] == request[1]["WARC-Record-ID"]
    assert response[1]["WARC-Date"] == request[1]["WARC-Date"] == "2026-03-02T09:00:05Z"
    assert response[1]["WARC-IP-Address"] == "192.0.2.7"
    assert response[1]["WARC-Protocol"] == "h2"
    assert response[1]["X-Marsad-By"] == "nadia"
    assert response[2] == EXCHANGE.data
    raw = (tmp_path / location.file).read_bytes()
    plain = gzip.decompress(raw)
    assert b"GET /a?b=1 HTTP/1.1\r\nHost: outlet.example\r\n" in plain
    assert b"X-Archive-Orig-content-length: 999\r\n" in plain
    assert read_capture(tmp_path, location) == capture
    assert (capture.status, capture.asked, capture.archived) == (200, "https://outlet.example/old", now)


@pytest.mark.parametrize(("not_modified", "sha256"), [(False, None), (True, EXCHANGE.sha256), (True, None)])
def test_an_unchanged_page_is_kept_as_a_revisit(tmp_path: Path, not_modified: bool, sha256: str | None) -> None:
    appender = WarcAppender(tmp_path, "w0")
    first, _ = appender.append(EXCHANGE)
    assert first.fetched is not None
    same = SameAs(first.record_id, first.locator, first.fetched, not_modified, sha256)
    data, status = (b"", "304 Not Modified") if not_modified else (EXCHANGE.data, "200 OK")
    again = replace(EXCHANGE, data=data, http_status=status, same_as=same, kind=CaptureKind.CHECK)
    capture, location = appender.append(again)
    kind, headers, payload = headers_of(tmp_path, location.file)[-1]
    assert (kind, payload) == ("revisit", b"")
    assert headers["WARC-Profile"].endswith("server-not-modified" if not_modified else "identical-payload-digest")
    assert headers["WARC-Refers-To-Target-URI"] == EXCHANGE.url
    assert headers["WARC-Refers-To-Date"] == "2026-03-02T09:00:05Z"
    assert capture.data == b""
    assert capture.refers_to == first.record_id
    assert (capture.sha256 == first.sha256) is (sha256 is not None or not not_modified)
    assert read_capture(tmp_path, location) == capture
    assert page_at(tmp_path, location) == (capture.record_id, CaptureKind.CHECK)


@pytest.mark.parametrize("kind", [CaptureKind.CHANNEL, CaptureKind.RULES, CaptureKind.REDIRECT, CaptureKind.CHECK])
def test_what_is_no_page_says_so(tmp_path: Path, kind: CaptureKind) -> None:
    capture, location = WarcAppender(tmp_path, "w0").append(replace(EXCHANGE, kind=kind))
    assert capture.kind is kind
    assert page_at(tmp_path, location) == (capture.record_id, kind)
    assert read_capture(tmp_path, location) == capture


def test_a_full_file_is_followed_by_a_numbered_one_and_no_name_comes_twice(tmp_path: Path) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    names = []
    for _ in range(3):  # each opens the folder anew, as after a restart
        appender = WarcAppender(tmp_path, "w1", max_bytes=1500)
        names += [appender.append(replace(PAGES[1], data=bytes(range(256))), now=now)[1].file for _ in range(2)]
        appender.close()
    assert names == sorted(names, key=lambda name: (len(name), name))
    assert set(names) == {path.name for path in open_files(tmp_path, "w1")}
    assert {"2026-03-02-w1.warc.gz", "2026-03-02-w1-2.warc.gz"} <= set(names)
    last = open_files(tmp_path, "w1")[-1]
    last.rename(tmp_path / last.name.replace(".warc.gz", ".outlet.example.warc.zst"))  # packed
    _, location = WarcAppender(tmp_path, "w1", max_bytes=10**9).append(PAGES[1], now=now)
    assert location.file == warc_name(now.date(), "w1", len(set(names)) + 1)
    assert writer_of("2026-03-02-w1-2.outlet.example.warc.zst") == "w1"
    assert open_files(tmp_path, "w") == []


def test_warcio_finds_every_digest_right(archive: tuple[Path, list], tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w1")
    appender.append(EXCHANGE)
    appender.append(replace(EXCHANGE, data=b"", truncated="length", http_status="301 Moved"))
    appender.append(
        replace(EXCHANGE, same_as=SameAs("urn:uuid:x", "https://outlet.example/a", datetime.now(UTC), False))
    )
    names = [str(path) for path in tmp_path.glob("*.warc.gz")]
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *names], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") == 2 + 3 + 3 + 2
