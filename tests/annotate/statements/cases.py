"""Short texts of fictional people with all the statements in them, one table a language."""

from __future__ import annotations

from typing import NamedTuple

Told = tuple[str, str, str | None, str | None]


class Case(NamedTuple):
    """A text with its statements: text, form, speaker, cue."""

    lang: str
    text: str
    expected: tuple[Told, ...]


def _cases(lang: str, table: list[tuple[str, list[Told]]]) -> list[Case]:
    return [Case(lang, text, tuple(expected)) for text, expected in table]


FRENCH = _cases(
    "fr",
    [
        (
            "« La digue tiendra, nous l'avons vue tenir », a affirmé Nadia Sellami, ministre de l'Eau.",
            [("La digue tiendra, nous l'avons vue tenir", "direct", "Nadia Sellami", "a affirmé")],
        ),
        (
            "Le barrage sera vidé en mars, a précisé mardi Karim Ouazzou, directeur de l'Office.",
            [("Le barrage sera vidé en mars", "indirect", "Karim Ouazzou", "a précisé")],
        ),
        (
            "Nadia Sellami reconnaît que le chantier « a pris du retard », précisant que les pompes arriveront en mai.",
            [
                ("que le chantier « a pris du retard »", "mixed", "Nadia Sellami", "reconnaît"),
                ("que les pompes arriveront en mai", "indirect", "Nadia Sellami", "précisant"),
            ],
        ),
        (
            "Selon Karim Ouazzou, les travaux coûteront le double de ce qui était prévu.",
            [("les travaux coûteront le double de ce qui était prévu", "indirect", "Karim Ouazzou", "Selon")],
        ),
        (
            "Karim Ouazzou juge le calendrier « intenable et cruel ».",
            [("le calendrier « intenable et cruel »", "mixed", "Karim Ouazzou", "juge")],
        ),
        ("Le festival a pour thème « Une ville qui écoute la mer ».", []),
        ("Nadia Sellami n'a pas dit que le barrage serait vidé.", []),
        ("Plusieurs habitants demandent que la route soit rouverte.", []),
    ],
)

SPANISH = _cases(
    "es",
    [
        (
            "«El dique aguantará porque lo hemos visto aguantar», afirmó Nadia Sellami, ministra de Agua.",
            [("El dique aguantará porque lo hemos visto aguantar", "direct", "Nadia Sellami", "afirmó")],
        ),
        (
            "Carmen Olmedo ha señalado que la presa se vaciará en marzo.",
            [("que la presa se vaciará en marzo", "indirect", "Carmen Olmedo", "ha señalado")],
        ),
        (
            "Según Carmen Olmedo, las obras costarán el doble de lo previsto.",
            [("las obras costarán el doble de lo previsto", "indirect", "Carmen Olmedo", "Según")],
        ),
    ],
)

ENGLISH = _cases(
    "en",
    [
        (
            '"The dam will hold because we have seen it hold," said Nadia Sellami, the water minister.',
            [("The dam will hold because we have seen it hold", "direct", "Nadia Sellami", "said")],
        ),
        (
            '"We will wait," Nadia Sellami, the water minister, told reporters.',
            [("We will wait", "direct", "Nadia Sellami", "told")],
        ),
        (
            "Nadia Sellami said on Monday that the dam would be emptied in March.",
            [("that the dam would be emptied in March", "indirect", "Nadia Sellami", "said")],
        ),
        (
            "The dam would be emptied in March, Nadia Sellami, the water minister, told the same briefing.",
            [("The dam would be emptied in March", "indirect", "Nadia Sellami", "told")],
        ),
        ("If Nadia Sellami says that the dam is safe, people will listen.", []),
    ],
)

CASES = FRENCH + SPANISH + ENGLISH
