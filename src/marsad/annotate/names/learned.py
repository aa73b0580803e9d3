"""Names that a learned recogniser adds to those of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.annotate.names.arabic_words import arabic_words, bare, cuts
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.view import View
from marsad.annotate.tagger import TaggedSpan
from marsad.model import FactKind

LEAST = 0.5
"""A span that the recogniser believes less is not asked for."""
SURE_ALONE = 0.8
"""One word alone is a person only from here on."""
_KINDS = {"PER": FactKind.PERSON, "LOC": FactKind.PLACE, "ORG": FactKind.ORGANISATION}


def learned(view: View, spans: Sequence[TaggedSpan], skip: set[int]) -> Iterator[Candidate]:
    """A candidate for every span outside ``skip``; an Arabic proclitic before a name is cut off."""
    for span in spans:
        tokens = range(span.first, span.last + 1)
        alone = span.first == span.last and span.label == "PER"
        if span.score < (SURE_ALONE if alone else LEAST) or any(at in skip or view.taken[at] for at in tokens):
            continue
        if not view.passage.words[span.first][0].isalpha() or _belongs_to_office(view, span) or _is_common(view, span):
            continue
        kind = _KINDS[span.label]
        made = candidate(view.passage, span.first, span.last, kind, f"learned-{kind.value}", 0.35 + 0.4 * span.score)
        yield replace(made, start=made.start + _proclitic(view, span))


def _belongs_to_office(view: View, span: TaggedSpan) -> bool:
    """Whether an institution is but the rest of an office: الدولة in "كاتبة الدولة"."""
    before = view.word(span.first - 1)
    return span.label == "ORG" and any(bare(rest) in arabic_words().roles for _, rest in cuts(before or "-"))


def _is_common(view: View, span: TaggedSpan) -> bool:
    """Whether an Arabic span is one word that is short, small or known as no name."""
    word = view.passage.folded[span.first]
    if span.first < span.last or not "\u0600" <= word[0] <= "\u06ff":
        return False
    words = arabic_words()
    common = words.function | words.common | words.describes | words.adjectives | words.speech
    return len(word) < 4 or any(rest in common or bare(rest) in words.roles for _, rest in cuts(word))


def _proclitic(view: View, span: TaggedSpan) -> int:
    """How many letters before the name: those before a known place, a given name or, behind و, any name."""
    place = view.places.get(span.first)
    if place is not None and place.last == span.last:
        return place.start - view.passage.starts[span.first]
    words, folded = arabic_words(), view.passage.folded[span.first]
    known = words.given | words.family | words.honorific
    if folded in known:
        return 0
    return next((cut for cut, rest in cuts(folded) if cut and (rest in known or rest.startswith("ال"))), 0)
