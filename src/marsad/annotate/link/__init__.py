"""One id for one person, organisation, place or initiative over articles, scripts and languages."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.model import Entity


class Linker:
    """Gives entities ids as articles come, a fold over their order: the same articles in one order give the same ids."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def link(self, entities: Sequence[Entity], *, lang: str | None) -> tuple[str, ...]:
        """The id of each entity of one article; ``lang`` is the article's language."""
        return tuple(f"{e.kind.value}/{e.name.casefold().replace(' ', '-')}" for e in entities)
