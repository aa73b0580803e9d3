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


def nested(text: str, *spans: tuple[str, int, int]) -> str:
    """The text with brackets for the facts that stand around others, and slashes for the marks."""
    made = pieces(text, [Span(number, *span) for number, span in enumerate(spans, 1)])
    return "".join(
        "".join(f"{one.number}[" for one in piece.opens)
        + (f"/{piece.text}/" if piece.span else piece.text)
        + "]" * piece.closes
        for piece in made
    )


def test_a_statement_stands_around_the_marks_within() -> None:
    assert nested("dit à Tamri hier", ("quote", 0, 16), ("place", 6, 11)) == "1[dit à /Tamri/ hier]"
    assert nested("ab", ("quote", 0, 1), ("quote", 1, 2)) == "1[a]2[b]"


def test_a_promise_within_a_statement_and_one_that_crosses_it() -> None:
    assert nested("abcdef", ("quote", 0, 6), ("commitment", 2, 4)) == "1[ab2[cd]ef]"
    assert nested("abcdef", ("quote", 0, 4), ("commitment", 2, 6)) == "1[ab2[cd]]2[ef]"
    assert nested("abc", ("quote", 0, 3), ("event", 0, 3), ("person", 1, 2)) == "1[2[a/b/c]]"


KINDS = st.sampled_from(["quote", "event", "commitment", "hedged", "place"])


@given(st.text(max_size=12), st.lists(st.tuples(KINDS, st.integers(0, 12), st.integers(0, 12)), max_size=6))
def test_whatever_is_opened_is_closed(text: str, spans: list[tuple[str, int, int]]) -> None:
    made = pieces(text, [Span(number, *span) for number, span in enumerate(spans, 1)])
    depth = 0
    for piece in made:
        depth += len(piece.opens) - piece.closes
        assert depth >= 0
    assert depth == 0
    assert "".join(piece.text for piece in made) == text
