"""Reprint families, kept up as documents arrive: containment of word shingles over an inverted index.

The state is a fold over (document, family) in the order of placing, so an index that is restored decides as one that
never stopped. Containment after Broder, 1997.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from marsad.group.ids import family_id
from marsad.group.originals import Provenance, original, provenance
from marsad.group.relations import is_reprint, relation
from marsad.group.settings import GroupSettings
from marsad.group.shingles import Hashes, overlap, shingles
from marsad.group.templates import OutletTemplate
from marsad.group.words import words
from marsad.model import Document, Relation, ReprintFamily


@dataclass(slots=True)
class _Text:
    """A placed document: its shingles without boilerplate in reading order, and the same sorted and distinct."""

    provenance: Provenance
    sequence: Hashes
    distinct: Hashes
    family: str | None = None


class ReprintIndex:
    """Finds the family of each document that arrives."""

    def __init__(self, settings: GroupSettings | None = None) -> None:
        self._settings = (settings or GroupSettings()).reprints
        self._texts: list[_Text] = []
        self._postings: dict[int, list[int]] = {}
        self._members: dict[str, list[int]] = {}
        self._templates: defaultdict[str, OutletTemplate] = defaultdict(lambda: OutletTemplate(self._settings))

    def place(self, document: Document) -> ReprintFamily | None:
        """Adds a document and gives its whole family as it now stands, or None when it shares no text so far."""
        number = self._add(document)
        strong, quoted = self._matches(number)
        self._post(number)
        if strong:
            return self._view(self._join(number, strong))
        if quoted:
            source = self._texts[quoted[0]]
            family = source.family or self._found(quoted[0])
            self._move(number, family)
            return self._view(family)
        return None

    def restore(self, document: Document, family: str | None) -> None:
        """Puts back a document that was placed before, with the family it has now; call in the order of placing."""
        number = self._add(document)
        self._post(number)
        if family is not None:
            self._move(number, family)

    def _add(self, document: Document) -> int:
        number = len(self._texts)
        sequence = shingles(words(document.text))
        text = _Text(provenance(number, document), sequence, np.empty(0, np.uint64))
        self._texts.append(text)
        if document.outlet:
            template = self._templates[document.outlet]
            for other in template.learn(number, sequence):
                self._strip(self._texts[other], template)
            text.sequence = template.strip(sequence)
        text.distinct = np.unique(text.sequence)
        return number

    @staticmethod
    def _strip(text: _Text, template: OutletTemplate) -> None:
        text.sequence = template.strip(text.sequence)
        text.distinct = np.unique(text.sequence)

    def _sample(self, number: int) -> list[int]:
        distinct = self._texts[number].distinct
        sampled: list[int] = distinct[distinct % np.uint64(self._settings.sample) == 0].tolist()
        return sampled

    def _post(self, number: int) -> None:
        for shingle in self._sample(number):
            posting = self._postings.setdefault(shingle, [])
            if len(posting) < self._settings.postings:
                posting.append(number)

    def _candidates(self, number: int) -> list[int]:
        """Earlier documents that share indexed shingles, most first."""
        hits: Counter[int] = Counter()
        for shingle in self._sample(number):
            if shingle in self._postings:
                hits.update(self._postings[shingle])
        return sorted(hits, key=lambda other: (-hits[other], other))[: self._settings.candidates]

    def _matches(self, number: int) -> tuple[list[int], list[int]]:
        """Documents that the new one copies or is copied by, and those it shares a quotation with; nearest first."""
        found: list[tuple[int, int, bool]] = []
        for other in self._candidates(number):
            named, shared = self._compare(number, other)
            if named is not None:
                found.append((-shared, other, is_reprint(named)))
        found.sort()
        return [other for _, other, reprint in found if reprint], [other for _, other, reprint in found if not reprint]

    def _compare(self, copy: int, source: int) -> tuple[Relation | None, int]:
        common = overlap(self._texts[copy].sequence, self._texts[source].sequence, self._texts[source].distinct)
        return relation(common, self._settings), common.shared

    def _join(self, number: int, strong: list[int]) -> str:
        """Puts a document into the family of its nearest reprint, and joins families that it shows to be one."""
        groups = self._groups(number, strong)
        family = groups[0]
        for other in groups[1:]:
            if self._same_text(number, family, other):
                family = self._merge(family, other)
        self._move(number, family)
        return family

    def _groups(self, number: int, strong: list[int]) -> list[str]:
        """Families of the matches, nearest first: those whose original matches, or any when none does."""
        groups: dict[str, bool] = {}
        for other in strong:
            family = self._family_of_copy(other)
            if family not in groups:
                groups[family] = is_reprint(self._compare(number, self._original(family))[0])
        return [family for family, direct in groups.items() if direct] or list(groups)[:1]

    def _family_of_copy(self, number: int) -> str:
        """The family in which a document is a copy; one that merely quotes leaves it to found a family of its own."""
        text = self._texts[number]
        if text.family is None:
            return self._found(number)
        source = self._original(text.family)
        quotes = number != source and not is_reprint(self._compare(number, source)[0])
        if quotes and family_id(text.provenance.document) not in self._members:
            return self._found(number)
        return text.family

    def _same_text(self, number: int, first: str, second: str) -> bool:
        """Whether a new document shares the same passages with both originals (a round-up shares different ones)."""
        new, left, right = (
            self._texts[key].distinct for key in (number, self._original(first), self._original(second))
        )
        of_left, of_right = np.intersect1d(new, left), np.intersect1d(new, right)
        common = len(np.intersect1d(of_left, of_right))
        return common >= self._settings.same_passage * min(len(of_left), len(of_right))

    def _merge(self, first: str, second: str) -> str:
        survivor, absorbed = sorted((first, second), key=lambda family: min(self._members[family]))
        for member in list(self._members[absorbed]):
            self._move(member, survivor)
        return survivor

    def _found(self, number: int) -> str:
        family = family_id(self._texts[number].provenance.document)
        self._move(number, family)
        return family

    def _move(self, number: int, family: str) -> None:
        text = self._texts[number]
        if text.family is not None:
            left = self._members[text.family]
            left.remove(number)
            if not left:
                del self._members[text.family]
        text.family = family
        insort(self._members.setdefault(family, []), number)

    def _original(self, family: str) -> int:
        members = [self._texts[number] for number in self._members[family]]
        if len(members) == 1:
            return members[0].provenance.number
        return original(
            [member.provenance for member in members],
            [member.distinct for member in members],
            self._settings,
        ).number

    def _view(self, family: str) -> ReprintFamily:
        source = self._original(family)
        members: dict[str, Relation] = {}
        for number in self._members[family]:
            named = Relation.ORIGINAL if number == source else self._compare(number, source)[0]
            members[self._texts[number].provenance.document] = named or Relation.QUOTE
        return ReprintFamily(family, self._texts[source].provenance.document, members)
