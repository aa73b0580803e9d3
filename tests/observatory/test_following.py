"""What articles of a story say together: found when it changes, decided about, and made anew by a rebuild."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from marsad.archive.journal import read_journal
from marsad.observatory import annotating, following, jobs, rebuild
from marsad.observatory.contradiction_decisions import decide_contradiction
from marsad.observatory.decisions import Change, RefusedError, correct, join, strike, undo
from marsad.observatory.models import Article, Decision, FactState, Followed, FollowedWords, Story
from marsad.observatory.story_decisions import merge_stories, split_story
from marsad.observatory.versions import ANNOTATE
from tests.observatory.facts import SPANISH, export, fact, page, take, three_pages, work
from tests.observatory.told import SAID, together, told_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", told_in)
    monkeypatch.setattr(following, "together", together)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    """Three pages in one story; the Spanish one has another sum."""
    other = tuple(words.replace("12 millones", "15 millions") for words in SPANISH)
    french, _, arabic = three_pages()
    take(data_dir, french, page("es", other, "es"), arabic)
    into = story()
    for one in Story.objects.filter(redirect_to=None).exclude(pk=into):
        merge_stories(data_dir, "nadia", one.pk, into)
    return data_dir


def story() -> str:
    return Article.objects.get(lang="fr", current=True).story_id or ""


def said(kind: str) -> list[tuple[str, list[tuple[str, int, str, str]]]]:
    """Key and words (part, group, language, words) of what was found."""
    rows = Followed.objects.filter(kind=kind, story=story()).order_by("number")
    return [
        (row.key, [(one.part, one.group, one.article.lang, one.exact) for one in row.words.order_by("number")])
        for row in rows
    ]


def test_what_articles_say_together_is_kept_with_its_words(observatory: Path) -> None:
    assert said("statement") == [("s", [("variant", 0, lang, SAID[lang][0]) for lang in ("fr", "es", "ar")])]
    assert Followed.objects.get(kind="statement").entity_id == fact("Salma Idrissi").entity_id
    place = ("place", 0, "fr", "Tamri")
    assert said("event") == [("e", [("member", 0, "fr", "rallumé samedi"), place])]
    sides = [("side", 0, "fr", "12 millions de dirhams"), ("side", 1, "es", "15 millions de dirhams")]
    assert said("contradiction") == [("chantier", sides)]
    for words in FollowedWords.objects.select_related("article"):
        text = getattr(words.article, words.field)
        assert text[words.start : words.end] == words.exact
    assert FollowedWords.objects.get(part="member").fact == fact("rallumé samedi")
    assert not Story.objects.filter(stale=True).exists()


def test_a_struck_fact_says_nothing_any_more_until_it_is_taken_back(observatory: Path) -> None:
    decision = strike(observatory, "nadia", fact("12 millions de dirhams").pk)
    assert said("contradiction") == []
    undo(observatory, "nadia", decision.number)
    assert len(said("contradiction")) == 1
    strike(observatory, "nadia", fact(SAID["ar"][0], lang="ar").pk)
    assert [words[2] for words in said("statement")[0][1]] == ["fr", "es"]


def test_a_correction_counts_at_once(observatory: Path) -> None:
    correct(observatory, "nadia", fact("12 millions de dirhams").pk, Change("figure", {"value": 15e6, "unit": "MAD"}))
    assert said("contradiction") == []


def test_a_split_parts_what_was_said_together(observatory: Path) -> None:
    spanish = Article.objects.get(lang="es")
    decision = split_story(observatory, "nadia", story(), [spanish.pk])
    assert said("contradiction") == []
    assert not Followed.objects.filter(story=decision.record["to"]).exists()
    undo(observatory, "nadia", decision.number)
    assert len(said("contradiction")) == 1


def test_an_article_read_anew_is_heard_anew(observatory: Path) -> None:
    before = said("statement")
    jobs.require(*ANNOTATE, [Article.objects.get(lang="es").pk])
    assert jobs.any_pending()
    work(observatory)
    assert said("statement") == before


def test_a_contradiction_waits_is_confirmed_and_struck(observatory: Path) -> None:
    assert Followed.objects.get(kind="contradiction").state == FactState.WAITING
    first = decide_contradiction(observatory, "nadia", "confirm", Followed.objects.get(kind="contradiction").pk)
    row = Followed.objects.get(kind="contradiction")
    assert (row.state, row.decision) == (FactState.CONFIRMED, first)
    with pytest.raises(RefusedError, match="already"):
        decide_contradiction(observatory, "nadia", "confirm", row.pk)
    second = decide_contradiction(observatory, "omar", "strike", row.pk)
    assert Followed.objects.get(kind="contradiction").state == FactState.STRUCK
    undo(observatory, "omar", second.number)
    assert Followed.objects.get(kind="contradiction").state == FactState.CONFIRMED
    undo(observatory, "omar", first.number)
    assert Followed.objects.get(kind="contradiction").state == FactState.WAITING
    with pytest.raises(RefusedError, match="changed meanwhile"):
        decide_contradiction(observatory, "omar", "strike", row.pk)
    record = next(read_journal(observatory / "journal", "contradiction"))
    values = ["12 millions de dirhams", "15 millions de dirhams"]
    assert (record["key"], record["said"]["values"], record["by"]) == ("chantier", values, "nadia")


def test_a_rebuild_gives_equal_bytes(observatory: Path) -> None:
    decide_contradiction(observatory, "nadia", "confirm", Followed.objects.get(kind="contradiction").pk)
    correct(observatory, "n", fact("سلمى الإدريسي", lang="ar").pk, Change("person", {"name": "Selma"}, name="Selma"))
    join(observatory, "n", "person/~selma", fact("Salma Idrissi").entity_id or "")
    before = export()
    assert sum('"type": "followed"' in line for line in before) == 3
    for _ in range(2):
        rebuild.rebuild(observatory)
        assert export() == before
    assert Decision.objects.get(kind="contradiction").lost is False


def test_a_failure_fails_nothing_else(
    observatory: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(following, "together", broken)
    with caplog.at_level(logging.ERROR):
        strike(observatory, "nadia", fact("12 millions de dirhams").pk)
    assert fact("12 millions de dirhams").state == FactState.STRUCK
    assert "could not be found" in caplog.text
    assert not Followed.objects.exists()
    take(observatory, page("neuf", ("Une page de plus sur les pêcheurs de Tamri, qui attendent toujours ce feu.",)))
    assert Article.objects.get(url__endswith="/neuf").current
    assert not jobs.any_pending()


def test_a_large_story_is_capped(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LIMIT", 2)
    following.follow(story())
    latest = Article.objects.filter(story=story(), current=True).order_by("-sort_at", "-pk")[:2]
    heard = FollowedWords.objects.filter(part="variant").values_list("article", flat=True)
    assert sorted(heard) == sorted(article.pk for article in latest)
