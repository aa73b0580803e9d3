"""Adding outlets on the site: what is found is shown before anything is saved."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marsad.observatory.models import Channel, Origin, Source
from marsad.observatory.source_health import health_keys
from marsad.web import discovering
from marsad.web.accounts import add_user
from tests.collect.servers import Site, page, serving
from tests.observatory.newssite import feed, home, text

SLUGS = [f"le-port-ouvre-son-quai-{number}" for number in range(6)]
SPORT = [f"la-coupe-se-joue-dimanche-{number}" for number in range(5)]
OPML = b"""<opml version="2.0"><body><outline text="Presse"><outline text="Cap" xmlUrl="https://cap.example/rss"/>
</outline><outline text="Rien" type="rss"/></body></opml>"""


@pytest.fixture
def operator(client: Client, db: None, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("MARSAD_ALLOW", "127.0.0.0/8")
    client.force_login(add_user("omar", "lantern-and-quay", "operator"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({}) as site:
        site.pages |= {
            "/": home("/feed", "/sport", "/broken"),
            "/feed": feed(site.url, *SLUGS),
            "/sport": feed(site.url, *SPORT, title="Sport"),
            "/broken": text("no feed"),
        }
        yield site


def seal(html: str) -> str:
    found = re.search(r'name="found" value="([^"]+)"', html)
    assert found
    return found[1]


def test_what_is_found_is_shown_and_what_is_chosen_saved(operator: Client, site: Site, data_dir: Path) -> None:
    shown = operator.post("/sources/add", {"url": site.url + "/"})
    html = shown.content.decode()
    assert "Nothing is saved yet." in html
    assert "Le Journal du Cap" in html
    assert "6 pages now" in html
    assert html.count('name="channel"') == 2, "what cannot be read cannot be chosen"
    assert html.count(" checked>") == 2
    assert not Channel.objects.exists()
    assert Origin.objects.filter(name=site.url).exists(), "what robots.txt said is known from now on"
    chosen = {
        "channel": [f"{site.url}/feed"],
        "name": "Le Cap",
        "country": "ma",
        "kind": "newspaper",
        "folder": "Ports",
    }
    saved = operator.post("/sources/add", {"found": seal(html), **chosen})
    assert saved["Location"] == "/source/127.0.0.1#collecting"
    source, channel = Source.objects.get(), Channel.objects.get()
    assert (source.name, source.country, source.kind, source.home) == ("Le Cap", "MA", "newspaper", site.url + "/")
    assert (channel.url, channel.folder) == (f"{site.url}/feed", "Ports")
    again = operator.post("/sources/add", {"url": site.url}).content.decode()
    assert "This outlet is here already" in again
    assert "followed already" in again


def test_what_cannot_be_had_is_said_with_its_cure(operator: Client, site: Site) -> None:
    site.pages["/robots.txt"] = text("User-agent: *\nDisallow: /\n")
    answer = operator.post("/sources/add", {"url": site.url})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "robots.txt forbids it" in html
    assert "robots.txt says Disallow: /" in html
    assert "Ask the publisher" in html
    assert f'value="{site.url}"' in html, "the form keeps the address"
    for bad in ("ftp://cap.example/", "http://", "https://user:word@cap.example/"):
        assert operator.post("/sources/add", {"url": bad}).status_code == 422


def test_private_networks_are_refused(operator: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_ALLOW")
    html = operator.post("/sources/add", {"url": site.url}).content.decode()
    assert "the address leads into a private network" in html
    assert site.paths() == []


def test_a_site_where_nothing_can_be_followed(operator: Client) -> None:
    with serving({"/": page(b"<html><title>Vide</title><p>rien</p></html>", Content_Type="text/html")}) as site:
        html = operator.post("/sources/add", {"url": site.url}).content.decode()
    assert "Nothing there can be followed." in html
    assert 'name="found"' not in html


def test_somebody_who_waits_does_not_wait_for_ever(
    operator: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([0.0, 1.0, *[discovering.SECONDS + 1] * 40])
    monkeypatch.setattr(discovering.time, "monotonic", lambda: next(times, time.time()))
    html = operator.post("/sources/add", {"url": site.url}).content.decode()
    assert "not asked: 25 seconds had passed" in html


def test_few_look_at_a_time(operator: Client, site: Site) -> None:
    taken = 0
    while discovering._AT_ONCE.acquire(blocking=False):
        taken += 1
    try:
        answer = operator.post("/sources/add", {"url": site.url})
        assert answer.status_code == 503
        assert "Try again in a moment." in answer.content.decode()
        assert site.paths() == []
    finally:
        discovering._AT_ONCE.release(taken)


def test_only_what_was_shown_can_be_saved(operator: Client, site: Site) -> None:
    found = seal(operator.post("/sources/add", {"url": site.url}).content.decode())
    forged = operator.post("/sources/add", {"found": found[:-3] + "abc", "channel": [f"{site.url}/feed"]})
    assert forged.status_code == 422
    none = operator.post("/sources/add", {"found": found, "channel": ["https://forged.example/rss"]})
    assert "No channel was chosen" in none.content.decode()
    bad = operator.post("/sources/add", {"found": found, "channel": [f"{site.url}/feed"], "country": "Maroc"})
    assert bad.status_code == 422
    assert not Channel.objects.exists()


def test_the_ready_list_by_country(operator: Client) -> None:
    assert "(MA)" not in operator.get("/sources/add").content.decode(), "countries have their names"
    html = operator.post("/sources/press", {"country": "MR"}).content.decode()
    assert "The watch looks for their channels within the hour." in html
    assert health_keys()
    assert set(Source.objects.values_list("country", flat=True)) == {"MR"}
    assert not Channel.objects.exists(), "channels only ever come from discovery"


def test_opml_in_and_out(operator: Client) -> None:
    sent = SimpleUploadedFile("mine.opml", OPML)
    html = operator.post("/sources/opml", {"file": sent}).content.decode()
    assert "1 new channel; 0 were followed already." in html
    assert "1 entry could not be taken" in html
    assert Channel.objects.get().folder == "Presse"
    out = operator.get("/sources/opml")
    assert out["Content-Disposition"] == 'attachment; filename="marsad.opml"'
    assert b'xmlUrl="https://cap.example/rss"' in out.content
    refused = operator.post("/sources/opml", {"file": SimpleUploadedFile("x.opml", b"<html>no</html>")})
    assert refused.status_code == 422
    assert "This is no OPML list that can be read." in refused.content.decode()
    assert operator.post("/sources/opml", {}).status_code == 422


def test_a_list_that_is_too_large_is_refused_before_it_is_read(operator: Client) -> None:
    answer = operator.post("/sources/opml", {"file": SimpleUploadedFile("x.opml", b"<")}, CONTENT_LENGTH="900000000")
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()
