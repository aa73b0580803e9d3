"""The annotate stage and linking: facts with their evidence, entities over articles, nothing stopped by a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.model import Annotations, Entity, FactKind, Mention
from marsad.observatory import annotating, jobs, rebuild
from marsad.observatory.annotating import evidence_of, texts_of
from marsad.observatory.entities import refresh_names
from marsad.observatory.grouping import GroupStage
from marsad.observatory.models import Article, Fact, Job, JobState, Stage
from marsad.observatory.models import Entity as EntityRow
from marsad.observatory.versions import ANNOTATE, GROUP
from marsad.observatory.worker import AnnotateStep, ReadStep
from tests.observatory.facts import FRENCH, export, fact, found_in, page, shown, take, three_pages, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


def test_every_fact_says_its_words_where_it_says_they_stand(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    assert Fact.objects.count() > 10
    for row in Fact.objects.select_related("article__capture"):
        evidence = evidence_of(row, row.article.capture.record_id)
        assert evidence.holds(texts_of(row.article)[row.field])


def test_facts_of_the_lede_stand_in_the_lede(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = found_in
    take(data_dir, page("fr", FRENCH))
    article = Article.objects.select_related("capture").get()
    article.lede, article.body = FRENCH[0], "\n\n".join(FRENCH[1:])
    article.blocks = [{"type": "paragraph", "text": text} for text in FRENCH[1:]]
    article.save()
    found = real(annotating.article_of(article))
    annotating.store(article, found, list(annotating._rows(article, found)))
    fields = dict.fromkeys(Fact.objects.order_by("field", "start").values_list("field", "exact"))
    assert list(fields) == [
        ("body", "12 millions de dirhams"),
        ("body", "Office des phares"),
        ("body", "Tamri"),
        ("body", "Salma Idrissi"),
        ("lede", "Tamri"),
        ("lede", "samedi"),
        ("lede", "Salma Idrissi"),
    ]
    for row in Fact.objects.all():
        assert evidence_of(row, "r").holds(texts_of(article)[row.field])


def test_details_topics_and_entities(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    assert fact("12 millions de dirhams").detail == {"value": 12_000_000, "unit": "MAD"}
    assert fact("samedi").detail["start_date"] == "2025-09-20"
    person = fact("Salma Idrissi")
    assert person.detail == {"name": "Salma Idrissi", "role": "ministre de la Mer"}
    assert Article.objects.get(lang="fr").topics == [{"code": "medtop:04000000", "confidence": 0.6}]
    assert person.entity_id == fact("Salma Idrissi", lang="es").entity_id
    assert person.entity
    assert person.entity.names["fr"] == "Salma Idrissi"
    assert {"fr", "es"} <= set(person.entity.names)
    assert not Fact.objects.filter(kind__in=["person", "place", "organisation"], entity=None).exists()


def test_an_article_that_fails_is_grouped_and_shown_without_facts(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_over_spanish(article: object) -> Annotations:
        if article.lang == "es":  # type: ignore[attr-defined]
            raise ZeroDivisionError("by nothing")
        return found_in(article)  # type: ignore[arg-type]

    monkeypatch.setattr(annotating, "annotate", fails_over_spanish)
    take(data_dir, *three_pages())
    failed = Job.objects.get(state=JobState.FAILED)
    assert (failed.stage, failed.error) == (
        "annotate",
        "internal error while annotating: ZeroDivisionError: by nothing",
    )
    assert Article.objects.filter(current=True).exclude(story=None).count() == 3
    assert not Fact.objects.filter(article__lang="es").exists()
    assert list(shown("fr"))


def test_an_article_that_takes_too_long_fails_with_the_limit(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: object) -> Annotations:
        while True:
            pass

    monkeypatch.setenv("MARSAD_READ_SECONDS", "0.2")
    monkeypatch.setattr(annotating, "annotate", endless)
    take(data_dir, page("fr", FRENCH))
    assert "finding its facts took longer than the limit of 0.2 seconds" in Job.objects.get(state="failed").error
    assert Article.objects.get().current


def test_a_page_that_workers_die_over_goes_on_without_facts(data_dir: Path) -> None:
    from tests.observatory.test_truth import take as only_take

    only_take(data_dir, page("fr", FRENCH))
    ReadStep(data_dir, "t")()
    for _ in range(jobs.MAX_CRASHES):
        assert jobs.claim(*ANNOTATE, 1, "dies")
        assert jobs.release("dies", crashed=True) == 1
    assert Job.objects.get(stage=Stage.ANNOTATE).error == jobs.DIED
    work(data_dir)
    assert Article.objects.get().current


def test_grouping_waits_for_earlier_articles_to_be_annotated(data_dir: Path) -> None:
    from tests.observatory.test_truth import take as only_take

    only_take(data_dir, *three_pages())
    read, annotate = ReadStep(data_dir, "t"), AnnotateStep(data_dir, "t")
    while read():
        pass
    [first] = jobs.claim(*ANNOTATE, 1, "slow")
    assert first.capture_id == 1
    while annotate():
        pass
    group = GroupStage(data_dir, "t")
    assert group.step() == 0
    annotating.run(first, "slow")
    assert group.step() == 3
    group.close()


def test_what_a_dead_worker_had_in_hand_is_grouped_before_what_came_later(data_dir: Path) -> None:
    from tests.observatory.test_truth import take as only_take

    only_take(data_dir, *three_pages())
    read, annotate = ReadStep(data_dir, "t"), AnnotateStep(data_dir, "t")
    while read() + annotate():
        pass
    [first] = jobs.claim(*GROUP, 1, "dies")
    assert first.capture_id == 1
    group = GroupStage(data_dir, "t")
    assert group.step() == 3
    group.close()
    assert fact("Salma Idrissi").entity
    assert Article.objects.get(lang="fr").story_id


def test_a_restart_changes_no_id(data_dir: Path) -> None:
    one, two, three = three_pages()
    take(data_dir, one)
    take(data_dir, two)  # each with a linker that learned from the tables
    take(data_dir, three)
    before = export()
    rebuild.rebuild(data_dir)
    assert export() == before
    assert any('"type": "entity"' in line for line in before)


def test_names_learned_anew_are_those_learned_in_passing(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    told = list(EntityRow.objects.order_by("pk").values("pk", "name", "names", "country"))
    assert any({"fr", "es"} <= set(row["names"]) and row["country"] == "MA" for row in told)
    EntityRow.objects.update(names={}, country="", name="?")
    refresh_names(row["pk"] for row in told)
    assert list(EntityRow.objects.order_by("pk").values("pk", "name", "names", "country")) == told


def test_a_linker_that_fails_over_an_article_leaves_its_facts_without_entity(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.observatory import linking

    class Fails(linking.Linker):
        def link(self, entities, **given):  # type: ignore[no-untyped-def]
            if given["lang"] == "es":
                raise KeyError
            return super().link(entities, **given)

    monkeypatch.setattr(linking, "Linker", Fails)
    take(data_dir, *three_pages())
    assert Article.objects.filter(current=True).count() == 3
    assert not Fact.objects.filter(article__lang="es").exclude(entity=None).exists()
    assert fact("Salma Idrissi").entity_id


def test_facts_at_odd_places_are_left_out(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(article) -> Annotations:  # type: ignore[no-untyped-def]
        entity = Entity(kind=FactKind.PLACE, name="X", names=("X",))
        spans = [(0, 2), (0, 2), (5, 10**6)]
        mentions = [
            Mention(kind=FactKind.PLACE, start=a, end=b, text="", confidence=1.0, rule="r", entity=0) for a, b in spans
        ]
        return Annotations(facts=tuple(mentions), entities=(entity,))

    monkeypatch.setattr(annotating, "annotate", odd)
    take(data_dir, page("fr", FRENCH))
    assert list(Fact.objects.values_list("start", "end")) == [(0, 2)]


def test_annotated_again_the_facts_are_replaced_whole(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    before = [line for line in export() if '"type": "fact"' in line or '"type": "entity"' in line]
    jobs.require(*ANNOTATE, list(Article.objects.values_list("pk", flat=True)))
    work(data_dir)
    assert [line for line in export() if '"type": "fact"' in line or '"type": "entity"' in line] == before
    assert EntityRow.objects.exists()
