"""The permanent page of a fact: what it shows to whom, and what it says of what is gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marsad.model import Evidence
from marsad.observatory.annotating import placed, texts_of
from marsad.observatory.models import Article, Bar, Barred, Capture, Decision, Fact, FactState, Tombstone
from marsad.observatory.permalinks import Address, Standing, find, path_of, permalink, words_hash
from tests.web.ledger_rows import PROMISE, SAID, Pier, make_pier
from tests.web.newsroom import START

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def pier(db: None) -> Pier:
    return make_pier(date(2026, 5, 3))


def link(fact: Fact) -> str:
    return permalink(fact, fact.article.capture.key)


def get(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, **ENGLISH)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def promise_of(pier: Pier) -> Fact:
    return Fact.objects.select_related("article__capture").get(article=pier.french, kind="commitment")


def test_the_address_is_that_of_the_route(pier: Pier) -> None:
    fact = promise_of(pier)
    place = f"{fact.field}-{fact.start}-{fact.end}"
    route = reverse("fact", args=(fact.article.capture.key, fact.kind, place))
    assert link(fact) == f"{route}?q={words_hash(PROMISE)}"
    assert link(fact) == path_of(fact.article.capture.key, "commitment", fact.field, fact.start, fact.end, PROMISE)


@pytest.mark.parametrize(
    "place", ["", "body", "body-1", "body-2-1", "body-3-3", "caption-1-2", "body-1-99999999999", "body--1-2"]
)
def test_other_places_are_none(place: str) -> None:
    assert Address.read("a", "quote", place) is None


def test_words_are_the_same_however_they_are_written() -> None:
    assert words_hash("L’été, « 300 » personnes") == words_hash("L'ete “300”\npersonnes")
    assert words_hash("مُنَارَة") == words_hash("منارة")
    assert words_hash("300 personnes") != words_hash("301 personnes")


def test_the_page_has_words_capture_hashes_and_citation(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    html = get(client, link(fact))
    capture = fact.article.capture
    for words in (
        f"<mark>{PROMISE.replace(chr(39), '&#39;')}</mark>",
        "Le Quai",
        capture.record_id,
        capture.sha256,
        fact.text_sha256,
        f'<link rel="canonical" href="http://testserver{link(fact)}">'.replace("&", "&amp;"),
        f"Archived on 15 September 2025 ({capture.record_id}, SHA-256 {capture.sha256}). http://testserver{link(fact)}",
        "People with an account can download the capture",
    ):
        assert words in html, words
    assert client.get(link(fact))["Link"] == f'<http://testserver{link(fact)}>; rel="canonical"'


@pytest.mark.parametrize(("lang", "words"), [("fr", "Archivé le"), ("ar", "أُرشف"), ("es", "Archivado el")])
def test_the_citation_is_in_the_readers_language(client: Client, pier: Pier, lang: str, words: str) -> None:
    html = client.get(link(promise_of(pier)), headers={"accept-language": lang}).content.decode()
    assert words in html


def test_who_has_an_account_downloads_the_capture(signed_in: Client, pier: Pier) -> None:
    assert f'href="/article/{pier.french.pk}/wacz"' in get(signed_in, link(promise_of(pier)))


def test_strangers_read_no_words_beyond_the_extract(client: Client, signed_in: Client, pier: Pier) -> None:
    assert pier.secret.exact in get(signed_in, link(pier.secret))
    html = get(Client(), link(pier.secret))
    assert "beyond the extract" in html
    assert pier.secret.exact not in html
    assert pier.secret.text_sha256 not in html
    assert pier.french.capture.sha256 in html
    said = Fact.objects.get(article=pier.french, exact=SAID)
    html = get(Client(), link(said))
    assert f"<mark>{SAID}</mark>" in html
    assert pier.secret.exact not in html


def test_a_text_read_anew_keeps_its_address(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    old = link(fact)
    body = f"Un mot de plus.\n\n{pier.french.body}"
    Article.objects.filter(pk=pier.french.pk).update(body=body)
    article = Article.objects.get(pk=pier.french.pk)
    start = body.index(PROMISE)
    fresh = placed(Evidence.of("r", "body", texts_of(article)["body"], start, start + len(PROMISE)))
    Fact.objects.filter(pk=fact.pk).update(**fresh)
    html = get(client, old)
    assert "read anew since this address was given" in html
    assert PROMISE.replace("'", "&#39;") in html
    now = Fact.objects.select_related("article__capture").get(pk=fact.pk)
    assert f'rel="canonical" href="http://testserver{link(now)}"' in html
    assert "read anew" not in get(client, link(now))
    get(client, old.partition("?")[0], 404)


def test_what_was_struck_or_waits_is_not_shown(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    Fact.objects.filter(pk=fact.pk).update(state=FactState.STRUCK)
    html = get(client, link(fact), 410)
    assert "An editor struck" in html
    assert "môle" not in html
    Fact.objects.filter(pk=fact.pk).update(state=FactState.WAITING)
    html = get(client, link(fact), 404)
    assert "waits for an editor" in html
    assert "môle" not in html


def test_what_was_corrected_leads_to_the_correction(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    old = link(fact)
    decision = Decision.objects.create(number=1, kind="fact", act="correct", by="nadia", at=START, record={})
    Fact.objects.filter(pk=fact.pk).update(state=FactState.REPLACED, decision=decision)
    other = Fact.objects.get(article=pier.french, exact=SAID)
    Fact.objects.filter(pk=other.pk).update(state=FactState.CORRECTED, decision=decision)
    html = get(client, old, 410)
    assert "An editor corrected" in html
    assert f'href="{link(other)}"' in html
    assert "môle" not in html


def test_what_the_text_never_had(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    assert "no such fact" in get(client, path_of(fact.article.capture.key, "quote", "body", 1, 9, "rien"), 404)
    assert "no such fact" in get(client, path_of(fact.article.capture.key, "nonsense", "body", 1, 9, PROMISE), 404)
    get(client, "/fact/0123456789abcdef/quote/body-1-9", 404)
    get(client, f"/fact/{fact.article.capture.key}/quote/body-9-1", 404)


def test_what_was_taken_down_is_gone(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    old, key = link(fact), fact.article.capture.key
    stone = Tombstone.objects.create(
        number=1, kind="article", key="x", at=START, by="nadia", reason="asked", records=[]
    )
    Barred.objects.create(tombstone=stone, what=Bar.CAPTURE, key=key, seq=pier.french.pk)
    Article.objects.filter(pk=pier.french.pk).delete()
    Capture.objects.filter(key=key).delete()
    html = get(client, old, 410)
    assert "taken down" in html
    assert "môle" not in html
    assert "Le Quai" not in html


def test_the_nearest_of_the_same_words_is_found(pier: Pier) -> None:
    fact = promise_of(pier)
    copy = {"kind": fact.kind, "exact": fact.exact, "confidence": 0.9, "rule": "list", "text_sha256": fact.text_sha256}
    far = Fact.objects.create(article=pier.french, field="body", start=900, end=900 + len(PROMISE), **copy)
    address = Address(pier.french.capture.key, fact.kind, "body", 890, 890 + len(PROMISE), words_hash(PROMISE))
    found = find(pier.french, address)
    assert (found.standing, found.fact) == (Standing.MOVED, far)


def test_lists_of_facts_lead_to_it(client: Client, pier: Pier) -> None:
    here = link(promise_of(pier)).replace("&", "&amp;")
    for address in (f"/article/{pier.french.pk}", f"/dossier/{pier.dossier.pk}/timeline"):
        assert f'href="{here}" rel="bookmark"' in get(client, address), address
    said = link(Fact.objects.get(article=pier.french, exact=SAID))
    assert f'href="{said}" rel="bookmark"' in get(client, f"/article/{pier.french.pk}")


def test_older_versions_keep_their_addresses(client: Client, pier: Pier) -> None:
    fact = promise_of(pier)
    Article.objects.filter(pk=pier.french.pk).update(current=False, sort_at=START - timedelta(days=1))
    assert PROMISE.replace("'", "&#39;") in get(client, link(fact))


def test_parts_of_a_citation_keep_their_direction_to_themselves(client: Client, pier: Pier) -> None:
    html = get(client, link(pier.event))
    assert "\u2068ملتقى المنارات\u2069" in html
    french = client.get(link(promise_of(pier)), headers={"accept-language": "fr"}).content.decode()
    assert "\u2068" not in french.partition('class="citation"')[2].partition("</p>")[0]
