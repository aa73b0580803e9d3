"""A text answers a query when the index finds it by that query without relaxing it, and only then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.read import read
from marsad.search.index import SearchDocument, SearchIndex
from marsad.search.matching import Matcher, asks
from marsad.search.query import SearchQuery
from tests.observatory.command import sample_pages

TEXTS = (
    SearchDocument(
        1, "fr", "quai.example", None, "L’école du phare rouvre à Tamri",
        "La ministre Salma Idrissi promet 1 200 places d'ici 2027.",
        "Les écoliers du port attendaient. « Nous rouvrirons l'école », dit-elle aux pêcheurs de Tamri.",
        ("Hind Alaoui",),
    ),
    SearchDocument(
        2, "ar", "mina.example", None, "منارة تمري تضاء من جديد",
        "أعلنت الوزيرة سلمى الإدريسي أنّ المدرسة ستفتح أبوابها في ٢٠٢٧.",
        "وقال الصيادون في تمري إنهم ينتظرون هذا الضوء، وإنّ البحر مظلم. Tamri Lab تشارك في المشروع.",
        ("هند العلوي",),
    ),
    SearchDocument(
        3, "es", "faro.example", None, "El faro de Tamri vuelve a lucir",
        "La ministra Salma Idrissi promete 1.200 plazas.",
        "Los pescadores del puerto esperaban la luz. La escuela abrirá en 2027, según la ministra.",
    ),
    SearchDocument(
        4, "en", "beacon.example", None, "Tamri's lighthouse shines again",
        "Minister Salma Idrissi promises 1,200 places by 2027.",
        "Fishermen were waiting for the light. Schools open in May; the fisherman's school opens first.",
    ),
    SearchDocument(5, None, "note.example", None, "", "", "Tamri 2027 — منارة, faro, phare, lighthouse ﷺ", ()),
)  # fmt: skip
OPERATORS = ("{}", "-{}", '"{}"', "«{}»", "−{}")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    with SearchIndex.open(tmp_path_factory.mktemp("index")) as made:
        made.update(TEXTS)
        made.commit()
        yield made


MATCHERS = {one.key: Matcher.of(one.title, one.lede, one.body, one.authors, one.lang) for one in TEXTS}


def found(index: SearchIndex, query: str, langs: tuple[str, ...] = ()) -> set[int]:
    return {key for key, matcher in MATCHERS.items() if matcher.matches(query, langs)} & _of(langs)


def _of(langs: tuple[str, ...]) -> set[int]:
    return {one.key for one in TEXTS if not langs or one.lang in langs}


def asked(index: SearchIndex, query: str, langs: tuple[str, ...] = ()) -> set[int]:
    page = index.search(SearchQuery(query, langs))
    hits = set() if page.relaxed else {hit.key for hit in page.hits}
    assert set(index.keys(SearchQuery(query, langs))) == hits
    return hits


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("phare Tamri", {1, 5}),
        ("écoles", {1}),
        ("المدرسة", {2}),
        ("pescadores -luz", set()),
        ("fishermen -school", set()),
        ('"the light"', {4}),
        ('"light the"', set()),
        ("1200", {1, 3, 4}),
        ("2027 -idrissi", {2, 5}),
        ("-Tamri", set()),
        ("Hind", {1}),
        ("la", {1, 3}),
        ("la ministra", {1, 3}),
        ("", {1, 2, 3, 4, 5}),
    ],
)
def test_the_index_and_the_text_agree(index: SearchIndex, query: str, keys: set[int]) -> None:
    assert found(index, query) == asked(index, query)
    assert found(index, query) == keys


WORDS = sorted({word for one in TEXTS for word in f"{one.title} {one.lede} {one.body}".split()})
runs = st.builds(
    lambda number, at, length: " ".join(_words(number)[at : at + length]),
    st.integers(0, len(TEXTS) - 1), st.integers(0, 20), st.integers(1, 4),
)  # fmt: skip
clauses = st.builds(str.format, st.sampled_from(OPERATORS), st.sampled_from(WORDS) | runs)
queries = st.lists(clauses, max_size=4).map(" ".join) | st.text(max_size=30)


def _words(number: int) -> list[str]:
    one = TEXTS[number]
    return f"{one.title} {one.lede} {one.body} {' '.join(one.authors)}".split()


@given(queries, st.sampled_from([(), ("fr",), ("ar",), ("es", "en")]))
@settings(max_examples=400, deadline=None)
def test_any_query_finds_the_same(index: SearchIndex, query: str, langs: tuple[str, ...]) -> None:
    assert found(index, query, langs) == asked(index, query, langs)


def test_words_of_the_sample_newsroom_find_the_same(tmp_path: Path) -> None:
    pages = random.Random(8).sample(sample_pages(400), 40)
    articles = [read(page.read_bytes()) for page in pages]
    documents = [
        SearchDocument(key, one.lang, "", None, one.title or "", one.lede or "", one.body, tuple(one.authors))
        for key, one in enumerate(articles)
    ]
    assert {one.lang for one in documents} >= {"fr", "ar", "es", "en"}
    matchers = {one.key: Matcher.of(one.title, one.lede, one.body, one.authors, one.lang) for one in documents}
    rng = random.Random(9)
    with SearchIndex.open(tmp_path / "index") as index:
        index.update(documents)
        index.commit()
        for one in documents:
            words = f"{one.title} {one.body}".split()
            for _ in range(6):
                at = rng.randrange(len(words))
                query = " ".join([*rng.sample(words, min(2, len(words))), f'"{" ".join(words[at : at + 3])}"'])
                query += f" -{rng.choice(rng.choice(documents).title.split() or ['x'])}"
                keys = {key for key, matcher in matchers.items() if matcher.matches(query)}
                assert keys == set(index.keys(SearchQuery(query))), query


def test_a_query_of_exclusions_alone_asks_nothing() -> None:
    assert not asks("")
    assert not asks('-phare -"le port"')
    assert asks("phare -port")
