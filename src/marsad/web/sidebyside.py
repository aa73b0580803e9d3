"""Passages of two texts → rows of paragraphs to show beside each other, or one after the other in one column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from marsad.group.diff import Passage, PassageKind

_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: ``equal`` in both texts, ``cut`` from the original, or ``inserted`` in the copy."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that stand for each other: the original's, the copy's, and both in one, cut words before inserted."""

    original: tuple[Piece, ...]
    copy: tuple[Piece, ...]
    both: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the two differ here."""
        return any(piece.kind != PassageKind.EQUAL for piece in self.both)


@dataclass(slots=True)
class _Open:
    """A row that is being filled."""

    original: list[Piece] = field(default_factory=list)
    copy: list[Piece] = field(default_factory=list)
    both: list[Piece] = field(default_factory=list)

    def add(self, before: str, after: str, kind: PassageKind) -> None:
        if kind == PassageKind.EQUAL:
            _append(self.original, kind, before)
            _append(self.copy, kind, after)
            _append(self.both, kind, after)
            return
        for pieces in (self.original, self.both):
            _append(pieces, PassageKind.CUT, before)
        for pieces in (self.copy, self.both):
            _append(pieces, PassageKind.INSERTED, after)

    def row(self) -> Row | None:
        sides = [tuple(_trimmed(pieces)) for pieces in (self.original, self.copy, self.both)]
        return Row(*sides) if any(sides) else None


def rows(passages: Sequence[Passage], limit: int) -> tuple[tuple[Row, ...], bool]:
    """The rows in reading order, and whether they are all: none begins after ``limit`` code points of both texts.

    A row ends where both texts begin a new paragraph, and where a whole paragraph was cut or inserted.
    """
    found: list[Row] = []
    shown = 0
    for row in _rows(passages, limit):
        if shown >= limit:
            return tuple(found), False
        found.append(row)
        shown += sum(len(piece.text) for piece in row.both)
    return tuple(found), all(max(len(one.original.text), len(one.copy.text)) <= limit for one in passages)


def _rows(passages: Iterable[Passage], longest: int) -> Iterator[Row]:
    row = _Open()
    for passage in passages:
        before = _parts(passage.original.text, longest)
        after = _parts(passage.copy.text, longest)
        if passage.kind == PassageKind.EQUAL and len(before) != len(after):
            before, after = _evened(before, after)
        for number, (cut, inserted) in enumerate(zip_longest(before, after, fillvalue="")):
            if number:
                if full := row.row():
                    yield full
                row = _Open()
            row.add(cut, inserted, passage.kind)
    if full := row.row():
        yield full


def _parts(text: str, longest: int) -> list[str]:
    return text[:longest].split(_PARAGRAPH)


def _evened(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs of an equal passage where one side has more of them: at its ends, or else all in one."""
    short, long = sorted((before, after), key=len)
    if len(long) == len(short) + 1 and "" in (long[0], long[-1]):
        padded = [*short, ""] if long[-1] == "" else ["", *short]
        return (padded, long) if short is before else (long, padded)
    return [_PARAGRAPH.join(before)], [_PARAGRAPH.join(after)]


def _append(pieces: list[Piece], kind: PassageKind, text: str) -> None:
    if text:
        pieces.append(Piece(kind.value, text))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without the spaces at either end, and none where only spaces are left."""
    kept = [piece for piece in pieces if piece.text]
    if not "".join(piece.text for piece in kept).strip():
        return []
    kept[0] = Piece(kept[0].kind, kept[0].text.lstrip())
    kept[-1] = Piece(kept[-1].kind, kept[-1].text.rstrip())
    return [piece for piece in kept if piece.text]
