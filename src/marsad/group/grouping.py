"""Families and stories of one stream of documents together, with redirects followed."""

from __future__ import annotations

from marsad.group.encoder import Encoder
from marsad.group.features import story_features
from marsad.group.relations import is_reprint
from marsad.group.reprints import ReprintIndex
from marsad.group.settings import GroupSettings
from marsad.group.stories import StoryIndex, StoryPlacement
from marsad.model import Document, ReprintFamily


class Grouping:
    """Places each document in its reprint family and its story; copies go to the story of their family."""

    def __init__(self, encoder: Encoder | None, settings: GroupSettings | None = None) -> None:
        self._encoder = encoder
        self._reprints = ReprintIndex(settings)
        self._stories = StoryIndex(settings)
        self._story_of: dict[str, str] = {}
        self._family_of: dict[str, ReprintFamily] = {}
        self._redirects: dict[str, str] = {}

    def place(self, document: Document) -> StoryPlacement:
        """Places a document. A copy says nothing that its original has not said: it is compared with nothing."""
        family = self._reprints.place(document)
        self._note(family)
        followed = self._followed(document, family) if family else None
        if followed:
            placement = StoryPlacement(followed)
        else:
            placement = self._stories.place(document, story_features(document, self._encoder))
        self._story_of[document.id] = placement.story
        self._redirects.update(dict.fromkeys(placement.absorbed, placement.story))
        return placement

    def story(self, document: str) -> str:
        """The story that a placed document is in now."""
        story = self._story_of[document]
        while story in self._redirects:
            story = self._redirects[story]
        return story

    def family(self, document: str) -> ReprintFamily | None:
        """The reprint family that a placed document is in now, as it stood when it last changed."""
        return self._family_of.get(document)

    def _note(self, family: ReprintFamily | None) -> None:
        for released in self._reprints.released:
            self._family_of.pop(released, None)
        for found in (*self._reprints.revised, *([family] if family else [])):
            self._family_of.update(dict.fromkeys(found.members, found))

    def _followed(self, document: Document, family: ReprintFamily) -> str | None:
        """The story of the family's original, or else of its first copy, if the document is itself a copy."""
        if not is_reprint(family.members[document.id]):
            return None
        copies = [other for other in family.members if is_reprint(family.members[other]) and other != document.id]
        placed = [other for other in (family.original, *copies) if other in self._story_of]
        return self.story(placed[0]) if placed else None
