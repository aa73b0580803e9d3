"""Names of organisations, initiatives and roles as bags of what their words mean, and how like two bags are.

Such names are translated, so their words are compared by concept (`marsad.annotate.link.concepts`), countries and
places by their keys, numbers as they are, and what is left, the proper words, by sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.annotate.link.concepts import LONGEST_PHRASE, forms, is_dual, is_saint, is_stop, language_of, meaning
from marsad.annotate.places import Place, demonym, places_named
from marsad.annotate.sounds import (
    ALIKE,
    VOWELS,
    Reading,
    Unit,
    is_arabic,
    is_name_particle,
    skeletons,
    sounds,
    spelt,
    unit_likeness,
    units,
)
from marsad.read.fold import fold

WEIGHTS = {"proper": 1.5, "place": 1.2, "number": 1.2, "things": 1.0, "heads": 0.6, "common": 0.35, "country": 0.3}
CORE = frozenset({"proper", "place", "number", "things"})
"""The sorts of tokens that tell one name from another of its kind."""

ONE_NAME = 0.75
"""Two names from here on are taken for one organisation's or initiative's."""
PERHAPS = 0.7
"""The most for names that a word parts that the lexicon may lack."""
MAYBE = 0.52
"""Names from here on may be one in two languages, where no other is as near."""

_RELATED = (
    frozenset({"agency", "office", "authority", "department", "directorate", "regulator", "service", "delegation"}),
    frozenset({"authority", "inspectorate", "regulator", "commission", "council"}),
    frozenset({"union", "federation", "confederation", "trade_union", "association", "league", "coordination"}),
    frozenset({"association", "organisation", "collective", "society", "network", "movement", "coalition", "union"}),
    frozenset({"association", "federation", "union", "confraternity", "guild", "circle", "cooperative"}),
    frozenset({"pole", "unit", "centre", "department"}),
    frozenset({"brigade", "unit", "squad", "team"}),
    frozenset({"company", "group", "corporation", "society", "establishment"}),
    frozenset({"commission", "committee", "council", "commissariat", "delegation", "authority"}),
    frozenset({"programme", "plan", "project", "initiative", "strategy", "scheme", "vision", "roadmap", "policy"}),
    frozenset({"conference", "forum", "fair", "festival"}),
    frozenset({"committee", "cell", "unit", "coordination"}),
    frozenset({"institute", "centre", "school", "academy", "laboratory", "observatory"}),
    frozenset({"hospital", "clinic"}),
    frozenset({"foundation", "establishment"}),
    frozenset({"charter", "pact", "agreement"}),
    frozenset({"club", "team", "association"}),
    frozenset({"newspaper", "press", "media", "daily", "weekly", "gazette", "review", "news_site"}),
    frozenset({"colloquium", "conference", "forum", "meeting", "congress", "summit", "assises"}),
    frozenset({"hospital", "clinic", "dispensary"}),
    frozenset({"corps", "authority", "brigade", "service", "squad", "unit"}),
    frozenset({"league", "cup", "championship"}),
)
_RELATED_HEADS = 0.5
_SAME_STEM = 0.9
_LATE: tuple[tuple[tuple[str, ...], int], ...] = ((("uwUoeû", "sm"), 2), (("oUe",), 3), (("āAẖaī",), 4))
"""Endings, as the sounds that each of their places may have, and consonants that are left at least: the *a* of *Samira*
tells her from Samir."""
_SAME_PLACE = 0.92
"""Names of places in two languages are one from here on, even where the gazetteer has them apart."""
_COGNATES = 0.85
_COGNATE_LETTERS = 4
_PLACES = 4
"""Places of one name that are thought of, the likeliest."""
_PRESS = frozenset({"agency", "press", "media", "newspaper", "daily", "news_site", "radio", "television", "publisher"})
_GENERIC = _PRESS | {"company", "group", "society", "corporation"}
"""What an institution is that is as often called by its own name alone: Agence Rih, Rih."""
_LONG_NAMED = frozenset({"ministry", "department", "secretariat", "directorate"})
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ](?=[^\W\d_]{3}))?")
_ELISION = re.compile(r"^(?:l|d|qu|n|s|j|m|t|c)['’ʼ]$", re.IGNORECASE)
_MOST = 12
"""Tokens of a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of a name.

    ``sort`` is one of `WEIGHTS`; ``keys`` are what it may mean: concepts, countries (alpha-2), places, digits; ``unit``
    is how it sounds; ``common`` whether it may be a common noun by its first letter.
    """

    sort: str
    keys: frozenset[str]
    unit: Unit
    arabic: bool
    folded: str
    lang: str | None = None
    common: bool = False


Bag = tuple[Token, ...]

_TWO = Token("common", frozenset({"two"}), (), arabic=True, folded="two", lang="ar")
"""What an Arabic dual says besides its word: ضفتين is *dos orillas*."""


@lru_cache(maxsize=1 << 16)
def bag_of(name: str, lang: str | None, *, phrases: bool = True) -> Bag:
    """The tokens of a name, at most twelve, each once; word by word without ``phrases``."""
    lang = language_of(name, lang)
    words = _telling_words(name, lang)
    found: list[Token] = []
    proper: list[str] = []
    i = 0
    while i < len(words) and len(found) < _MOST:
        token, taken = (None, 2) if _begins_name(words, i) else _known(words, i, lang, phrases)
        if token is None:
            proper += [word for word, _ in words[i : i + taken]]
        else:
            found += [*_proper(proper, lang, first=not found), token]
            found += [_TWO] if taken == 1 and is_dual(words[i][1]) else []
            proper = []
        i += taken
    found += _proper(proper, lang, first=not found)
    return _completed(tuple(dict.fromkeys(found))[:_MOST])


def _telling_words(name: str, lang: str | None) -> list[tuple[str, str]]:
    """The words of a name with their folded forms, without links."""
    words = [(word, fold(word)) for word in _words(name)]
    return [
        words[i]
        for i in range(len(words))
        if not (is_stop(words[i][1], lang) and (_links(words[i][0], lang) or _article_before_known(words, i, lang)))
    ]


def _article_before_known(words: list[tuple[str, str]], i: int, lang: str | None) -> bool:
    """Whether an article begins a title, *Le Matin*, and no name of its own, *Le Corbusier*."""
    return i + 1 < len(words) and lang != "en" and meaning((words[i + 1][1],), lang) is not None


def _links(word: str, lang: str | None) -> bool:
    """Whether a word that may be a link is written as one: *Sus* is no possessive but a river."""
    return word[:1] == word[:1].lower() or lang == "en"


def _words(name: str) -> list[str]:
    """The words of a name, without elided articles."""
    return [word.strip("'’ʼ") for word in _WORD.findall(name) if not _ELISION.match(word)]


def _begins_name(words: list[tuple[str, str]], i: int) -> bool:
    """Whether a name begins here that is written as two words, whatever the second means: Ibn Zohr, أبو الفداء."""
    word, folded = words[i]
    return i + 1 < len(words) and not word[:1].islower() and is_name_particle(folded)


def _known(words: list[tuple[str, str]], i: int, lang: str | None, phrases: bool) -> tuple[Token | None, int]:
    """The token of the words from ``i`` on that the lexicon or the gazetteer has, and how many they are."""
    for count in range(min(LONGEST_PHRASE, len(words) - i), 1, -1):
        text = " ".join(word for word, _ in words[i : i + count])
        if phrases and (found := meaning(tuple(folded for _, folded in words[i : i + count]), lang)):
            return _token(found.sort, found.concepts, text, lang), count
        if not text[:1].islower() and (places := places_named(text)):
            return _placed(places, text, lang), count
    if i + 1 < len(words) and is_saint(words[i][1]) and not words[i][0].islower():
        return None, 2
    return _single(*words[i], lang), 1


def _single(word: str, folded: str, lang: str | None) -> Token | None:
    """The token of one word; null for one that neither the lexicon nor the gazetteer has."""
    if folded.isdigit():
        return Token("number", frozenset({folded}), (), False, folded)
    found = meaning((folded,), lang)
    if found and found.exact and found.sort == "heads":  # a *pôle* is no Pole
        return _token(found.sort, found.concepts, word, lang)
    if country := next((code for form in forms(folded) if (code := demonym(form))), None):
        keys = frozenset({country})
        return _token(found.sort, keys | found.concepts, word, lang) if found else _token("country", keys, word, lang)
    for form in () if word[:1].islower() else forms(folded):
        if (places := places_named(form)) and not (found and found.exact and form != folded):
            place = _placed(places, form, lang)
            if not found:
                return place
            return _token(found.sort if found.exact else place.sort, place.keys | found.concepts, form, lang)
    return _token(found.sort, found.concepts, word, lang) if found else None


def _token(sort: str, keys: frozenset[str], text: str, lang: str | None) -> Token:
    joined = "".join(text.split())
    return Token(sort, keys, _readings(joined, lang), is_arabic(text), fold(text), _tongue(text, lang))


def _readings(word: str, lang: str | None) -> Unit:
    """The readings of a word, an Arabic one with and without what may be a proclitic."""
    if not is_arabic(word):
        return sounds(word, lang)
    return tuple(dict.fromkeys(reading for form in forms(spelt(word)) for reading in sounds(form, lang)))


def _placed(places: Sequence[Place], text: str, lang: str | None) -> Token:
    """A place; a country may be the town of its name (تونس)."""
    return _token("country" if places[0].sort == "country" else "place", _keys(places), text, lang)


def _keys(places: Sequence[Place]) -> frozenset[str]:
    return frozenset(place.key for place in places[:_PLACES])


def _proper(words: list[str], lang: str | None, *, first: bool) -> list[Token]:
    """Tokens of proper words, particles joined to theirs; Arabic ones may have a proclitic but for the first."""
    found = units(" ".join(words), lang) or tuple(filter(None, [sounds("".join(words), lang)]))
    if len(words) == 1 and len(found) == 1:
        unit = found[0] if first else _readings(words[0], lang)
        common = unit[0].arabic or words[0][:1].islower() or lang == "en"
        return [Token("proper", frozenset(), unit, unit[0].arabic, _spelled(unit), _tongue(words[0], lang), common)]
    return [Token("proper", frozenset(), unit, unit[0].arabic, _spelled(unit)) for unit in found]


def _tongue(text: str, lang: str | None) -> str | None:
    return "ar" if is_arabic(text) else lang


def _spelled(unit: Unit) -> str:
    return "".join(unit[0].sounds)


def _completed(bag: Bag) -> Bag:
    """A name of the press without a word for what it is means an agency: أطلس للأنباء."""
    heads = [token for token in bag if token.sort == "heads"]
    if len(heads) != 1 or "press" not in heads[0].keys:
        return bag
    return (*bag, Token("heads", frozenset({"agency"}), (), heads[0].arabic, "agency"))


def token_likeness(a: Token, b: Token) -> float:
    """How like two tokens are, 0 to 1."""
    if a.keys & b.keys or a.folded == b.folded:
        return 1.0
    if a.sort == b.sort == "heads" and any(a.keys & group and b.keys & group for group in _RELATED):
        return _RELATED_HEADS
    if not a.unit or not b.unit or not _by_sound(a, b):
        return 0.0
    score = _sound_likeness(a.unit, b.unit)
    least = _SAME_PLACE if a.sort == b.sort == "place" else ALIKE
    return score if score >= least else _COGNATES if _cognates(a, b) or _other_ending(a, b) else 0.0


@lru_cache(maxsize=1 << 16)
def _sound_likeness(a: Unit, b: Unit) -> float:
    """How alike two words sound; not looked at where they share no phonetic key."""
    return 0.0 if _phonetic(a).isdisjoint(_phonetic(b)) else unit_likeness(a, b)


@lru_cache(maxsize=1 << 16)
def _phonetic(unit: Unit) -> frozenset[str]:
    return frozenset(key for reading in unit for key in skeletons(reading))


def _by_sound(a: Token, b: Token) -> bool:
    """Whether two tokens may be one word in two spellings: a proper word, or a word and its transcription."""
    sorts = {a.sort, b.sort}
    if "country" in sorts or (sorts == {"place"} and a.lang == b.lang):
        return False
    return a.arabic != b.arabic or not sorts.isdisjoint({"proper", "place"})


def _cognates(a: Token, b: Token) -> bool:
    """Whether two unknown words of Latin script begin alike, as *litiges* and *litigios* do."""
    if a.arabic or b.arabic or not (a.sort == b.sort == "proper" and (a.common or b.common)):
        return False
    return (
        a.folded[:_COGNATE_LETTERS] == b.folded[:_COGNATE_LETTERS]
        and min(len(a.folded), len(b.folded)) > _COGNATE_LETTERS
    )


def _other_ending(a: Token, b: Token) -> bool:
    """Whether two proper words are one with the endings of two languages: *Minerve* and *Minerva*."""
    if not a.sort == b.sort == "proper" or (a.lang == b.lang and a.lang is not None):
        return False
    x, y = endless(a.unit), endless(b.unit)
    return (x != a.unit or y != b.unit) and _sound_likeness(x, y) >= _SAME_STEM


@lru_cache(maxsize=1 << 14)
def endless(unit: Unit) -> Unit:
    """The readings of a word without the ending that it has in Latin or in a language that comes from it."""
    return tuple(dict.fromkeys(_endless(reading) for reading in unit))


def _endless(reading: Reading) -> Reading:
    for ending, least in _LATE:
        kept, last = reading.sounds[: -len(ending)], reading.sounds[-len(ending) :]
        ends = kept and all(sound[0] in options for sound, options in zip(last, ending, strict=True))
        if ends and sum(sound[0] not in VOWELS for sound in kept) >= least:
            return Reading(kept, reading.arabic)
    return reading


def bag_likeness(a: Bag, b: Bag, country_a: str | None = None, country_b: str | None = None) -> float:
    """How likely two names are one organisation's or initiative's, 0 to 1.

    The countries are those that are known from elsewhere, alpha-2 or null. What each name has and the other lacks parts
    them; what only one has makes them less alike, and a country hardly.
    """
    pairs, left, right = _matched(a, b)
    if not any(x.sort in CORE or y.sort in CORE for x, y, _ in pairs) and not _same_heads(pairs, a, b):
        return 0.0
    clash = _clash(left, right, country_a, country_b)
    if clash and not _translated(pairs, left, right):
        return 0.0
    got = sum(score * max(WEIGHTS[x.sort], WEIGHTS[y.sort]) for x, y, score in pairs)
    proper = any("proper" in (x.sort, y.sort) for x, y, _ in pairs)
    long_named = any(x.keys & _LONG_NAMED and score == 1 for x, _, score in pairs)
    lacking = sum(_penalty(token, proper, long_named) for token in (*left, *right))
    if clash:
        return min(PERHAPS, got / (got + lacking / 2))
    score = got / (got + lacking) if got else 0.0
    own = any(token.sort in ("proper", "place", "number") for token in (*left, *right))
    same_heads = all(like == 1 for x, _, like in pairs if x.sort == "heads")
    return score if score >= ONE_NAME or (same_heads and not own) else 0.0


def is_bare(a: Bag, b: Bag) -> bool:
    """Whether one name is the other without the words for what it is, an agency or a company."""
    if len(a) == len(b) or min(len(a), len(b)) > 2:
        return False
    pairs, left, right = _matched(a, b)
    rest = left or right
    if not pairs or (left and right) or any(score < ALIKE or x.sort == "heads" for x, _, score in pairs):
        return False
    own = any("proper" in (x.sort, y.sort) for x, y, _ in pairs)
    return all(token.sort == "heads" and token.keys & (_GENERIC if own else _PRESS) for token in rest)


@lru_cache(maxsize=1 << 14)
def readings(name: str, lang: str | None) -> tuple[Bag, ...]:
    """The bags of a name: with its phrases and, where it has any, word by word, as another language may say them."""
    return tuple(dict.fromkeys((bag_of(name, lang), bag_of(name, lang, phrases=False))))


def overlap(a: Bag, b: Bag) -> float:
    """How much of the shorter of two bags is in the other, 0 to 1: for roles, which are told at any length."""
    pairs, left, right = _matched(a, b)
    got = sum(score * max(WEIGHTS[x.sort], WEIGHTS[y.sort]) for x, y, score in pairs)
    lacking = min(sum(WEIGHTS[token.sort] for token in rest) for rest in (left, right))
    return got / (got + lacking) if got else 0.0


def head_groups(keys: frozenset[str]) -> list[str]:
    """These heads and, by number, the groups of heads that they share with others."""
    return [*sorted(keys), *(f"group{i}" for i, group in enumerate(_RELATED) if keys & group)]


def _matched(a: Bag, b: Bag) -> tuple[list[tuple[Token, Token, float]], list[Token], list[Token]]:
    """Pairs of tokens, the most alike first, and what is left of each name."""
    scored = [
        (-like, -max(WEIGHTS[x.sort], WEIGHTS[y.sort]), abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (like := token_likeness(x, y))
    ]
    scored.sort()
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs: list[tuple[Token, Token, float]] = []
    for like, _, _, i, j in scored:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((a[i], b[j], -like))
    left = [x for i, x in enumerate(a) if i not in used_a]
    right = [y for j, y in enumerate(b) if j not in used_b]
    return pairs, left, right


def _same_heads(pairs: list[tuple[Token, Token, float]], a: Bag, b: Bag) -> bool:
    """Whether names without anything telling are word for word the same: *Parlement*, *Conseil national*."""
    return len(pairs) == len(a) == len(b) and all(score == 1 for _, _, score in pairs)


def _clash(left: list[Token], right: list[Token], country_a: str | None, country_b: str | None) -> bool:
    """Whether each name has something that the other lacks, so that they cannot be one."""
    for sorts in (CORE, {"heads"}, {"common"}, {"country"}):
        if any(x.sort in sorts for x in left) and any(y.sort in sorts for y in right):
            return True
    said_a = {key for x in left if x.sort == "country" for key in x.keys}
    said_b = {key for y in right if y.sort == "country" for key in y.keys}
    return bool(
        (said_a and country_b and country_b not in said_a) or (said_b and country_a and country_a not in said_b)
    )


def _translated(pairs: list[tuple[Token, Token, float]], left: list[Token], right: list[Token]) -> bool:
    """Whether all that parts two names is a word that the lexicon may lack, in one script or in both."""
    if len(left) != 1 or len(right) != 1 or left[0].lang == right[0].lang:
        return False
    sorts = {left[0].sort, right[0].sort}
    unknown = [token for token in (left[0], right[0]) if token.sort == "proper" and token.common]
    if (
        not unknown
        or not sorts <= {"proper", "things"}
        or any(t.sort == "proper" and not t.common for t in (*left, *right))
    ):
        return False
    return any(x.sort in CORE for x, _, _ in pairs) and all(score == 1 for x, _, score in pairs if x.sort == "heads")


def _penalty(token: Token, proper: bool, long_named: bool) -> float:
    """What a token costs that only one name has."""
    if token.sort == "country":
        return 0.1
    if token.sort == "place" and proper:
        return 0.4
    if token.sort == "things" and long_named:
        return 0.3
    return WEIGHTS[token.sort]
