"""Whom words stand for: in each case the words between brackets, and the entity's fullest name or nobody."""

from __future__ import annotations

import pytest

from marsad.annotate.known import Known
from marsad.annotate.names import named
from marsad.annotate.reference import References
from marsad.annotate.text import Passage
from marsad.model import Article, Block, BlockType


def known_of(text: str, lang: str) -> Known:
    article = Article(
        title=None, lang=lang, blocks=tuple(Block(BlockType.PARAGRAPH, part) for part in text.split("\n\n"))
    )
    passage = Passage.of(article.text, lang)
    mentions, entities = named(passage, [])
    return Known.of(passage, article, [], [], mentions, entities)


def stands_for(text: str, lang: str) -> str | None:
    before, words, after = text.replace("]", "[").split("[")
    known = known_of(before + words + after, lang)
    found = References.of(known).entity(len(before), len(before) + len(words))
    return None if found is None else known.entities[found].name


FRENCH = "L'Office du Faro Nord a signé, a dit Tislit Amezzan, ministre déléguée chargée de l'Eau. "
SPANISH = "La Agencia Morisca de Senderos abrió, dijo Tislit Amezán, directora de la Agencia Morisca de Senderos. "
ENGLISH = "The Moroccan Agency for Trails opened, said Tislit Amezzan, head of the agency. "
ARABIC = "وقالت تودة أمزان، مديرة مكتب الماء ملوية: «لا». "


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("fr", FRENCH + "[La ministre] a ri.", "Tislit Amezzan"),
        ("fr", FRENCH + "[Le directeur] a ri.", None),
        ("fr", FRENCH + "[L'Office] a promis.", "Office du Faro Nord"),
        ("fr", FRENCH + "[L'organisme] a promis.", "Office du Faro Nord"),
        ("fr", FRENCH + "[Elle] a ri.", "Tislit Amezzan"),
        ("fr", FRENCH + "[Un géomètre] a ri.", None),
        ("es", SPANISH + "[El organismo] promete.", "Agencia Morisca de Senderos"),
        ("es", SPANISH + "[La directora] calla.", "Tislit Amezán"),
        ("es", SPANISH + "[Un criador] calla.", None),
        ("en", ENGLISH + "[The agency] promised.", "Moroccan Agency for Trails"),
        ("en", ENGLISH + "[She] laughed.", "Tislit Amezzan"),
        ("en", ENGLISH + "[An official] laughed.", None),
        ("ar", ARABIC + "وتعهد [المكتب] بالبناء.", "مكتب الماء ملوية"),
        ("ar", ARABIC + "وأضافت [المديرة] أن الماء قليل.", "تودة أمزان"),
        ("ar", ARABIC + "وأضاف [الوزير] أن الماء قليل.", None),
    ],
)  # fmt: skip
def test_stands_for(lang: str, text: str, name: str | None) -> None:
    assert stands_for(text, lang) == name
