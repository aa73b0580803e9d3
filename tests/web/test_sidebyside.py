"""Two texts beside each other: nothing is lost, and paragraphs that stand for each other share a row."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.group.diff import difference
from marsad.model import Document
from marsad.web.sidebyside import Piece, Row, rows

FIRST = "Le phare de Tamri sera rallumé samedi par les gardiens."
SECOND = "Le chantier a coûté douze millions de dirhams en deux hivers."
THIRD = "Les pêcheurs attendent ce feu sur le quai depuis des années."
ANOTHER = "Une fanfare jouera toute la nuit devant la capitainerie du port."


def compared(original: str, copy: str, limit: int = 10_000) -> tuple[tuple[Row, ...], bool]:
    return rows(difference(Document("a", original), Document("b", copy)).passages, limit)


def text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def test_paragraphs_stand_beside_each_other() -> None:
    found, complete = compared(paragraphs(FIRST, SECOND), paragraphs(FIRST, SECOND.replace("douze", "treize")))
    assert complete
    assert [(text(row.original), text(row.copy), row.changed) for row in found] == [
        (FIRST, FIRST, False),
        (SECOND, SECOND.replace("douze", "treize"), True),
    ]
    assert [(piece.kind, piece.text.strip()) for piece in found[1].both][1:3] == [
        ("cut", "douze"),
        ("inserted", "treize"),
    ]


def test_a_paragraph_that_was_cut_faces_nothing() -> None:
    found, _ = compared(paragraphs(FIRST, SECOND, THIRD), paragraphs(FIRST, THIRD))
    assert [(text(row.original), text(row.copy)) for row in found] == [(FIRST, FIRST), (SECOND, ""), (THIRD, THIRD)]
    assert found[1].both == found[1].original


def test_a_paragraph_that_was_put_in_faces_nothing() -> None:
    found, _ = compared(paragraphs(FIRST, THIRD), paragraphs(FIRST, ANOTHER, THIRD))
    assert [(text(row.original), text(row.copy)) for row in found] == [(FIRST, FIRST), ("", ANOTHER), (THIRD, THIRD)]


def test_an_end_that_was_cut_leaves_the_paragraphs_before_it_apart() -> None:
    found, _ = compared(paragraphs(FIRST, SECOND, THIRD, ANOTHER), paragraphs(FIRST, SECOND, THIRD))
    assert [text(row.copy) for row in found] == [FIRST, SECOND, THIRD, ""]


def test_paragraphs_that_the_copy_joins_stay_in_one_row() -> None:
    found, _ = compared(paragraphs(FIRST, SECOND, THIRD), " ".join((FIRST, SECOND, THIRD)))
    assert [text(row.original) for row in found] == [paragraphs(FIRST, SECOND, THIRD)]
    assert not found[0].changed


def test_long_texts_are_cut_and_say_so() -> None:
    long = paragraphs(*(f"{FIRST} {number}" for number in range(200)))
    found, complete = compared(long, long, limit=1000)
    assert not complete
    assert 900 < sum(len(text(row.copy)) for row in found) <= 1000
    assert long.startswith(paragraphs(*(text(row.copy) for row in found)))
    assert compared(long, long, limit=100_000)[1]


@pytest.mark.parametrize("text_", ["", "   ", "\n\n\n\n"])
def test_nothing_beside_nothing(text_: str) -> None:
    assert compared(text_, text_) == ((), True)


WORDS = st.sampled_from(["phare", "Tamri", "12", "mer", "منارة", "à", "\n\n", "\n\n", "."])


@given(st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map(" ".join))
def test_every_word_of_both_texts_is_shown_in_its_order(original: str, copy: str) -> None:
    found, complete = compared(original, copy)
    assert complete
    for side, whole in (("original", original), ("copy", copy)):
        shown = " ".join(text(getattr(row, side)) for row in found)
        assert re.findall(r"\w+", shown) == re.findall(r"\w+", whole)
    both = [piece for row in found for piece in row.both]
    inserted = [piece.text for piece in both if piece.kind != "cut"]
    assert re.findall(r"\w+", " ".join(inserted)) == re.findall(r"\w+", copy)
