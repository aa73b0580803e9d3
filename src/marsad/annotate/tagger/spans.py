"""From the probabilities of tags to names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.annotate.tagger.chain import Floats


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A name: token numbers of the passage, both inclusive, and ``PER``, ``LOC`` or ``ORG``.

    ``score`` is the least probability that the model gives to the tag of one of its tokens, 0 to 1. A proclitic that is
    written together with the name (``بوجدة``) is in its first token.
    """

    first: int
    last: int
    label: str
    score: float


def spans(probabilities: Floats, tags: Sequence[str], places: Sequence[int]) -> list[TaggedSpan]:
    """The names that the likeliest tag of each token makes; ``places`` are the rows' token numbers.

    An ``I-`` tag after a tag of another kind begins a name.
    """
    found: list[TaggedSpan] = []
    best = probabilities.argmax(axis=1)
    previous = -1
    for row in best.nonzero()[0].tolist():
        tag, score = tags[best[row]], float(probabilities[row, best[row]])
        if tag[0] == "I" and row == previous + 1 and found and found[-1].label == tag[2:]:
            name = found[-1]
            found[-1] = TaggedSpan(name.first, places[row], name.label, min(name.score, score))
        else:
            found.append(TaggedSpan(places[row], places[row], tag[2:], score))
        previous = row
    return found
