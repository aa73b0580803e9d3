"""What a noun phrase or a pronoun says of whom it stands for: its noun, gender, number, and what else it tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from marsad.annotate.names.arabic_words import bare, cuts
from marsad.annotate.places import demonym
from marsad.annotate.reference.lexicon import (
    BodyNoun,
    Determiner,
    Gender,
    Noun,
    Party,
    ReferenceWords,
    arabic_forms,
    reference_words,
)
from marsad.annotate.reference.scene import STOPS
from marsad.annotate.text import Passage, folded_word

Sort = Literal[
    "office", "anybody", "last", "body", "programme", "country", "town", "source", "pronoun", "pair", "other"
]

_STEM = 5


class Told(NamedTuple):
    """What words tell one holder or body from another by: stems of words, and the countries of its adjectives."""

    stems: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()


NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase or pronoun. ``head`` is its noun's token, ``word`` that noun without what hangs on it.

    ``determined`` is how its determiner leaves it, ``construct`` for an Arabic noun with words behind it; null without
    one. ``told`` is what it says beyond its noun ("de l'Eau"), ``of`` whether a preposition joins some of that.
    """

    sort: Sort
    head: int
    word: str = ""
    gender: Gender | None = None
    plural: bool = False
    determined: str | None = None
    noun: Noun | None = None
    body: BodyNoun | None = None
    party: Party | None = None
    told: Told = NOTHING
    thing: bool = False


class Office(NamedTuple):
    """An office as it stands: its noun, its last token, and how an Arabic noun's own form leaves it."""

    noun: Noun
    last: int
    determined: str | None


def told_by(passage: Passage, words: ReferenceWords, *spans: tuple[int, int]) -> Told:
    """What the words between tokens tell, of each span first and last, up to a stop or a word that leads away."""
    stems: set[str] = set()
    lands: set[str] = set()
    for first, last in spans:
        for at in range(first, last + 1):
            told = _told(words.lang, passage.folded[at])
            if told is None:
                break
            stems |= told.stems
            lands |= told.lands
    return Told(frozenset(stems), frozenset(lands))


@lru_cache(maxsize=1 << 14)
def _told(lang: str, word: str) -> Told | None:
    """What a folded word tells; null where it leads away from a noun: "la ministre en marge de la rencontre", "qui"."""
    words = reference_words(lang)
    if word in STOPS or word in words.clause or (word in words.prepositions and word not in words.tells):
        return None
    small = (words.empty, words.of, words.determiners, words.joins, words.before_noun, words.prepositions)
    if any(word in one for one in small):
        return NOTHING
    if lang == "ar":
        word = bare(cuts(word)[-1][1] if word.startswith(("وال", "بال", "فال", "كال", "لل")) else word)
        if any(word in one for one in small):
            return NOTHING
    parts = [part for part in {word, *word.split("-")} if len(part) > 2 and part[0].isalpha()]
    lands = {part: land_of(part) for part in parts}
    return Told(
        frozenset(part[:_STEM] for part, land in lands.items() if land is None),
        frozenset(land for land in lands.values() if land is not None),
    )


@lru_cache(maxsize=1 << 14)
def land_of(word: str) -> str | None:
    """The country that a folded word says somebody is of, by its code; null for other words."""
    return demonym(word) or (demonym(f"{word}ه") if "ء" <= word[0] <= "ي" else None)


def office_at(passage: Passage, words: ReferenceWords, at: int) -> Office | None:
    """The office that begins at a token; null where none does."""
    folded = passage.folded
    if words.lang == "ar":
        return _arabic_office(passage, words, at)
    word = folded[at].removeprefix("ex-")
    for tokens, noun in words.compounds.get(word, ()):
        if folded[at + 1 : at + len(tokens)] == tokens[1:]:
            return Office(noun, at + len(tokens) - 1, None)
    found = words.offices.get(word)
    return Office(found, at, None) if found else None


def _arabic_office(passage: Passage, words: ReferenceWords, at: int) -> Office | None:
    for cut, word in arabic_forms(passage.folded[at]):
        for tokens, noun in words.compounds.get(word, ()):
            if tuple(map(bare, passage.folded[at + 1 : at + len(tokens)])) == tokens[1:]:
                return Office(noun, at + len(tokens) - 1, "definite")
        if (found := words.offices.get(word)) is not None:
            his = cut == word and word.endswith("ه") and not passage.words[at].endswith("ة")
            if his and word[:-1] in words.offices:
                return Office(words.offices[word[:-1]], at, "possessive")  # رئيسه is his president, no woman
            return Office(found, at, "definite" if cut != word else None)
        for suffix in ("هما", "ها", "هم", "ه"):
            if word.endswith(suffix):
                owned = word.removesuffix(suffix)
                owned = f"{owned[:-1]}ه" if owned.endswith("ت") else owned
                if (found := words.offices.get(owned)) is not None:
                    return Office(found, at, "possessive")
    return None


def may_head(words: ReferenceWords, word: str) -> bool:
    """Whether a folded word may be the noun of a phrase that stands for somebody."""
    return _may_head(words.lang, word)


@lru_cache(maxsize=1 << 14)
def _may_head(lang: str, word: str) -> bool:
    words = reference_words(lang)
    tables = (words.offices, words.bodies, words.anybody)
    if lang != "ar":
        return any(word in table for table in tables)
    return any(form in table and cut != form for cut, form in arabic_forms(word) for table in tables)


def phrase_of(passage: Passage, words: ReferenceWords, first: int, last: int) -> Phrase | None:
    """Read the words from token ``first`` to ``last``; null where they are no phrase that stands for anything."""
    if words.lang == "ar":
        return _arabic(passage, words, first, last)
    folded, at = passage.folded, first
    if folded[first] in words.pair_alone and all(folded[i] in words.two for i in range(first + 1, last + 1)):
        return Phrase("pair", first, plural=True, party="any")
    while at < last and folded[at] in words.prepositions and folded[at] not in words.determiners:
        at += 1
    determiner = words.determiners.get(folded[at])
    if determiner is not None and at < last:
        at += 1
    elif at:
        determiner = words.determiners.get(folded[at - 1])
    two = determiner is not None and determiner.plural and folded[first] in words.pair_alone
    while at < last and (folded[at] in words.before_noun or folded[at] in words.two or passage.words[at] == "."):
        two = two or folded[at] in words.two
        at += 1
    if two or folded[at] in words.two:
        return _pair(passage, words, at, last)
    if words.lang == "en":
        return _english(passage, words, at, last, determiner)
    return _headed(passage, words, at, at, last, determiner)


def pronoun_of(words: ReferenceWords, spelled: str) -> Phrase | None:
    """The pronoun that is spelled so, with what inversion hangs it on ("-t-elle", "a-t-elle"); null for other words."""
    key = spelled.lower()
    if words.lang == "ar":
        forms = [cut for cut, _ in arabic_forms(folded_word(spelled))]
    else:
        forms = [key, key.rsplit("-", 1)[-1]] if words.lang == "fr" else [key]
    for form in forms:
        if (found := words.pronouns.get(form)) is not None:
            return Phrase("pronoun", 0, form, found.gender, found.plural, thing=found.thing)
    return None


def _pair(passage: Passage, words: ReferenceWords, at: int, last: int) -> Phrase | None:
    """Two that a noun names, or nothing more: "les deux"."""
    if at == last and passage.folded[at] in words.two:
        return Phrase("pair", at, passage.folded[at], plural=True, party="any")
    for noun in range(at, min(at + 2, last) + 1):
        if (party := words.pairs.get(passage.folded[noun])) is not None:
            return Phrase("pair", noun, passage.folded[noun], plural=True, party=party)
    return None


def _english(
    passage: Passage, words: ReferenceWords, first: int, last: int, determiner: Determiner | None
) -> Phrase | None:
    """English puts the noun last, before "of" and the like."""
    stop = first
    while stop <= last and passage.folded[stop] not in words.of and passage.words[stop] not in ",;:(":
        stop += 1
    if "'s" in passage.folded[first:stop]:
        determiner = Determiner("possessive")
    for at in range(stop - 1, first - 1, -1):
        found = _headed(passage, words, at, first, last, determiner)
        if found.sort != "other" and not (found.noun and found.noun.plural and at < stop - 1):
            return found
    return Phrase("other", first, determined=determiner.sort if determiner else None)


def _headed(
    passage: Passage, words: ReferenceWords, at: int, first: int, last: int, determiner: Determiner | None
) -> Phrase:
    """Read a phrase whose noun is the token ``at`` of ``first`` to ``last``."""
    word = passage.folded[at]
    determined = determiner.sort if determiner else None
    gender = determiner.gender if determiner else None
    plural = determiner.plural if determiner else False
    office = office_at(passage, words, at)
    if office is not None and office.last <= last:
        told = told_by(passage, words, (first, at - 1), (office.last + 1, last))
        noun = office.noun
        return Phrase("office", at, word, noun.gender or gender, noun.plural or plural, determined, noun, told=told)
    told = told_by(passage, words, (first, at - 1), (at + 1, last))
    if (
        (one := words.last.get(word)) is not None
        and at == last
        and ("-" in word or passage.folded[at - 1] in words.pointing)
    ):
        return Phrase("last", at, word, one.gender or gender, one.plural or plural, determined)
    if (one := words.anybody.get(word)) is not None:
        return Phrase("anybody", at, word, one.gender or gender, one.plural or plural, determined, one, told=told)
    if (body := words.bodies.get(word)) is not None:
        return Phrase("body", at, word, body.gender, plural, determined, body=body, told=told)
    if word in words.source and any(one in words.same for one in passage.folded[max(0, first - 1) : last + 1]):
        return Phrase("source", at, word, None, plural, "definite")
    if word in words.programmes:
        return Phrase("programme", at, word, words.programmes[word], plural, determined, told=told)
    if word in words.countries or word in words.towns:
        sort: Sort = "country" if word in words.countries else "town"
        return Phrase(sort, at, word, gender, plural, determined, told=told)
    return Phrase("other", at, word, gender, plural, determined)


def _arabic(passage: Passage, words: ReferenceWords, first: int, last: int) -> Phrase | None:
    folded, at, pointed = passage.folded, first, False
    for cut, _ in arabic_forms(folded[at]):
        if (determiner := words.determiners.get(cut)) is not None:
            if determiner.sort == "indefinite":
                return Phrase("other", at, determined="indefinite")
            pointed = True
        elif cut in words.before_noun or folded[at] in words.prepositions:
            pointed = pointed or cut in words.same
        else:
            continue
        if at == last:
            return None
        at += 1
        break
    for cut, word in arabic_forms(folded[at]):
        if word in words.pairs and (cut != word or (at < last and _defined(folded, at + 1, last))):
            return Phrase("pair", at, word, plural=True, party=words.pairs[word])
        if word in words.pair_alone:
            return Phrase("pair", at, word, plural=True, party="any")
    return next(_arabic_heads(passage, words, at, last, pointed=pointed), Phrase("other", at))


def _arabic_heads(passage: Passage, words: ReferenceWords, at: int, last: int, *, pointed: bool) -> Iterator[Phrase]:
    """The readings of an Arabic phrase whose noun is the token ``at``, the likeliest first."""
    folded = passage.folded
    told = told_by(passage, words, (at + 1, last))
    behind = "construct" if at < last else "indefinite"
    if at < last and _defined(folded, at + 1, last):
        behind = "definite"
    office = _arabic_office(passage, words, at)
    if office is not None and not any(word in words.bodies for _, word in arabic_forms(folded[at])):
        told = told_by(passage, words, (office.last + 1, last))
        determined = "definite" if pointed else office.determined or behind
        noun = office.noun
        yield Phrase("office", at, noun.lemma, noun.gender, noun.plural, determined, noun, told=told)
    for cut, word in arabic_forms(folded[at]):
        determined = "definite" if pointed or cut != word else behind
        if (one := words.last.get(word)) is not None and cut != word and at == last:
            yield Phrase("last", at, word, one.gender, one.plural, determined)
        if (one := words.anybody.get(word)) is not None:
            yield Phrase("anybody", at, word, one.gender, one.plural, determined, one, told=told)
        if (body := words.bodies.get(word)) is not None:
            yield Phrase("body", at, word, body.gender, False, determined, body=body, told=told)
        if word in words.source and (pointed or any(one in words.same for one in folded[at + 1 : last + 1])):
            yield Phrase("source", at, word, None, False, "definite")
        if word in words.programmes:
            yield Phrase("programme", at, word, words.programmes[word], False, determined, told=told)
        if word in words.countries or word in words.towns:
            sort: Sort = "country" if word in words.countries else "town"
            yield Phrase(sort, at, word, None, False, determined, told=told)


def _defined(folded: tuple[str, ...], first: int, last: int) -> bool:
    """Whether what follows an Arabic noun defines it: a word with its article."""
    return any(cut != word for at in range(first, min(first + 3, last + 1)) for cut, word in arabic_forms(folded[at]))
