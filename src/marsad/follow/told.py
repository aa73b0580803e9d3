"""What is known of an article when articles are set beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.group.relations import is_reprint
from marsad.model import Annotations, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of a story with its facts.

    ``text`` is `Article.text`, which the facts point into; ``published`` ISO 8601 as the page gives it. ``ids`` are
    entity ids over all articles (`marsad.annotate.link`), one for each of ``annotations.entities``. ``family`` is its
    reprint family and ``relation`` how it stands to the family's original, both null for an article of no family.
    """

    id: str
    text: str
    annotations: Annotations
    ids: tuple[str, ...]
    outlet: str | None = None
    lang: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    family: str | None = None
    relation: Relation | None = None

    @property
    def original(self) -> bool:
        """Whether it is its family's original, or an article of no family."""
        return self.relation is None or self.relation is Relation.ORIGINAL

    @property
    def copy(self) -> bool:
        """Whether its text is that of its family's original, so that it says nothing of its own."""
        return self.relation is not None and not self.original and is_reprint(self.relation)
