from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client

from marsad.web.views import reading
from tests.web.conftest import Newsroom


def test_health(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]

    def broken() -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", broken)
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "failed")


def test_robots_may_not_list_the_texts_of_others(client: Client, newsroom: Newsroom) -> None:
    assert "Disallow: /article/\n" in client.get("/robots.txt").content.decode()
    assert 'content="noindex"' in client.get(f"/article/{newsroom.dispatch.pk}").content.decode()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "There is no such page"),
        ("fr", "Cette page n’existe pas"),
        ("es", "Esta página no existe"),
        ("ar", "لا توجد هذه الصفحة"),
    ],
)
def test_a_page_that_is_not_there(client: Client, db: None, lang: str, words: str) -> None:
    answer = client.get("/nowhere", headers={"accept-language": lang})
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_a_failure_shows_a_page_without_asking_the_database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(reading, "front_page", broken)
    answer = Client(raise_request_exception=False).get("/", headers={"accept-language": "es"})
    assert answer.status_code == 500
    assert "Algo se ha roto aquí" in answer.content.decode()


def test_a_strange_host_is_refused_in_words(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "evil.example", "accept-language": "fr"})
    assert answer.status_code == 400
    assert "incompréhensible" in answer.content.decode()


def test_pages_are_read_only(client: Client, newsroom: Newsroom) -> None:
    for path in ("/", f"/story/{newsroom.big.pk}", f"/article/{newsroom.dispatch.pk}", "/search", "/sources"):
        assert client.post(path).status_code == 405


def test_sources(client: Client, newsroom: Newsroom) -> None:
    html = client.get("/sources", headers={"accept-language": "en"}).content.decode()
    assert "5 outlets are in this archive." in html
    assert html.index("Le Courrier des phares") < html.index("El Farol")
    assert html.count("open to all") == 1
    page = client.get("/source/courrier-des-phares.example", headers={"accept-language": "en"}).content.decode()
    assert "2 articles" in page
    assert newsroom.english.title in page
    assert client.get("/source/nobody.example").status_code == 404
    assert client.get("/source/courrier-des-phares.example?page=2").status_code == 404


def test_an_outlet_without_a_name_is_called_what_its_pages_say(client: Client, newsroom: Newsroom) -> None:
    source = newsroom.lone.source
    source.name = source.key
    source.save()
    assert "miroir-du-port.example</bdi>" in client.get("/sources").content.decode()
    type(newsroom.lone).objects.filter(source=source).update(outlet="Le Miroir")
    cache.clear()
    for path in ("/sources", f"/source/{source.key}", "/", f"/article/{newsroom.lone.pk}"):
        assert "<bdi>Le Miroir</bdi>" in client.get(path).content.decode(), path
