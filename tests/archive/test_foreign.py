"""Archives of others: good ones give the pages that their own tools see, bad ones a reason."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import stat
import struct
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter

from marsad.archive.arc import is_arc
from marsad.archive.foreign import WarcError, pages_in_warc
from marsad.archive.frames import zstd_packer
from marsad.archive.page import Page
from marsad.archive.records import record
from marsad.archive.wacz import Chosen, write
from marsad.archive.wacz_in import pages_in_wacz
from marsad.archive.warc import WarcAppender
from tests.paths import shared

LIMIT = 50_000_000
AT = datetime(2026, 3, 4, 5, tzinfo=UTC)
HTTP = "application/http; msgtype=response"


def http_record(url: str, body: bytes, *more: tuple[str, str], kind: str = "response", head: bytes = b"") -> bytes:
    named = [
        ("WARC-Record-ID", f"<urn:x:{kind}:{url}>"),
        ("WARC-Target-URI", url),
        ("WARC-Date", "2026-03-04T05:06:07Z"),
    ]
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + b"\r\n"
    return record(kind, [*named, *more], HTTP, http, body)


def news(tmp_path: Path, *records: bytes, name: str = "news.warc.gz") -> Path:
    path = tmp_path / name
    info = record("warcinfo", [("WARC-Record-ID", "<urn:x:info>")], "application/warc-fields", b"software: x\r\n")
    path.write_bytes(b"".join(gzip.compress(one) for one in (info, *records)))
    return path


def taken(path: Path, limit: int = LIMIT) -> tuple[list[Page], list[str]]:
    found = list((pages_in_wacz if path.suffix == ".wacz" else pages_in_warc)(path, max_bytes=limit))
    return [one for one in found if isinstance(one, Page)], [str(one) for one in found if isinstance(one, WarcError)]


def test_a_crawl_of_news_gives_its_pages_with_what_was_said_of_them(tmp_path: Path) -> None:
    url = "https://outlet.example/1"
    request = record(
        "request", [("WARC-Record-ID", "<urn:x:q>")], "application/http; msgtype=request", b"GET / HTTP/1.1"
    )
    metadata = record("metadata", [("WARC-Record-ID", "<urn:x:m>")], "application/warc-fields", b"fetchTimeMs: 3\r\n")
    packed = http_record("https://outlet.example/2", gzip.compress(b"<p>2"), head=b"Content-Encoding: gzip\r\n")
    chunks = http_record("https://outlet.example/3", b"3\r\n<p>\r\n0\r\n\r\n", head=b"Transfer-Encoding: chunked\r\n")
    undone = http_record("https://outlet.example/4", b"<p>4", head=b"Transfer-Encoding: chunked\r\n")
    broken = http_record("https://outlet.example/5", b"\x1f\x8b\x08junk", head=b"Content-Encoding: gzip\r\n")
    first = http_record(url, b"<p>1", ("WARC-IP-Address", "192.0.2.1"))
    pages, problems = taken(news(tmp_path, request, first, metadata, packed, chunks, undone, broken))
    assert [page.data for page in pages] == [b"<p>1", b"<p>2", b"<p>", b"<p>4"]
    assert (pages[0].url, pages[0].http_status, pages[0].ip) == (url, "200 OK", "192.0.2.1")
    assert pages[0].fetched == datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert len(problems) == 1
    assert "https://outlet.example/5" in problems[0]


def test_a_revisit_of_another_address_gives_the_page_where_it_is_there(tmp_path: Path) -> None:
    refers = [("WARC-Refers-To-Target-URI", "https://outlet.example/1")]
    lost = [("WARC-Refers-To-Target-URI", "https://outlet.example/elsewhere")]
    pages, problems = taken(
        news(
            tmp_path,
            http_record("https://outlet.example/1", b"<p>1"),
            http_record("https://outlet.example/1", b"", *refers, kind="revisit"),
            http_record("https://outlet.example/copy", b"", *refers, kind="revisit"),
            http_record("https://outlet.example/lost", b"", *lost, kind="revisit"),
        )
    )
    assert [(page.url, page.data) for page in pages] == [
        ("https://outlet.example/1", b"<p>1"),
        ("https://outlet.example/copy", b"<p>1"),
    ]
    assert len(problems) == 1
    assert "https://outlet.example/lost refers to a page that is not in this file" in problems[0]


def test_a_revisit_that_names_nothing_gets_no_other_page(tmp_path: Path) -> None:
    bare = http_record("https://outlet.example/other", b"", kind="revisit")
    pages, problems = taken(news(tmp_path, http_record("https://outlet.example/1", b"<p>1"), bare))
    assert [page.url for page in pages] == ["https://outlet.example/1"]
    assert len(problems) == 1


def test_what_unpacks_to_too_much_is_named(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    path = news(tmp_path, http_record("https://outlet.example/b", bomb, head=b"Content-Encoding: gzip\r\n"))
    pages, problems = taken(path, 1_000_000)
    assert pages == []
    assert "more than the limit" in problems[0]


@pytest.mark.parametrize("form", ["plain", "dictionary", "packed dictionary"])
def test_zstd_files_with_and_without_a_dictionary(tmp_path: Path, form: str) -> None:
    from fastwarc.stream_io import zstd_train_dictionary_from_samples

    bodies = [b"<html>" + b"<p>the same menu %d of the outlet</p>" % (n % 7) * 30 + b"%d" % n for n in range(40)]
    records = [http_record(f"https://outlet.example/{n}", body) for n, body in enumerate(bodies)]
    dictionary = None if form == "plain" else bytes(zstd_train_dictionary_from_samples(records, 4096))
    path = tmp_path / "crawl.warc.zst"
    if form == "packed dictionary":
        out = io.BytesIO()
        writer = ZstdWriter(out, dictionary=dictionary, compress_dictionary_frame=True)
        for one in records:
            writer.write(one)
            writer.finish()
        writer.flush()
        path.write_bytes(out.getvalue())
    else:
        begin, pack = zstd_packer(3, dictionary)
        path.write_bytes(begin + b"".join(map(pack, records)))
    pages, problems = taken(path)
    assert problems == []
    assert [page.data for page in pages] == bodies


def test_a_broken_dictionary_is_named(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.zst"
    for data in (
        b"\x5d\x2a\x4d\x18" + struct.pack("<I", 4_000_000_000) + b"x",
        b"\x5d\x2a\x4d\x18" + struct.pack("<I", 8) + b"no dict.",
    ):
        path.write_bytes(data)
        pages, problems = taken(path)
        assert pages == []
        assert "dictionary" in problems[0]


def test_an_arc_file_gives_its_pages(tmp_path: Path) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>arc</p>"
    begin = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    info = b"filedesc://x.arc 0.0.0.0 20140216012908 text/plain %d\n%s\n" % (len(begin), begin)
    data = b"http://outlet.example/ 192.0.2.1 20140216050221 text/html %d\n%s\n" % (len(body), body)
    for name, raw in (("x.arc", info + data), ("x.arc.gz", gzip.compress(info) + gzip.compress(data))):
        (tmp_path / name).write_bytes(raw)
        pages, problems = taken(tmp_path / name)
        assert problems == []
        assert [(page.url, page.data) for page in pages] == [("http://outlet.example/", b"<p>arc</p>")]
        assert pages[0].fetched == datetime(2014, 2, 16, 5, 2, 21, tzinfo=UTC)


@pytest.mark.shared
def test_the_files_of_warcio() -> None:
    folder = shared("bench", "suites", "warcio", "data", "test", "data")
    wanted = {
        "bad.arc": (0, 1),
        "example-iana.org-chunked.warc": (1, 0),
        "example-space-in-target-uri.warc.gz": (0, 0),
        "example-space-in-url.arc": (1, 0),
        "example-trunc.warc": (0, 2),
        "example-wrong-chunks.warc.gz": (1, 0),
        "example.warc.gz": (1, 0),
    }
    files = sorted(folder.iterdir())
    assert {path.name for path in files} == set(wanted)
    for path in files:
        pages, problems = taken(path)
        assert (len(pages), len(problems)) == wanted[path.name], (path.name, problems)
    assert "byte 1197" in taken(folder / "example-trunc.warc")[1][-1]


@pytest.mark.shared
def test_good_files_give_the_pages_that_warcio_lists() -> None:
    folders = [shared("bench", "suites", "warcio", "data"), shared("bench", "suites", "wacz", "data")]
    files = [path for folder in folders for path in folder.rglob("*.warc*")]
    good = [path for path in files if "trunc" not in path.name and "wrong" not in path.name]
    assert len(good) == 6
    fields = "warc-type,warc-target-uri,http:status,http:content-type"
    for path in good:
        command = [sys.executable, "-m", "warcio.cli", "index", str(path), "-f", fields]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        rows = [json.loads(line) for line in listed if line.startswith("{")]
        wanted = [
            row["warc-target-uri"]
            for row in rows
            if row["warc-type"] == "response"
            and row.get("http:status") == "200"
            and row.get("http:content-type", "").startswith("text/html")
        ]
        pages, problems = taken(path)
        assert problems == []
        assert [page.url for page in pages if "favicon" not in str(page.url)] == wanted


@pytest.mark.shared
def test_the_wacz_files_of_py_wacz() -> None:
    folder = shared("bench", "suites", "wacz", "data", "tests", "fixtures")
    pages, problems = taken(folder / "valid_example_1.wacz")
    assert problems == []
    assert [(page.url, len(page.data)) for page in pages] == [("http://www.example.com/", 1256)]
    pages, problems = taken(folder / "invalid_example_1.wacz")
    assert pages == []
    assert problems == ["invalid_example_1.wacz: data/indexes/index.cdx.gz is described, but not there"]


@pytest.mark.shared
def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.wacz"
    bomb.write_bytes(shared("bench", "suites", "hostile", "data", "zip-512MiB.zip").read_bytes())
    pages, problems = taken(bomb)
    assert pages == []
    assert "unpacks to" in problems[0]


def ours(folder: Path) -> Path:
    appender = WarcAppender(folder, "w0")
    page = Page(
        b"<p>1</p>",
        url="https://outlet.example/1",
        fetched=AT,
        media_type="text/html",
        http_status="200 OK",
        http_headers=(("Content-Type", "text/html"),),
    )
    place = appender.append(page, now=AT)[1]
    appender.close()
    write(folder / "x.wacz", folder, [Chosen(place, "one")], title="t", created=AT)
    return folder / "x.wacz"


def test_our_own_wacz_comes_back(tmp_path: Path) -> None:
    pages, problems = taken(ours(tmp_path))
    assert problems == []
    assert [(page.url, page.data, page.fetched) for page in pages] == [("https://outlet.example/1", b"<p>1</p>", AT)]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("../evil.warc", "leads out"),
        ("/etc/passwd", "leads out"),
        ("archive/../../x.warc", "leads out"),
        ("C:\\x.warc", "leads out"),
        ("archive/more.warc", "not described"),
        ("link", "is a link"),
        ("datapackage.json", "same name"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_wacz_that_was_tampered_with_is_refused(tmp_path: Path, entry: str, reason: str) -> None:
    path = ours(tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        info = zipfile.ZipInfo(entry)
        info.external_attr = (stat.S_IFLNK if entry == "link" else stat.S_IFREG) << 16
        package.writestr(info, b"x")
    pages, problems = taken(path)
    assert pages == []
    assert len(problems) == 1
    assert reason in problems[0]


def test_a_wacz_with_other_bytes_than_described_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(ours(tmp_path)) as package:
        entries = {info.filename: package.read(info) for info in package.infolist()}

    def changed(name: str, data: bytes) -> list[str]:
        path = tmp_path / "changed.wacz"
        with zipfile.ZipFile(path, "w") as package:
            for entry, was in entries.items():
                package.writestr(entry, data if entry == name else was)
        pages, problems = taken(path)
        assert pages == []
        return problems

    warc = entries["archive/data.warc.gz"]
    assert "another hash" in changed("archive/data.warc.gz", warc[:-1] + bytes([warc[-1] ^ 1]))[0]
    assert "bytes" in changed("archive/data.warc.gz", warc + b"x")[0]
    description = json.loads(entries["datapackage.json"]) | {"title": "another"}
    assert "datapackage-digest.json" in changed("datapackage.json", json.dumps(description).encode())[0]
    assert "not as it should be" in changed("datapackage-digest.json", b"[]")[0]
    nothing = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(b'{').hexdigest()}"}
    entries["datapackage-digest.json"] = json.dumps(nothing).encode()
    assert "not as it should be" in changed("datapackage.json", b"{")[0]


def test_what_is_no_zip_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_bytes(b"PK no")
    pages, problems = taken(tmp_path / "x.wacz")
    assert pages == []
    assert problems[0].startswith("x.wacz: ")
    assert not is_arc(io.BytesIO(b"\x1f\x8bnope"))


def test_what_was_added_by_hand_comes_along(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w0")
    by_hand = [
        Page(b"%PDF-1.7 the words", name="report", media_type="application/pdf", by="nadia"),
        Page(b"Subject: harbour\r\n\r\nthe words", name="letter", media_type="message/rfc822"),
        Page(b'{"text": "the words"}', name="cutting", media_type="application/vnd.marsad.clipping+json"),
        Page(b"\x89PNG", name="picture", media_type="image/png"),
    ]
    for page in by_hand:
        appender.append(page)
    appender.close()
    (path,) = tmp_path.glob("*.warc.gz")
    pages, problems = taken(path)
    assert problems == []
    told = [(page.name, page.media_type, page.data) for page in pages]
    assert told == [(page.name, page.media_type, page.data) for page in by_hand[:3]]
