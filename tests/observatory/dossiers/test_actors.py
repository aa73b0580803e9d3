"""Who counts of an article, and which words tie two of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marsad.observatory import annotating
from marsad.observatory.decisions import join
from marsad.observatory.dossiers.actors import LONGEST, MOST, MOST_TIES, actors_of
from marsad.observatory.models import Article, Entity, Fact, FactState
from tests.observatory.facts import FRENCH, fact, page, take, three_pages
from tests.observatory.told import told_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", told_in)


def of(lang: str) -> Article:
    return Article.objects.get(lang=lang, current=True)


def named(lang: str = "fr") -> dict[str, str]:
    """Ids of those that the article names, by their names."""
    facts = Fact.objects.filter(article=of(lang), kind__in=("person", "organisation")).exclude(entity=None)
    return {exact: entity or "" for exact, entity in facts.values_list("exact", "entity_id")}


def add(article: Article, entity: str, exact: str, field: str = "body") -> None:
    """A mention of an entity."""
    Entity.objects.get_or_create(pk=entity, defaults={"kind": "organisation", "name": exact})
    start = getattr(article, field).index(exact)
    Fact.objects.create(
        article=article, kind="organisation", field=field, start=start, end=start + len(exact), exact=exact, prefix="",
        suffix="", text_sha256="", confidence=0.9, rule="list", entity_id=entity,
    )  # fmt: skip


def test_who_is_named_first_twice_or_has_a_part_counts(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    ids = named()
    assert actors_of([of("fr")])[of("fr").pk].ids == (ids["Salma Idrissi"],), "no place, no body named once"
    found = actors_of([of("fr"), of("es"), of("ar")])
    assert set(found) == {of("fr").pk, of("es").pk, of("ar").pk}
    add(of("fr"), "org/quai", "le quai")
    assert "org/quai" not in actors_of([of("fr")])[of("fr").pk].ids
    add(of("fr"), "org/quai", "pêcheurs attendent")
    assert actors_of([of("fr")])[of("fr").pk].ids == (ids["Salma Idrissi"], "org/quai")


def test_two_in_one_sentence_are_tied_by_it(data_dir: Path) -> None:
    words = (f"{FRENCH[0]} L'Office des phares et Salma Idrissi ont signé à Tamri. L'Office des phares se tait.",)
    take(data_dir, page("fr", words + FRENCH[1:]))
    article = of("fr")
    [tie] = actors_of([article])[article.pk].ties
    assert {tie.first, tie.second} == {named()["Salma Idrissi"], named()["Office des phares"]}
    assert tie.first < tie.second
    assert tie.exact == "L'Office des phares et Salma Idrissi ont signé à Tamri."
    assert getattr(article, tie.field)[tie.start : tie.end] == tie.exact


def test_the_parties_of_a_fact_are_tied_by_its_sentence(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    article, promise = of("fr"), fact("reviendra sur le quai de Tamri en mai")
    promise.state = FactState.CONFIRMED
    promise.save()
    body = named()["Office des phares"]
    promise.details.create(number=9, role="with", entity_id=body, field="body", start=0, end=2, exact="Le", prefix="",
                           suffix="", text_sha256="")  # fmt: skip
    found = actors_of([article])[article.pk]
    assert body in found.ids
    assert [tie.exact for tie in found.ties] == ["Salma Idrissi reviendra sur le quai de Tamri en mai."]


def test_joined_entities_are_one(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    article, body = of("fr"), named()["Office des phares"]
    add(article, "org/quai", "quai")
    assert body not in actors_of([article])[article.pk].ids
    join(data_dir, "nadia", "org/quai", body)
    assert body in actors_of([article])[article.pk].ids, "named twice by two names"
    assert all("org/quai" not in (tie.first, tie.second) for tie in actors_of([article])[article.pk].ties)


def test_an_article_gives_so_many_actors_and_ties_and_its_words_are_short(data_dir: Path) -> None:
    names = [f"Ligue numéro {number}" for number in range(20)]
    long = " et ".join(names) + " se sont réunies au port de Tamri pour y attendre, de longues heures durant, le feu."
    take(data_dir, page("fr", (long, *FRENCH)))
    article = of("fr")
    for number, name in enumerate(names):
        add(article, f"org/{number}", f"{name} " if number else name)
    found = actors_of([article])[article.pk]
    assert (len(found.ids), len(found.ties)) == (MOST, MOST_TIES)
    assert all(len(tie.exact) <= LONGEST and tie.exact == article.body[tie.start : tie.end] for tie in found.ties)


def test_the_cost_is_a_few_queries_for_many_articles(data_dir: Path) -> None:
    take(data_dir, *three_pages())
    with CaptureQueriesContext(
        connection,
    ) as one:
        actors_of([of("fr")])
    with CaptureQueriesContext(connection) as three:
        actors_of(list(Article.objects.all()))
    assert len(three) <= len(one)
    assert actors_of([]) == {}
