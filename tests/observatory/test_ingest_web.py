"""``marsad ingest`` of addresses, from real servers on loopback: feeds, lists, and servers that misbehave."""

from __future__ import annotations

import json
from pathlib import Path

from tests.collect.servers import Handler, page, serving
from tests.observatory.command import export, marsad, sample_pages

LOOPBACK = {"MARSAD_ALLOW": "127.0.0.0/8"}


def endless_feed(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    handler.wfile.write(b'<?xml version="1.0"?><rss version="2.0"><channel><title>sans fin</title>')
    item = b"<item><title>encore</title><link>https://a.example/1</link></item>" * 1000
    while not handler.server.stopping.is_set():
        handler.wfile.write(item)


def feed(base: str, paths: list[str]) -> bytes:
    items = "".join(f"<item><title>x</title><link>{base}{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Fil</title>{items}</channel></rss>'.encode()


def test_a_feed_a_list_and_servers_that_misbehave(tmp_path: Path) -> None:
    first, second = (path.read_bytes() for path in sample_pages(2))
    html = {"Content_Type": "text/html; charset=utf-8"}
    pages = {"/a": page(first, **html), "/b": page(second, **html), "/endless": endless_feed}
    with serving(pages) as site:
        pages["/feed"] = page(feed(site.url, ["/a", "/gone"]), Content_Type="application/rss+xml")
        listed = tmp_path / "addresses.txt"
        listed.write_text(f"# to collect\n{site.url}/b\n\nhttp://[half/an/address\n")
        data = tmp_path / "o"
        done = marsad("ingest", f"{site.url}/feed", f"{site.url}/endless", listed, "--data", data, env=LOOPBACK)
        refused = marsad("ingest", f"{site.url}/a", "--data", tmp_path / "p")
    assert done.returncode == 1
    assert "new        2" in done.stdout
    assert "/gone: " in done.stderr
    assert "404" in done.stderr
    assert "/endless: " in done.stderr
    assert "too large" in done.stderr
    assert "addresses.txt: line 4" in done.stderr
    rows = [json.loads(line) for line in export(data).splitlines()]
    captures = {row["locator"]: row["fetched"] for row in rows if row["type"] == "capture"}
    assert set(captures) == {f"{site.url}/a", f"{site.url}/b"}
    assert all(captures.values()), "the moment of the fetch is known"
    assert sum(row["type"] == "article" for row in rows) == 2
    assert refused.returncode == 1, "a loopback address is refused where the operator has not allowed it"
    assert "127.0.0.1" in refused.stderr
