"""The parts of a dossier: as its members list them and as editors write them, and which an article covers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from marsad.archive.page import Page
from marsad.observatory import annotating
from marsad.observatory.dossiers import parts
from marsad.observatory.models import Article, Decision, Dossier, DossierKind, DossierPart, Entity, Fact
from tests.observatory.dossiers.told import dossier, enter
from tests.observatory.facts import page, take
from tests.observatory.told import told_in

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "fr": (
        "Nour 2030 compte trois volets : la santé, l'éducation et l'agriculture, a dit mardi la ministre à Tamri.",
        "L'hôpital de Tamri lira les radiographies par une machine : c'est le volet santé, attendu depuis des années.",
        "Le quai sera fermé aux voitures pendant la fête du phare, qui dure jusqu'à dimanche soir devant le port.",
    ),
    "ar": (
        "يضم برنامج نور 2030 أربعة محاور: التعليم والصحة والرياضة والفلاحة، حسب ما أعلنته الوزيرة اليوم في تمري.",
        "وقال الصيادون في تمري إنهم ينتظرون هذا الضوء منذ سنوات طويلة، وإن البحر أمام الميناء مظلم في الشتاء.",
    ),
}
LISTED = {"fr": ("santé", "éducation", "agriculture"), "ar": ("التعليم", "الصحة", "الرياضة", "الفلاحة")}
INITIATIVE = "initiative/nour-2030"


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", told_in)
    monkeypatch.setattr(parts, "_vector", lambda _: None)


@pytest.fixture
def nour(data_dir: Path) -> Dossier:
    """A dossier of the initiative with the two articles."""
    pages: list[Page] = [page(lang, words, lang) for lang, words in PAGES.items()]
    take(data_dir, *pages)
    Entity.objects.create(pk=INITIATIVE, kind="initiative", name="Nour 2030")
    row = dossier(kind=DossierKind.INITIATIVE, entity=INITIATIVE)
    for lang in PAGES:
        lists(of(lang), LISTED[lang])
        enter(row, of(lang))
    return row


def of(lang: str) -> Article:
    return Article.objects.select_related("story", "source").get(lang=lang, current=True)


def lists(article: Article, names: tuple[str, ...]) -> None:
    """Facts of a listing, where the words first stand."""
    for name in names:
        start = article.body.index(name)
        Fact.objects.create(
            article=article, kind="part", field="body", start=start, end=start + len(name), exact=name, prefix="",
            suffix="", text_sha256="", confidence=0.9, rule="list", entity_id=INITIATIVE,
        )  # fmt: skip


def decide(act: str, number: int, **told: object) -> Decision:
    record = {"kind": "dossier", "act": act, "dossier": "d1", **told}
    at = datetime(2100, 1, number, tzinfo=UTC)
    return Decision.objects.create(number=number, kind="dossier", act=act, by="nadia", at=at, record=record)


def listed() -> dict[int, dict[str, list[str]]]:
    return dict(DossierPart.objects.order_by("number").values_list("number", "names"))


ALL = {
    1: {"fr": ["santé"], "ar": ["الصحة"]},
    2: {"fr": ["éducation"], "ar": ["التعليم"]},
    3: {"fr": ["agriculture"], "ar": ["الفلاحة"]},
    4: {"ar": ["الرياضة"]},
}


def test_parts_are_those_that_members_list_once_over_languages(nour: Dossier) -> None:
    assert parts.renew(nour.pk)
    assert listed() == ALL
    firsts = DossierPart.objects.order_by("number").values_list("fact__exact", flat=True)
    assert list(firsts) == ["santé", "éducation", "agriculture", "الرياضة"]
    assert not parts.renew(nour.pk), "nothing changed"


def test_a_listing_that_comes_later_moves_no_number(nour: Dossier) -> None:
    nour.members.filter(article=of("ar")).delete()
    assert parts.renew(nour.pk)
    before = listed()
    assert list(before) == [1, 2, 3]
    enter(nour, of("ar"))
    assert parts.renew(nour.pk)
    assert listed() == ALL
    nour.members.filter(article=of("ar")).delete()
    assert parts.renew(nour.pk)
    assert listed() == before


def test_what_editors_write_stands_beside_what_is_listed(nour: Dossier) -> None:
    added = decide("part_add", 1, names={"fr": ["tourisme"]})
    parts.renew(nour.pk)
    assert listed() == ALL | {5: {"fr": ["tourisme"]}}
    assert list(DossierPart.objects.filter(by_hand=True).values_list("number", flat=True)) == [5]
    decide("part_name", 2, part=ALL[1], names={"fr": ["santé numérique"]})
    decide("part_remove", 3, part=ALL[3])
    assert parts.renew(nour.pk)
    assert listed() == {1: {"fr": ["santé numérique"]}, 2: ALL[2], 4: ALL[4], 5: {"fr": ["tourisme"]}}
    added.live = False
    added.save()
    parts.renew(nour.pk)
    assert list(listed()) == [1, 2, 4]


def test_an_article_covers_what_it_speaks_of_and_not_what_it_lists(nour: Dossier) -> None:
    parts.renew(nour.pk)
    rows = list(DossierPart.objects.order_by("number"))
    assert parts.covered(of("fr"), rows) == (1,)
    assert parts.covered(of("ar"), rows) == ()
    assert parts.covered_by([of("fr"), of("ar")], rows) == {of("fr").pk: (1,), of("ar").pk: ()}
    assert parts.covered(of("fr"), []) == ()


def test_a_question_has_the_parts_that_somebody_wrote(nour: Dossier) -> None:
    asked = dossier("d2")
    assert not parts.renew(asked.pk)
    record = {"kind": "dossier", "act": "part_add", "dossier": "d2", "names": {"ar": ["الموانئ"]}}
    at = datetime(2100, 1, 1, tzinfo=UTC)
    Decision.objects.create(number=1, kind="dossier", act="part_add", by="nadia", at=at, record=record)
    assert parts.renew(asked.pk)
    assert listed() == {1: {"ar": ["الموانئ"]}}
