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
    """The rows in reading order, and whether they are all: nothing is shown behind ``limit`` code points of both texts.

    A row ends where both texts begin a new paragraph, and where a whole paragraph was cut or inserted.
    """
    shown = list(_within(passages, limit))
    complete = shown == [(one.kind, one.original.text, one.copy.text) for one in passages]
    return tuple(_rows(shown)), complete


def _within(passages: Iterable[Passage], limit: int) -> Iterator[tuple[PassageKind, str, str]]:
    """Kind and words of the passages up to a number of code points, the last one cut between words."""
    left = limit
    for one in passages:
        before, after = one.original.text, one.copy.text
        if max(len(before), len(after)) > left:
            yield one.kind, before[:left].rpartition(" ")[0], after[:left].rpartition(" ")[0]
            return
        yield one.kind, before, after
        left -= max(len(before), len(after))


def _rows(passages: Iterable[tuple[PassageKind, str, str]]) -> Iterator[Row]:
    row = _Open()
    for kind, original, copy in passages:
        before, after = original.split(_PARAGRAPH), copy.split(_PARAGRAPH)
        if kind == PassageKind.EQUAL and len(before) != len(after):
            before, after = _evened(before, after)
        for number, (cut, inserted) in enumerate(zip_longest(before, after, fillvalue="")):
            if number:
                if full := row.row():
                    yield full
                row = _Open()
            row.add(cut, inserted, kind)
    if full := row.row():
        yield full


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
