"""``marsad sources`` as an operator uses it, against real servers on loopback."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from tests.collect.servers import serving
from tests.observatory.command import export, marsad, sample_meta, sample_pages
from tests.observatory.newssite import feed, home, news_sitemap, sitemap_index, text

ENV = {"MARSAD_ALLOW": "127.0.0.0/8"}
SLUGS = [f"le-port-du-cap-ouvre-son-quai-{number}" for number in range(12)]
SPORT = [f"la-coupe-du-cap-se-joue-dimanche-{number}" for number in range(8)]

OPML = """<opml version="2.0" xmlns:marsad="urn:marsad:opml:1"><body>
<outline text="Presse"><outline text="Quotidiens">
<outline text="Le Cap" xmlUrl="https://cap.example/rss" htmlUrl="https://cap.example/" marsad:country="MA"
 marsad:kind="newspaper" marsad:least="7200"/></outline></outline>
<outline text="Le Soir" xmlUrl="https://soir.example/news.xml" marsad:channel="news_sitemap"
 marsad:kind="gazette" marsad:least="5"/>
<outline text="Sans fil" htmlUrl="https://sansfil.example/"/>
<outline text="Rien" type="rss"/>
</body></opml>"""


def _sources(data: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    return marsad("sources", *args, "--data", data, env=ENV)


def _rows(data: Path, query: str) -> list[Any]:
    with sqlite3.connect(data / "marsad.sqlite3") as tables:
        return tables.execute(query).fetchall()


def _channels(data: Path) -> list[tuple[str, str, str, int]]:
    return _rows(data, "SELECT url, kind, folder, backfill FROM observatory_channel ORDER BY url")


def test_add_says_what_it_found_asks_and_saves(tmp_path: Path) -> None:
    data = tmp_path / "o"
    with serving({}) as site:
        site.pages |= {
            "/": home("/feed", "/sport/feed", "/broken"),
            "/feed": feed(site.url, *SLUGS),
            "/sport/feed": feed(site.url, *SPORT, title="Sport"),
            "/broken": text("no feed"),
            "/robots.txt": text(f"User-agent: *\nAllow: /\nSitemap: {site.url}/news.xml\n"),
            "/news.xml": news_sitemap(site.url, *SLUGS[:9]),
        }
        dry = _sources(data, "add", site.url, "--dry-run", "--pause", "0")
        assert dry.returncode == 0, dry.stderr
        assert "would follow 2 channels of 127.0.0.1; nothing was saved" in dry.stdout
        assert _channels(data) == []
        done = _sources(
            data,
            "add",
            site.url,
            "--yes",
            "--pause",
            "0",
            "--folder",
            "Presse",
            "--country",
            "ma",
            "--kind",
            "newspaper",
        )
        again = _sources(data, "add", site.url, "--yes", "--pause", "0")
    assert done.returncode == 0, done.stderr
    assert "9 of its 9 pages are announced by the others too" in done.stdout
    assert "le port du cap ouvre son quai 0" in done.stdout
    assert "127.0.0.1: 2 new channels, 0 known" in done.stdout
    assert "127.0.0.1: 0 new channels, 2 known" in again.stdout
    kept = [(url.removeprefix(site.url), kind, folder) for url, kind, folder, _ in _channels(data)]
    assert kept == [("/feed", "feed", "Presse"), ("/sport/feed", "feed", "Presse")]
    said = _rows(data, "SELECT name, country, kind, lang FROM observatory_source")
    assert said == [("Le Journal du Cap", "MA", "newspaper", "fr")]
    assert _rows(data, "SELECT robots_status FROM observatory_origin") == [(200,)]


def test_add_refuses_what_is_refused_in_the_words_of_the_site(tmp_path: Path) -> None:
    data = tmp_path / "o"
    with serving({}) as site:
        site.pages |= {"/": home("/feed"), "/robots.txt": text("User-agent: Marsad\nDisallow: /\n")}
        robots = _sources(data, "add", site.url, "--yes", "--pause", "0")
        site.pages |= {
            "/robots.txt": text(""),
            "/.well-known/tdmrep.json": text('[{"location": "/", "tdm-reservation": 1}]'),
        }
        reserved = _sources(data, "add", site.url, "--yes", "--pause", "0")
        site.pages = {"/": home(body="<p>Nothing to follow.</p>")}
        nothing = _sources(data, "add", site.url, "--yes", "--pause", "0")
    assert robots.returncode == reserved.returncode == nothing.returncode == 1
    assert "Disallow: /" in robots.stderr
    assert "Ask the publisher" in robots.stderr
    assert "tdm-reservation" in reserved.stderr
    assert "nothing at" in nothing.stderr
    assert "Traceback" not in robots.stderr + reserved.stderr + nothing.stderr
    assert _channels(data) == []
    kinds = _rows(data, "SELECT kind FROM observatory_refusal ORDER BY kind")
    assert kinds == [("RefusedByReservation",), ("RefusedByRobots",)]


def test_verify_tries_each_and_saves_what_it_finds(tmp_path: Path) -> None:
    data = tmp_path / "o"
    with serving({}) as site:
        site.pages |= {"/": home("/feed"), "/feed": feed(site.url, *SLUGS)}
        listed = tmp_path / "list.opml"
        dead = site.url.replace("127.0.0.1", "127.0.0.2").rpartition(":")[0] + ":9"
        listed.write_text(
            f'<opml><body><outline text="Le Cap" htmlUrl="{site.url}/"/>'
            f'<outline text="Mort" xmlUrl="{dead}/rss" htmlUrl="{dead}/"/></body></opml>'
        )
        assert _sources(data, "import", listed).returncode == 0
        waiting = _sources(data, "list")
        tried = _sources(data, "verify", "--pause", "0")
        assert [url for url, *_ in _channels(data)] == [f"{dead}/rss"]
        saved = _sources(data, "verify", "--save", "--pause", "0", "127.0.0.1")
        assert [url for url, *_ in _channels(data)] == [f"{site.url}/feed", f"{dead}/rss"]
        well = _sources(data, "verify", "--pause", "0", "127.0.0.1")
        site.pages["/feed"] = text("gone mad")
        broken = _sources(data, "verify", "--pause", "0", "127.0.0.1")
    assert "unfound: no channel of it has been found yet" in waiting.stdout
    assert tried.returncode == 1
    assert "127.0.0.1: can be collected" in tried.stdout
    assert f"would follow feed {site.url}/feed: 12 pages" in tried.stdout
    assert "127.0.0.2: cannot be collected" in tried.stdout
    assert "1 can be collected, 1 cannot" in tried.stdout
    assert saved.returncode == well.returncode == 0
    assert f"{site.url}/feed: 12 pages, newest" in well.stdout
    assert broken.returncode == 1
    assert "Run `marsad sources verify KEY --save`" in broken.stdout


def test_backfill_looks_for_the_past_in_sitemaps_and_older_pages(tmp_path: Path) -> None:
    data = tmp_path / "o"
    with serving({}) as site:
        old, new = f"{site.url}/sitemap-2019-04.xml", f"{site.url}/sitemap-2025-11.xml"
        site.pages |= {
            "/": home("/feed", body='<a rel="next" href="/page/2">Plus anciens</a>'),
            "/feed": feed(site.url, *SLUGS),
            "/robots.txt": text(f"User-agent: *\nSitemap: {site.url}/index.xml\n"),
            "/index.xml": sitemap_index((old, "2026-01-01"), (new, "2025-11-30"), (f"{site.url}/x.xml", "2018-01-01")),
        }
        assert _sources(data, "add", site.url, "--yes", "--pause", "0").returncode == 0
        done = _sources(data, "backfill", "127.0.0.1", "--since", "2024-01-01", "--per-day", "50", "--pause", "0")
    assert done.returncode == 0, done.stderr
    assert "2 new places to look from 2024-01-01 on, 50 pages a day at most" in done.stdout
    past = [(url.removeprefix(site.url), kind) for url, kind, _, backfill in _channels(data) if backfill]
    assert past == [("/page/2", "page"), ("/sitemap-2025-11.xml", "sitemap")]
    assert "backfill" in _sources(data, "show", "127.0.0.1").stdout


def test_lists_go_in_and_out(tmp_path: Path) -> None:
    data, other = tmp_path / "o", tmp_path / "p"
    listed = tmp_path / "list.opml"
    listed.write_text(OPML)
    done = _sources(data, "import", listed)
    assert done.returncode == 1
    assert "2 new, 0 known, 3 not taken" in done.stdout
    assert "kind is one of newspaper" in done.stderr
    assert "https://soir.example/news.xml: least is a number of seconds from 60" in done.stderr
    assert "no address" in done.stderr
    assert "0 new, 2 known" in _sources(data, "import", listed).stdout
    written = tmp_path / "out.opml"
    assert _sources(data, "export", "--output", written).returncode == 0
    back = _sources(other, "import", written)
    assert (back.returncode, back.stdout.splitlines()[0]) == (0, "2 new, 0 known, 0 not taken")
    assert _channels(other) == _channels(data)
    assert _channels(data)[0] == ("https://cap.example/rss", "feed", "Presse / Quotidiens", 0)
    assert _channels(data)[1][1] == "news_sitemap"
    pauses = "SELECT url, least FROM observatory_channel ORDER BY url"
    assert _rows(other, pauses) == _rows(data, pauses)
    assert [least for _, least in _rows(data, pauses)] == [7200, None]
    query = "SELECT key, name, country, kind FROM observatory_source WHERE key LIKE 'cap%'"
    assert _rows(other, query) == _rows(data, query) == [("cap.example", "Le Cap", "MA", "newspaper")]
    nonsense = tmp_path / "bad.opml"
    nonsense.write_text("<html></html>")
    refused = _sources(data, "import", nonsense)
    assert (refused.returncode, refused.stderr) == (1, "Error: no OPML in it\n")


def test_settings_pausing_and_removing(tmp_path: Path) -> None:
    data = tmp_path / "o"
    assert "make one with `marsad sources add" in _sources(data, "list").stderr
    listed = tmp_path / "list.opml"
    listed.write_text(OPML)
    _sources(data, "import", listed)
    changed = _sources(data, "set", "cap.example", "name=Le Cap libre", "lang=fr", "least=3600", "visibility=full")
    assert changed.returncode == 0, changed.stderr
    assert _rows(data, "SELECT least FROM observatory_channel ORDER BY url") == [(3600,), (None,)]
    assert _sources(data, "set", "https://cap.example/rss", "folder=Une", "active=no").returncode == 0
    for wrong, cure in [
        ("colour=red", "one of the fields name"),
        ("least=soon", "60 to 2592000, not soon"),
        ("paused=maybe", "yes or no"),
    ]:
        refused = _sources(data, "set", "cap.example", wrong)
        assert (refused.returncode, cure in refused.stderr) == (1, True), refused.stderr
    assert "`marsad sources list` shows the keys" in _sources(data, "pause", "nuit.example").stderr
    assert _sources(data, "pause", "cap.example").stdout == "cap.example is paused\n"
    shown = _sources(data, "show", "cap.example").stdout
    for words in ("Le Cap libre", "state     paused", "not active", "folder Une", "country   MA"):
        assert words in shown
    assert _sources(data, "resume", "cap.example").returncode == 0
    rows = [
        json.loads(line) for line in _sources(data, "list", "--format", "jsonl", "--country", "ma").stdout.splitlines()
    ]
    assert [(row["key"], row["paused"], row["folders"]) for row in rows] == [("cap.example", False, ["Une"])]
    assert "sansfil.example" in _sources(data, "list", "--failing").stdout
    assert _sources(data, "remove", "https://cap.example/rss").stdout.startswith("1 channel removed")
    assert _sources(data, "remove", "soir.example").stdout == "1 channel removed\n"
    assert _channels(data) == []


def test_the_ready_list_is_added_by_country(tmp_path: Path) -> None:
    data = tmp_path / "o"
    wrong = _sources(data, "press", "--country", "XX")
    assert (wrong.returncode, "it has DZ, " in wrong.stderr) == (1, True)
    done = _sources(data, "press", "--country", "MR")
    assert done.returncode == 0, done.stderr
    assert {row[0] for row in _rows(data, "SELECT country FROM observatory_source")} == {"MR"}
    assert "0 new outlets" in _sources(data, "press", "--country", "MR").stdout
    assert _channels(data) == []
    first = _sources(data).stdout
    assert first.count("unfound") == len(_rows(data, "SELECT key FROM observatory_source"))


def test_a_lost_database_comes_back_with_its_channels_and_all_that_is_known(tmp_path: Path) -> None:
    data = tmp_path / "o"
    marsad("ingest", *sample_pages(3), "--meta", sample_meta(), "--data", data)
    listed = tmp_path / "list.opml"
    listed.write_text(OPML)
    _sources(data, "import", listed)
    _sources(data, "set", "cap.example", "least=600", "paused=yes")
    known = "SELECT key, state FROM observatory_item ORDER BY key"
    settings = "SELECT url, kind, folder, least, active, source_id IS NULL FROM observatory_channel ORDER BY url"
    before = export(data), _rows(data, known), _rows(data, settings)
    assert {state for _, state in before[1]} == {"fetched"}
    assert len(before[1]) == 3
    for lost in data.glob("marsad.sqlite3*"):
        lost.unlink()
    assert marsad("rebuild", "--data", data).returncode == 0
    assert (export(data), _rows(data, known), _rows(data, settings)) == before
    with sqlite3.connect(data / "marsad.sqlite3") as tables:
        tables.execute("UPDATE observatory_channel SET etag = 'e', failures = 2")
        tables.execute("UPDATE observatory_item SET due_at = '2026-03-01 12:00:00', etag = 'i'")
    assert marsad("rebuild", "--data", data).returncode == 0
    assert (export(data), _rows(data, known), _rows(data, settings)) == before
    assert set(_rows(data, "SELECT etag, failures FROM observatory_channel")) == {("e", 2)}
    items = set(_rows(data, "SELECT etag, due_at, capture_id IS NULL FROM observatory_item"))
    assert items == {("i", "2026-03-01 12:00:00", 0)}
