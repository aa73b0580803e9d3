"""`marsad ingest` takes the archives of others: WACZ, WARC in gzip and zstd."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from marsad.archive.pack import pack
from marsad.archive.page import Page
from marsad.archive.wacz import Chosen, write
from marsad.archive.warc import WarcAppender
from marsad.observatory.inputs import Refused, expand, pages_of

AT = datetime(2026, 3, 4, 5, tzinfo=UTC)


def test_archives_of_every_kind_give_their_pages(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w0")
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
    write(tmp_path / "x.wacz", tmp_path, [Chosen(place)], title="t", created=AT)
    pack(tmp_path, place.file)
    (tmp_path / "bad.wacz").write_bytes(b"no zip")
    found = {Path(given).name: list(pages_of(given, {})) for given in expand([str(tmp_path)])}
    assert set(found) == {"2026-03-04-w0.warc.gz", "2026-03-04-w0.warc.zst", "x.wacz", "bad.wacz"}
    [refused] = found.pop("bad.wacz")
    assert isinstance(refused, Refused)
    for taken in found.values():
        assert [(one.url, one.data) for one in taken if isinstance(one, Page)] == [(page.url, page.data)]
