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
from marsad.group.shingles import WIDTH, Text, overlap, shingles
from marsad.group.templates import OutletTemplate
from marsad.group.words import words
from marsad.model import Document, OriginalReason, Relation, ReprintFamily


@dataclass(slots=True)
class _Placed:
    """A placed document; ``text`` is without its outlet's boilerplate as far as that is known."""

    provenance: Provenance
    text: Text
    family: str | None = None
    compared: tuple[Text, Text, Relation | None, int] | None = None


class ReprintIndex:
    """Finds the family of each document that arrives."""

    def __init__(self, settings: GroupSettings | None = None) -> None:
        self._settings = (settings or GroupSettings()).reprints
        self._placed: list[_Placed] = []
        self._postings: dict[int, int | list[int]] = {}
        self._members: dict[str, list[int]] = {}
        self._originals: dict[str, tuple[int, OriginalReason]] = {}
        self._templates: defaultdict[str, OutletTemplate] = defaultdict(lambda: OutletTemplate(self._settings))

    def place(self, document: Document) -> ReprintFamily | None:
        """Adds a document and gives its whole family as it now stands, or None when it shares no text so far."""
        number = self._add(document)
        strong, quoted = self._matches(number)
        self._post(number)
        if strong:
            return self._view(self._join(number, strong))
        if quoted:
            source = self._placed[quoted[0]]
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
        number = len(self._placed)
        sequence = shingles(words(document.text))
        if document.outlet:
            template = self._templates[document.outlet]
            for other in template.learn(number, sequence):
                earlier = self._placed[other]
                earlier.text = Text(template.strip(earlier.text.sequence))
                self._originals.pop(earlier.family or "", None)
            sequence = template.strip(sequence)
        self._placed.append(_Placed(provenance(number, document), Text(sequence)))
        return number

    def _sample(self, number: int) -> list[int]:
        distinct = self._placed[number].text.distinct
        sampled: list[int] = distinct[distinct % np.uint64(self._settings.sample) == 0].tolist()
        return sampled

    def _post(self, number: int) -> None:
        """Indexes a document; most shingles occur once, and a bare number takes a third of a list's memory."""
        postings = self._postings
        for shingle in self._sample(number):
            held = postings.get(shingle)
            if held is None:
                postings[shingle] = number
            elif isinstance(held, int):
                postings[shingle] = [held, number]
            elif len(held) < self._settings.postings:
                held.append(number)

    def _candidates(self, number: int) -> list[int]:
        """Earlier documents that share indexed shingles, most first."""
        hits: Counter[int] = Counter()
        for shingle in self._sample(number):
            held = self._postings.get(shingle)
            if isinstance(held, int):
                hits[held] += 1
            elif held is not None:
                hits.update(held)
        enough = [other for other, count in hits.items() if count >= self._settings.hits]
        return sorted(enough, key=lambda other: (-hits[other], other))[: self._settings.candidates]

    def _matches(self, number: int) -> tuple[list[int], list[int]]:
        """Documents that the new one copies or is copied by, and those it shares a quotation with; nearest first."""
        found: list[tuple[int, int, bool]] = []
        for other in self._representatives(self._candidates(number)):
            named, shared = self._compare(number, other)
            if named is not None:
                found.append((-shared, other, is_reprint(named)))
        found.sort()
        return [other for _, other, reprint in found if reprint], [other for _, other, reprint in found if not reprint]

    def _representatives(self, candidates: list[int]) -> list[int]:
        """Of each family the original and the members nearest to the new document: the rest say nothing more."""
        chosen: dict[int, None] = {}
        taken: Counter[str] = Counter()
        for other in candidates:
            family = self._placed[other].family
            if family is not None:
                if taken[family] == 0:
                    chosen[self._original(family)] = None
                elif taken[family] >= self._settings.representatives:
                    continue
                taken[family] += 1
            chosen[other] = None
        return list(chosen)

    def _compare(self, copy: int, source: int) -> tuple[Relation | None, int]:
        left, right = self._placed[copy], self._placed[source]
        held = left.compared
        if held is None or held[0] is not left.text or held[1] is not right.text:
            common = overlap(left.text, right.text)
            held = left.compared = (left.text, right.text, relation(common, self._settings), common.shared)
        return held[2], held[3]

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
        text = self._placed[number]
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
            self._placed[key].text.distinct for key in (number, self._original(first), self._original(second))
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
        family = family_id(self._placed[number].provenance.document)
        self._move(number, family)
        return family

    def _move(self, number: int, family: str) -> None:
        placed = self._placed[number]
        if placed.family is not None:
            left = self._members[placed.family]
            left.remove(number)
            self._originals.pop(placed.family, None)
            if not left:
                del self._members[placed.family]
        placed.family = family
        insort(self._members.setdefault(family, []), number)
        self._originals.pop(family, None)

    def _original(self, family: str) -> int:
        if family not in self._originals:
            members = [self._placed[number] for number in self._members[family]]
            provenances = [member.provenance for member in members]
            texts = [member.text.distinct for member in members]
            chosen, reason = original(provenances, texts, self._settings)
            self._originals[family] = chosen.number, reason
        return self._originals[family][0]

    def _view(self, family: str) -> ReprintFamily:
        source = self._original(family)
        members: dict[str, Relation] = {}
        longest: dict[str, int] = {}
        for number in self._members[family]:
            placed = self._placed[number]
            if number == source:
                named, run = Relation.ORIGINAL, len(placed.text.sequence)
            else:
                common = overlap(placed.text, self._placed[source].text)
                named, run = relation(common, self._settings) or Relation.QUOTE, common.longest
            members[placed.provenance.document] = named
            longest[placed.provenance.document] = run + WIDTH - 1 if run else 0
        identity = self._placed[source].provenance.document
        return ReprintFamily(family, identity, members, self._originals[family][1], longest)
