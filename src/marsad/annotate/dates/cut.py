"""The atoms that a shape of the grammar matched, with what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.annotate.dates.atoms import Atom, Row
from marsad.annotate.dates.calendar import Published
from marsad.annotate.dates.parts import Parts
from marsad.annotate.dates.tense import tense_beside

_PREPOSITIONS = "lijefsubrt"
_LINKS = "t-u&/"


@dataclass(frozen=True, slots=True)
class Cut:
    """The atoms from ``first`` up to ``last``, end exclusive, that a shape matched; ``lead`` is the kind of the
    preposition before them."""

    row: Row
    first: int
    last: int
    published: Published
    lead: str

    @property
    def atoms(self) -> Sequence[Atom]:
        """The matched ones."""
        return self.row.atoms[self.first : self.last]

    @property
    def kinds(self) -> str:
        """A letter for each of them."""
        return self.row.kinds[self.first : self.last]

    @property
    def tense(self) -> str:
        """The lean (see `weekday_from`) that the preposition or the nearest verb gives."""
        if self.lead in ("b", "p"):
            return "?"
        if self.lead in ("r", "v"):
            return "_"
        row, first = self.row, self.first
        if self.lead == "t" and "W" in self.kinds and "to_day" in row.words.habits:
            return "+"  # "moved to Sunday"; in Spanish « al » is no more than "on"
        if self.lead == "j" and "W" in self.kinds:
            return "+"
        while first and row.kinds[first - 1] in _PREPOSITIONS:
            first -= 1
        found = tense_beside(row.passage, row.words.lang, row.atoms[first].token, row.atoms[self.last - 1].token)
        if self.lead in ("s", "j") and found == "-":
            return ""  # « publiés à partir du 1er juin », "promised for September"
        return found or ("?" if self.lead in ("u", "j") else "")

    @property
    def parts(self) -> Parts:
        """What they say, with the tense."""
        parts = Parts.of(self.atoms).placed(self.published.year)
        needless = parts.year is not None or parts.lean in ("<", ">")
        return parts if needless else parts.leaning(self.tense)

    def sides(self) -> tuple[Parts, Parts]:
        """What the two ends of a range say, each with what it takes from the other."""
        atoms = self.atoms
        at = next(i for i, atom in enumerate(atoms) if i and atom.word.kind in _LINKS and not self._inner(i))
        one, two = Parts.of(atoms[:at]), Parts.of(atoms[at + 1 :])
        tense = "" if one.year or two.year else self.tense
        one, two = one.filled(two), two.filled(one)
        return one.leaning(tense), two.leaning(tense)

    def _inner(self, i: int) -> bool:
        """Whether a slash stands between two names of one month."""
        return self.kinds[i] == "/" and self.kinds[i + 1 : i + 2] in ("M", "m")
