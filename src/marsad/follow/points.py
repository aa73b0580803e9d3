"""What a number or a date of an article is about, so that those of other articles can be set beside it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from marsad.follow.cues import money_named
from marsad.follow.reading import Context
from marsad.model import Claim, ContradictionKind

PERSON = "person"
UNTOLD = "date"
"""The unit of a date that no word says what it is of."""

_THING = "thing"
"""All counts but those of people: what is counted has other names in other languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A claim with all that tells whether another is about the same thing. Empty sets are unknown, not none.

    ``counted`` are concepts of what is counted or dated (``doctoral_student``, ``well``, ``start``), ``nouns`` the
    meanings of the words for it; ``fate`` what befell people, ``deed`` what is done, ``role`` what money or a share
    is for. ``period`` is the time that a rate is of; ``phase`` done, wanted or possible; ``part`` whether it is a
    part of what the article counts, ``former`` whether it is of last year or the edition before; ``told_years`` are
    all that the article names. ``guessed``: another currency of the name may be meant ("dinars"). ``bound`` is
    ``least`` ("more than") or ``most`` ("up to"). ``updated``: words of a new count. ``main`` is the article's
    initiative; ``alone`` whether the article says no other value of the kind; ``early`` whether it stands in the
    first two sentences; ``promised`` the day or month by which somebody binds himself to it.
    """

    claim: Claim
    kind: ContradictionKind
    unit: str
    about: str
    context: Context
    counted: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    fate: frozenset[str] = frozenset()
    deed: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    period: str | None = None
    phase: str | None = None
    part: bool = False
    former: bool = False
    told_years: frozenset[str] = frozenset()
    guessed: bool = False
    bound: str | None = None
    updated: bool = False
    main: str | None = None
    alone: bool = True
    early: bool = False
    promised: str | None = None

    @property
    def bucket(self) -> tuple[str, str, str | None]:
        """Points of different buckets are never about the same thing."""
        if self.kind is ContradictionKind.DATE:
            return self.kind, UNTOLD, None
        if self.kind is ContradictionKind.AMOUNT:
            return self.kind, money_named(self.unit), self.period
        unit = _THING if self.kind is ContradictionKind.COUNT and self.unit != PERSON else self.unit
        return self.kind, unit, self.period

    @property
    def slot(self) -> Hashable:
        """Points of one slot may be about the same thing by all that is said beside them."""
        return self.bucket, self.fate or self.counted, self.role
