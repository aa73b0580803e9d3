"""What will not be: « ne construira pas d'usine », "will not go ahead", "there will be no new hospital"."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.deeds import Deed, coming_at, deed_end
from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.subject import subject_before
from marsad.annotate.progress.worth import head_of, holds_work

_WILL = frozenset({"will", "would", "wo"})
_AUXILIARIES = frozenset({"sera", "seront", "seran"})
_NEAR = 4
_MADE = 5
_FAR = 12


def denied(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The moves of a sentence that a negated verb to come tells, where no day stands beside it."""
    if page.known.dates_in(page.passage.starts[begin], page.passage.ends[stop - 1]):
        yield from _not_as_planned(page, lexicon, begin, stop)
        return
    at = page.holds(lexicon.phrases["no_new"], begin, stop)
    if at >= 0 and (step := _no_new(page, lexicon, at, stop)):
        yield step
    for at in range(begin, stop - 1):
        if page.is_in(at, "not") and page.folded[at] != "ni" and (step := _will_not(page, lexicon, at, begin, stop)):
            yield step


def _not_as_planned(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """« n'interviendra pas en décembre comme prévu »: what will be, but later."""
    planned = page.holds(lexicon.phrases["as_planned"], begin, stop)
    for at in range(begin, max(planned, begin)):
        if not page.is_in(at, "not") or page.folded[at] == "ni" or planned - at > _FAR:
            continue
        verb = at + 1
        english = page.lexicon.lang == "en" and page.folded[at - 1] in _WILL
        if not english and coming_at(page, verb, stop) is None:
            continue
        first = at - english
        subject = subject_before(page, lexicon, first, begin)
        if subject.span is not None and holds_work(page, lexicon, subject.span):
            form = Form(page.folded[verb], "postponed", "future")
            yield Step(
                rule="denied", form=form, start=min(subject.start, first), verb=verb, stop=planned + 1,
                thing=subject.span, passive=True,
            )  # fmt: skip
            return


def _no_new(page: Page, lexicon: Lexicon, at: int, stop: int) -> Step | None:
    """ "There will be no new hospital": a thing that was to come, by its words."""
    last = deed_end(page, Deed(at + 1, at + 1, "noun", True, False), stop)
    new = next((place for place in range(at + 1, last + 1) if page.folded[place] in lexicon.words["new"]), -1)
    thing = Span(new, last)
    if new < 0 or new >= last or not holds_work(page, lexicon, thing):
        return None
    form = Form(page.folded[at], "withdrawn", "future")
    return Step(rule="denied", form=form, start=at, verb=new - 1, stop=last, thing=thing, passive=True)


def _will_not(page: Page, lexicon: Lexicon, at: int, begin: int, stop: int) -> Step | None:
    """« La société ne construira pas l'usine », « l'usine ne sera pas construite », "the plant will not be built"."""
    english = page.lexicon.lang == "en"
    if english and page.folded[at - 1] not in _WILL:
        return None
    first = at - 1 if english else at
    verb = page.after(at + 1, stop)
    if verb < stop and page.folded[verb] in COMMAS:  # "will not, after all, be"
        verb = next(
            (place + 1 for place in range(verb + 1, min(verb + _MADE, stop)) if page.folded[place] in COMMAS), verb
        )
    while verb < stop and page.is_in(verb, "clitics"):
        verb += 1
    if verb + 1 >= stop:
        return None
    never = page.holds(lexicon.phrases["not_happen"], verb, min(verb + _MADE, stop)) == verb
    passive = page.folded[verb] in _AUXILIARIES or (english and page.folded[verb] == "be")
    head = page.after(verb + 1, stop) if passive else verb
    continuing = english and passive and head < stop and page.folded[head].endswith("ing")  # "be financing"
    if not never and not _is_deed(page, lexicon, head, passive=passive):
        return None
    subject = subject_before(page, lexicon, first, begin)
    last = deed_end(page, Deed(head, head, "verb", True, False), stop)
    if subject.span is None:
        return None
    passive = passive and not continuing
    if never or passive:
        thing = subject.span
    else:
        behind = head + 1
        while behind < last and (page.is_in(behind, "not_after") or page.folded[behind] in lexicon.words["lead"]):
            behind += 1
        thing = Span(behind, last)
        if not subject.party or behind > last or not _is_made(page, lexicon, thing):
            return None
    if not holds_work(page, lexicon, thing):
        return None
    form = Form(page.folded[head], "withdrawn", "future")
    return Step(
        rule="denied", form=form, start=min(subject.start, first), verb=head, stop=last, thing=thing,
        subject=None if never or passive else subject.span, passive=never or passive,
    )  # fmt: skip


def _is_deed(page: Page, lexicon: Lexicon, at: int, *, passive: bool) -> bool:
    if at >= len(page.folded) or page.passage.words[at] in STRONG | COMMAS:
        return False
    if passive:
        if page.lexicon.lang == "en" and page.folded[at].endswith("ing"):
            return _base(page.folded[at]) in lexicon.words["making"]
        return page.folded[at] in page.lexicon.participles
    if page.lexicon.lang == "en":
        return _base(page.folded[at]) in lexicon.words["making"]
    return page.lexicon.infinitives.get(page.folded[at], "") in lexicon.words["making"]


def _base(word: str) -> str:
    """The verb of an English form in -ing, as far as cutting tells: "financing" is "financ", told as "finance"."""
    stem = word.removesuffix("ing")
    return word if stem == word else f"{stem}e" if stem.endswith(("c", "t", "v", "g")) and stem != "fund" else stem


def _is_made(page: Page, lexicon: Lexicon, thing: Span) -> bool:
    """Whether the words behind "not build" are a thing of the lexicon."""
    return any(page.folded[at] in lexicon.things for at in head_of(page, lexicon, thing))
