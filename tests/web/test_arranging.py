"""Editors merge, split and move by forms: told first, written down, shown in the log, taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from marsad.archive.journal import read_journal
from marsad.observatory import standing
from marsad.observatory.models import Article, Decision, Story
from marsad.observatory.presence import alone
from marsad.web.accounts import add_user
from tests.web.conftest import Newsroom
from tests.web.newsroom import START, add_article, add_fact

PASSWORD = "lantern-and-quay-9"


@pytest.fixture
def editor(client: Client, data_dir: Path, newsroom: Newsroom) -> Client:
    standing.begin()
    client.force_login(add_user("nadia", PASSWORD, "editor"))
    return client


def get(client: Client, path: str, lang: str = "en") -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


def ask(client: Client, story: Story, **form: object) -> tuple[int, str]:
    answer = client.post(f"/story/{story.pk}/arrange", form, headers={"accept-language": "en"})
    return answer.status_code, answer.content.decode() if answer.status_code != 302 else answer["Location"]


def agree(client: Client, story: Story, html: str) -> str:
    """Send the confirmation's own form."""
    form = html.split("<main")[1].split("<form")[1].split("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    answer = client.post(f"/story/{story.pk}/arrange", fields)
    assert answer.status_code == 302
    return answer["Location"]


def story_of(article: Article) -> str | None:
    return Article.objects.get(pk=article.pk).story_id


def test_a_merge_is_told_first_and_then_done(editor: Client, newsroom: Newsroom) -> None:
    small, big = newsroom.small, newsroom.big
    status, html = ask(editor, small, act="merge", address=f"http://127.0.0.1:8000/story/{big.pk}?lang=fr")
    assert status == 200
    assert "1 article goes to this story:" in html
    assert "The joined story will have: 7 articles, 5 independent sources" in html
    assert "The address of this story will lead there for ever." in html
    assert story_of(newsroom.lone) == small.pk, "nothing was done yet"
    assert not Decision.objects.exists()
    assert agree(editor, small, html) == f"/story/{big.pk}/history#done"
    assert story_of(newsroom.lone) == big.pk
    moved = editor.get(f"/story/{small.pk}")
    assert (moved.status_code, moved["Location"]) == (301, f"/story/{big.pk}")
    assert moved["Cache-Control"] == "no-cache", "or a browser would not see that it was taken back"
    for page in ("history", "arrange"):
        assert editor.get(f"/story/{small.pk}/{page}")["Location"] == f"/story/{big.pk}/{page}"
    assert "<span>7 articles</span>" in get(editor, f"/story/{big.pk}")


def test_what_was_merged_is_in_the_log_and_can_be_taken_back(
    editor: Client, newsroom: Newsroom, data_dir: Path
) -> None:
    _, html = ask(editor, newsroom.small, act="merge", into=newsroom.big.pk)
    there = agree(editor, newsroom.small, html)
    [record] = read_journal(data_dir / "journal", "story")
    assert (record["act"], record["by"], record["story"], record["to"]) == (
        "merge",
        "nadia",
        newsroom.small.pk,
        newsroom.big.pk,
    )
    log = get(editor, there.partition("#")[0])
    line = log.split('id="done"')[1].split("</li>")[0]
    assert "joined" in line
    assert re.search(r"1 article\s+came from\s+<code", line)
    assert newsroom.lone.title in log
    assert "nadia" in line
    assert "Undo" not in get(Client(), there.partition("#")[0])
    back = {"back": there}
    assert editor.post(f"/decision/{record['n']}/undo", back)["Location"] == there
    assert story_of(newsroom.lone) == newsroom.small.pk
    assert editor.get(f"/story/{newsroom.small.pk}").status_code == 200
    log = get(editor, f"/story/{newsroom.big.pk}/history")
    assert "taken back since" in log
    assert log.count("/undo") == 0
    assert f'href="/story/{newsroom.small.pk}"' in log


def test_a_split_takes_copies_along_and_gets_an_address(editor: Client, newsroom: Newsroom) -> None:
    status, html = ask(editor, newsroom.big, act="split", article=[newsroom.copies[0].pk])
    assert status == 200
    assert "3 articles go to a new story." in html
    assert "2 of them were not chosen: they are the same text as one that was." in html
    assert "That story will have: 3 articles, 1 independent source" in html
    assert "This one keeps its address, with: 3 articles, 3 independent sources" in html
    there = agree(editor, newsroom.big, html).partition("/history")[0]
    new = there.rpartition("/")[2]
    assert {story_of(one) for one in (newsroom.dispatch, *newsroom.copies)} == {new}
    assert story_of(newsroom.arabic) == newsroom.big.pk
    assert "3 articles" in get(editor, f"{there}/history")
    assert re.search(r"3 articles\s+went to", get(editor, f"/story/{newsroom.big.pk}/history"))
    editor.post("/decision/1/undo", {"back": "/"})
    assert story_of(newsroom.dispatch) == newsroom.big.pk
    assert editor.get(there)["Location"] == f"/story/{newsroom.big.pk}"


def test_articles_are_moved(editor: Client, newsroom: Newsroom) -> None:
    chosen = [newsroom.arabic.pk, newsroom.dispatch.pk, newsroom.copies[1].pk]
    _, html = ask(editor, newsroom.big, act="move", article=chosen, into=newsroom.small.pk)
    assert "4 articles go to this story:" in html
    assert "1 of them was not chosen" in html
    agree(editor, newsroom.big, html)
    moved = (newsroom.arabic, newsroom.dispatch, *newsroom.copies)
    assert {story_of(one) for one in moved} == {newsroom.small.pk}
    assert story_of(newsroom.english) == newsroom.big.pk
    assert Decision.objects.filter(act="move").count() == 1, "one decision, to be taken back as one"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"act": "burn"}, "Choose what is to be done."),
        ({"act": "split"}, "Choose one or more articles of the story."),
        ({"act": "split", "article": ["999"]}, "Choose one or more articles of the story."),
        ({"act": "merge", "address": "nowhere"}, "There is none at this address."),
        ({"act": "merge", "address": ""}, "There is none at this address."),
        ({"act": "merge", "address": "https://elsewhere.example/a/b c"}, "There is none at this address."),
        ({"act": "merge", "address": "SELF"}, "That is this very story."),
        ({"act": "split", "article": ["ALL"]}, "With their copies these are all articles of the story."),
    ],
)
def test_what_cannot_be_is_said_in_words(editor: Client, newsroom: Newsroom, form: dict, message: str) -> None:
    everything = [str(pk) for pk in Article.objects.filter(story=newsroom.big).values_list("pk", flat=True)]
    if form.get("article") == ["ALL"]:
        form = {**form, "article": everything}
    if form.get("address") == "SELF":
        form = {**form, "address": newsroom.big.pk}
    status, html = ask(editor, newsroom.big, **form)
    assert status == 422
    assert message in html
    assert 'role="alert"' in html
    assert not Decision.objects.exists()


def test_a_form_that_was_refused_keeps_what_was_chosen(editor: Client, newsroom: Newsroom) -> None:
    _, html = ask(editor, newsroom.big, act="move", article=[newsroom.arabic.pk], address="nowhere")
    assert f'value="{newsroom.arabic.pk}" checked' in html
    assert 'value="nowhere"' in html


def test_nobody_else_arranges(client: Client, signed_in: Client, newsroom: Newsroom) -> None:
    path = f"/story/{newsroom.big.pk}/arrange"
    for answer in (signed_in.get(path), signed_in.post(path, {"act": "split", "sure": "1"})):
        assert answer.status_code == 403
    assert Client().get(path)["Location"] == f"/sign-in?next={path}"
    assert Client().post(path)["Location"].startswith("/sign-in")
    assert "/arrange" not in get(signed_in, f"/story/{newsroom.big.pk}")
    assert "/arrange" not in get(signed_in, f"/article/{newsroom.lone.pk}")
    assert not Decision.objects.exists()


def test_it_needs_the_forms_token(editor: Client, newsroom: Newsroom) -> None:
    from marsad.observatory.models import User

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="nadia"))
    form = {"act": "merge", "into": newsroom.big.pk, "sure": "1"}
    assert strict.post(f"/story/{newsroom.small.pk}/arrange", form).status_code == 403
    assert story_of(newsroom.lone) == newsroom.small.pk


def test_a_rebuild_is_waited_for(editor: Client, newsroom: Newsroom, data_dir: Path) -> None:
    form = {"act": "merge", "into": newsroom.big.pk, "sure": "1"}
    with alone(data_dir):
        answer = editor.post(f"/story/{newsroom.small.pk}/arrange", form, headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert story_of(newsroom.lone) == newsroom.small.pk


def test_the_form_offers_near_and_searched_stories(editor: Client, newsroom: Newsroom) -> None:
    for article in (newsroom.dispatch, newsroom.lone):
        add_fact(article, article.body[3:8], "place", detail={"name": "Tamri"})
    html = get(editor, f"/story/{newsroom.big.pk}/arrange?q=halles")
    assert f'<input type="radio" name="into" value="{newsroom.small.pk}">' in html
    assert "No other story was found for “halles”." in html, "nothing is indexed here"
    assert f'name="article" value="{newsroom.dispatch.pk}"' in html
    assert f'name="article" value="{newsroom.copies[0].pk}"' not in html, "copies go along"


def test_an_article_leads_to_its_own_move(editor: Client, newsroom: Newsroom) -> None:
    there = f"/story/{newsroom.big.pk}/arrange?article={newsroom.arabic.pk}"
    assert f'href="{there}"' in get(editor, f"/article/{newsroom.arabic.pk}")
    assert f'value="{newsroom.arabic.pk}" checked' in get(editor, there)


def test_the_desk_lists_them_and_takes_them_back(editor: Client, newsroom: Newsroom) -> None:
    assert "No story was merged, split or moved by hand yet." in get(editor, "/decisions")
    _, html = ask(editor, newsroom.small, act="merge", into=newsroom.big.pk)
    agree(editor, newsroom.small, html)
    desk = get(editor, "/decisions").split('id="stories-title"')[1].split("</section>")[0]
    assert "joined" in desk
    assert newsroom.english.title in desk or newsroom.dispatch.title in desk
    assert '/decision/1/undo"' in desk
    editor.post("/decision/1/undo", {"back": "/decisions"})
    assert "No story was merged, split or moved by hand yet." in get(editor, "/decisions")


def test_a_decision_that_found_nothing_waits_at_the_desk(editor: Client, newsroom: Newsroom) -> None:
    _, html = ask(editor, newsroom.small, act="merge", into=newsroom.big.pk)
    agree(editor, newsroom.small, html)
    Decision.objects.update(lost=True)
    html = get(editor, "/decisions")
    assert "Nothing is left of the stories that these were about." in html
    assert '<span class="waiting"' in html


def test_a_story_to_which_nothing_happened_says_so(client: Client, newsroom: Newsroom) -> None:
    html = get(client, f"/story/{newsroom.big.pk}/history", "fr")
    assert "ce sujet est tel qu’il a été formé" in html
    assert client.get("/story/nothing/history").status_code == 404


def test_what_later_articles_did_is_in_the_log(client: Client, newsroom: Newsroom) -> None:
    from marsad.observatory.models import StoryAct
    from marsad.observatory.story_log import note

    late = add_article(newsroom.open_source, "Le lien", "fr", START, "Un article qui réunit.")
    Article.objects.filter(pk=newsroom.lone.pk).update(story=newsroom.big)
    note(StoryAct.MERGED, newsroom.small.pk, newsroom.big.pk, [newsroom.lone.pk], at=START, cause=late)
    note(StoryAct.REGROUPED, newsroom.small.pk, newsroom.big.pk, [], at=None, cause=None)
    html = get(client, f"/story/{newsroom.big.pk}/history")
    assert "by what a later article tells:" in html
    assert "Le lien" in html
    assert "by a newer version of grouping" in html


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_the_pages_speak_every_language(editor: Client, newsroom: Newsroom, lang: str) -> None:
    html = get(editor, f"/story/{newsroom.big.pk}/arrange", lang)
    words = {"fr": "L’autre sujet", "ar": "الموضوع الآخر", "es": "El otro tema", "en": "The other story"}
    assert f"<legend>{words[lang]}</legend>" in html
