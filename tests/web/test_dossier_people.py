"""The actors of a dossier with their roles and since when, an initiative's partners, and its figures over time."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from marsad.observatory import annotating
from marsad.observatory.dossiers import lines
from marsad.observatory.dossiers.actors import actors_of
from marsad.observatory.models import (
    Article,
    Dossier,
    DossierActor,
    DossierKind,
    DossierTie,
    Entity,
    Fact,
    Source,
    TieWords,
    User,
    Visibility,
)
from marsad.web.queries.dossier_figures import figures
from marsad.web.queries.dossier_people import actors, partners
from tests.observatory.dossiers.told import dossier, enter
from tests.observatory.facts import FRENCH, page, take
from tests.observatory.told import told_in

pytestmark = pytest.mark.django_db(transaction=True)

SINCE = "Le phare de Tamri sera rallumé samedi, a annoncé Salma Idrissi, ministre de la Mer depuis 2021, à Tamri."
PARTNERS = "Le feu est rallumé en partenariat avec l'Office des phares, a rappelé Salma Idrissi devant les pêcheurs."


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", told_in)


@pytest.fixture
def followed(data_dir: Path) -> Dossier:
    """A dossier about the minister with two articles; one says since when she is, and with whom she works."""
    take(data_dir, page("un", (SINCE, PARTNERS, *FRENCH[1:])), page("deux", FRENCH))
    Source.objects.update(visibility=Visibility.EXTRACT)
    fact = Fact.objects.filter(exact="Salma Idrissi").exclude(entity=None)[0]
    row = dossier(kind=DossierKind.INITIATIVE, entity=fact.entity_id)
    articles = list(Article.objects.filter(current=True).select_related("story", "source").order_by("pk"))
    enter(row, *articles)
    for article in articles:
        lines.renew(row.pk, article.story_id or "")
    DossierActor.objects.create(dossier=row, entity_id=fact.entity_id or "", kind="person", articles=2)
    for article, heard in zip(articles, actors_of(articles).values(), strict=True):
        for one in heard.ties:
            tie, _ = DossierTie.objects.get_or_create(
                dossier=row, first_id=one.first, second_id=one.second, defaults={"articles": 1}
            )
            told = {name: getattr(one, name) for name in ("field", "start", "end", "exact")}
            TieWords.objects.create(tie=tie, article=article, at=article.sort_at, **told)
    return row


def reader() -> User:
    return User.objects.create_user("nadia")


def since(article: Article) -> None:
    """The date that the annotator finds."""
    start = article.body.index("2021")
    Fact.objects.create(
        article=article, kind="date", field="body", start=start, end=start + 4, exact="2021",
        prefix=article.body[start - 32 : start], suffix="", text_sha256="", confidence=0.9, rule="year",
        detail={"start_date": "2021", "end_date": "2021"},
    )  # fmt: skip


def test_an_actor_has_the_roles_that_articles_give_and_since_when(followed: Dossier) -> None:
    first = Article.objects.get(url__endswith="/un")
    [minister] = actors(followed, reader())
    assert [(role.words, role.lang, role.articles) for role in minister.roles] == [("ministre de la Mer", "fr", 2)]
    [role] = minister.roles
    assert (role.first.article.id, role.first.exact) == (first.pk, "Salma Idrissi, ministre de la Mer")
    assert (role.since, role.since_words) == ("", None)
    since(first)
    [role] = actors(followed, User.objects.get())[0].roles
    assert role.since == "2021"
    assert role.since_words is not None
    assert role.since_words.exact == "Salma Idrissi, ministre de la Mer depuis 2021"
    assert f"words=body.{first.body.index('Salma')}." in role.since_words.address


def test_a_stranger_sees_the_roles_that_extracts_give(followed: Dossier) -> None:
    [minister] = actors(followed, AnonymousUser())
    assert [role.words for role in minister.roles] == ["ministre de la Mer"], "it stands in the first words"
    Fact.objects.filter(exact="Salma Idrissi").update(start=900, end=913)
    [minister] = actors(followed, AnonymousUser())
    assert minister.roles == ()


def test_a_partner_is_called_so_in_a_sentence(followed: Dossier) -> None:
    [partner] = partners(followed, reader())
    assert partner.entity.pk == Entity.objects.get(kind="organisation").pk
    assert "en partenariat avec l'Office des phares" in partner.words.exact
    assert partners(dossier("d2"), User.objects.get()) == ()


def test_figures_are_told_by_series_with_their_words(followed: Dossier) -> None:
    with override("fr"):
        [series] = figures(followed, reader())
    assert (series.unit, series.hidden) == ("MAD", 0)
    assert [told.value for told in series.values] == [12_000_000] * series.lines
    assert series.values[0].cite.exact == "12 millions de dirhams"
    assert "12" in series.values[0].said
    Fact.objects.filter(kind="figure").update(start=900, end=913)
    assert figures(followed, AnonymousUser()) == ()
