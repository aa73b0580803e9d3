"""The forms of Arabic verbs that the press reports speech with, built from three of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from marsad.annotate.text import folded_word


class Mood(StrEnum):
    """Which of a verb's forms one is."""

    PERFECT = "perfect"
    IMPERFECT = "imperfect"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb. ``feminine`` and ``plural`` are those of its ending: before a named subject a verb stands in
    the singular, whatever it is."""

    mood: Mood
    feminine: bool = False
    plural: bool = False


def forms(perfect: str, imperfect: str, participle: str) -> Iterator[tuple[str, Form]]:
    """The forms of one verb in the third person, folded: perfect, imperfect, participle in the accusative.

    The three given are he in the perfect, he in the imperfect, and the active participle (a weak one with its ي); one
    that is ``-`` has no forms.
    """
    if perfect != "-":
        yield from ((folded_word(word), form) for word, form in _perfect(perfect))
    if imperfect != "-":
        yield from ((folded_word(word), form) for word, form in _imperfect(imperfect))
    if participle != "-":
        yield from ((folded_word(word), form) for word, form in _participle(participle))


def _perfect(he: str) -> Iterator[tuple[str, Form]]:
    weak = he[-1] in "اى"
    stem = he[:-1] if weak else he
    they = stem + (("و" if he.endswith("ا") else "ي") if weak else "")
    yield he, Form(Mood.PERFECT)
    yield f"{stem}ت", Form(Mood.PERFECT, feminine=True)
    yield f"{they}ا", Form(Mood.PERFECT, plural=True)
    yield f"{stem}تا", Form(Mood.PERFECT, feminine=True, plural=True)
    yield f"{stem}وا", Form(Mood.PERFECT, plural=True)


def _imperfect(he: str) -> Iterator[tuple[str, Form]]:
    rest = he[1:]
    weak = rest[-1] in "ىيو"
    stem = rest[:-1] if weak else rest
    two = stem + ("و" if rest.endswith("و") else "ي") if weak else rest
    yield he, Form(Mood.IMPERFECT)
    yield f"ت{rest}", Form(Mood.IMPERFECT, feminine=True)
    yield f"ي{stem}ون", Form(Mood.IMPERFECT, plural=True)
    yield f"ي{two}ان", Form(Mood.IMPERFECT, plural=True)
    yield f"ت{two}ان", Form(Mood.IMPERFECT, feminine=True, plural=True)


def _participle(he: str) -> Iterator[tuple[str, Form]]:
    weak = he.endswith("ي")
    stem = he[:-1] if weak else he
    yield f"{he}ا", Form(Mood.PARTICIPLE)
    yield f"{he}ة", Form(Mood.PARTICIPLE, feminine=True)
    yield f"{stem}ين", Form(Mood.PARTICIPLE, plural=True)
    yield f"{he}تين", Form(Mood.PARTICIPLE, feminine=True, plural=True)
    yield f"{he}ات", Form(Mood.PARTICIPLE, feminine=True, plural=True)
