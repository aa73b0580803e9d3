"""Stories, kept up as documents arrive: one online pass over TF-IDF and sentence embeddings.

Online clustering of multilingual news after Miranda et al., 2018: a document is compared with what a story says in each
of its languages, and the part that is most alike decides.
All sums are whole numbers and the state is a fold over (document, story) in the order of placing: an index restored
from its last assignment decides as one that never stopped.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.group.centroids import Centroids
from marsad.group.encoder import Encoder
from marsad.group.features import StoryFeatures
from marsad.group.frequencies import Frequencies
from marsad.group.ids import story_id
from marsad.group.likeness import likeness
from marsad.group.settings import GroupSettings
from marsad.group.story import Key, Part, Story, StoryDocument, hours
from marsad.model import Document


@dataclass(frozen=True, slots=True)
class StoryPlacement:
    """Where a document went, and the ids of stories that this placement merged into that one (the older id stays).

    ``follows`` is the closed story that a story founded by this placement takes up again.
    """

    story: str
    absorbed: tuple[str, ...] = ()
    follows: str | None = None


class StoryIndex:
    """Finds the story of each document that arrives."""

    def __init__(self, encoder: Encoder | None = None, settings: GroupSettings | None = None) -> None:
        self.encoder = encoder
        self._settings = (settings or GroupSettings()).stories
        self._frequencies = Frequencies(self._settings.prior)
        self._stories: dict[str, Story] = {}
        self._story_of: list[str] = []
        self._postings: defaultdict[Key, deque[int]] = defaultdict(lambda: deque(maxlen=self._settings.postings))
        self._centroids = Centroids()

    def place(self, document: Document, features: StoryFeatures, family_story: str | None = None) -> StoryPlacement:
        """Adds a document to the story it tells, or founds one. A copy goes where its family is (``family_story``)."""
        new = self._read(document, features)
        if family_story in self._stories:
            assert family_story is not None
            self._add(new, family_story)
            return StoryPlacement(family_story)
        part = Part.of(new)
        found = self._candidates(new)
        ranked = sorted((-self._margin(part, new.hour, story), story.founder, story.id) for story in found)
        fit = [story for margin, _, story in ranked if margin <= 0]
        if not fit:
            founded = story_id(document.id)
            self._add(new, founded)
            return StoryPlacement(founded)
        sure = [story for margin, _, story in ranked[1:] if margin <= -self._settings.merge_margin]
        absorbed = [story for story in sure if self._are_one(fit[0], story)]
        self._add(new, fit[0])
        survivor = self._absorb(fit[0], absorbed)
        return StoryPlacement(survivor, tuple(sorted({fit[0], *absorbed} - {survivor})))

    def restore(self, document: Document, features: StoryFeatures, story: str) -> None:
        """Puts back a document that was placed before, in the story it has now; call in the order of placing."""
        self._add(self._read(document, features), story)

    def merge(self, first: str, second: str) -> StoryPlacement:
        """Joins two stories by hand; the older id stays.

        Raises:
            KeyError: when there is no such story.
        """
        if first == second:
            return StoryPlacement(self._stories[first].id)
        self._stories[first], self._stories[second]  # both must exist before either changes
        survivor = self._absorb(first, [second])
        return StoryPlacement(survivor, tuple({first, second} - {survivor}))

    def _read(self, document: Document, features: StoryFeatures) -> StoryDocument:
        return StoryDocument.of(len(self._story_of), features, hours(document.date), self._frequencies)

    def _add(self, new: StoryDocument, identity: str) -> None:
        story = self._stories.get(identity)
        if story is None:
            story = self._stories[identity] = Story(identity, new.number)
        story.add(new)
        self._story_of.append(identity)
        for key, _ in new.salient(self._settings.salient_terms):
            self._postings[key].append(new.number)
        self._centroids.put(story)

    def _absorb(self, first: str, others: list[str]) -> str:
        stories = sorted((self._stories[identity] for identity in (first, *others)), key=lambda s: (s.founder, s.id))
        survivor = stories[0]
        for story in stories[1:]:
            survivor.absorb(story)
            for number in story.members:
                self._story_of[number] = survivor.id
            self._centroids.drop(story.id)
            del self._stories[story.id]
        self._centroids.put(survivor)
        return survivor.id

    def _candidates(self, new: StoryDocument) -> list[Story]:
        """Stories of the window that share salient terms or lie near in the embedding, at most a fixed number."""
        oldest = new.number - self._settings.horizon
        shared: defaultdict[str, int] = defaultdict(int)
        for key, weight in new.salient(self._settings.salient_terms):
            for identity in {self._story_of[number] for number in self._postings.get(key, ())}:
                shared[identity] += weight
        by_terms = sorted(shared, key=lambda identity: (-shared[identity], identity))[: self._settings.candidates]
        nearest = self._centroids.nearest(new.embedding, oldest, self._settings.candidates)
        found = [self._stories[identity] for identity in sorted({*by_terms, *nearest})]
        return [story for story in found if story.touched >= oldest and self._in_window(new, story)]

    def _in_window(self, new: StoryDocument, story: Story) -> bool:
        return story.gap(new.hour) <= self._settings.window_days * 24

    def _margin(self, part: Part, hour: int | None, story: Story) -> float:
        """How far a document's likeness to a story lies above what joining it takes."""
        late = self._settings.decay * math.log1p(story.gap(hour) / 24)
        large = self._settings.growth * math.log(len(story.members))
        return self._likeness(story, (part,)) - late - large

    def _are_one(self, first: str, second: str) -> bool:
        left, right = self._stories[first], self._stories[second]
        if left.gap_to(right) > self._settings.window_days * 24:
            return False
        return self._likeness(left, right.parts.values()) >= self._settings.merge_margin

    def _likeness(self, story: Story, parts: Iterable[Part]) -> float:
        """The likeness of those parts that are most alike."""
        return max(likeness(found, self._settings) for found in story.compare(parts))
