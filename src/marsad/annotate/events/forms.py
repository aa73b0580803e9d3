"""The forms of a verb that press texts use of events: finite ones of the third person, and participles."""

from __future__ import annotations

from collections.abc import Iterator

_FRENCH = {
    "er": "e ent é ée és ées a èrent era eront erait eraient ait aient",
    "ir": "it issent i ie is ies ira iront irait issait issaient irent",
    "re": " ent u ue us ues it irent ra ront rait ait aient",
}
_SPANISH = {
    "ar": "a an ó aron ará arán aría arían ado ada ados adas aba aban",
    "er": "e en ió ieron erá erán ería erían ido ida idos idas ía ían",
    "ir": "e en ió ieron irá irán iría irían ido ida idos idas ía ían",
}


def forms_of(verb: str, lang: str) -> frozenset[str]:
    """The forms of a verb by the rules of its language, in small letters.

    French and Spanish verbs are given in the infinitive, with or without ``se``; English ones in the plain form, which
    is none of the forms; Arabic ones as perfect and imperfect of the third person ("قدم يقدم").
    """
    made = {"fr": _french, "es": _spanish, "en": _english, "ar": _arabic}[lang]
    return frozenset(made(verb))


def _french(verb: str) -> Iterator[str]:
    verb = verb.removeprefix("se ").removeprefix("s'")
    stem, ending = verb[:-2], verb[-2:]
    for suffix in _FRENCH.get(ending, "").split(" "):
        soft = suffix[:1] in {"a"}
        yield (_softened(stem) if soft else stem) + suffix
    if ending == "er" and "é" in stem[-4:]:
        open_stem = stem[: stem.rindex("é")] + "è" + stem[stem.rindex("é") + 1 :]
        yield from (open_stem + "e", open_stem + "ent")


def _softened(stem: str) -> str:
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem


def _spanish(verb: str) -> Iterator[str]:
    verb = verb.removeprefix("se ")
    stem, ending = verb[:-2], verb[-2:]
    yield from (stem + suffix for suffix in _SPANISH.get(ending, "").split())


def _english(verb: str) -> Iterator[str]:
    if verb.endswith("y") and verb[-2] not in "aeou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
    elif verb.endswith("e"):
        yield from (verb + "s", verb + "d")
    else:
        yield from (verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s"), verb + "ed")


def _arabic(verb: str) -> Iterator[str]:
    perfect, _, imperfect = verb.partition(" ")
    short = perfect[:-1] if perfect.endswith(("ى", "ا", "ي")) else perfect
    yield from (perfect, short + "ت", short + "وا", perfect + "ا")
    if imperfect:
        yield from _imperfect(imperfect)


def _imperfect(verb: str) -> Iterator[str]:
    rest = verb[1:]
    yield from (verb, "ت" + rest, verb + "ون", verb + "ان", "س" + verb, "ست" + rest)


def coming_of(verb: str) -> frozenset[str]:
    """The forms of an Arabic verb that tell of what is to come or goes on: those of the imperfect."""
    imperfect = verb.partition(" ")[2]
    return frozenset(_imperfect(imperfect)) if imperfect else frozenset()
