"""What the linker remembers of an entity, as a row of strings and integers that a store can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marsad.model import FactKind
from marsad.read.fold import fold

NAMES = 12
"""Spellings of a name that are kept, the first ones."""
ROLES = 6
"""Roles that are kept, the last ones."""
BESIDE = 8
"""Ids of the last article's other people and institutions that are kept."""

Name = tuple[str, str | None]
"""A name and the language of the article that it stood in."""


@dataclass(slots=True)
class Known:
    """An entity so far. ``number`` counts them in the order in which they came; ``seen`` is the last date, ISO 8601."""

    id: str
    number: int
    kind: FactKind
    names: list[Name] = field(default_factory=list)
    country: str | None = None
    key: str | None = None
    acronyms: list[str] = field(default_factory=list)
    roles: list[Name] = field(default_factory=list)
    beside: tuple[str, ...] = ()
    seen: str | None = None

    def learn_name(self, name: str, lang: str | None) -> bool:
        """Keep a spelling; false where it is known, or enough are."""
        folded = fold(name)
        if len(self.names) >= NAMES or any(fold(known) == folded for known, _ in self.names):
            return False
        self.names.append((name, lang))
        return True

    def learn_role(self, role: str, lang: str | None) -> None:
        """Keep a role as the last one."""
        self.roles = [known for known in self.roles if known[0] != role][1 - ROLES :]
        self.roles.append((role, lang))

    def row(self) -> dict[str, Any]:
        """This entity as JSON has it."""
        return {
            "id": self.id,
            "number": self.number,
            "kind": self.kind.value,
            "names": [list(name) for name in self.names],
            "country": self.country,
            "key": self.key,
            "acronyms": list(self.acronyms),
            "roles": [list(role) for role in self.roles],
            "beside": list(self.beside),
            "seen": self.seen,
        }

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Known:
        """The entity of a `row`."""
        return cls(
            id=row["id"],
            number=row["number"],
            kind=FactKind(row["kind"]),
            names=[(name, lang) for name, lang in row["names"]],
            country=row["country"],
            key=row["key"],
            acronyms=list(row["acronyms"]),
            roles=[(role, lang) for role, lang in row["roles"]],
            beside=tuple(row["beside"]),
            seen=row["seen"],
        )
