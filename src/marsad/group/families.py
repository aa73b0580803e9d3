"""Reprint families: who is in which, the original of each, and how each member stands to it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.group.ids import family_id
from marsad.group.numbers import told_apart
from marsad.group.originals import Provenance, original
from marsad.group.relations import is_reprint, relation
from marsad.group.settings import ReprintSettings
from marsad.group.shingles import WIDTH, Overlap, Text, longest_run, overlap
from marsad.model import OriginalReason, Relation, ReprintFamily


@dataclass(slots=True)
class Standing:
    """How one text stands to another: ``relation`` is null where they share no passage worth naming."""

    text: Text
    source: Text
    overlap: Overlap
    relation: Relation | None
    _longest: int | None = None

    @classmethod
    def of(cls, text: Text, source: Text, settings: ReprintSettings) -> Standing:
        """Compares a text with one that may be its source. One template with other numbers is no copy."""
        found = overlap(text, source, settings.containment)
        named = relation(found, settings)
        broken = found.longest < settings.template_passage
        if broken and is_reprint(named) and told_apart(text.numbers, source.numbers):
            named = None
        return cls(text, source, found, named)

    @property
    def longest(self) -> int:
        """The words of the longest common run; found out when first asked for."""
        if self._longest is None:
            self._longest = longest_run(self.text, self.source, self.overlap)
        return self._longest


@dataclass(slots=True)
class Placed:
    """A placed document; ``text`` is without its outlet's boilerplate as far as that is known."""

    number: int
    provenance: Provenance
    text: Text
    outlet: str
    family: str | None = None
    standing: Standing | None = None

    def to(self, source: Placed, settings: ReprintSettings) -> Standing:
        """How this document stands to another; the last answer is kept."""
        held = self.standing
        if held is None or held.text is not self.text or held.source is not source.text:
            held = Standing.of(self.text, source.text, settings)
            self.standing = held
        return held


class Families:
    """The families of the documents in ``placed``, by slot: numbers that grow in the order of placing."""

    def __init__(self, placed: dict[int, Placed], settings: ReprintSettings) -> None:
        self._placed = placed
        self._settings = settings
        self._members: dict[str, list[int]] = {}
        self._marked: dict[str, list[int]] = {}
        self._originals: dict[str, tuple[int, OriginalReason]] = {}

    def __contains__(self, family: str) -> bool:
        return family in self._members

    def members(self, family: str) -> list[int]:
        """The slots of a family's members, in order."""
        return self._members[family]

    def found(self, slot: int) -> str:
        """Makes a document the first member of a new family."""
        family = family_id(self._placed[slot].provenance.document)
        self.move(slot, family)
        return family

    def move(self, slot: int, family: str) -> None:
        """Puts a document into a family, out of the one where it was."""
        self.leave(slot)
        placed = self._placed[slot]
        placed.family = family
        insort(self._members.setdefault(family, []), slot)
        if placed.provenance.is_marked:
            insort(self._marked.setdefault(family, []), slot)
        self.forget_original(family)

    def leave(self, slot: int) -> None:
        """Takes a document out of its family, if it has one."""
        placed = self._placed[slot]
        family = placed.family
        if family is None:
            return
        placed.family = placed.standing = None
        for lists in (self._members, self._marked):
            slots = lists.get(family, [])
            if slot in slots:
                slots.remove(slot)
                if not slots:
                    del lists[family]
        self.forget_original(family)

    def merge(self, first: str, second: str) -> str:
        """Joins two families under the name of the one with the earlier member."""
        survivor, absorbed = sorted((first, second), key=lambda family: self._members[family][0])
        for slot in list(self._members[absorbed]):
            self.move(slot, survivor)
        return survivor

    def forget_original(self, family: str) -> None:
        """Has the original chosen anew: members or their texts are others than before."""
        self._originals.pop(family, None)

    def original(self, family: str) -> int:
        """The slot of the original, weighed among the first members and those with an agency's mark."""
        if len(self._members[family]) == 1:
            return self._members[family][0]
        if family not in self._originals:
            most = self._settings.weighed
            weighed = sorted({*self._members[family][:most], *self._marked.get(family, [])[:most]})
            members = [self._placed[slot] for slot in weighed]
            chosen, reason = original(
                [member.provenance for member in members], [member.text for member in members], self._settings
            )
            self._originals[family] = chosen.slot, reason
        return self._originals[family][0]

    def is_copy(self, slot: int) -> bool:
        """Whether a member has the family's text, and does not merely quote it."""
        placed = self._placed[slot]
        source = self.original(placed.family or "")
        return slot == source or is_reprint(placed.to(self._placed[source], self._settings).relation)

    def release(self, slots: Iterable[int]) -> list[str]:
        """Takes out the documents that share nothing with their family any more; gives the ids of all that left."""
        left: list[str] = []
        for slot in slots:
            placed = self._placed.get(slot)
            if placed is None or placed.family is None:
                continue
            family, source = placed.family, self.original(placed.family)
            if slot != source and placed.to(self._placed[source], self._settings).relation is None:
                self.leave(slot)
                left.append(placed.provenance.document)
                if len(self._members[family]) == 1:
                    self.leave(source)
                    left.append(self._placed[source].provenance.document)
        return left

    def view(self, family: str) -> ReprintFamily:
        """The family as it stands."""
        source = self._placed[self.original(family)]
        members: dict[str, Relation] = {}
        longest: dict[str, int] = {}
        for slot in self._members[family]:
            placed = self._placed[slot]
            identity = placed.provenance.document
            if placed is source:
                members[identity], longest[identity] = Relation.ORIGINAL, len(placed.text) + WIDTH - 1
            else:
                held = placed.to(source, self._settings)
                members[identity], longest[identity] = held.relation or Relation.QUOTE, held.longest
        _, reason = self._originals.get(family, (0, OriginalReason.FIRST))
        return ReprintFamily(family, source.provenance.document, members, reason, longest)
