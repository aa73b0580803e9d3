"""What an outlet changed in a text that it reprints: title, cuts, insertions, figures and names, as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from marsad.group.alignment import Run, aligned
from marsad.group.changes import Change, changed_facts
from marsad.group.common import common
from marsad.group.spans import Span, Words
from marsad.model import Document

__all__ = ["Change", "CommonRun", "Difference", "Passage", "PassageKind", "Span", "TitleChange", "difference"]


class PassageKind(StrEnum):
    """What became of a passage of the original."""

    EQUAL = "equal"
    CUT = "cut"
    INSERTED = "inserted"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it stands in the original and in the copy.

    A cut one is empty in the copy, an inserted one in the original. An equal one has the same words on either side,
    though spaces, quotes, punctuation, case and accents may differ.
    """

    kind: PassageKind
    original: Span
    copy: Span


@dataclass(frozen=True, slots=True)
class TitleChange:
    """The original's title and the copy's."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CommonRun:
    """The longest run of words that both texts have, wherever it stands; ``words`` counts them."""

    original: Span
    copy: Span
    words: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a copy makes of its original; offsets are code points of the two documents' texts.

    ``passages`` follow the reading order and cover both texts without a gap; words that moved are cut in one place and
    inserted in another. ``figures`` and ``names`` give way to another one at the same place. ``of_original`` and
    ``of_copy`` are the shares, 0 to 1, of each text's words that the other has too, in whatever order.
    ``title`` is null where both say the same or one has none, ``longest`` where no word is shared.
    """

    title: TitleChange | None
    passages: tuple[Passage, ...]
    figures: tuple[Change, ...]
    names: tuple[Change, ...]
    longest: CommonRun | None
    of_original: float
    of_copy: float

    def row(self) -> dict[str, Any]:
        """The same as plain values, for JSON."""
        return asdict(self)


def difference(original: Document, copy: Document) -> Difference:
    """What the copy changed, in any language.

    Time grows with the length of the texts: past `spans.LIMIT` code points the rest of a text is one word, and past
    `changes.FACTS_LIMIT` no figures and names are looked for.
    """
    left, right = Words.of(original.text), Words.of(copy.text)
    runs = aligned(left.folded, right.folded)
    figures, names = changed_facts(original, copy, left, right, runs)
    shared = common(left.folded, right.folded)
    return Difference(
        title=_title(original.title, copy.title),
        passages=tuple(_passages(left, right, runs)),
        figures=figures,
        names=names,
        longest=shared.longest and _common_run(left, right, shared.longest),
        of_original=shared.of_original,
        of_copy=shared.of_copy,
    )


def _title(before: str | None, after: str | None) -> TitleChange | None:
    if not before or not after or Words.of(before).folded == Words.of(after).folded:
        return None
    return TitleChange(before, after)


def _common_run(left: Words, right: Words, run: Run) -> CommonRun:
    return CommonRun(
        left.exact(run.original, run.original + run.words), right.exact(run.copy, run.copy + run.words), run.words
    )


def _passages(left: Words, right: Words, runs: Sequence[Run]) -> Iterator[Passage]:
    begin = other = 0
    for run in [*runs, Run(len(left.folded), len(right.folded), 0)]:
        if run.original > begin or run.copy > other:
            kind = PassageKind.REPLACED
            if run.copy == other:
                kind = PassageKind.CUT
            elif run.original == begin:
                kind = PassageKind.INSERTED
            yield Passage(kind, left.span(begin, run.original), right.span(other, run.copy))
        begin, other = run.original + run.words, run.copy + run.words
        if run.words:
            yield Passage(PassageKind.EQUAL, left.span(run.original, begin), right.span(run.copy, other))
