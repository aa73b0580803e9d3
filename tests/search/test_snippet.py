"""Snippets: the best passage, whole words marked, nothing of the text changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.search.snippet import Fragment, highlight, snippet

FILLER = "Une phrase sans rapport passe par ici. " * 30


def marked(fragments: list[Fragment]) -> list[str]:
    return [fragment.text for fragment in fragments if fragment.marked]


def joined(fragments: list[Fragment]) -> str:
    return "".join(fragment.text for fragment in fragments)


def test_the_passage_with_most_words_wins() -> None:
    text = f"Le port est calme. {FILLER}Le budget du port est voté. {FILLER}"
    fragments = snippet(text, "budget port", "fr")
    assert marked(fragments) == ["budget", "port"]
    assert "Le budget du port est voté." in joined(fragments)
    assert joined(fragments).startswith("…")
    assert joined(fragments).endswith("…")
    assert len(joined(fragments)) <= 240 + 42


def test_a_passage_begins_at_its_sentence() -> None:
    text = f"{FILLER}Zaki parle du budget. {FILLER}"
    assert joined(snippet(text, "budget", "fr")).startswith("…Zaki parle") or "Zaki parle" in joined(
        snippet(text, "budget", "fr")
    )


def test_arabic_words_are_marked_whole() -> None:
    assert marked(snippet("قالت والحكومةُ إن الانتخابات قريبة", "انتخاب حكومة", "ar")) == ["والحكومةُ", "الانتخابات"]


def test_phrases_are_marked_as_one() -> None:
    assert marked(highlight("Le grand port, le port grand", '"grand port"', "fr")) == ["grand port"]


def test_nothing_found_gives_the_opening() -> None:
    fragments = snippet(FILLER, "absent", "fr", width=60)
    assert marked(fragments) == []
    assert FILLER.startswith(joined(fragments).removesuffix("…"))


def test_excluded_words_are_not_marked() -> None:
    assert marked(highlight("port et budget", "port -budget", "fr")) == ["port"]


def test_lines_are_joined() -> None:
    assert joined(snippet("un\n\nport", "port", "fr")) == "un port"


@settings(deadline=None)
@given(st.text(st.sampled_from("ab port.\nلا'ى"), max_size=400), st.integers(20, 100))
def test_a_snippet_is_of_the_text(text: str, width: int) -> None:
    shown = joined(snippet(text, "port لا", "fr", width=width)).removeprefix("…").removesuffix("…")
    assert shown in " ".join(text.split()) or shown.split() == [] or " ".join(shown.split()) in " ".join(text.split())
    assert joined(highlight(text, "port", "fr")).split() == text.split()
