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

        Of a family whose original is a match, only that is compared.
        """
        found = []
        settled: set[str] = set()
        for other in self._plausible(self._few(candidates)):
            family = self._placed[other].family
            if family in settled:
                continue
            held = self.to(other)
            if held.relation is not None:
                found.append((-held.shared, other, is_reprint(held.relation)))
                if family and is_reprint(held.relation) and other == self._families.original(family):
                    settled.add(family)
        found.sort()
        return [other for _, other, copy in found if copy], [other for _, other, copy in found if not copy]

    def _few(self, candidates: Iterable[int]) -> list[int]:
        """Of each family the original and the nearest members, by the order of the candidates: the rest say no more."""
        chosen: dict[int, None] = {}
        room: dict[str, int] = {}
        for other in candidates:
            family = self._placed[other].family
            if family is None:
                chosen[other] = None
                continue
            if family not in room:
                chosen[self._families.original(family)] = None
                room[family] = self._settings.representatives
            if room[family]:
                chosen[other] = None
                room[family] -= 1
        return list(chosen)

    def _plausible(self, candidates: list[int]) -> list[int]:
        """The candidates that have more than formulas in common with the document."""
        if len(candidates) < 2:
            return candidates
        texts = [self._placed[other].text for other in candidates]
        fit = plausible(self._text, texts, self._settings.containment, self._settings.quote_run)
        return list(compress(candidates, fit))
