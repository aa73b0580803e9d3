"""The permanent address of a fact: what it is, in which words of which capture; and the fact that an address names.

``/fact/CAPTURE/KIND/FIELD-START-END?q=HASH``: the capture's key, the kind (`marsad.model.FactKind`), the place of the
words in code points, and a short hash of the words. Nothing of it depends on this observatory or on the order in which
pages came, so a rebuild answers the same addresses, and so does another observatory that has the capture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Article, Fact, FactState
from marsad.read.fold import fold

HASH_LENGTH = 8
_PLACE = re.compile(r"(?P<field>lede|body)-(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})")
_NOT_A_WORD = re.compile(r"[\W_]+")


class Standing(Enum):
    """What became of the fact that an address names. ``MOVED``: the text was read anew, and its words stand elsewhere;
    ``REPLACED``: an editor put another fact in its place."""

    SHOWN = "shown"
    MOVED = "moved"
    WAITING = "waiting"
    STRUCK = "struck"
    REPLACED = "replaced"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart. ``words`` is the hash of the words, empty where it was left out."""

    capture: str
    kind: str
    field: str
    start: int
    end: int
    words: str = ""

    @classmethod
    def read(cls, capture: str, kind: str, place: str, words: str = "") -> Address | None:
        """The address of its parts; null where they are none."""
        found = _PLACE.fullmatch(place)
        if found is None or int(found["start"]) >= int(found["end"]):
            return None
        return cls(capture, kind, found["field"], int(found["start"]), int(found["end"]), words[:HASH_LENGTH])


@dataclass(frozen=True, slots=True)
class Found:
    """The fact of an address. ``fact`` is one that readers see; null unless it is shown, moved or replaced."""

    standing: Standing
    fact: Fact | None = None


def words_hash(exact: str) -> str:
    """A short hash of words, the same however they are spaced, punctuated and accented."""
    return sha256(_NOT_A_WORD.sub("", fold(exact)).encode()).hexdigest()[:HASH_LENGTH]


def path_of(capture: str, kind: str, field: str, start: int, end: int, exact: str) -> str:
    """The address of a fact within its site; ``capture`` is the key of its capture."""
    return f"/fact/{capture}/{kind}/{field}-{start}-{end}?q={words_hash(exact)}"


def permalink(fact: Fact, capture: str) -> str:
    """The address of a fact within its site."""
    return path_of(capture, fact.kind, fact.field, fact.start, fact.end, fact.exact)


def find(article: Article, address: Address) -> Found:
    """The fact of an article that an address names: at its place, else by its words wherever they stand now."""
    ours = Fact.objects.filter(article=article, kind=address.kind)
    place = {"field": address.field, "start": address.start, "end": address.end}
    there = [fact for fact in ours.filter(**place).order_by("pk") if _same(fact, address)]
    if there:
        return _standing(there)
    if not address.words:
        return Found(Standing.GONE)
    by_words = [fact for fact in ours.order_by("pk") if _same(fact, address)]
    by_words.sort(key=lambda fact: (fact.field != address.field, abs(fact.start - address.start)))
    shown = next((fact for fact in by_words if fact.state in SHOWN), None)
    if shown is not None:
        return Found(Standing.MOVED, shown)
    return _standing(by_words) if by_words else Found(Standing.GONE)


def _same(fact: Fact, address: Address) -> bool:
    return not address.words or words_hash(fact.exact) == address.words


def _standing(facts: list[Fact]) -> Found:
    """What became of facts on the same words: one that is shown speaks for them."""
    shown = next((fact for fact in facts if fact.state in SHOWN), None)
    if shown is not None:
        return Found(Standing.SHOWN, shown)
    replaced = next((fact for fact in facts if fact.state == FactState.REPLACED), None)
    if replaced is not None:
        instead = Fact.objects.filter(article=replaced.article_id, state=FactState.CORRECTED)
        return Found(Standing.REPLACED, instead.filter(decision=replaced.decision_id).order_by("pk").first())
    waiting = any(fact.state == FactState.WAITING for fact in facts)
    return Found(Standing.WAITING if waiting else Standing.STRUCK)
