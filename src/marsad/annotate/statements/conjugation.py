"""The forms of verbs in which a text reports speech: the third persons, participles and the infinitive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum


class Form(Enum):
    """What a form of a verb can do in a sentence."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    INFINITIVE = "infinitive"


Spelled = Iterator[tuple[str, Form]]

_MUTE = re.compile(r"[eé]([^aeiouyéèêç]|[bcdfgptv][rl]|[gq]u|gn)$")
_DOUBLING = ("appel", "rappel", "interpel", "grommel", "rejet", "martèl")


def forms_of(lang: str, lemma: str, irregular: Mapping[str, str]) -> Spelled:
    """The forms of a French, Spanish or English verb, in lower case with their accents.

    ``irregular`` has for a lemma its parts between bars, as `data/statements_fr.toml` and its fellows lay them out.
    """
    yield lemma, Form.INFINITIVE
    parts = [part.split() for part in irregular[lemma].split("|")] if lemma in irregular else None
    match lang:
        case "fr":
            yield from _french_irregular(parts) if parts else _french(lemma)
        case "es":
            yield from _spanish_irregular(parts) if parts else _spanish(lemma)
        case _:
            yield from _english_irregular(parts) if parts else _english(lemma)


def _all(forms: Iterator[str] | list[str], form: Form) -> Spelled:
    for one in forms:
        yield one, form


def _french(lemma: str) -> Spelled:
    if lemma.endswith("ir"):
        stem = lemma[:-2]
        finite = ("it", "issent", "issait", "issaient", "irent", "ira", "iront", "irait", "iraient")
        yield from _all([stem + end for end in finite], Form.FINITE)
        yield from _all([stem + end for end in ("i", "ie", "is", "ies")], Form.PARTICIPLE)
        yield stem + "issant", Form.GERUND
        return
    stem = lemma[:-2]
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    mute = _before_mute(stem)
    yield from _all([mute + "e", mute + "ent"], Form.FINITE)
    yield from _all([soft + end for end in ("ait", "aient", "a")], Form.FINITE)
    yield stem + "èrent", Form.FINITE
    yield from _all([future + "r" + end for future in {mute + "e", stem + "e"} for end in _FRENCH_FUTURE], Form.FINITE)
    yield from _all([stem + end for end in ("é", "ée", "és", "ées")], Form.PARTICIPLE)
    yield soft + "ant", Form.GERUND


_FRENCH_FUTURE = ("a", "ont", "ait", "aient")


def _before_mute(stem: str) -> str:
    """The stem before an e that is not heard: "rappell", "espèr", "appui"."""
    if stem.endswith(_DOUBLING):
        return stem + stem[-1]
    if stem.endswith(("uy", "oy")):
        return stem[:-1] + "i"
    return _MUTE.sub(r"è\1", stem)


def _french_irregular(parts: list[list[str]]) -> Spelled:
    present, imperfect, past, future, participle, gerund = parts
    yield from _all(present + past, Form.FINITE)
    yield from _all([imperfect[0] + end for end in ("ait", "aient")], Form.FINITE)
    yield from _all([future[0] + end for end in _FRENCH_FUTURE], Form.FINITE)
    yield from _all(participle, Form.PARTICIPLE)
    yield from _all(
        [f"{participle[0]}{end}" for end in ("e", "s", "es") if participle[0][-1] not in "s"], Form.PARTICIPLE
    )
    yield from _all(gerund, Form.GERUND)


def _spanish(lemma: str) -> Spelled:
    lemma = lemma.removesuffix("se")
    stem, end = lemma[:-2], lemma[-2:]
    if end == "ar":
        finite = ("a", "an", "aba", "aban", "ó", "aron")
        participle, gerund = "ado", "ando"
    else:
        strong = stem[-1] in "ñl" and stem[-2:-1] in {"a", "l"} and stem.endswith(("ñ", "ll"))
        finite = ("e", "en", "ía", "ían", "ó" if strong else "ió", "eron" if strong else "ieron")
        participle, gerund = "ido", "endo" if strong else "iendo"
    yield from _all([stem + one for one in finite], Form.FINITE)
    yield from _all([lemma + one for one in _SPANISH_FUTURE], Form.FINITE)
    yield stem + participle, Form.PARTICIPLE
    yield stem + gerund, Form.GERUND


_SPANISH_FUTURE = ("á", "án", "ía", "ían")


def _spanish_irregular(parts: list[list[str]]) -> Spelled:
    present, imperfect, past, future, participle, gerund = parts
    yield from _all(present + imperfect + past, Form.FINITE)
    yield from _all(
        [future[0] + ("" if future[0].endswith("r") else "r") + one for one in _SPANISH_FUTURE], Form.FINITE
    )
    yield from _all(participle, Form.PARTICIPLE)
    yield from _all(gerund, Form.GERUND)


def _english(lemma: str) -> Spelled:
    consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    if consonant_y:
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past = lemma + ("d" if lemma.endswith("e") else "ed")
    gerund = lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith("ee") else lemma + "ing"
    yield from _all([third, lemma, past], Form.FINITE)
    yield past, Form.PARTICIPLE
    yield gerund, Form.GERUND


def _english_irregular(parts: list[list[str]]) -> Spelled:
    present, past, participle, gerund = parts
    yield from _all(present + past, Form.FINITE)
    yield from _all(participle, Form.PARTICIPLE)
    yield from _all(gerund, Form.GERUND)
