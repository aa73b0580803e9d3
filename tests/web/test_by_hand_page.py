"""Adding pages on the site: addresses, files and texts become captures with the name of who added them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from marsad.archive.page import Location
from marsad.archive.warc import read_capture
from marsad.collect.clippings import Clipping
from marsad.observatory.models import Capture, Channel, Item, ItemState, Job, JobState, Urgency
from marsad.observatory.paths import archive_dir
from marsad.observatory.standing import begin
from marsad.web.accounts import add_user
from tests.web.newsroom import START, add_article, add_source

BODY = "Le quai sera refait au printemps par la commune, a dit le maire. " * 8
PAGE = (
    f"<html lang='fr'><head><title>Le quai</title></head><body><article><p>{BODY}</p></article></body></html>".encode()
)
MAIL = b"From: lettre@quai.example\nSubject: La lettre du quai\nMessage-ID: <1@quai.example>\n\nLe quai sera refait.\n"
TABLE = "titre;date;adresse;texte\nLe quai;2025-09-15;;Le quai sera refait.\nLe phare;;https://phare.example/1;\n"


@pytest.fixture
def editor(client: Client, db: None, data_dir: Path) -> Client:
    begin()
    client.force_login(add_user("nadia", "lantern-and-quay", "editor"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(client: Client, name: str, data: bytes, status: int = 200, **more: str) -> str:
    answer = client.post("/add", {"what": "file", "file": SimpleUploadedFile(name, data), **more})
    assert answer.status_code == status
    return answer.content.decode()


def test_readers_add_nothing(client: Client, signed_in: Client) -> None:
    assert signed_in.get("/add").status_code == 403
    assert Client().get("/add?url=https://a.example/")["Location"] == "/sign-in?next=/add%3Furl%3Dhttps%3A//a.example/"
    assert Client().post("/add", {"what": "address", "url": "https://a.example/"})["Location"].startswith("/sign-in")
    assert not Item.objects.exists()


def test_an_address_is_fetched_before_all_others(editor: Client) -> None:
    answer = editor.post("/add", {"what": "address", "url": "quai.example/lettre?utm_source=x"})
    item = Item.objects.get()
    assert answer["Location"] == f"/add/{item.pk}"
    assert (item.url, item.by, item.urgency, item.state) == (
        "https://quai.example/lettre", "nadia", Urgency.BY_HAND, ItemState.WANTED,
    )  # fmt: skip
    told = editor.get(f"/add/{item.pk}").content.decode()
    assert "It is fetched before all others" in told
    assert "Nobody collects just now." in told


@pytest.mark.parametrize(
    ("state", "kind", "words", "said"),
    [
        (
            "refused",
            "RefusedByRobots",
            "robots.txt says Disallow: /x",
            "Marsad does not fetch what a publisher forbids.",
        ),
        ("refused", "RefusedByReservation", "tdm-reservation: 1", "the publisher reserves its rights"),
        ("gone", "HttpStatus", "the server answers 404", "not there"),
        ("failed", "Unreachable", "nobody there", "given up"),
        ("removed", "", "", "taken down for good"),
        ("wanted", "TimedOut", "slow", "The last try failed:"),
    ],
)
def test_what_became_of_it_is_said(editor: Client, state: str, kind: str, words: str, said: str) -> None:
    at = {"found_at": timezone.now(), "by": "nadia"}
    item = Item.objects.create(key="k", url="https://quai.example/x", state=state, error_kind=kind, error=words, **at)
    told = editor.get(f"/add/{item.pk}").content.decode()
    assert said in told
    assert words in told
    assert "https://quai.example/x" in editor.get("/add").content.decode()
    assert editor.get("/add/999").status_code == 404
    assert editor.get(f"/add/{2**70}").status_code == 404


def test_a_page_that_is_read_leads_to_its_article(editor: Client) -> None:
    article = add_article(add_source("quai.example", "Quai"), "Le quai", "fr", START, BODY)
    told = {"state": "fetched", "capture": article.capture, "found_at": START, "by": "nadia"}
    item = Item.objects.create(key="k", url=article.url, **told)
    assert f'href="/article/{article.pk}"' in editor.get(f"/add/{item.pk}").content.decode()
    article.delete()
    Job.objects.create(
        stage="read", capture_id=item.capture_id, version="1", state=JobState.FAILED, error="needs JavaScript"
    )
    assert "cannot be read as an article" in editor.get(f"/add/{item.pk}").content.decode()


@pytest.mark.parametrize("address", ["", "ftp://a.example/", "http://", "https://a b/"])
def test_a_bad_address_is_said(editor: Client, address: str) -> None:
    answer = editor.post("/add", {"what": "address", "url": address})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("page.html", PAGE, 1),
        ("texte.txt", BODY.encode(), 1),
        ("lettre.eml", MAIL, 1),
        ("presse.mbox", b"From x\n" + MAIL + b"\nFrom y\n" + MAIL.replace(b"<1@", b"<2@"), 2),
    ],
)
def test_files_become_captures_with_a_name(editor: Client, data_dir: Path, name: str, data: bytes, count: int) -> None:
    shown = send(editor, name, data)
    assert f"{count} page" in shown
    assert "archived, being read" in shown
    rows = list(Capture.objects.all())
    assert [row.by for row in rows] == ["nadia"] * count
    assert Job.objects.filter(stage="read").count() == count
    stored = read_capture(archive_dir(data_dir), Location(rows[0].warc_file, rows[0].offset, rows[0].length))
    assert stored.by == "nadia", "in the archive too, so that a rebuild knows"
    assert stored.data in data
    again = send(editor, name, data)
    assert "0 of them new" in again
    assert Capture.objects.count() == count


def test_a_saved_page_may_have_its_address(editor: Client) -> None:
    send(editor, "page.html", PAGE, url="https://quai.example/lettre")
    assert Capture.objects.get().url == "https://quai.example/lettre"
    assert "The address cannot be read." in send(editor, "page.html", PAGE, 422, url="ftp://x/")


def test_tables_and_lists_give_addresses_and_fetch_nothing_here(editor: Client) -> None:
    shown = send(editor, "revue.csv", TABLE.encode())
    assert "1 page is in the archive" in shown
    assert "1 address will be fetched." in shown
    assert Item.objects.get(url="https://phare.example/1").by == "nadia"
    shown = send(editor, "liste.txt", b"https://a.example/1\nhttps://a.example/2?utm_medium=x\n")
    assert "2 addresses will be fetched." in shown
    assert Capture.objects.count() == 1


def test_what_cannot_be_taken_is_said(editor: Client) -> None:
    assert "not a page, PDF, mail" in html.unescape(send(editor, "photo.xyz", b"\x89PNG", 422))
    assert "the file is empty" in send(editor, "vide.html", b"", 422)
    assert "This could not be taken:" in send(editor, "x.wacz", b"PK\x03\x04nonsense", 422)
    assert "This could not be taken:" in send(editor, "x.warc.gz", b"\x1f\x8bnonsense", 422)
    assert editor.post("/add", {"what": "file"}).status_code == 422
    assert editor.post("/add", {"what": "frob"}).status_code == 422
    assert not Capture.objects.exists()


def test_names_of_files_lead_nowhere(editor: Client, data_dir: Path) -> None:
    send(editor, "../../../../evil.html", PAGE)
    assert Capture.objects.get().name == "evil"
    assert not list(data_dir.rglob("evil*"))


def test_what_is_too_large_is_refused_before_it_is_read(editor: Client) -> None:
    sent = {"what": "file", "file": SimpleUploadedFile("x.html", PAGE)}
    answer = editor.post("/add", sent, CONTENT_LENGTH="101000001")
    assert answer.status_code == 413
    assert "marsad ingest FILE" in answer.content.decode()


def test_outlets_are_for_operators(editor: Client, data_dir: Path) -> None:
    opml = b'<opml version="2.0"><body><outline text="Cap" xmlUrl="https://cap.example/rss"/></body></opml>'
    assert "which operators do" in send(editor, "mine.opml", opml, 422)
    assert not Channel.objects.exists()
    editor.force_login(add_user("omar", "lantern-and-quay", "operator"))
    assert "1 new channel" in send(editor, "mine.opml", opml)


def test_a_pasted_text_is_a_clipping(editor: Client, data_dir: Path) -> None:
    form = {"what": "text", "title": "Le quai", "outlet": "Le Phare", "date": "2025-09-15", "text": BODY, "url": ""}
    assert "1 page is in the archive" in editor.post("/add", form).content.decode()
    row = Capture.objects.get()
    stored = read_capture(archive_dir(data_dir), Location(row.warc_file, row.offset, row.length))
    clipping = Clipping.from_bytes(stored.data)
    assert (clipping.title, clipping.outlet, clipping.date) == ("Le quai", "Le Phare", "2025-09-15")
    assert clipping.text == BODY.strip()
    assert row.by == "nadia"


@pytest.mark.parametrize(
    ("more", "said"),
    [({"text": " "}, "Paste the text"), ({"date": "15/9"}, "Write the date"), ({"title": "x" * 3000}, "too long"),
     ({"url": "nowhere at all"}, "The address cannot be read.")],
)  # fmt: skip
def test_a_text_that_lacks_something(editor: Client, more: dict[str, str], said: str) -> None:
    answer = editor.post("/add", {"what": "text", "title": "Le quai", "text": BODY} | more)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert said in shown
    assert ("Le quai sera refait" in shown) == ("text" not in more), "what was written is still there"
    assert not Capture.objects.exists()


def test_the_bookmarklet_opens_the_form_filled(editor: Client) -> None:
    shown = editor.get("/add", {"url": 'https://a.example/?q="><script>', "title": "<b>Un titre</b>"}).content.decode()
    assert "<script>" not in shown
    assert "<b>Un titre" not in shown
    assert "&lt;b&gt;Un titre&lt;/b&gt;" in shown
    assert not Item.objects.exists(), "asking for the form adds nothing"
    link = re.search(r'class="button bookmarklet" href="([^"]+)"', shown)
    assert link
    assert html.unescape(link[1]) == (
        "javascript:void(location.href=\"http://testserver/add\"+'?url='+encodeURIComponent(location.href)"
        "+'&title='+encodeURIComponent(document.title))"
    )


@pytest.mark.parametrize(("lang", "words"), [("fr", "Faites glisser ce lien"), ("ar", "اسحب هذا الرابط"),
                                             ("es", "Arrastre este enlace"), ("en", "Drag this link")])  # fmt: skip
def test_help_in_four_languages(editor: Client, lang: str, words: str) -> None:
    assert words in editor.get("/add", headers={"accept-language": lang}).content.decode()
