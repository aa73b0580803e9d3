"""Which entity of an article some of its words stand for."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.known import Known


@dataclass(frozen=True, slots=True)
class References:
    """The entities that words of one article stand for."""

    known: Known

    @classmethod
    def of(cls, known: Known) -> References:
        """Look at an article of which so much is known."""
        return cls(known)

    def entity(self, start: int, end: int) -> int | None:
        """The entity that the words ``start:end`` stand for, by its index; null where the article names none.

        The words are a noun phrase ("la ministre", "the agency", المكتب) or a pronoun ("elle", "he").
        """
        found = self.known.mentions_in(start, end)
        return found[0].entity if found else None
