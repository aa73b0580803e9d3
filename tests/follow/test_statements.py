"""One statement over outlets and languages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.follow.statements import same_statements
from marsad.follow.told import Told
from marsad.model import Annotations, Detail, DetailRole, Entity, FactKind, Statement, StatementForm

SPEAKER = Entity(kind=FactKind.PERSON, name="Rim Tazi", names=("Rim Tazi",))


def told(identity: str, lang: str, *said: str, speaker: str = "person/rim-tazi", published: str = "2026-03-02") -> Told:
    facts, text = [], ""
    for words in said:
        start = len(text)
        text += f"{words} "
        detail = Detail(role=DetailRole.SPEAKER, start=start, end=start + 1, text=words[0], entity=0)
        facts.append(
            Statement(
                kind=FactKind.STATEMENT, start=start, end=start + len(words), text=words, confidence=0.9, rule="r",
                form=StatementForm.DIRECT, details=(detail,),
            )
        )  # fmt: skip
    annotations = Annotations(facts=tuple(facts), entities=(SPEAKER,))
    return Told(id=identity, text=text, annotations=annotations, ids=(speaker,), lang=lang, published=published)


class Translations:
    """An encoder to which all sentences about the sea are one, and all others another."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        sea = ("mer", "sea", "mar ", "البحر")
        return np.array([[1, 0] if any(word in text for word in sea) else [0, 1] for text in texts], np.float32)


def variants(articles: list[Told], encoder: Translations | None = None) -> list[list[str]]:
    found = same_statements(articles, encoder)  # type: ignore[arg-type]
    texts = {article.id: article.text for article in articles}
    for one in found:
        assert all(texts[said.article][said.start : said.end] == said.text for said in one.variants)
    return [[said.article for said in one.variants] for one in found]


FULL = "La mer rend toujours ce qu'on lui confie, et le plan en tiendra compte dès cet automne"
SHORT = "La mer rend toujours ce qu'on lui confie"


def test_a_shortened_quote_is_the_same_in_the_order_of_publication() -> None:
    articles = [told("b", "fr", SHORT, published="2026-03-03"), told("a", "fr", FULL)]
    assert variants(articles) == [["a", "b"]]


def test_another_statement_of_the_speaker_is_not() -> None:
    articles = [told("a", "fr", FULL), told("b", "fr", "Nous recruterons des gardes dans chaque commune du littoral")]
    assert variants(articles) == []


def test_the_same_words_of_another_speaker_are_not() -> None:
    assert variants([told("a", "fr", SHORT), told("b", "fr", SHORT, speaker="person/other")]) == []


def test_translations_are_one_by_an_encoder() -> None:
    articles = [
        told("a", "fr", SHORT, "Nous planterons des haies"),
        told("b", "en", "The sea always returns what it is given"),
        told("c", "ar", "البحر يعيد دائما ما يودع فيه"),
    ]
    assert variants(articles, Translations()) == [["a", "b", "c"]]


def test_translations_are_one_by_what_their_words_mean_without_one() -> None:
    articles = [
        told("a", "fr", "La stratégie nationale de l'eau protégera la forêt et l'agriculture"),
        told("b", "es", "La estrategia nacional del agua protegerá el bosque y la agricultura"),
    ]
    assert variants(articles) == [["a", "b"]]


def test_an_article_has_one_variant_of_a_statement() -> None:
    articles = [told("a", "fr", SHORT), told("b", "fr", SHORT, FULL)]
    assert variants(articles) == [["a", "b"]]


def test_by_language() -> None:
    articles = [told("a", "fr", SHORT), told("b", "fr", SHORT), told("c", "es", "El mar siempre devuelve")]
    (found,) = same_statements(articles, Translations())  # type: ignore[arg-type]
    assert {lang: [said.article for said in several] for lang, several in found.by_language.items()} == {
        "fr": ["a", "b"],
        "es": ["c"],
    }
    assert found.speaker == "person/rim-tazi"
    assert found.key == same_statements(articles, Translations())[0].key  # type: ignore[arg-type]


class Faint:
    """An encoder to which the sea of two languages is .45 alike, and everything else nothing or, ``rival``, .4."""

    def __init__(self, rival: float) -> None:
        self.rival = rival

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        return np.array([self._vector(text) for text in texts], np.float32)

    def _vector(self, text: str) -> list[float]:
        if "mer" in text:
            return [1, 0, 0, 0]
        cosine = 0.45 if "البحر" in text else self.rival
        return [cosine, (1 - cosine**2) ** 0.5, 0, 0]


def test_a_faint_translation_is_one_where_no_other_words_of_the_speaker_come_near() -> None:
    articles = [
        told("a", "fr", FULL),
        told("b", "ar", "البحر يرد دائما ما يؤتمن عليه", "ستوظف الوزارة حراسا في كل جماعة"),
    ]
    assert variants(articles, Faint(rival=0.0)) == [["a", "b"]]  # type: ignore[arg-type]
    assert variants(articles, Faint(rival=0.4)) == []  # type: ignore[arg-type]
