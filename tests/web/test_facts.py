"""Facts on the article's page, what editors do about them, the desk, and the pages of entities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from marsad.archive.journal import read_journal
from marsad.observatory import standing
from marsad.observatory.models import Article, Decision, Entity, Fact, FactState, Job, Source, Stage, User
from marsad.observatory.presence import alone
from marsad.web.accounts import add_user
from tests.web.conftest import FILLER
from tests.web.newsroom import START, add_article, add_fact, add_source

PASSWORD = "lantern-and-quay-9"
LEDE = "Salma Idrissi rallume le phare de Tamri."
BODY = (
    f"Samedi, {FILLER}\n\nLe chantier a coûté 12 millions de dirhams à l'Office des phares de Tamri, dit Selma Idrissi."
)


@dataclass(frozen=True)
class Desk:
    """An article with facts, and the folder of its observatory."""

    article: Article
    day: Fact
    figure: Fact
    person: Fact
    second: Fact
    office: Fact
    town: Fact
    data_dir: Path


@pytest.fixture
def desk(data_dir: Path, db: None) -> Desk:
    standing.begin()
    source = add_source("quai.example", "Le Quai")
    blocks = [{"type": "paragraph", "text": text} for text in BODY.split("\n\n")]
    blocks.insert(1, {"type": "caption", "text": "Une légende"})
    topics = [{"code": "medtop:04000000", "confidence": 0.7}]
    article = add_article(source, "Le phare", "fr", START, BODY, lede=LEDE, blocks=blocks, topics=topics)
    role = {"name": "Salma Idrissi", "role": "ministre de la Mer"}
    person = add_fact(article, "Salma Idrissi", "person", field="lede", detail=role)
    second = add_fact(article, "Selma Idrissi", "person", entity=person.entity, detail=role)
    day = {"start_date": "2025-09-20", "end_date": "2025-09-20", "reason": "the day of publication"}
    return Desk(
        article,
        add_fact(article, "Samedi", "date", detail=day),
        add_fact(article, "12 millions de dirhams", "figure", detail={"value": 12_000_000, "unit": "MAD"}),
        person,
        second,
        add_fact(article, "Office des phares de Tamri", "organisation"),
        add_fact(article, "Tamri", "place", field="lede"),
        data_dir,
    )


@pytest.fixture
def editor(client: Client, desk: Desk) -> Client:
    client.force_login(add_user("nadia", PASSWORD, "editor"))
    return client


def get(client: Client, path: str, lang: str = "en") -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, desk: Desk, lang: str = "en") -> str:
    return get(client, f"/article/{desk.article.pk}", lang)


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_words_are_marked_and_lead_to_the_panel_and_back(signed_in: Client, desk: Desk) -> None:
    html = page(signed_in, desk)
    assert (
        '<mark class="fact person" id="words-1"><a href="#fact-1" title="Salma Idrissi · ministre de la Mer">' in html
    )
    assert 'title="20 September 2025">Samedi</a>' in html
    assert '<li id="fact-1" class="quoted">' in html
    assert '<a href="#words-1"><q lang="fr" dir="ltr">Salma Idrissi</q></a>' in html
    for number in range(1, 7):
        assert html.count(f'id="words-{number}"') == 1
        assert html.count(f'id="fact-{number}"') == 1
    assert "12\u202f000\u202f000" not in html
    assert "<bdi>12,000,000 MAD</bdi>" in html
    assert "20 September 2025" in html
    assert "the day of publication" in html
    assert 'href="/entity/person/salma-idrissi"' in html
    assert "ministre de la Mer" in html
    assert "economy, business and finance" in html


def test_the_text_is_the_articles_own(signed_in: Client, desk: Desk) -> None:
    html = page(signed_in, desk)
    body = text_of(html.split('<div class="body">')[1].split("</article>")[0])
    for paragraph in BODY.split("\n\n"):
        assert paragraph.replace("'", "&#39;") in body
    assert LEDE in text_of(html.split('<p class="lede">')[1].split("</header>")[0])


def test_one_entity_is_listed_once_with_all_its_words(signed_in: Client, desk: Desk) -> None:
    html = page(signed_in, desk)
    panel = html.split('id="stated-person"')[1].split("<h3")[0].split('id="stated-title"')[-1]
    assert panel.count('href="/entity/person/salma-idrissi"') == 1
    assert "Selma Idrissi" in panel


def test_strangers_see_the_facts_of_the_extract_alone(client: Client, desk: Desk) -> None:
    html = page(client, desk)
    assert 'id="words-1"><a href="#fact-1" title="Salma Idrissi">Salma Idrissi</a></mark>' in html
    assert "Tamri</a></mark>" in html
    for hidden in (
        "12 millions",
        "12,000,000",
        "Office des phares",
        "Selma",
        "Samedi",
        "ministre de la Mer",
        "/correct",
    ):
        assert hidden not in html, hidden


def test_an_extract_without_facts_says_where_they_are(client: Client, desk: Desk) -> None:
    Fact.objects.filter(field="lede").delete()
    assert "The extract holds none of the facts" in page(client, desk)


def test_white_space_of_the_extract_moves_no_mark(client: Client, db: None) -> None:
    article = add_article(add_source("o.example", "O"), "T", "fr", START, "\n  Hier,\n\n à   Tamri, la  mer. Tamri.")
    add_fact(article, "Tamri", "place", 1)
    html = get(client, f"/article/{article.pk}")
    assert "Hier, à Tamri, la mer. <mark" in html


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        (None, "", "has not been searched for facts yet"),
        ("pending", "", "has not been searched for facts yet"),
        ("failed", "internal error while annotating: X", "internal error while annotating: X"),
        ("done", "", "No names, dates or figures were found"),
    ],
)
def test_an_article_without_facts_says_why(signed_in: Client, desk: Desk, state: str, error: str, words: str) -> None:
    Fact.objects.all().delete()
    if state:
        Job.objects.create(stage=Stage.ANNOTATE, capture=desk.article.capture, version="1", state=state, error=error)
    assert words in page(signed_in, desk)


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_the_panel_speaks_every_language(signed_in: Client, desk: Desk, lang: str) -> None:
    titles = {
        "fr": "Les faits de ce texte",
        "ar": "معلومات هذا النص",
        "es": "Los datos de este texto",
        "en": "Facts in this text",
    }
    assert titles[lang] in page(signed_in, desk, lang)


def test_only_editors_get_buttons(signed_in: Client, desk: Desk) -> None:
    html = page(signed_in, desk)
    assert "/strike" not in html
    assert "/decisions" not in html


def test_an_editor_strikes_and_undoes(editor: Client, desk: Desk) -> None:
    answer = editor.post(f"/fact/{desk.day.pk}/strike")
    assert answer["Location"] == f"/article/{desk.article.pk}#stated"
    html = page(editor, desk)
    assert "struck by nadia" in html
    assert '<mark class="fact struck"' in html
    stranger = Client()
    stranger.force_login(User.objects.create_user("reader", password="x"))
    assert "Samedi</a></mark>" not in page(stranger, desk)
    [record] = read_journal(desk.data_dir / "journal", "fact")
    assert (record["by"], record["act"], record["fact"]["quote"]["exact"]) == ("nadia", "strike", "Samedi")
    back = {"back": f"/article/{desk.article.pk}#stated"}
    assert editor.post(f"/decision/{record['n']}/undo", back)["Location"] == back["back"]
    assert "Samedi</a></mark>" in page(stranger, desk)


def test_an_editor_corrects_a_figure(editor: Client, desk: Desk) -> None:
    form = get(editor, f"/fact/{desk.figure.pk}/correct")
    assert 'value="12000000"' in form
    assert '<mark class="fact figure">12 millions de dirhams</mark>' in form
    given = {"kind": "figure", "words": "12 millions de dirhams", "value": "12 500 000", "unit": "MAD"}
    assert editor.post(f"/fact/{desk.figure.pk}/correct", given).status_code == 302
    html = page(editor, desk)
    assert "12,500,000 MAD" in html
    assert "corrected by nadia" in html
    assert "12,000,000" not in html
    row = Fact.objects.get(state=FactState.CORRECTED)
    assert 'value="12500000"' in get(editor, f"/fact/{row.pk}/correct"), "a correction can be corrected"


def test_an_editor_corrects_words_kind_and_name(editor: Client, desk: Desk) -> None:
    given = {"kind": "place", "words": "phares  de Tamri", "name": "Tamri"}
    assert editor.post(f"/fact/{desk.office.pk}/correct", given).status_code == 302
    row = Fact.objects.get(state=FactState.CORRECTED)
    assert (row.kind, row.exact, row.entity_id) == ("place", "phares de Tamri", desk.town.entity_id)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "planet", "words": "Samedi"}, "Choose what it is."),
        ({"kind": "date", "words": "dimanche"}, "do not stand in the text"),
        ({"kind": "date", "words": ""}, "do not stand in the text"),
        ({"kind": "date", "words": "Samedi", "start_date": "hier"}, "A date is a year"),
        ({"kind": "date", "words": "Samedi", "start_date": "2025-02-30"}, "A date is a year"),
        ({"kind": "date", "words": "Samedi", "start_date": "2025-03", "end_date": "2025-02"}, "comes after"),
        ({"kind": "figure", "words": "Samedi", "value": ""}, "needs a value"),
        ({"kind": "figure", "words": "Samedi", "value": "douze"}, "in digits"),
        ({"kind": "figure", "words": "Samedi", "value": "inf"}, "in digits"),
        ({"kind": "person", "words": "Samedi", "name": "x" * 501}, "too long"),
    ],
)
def test_a_form_that_cannot_be_is_refused_in_words(editor: Client, desk: Desk, given: dict, message: str) -> None:
    answer = editor.post(f"/fact/{desk.day.pk}/correct", given, headers={"accept-language": "en"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert message in html
    assert given["words"] in html
    assert not Decision.objects.exists()


def test_nobody_else_decides(client: Client, signed_in: Client, desk: Desk) -> None:
    paths = (f"/fact/{desk.day.pk}/strike", f"/fact/{desk.day.pk}/correct", "/decision/1/undo", "/decision/1/place")
    for path in (*paths, "/entities/join", "/entities/part"):
        assert signed_in.post(path).status_code == 403, path
        assert Client().post(path)["Location"].startswith("/sign-in"), path
    assert signed_in.get("/decisions").status_code == 403
    assert Client().get("/decisions")["Location"] == "/sign-in?next=/decisions"
    assert not Decision.objects.exists()


def test_decisions_need_the_forms_token_and_a_post(desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(add_user("nadia", PASSWORD, "editor"))
    assert strict.post(f"/fact/{desk.day.pk}/strike").status_code == 403
    assert strict.get(f"/fact/{desk.day.pk}/strike").status_code == 405
    assert not Decision.objects.exists()


def test_what_has_changed_meanwhile_is_said(editor: Client, desk: Desk) -> None:
    editor.post(f"/fact/{desk.day.pk}/strike")
    again = editor.post(f"/fact/{desk.day.pk}/strike", {"back": "/article/1"}, headers={"accept-language": "en"})
    assert again.status_code == 409
    assert "has changed meanwhile" in again.content.decode()
    assert 'href="/article/1"' in again.content.decode()
    assert editor.post("/fact/999999/strike", {"back": "//evil.example"}).status_code == 409
    assert "evil" not in editor.post("/decision/99/undo", {"back": "https://evil.example/"}).content.decode()


def test_a_rebuild_is_waited_for(editor: Client, desk: Desk) -> None:
    with alone(desk.data_dir):
        answer = editor.post(f"/fact/{desk.day.pk}/strike", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert "being rebuilt" in answer.content.decode()


def test_the_desk_places_and_drops_what_lost_its_place(editor: Client, desk: Desk) -> None:
    for fact in (desk.day, desk.figure):
        editor.post(f"/fact/{fact.pk}/strike")
    assert "None: every decision is in its place." in get(editor, "/decisions")
    Decision.objects.update(lost=True)
    html = get(editor, "/decisions")
    assert html.count("Place it there") == 2
    assert '<span class="waiting" title="Decisions that lost their place">2</span>' in get(editor, "/")
    wrong = editor.post("/decision/1/place", {"words": "dimanche"}, headers={"accept-language": "en"})
    assert wrong.status_code == 422
    assert "do not stand in the text" in wrong.content.decode()
    assert editor.post("/decision/1/place", {"words": "Samedi"})["Location"] == "/decisions"
    assert not Decision.objects.get(pk=1).lost
    assert editor.post("/decision/2/undo", {"back": "/decisions"})["Location"] == "/decisions"
    assert "None: every decision is in its place." in get(editor, "/decisions")
    assert editor.post("/decision/77/place", {"words": "x"}).status_code == 404


def test_the_page_of_an_entity(client: Client, desk: Desk) -> None:
    arabic = add_article(add_source("m.example", "منارات"), "منارة", "ar", START, "قالت سلمى الإدريسي.")
    add_fact(arabic, "سلمى الإدريسي", "person", entity=desk.person.entity, detail={"name": "سلمى الإدريسي"})
    html = get(client, "/entity/person/salma-idrissi")
    for words in ("Salma Idrissi", "سلمى الإدريسي", "2 articles", "Le phare", "منارة"):
        assert words in html, words
    assert "ministre de la Mer" not in html, "a quotation from beyond the extract"
    Source.objects.update(visibility="full")
    assert "ministre de la Mer" in get(client, "/entity/person/salma-idrissi")
    assert "<form" not in html.split("<main")[1]
    assert client.get("/entity/person/nobody").status_code == 404
    assert client.get("/entity/person/salma-idrissi?page=2").status_code == 404


def test_struck_mentions_name_nobody(editor: Client, desk: Desk) -> None:
    for fact in (desk.person, desk.second):
        editor.post(f"/fact/{fact.pk}/strike")
    assert "No article names it any more" in get(editor, "/entity/person/salma-idrissi")


def test_an_editor_joins_and_undoes(editor: Client, desk: Desk) -> None:
    source = Source.objects.get(key="quai.example")
    other = add_article(source, "Autre", "fr", START, "Salma Idrissi-Alaoui a parlé.")
    add_fact(other, "Salma Idrissi-Alaoui", "person")
    assert "person/salma-idrissi-alaoui" in get(editor, "/entity/person/salma-idrissi"), "it is offered"
    into = "http://127.0.0.1:8000/entity/person/salma-idrissi"
    joined = editor.post("/entities/join", {"entity": "person/salma-idrissi-alaoui", "into": into})
    assert joined["Location"] == "/entity/person/salma-idrissi"
    assert editor.get("/entity/person/salma-idrissi-alaoui")["Location"] == "/entity/person/salma-idrissi"
    html = get(editor, "/entity/person/salma-idrissi")
    assert "2 articles" in html
    assert "Salma Idrissi-Alaoui joined to Salma Idrissi by nadia" in html
    assert 'href="/entity/person/salma-idrissi"' in get(editor, f"/article/{other.pk}")
    bad = editor.post("/entities/join", {"entity": "person/salma-idrissi", "into": "place/tamri"})
    assert bad.status_code == 409
    editor.post("/decision/1/undo", {"back": "/"})
    assert "1 article" in get(editor, "/entity/person/salma-idrissi")
    assert Entity.objects.get(pk="person/salma-idrissi-alaoui").redirect_to is None


def test_an_editor_parts_a_name(editor: Client, desk: Desk) -> None:
    article = desk.article
    Fact.objects.filter(pk=desk.second.pk).update(detail={"name": "Selma Idrissi"}, named=1)
    named = {"kind": "person", "names": [], "role": None, "country": None, "key": None, "acronym": None, "parts": []}
    article.named = [
        {**named, "name": name, "id": "person/salma-idrissi"} for name in ("Salma Idrissi", "Selma Idrissi")
    ]
    article.save()
    answer = editor.post("/entities/part", {"entity": "person/salma-idrissi", "name": "Selma Idrissi"})
    assert answer["Location"] == "/entity/person/salma-idrissi~selma-idrissi"
    assert "Selma Idrissi" in get(editor, answer["Location"])
    assert editor.post("/entities/part", {"entity": "person/nobody", "name": "x"}).status_code == 409


def test_topics_stand_on_story_cards(client: Client, desk: Desk) -> None:
    from tests.web.newsroom import add_story

    add_story(desk.article)
    assert "economy, business and finance" in get(client, "/")
    assert "économie, affaires et finances" in get(client, "/", "fr")
