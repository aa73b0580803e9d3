"""Reprint families, kept up as documents arrive: containment of word shingles over an inverted index.

The state is a function of the last documents alone, in the order of placing: an index that is restored from them
decides as one that never stopped. Containment after Broder, 1997.
"""

from __future__ import annotations

from collections import defaultdict

from marsad.group.candidates import Candidates
from marsad.group.families import Families, Placed
from marsad.group.hashing import word_hashes
from marsad.group.ids import family_id
from marsad.group.nearest import Nearest
from marsad.group.numbers import numbers
from marsad.group.originals import outlet_of, provenance
from marsad.group.relations import is_reprint
from marsad.group.settings import GroupSettings
from marsad.group.shingles import Hashes, Text, common, contained, shingles
from marsad.group.templates import OutletTemplate
from marsad.model import Document, Relation, ReprintFamily


class ReprintIndex:
    """Finds the family of each document that arrives.

    Documents have numbers that grow: those of the caller, gaps allowed, or else 1, 2, 3. What is ``horizon`` numbers
    behind the latest one has left: it is compared with nothing, and its family takes members only as long as one of
    them is here.
    """

    def __init__(self, settings: GroupSettings | None = None) -> None:
        self._settings = (settings or GroupSettings()).reprints
        self._placed: dict[int, Placed] = {}
        self._families = Families(self._placed, self._settings)
        self._candidates = Candidates(self._settings)
        self._templates: defaultdict[str, OutletTemplate] = defaultdict(lambda: OutletTemplate(self._settings))
        self._number = 0
        self._slot = 0
        self._first = 1
        self._released: list[str] = []
        self._revised: list[ReprintFamily] = []

    @property
    def lookback(self) -> int:
        """What must be restored: every document whose number is above the latest one less this."""
        return self._settings.horizon + 2 * self._settings.template_horizon

    @property
    def released(self) -> tuple[str, ...]:
        """The documents that the last placing took out of their families: all they shared was boilerplate."""
        return tuple(self._released)

    @property
    def revised(self) -> tuple[ReprintFamily, ...]:
        """The families that stand otherwise since the last placing, besides the one that it gave: members lost
        boilerplate, and so may have another relation.
        """
        return tuple(self._revised)

    def __len__(self) -> int:
        """The documents within the horizon."""
        return len(self._placed)

    def place(self, document: Document, number: int | None = None) -> ReprintFamily | None:
        """Adds a document and gives its whole family as it now stands, or None when it shares no text so far.

        Raises:
            ValueError: for a number that is not above all before.
        """
        slot, changed = self._add(document, number)
        self._released = self._families.release(changed)
        families = dict.fromkeys(self._placed[other].family for other in changed)
        self._revised = [self._families.view(family) for family in families if family is not None]
        text = self._placed[slot].text
        sampled = self._candidates.sample(text)
        nearest = Nearest(slot, self._placed, self._families, self._settings)
        copies, quoted = nearest.matches(self._candidates.find(text, sampled, self._first))
        self._candidates.add(slot, sampled, self._first)
        if copies:
            family = self._join(nearest, copies)
            self._take_in(quoted, family)
            return self._families.view(family)
        if quoted:
            family = self._placed[quoted[0]].family or self._families.found(quoted[0])
            return self._families.view(self._move(nearest, family))
        return None

    def restore(self, document: Document, family: str | None, number: int | None = None) -> None:
        """Puts back a document that was placed before, with the family it has now; call in the order of placing.

        Raises:
            ValueError: for a number that is not above all before.
        """
        slot, _ = self._add(document, number)
        sampled = self._candidates.sample(self._placed[slot].text)
        self._candidates.add(slot, sampled, self._first)
        if family is not None:
            self._families.move(slot, family)

    def _add(self, document: Document, number: int | None) -> tuple[int, list[int]]:
        """Takes a document in; gives its slot, and the slots of earlier ones that lost boilerplate."""
        number = self._number + 1 if number is None else number
        if number <= self._number:
            raise ValueError(f"the number {number} is not above {self._number}")
        self._number = number
        self._forget(number)
        self._slot += 1
        slot = self._slot
        text = document.text[: self._settings.longest_text]
        sequence = shingles(word_hashes(text))
        changed: list[int] = []
        outlet = outlet_of(document)
        if outlet and len(sequence):
            learnt = self._templates[outlet].learn(number, slot, sequence)
            sequence = learnt.own
            changed = [other for other in learnt.others if self._strip(other, learnt.boilerplate)]
        self._placed[slot] = Placed(number, provenance(slot, document), Text(sequence, numbers(text)), outlet=outlet)
        return slot, changed

    def _strip(self, slot: int, boilerplate: Hashes) -> bool:
        placed = self._placed.get(slot)
        if placed is None:
            return False
        sequence = placed.text.sequence
        placed.text = Text(sequence[~contained(sequence, boilerplate)], placed.text.numbers)
        if placed.family is not None:
            self._families.forget_original(placed.family)
        return True

    def _forget(self, number: int) -> None:
        """Lets go of what the horizon leaves behind."""
        limit = number - self._settings.horizon
        while self._first <= self._slot and self._placed[self._first].number <= limit:
            self._families.leave(self._first)
            old = self._placed.pop(self._first)
            self._first += 1
            template = self._templates.get(old.outlet)
            if template is not None and template.forget(number):
                del self._templates[old.outlet]

    def _join(self, nearest: Nearest, copies: list[int]) -> str:
        """Puts a document into the family of its nearest reprint, and joins families that it shows to be one."""
        first, *others = self._sources(nearest, copies)
        family = self._family_of(first)
        for other in others:
            if self._same_text(nearest, self._families.original(family), other):
                family = self._families.merge(family, self._family_of(other))
        return self._move(nearest, family)

    def _move(self, nearest: Nearest, family: str) -> str:
        self._families.move(nearest.slot, family)
        source = self._families.original(family)
        if source != nearest.slot:
            self._placed[nearest.slot].standing = nearest.to(source)
        return family

    def _take_in(self, quoted: list[int], family: str) -> None:
        """Has documents without a family that quote what has now become one's text join that."""
        source = self._placed[self._families.original(family)]
        for other in quoted:
            placed = self._placed[other]
            if placed.family is None and placed.to(source, self._settings).relation is Relation.QUOTE:
                self._families.move(other, family)

    def _sources(self, nearest: Nearest, copies: list[int]) -> list[int]:
        """The texts that the matches are copies of, nearest first: those that match too, or any when none does."""
        sources = dict.fromkeys(self._source(other) for other in copies)
        direct = [source for source in sources if is_reprint(nearest.to(source).relation)]
        return direct or list(sources)[:1]

    def _source(self, slot: int) -> int:
        """The original of a document's family; the document itself where it has none or merely quotes that."""
        family = self._placed[slot].family
        if family is None or not (self._families.is_copy(slot) or self._has_own(slot)):
            return slot
        return self._families.original(family)

    def _has_own(self, slot: int) -> bool:
        """Whether the family that a document would found is there already."""
        return family_id(self._placed[slot].provenance.document) in self._families

    def _family_of(self, source: int) -> str:
        """The family of a text; where this is but quoted in one, it leaves it to found its own."""
        family = self._placed[source].family
        if family is None or self._families.original(family) != source:
            return self._families.found(source)
        return family

    def _same_text(self, nearest: Nearest, first: int, second: int) -> bool:
        """Whether a new document shares the same passages with two texts (a round-up shares different ones)."""
        left, right = nearest.shared_with(first), nearest.shared_with(second)
        both = len(common(left, right))
        return both >= self._settings.same_passage * min(len(left), len(right))
