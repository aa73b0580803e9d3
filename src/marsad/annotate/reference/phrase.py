"""What a noun phrase or a pronoun says of whom it stands for: its noun, gender, number, and what else it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marsad.annotate.names.arabic_words import bare, cuts
from marsad.annotate.reference.lexicon import BodyNoun, Determiner, Gender, Noun, ReferenceWords
from marsad.annotate.text import Passage

Sort = Literal["office", "anybody", "last", "body", "programme", "place", "pronoun", "pair", "other"]

_STEM = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. ``head`` is its noun's token; ``determined`` how its determiner leaves it, null without one.

    ``told`` are stems of what it says beyond its noun ("de l'Eau"); ``noun`` and ``body`` what the lexicon has for it.
    """

    sort: Sort
    head: int
    gender: Gender | None = None
    plural: bool = False
    determined: str | None = None
    noun: Noun | None = None
    body: BodyNoun | None = None
    told: frozenset[str] = frozenset()
    thing: bool = False


def stems(passage: Passage, words: ReferenceWords, first: int, last: int) -> frozenset[str]:
    """The beginnings of the words from token ``first`` to ``last`` that tell one office or body from another."""
    found = set()
    for at in range(first, last + 1):
        word = passage.folded[at]
        if words.lang == "ar":
            if word in words.prepositions:
                continue
            word = bare(cuts(word)[-1][1] if word.startswith(("وال", "بال", "فال", "كال", "لل")) else word)
            if word.startswith("ل") and len(word) > 4:
                word = word[1:]
        if len(word) < 3 or not word[0].isalpha() or word in words.empty or word in words.of:
            continue
        if word in words.determiners or word in words.prepositions or word in words.joins or word in words.before_noun:
            continue
        found.add(word[:_STEM])
    return frozenset(found)


def office_at(passage: Passage, words: ReferenceWords, at: int) -> tuple[Noun, int, str | None] | None:
    """The office that begins at a token, its last token, and in Arabic how it is determined; null where none does."""
    if words.lang == "ar":
        return _arabic_office(passage, words, at)
    word = passage.folded[at].removeprefix("ex-")
    for tokens, noun in words.compounds.get(word, ()):
        if passage.folded[at : at + len(tokens)] == tokens:
            return noun, at + len(tokens) - 1, None
    noun_or_none = words.offices.get(word)
    return (noun_or_none, at, None) if noun_or_none else None


def _arabic_office(passage: Passage, words: ReferenceWords, at: int) -> tuple[Noun, int, str | None] | None:
    spelled = passage.words[at]
    for _, cut in cuts(passage.folded[at]):
        word = bare(cut)
        for tokens, noun in words.compounds.get(word, ()):
            if tuple(map(bare, passage.folded[at + 1 : at + len(tokens)])) == tokens[1:]:
                return noun, at + len(tokens) - 1, "definite"
        definite = "definite" if cut != word else None
        if noun_or_none := words.offices.get(word):
            if definite is None and word.endswith("ه") and not spelled.endswith("ة") and word[:-1] in words.offices:
                return words.offices[word[:-1]], at, "possessive"  # رئيسه is his president, no woman
            return noun_or_none, at, definite
        for suffix in ("هما", "ها", "هم", "نا"):
            if word.endswith(suffix):
                owned = word.removesuffix(suffix)
                owned = f"{owned[:-1]}ه" if owned.endswith("ت") else owned
                if owned_noun := words.offices.get(owned):
                    return owned_noun, at, "possessive"
    return None


def phrase_of(passage: Passage, words: ReferenceWords, first: int, last: int) -> Phrase | None:
    """Read the words from token ``first`` to ``last``; null where they are no phrase that stands for anything."""
    if words.lang == "ar":
        return _arabic(passage, words, first, last)
    folded, at = passage.folded, first
    determiner: Determiner | None = None
    lone = words.pronouns.get(folded[first].removeprefix("-t-").removeprefix("-"))
    if lone is not None and first == last:
        return Phrase("pronoun", first, lone.gender, lone.plural, thing=lone.thing)
    if first == last and folded[first] in words.pair_alone:
        return Phrase("pair", first, plural=True)
    while at <= last and folded[at] in words.prepositions and folded[at] not in words.determiners:
        at += 1
    if at <= last and (determiner := words.determiners.get(folded[at])) is not None:
        at += 1
    elif at and words.determiners.get(folded[at - 1]) is not None:
        determiner = words.determiners[folded[at - 1]]
    two = False
    while at < last and (folded[at] in words.before_noun or folded[at] in words.two or passage.words[at] == "."):
        two = two or folded[at] in words.two
        at += 1
    if at > last:
        return None
    if two or (determiner and determiner.plural and folded[at] in words.pair and folded[first] in words.pair_alone):
        return Phrase("pair", at, plural=True) if folded[at] in words.pair else None
    if words.lang == "en":
        return _english(passage, words, at, last, determiner)
    return _headed(passage, words, at, at, last, determiner)


def _english(
    passage: Passage, words: ReferenceWords, first: int, last: int, determiner: Determiner | None
) -> Phrase | None:
    """English puts the noun last, before "of" and the like."""
    stop = first
    while stop <= last and passage.folded[stop] not in words.of and passage.words[stop] not in ",;:(":
        stop += 1
    for at in range(stop - 1, first - 1, -1):
        if found := _headed(passage, words, at, first, last, determiner):
            if found.sort != "other":
                return found
            break
    for at in range(first, stop):
        if office_at(passage, words, at) is not None:
            return _headed(passage, words, at, first, last, determiner)
    return Phrase("other", first, determined=determiner.sort if determiner else None)


def _headed(
    passage: Passage, words: ReferenceWords, at: int, first: int, last: int, determiner: Determiner | None
) -> Phrase:
    folded = passage.folded
    determined = determiner.sort if determiner else None
    gender = determiner.gender if determiner else None
    plural = determiner.plural if determiner else False
    word = folded[at]
    office = office_at(passage, words, at)
    if office is not None and office[1] <= last:
        noun, end, _ = office
        told = stems(passage, words, first, at - 1) | stems(passage, words, end + 1, last)
        return Phrase("office", at, noun.gender or gender, noun.plural or plural, determined, noun, None, told)
    rest = stems(passage, words, first, at - 1) | stems(passage, words, at + 1, last)
    if (one := words.last.get(word)) is not None and at == last:
        return Phrase("last", at, one.gender or gender, one.plural or plural, determined)
    if (one := words.anybody.get(word)) is not None:
        return Phrase("anybody", at, one.gender or gender, one.plural or plural, determined, one, None, rest)
    if (body := words.bodies.get(word)) is not None:
        return Phrase("body", at, body.gender, plural, determined, None, body, rest)
    if word in words.programmes:
        return Phrase("programme", at, words.programmes[word], plural, determined, None, None, rest)
    if word in words.countries or word in words.towns:
        return Phrase("place", at, gender, plural, determined, None, None, rest)
    return Phrase("other", at, gender, plural, determined)


def _arabic(passage: Passage, words: ReferenceWords, first: int, last: int) -> Phrase | None:
    folded, at = passage.folded, first
    forms = [cut for _, cut in cuts(folded[at])]
    if first == last:
        for form in forms:
            if (lone := words.pronouns.get(form)) is not None:
                return Phrase("pronoun", first, lone.gender, lone.plural)
    demonstrative: Determiner | None = None
    for form in forms:
        if (determiner := words.determiners.get(form)) is not None:
            if determiner.sort == "indefinite":
                return Phrase("other", at, determined="indefinite")
            demonstrative = determiner
    if at < last and (
        demonstrative or folded[at] in words.prepositions or any(form in words.before_noun for form in forms)
    ):
        at += 1
    for form in (cut for _, cut in cuts(folded[at])):
        if bare(form) in words.pair and (form != bare(form) or at == last):
            return Phrase("pair", at, plural=True)
        if form in words.pair_alone:
            return Phrase("pair", at, plural=True)
    office = _arabic_office(passage, words, at)
    named_body = _arabic_body(words, folded[at])
    if office is not None and not (named_body and passage.words[at].endswith("ة")):
        noun, end, determined = office
        if determined is None and end < last:
            determined = "definite" if _defined(passage, end + 1, last) else "indefinite"
        told = stems(passage, words, end + 1, last)
        return Phrase("office", at, noun.gender, noun.plural, determined or "indefinite", noun, None, told)
    return _arabic_noun(passage, words, at, last, demonstrative)


def _arabic_body(words: ReferenceWords, word: str) -> BodyNoun | None:
    return next((body for _, cut in cuts(word) if (body := words.bodies.get(bare(cut))) is not None), None)


def _defined(passage: Passage, first: int, last: int) -> bool:
    """Whether what follows a noun defines it: a word with its article, or a name."""
    return any(
        any(cut.startswith("ال") for _, cut in cuts(passage.folded[at]))
        for at in range(first, min(first + 3, last + 1))
    )


def _arabic_noun(
    passage: Passage, words: ReferenceWords, at: int, last: int, demonstrative: Determiner | None
) -> Phrase | None:
    rest = stems(passage, words, at + 1, last)
    for _, cut in cuts(passage.folded[at]):
        word = bare(cut)
        determined = "definite" if cut != word or (at < last and _defined(passage, at + 1, last)) else "indefinite"
        if demonstrative is not None:
            determined = "definite"
        if (one := words.last.get(word)) is not None and cut != word:
            return Phrase("last", at, one.gender, one.plural, determined)
        if (one := words.anybody.get(word)) is not None:
            return Phrase("anybody", at, one.gender, one.plural, determined, one, None, rest)
        if (body := words.bodies.get(word)) is not None:
            return Phrase("body", at, body.gender, False, determined, None, body, rest)
        if word in words.programmes:
            return Phrase("programme", at, words.programmes[word], False, determined, None, None, rest)
        if word in words.countries or word in words.towns:
            return Phrase("place", at, None, False, determined, None, None, rest)
    return Phrase("other", at)
