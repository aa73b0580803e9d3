"""What an outlet prints under all its articles, learnt from its own repetition.

A passage is boilerplate where several of an outlet's latest documents have it that each say something else besides. So
a dispatch that an outlet prints again and again is none, however often, and a footer is one however long.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Hashes, Mask, contained, distinct, passages

_EMPTY = np.empty(0, np.uint32)
_LAST = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class _Recent:
    number: int
    slot: int
    distinct: Hashes
    counted: bool


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a document shows: the part of it that is no boilerplate, the boilerplate, and who else has it.

    ``others`` are slots of earlier documents that hold passages of ``boilerplate`` which were not known as such before.
    """

    own: Hashes
    boilerplate: Hashes = field(default_factory=lambda: _EMPTY)
    others: tuple[int, ...] = ()


class OutletTemplate:
    """Counts the shingles of an outlet's latest documents."""

    __slots__ = ("_counted", "_pad", "_recent", "_repeats", "_settings")

    def __init__(self, settings: ReprintSettings) -> None:
        self._settings = settings
        self._recent: deque[_Recent] = deque()
        self._pad = np.full(settings.template_documents + 1, _LAST)
        self._counted: Hashes = self._pad
        """The distinct shingles of all counted documents in order, padded so that one may look some places ahead."""
        self._repeats: Hashes = _EMPTY

    def learn(self, number: int, slot: int, sequence: Hashes) -> Learnt:
        """Counts a document and takes the boilerplate off it."""
        self.forget(number)
        while len(self._recent) >= self._settings.template_memory:
            self._drop()
        places = self._counted.searchsorted(sequence)
        seen = self._counted.take(places) == sequence
        if not seen.any() and not len(self._repeats):
            self._add(_Recent(number, slot, distinct(sequence), counted=True))
            return Learnt(sequence)
        counted = self._says_something(seen | contained(sequence, self._repeats))
        others = self._settings.template_documents - counted
        learnt = Learnt(sequence)
        mask = self._counted.take(places + (others - 1)) == sequence
        if mask.any() and (mask := self._long(mask)).any():
            learnt = self._stripped(sequence, mask, mask & (self._counted.take(places + others) != sequence) & counted)
        self._add(_Recent(number, slot, distinct(sequence), counted))
        return learnt

    def _stripped(self, sequence: Hashes, mask: Mask, new: Mask) -> Learnt:
        """A document without its boilerplate; where some of this is new, with the others that hold that."""
        others = self._holders(distinct(sequence[new])) if new.any() else ()
        return Learnt(sequence[~mask], distinct(sequence[mask]) if others else _EMPTY, others)

    def forget(self, number: int) -> bool:
        """Forgets what is too old to bear on a document of this number; whether nothing is left."""
        limit = number - self._settings.template_horizon
        while self._recent and self._recent[0].number <= limit:
            self._drop()
        return not self._recent

    def _drop(self) -> None:
        old = self._recent.popleft()
        if old.counted:
            kept = np.ones(len(self._counted), np.bool_)
            kept[self._counted.searchsorted(old.distinct)] = False
            self._counted = self._counted[kept]
        else:
            self._gather_repeats()

    def _add(self, recent: _Recent) -> None:
        self._recent.append(recent)
        if recent.counted:
            self._counted = np.concatenate((self._counted, recent.distinct))
            self._counted.sort(kind="stable")
        else:
            self._gather_repeats()

    def _gather_repeats(self) -> None:
        repeats = [recent.distinct for recent in self._recent if not recent.counted]
        self._repeats = distinct(np.concatenate(repeats)) if repeats else _EMPTY

    def _says_something(self, seen: Mask) -> bool:
        """Whether a document has much of its own or a passage, and is not another one with a few words changed."""
        if 2 * np.count_nonzero(seen) < len(seen):
            return True
        starts, ends = passages(~seen)
        return bool((ends - starts).max(initial=0) >= self._settings.template_own)

    def _long(self, mask: Mask) -> Mask:
        """The passages of some length: a formula that recurs is no boilerplate."""
        starts, ends = passages(mask)
        found = np.zeros_like(mask)
        for passage in (ends - starts >= self._settings.template_run).nonzero()[0]:
            found[starts[passage] : ends[passage]] = True
        return found

    def _holders(self, new: Hashes) -> tuple[int, ...]:
        if not len(new):
            return ()
        return tuple(recent.slot for recent in self._recent if contained(new, recent.distinct).any())
