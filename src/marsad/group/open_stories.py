"""Which documents of the window make which story, and whether it still takes more."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from marsad.group.settings import StorySettings
from marsad.group.window import UNKNOWN_HOUR, Serials, Window


@dataclass(slots=True, eq=False)
class OpenStory:
    """A story with documents in the window; ``members`` are their serials in the order of arrival."""

    id: str
    members: deque[int] = field(default_factory=deque)


class OpenStories:
    """The stories of the window's documents. A story whose documents have all left is forgotten."""

    def __init__(self, window: Window, settings: StorySettings) -> None:
        self._window = window
        self._settings = settings
        self._stories: dict[str, OpenStory] = {}
        self._story_of: dict[int, OpenStory] = {}
        self._apart: set[frozenset[str]] = set()

    def named(self, identity: str) -> OpenStory:
        """The story of that id, which is new where there was none."""
        return self._stories.get(identity) or OpenStory(identity)

    def join(self, serial: int, story: OpenStory) -> None:
        """Adds a document to a story."""
        story.members.append(serial)
        self._story_of[serial] = story
        self._stories[story.id] = story

    def forget(self, serial: int) -> None:
        """Lets a document go that has left the window."""
        story = self._story_of.pop(serial)
        story.members.popleft()
        if not story.members:
            del self._stories[story.id]

    def arrange(self, stories: Mapping[int, str]) -> None:
        """Puts documents into other stories, by serial; the rest stay, and nothing is told apart any more."""
        held = {serial: stories.get(serial, story.id) for serial, story in self._story_of.items()}
        self._stories, self._story_of, self._apart = {}, {}, set()
        for serial in sorted(held):
            self.join(serial, self.named(held[serial]))

    def of(self, serials: Serials) -> list[OpenStory]:
        """The stories of documents, each once, the oldest first."""
        found = {id(story): story for story in (self._story_of[serial] for serial in serials.tolist())}
        return sorted(found.values(), key=self.age)

    def age(self, story: OpenStory) -> int:
        """What the older of two stories has less of."""
        return story.members[0]

    def latest(self, story: OpenStory) -> Serials:
        """The serials of the documents that stand for a story."""
        members = story.members
        count = min(len(members), self._settings.members)
        return np.fromiter((members[place] for place in range(len(members) - count, len(members))), np.int64, count)

    def is_open(self, story: OpenStory, now: int | None) -> bool:
        """Whether a story still takes documents; while the time is not known it does."""
        clocks = self._window.column("clock", np.array([story.members[0], story.members[-1]]))
        first, last = clocks.tolist()
        if now is None or UNKNOWN_HOUR in (first, last):
            return True
        quiet, long = 24 * self._settings.quiet_days, 24 * self._settings.longest_days
        return bool(now - last <= quiet and now - first <= long)

    def merge(self, stories: Sequence[OpenStory]) -> OpenStory:
        """Puts stories together; the oldest stays."""
        survivor, *others = sorted(stories, key=self.age)
        for story in others:
            for serial in story.members:
                self._story_of[serial] = survivor
            survivor.members = deque(sorted([*survivor.members, *story.members]))
            del self._stories[story.id]
            theirs = [pair for pair in self._apart if story.id in pair and survivor.id not in pair]
            self._apart.update(pair - {story.id} | {survivor.id} for pair in theirs)
        return survivor

    def keep_apart(self, first: str, second: str) -> None:
        """Two stories that are not to be merged."""
        self._apart.add(frozenset((first, second)))

    def are_apart(self, first: OpenStory, second: OpenStory) -> bool:
        """Whether somebody told two stories apart."""
        return frozenset((first.id, second.id)) in self._apart

    def are_any_apart(self, story: OpenStory, others: Sequence[OpenStory]) -> bool:
        """Whether somebody told a story apart from any of some others: a third one does not bring them together."""
        return any(self.are_apart(story, other) for other in others)
