"""A passage as a row of atoms, each with the letter of its kind: the text that the grammar of dates is matched on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.annotate.dates.words import Clitics, Word, Words, hung_number
from marsad.annotate.text import Passage
from marsad.read.fold import origin_offsets

_OTHER = Word(".")
_SIGNS = {sign: Word(kind) for kind, signs in {
    ",": ",،", "-": "-–—‑", "/": "/", "(": "([", ")": ")]", "!": ".", "|": "!?؟;؛",
}.items() for sign in signs}  # fmt: skip
_END = Word("|")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)")
_FOUR = 4
_DAYS = 31
_YEARS = range(1000, 2200)


class Atom(NamedTuple):
    """A word of a kind, its place in the text and the number of its token in the passage."""

    word: Word
    start: int
    end: int
    token: int


@dataclass(slots=True)
class Row:
    """The atoms of a passage; ``kinds`` has one letter an atom."""

    passage: Passage
    words: Words
    atoms: list[Atom] = field(default_factory=list)
    kinds: str = ""

    @classmethod
    def of(cls, passage: Passage, words: Words) -> Row:
        """Look every word up."""
        row = cls(passage, words)
        for first, last in passage.sentences:
            row._sentence(first, last)
        row.kinds = "".join([atom.word.kind for atom in row.atoms])
        return row

    def text(self, first: int, last: int) -> str:
        """The text from an atom up to and with another."""
        return self.passage.text[self.atoms[first].start : self.atoms[last].end]

    def _sentence(self, first: int, last: int) -> None:
        passage, single, phrases = self.passage, self.words.single, self.words.phrases
        clitics, atoms, folded, starts, ends = (
            self.words.clitics,
            self.atoms,
            passage.folded,
            passage.starts,
            passage.ends,
        )
        i, exact = first, self.words.exact
        while i < last:
            spelling = folded[i]
            if spelling in phrases and (found := self._phrase(spelling, i, last)):
                word, count = found
                atoms.append(Atom(word, starts[i], ends[i + count - 1], i))
                i += count
                continue
            known = single.get(spelling) or _SIGNS.get(spelling)
            if known is not None:
                if known.kind in "NO" and atoms and atoms[-1].word.kind in "do":
                    known = self.words.behind_numbers.get(spelling, known)
                if spelling in exact and passage.words[i].lower() != exact[spelling]:
                    known = _OTHER
                atoms.append(Atom(known, starts[i], ends[i], i))
            elif spelling[:1].isdigit():
                atoms.append(Atom(number_word(spelling), starts[i], ends[i], i))
            elif clitics and (cut := clitics.get(spelling) or hung_number(spelling, self.words.letters)):
                i += self._hung(cut, i, last)
                continue
            elif "-" in spelling and (parts := self._hyphened(i)):
                atoms += parts
            else:
                atoms.append(Atom(_OTHER, starts[i], ends[i], i))
            i += 1
        if not (len(atoms) > 1 and atoms[-1].word.kind == "!" and atoms[-2].word.kind == "m"):
            atoms.append(Atom(_END, ends[last - 1], ends[last - 1], last - 1))

    def _phrase(self, spelling: str, i: int, last: int) -> tuple[Word, int] | None:
        folded = self.passage.folded
        for rest, word in self.words.phrases[spelling]:
            stop = i + 1 + len(rest)
            if stop <= last and folded[i + 1 : stop] == rest:
                return word, len(rest) + 1
        return None

    def _hung(self, cut: Clitics, i: int, last: int) -> int:
        """Atoms for letters and the word that they hang on; gives how many tokens that took."""
        passage, start = self.passage, self.passage.starts[i]
        places = origin_offsets(passage.words[i], passage.folded[i])
        at = 0
        for kind, length in cut.kinds:
            self.atoms.append(Atom(Word(kind), start + places[at], start + places[at + length], i))
            at += length
        count, word = 1, self.words.single.get(cut.word)
        if cut.word in self.words.phrases and (found := self._phrase(cut.word, i, last)):
            word, count = found
        if word is None:
            word = number_word(cut.word) if cut.word[0].isdigit() else _OTHER
        self.atoms.append(Atom(word, start + places[at], passage.ends[i + count - 1], i))
        return count

    def _hyphened(self, i: int) -> list[Atom]:
        """« mi-juillet », "mid-July", « juillet-août »; nothing if a part is no such word."""
        place, atoms = self.passage.starts[i], []
        for part in re.split("(-)", self.passage.folded[i]):
            word = _SIGNS.get(part) or self.words.single.get(part)
            if word is None:
                return []
            atoms.append(Atom(word, place, place + len(part), i))
            place += len(part)
        return atoms if place == self.passage.ends[i] else []


def number_word(digits: str) -> Word:
    """The kind of a number by its shape."""
    if not digits.isdecimal():
        return Word("x" if _DOTTED.fullmatch(digits) else "Z")
    if len(digits) > _FOUR:
        return Word("Z")
    value = int(digits)
    if len(digits) == _FOUR:
        return Word("y" if value in _YEARS else "Z", value)
    return Word("d" if 0 < value <= _DAYS and len(digits) < 3 else "n", value)
