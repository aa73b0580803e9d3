"""Takedown on the site: operators are told what goes, addresses say that it went, and accounts have stories as WACZ."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from marsad.observatory import annotating
from marsad.observatory.models import Article, Tombstone, User
from marsad.web.accounts import add_user
from marsad.web.views import stories
from tests.observatory.facts import found_in, take
from tests.observatory.stories import number_of, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def observatory(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(annotating, "annotate", found_in)
    take(data_dir, *(telling(event, host=f"{event}.example") for event in ("phare", "tram")))
    take(data_dir, telling("phare", "copie", host="baie.example", extra="Repris de notre confrère."))
    return data_dir


@pytest.fixture
def operator(client: Client, observatory: Path) -> Client:
    client.force_login(add_user("omar", "lantern-and-quay", "operator"))
    return client


def test_an_operator_takes_an_article_down(operator: Client) -> None:
    number, story = number_of("tram"), story_of("tram")
    address = f"/takedown/article/{number}"
    assert address in operator.get(f"/article/{number}").content.decode()
    told = operator.get(address).content.decode()
    assert "Titre tram" in told
    assert operator.post(address, {"reason": " "}).status_code == 422
    assert Article.objects.filter(pk=number).exists()
    sent = operator.post(address, {"reason": "asked for <b>by</b> the family"})
    assert (sent.status_code, sent["Location"]) == (302, f"/article/{number}")
    for gone in (f"/article/{number}", f"/story/{story}", f"/story/{story}/history", f"/article/{number}/versions"):
        answer = operator.get(gone)
        assert answer.status_code == 410, gone
        assert "asked for &lt;b&gt;by" in answer.content.decode()
    stranger = Client().get(f"/story/{story}")
    assert stranger.status_code == 410
    assert "asked for" not in stranger.content.decode()
    assert operator.get("/article/999").status_code == 404
    assert Tombstone.objects.get().by == "omar"


def test_an_operator_takes_an_outlet_down(operator: Client) -> None:
    assert "/takedown/outlet/baie.example" in operator.get("/source/baie.example").content.decode()
    operator.post("/takedown/outlet/baie.example", {"reason": "closed"})
    assert operator.get("/source/baie.example").status_code == 410
    assert operator.get(f"/article/{number_of('phare')}").status_code == 200
    assert operator.get("/takedown/outlet/baie.example").status_code == 410
    assert operator.get("/takedown/outlet/never.example").status_code == 404
    assert operator.get("/takedown/story/1").status_code == 404


def test_others_cannot(observatory: Path, client: Client) -> None:
    address = f"/takedown/article/{number_of('tram')}"
    assert client.get(address)["Location"].startswith("/sign-in")
    client.force_login(add_user("nadia", "lantern-and-quay", "editor"))
    assert client.post(address, {"reason": "x"}).status_code == 403
    assert "takedown" not in client.get(f"/article/{number_of('tram')}").content.decode()
    assert Article.objects.filter(pk=number_of("tram")).exists()


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_the_pages_speak_all_languages(operator: Client, lang: str) -> None:
    number, said = number_of("tram"), {"accept-language": lang}
    words = {"fr": "Retirer", "ar": "إزالة نهائية", "es": "Retirar", "en": "Take down for good"}[lang]
    assert words in operator.get(f"/takedown/article/{number}", headers=said).content.decode()
    operator.post(f"/takedown/article/{number}", {"reason": "x"})
    gone = operator.get(f"/article/{number}", headers=said)
    assert gone.status_code == 410
    assert f'lang="{lang}"' in gone.content.decode()


def test_accounts_have_a_story_as_it_was_archived(
    observatory: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = story_of("phare")
    assert client.get(f"/story/{story}/wacz")["Location"].startswith("/sign-in")
    assert "wacz" not in client.get(f"/story/{story}").content.decode()
    client.force_login(User.objects.create_user("samia", password="lantern-and-quay"))
    assert f"/story/{story}/wacz" in client.get(f"/story/{story}").content.decode()
    answer = client.get(f"/story/{story}/wacz")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as package:
        pages = package.read("pages/pages.jsonl").decode()
    assert "https://phare.example/phare" in pages
    assert "https://baie.example/copie" in pages
    assert client.get("/story/none/wacz").status_code == 404
    monkeypatch.setattr(stories, "MAX_WACZ", 10)
    refused = client.get(f"/story/{story}/wacz")
    assert refused.status_code == 413
    assert f"--story {story}" in refused.content.decode()
