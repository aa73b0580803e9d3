"""How much of what was promised is there: "eight of the thirty masts have gone up", « la totalité des 120 bus »."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from marsad.annotate.commitments.deeds import coming_at
from marsad.annotate.commitments.page import STRONG, Page, Span
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.model import Figure

_NEAR = 4
_HEAD = 3
_VERB = 14
_WHOLE = 100


def counted(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """So many of so many things, or all of them, in a clause that tells neither what is to come nor what is not."""
    figures = [
        one for one in page.known.figures_in(page.passage.starts[begin], page.passage.ends[stop - 1])
        if isinstance(one.value, int | float)
    ]  # fmt: skip
    if not figures or _is_unreal(page, lexicon, begin, stop):
        return
    for one, other in pairwise(figures):
        if _of(page, lexicon, one, other) and (step := _step(page, lexicon, one, other, stop)):
            yield step
    for one in figures:
        at = page.known.token_at(one.start)
        if _few_of(page, lexicon, at, begin) and (step := _few(page, lexicon, at, stop)):
            yield step
            continue
        before = range(max(begin, at - _NEAR), at)
        if not STRONG.isdisjoint(page.passage.words[before.start : at + 2]):
            continue
        if any(page.folded[place] in lexicon.words["whole"] for place in before):
            first = next(place for place in before if page.folded[place] in lexicon.words["whole"])
            if step := _whole(page, lexicon, first, one, stop):
                yield step
        elif one.unit == "%" and (step := _share(page, lexicon, one, begin, stop)):
            yield step


def _is_unreal(page: Page, lexicon: Lexicon, begin: int, stop: int) -> bool:
    for at in range(begin, stop):
        if page.is_in(at, "not") or page.folded[at] in lexicon.words["intended"] or coming_at(page, at, stop):
            return True
    return False


def _of(page: Page, lexicon: Lexicon, one: Figure, other: Figure) -> bool:
    """Whether a smaller figure stands before "of the" and a larger one."""
    first, last = page.known.token_at(one.end - 1) + 1, page.known.token_at(other.start)
    between = page.folded[first:last]
    joined = 0 < len(between) <= _NEAR and not lexicon.words["of"].isdisjoint(between)
    small = isinstance(one.value, int | float) and isinstance(other.value, int | float) and 0 < one.value < other.value
    allowed = lexicon.words["of"] | page.lexicon.words["articles"] | lexicon.things
    return joined and small and all(word in allowed for word in between)


def _few_of(page: Page, lexicon: Lexicon, at: int, begin: int) -> bool:
    """Whether "eight of the" stands before a token: few, told by a word that is no figure."""
    of = range(max(begin, at - 2), at)
    first = of.start - 1
    allowed = lexicon.words["of"] | page.lexicon.words["articles"]
    joined = any(page.folded[place] in lexicon.words["of"] for place in of) and all(
        page.folded[place] in allowed for place in of
    )
    small = lexicon.words["few"]
    return (joined and first >= begin and page.folded[first] in small) or (
        at - 2 >= begin and page.folded[at - 1] in lexicon.words["of"] and page.folded[at - 2] in small
    )


def _few(page: Page, lexicon: Lexicon, at: int, stop: int) -> Step | None:
    first = at - 2 if page.folded[at - 2] in lexicon.words["few"] else at - 3
    noun = _thing_at(page, lexicon, at + 1, stop)
    verb = _verb(page, lexicon, noun, stop) if noun >= 0 else 0
    if not verb:
        return None
    form = Form(page.folded[verb], "started", "state")
    return Step(
        rule="counted", form=form, start=first, verb=verb, stop=_end(page, verb, stop), thing=Span(first, noun),
        passive=True,
    )  # fmt: skip


def _thing_at(page: Page, lexicon: Lexicon, first: int, stop: int) -> int:
    ahead = range(first, min(first + _HEAD + 1, stop))
    return next((at for at in ahead if page.folded[at] in lexicon.things), -1)


def _step(page: Page, lexicon: Lexicon, one: Figure, other: Figure, stop: int) -> Step | None:
    first = page.known.token_at(one.start)
    noun = _thing_at(page, lexicon, first + 1, stop)
    if noun < 0 or not (verb := _verb(page, lexicon, max(noun, page.known.token_at(other.end - 1)), stop)):
        return None
    thing = Span(first, max(noun, page.known.token_at(other.end - 1)))
    form = Form(page.folded[verb], "started", "state")
    return Step(
        rule="counted", form=form, start=first, verb=verb, stop=_end(page, verb, stop), thing=thing, passive=True
    )


def _whole(page: Page, lexicon: Lexicon, first: int, figure: Figure, stop: int) -> Step | None:
    """« la totalité des 120 véhicules transportent », "every one of the 14 libraries is now open"."""
    noun = _thing_at(page, lexicon, page.known.token_at(figure.start) + 1, stop)
    verb = _verb(page, lexicon, noun, stop) if noun >= 0 else 0
    if not verb:
        return None
    form = Form(page.folded[verb], "opened", "state")
    return Step(
        rule="counted", form=form, start=first, verb=verb, stop=_end(page, verb, stop), thing=Span(first, noun),
        passive=True,
    )  # fmt: skip


def _share(page: Page, lexicon: Lexicon, figure: Figure, begin: int, stop: int) -> Step | None:
    """« est achevé à 60 % », "is 60% complete", « un taux d'avancement de 60 % »."""
    at = page.known.token_at(figure.start)
    around = range(max(begin, at - _NEAR), min(at + _NEAR, stop))
    word = next((place for place in around if page.folded[place] in lexicon.words["advanced"]), -1)
    noun = next((place for place in range(begin, stop) if page.folded[place] in lexicon.things), -1)
    if word < 0 or noun < 0 or not isinstance(figure.value, int | float) or figure.value >= _WHOLE:
        return None
    thing = Span(noun - page.is_in(noun - 1, "articles"), noun)
    last = max(word, page.known.token_at(figure.end - 1), noun)
    form = Form(page.folded[word], "started", "state")
    return Step(
        rule="counted", form=form, start=min(thing.first, at, word), verb=word, stop=last, thing=thing, passive=True
    )


def _verb(page: Page, lexicon: Lexicon, at: int, stop: int) -> int:
    """The auxiliary, or a verb of working, behind a noun: what makes the words a sentence of what is so; or 0."""
    told = lexicon.words["active"] | lexicon.words["be"] | lexicon.words["working"]
    for place in range(at + 1, min(at + _VERB, stop)):
        if page.passage.words[place] in STRONG:
            return 0
        if page.folded[place] in told:
            return place
    return 0


def _end(page: Page, verb: int, stop: int) -> int:
    last = verb
    while last + 1 < min(verb + _NEAR, stop) and page.passage.words[last + 1] not in STRONG | {","}:
        last += 1
    return last
