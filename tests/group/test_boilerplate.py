"""What an outlet prints under all its articles joins nothing; what it prints again and again is still a dispatch."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from marsad.group.reprints import ReprintIndex
from marsad.model import Document, Relation, ReprintFamily
from tests.group.samples import prose, vocabulary

WORDS = vocabulary(11, 900)


def text(seed: int, length: int) -> list[str]:
    return prose(random.Random(seed), WORDS, length)


def families(documents: list[Document]) -> dict[str, ReprintFamily]:
    """The family of each document that is in one at the end."""
    index = ReprintIndex()
    family_of: dict[str, str] = {}
    found: dict[str, ReprintFamily] = {}
    for document in documents:
        family = index.place(document)
        for left in index.released:
            family_of.pop(left, None)
        for one in (*index.revised, *([family] if family else [])):
            found[one.id] = one
            family_of.update(dict.fromkeys(one.members, one.id))
    return {document: found[family] for document, family in family_of.items()}


def doc(identity: str, words: list[str], outlet: str | None) -> Document:
    return Document(identity, " ".join(words), outlet=outlet)


@pytest.mark.parametrize("article", [30, 60, 150])
@pytest.mark.parametrize("footer", [20, 60, 300])
@pytest.mark.parametrize("head", [0, 25])
def test_articles_of_one_outlet_with_one_footer_are_no_family(article: int, footer: int, head: int) -> None:
    above, below = text(1, head), text(2, footer)
    documents = [doc(f"d{i}", above + text(10 + i, article) + below, "Gazette") for i in range(30)]
    assert families(documents) == {}


@pytest.mark.parametrize("footer", [40, 250])
def test_a_dispatch_under_thirty_mastheads_counts_as_one(footer: int) -> None:
    dispatch = text(1, 120)
    documents = []
    for outlet in range(30):
        below = text(100 + outlet, footer)
        own = [doc(f"o{outlet}-{i}", text(1000 + outlet * 10 + i, 120) + below, f"Outlet {outlet}") for i in range(5)]
        documents += [*own, doc(f"copy{outlet}", dispatch + below, f"Outlet {outlet}")]
    found = families(documents)
    assert set(found) == {f"copy{outlet}" for outlet in range(30)}
    assert len({family.id for family in found.values()}) == 1
    assert set(found["copy3"].members.values()) == {Relation.ORIGINAL, Relation.VERBATIM}


@pytest.mark.parametrize("changed", [0, 3, 8])
def test_a_dispatch_that_an_outlet_prints_many_times_is_no_boilerplate(changed: int) -> None:
    dispatch = text(1, 160)
    rng = random.Random(changed)
    documents = [doc(f"own{i}", text(50 + i, 160), "Gazette") for i in range(3)]
    for again in range(6):
        words = list(dispatch)
        for place in rng.sample(range(160), changed):
            words[place] = f"new{again}x{place}"
        documents.append(doc(f"copy{again}", words, "Gazette"))
    documents.append(doc("elsewhere", dispatch, "Herald"))
    found = families(documents)
    assert set(found) == {*(f"copy{again}" for again in range(6)), "elsewhere"}
    assert len({family.id for family in found.values()}) == 1


def test_false_copies_are_let_go_once_the_footer_is_known_and_true_ones_stay() -> None:
    footer, dispatch = text(2, 200), text(3, 100)
    documents = [
        doc("wire", dispatch, "Agency"),
        doc("copy", dispatch + footer, "Gazette"),
        *(doc(f"d{i}", text(10 + i, 80) + footer, "Gazette") for i in range(2)),
    ]
    assert set(families(documents)) > {"wire", "copy"}
    documents += [doc(f"e{i}", text(20 + i, 80) + footer, "Gazette") for i in range(3)]
    assert set(families(documents)) == {"wire", "copy"}


def test_a_copy_is_named_anew_once_the_footer_below_it_is_known() -> None:
    footer, dispatch = text(2, 60), text(3, 100)
    documents = [doc("wire", dispatch, "Agency"), doc("copy", dispatch + footer, "Gazette")]
    assert families(documents)["copy"].members["copy"] is Relation.EMBEDDED
    documents += [doc(f"d{i}", text(10 + i, 150) + footer, "Gazette") for i in range(3)]
    assert families(documents)["copy"].members["copy"] is Relation.VERBATIM


def test_documents_without_an_outlet_have_no_boilerplate() -> None:
    footer = text(2, 100)
    assert len(families([doc(f"d{i}", text(10 + i, 60) + footer, None) for i in range(6)])) == 6


def test_an_address_stands_for_the_outlet() -> None:
    footer = text(2, 100)
    documents = [
        Document(f"d{i}", " ".join(text(10 + i, 60) + footer), url=f"https://gazette.example/{i}") for i in range(6)
    ]
    assert families(documents) == {}
    assert len(families([replace(one, url="http://[broken") for one in documents])) == 6


@pytest.mark.parametrize(
    "template",
    [
        "La bourse de {0} a terminé la séance à {1} points, après avoir échangé {2} titres pour {3} millions. Les "
        "valeurs bancaires ont mené la cote, tandis que les mines ont perdu du terrain, selon le communiqué du soir.",
        "أنهت بورصة {0} الجلسة عند {1} نقطة بعد تداول {2} سهما بقيمة {3} مليون. وقادت أسهم البنوك السوق، بينما تراجعت "
        "أسهم المناجم حسب بلاغ المساء.",
        "La bolsa de {0} cerró la sesión en {1} puntos, tras negociar {2} títulos por {3} millones. Los bancos "
        "encabezaron las subidas, mientras que las mineras cedieron terreno, según el comunicado de la tarde.",
        "The {0} exchange closed at {1} points after {2} shares worth {3} million changed hands. Banks led the market "
        "while miners lost ground, the evening notice said.",
    ],
)
def test_a_template_filled_in_anew_is_no_copy_and_one_with_a_number_in_common_is(template: str) -> None:
    index = ReprintIndex()
    first = Document("first", template.format("Zarqa", 11240, 3021, 88), outlet="One")
    update = Document("update", template.format("Zarqa", 11243, 3021, 89), outlet="Two")
    other = Document("other", template.format("Velmont", 9875, 4410, 63), outlet="Three")
    assert index.place(first) is None
    assert index.place(other) is None
    family = index.place(update)
    assert family is not None
    assert set(family.members) == {"first", "update"}
