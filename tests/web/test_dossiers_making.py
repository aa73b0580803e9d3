"""Making and changing dossiers by the site's forms, as an editor does and others may not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from marsad.archive.journal import read_journal
from marsad.observatory import standing
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import Article, Dossier, DossierHand, DossierMember, DossierPart, Entity
from marsad.observatory.paths import journal_dir
from marsad.web.accounts import add_user
from tests.web.newsroom import START, add_article, add_fact, add_source, add_story

PASSWORD = "lantern-and-quay-9"
TEXT = "Le Plan Sirocco rallume le phare de Tamri, dit Salma Idrissi. Le Plan Sirocco compte douze ports."


@pytest.fixture
def told(data_dir: Path, db: None) -> Article:
    """An article on an initiative, in a story of its own."""
    standing.begin()
    article = add_article(add_source("quai.example", "Le Quai"), "Le Plan Sirocco rallume un phare", "fr", START, TEXT)
    add_story(article)
    for nth in (0, 1):
        add_fact(article, "Plan Sirocco", "initiative", nth)
    add_fact(article, "Salma Idrissi", "person")
    add_fact(article, "Tamri", "place")
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def editor(told: Article) -> Client:
    add_user("nadia", PASSWORD, "editor")
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="nadia", password=PASSWORD)
    return client


def initiative() -> Entity:
    return Entity.objects.get(kind="initiative")


def filled(html: str) -> dict[str, list[str]]:
    """What a browser would send of the form to make or change a dossier, were its button pressed."""
    form = next(one for one in re.findall(r"<form method=\"post\".*?</form>", html, re.DOTALL) if 'name="query"' in one)
    given: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        fields = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if fields.get("type") not in ("checkbox", "radio") or " checked" in tag:
            given.setdefault(fields["name"], []).append(fields.get("value", ""))
    return given


def made_by_one_click(editor: Client, address: str, **given: str) -> Dossier:
    """Open the form from a button and press its own."""
    html = editor.get(address, given).content.decode()
    response = editor.post("/dossiers/make", {**filled(html), "act": "make"})
    assert response.status_code == 302, response.content.decode()
    return Dossier.objects.get(pk=response["Location"].rpartition("/")[2])


@pytest.mark.parametrize("address", ["/dossiers/make", "/dossier/abc/edit"])
def test_strangers_are_sent_to_sign_in_and_readers_refused(client: Client, told: Article, address: str) -> None:
    assert client.get(address)["Location"].startswith("/sign-in")
    add_user("samia", PASSWORD, "reader")
    client.login(username="samia", password=PASSWORD)
    assert client.get(address).status_code == 403
    assert client.post(address, {"act": "make", "name": "x", "query": "y"}).status_code == 403


def test_from_a_search_in_one_step(editor: Client, told: Article) -> None:
    day = {"lang": "fr", "outlet": "quai.example", "since": "2025-01-02", "until": "2026-01-02"}
    made = made_by_one_click(editor, "/dossiers/make", q="phare tamri", **day)
    assert (made.kind, made.name, made.entity) == ("question", "phare tamri", None)
    days = {"since": date(2025, 1, 2), "until": date(2026, 1, 2)}
    assert made.rule == Rule("phare tamri", (), ("quai.example",), ("fr",), **days).to_json()
    assert editor.get(f"/dossier/{made.pk}").status_code == 200


def test_from_an_initiative_in_one_step(editor: Client, told: Article) -> None:
    html = editor.get("/dossiers/make", {"entity": initiative().pk}).content.decode()
    assert "1 article matches already." in html
    made = made_by_one_click(editor, "/dossiers/make", entity=initiative().pk)
    assert (made.kind, made.name, made.entity) == ("initiative", "Plan Sirocco", initiative())
    assert made.rule == {"entities": [initiative().pk]}


def test_from_a_person_and_from_a_place(editor: Client, told: Article) -> None:
    person, place = Entity.objects.get(kind="person"), Entity.objects.get(kind="place")
    assert made_by_one_click(editor, "/dossiers/make", entity=person.pk).kind == "actor"
    there = made_by_one_click(editor, "/dossiers/make", entity=place.pk)
    assert (there.kind, there.entity, there.rule) == ("question", None, {"entities": [place.pk]})


def test_from_a_story_what_it_is_about_is_chosen(editor: Client, told: Article) -> None:
    html = editor.get("/dossiers/make", {"story": told.story_id or ""}).content.decode()
    assert "Salma Idrissi" in html
    assert "Key words of the story" in html
    made = made_by_one_click(editor, "/dossiers/make", story=told.story_id or "")
    assert (made.kind, made.entity) == ("initiative", initiative())


def test_another_subject_takes_the_place_of_the_one_that_was_chosen(editor: Client, told: Article) -> None:
    given = filled(editor.get("/dossiers/make", {"story": told.story_id or ""}).content.decode())
    assert given["before"] == given["entity"] == [initiative().pk]
    person = Entity.objects.get(kind="person")
    editor.post("/dossiers/make", {**given, "about": person.pk, "act": "make"})
    made = Dossier.objects.get()
    assert (made.kind, made.entity, made.rule) == ("actor", person, {"entities": [person.pk]})


def test_from_a_story_about_nobody_its_key_words(editor: Client, told: Article) -> None:
    source = add_source("calme.example", "Calme")
    story = add_story(add_article(source, "Une halle couverte à Imsouane", "fr", START + timedelta(days=9), "Rien."))
    made = made_by_one_click(editor, "/dossiers/make", story=story.pk)
    assert made.kind == "question"
    assert set(made.rule["query"].split()) == {"halle", "couverte", "Imsouane"}


def test_the_buttons_lead_there(editor: Client, client: Client, told: Article) -> None:
    link = "/dossiers/make?"
    entity, story = f"/entity/{initiative().pk}", f"/story/{told.story_id}"
    assert f"{link}entity=initiative/plan-sirocco" in editor.get(entity).content.decode()
    assert f"{link}story={told.story_id}" in editor.get(story).content.decode()
    for page in (entity, story):
        assert link not in client.get(page).content.decode()


def test_unknown_subjects(editor: Client) -> None:
    for given in ({"entity": "person/nobody"}, {"story": "0" * 16}):
        assert editor.get("/dossiers/make", given).status_code == 404


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "", "query": "phare"}, "Give the dossier a name."),
        ({"name": "x" * 201, "query": "phare"}, "The name is too long: at most 200 characters."),
        ({"name": "x"}, "Say what the articles must have"),
        ({"name": "x", "lang": ["fr"]}, "Say what the articles must have"),
        ({"name": "x", "query": "phare " * 90}, "The question is too long"),
        ({"name": "x", "query": "phare", "since": "soon"}, "The first day is not a date."),
        ({"name": "x", "query": "phare", "since": "0001-01-01"}, "The first day is not a date."),
        ({"name": "x", "query": "phare", "until": "2025-02-30"}, "The last day is not a date."),
        ({"name": "x", "query": "p", "since": "2025-02-02", "until": "2025-02-01"}, "The first day comes after"),
        ({"name": "x", "entity": [f"person/{n}" for n in range(60)]}, "Choose at most 50 of one sort."),
    ],
)
def test_what_is_wrong_is_said(editor: Client, given: dict[str, object], words: str) -> None:
    response = editor.post("/dossiers/make", {**given, "act": "make"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Dossier.objects.exists()


def test_the_same_rule_twice_is_told_with_a_link(editor: Client, told: Article) -> None:
    made = made_by_one_click(editor, "/dossiers/make", entity=initiative().pk)
    html = editor.get("/dossiers/make", {"entity": initiative().pk}).content.decode()
    assert f'There is a dossier with this rule already: <a href="/dossier/{made.pk}">' in html
    again = editor.post("/dossiers/make", {**filled(html), "act": "make"})
    assert again.status_code == 422
    assert Dossier.objects.count() == 1


def test_others_are_found_by_name_and_what_was_filled_in_stays(editor: Client, told: Article) -> None:
    given = {"act": "find", "find": "idrissi", "name": "Mine", "query": "quai", "about": ""}
    html = editor.post("/dossiers/make", given).content.decode()
    assert '<input type="checkbox" name="entity" value="person/salma-idrissi">' in html
    assert 'name="name" value="Mine"' in html
    assert 'name="query" value="quai"' in html
    none = editor.post("/dossiers/make", {**given, "find": "nobody at all"}).content.decode()
    assert "No name has “nobody at all” in it" in none


def test_the_arabic_name_finds_it_too(editor: Client, told: Article) -> None:
    Entity.objects.filter(kind="person").update(names={"ar": "سلمى الإدريسي"})
    html = editor.post("/dossiers/make", {"act": "find", "find": "الإدريسي"}).content.decode()
    assert 'value="person/salma-idrissi"' in html


@pytest.fixture
def dossier(editor: Client, told: Article) -> Dossier:
    return made_by_one_click(editor, "/dossiers/make", entity=initiative().pk)


def test_name_and_rule_are_changed_and_the_journal_tells(editor: Client, dossier: Dossier, data_dir: Path) -> None:
    address = f"/dossier/{dossier.pk}/edit"
    given = filled(editor.get(address).content.decode())
    assert editor.post(address, {**given, "act": "change"}).status_code == 422  # nothing would change
    told = {**given, "name": ["Sirocco"], "query": ["phare"], "act": "change"}
    assert editor.post(address, told).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.name, dossier.rule) == ("Sirocco", {"query": "phare", "entities": [initiative().pk]})
    html = editor.get(address).content.decode()
    assert "changed its name or rule" in html
    assert [record["act"] for record in read_journal(journal_dir(data_dir), "dossier")] == ["make", "change"]
    number = re.findall(r"/decision/(\d+)/undo", html)[0]
    editor.post(f"/decision/{number}/undo", {"back": f"{address}#journal"})
    dossier.refresh_from_db()
    assert (dossier.name, dossier.rule) == ("Plan Sirocco", {"entities": [initiative().pk]})


def test_parts_are_written_renamed_and_removed(editor: Client, client: Client, dossier: Dossier) -> None:
    address = f"/dossier/{dossier.pk}/edit"
    assert editor.post(address, {"act": "part_add", "name-fr": " ; "}).status_code == 422
    names = {"name-fr": "Les quais; Les  môles", "name-ar": "الأرصفة؛ الموانئ"}
    assert editor.post(address, {"act": "part_add", **names})["Location"] == f"{address}#parts"
    part = DossierPart.objects.get()
    assert part.names == {"fr": ["Les quais", "Les môles"], "ar": ["الأرصفة", "الموانئ"]}
    Dossier.objects.update(filled=None)
    html = client.get(f"/dossier/{dossier.pk}/part/{part.number}", headers={"accept-language": "en"}).content.decode()
    assert "Nobody has covered this part yet." in html
    assert "written by an editor" in html
    assert "الأرصفة" in client.get(f"/dossier/{dossier.pk}", headers={"accept-language": "ar"}).content.decode()
    same = editor.post(address, {"act": "part_name", "part": part.number, **names})
    assert same.status_code == 422
    editor.post(address, {"act": "part_name", "part": part.number, "name-fr": "Les phares"})
    assert DossierPart.objects.get().names == {"fr": ["Les phares"]}
    editor.post(address, {"act": "part_remove", "part": part.number})
    assert not DossierPart.objects.exists()
    assert editor.post(address, {"act": "part_remove", "part": "7"}).status_code == 422
    assert client.get(f"/dossier/{dossier.pk}/part/{part.number}").status_code == 404


def test_closed_and_opened_again(editor: Client, dossier: Dossier) -> None:
    address = f"/dossier/{dossier.pk}/edit"
    editor.post(address, {"act": "close"})
    dossier.refresh_from_db()
    assert dossier.closed
    html = editor.get(address).content.decode()
    assert "Open it again" in html
    assert 'name="query"' not in html
    assert editor.post(address, {"act": "part_add", "name-fr": "Môle"}).status_code == 409
    editor.post(address, {"act": "reopen"})
    dossier.refresh_from_db()
    assert not dossier.closed


def test_an_article_by_hand_and_back(editor: Client, dossier: Dossier) -> None:
    other = add_article(add_source("loin.example", "Loin"), "Tout autre chose", "fr", START, "Rien de cela.")
    add_story(other)
    page = f"/article/{other.pk}"
    assert "Put it into a dossier" in editor.get(page).content.decode()
    back = f"{page}#dossiers"
    answer = editor.post(
        f"/dossier/{dossier.pk}/hand", {"act": "add", "article": other.pk, "dossier": dossier.pk, "back": back}
    )
    assert answer["Location"] == back
    assert DossierMember.objects.filter(dossier=dossier, article=other, by_hand=True).exists()
    html = editor.get(page).content.decode()
    assert "put in by nadia" in html
    assert "put in by hand" in editor.get(f"/dossier/{dossier.pk}/articles").content.decode()
    number = re.findall(r"/decision/(\d+)/undo", html)[0]
    editor.post(f"/decision/{number}/undo", {"back": back})
    assert not DossierHand.objects.exists()
    assert not DossierMember.objects.filter(article=other).exists()


def test_left_out_from_the_list_with_a_way_back(editor: Client, dossier: Dossier, told: Article) -> None:
    editor.post(f"/dossier/{dossier.pk}/hand", {"act": "add", "article": told.pk, "back": "/"})
    html = editor.get(f"/dossier/{dossier.pk}/articles").content.decode()
    assert "Not part of this dossier" in html
    answer = editor.post(f"/dossier/{dossier.pk}/hand", {"act": "leave", "article": told.pk})
    there = editor.get(answer["Location"]).content.decode()
    assert "The article was left out:" in there
    assert not DossierMember.objects.filter(article=told).exists()
    assert "left out by nadia" in editor.get(f"/article/{told.pk}").content.decode()
    undo = re.findall(r"/decision/(\d+)/undo", there)[0]
    editor.post(f"/decision/{undo}/undo", {"back": f"/dossier/{dossier.pk}/articles"})
    assert DossierMember.objects.filter(article=told).exists()


@pytest.mark.parametrize(
    "given", [{"act": "add"}, {"act": "burn", "article": "1"}, {"act": "add", "article": "x"}, {"article": "9" * 40}]
)
def test_by_hand_asks_for_an_article_and_a_deed(editor: Client, dossier: Dossier, given: dict[str, str]) -> None:
    assert editor.post(f"/dossier/{dossier.pk}/hand", given).status_code == 404


def test_a_stranger_sees_in_which_dossiers_an_article_stands(client: Client, editor: Client, dossier: Dossier) -> None:
    told = Article.objects.get()
    editor.post(f"/dossier/{dossier.pk}/hand", {"act": "add", "article": told.pk, "back": "/"})
    html = client.get(f"/article/{told.pk}").content.decode()
    assert f'href="/dossier/{dossier.pk}"' in html
    assert "/hand" not in html
