"""What people decide about ids: that two are one, or that a name under an id is somebody else.

A decision changes only which id is given out, never what the linker learns or how it numbers. So the same articles with
the same decisions give the same ids, whether the decisions came in between or were all there from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.annotate.link.bags import overlap
from marsad.annotate.link.tokens import bag_of
from marsad.model import Entity
from marsad.read.fold import fold

SAME_ROLE = 0.45
"""Two roles from here on are one."""


@dataclass(frozen=True, slots=True)
class Join:
    """``gone`` is ``kept``, for ever: whatever would be ``gone`` is given the other id."""

    kept: str
    gone: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is called ``name`` and would be ``id`` is ``into`` instead; with a ``role``, only who has that one."""

    id: str
    name: str
    into: str
    role: str | None = None


Decision = Join | Part


class Decided:
    """The effect of decisions, the last one first where two contradict each other."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._redirects: dict[str, str] = {}
        self._parts: dict[tuple[str, str], list[Part]] = {}
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> None:
        """Take one more decision. One that would lead an id back to itself undoes the redirect that it closes."""
        if isinstance(decision, Part):
            self._parts.setdefault((decision.id, fold(decision.name)), []).insert(0, decision)
            return
        if decision.kept == decision.gone:
            return
        if self.final(decision.kept) == decision.gone:
            self._redirects = {gone: kept for gone, kept in self._redirects.items() if gone != decision.kept}
            if self.final(decision.kept) == decision.gone:
                return
        self._redirects[decision.gone] = decision.kept

    def final(self, identity: str) -> str:
        """The id that is given out for one."""
        while identity in self._redirects:
            identity = self._redirects[identity]
        return identity

    def of(self, identity: str, entity: Entity, lang: str | None) -> str:
        """The id that is given out for an entity that the linker takes for ``identity``."""
        for name in dict.fromkeys((entity.name, *entity.names)):
            for part in self._parts.get((identity, fold(name)), ()):
                if part.role is None or _has_role(entity, part.role, lang):
                    return self.final(part.into)
        return self.final(identity)


def _has_role(entity: Entity, role: str, lang: str | None) -> bool:
    return entity.role is not None and overlap(bag_of(entity.role, lang), bag_of(role, None)) >= SAME_ROLE
