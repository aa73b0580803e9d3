"""Facts that overlap, nest or reach beyond a text never break its markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.web.marking import Span, pieces


def cut(text: str, *spans: tuple[int, int]) -> list[tuple[str, int | None, tuple[int, ...]]]:
    made = pieces(text, [Span(number, "place", *span) for number, span in enumerate(spans, 1)])
    return [(piece.text, piece.span.number if piece.span else None, piece.starts) for piece in made]


def test_words_stand_alone() -> None:
    assert cut("À Tamri, samedi.", (2, 7), (9, 15)) == [
        ("À ", None, ()),
        ("Tamri", 1, (1,)),
        (", ", None, ()),
        ("samedi", 2, (2,)),
        (".", None, ()),
    ]


def test_a_fact_within_another_is_marked_for_itself() -> None:
    assert cut("l'Office de Tamri", (2, 17), (12, 17)) == [
        ("l'", None, ()),
        ("Office de ", 1, (1,)),
        ("Tamri", 2, (2,)),
    ]


def test_facts_that_begin_together_both_have_an_anchor() -> None:
    assert cut("Tamri-Ville", (0, 11), (0, 5)) == [("Tamri", 2, (1, 2)), ("-Ville", 1, ())]
    assert cut("Tamri", (0, 5), (0, 5)) == [("Tamri", 1, (1, 2))]


def test_facts_that_cross() -> None:
    assert cut("abcdef", (0, 4), (2, 6)) == [("ab", 1, (1,)), ("cd", 1, (2,)), ("ef", 2, ())]


def test_facts_beyond_the_text_are_cut_or_left_out() -> None:
    assert cut("abc", (-2, 1), (2, 9), (7, 9), (2, 2)) == [("a", 1, (1,)), ("b", None, ()), ("c", 2, (2,))]
    assert cut("", (0, 3)) == []


numbers = st.integers(-5, 25)


@given(st.text(max_size=20), st.lists(st.tuples(numbers, numbers), max_size=8))
def test_the_pieces_are_the_text_and_every_fact_in_it_has_one_anchor(text: str, spans: list[tuple[int, int]]) -> None:
    made = cut(text, *spans)
    assert "".join(piece[0] for piece in made) == text
    starts = [number for piece in made for number in piece[2]]
    inside = [n for n, (a, b) in enumerate(spans, 1) if max(0, a) < min(b, len(text))]
    assert sorted(starts) == inside
