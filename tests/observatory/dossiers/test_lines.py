"""The line of time of a dossier: each thing once over the members of a story, the same whatever stood there before."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from marsad.observatory import annotating, following, jobs
from marsad.observatory.decisions import Change, correct, undo
from marsad.observatory.dossiers import lines
from marsad.observatory.dossiers.deciding import make
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import (
    Article,
    Dossier,
    DossierKind,
    DossierLine,
    DossierMember,
    DossierSeries,
    Fact,
    FactState,
    Followed,
    LineKind,
    Story,
)
from marsad.observatory.story_decisions import merge_stories
from marsad.observatory.versions import ANNOTATE
from tests.observatory.dossiers.told import dossier, enter, renewed, series, stand
from tests.observatory.facts import FRENCH, SPANISH, page, take, three_pages, work
from tests.observatory.told import SAID, together, told_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", told_in)
    monkeypatch.setattr(following, "together", together)


@pytest.fixture
def story(data_dir: Path) -> str:
    """Three pages in one story; the Spanish one has another sum."""
    other = tuple(words.replace("12 millones", "15 millions") for words in SPANISH)
    french, _, arabic = three_pages()
    take(data_dir, french, page("es", other, "es"), arabic)
    into = of("fr").story_id or ""
    for one in Story.objects.filter(redirect_to=None).exclude(pk=into):
        merge_stories(data_dir, "nadia", one.pk, into)
    Followed.objects.update(state=FactState.FOUND)
    return into


def of(lang: str) -> Article:
    return Article.objects.select_related("story", "source").get(lang=lang, current=True)


def line(of: Dossier, kind: LineKind) -> DossierLine:
    return DossierLine.objects.get(dossier=of, kind=kind)


def all_of(langs: tuple[str, ...] = ("fr", "es", "ar")) -> list[Article]:
    return [of(lang) for lang in langs]


def test_a_story_gives_a_line_for_each_thing_that_its_members_tell(story: str) -> None:
    row = dossier()
    enter(row, *all_of(), parts=(2,))
    renewed(row, story)
    whole = line(row, LineKind.STORY)
    assert (whole.key, whole.articles, whole.voices, whole.langs, whole.parts) == (story, 3, 1, 1 | 2 | 4, [2])
    said = line(row, LineKind.STATEMENT)
    assert said.followed is not None
    assert said.fact is not None
    assert (said.fact.exact, said.articles, said.entity_id) == (SAID["fr"][0], 3, said.followed.entity_id)
    differs = line(row, LineKind.CONTRADICTION)
    assert differs.followed is not None
    assert differs.followed.key == "chantier" == differs.key


def test_an_event_stands_at_the_first_of_its_days(story: str) -> None:
    row = dossier()
    enter(row, *all_of())
    renewed(row, story)
    event = line(row, LineKind.EVENT)
    zone = timezone.get_current_timezone()
    assert (event.begin, event.end) == ("2025-09-20", "2025-09-20")
    assert event.at == datetime(2025, 9, 20, tzinfo=zone)
    Fact.objects.filter(kind="event").update(detail={"event_kind": "opening", "name": "le phare de Tamri"})
    Followed.objects.filter(kind=Followed.EVENT).delete()
    renewed(row, story)
    assert (line(row, LineKind.EVENT).begin, line(row, LineKind.EVENT).at) == ("", of("fr").sort_at)


def test_only_members_tell(story: str) -> None:
    row = dossier()
    enter(row, of("ar"))
    assert {kind for kind, *_ in renewed(row, story)} == {"story", "statement"}
    assert line(row, LineKind.STATEMENT).articles == 1
    assert line(row, LineKind.STATEMENT).langs == DossierLine.LANG_BITS["ar"]


def test_only_what_readers_see_is_told(story: str) -> None:
    row = dossier()
    enter(row, *all_of())
    Fact.objects.filter(kind="event").update(state=FactState.STRUCK)
    Followed.objects.filter(kind=Followed.CONTRADICTION).update(state=FactState.WAITING)
    assert {kind for kind, *_ in renewed(row, story)} == {"story", "statement", "figure"}


def test_the_lines_are_the_same_whatever_stood_there_before(story: str) -> None:
    step_by_step, at_once = dossier("d1"), dossier("d2")
    for article in all_of(("ar", "fr", "es")):
        enter(step_by_step, article)
        lines.renew(step_by_step.pk, story)
    DossierMember.objects.filter(dossier=step_by_step, article=of("fr")).delete()
    lines.renew(step_by_step.pk, story)
    enter(step_by_step, of("fr"))
    enter(at_once, *all_of())
    assert renewed(step_by_step, story) == renewed(at_once, story) == renewed(at_once, story)
    assert series(step_by_step) == series(at_once) != {}


def test_without_members_nothing_is_left(story: str) -> None:
    row = dossier()
    enter(row, *all_of())
    assert renewed(row, story)
    assert series(row)
    DossierMember.objects.filter(dossier=row).delete()
    assert renewed(row, story) == []
    assert not DossierSeries.objects.filter(dossier=row).exists()
    lines.renew("nothing", story)
    assert stand(row, story) == []


def test_a_figure_is_in_a_series_with_a_line_for_each_value(story: str) -> None:
    row = dossier()
    enter(row, *all_of())
    renewed(row, story)
    told = DossierLine.objects.filter(dossier=row, kind=LineKind.FIGURE).order_by("article")
    assert [one.fact.detail["value"] for one in told if one.fact] == [12_000_000, 15_000_000]
    assert sum(series(row).values()) == 2
    assert all(key.startswith("MAD|") for key in series(row))


def test_a_copy_tells_nothing_of_its_own(data_dir: Path) -> None:
    words = (FRENCH[0], FRENCH[1], FRENCH[2] + " Le quai sera fermé aux voitures pendant la fête du phare.")
    take(data_dir, page("fr", words), page("copy", words))
    row, articles = dossier(), list(Article.objects.filter(current=True).order_by("pk"))
    assert articles[0].story_id == articles[1].story_id
    assert articles[1].relation == "verbatim"
    Followed.objects.all().delete()
    enter(row, *articles)
    renewed(row, articles[0].story_id or "")
    event = line(row, LineKind.EVENT)
    assert (event.article_id, event.articles) == (articles[0].pk, 2)


def test_goals_are_those_of_what_the_dossier_is_about(story: str) -> None:
    named = Fact.objects.filter(kind="organisation", article__story=story).exclude(entity=None)[0]
    other = Fact.objects.filter(kind="person", article__story=story).exclude(entity=None)[0]
    for fact, exact in ((named, "rallumer le phare"), (other, "attendre ce feu")):
        Fact.objects.create(
            article=fact.article, kind="goal", field="body", start=0, end=len(exact), exact=exact, prefix="", suffix="",
            text_sha256=fact.text_sha256, confidence=0.9, rule="goal", entity=fact.entity,
        )  # fmt: skip
    asked, followed = dossier("d1"), dossier("d2", DossierKind.INITIATIVE, named.entity_id)
    for row in (asked, followed):
        enter(row, *all_of())
        renewed(row, story)
    goals = DossierLine.objects.filter(kind=LineKind.GOAL)
    assert goals.filter(dossier=asked).count() == 2
    assert [one.fact.exact for one in goals.filter(dossier=followed) if one.fact] == ["rallumer le phare"]


def test_series_count_their_lines_whatever_becomes_of_the_facts(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    row = make(data_dir, "nadia", DossierKind.QUESTION, "Phare", Rule("12 millions"))
    work(data_dir)
    figure = Fact.objects.filter(kind="figure", article=of("fr")).get()

    def counted() -> dict[str, int]:
        figures = DossierLine.objects.filter(dossier=row, kind=LineKind.FIGURE)
        return dict(Counter(figures.values_list("key", flat=True)))

    before = series(row)
    assert before == counted() != {}
    decided = correct(data_dir, "nadia", figure.pk, Change("figure", {"value": 13_000_000, "unit": "MAD"}))
    assert series(row) == counted() != {}
    undo(data_dir, "nadia", decided.number)
    assert series(row) == counted() == before
    jobs.require(*ANNOTATE, list(Article.objects.values_list("pk", flat=True)))
    work(data_dir)
    assert series(row) == counted() == before


@pytest.mark.parametrize("begin", ["0001-01-01", "9999-13-01", "0000", "soon"])
def test_a_day_that_no_table_holds_leaves_an_event_where_it_was_published(story: str, begin: str) -> None:
    row = dossier()
    enter(row, *all_of())
    Followed.objects.filter(kind=Followed.EVENT).delete()
    Fact.objects.filter(kind="event").update(detail={"event_kind": "opening", "start_date": begin, "end_date": begin})
    with timezone.override("Africa/Algiers"):
        renewed(row, story)
    assert (line(row, LineKind.EVENT).begin, line(row, LineKind.EVENT).at) == ("", of("fr").sort_at)


def test_a_story_whose_lines_fail_leaves_none_and_stops_nothing(story: str, monkeypatch, caplog) -> None:
    row = dossier()
    enter(row, *all_of())
    renewed(row, story)

    def failing(*_: object) -> None:
        raise ValueError("of all the luck")

    monkeypatch.setattr(lines, "told_lines", failing)
    assert renewed(row, story) == []
    assert series(row) == {}
    assert "could not be put on the line of time" in caplog.text
