"""Snippets: the best passage, whole words marked, nothing of the text changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.search.snippet import Fragment, _matches, _sought, highlight, snippet
from marsad.search.stemmer import STEMMERS, _groups

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


PIECES = [
    "élection",
    "ELECTIONS",
    "l'élu",
    "œuvre",
    "œuvres",
    "coeur",
    "directrice",
    "journaux",
    "journal",
    "luces",
    "luz",
    "parties",
    "party",
    "والميناءُ",
    "لتحلية",
    "الـمغربية",
    "fiﬁn",
    "ﷲ",
    "co\xadeur",
    "straße",
    "G20",
    "2 000",
    " ",
    "\n",
    "-",
    "'",
    "،",
    "x",
]
QUERIES = [
    "élection",
    "oeuvre coeur",
    "directeur",
    "journal luz",
    "party",
    "ميناء",
    "تحلية مغربي",
    "finn",
    "الله",
    "strasse",
    '"luz party"',
    '"x journal luz"',
    "2000",
    "g20",
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.just(" "), max_size=40),
    st.sampled_from(QUERIES),
    st.sampled_from(["fr", "es", "en", "ar"]),
)
def test_looking_only_where_a_word_may_stand_misses_none(pieces: list[str], query: str, lang: str) -> None:
    text = "".join(pieces)
    sought = _sought(query)
    assert list(_matches(text, sought, lang, None)) == list(_matches(text, replace(sought, near=None), lang, None))


@pytest.mark.parametrize("stemmer", STEMMERS)
def test_a_stem_begins_as_its_word(stemmer: str) -> None:
    for group in _groups(stemmer):
        for affix, (replacement, remain) in group.affixes.items():
            if group.kind == "suffix":
                kept = next(
                    (n for n, pair in enumerate(zip(affix, replacement, strict=False)) if pair[0] != pair[1]), None
                )
                kept = min(len(affix), len(replacement)) if kept is None else kept
                assert kept == len(replacement) or (remain + kept >= 2 and len(replacement) - kept <= 4), affix
