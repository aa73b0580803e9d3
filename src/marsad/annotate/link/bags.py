"""How like two names of organisations, initiatives or roles are, by the bags of what their words mean."""

from __future__ import annotations

from functools import lru_cache

from marsad.annotate.link.tokens import CORE, WEIGHTS, Bag, Token
from marsad.annotate.sounds import ALIKE, VOWELS, Reading, Unit, skeletons, unit_likeness

ONE_NAME = 0.75
"""Two names from here on are taken for one organisation's or initiative's."""
PERHAPS = 0.7
"""The most for names that a word parts that the lexicon may lack."""
MAYBE = 0.52
"""Names from here on may be one in two languages, where no other is as near."""

_RELATED = (
    frozenset({"agency", "office", "authority", "department", "directorate", "regulator", "service", "delegation"}),
    frozenset({"authority", "inspectorate", "regulator"}),
    frozenset({"union", "federation", "confederation", "trade_union", "association", "league", "coordination"}),
    frozenset({"association", "organisation", "collective", "society", "network", "movement", "coalition", "union"}),
    frozenset({"association", "federation", "union", "confraternity", "guild"}),
    frozenset({"pole", "unit", "centre", "department"}),
    frozenset({"brigade", "unit", "squad", "team"}),
    frozenset({"company", "group", "corporation", "society", "establishment"}),
    frozenset({"commission", "committee", "council", "commissariat", "delegation", "authority"}),
    frozenset({"programme", "plan", "project", "initiative", "strategy", "scheme", "vision", "roadmap", "policy"}),
    frozenset({"conference", "forum", "fair", "festival"}),
    frozenset({"committee", "cell", "unit", "coordination"}),
    frozenset({"institute", "centre", "school", "academy", "laboratory", "observatory"}),
    frozenset({"foundation", "establishment"}),
    frozenset({"charter", "pact", "agreement"}),
    frozenset({"club", "team", "association"}),
    frozenset({"newspaper", "press", "media", "daily", "weekly", "gazette", "review", "news_site"}),
    frozenset({"colloquium", "conference", "forum", "meeting", "congress", "summit", "assises"}),
    frozenset({"hospital", "clinic", "dispensary"}),
    frozenset({"corps", "authority", "brigade", "service", "squad", "unit"}),
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
_PRESS = frozenset({"agency", "press", "media", "newspaper", "daily", "news_site", "radio", "television", "publisher"})
_GENERIC = _PRESS | {"company", "group", "society", "corporation"}
"""What an institution is that is as often called by its own name alone: Agence Rih, Rih."""
_LONG_NAMED = frozenset({"ministry", "department", "secretariat", "directorate"})


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
