"""Articles as they arrive → the stories that they tell together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.annotate.encoder import Encoder
from marsad.follow.told import Told
from marsad.group.grouping import Grouping
from marsad.model import Annotations, Article, Document


class Gathering:
    """Groups articles into stories as `marsad.group` does, and keeps what each says: memory grows with the articles."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._grouping = Grouping(encoder)
        self._told: list[Told] = []
        self._seen: set[str] = set()

    def add(self, document: Document, article: Article, annotations: Annotations, ids: Sequence[str]) -> None:
        """Takes in an article, unless one of its id came before.

        ``document`` is what grouping sees of it, ``ids`` are those of its entities.
        """
        if document.id in self._seen:
            return
        self._seen.add(document.id)
        self._grouping.place(document)
        self._told.append(
            Told(
                id=document.id,
                text=article.text,
                annotations=annotations,
                ids=tuple(ids),
                outlet=article.outlet,
                lang=article.lang,
                title=article.title,
                published=article.published,
                url=article.url,
            )
        )

    def stories(self) -> dict[str, list[Told]]:
        """The articles of each story by its id, in the order of arrival, with their reprint families."""
        stories: dict[str, list[Told]] = {}
        for told in self._told:
            stories.setdefault(self._grouping.story(told.id), []).append(self._in_family(told))
        return stories

    def _in_family(self, told: Told) -> Told:
        family = self._grouping.family(told.id)
        return replace(told, family=family.id, relation=family.members[told.id]) if family else told
