"""Names in sentences: each case a line of ``cases/LANG.txt`` with every mention that should be found, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.annotate.names import named
from marsad.annotate.text import Passage
from marsad.model import NAMED, Entity, Mention

CASES = Path(__file__).parent / "cases"
KINDS = {"per": "person", "org": "organisation", "pla": "place", "ini": "initiative"}
MARK = re.compile(r"\[(per|org|pla|ini):([^\]]+)\]")


def cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, text = line.partition(" | ")
                found.append((path.stem, name, text))
    return found


def unmarked(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A case's sentence, and its mentions by kind and words."""
    return MARK.sub(r"\2", text), [(KINDS[kind], words) for kind, words in MARK.findall(text)]


def names(text: str, lang: str) -> tuple[list[Mention], tuple[Entity, ...]]:
    return named(Passage.of(text, lang), [])


@pytest.mark.parametrize(("lang", "name", "text"), cases(), ids=lambda value: value if len(value) < 60 else "")
def test_case(lang: str, name: str, text: str) -> None:
    plain, wanted = unmarked(text)
    mentions, _ = names(plain, lang)
    found = [(mention.kind.value, mention.text) for mention in mentions if mention.kind in NAMED]
    assert found == wanted, name


def entity_of(text: str, lang: str, words: str) -> Entity:
    mentions, entities = names(text, lang)
    return next(entities[mention.entity] for mention in mentions if mention.text == words)


@pytest.mark.parametrize(
    ("lang", "text", "words", "role"),
    [
        ("fr", "La ministre déléguée auprès du Chef du gouvernement chargée de la Pêche, Tislit Amezzan, rit.",
         "Tislit Amezzan", "ministre déléguée auprès du Chef du gouvernement chargée de la Pêche"),
        ("fr", "« Non », dit Tislit Amezzan, présidente de l'Union des pêcheurs.", "Tislit Amezzan",
         "présidente de l'Union des pêcheurs"),
        ("es", "Habló la ministra delegada de Pesca, Tislit Amezán.", "Tislit Amezán", "ministra delegada de Pesca"),
        ("en", "It is late, said Hedia Zarrougui, Tunisia's secretary of state for research.", "Hedia Zarrougui",
         "Tunisia's secretary of state for research"),
        ("ar", "وقالت تودة أمزان، مديرة مكتب الماء: «لا».", "تودة أمزان", "مديرة مكتب الماء"),
    ],
)  # fmt: skip
def test_role(lang: str, text: str, words: str, role: str) -> None:
    assert entity_of(text, lang, words).role == role


def test_short_forms_name_one_entity() -> None:
    text = (
        "L'Agence des sentiers (ASX) a répondu. Tislit Amezzan, directrice de l'ASX, sourit. Amezzan a promis une carte"
    )
    mentions, entities = names(text, "fr")
    assert [(entity.name, entity.acronym) for entity in entities] == [
        ("Agence des sentiers", "ASX"), ("Tislit Amezzan", None),
    ]  # fmt: skip
    assert [mention.entity for mention in mentions] == [0, 0, 1, 0, 1]


def test_place_has_the_same_key_in_both_scripts() -> None:
    assert entity_of("On attend à Figuig.", "fr", "Figuig").key == entity_of("وصل الفريق إلى فجيج.", "ar", "فجيج").key


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("fr", "Le Plan Azrou repose sur quatre piliers : l'ouverture des puits, la formation, l'hébergement sobre "
               "et la recherche.",
         ("ouverture des puits", "formation", "hébergement sobre", "recherche")),
        ("fr", "Le Plan Azrou compte cinq axes, notamment l'aide à la santé, à l'école et aux arts, à la pêche ou "
               "encore aux médias. Il s'agit aussi de culture et de créativité, de sport, de lait et de miel.",
         ("santé", "école et arts", "pêche", "médias", "culture et créativité", "sport", "lait et miel")),
        ("es", "El plan Azru tiene tres ejes: los pozos, la formación y el forraje.",
         ("pozos", "formación", "forraje")),
        ("en", "The Azrou plan rests on three pillars: wells, training and fodder.", ("wells", "training", "fodder")),
        ("ar", "يقوم مخطط أزرو على ثلاثة محاور: الماء، التكوين، والأعلاف.", ("الماء", "التكوين", "والأعلاف")),
        ("fr", "Le Plan Azrou a trois volets :\n\nla formation de 20 agents ;\n\nun fonds ;\n\nl'achat de pompes.\n\n"
               "Puis rien.",
         ("formation de 20 agents", "fonds", "achat de pompes")),
    ],
)  # fmt: skip
def test_parts_of_an_initiative(lang: str, text: str, parts: tuple[str, ...]) -> None:
    mentions, entities = names(text, lang)
    assert next(entity.parts for entity in entities if entity.kind == "initiative") == parts
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text


@given(st.text(max_size=400), st.sampled_from([None, "fr", "ar", "es", "en", "zgh"]))
def test_any_text_is_read(text: str, lang: str | None) -> None:
    mentions, entities = names(text, lang or "")
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert 0 <= mention.entity < len(entities)


def test_an_acronym_is_what_the_text_says_it_stands_for() -> None:
    text = "La Unión Mediterránea de Ajedrez (UMA) decide. La UMA calla."
    assert entity_of(text, "es", "UMA").key is None
    assert entity_of("L'Union du Maghreb arabe (UMA) décide.", "fr", "UMA").key == "org/amu"
