"""The nouns of the ledger: what one article tells of a promise, and of which earlier words it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marsad.model import CommitmentStatus, FactKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Amount = tuple[float, str]
"""A number in base units, and its unit as `marsad.model.Figure` has it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """A commitment, or progress of one, as one article tells it.

    ``source`` is equal for articles that do not speak independently of each other, ``at`` the article's time (aware),
    ``text`` the fact's own words, ``what`` the deed or thing, short. ``by`` and ``withs`` are the ids of the parties,
    ``names`` those of all other entities that its sentence names, ``about`` those of whom its article tells most.
    ``amounts`` are the fact's own, ``figures`` the article's others, ``rule`` the one that found it,
    ``headline`` the article's title. ``due`` is ISO 8601 of its own precision;
    ``confidence`` the fact's own. ``meaning`` is a unit vector (512 float32), null without an encoder.
    """

    id: str
    article: str
    source: str
    lang: str | None
    at: datetime
    story: str | None
    kind: FactKind
    what: str
    by: frozenset[str]
    withs: frozenset[str]
    names: frozenset[str]
    amounts: tuple[Amount, ...]
    due: str | None
    status: CommitmentStatus
    confidence: float
    meaning: NDArray[np.float32] | None = None
    text: str = ""
    about: frozenset[str] = frozenset()
    figures: tuple[Amount, ...] = ()
    rule: str = ""
    headline: str = ""

    @property
    def parties(self) -> frozenset[str]:
        """Those that are bound and those towards whom."""
        return self.by | self.withs

    @property
    def keys(self) -> frozenset[str]:
        """The entities by which entries that may speak of one promise are looked up: two that share none never do.

        Countries tell nothing and are left out.
        """
        return frozenset(one for one in self.parties | self.names | self.about if not is_country(one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That an entry speaks of the same promise as the earlier one with the id ``parent``.

    ``confidence`` is calibrated. ``reasons`` are what speaks for and against it, with how much (log odds), the
    weightiest first.
    """

    parent: str
    confidence: float
    reasons: tuple[tuple[str, float], ...] = ()


def is_country(identity: str) -> bool:
    """Whether an entity's id is that of a country."""
    kind, _, name = identity.partition("/")
    return kind == "place" and len(name) == 2 and name.isupper()
