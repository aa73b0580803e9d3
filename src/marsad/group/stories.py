"""Stories, kept up as documents arrive: one online pass over words, names, circumstances and sentence embeddings.

Online clustering of multilingual news after Miranda et al., 2018: a document is compared with what a story says in each
of its languages. What the index holds is a function of the documents of the last `lookback` numbers and of the stories
that they are in: an index that was restored from them decides as one that never stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from marsad.group.clock import Clock, hours
from marsad.group.features import StoryFeatures
from marsad.group.frequencies import Frequencies
from marsad.group.ids import story_id
from marsad.group.likeness import Comparer, Floats, margins
from marsad.group.open_stories import OpenStories, OpenStory
from marsad.group.recall import Recall, near
from marsad.group.settings import GroupSettings
from marsad.group.window import Serials, Window
from marsad.model import Document

_SETTLED = 1024
"""Numbers between two times at which the archive's own frequencies begin to weigh; at first it is every doubling."""


@dataclass(frozen=True, slots=True)
class StoryPlacement:
    """Where a document went, and the ids of stories that this placement merged into that one (the older id stays).

    ``follows`` is the closed story that a story founded by this placement takes up again.
    """

    story: str
    absorbed: tuple[str, ...] = ()
    follows: str | None = None


class StoryIndex:
    """Finds the story of each document that arrives.

    Documents have strictly increasing numbers, their places in the order of ingest; left out, they are counted.
    """

    def __init__(self, settings: GroupSettings | None = None) -> None:
        self._settings = (settings or GroupSettings()).stories
        self._window = Window()
        self._frequencies = Frequencies(self._settings.prior)
        self._recall = Recall(self._settings)
        self._comparer = Comparer(self._window, self._frequencies)
        self._stories = OpenStories(self._window, self._settings)
        self._clock = Clock()
        self._number = 0

    @property
    def lookback(self) -> int:
        """The documents of so many last numbers have to be restored."""
        return self._settings.horizon + 2 * _SETTLED

    def place(self, document: Document, features: StoryFeatures, number: int | None = None) -> StoryPlacement:
        """Adds a document to the story it tells, or founds one."""
        serial = self._add(document, features, number)
        ranked = self._ranked(serial, self._candidates(serial, features))
        self._recall.add(features, serial)
        fit = [story for margin, story in ranked if margin >= 0 and self._stories.is_open(story, self._clock.now)]
        if not fit:
            return self._founded(serial, document, [story for margin, story in ranked if margin >= 0])
        best = fit[0]
        sure = {story.id for margin, story in ranked if margin >= self._settings.merge_margin}
        self._stories.join(serial, best)
        absorbed: list[OpenStory] = []
        for story in fit[1:]:
            if story.id in sure and self._are_one(best, story) and not self._stories.are_any_apart(story, absorbed):
                absorbed.append(story)
        survivor = self._stories.merge([best, *absorbed])
        return StoryPlacement(survivor.id, tuple(sorted({best.id, *(story.id for story in absorbed)} - {survivor.id})))

    def restore(self, document: Document, features: StoryFeatures, story: str, number: int | None = None) -> None:
        """Puts back a document that was placed before, in the story it has now; call in the order of placing."""
        serial = self._add(document, features, number)
        self._recall.add(features, serial)
        self._stories.join(serial, self._stories.named(story))

    def rearrange(self, stories: Mapping[int, str]) -> None:
        """Puts documents into the stories where somebody has them now, by number; the index is then as if it were
        restored so, before `keep_apart`."""
        if not len(self._window):
            return
        serials = np.arange(self._window.first, self._window.next)
        numbers = self._window.column("number", serials).tolist()
        known = ((serial, number) for serial, number in zip(serials.tolist(), numbers, strict=True))
        self._stories.arrange({serial: stories[number] for serial, number in known if number in stories})

    def keep_apart(self, first: str, second: str) -> None:
        """Two stories that later evidence must not merge, because somebody told them apart."""
        self._stories.keep_apart(first, second)

    def _add(self, document: Document, features: StoryFeatures, number: int | None) -> int:
        number = self._number + 1 if number is None else number
        if number <= self._number:
            raise ValueError(f"document {document.id} has the number {number}, but {self._number} came before")
        for serial in self._window.forget(number - self._settings.horizon):
            self._count(serial, -1)
            self._stories.forget(serial)
        if _epoch(number) != _epoch(self._number):
            self._frequencies.settle()
        self._number = number
        self._clock.tick(number)
        hour = hours(document.date)
        serial = self._window.add(features, number, hour, self._clock.now)
        self._clock.see(hour)
        self._count(serial, 1)
        return serial

    def _count(self, serial: int, times: int) -> None:
        for row, ids in (("term_row", "terms"), ("anchor_row", "anchors")):
            self._frequencies.count(self._window.value(row, serial), self._window.value(ids, serial), times)

    def _candidates(self, serial: int, features: StoryFeatures) -> list[OpenStory]:
        sharing = self._recall.sharing(features, self._window, self._frequencies)
        found = np.concatenate((sharing, near(self._window, serial, self._settings)))
        return self._stories.of(found)

    def _ranked(self, serial: int, stories: Sequence[OpenStory]) -> list[tuple[float, OpenStory]]:
        """Stories by how far the document lies above what it takes to join them, or below."""
        if not stories:
            return []
        members = [self._stories.latest(story) for story in stories]
        others = np.concatenate(members)
        groups = np.repeat(np.arange(len(members)), [len(group) for group in members])
        found = self._means(self._margins(serial, others), others, groups)
        order = sorted(range(len(stories)), key=lambda place: (-found[place], self._stories.age(stories[place])))
        return [(float(found[place]), stories[place]) for place in order]

    def _margins(self, serial: int, others: Serials) -> Floats:
        return margins(self._comparer.compare(serial, others), self._settings)

    def _means(self, values: Floats, serials: Serials, groups: Serials) -> Floats:
        """For each group the mean in each language, and of these means a mix of the best and their mean."""
        parts, places = np.unique(
            groups * 256 + self._window.column("term_row", serials).astype(np.int64), return_inverse=True
        )
        means = np.bincount(places, values) / np.bincount(places)
        starts = np.flatnonzero(np.diff(parts // 256, prepend=-1))
        best = np.maximum.reduceat(means, starts)
        mean = np.add.reduceat(means, starts) / np.diff(np.append(starts, len(means)))
        return np.asarray(self._settings.best_part * best + (1 - self._settings.best_part) * mean, np.float64)

    def _are_one(self, first: OpenStory, second: OpenStory) -> bool:
        """Whether two stories' documents are on the mean as alike as those of one, language by language."""
        if self._stories.are_apart(first, second):
            return False
        left, right = self._stories.latest(first), self._stories.latest(second)
        rows = np.array([self._margins(int(serial), right) for serial in left])
        parts = [
            rows[np.ix_(self._of(left, one), self._of(right, other))].mean()
            for one in np.unique(self._window.column("term_row", left))
            for other in np.unique(self._window.column("term_row", right))
        ]
        share = self._settings.best_part
        return bool(share * max(parts) + (1 - share) * sum(parts) / len(parts) >= self._settings.merge_mean)

    def _of(self, serials: Serials, row: int) -> Serials:
        return np.flatnonzero(self._window.column("term_row", serials) == row)

    def _founded(self, serial: int, document: Document, closed: Sequence[OpenStory]) -> StoryPlacement:
        founded = story_id(document.id)
        self._stories.join(serial, self._stories.named(founded))
        return StoryPlacement(founded, follows=closed[0].id if closed else None)


def _epoch(number: int) -> int:
    """The stretch of numbers over which rarities stay as they are."""
    return number // _SETTLED + 64 if number >= _SETTLED else max(number.bit_length(), 4)
