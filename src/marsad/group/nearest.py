"""How a document that arrives stands to those that it may copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress

from marsad.group.families import Families, Placed, Standing
from marsad.group.relations import is_reprint
from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Hashes, common, plausible


class Nearest:
    """Compares the document in ``slot`` with others; what was compared once is remembered."""

    def __init__(self, slot: int, placed: Mapping[int, Placed], families: Families, settings: ReprintSettings) -> None:
        self.slot = slot
        self._placed = placed
        self._families = families
        self._settings = settings
        self._text = placed[slot].text
        self._known: dict[int, Standing] = {}

    def to(self, other: int) -> Standing:
        """How the document stands to another."""
        if other not in self._known:
            self._known[other] = Standing.of(self._text, self._placed[other].text, self._settings)
        return self._known[other]

    def shared_with(self, other: int) -> Hashes:
        """The shingles in common with another, sorted."""
        return common(self._text.distinct, self._placed[other].text.distinct)

    def matches(self, candidates: Iterable[int]) -> tuple[list[int], list[int]]:
        """Documents that this one copies or is copied by, and those it shares a quotation with; nearest first.

        Of a family its original is compared, and only where that is no match the members nearest to this document.
        """
        members: dict[str, list[int]] = {}
        chosen: dict[int, None] = {}
        for other in candidates:
            family = self._placed[other].family
            chosen[other if family is None else self._families.original(family)] = None
            if family is not None:
                members.setdefault(family, []).append(other)
        found = self._matching(chosen)
        settled = {self._placed[other].family for _, other, copy in found if copy}
        others = [slots[: self._settings.representatives] for family, slots in members.items() if family not in settled]
        found += self._matching(other for slots in others for other in slots if other not in chosen)
        found.sort()
        return [other for _, other, copy in found if copy], [other for _, other, copy in found if not copy]

    def _matching(self, candidates: Iterable[int]) -> list[tuple[int, int, bool]]:
        """What is shared, negative, with those that share something, and whether one is a copy of the other."""
        found = []
        for other in self._plausible(list(candidates)):
            held = self.to(other)
            if held.relation is not None:
                found.append((-held.overlap.shared, other, is_reprint(held.relation)))
        return found

    def _plausible(self, candidates: list[int]) -> list[int]:
        """The candidates that have more than formulas in common with the document."""
        if len(candidates) < 2:
            return candidates
        texts = [self._placed[other].text for other in candidates]
        fit = plausible(self._text, texts, self._settings.containment, self._settings.quote_run)
        return list(compress(candidates, fit))
