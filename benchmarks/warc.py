"""Writing and reading WARC files against warcio's writer and fastwarc's reader, and what packing saves, in one run.

All on the same pages (``shared/bench/pages``) in one process; ratios are of processor time, the best of five rounds.
``--pack`` packs the sites that have enough pages, and counts bytes a page.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from marsad.archive.foreign import pages_in_warc
from marsad.archive.frames import read_at, unpack, zstd_packer
from marsad.archive.pack import LEVEL, MIN_PAGES, pack
from marsad.archive.page import Location, Page
from marsad.archive.tail import whole_records
from marsad.archive.warc import WarcAppender, read_capture

SHARED = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SAMPLE = Path(__file__).resolve().parents[1] / "src" / "marsad" / "sample"
ROUNDS = 5
SMALL = 5_000
"""Bytes of a small page, where what each record costs counts for more than what each byte does."""
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def found_pages() -> list[tuple[str, Path]]:
    """Address and file of every page of the bench that has an address."""
    found = []
    for truth in sorted((SHARED / "bench" / "pages").glob("*/truth.jsonl")):
        for line in truth.read_bytes().splitlines():
            row = json.loads(line)
            files = [truth.parent / "pages" / f"{row['id']}{suffix}" for suffix in (".html.gz", ".html")]
            if row.get("url") and (file := next(filter(Path.exists, files), None)):
                found.append((row["url"].strip().replace(" ", "%20"), file))
    return found


def page(url: str, file: Path) -> Page:
    """A page of the bench as if it had been fetched."""
    data = file.read_bytes()
    return Page(
        gzip.decompress(data) if file.suffix == ".gz" else data,
        url=url,
        fetched=AT,
        media_type="text/html",
        charset="utf-8",
        http_status="200 OK",
        http_headers=(("Content-Type", "text/html; charset=utf-8"), ("Server", "example"), ("ETag", '"1"')),
        request_headers=(("Host", urlsplit(url).hostname or ""), ("User-Agent", "Marsad"), ("Accept", "*/*")),
        ip="192.0.2.1",
    )


def by_warcio(pages: list[Page], folder: Path) -> None:
    """The same records, digests included, as warcio writes them."""
    with (folder / "warcio.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
        for one in pages:
            answer = writer.create_warc_record(
                one.url,
                "response",
                payload=io.BytesIO(one.data),
                length=len(one.data),
                http_headers=StatusAndHeaders("200 OK", [*one.http_headers], protocol="HTTP/1.1"),
            )
            request = writer.create_warc_record(
                one.url,
                "request",
                http_headers=StatusAndHeaders("GET / HTTP/1.1", [*one.request_headers], is_http_request=True),
            )
            writer.write_request_response_pair(request, answer)


def by_us(pages: list[Page], folder: Path) -> list[Location]:
    """The records as the archive writes them."""
    appender = WarcAppender(folder, "w0", max_bytes=10**12)
    places = [appender.append(one, now=AT)[1] for one in pages]
    appender.close()
    return places


def rates(count: int, **tasks: Callable[[], object]) -> dict[str, float]:
    """Records a second of processor time: the best of some rounds, in which all take turns."""
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            started = time.process_time()
            task()
            best[name] = min(best[name], time.process_time() - started)
    return {name: count / spent for name, spent in best.items()}


def speed(count: int) -> None:
    """Print the rates of writing and reading ``count`` pages."""
    found = found_pages()
    pages = [page(*one) for one in found[:: max(1, len(found) // count)]]
    print(f"{len(pages)} pages of {sum(len(one.data) for one in pages) // len(pages)} bytes, each with its request")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def anew() -> None:
            for path in folder.glob("*w0*"):
                path.unlink()
            by_us(pages, folder)

        written = rates(len(pages), warcio=lambda: by_warcio(pages, folder), marsad=anew)
        for path in folder.glob("*w0*"):
            path.unlink()
        places = by_us(pages, folder)
        file = folder / places[0].file
        print(f"bytes a page: marsad {file.stat().st_size / len(pages):.0f}, ", end="")
        print(f"warcio {(folder / 'warcio.warc.gz').stat().st_size / len(pages):.0f}")
        show("write", written, "warcio", "marsad")
        reading(folder, places)
    small = [replace(one, data=one.data[:SMALL]) for one in pages] * 4
    print(f"{len(small)} pages of {SMALL} bytes")
    with tempfile.TemporaryDirectory() as name:
        reading(Path(name), by_us(small, Path(name)))


def reading(folder: Path, places: list[Location]) -> None:
    """Print the rates of reading the pages of one file: through it, and each by its place."""
    file = folder / places[0].file

    def fastwarc() -> None:
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.reader.read()

    got = rates(
        len(places),
        fastwarc=fastwarc,
        pages=lambda: [None for _ in pages_in_warc(file, max_bytes=10**9)],
        captures=lambda: [read_capture(folder, place).sha256 for place in places],
    )
    show("read, a file through", got, "fastwarc", "pages")
    show("read, each by its place", got, "fastwarc", "captures")


def show(what: str, got: dict[str, float], peer: str, ours: str) -> None:
    """One line of figures."""
    print(f"{what}: {ours} {got[ours]:.0f}/s, {peer} {got[peer]:.0f}/s, ratio {got[ours] / got[peer]:.2f}")


def public_pages() -> list[Page]:
    """The pages of the bench, each address once, though several sets have it."""
    known = {
        urlsplit(url)._replace(scheme="", query="", fragment="").geturl(): (url, file) for url, file in found_pages()
    }
    return [page(*one) for one in known.values()]


def sample_pages() -> list[Page]:
    """The pages of the sample newsroom."""
    rows = [json.loads(line) for line in (SAMPLE / "meta.jsonl").read_bytes().splitlines()]
    files = [(row["url"], SAMPLE / "pages" / f"{row['id']}.html") for row in rows]
    return [page(url, file) for url, file in files if file.exists()]


def packing(found: list[Page], least: int) -> None:
    """Print what the pages take, requests and all, by how many pages of its site there are."""
    sites: dict[str, list[Page]] = defaultdict(list)
    for one in found:
        sites[_site(one)].append(one)
    chosen = [one for site, pages in sites.items() if site and len(pages) >= least for one in pages]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = by_us(chosen, folder)
        old = folder / places[0].file
        started = time.process_time()
        packed = pack(folder, old.name)
        spent = time.process_time() - started
        print(f"{len(chosen)} pages, of sites with {least} or more; zstd level {LEVEL}, packed in {spent:.1f} s")
        table(sites, chosen, places, packed.files)
        _, plain = zstd_packer(LEVEL)
        zstd = sum(len(plain(unpack(old, read_at(old, one.offset, one.length)))) for one in whole_records(old))
        sizes = {"gzip": packed.before, "zstd": zstd, "as packed": packed.after}
        print("all, bytes a page:", ", ".join(f"{form} {size / len(places):.0f}" for form, size in sizes.items()))


def table(sites: dict[str, list[Page]], chosen: list[Page], places: list[Location], files: tuple[Path, ...]) -> None:
    """A line for the sites of each size (from a power of two up): pages, bytes a page before and after."""
    rows: dict[int, list[int]] = defaultdict(lambda: [0] * 4)
    before = 0
    for one, place in zip(chosen, places, strict=True):
        row = rows[len(sites[_site(one)]).bit_length()]
        row[0] += 1
        row[1] += place.offset + place.length - before
        before = place.offset + place.length
    for file in files:
        site = ".".join(file.name.split(".")[1:-2])
        if site:
            pages = sites[site]
            row = rows[len(pages).bit_length()]
            row[2] += file.stat().st_size
            row[3] += len(pages)
    for bits, (count, gzipped, packed, packed_pages) in sorted(rows.items()):
        print(
            f"  sites of {1 << bits - 1} to {(1 << bits) - 1} pages: {count} pages, gzip {gzipped // count}, ", end=""
        )
        print(f"with a dictionary {packed // max(packed_pages, 1)} ({packed_pages} pages)")


def _site(one: Page) -> str:
    return (urlsplit(one.url or "").hostname or "").removeprefix("www.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", action="store_true", help="what packing saves")
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args()
    if options.pack:
        packing(public_pages(), MIN_PAGES)
        packing(sample_pages(), MIN_PAGES)
    else:
        speed(options.pages)
