"""Other programs judge our archives: warcio checks them, py-wacz validates them, pywb shows their pages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ada_url import URL

from marsad.archive.cdxj import INDEX, write_index
from marsad.archive.erase import erase
from marsad.archive.page import Location, Page, SameAs
from marsad.archive.surt import urlkey
from marsad.archive.wacz import Chosen, Written, write
from marsad.archive.warc import WarcAppender
from marsad.model import CaptureKind
from tests.paths import ROOT, shared

BIN = ROOT / ".replay" / "bin"
WORLD = Path(__file__).with_name("replay_world.py")
CREATED = datetime(2026, 5, 1, tzinfo=UTC)

ARTICLE = Page(
    "<html><title>مرصد</title><p>the words of the article</p></html>".encode(),
    url="https://www.outlet.example/a?b=1&a=2",
    fetched=datetime(2026, 3, 2, 9, tzinfo=UTC),
    media_type="text/html",
    charset="utf-8",
    http_status="200 OK",
    http_headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "br")),
    request_headers=(("Host", "www.outlet.example"),),
    ip="192.0.2.7",
    protocol="2",
)


@pytest.fixture(scope="module", autouse=True)
def environment() -> None:
    """Only where nobody made it, and not in CI, is there nothing to judge with."""
    if not (BIN / "python").exists() and not os.environ.get("CI"):
        pytest.skip("pywb and py-wacz are not there: make .replay/.done")


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, dict[str, Location], dict[str, Location]]:
    """The folder, places by what they are, and places by record id."""
    folder = tmp_path / "archive"
    appender = WarcAppender(folder, "w0", max_bytes=2000)
    first, place = appender.append(ARTICLE)
    assert first.url is not None
    assert first.fetched is not None
    same = SameAs(first.record_id, first.url, first.fetched, not_modified=False)
    pages = {
        "revisit": replace(ARTICLE, fetched=datetime(2026, 3, 5, 9, tzinfo=UTC), same_as=same, kind=CaptureKind.CHECK),
        "not modified": replace(
            ARTICLE,
            data=b"",
            http_status="304 Not Modified",
            fetched=datetime(2026, 3, 6, 9, tzinfo=UTC),
            same_as=replace(same, not_modified=True, sha256=first.sha256),
            kind=CaptureKind.CHECK,
        ),
        "redirect": replace(
            ARTICLE,
            data=b"",
            url="http://outlet.example/old",
            http_status="301 Moved Permanently",
            http_headers=(("Location", "https://www.outlet.example/a?b=1&a=2"),),
            kind=CaptureKind.REDIRECT,
            truncated="length",
        ),
        "other": replace(ARTICLE, url="https://www.outlet.example/مقال", data=b"<p>another one</p>"),
        "file": Page(b"<p>by hand</p>", name="notes", media_type="text/html"),
    }
    written = {name: appender.append(page) for name, page in pages.items()}
    appender.close()
    places = {"article": place} | {name: at for name, (_, at) in written.items()}
    by_id = {first.record_id: place} | {capture.record_id: at for capture, at in written.values()}
    return folder, places, by_id


def world(given: Any, *arguments: str) -> Any:
    done = subprocess.run(
        [str(BIN / "python"), str(WORLD), *arguments],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "HOME")},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


PATHS = [
    "/m/20260302090000mp_/https://www.outlet.example/a?b=1&a=2",
    "/m/20260305090000mp_/https://www.outlet.example/a?b=1&a=2",
    "/m/20260306090000mp_/https://www.outlet.example/a?b=1&a=2",
    "/m/20260302090000mp_/http://outlet.example/old",
]


def assert_replayed(answers: list[dict[str, Any]]) -> None:
    page, revisit, unchanged, redirect = answers
    assert page["status"] == 200
    assert "the words of the article" in page["body"]
    assert "the words of the article" in revisit["body"]
    assert "the words of the article" in unchanged["body"]
    assert redirect["status"] == 301
    assert redirect["location"].endswith("mp_/https://www.outlet.example/a?b=1&a=2")


def test_pywb_shows_pages_revisits_and_redirects(archive: tuple) -> None:
    folder, places, _ = archive
    assert len(list(folder.glob("*.warc.gz"))) > 1
    assert write_index(folder) == folder / INDEX
    more = ["/m/20260302mp_/https://www.outlet.example/%D9%85%D9%82%D8%A7%D9%84", "/m/2026mp_/urn:marsad:file:notes"]
    answers = world([*PATHS, *more], "replay", str(folder))
    assert_replayed(answers[:4])
    assert "another one" in answers[4]["body"], answers[4]

    erase(folder / places["other"].file, places["other"], reason="asked", at=CREATED)
    write_index(folder)
    gone, page = world([more[0], PATHS[0]], "replay", str(folder))
    assert gone["status"] == 404
    assert "the words of the article" in page["body"]


def test_the_index_is_sorted_and_only_changed_files_are_read_again(archive: tuple) -> None:
    folder, places, _ = archive
    rows = write_index(folder).read_bytes().splitlines()
    assert rows == sorted(rows)
    assert len(rows) == 5  # what was not modified is shown as it was
    parts = {path: path.stat().st_ino for path in (folder / "cdxj").iterdir()}
    assert write_index(folder).read_bytes().splitlines() == rows
    assert {path: path.stat().st_ino for path in (folder / "cdxj").iterdir()} == parts
    (folder / places["article"].file).unlink()
    assert len(write_index(folder).read_bytes().splitlines()) < 5
    assert len(list((folder / "cdxj").iterdir())) == len(parts) - 1


def wacz_of(archive: tuple, path: Path, *names: str) -> Written:
    folder, places, by_id = archive
    chosen = [Chosen(places[name], f"title of {name} مرصد") for name in names]
    return write(path, folder, chosen, title="Dossier", description="one", created=CREATED, find=by_id.get)


def test_py_wacz_finds_our_wacz_valid_and_pywb_shows_it(archive: tuple, tmp_path: Path) -> None:
    path = tmp_path / "dossier.wacz"
    written = wacz_of(archive, path, "revisit", "not modified", "redirect", "file")
    assert written == Written(records=5, pages=4, size=path.stat().st_size)
    checked = subprocess.run([str(BIN / "wacz"), "validate", "-f", str(path)], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert b"valid" in checked.stdout

    again = tmp_path / "again.wacz"
    wacz_of(archive, again, "revisit", "not modified", "redirect", "file")
    assert again.read_bytes() == path.read_bytes()

    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(path) as package:
        (inside / "data.warc.gz").write_bytes(package.read("archive/data.warc.gz"))
        (inside / INDEX).write_bytes(gzip.decompress(package.read("indexes/index.cdx.gz")))
        rows = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    assert rows[0]["format"] == "json-pages-1.0"
    assert rows[1]["title"] == "title of revisit مرصد"
    assert rows[1]["ts"] == "2026-03-05T09:00:00Z"
    checked = subprocess.run([str(BIN / "warcio"), "check", str(inside / "data.warc.gz")], check=False)
    assert checked.returncode == 0
    assert_replayed(world(PATHS, "replay", str(inside)))


def test_py_wacz_would_see_a_wrong_hash(archive: tuple, tmp_path: Path) -> None:
    path = tmp_path / "dossier.wacz"
    wacz_of(archive, path, "article")
    changed = tmp_path / "changed.wacz"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(changed, "w") as out:
        for entry in package.namelist():
            out.writestr(entry, package.read(entry) + (b"\n" if entry.startswith("pages/") else b""))
    checked = subprocess.run([str(BIN / "wacz"), "validate", "-f", str(changed)], capture_output=True, check=False)
    assert checked.returncode != 0 or b"hash" in checked.stdout


def test_a_record_that_is_not_there_leaves_no_wacz(archive: tuple, tmp_path: Path) -> None:
    from marsad.archive.warc import ArchiveError

    folder, places, _ = archive
    lost = replace(places["article"], file="2001-01-01-w0.warc.gz")
    with pytest.raises(ArchiveError, match="missing"):
        write(tmp_path / "x.wacz", folder, [Chosen(lost)], title="t", created=CREATED)
    assert not list(tmp_path.glob("x.wacz*"))
    shutil.rmtree(folder)


ADDRESSES = [
    "https://www.outlet.example:8080/A//b/../c/./?B=2&a=1&a",
    "http://1.2.3.4:80/",
    "http://16909060/x",
    "http://[2001:db8::1]:81/x",
    "https://outlet.example/سياسة/مقال-1.html?ب=1",
    "https://مثال.example/",
    "https://x.example/a;jsessionid=0123456789abcdef0123456789abcdef?x=1&sid=0123456789abcdef0123456789abcdef&b=2",
    "https://x.example/(S(4hqa0555fwsecu455xqckv45))/page.aspx",
    "https://x.example/%2541%zz?&&b=1&a=%26",
    "https://x.example/?",
    "https://www2.x.example./a/",
    "urn:marsad:file:%C3%A9t%C3%A9%201",
]


def test_keys_are_those_of_the_surt_package() -> None:
    assert [urlkey(url) for url in ADDRESSES] == world(ADDRESSES, "surt")


@pytest.mark.shared
def test_keys_of_thousands_of_addresses_are_those_of_the_surt_package() -> None:
    stated: list[str] = []
    for truth in sorted(shared("bench", "pages").glob("*/truth.jsonl")):
        stated += [json.loads(line).get("url") or "" for line in truth.read_bytes().splitlines()]
    for suite in sorted(shared("bench", "suites", "url-whatwg", "data").rglob("*.json")):
        stated += inputs_of(json.loads(suite.read_text(encoding="utf-8")))
    addresses = sorted({href for url in stated if (href := web_address(url))})
    assert len(addresses) > 1500
    wanted = world(addresses, "surt")
    assert [(url, urlkey(url)) for url in addresses] == list(zip(addresses, wanted, strict=True))


def inputs_of(value: Any) -> list[str]:
    if isinstance(value, list):
        return [url for one in value for url in inputs_of(one)]
    if isinstance(value, dict):
        own = value.get("input")
        return [own] if isinstance(own, str) else [url for one in value.values() for url in inputs_of(one)]
    return []


def web_address(url: str) -> str | None:
    """An address as it would be archived: of the web, in its WHATWG form, without a user's name."""
    try:
        parsed = URL(url)
    except (ValueError, UnicodeError):
        return None
    if parsed.protocol not in ("http:", "https:") or parsed.username or parsed.password:
        return None
    return str(parsed.href)
