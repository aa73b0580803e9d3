"""What a thing is told to be by now: open, in service, running since a day; and acts that took place."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.later import work_before
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.subject import is_circumstance, subject_before
from marsad.annotate.progress.worth import head_of, holds_work

_BE = frozenset({"est", "sont", "is", "are", "esta", "estan", "been"})
_SINCE = 8
_NEAR = 3


def in_use(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The things of a sentence that it tells to be in use, by "now" or by a day since when."""
    for at in range(begin, stop):
        word, before = page.folded[at], _behind_adverbs(page, at - 1, begin)
        is_state = before >= begin and page.folded[before] in _BE
        if not is_state and before >= begin and page.folded[before] in lexicon.words["active"]:
            continue  # "the jobs have run"
        if is_state and (word in lexicon.words["in_use"] or page.holds(lexicon.phrases["places"], at, at + 1) == at):
            first = before
        elif word in lexicon.words["working"] and not page.is_in(at - 1, "articles"):
            first = before + 1 if page.folded[max(before, 0)] not in _BE else before
        else:
            continue
        if not _signalled(page, lexicon, begin, at, stop, state=is_state) or _is_denied(page, first, at, begin):
            continue
        thing, start = _thing(page, lexicon, first, at, begin, stop)
        if thing is not None:
            works = any(page.folded[place] in lexicon.words["worksite"] for place in head_of(page, lexicon, thing))
            last = max(thing.last, deed_end(page, Deed(at, at, "verb", True, False), stop))
            form = Form(word, "started" if works else "opened", "state")
            yield Step(rule="in use", form=form, start=start, verb=at, stop=last, thing=thing, passive=True)


def took_place(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """« La mise en service de la ligne a eu lieu dimanche »: what a noun of action tells, and that it was done."""
    phrases = lexicon.phrases["took_place"]
    for at in range(begin + 1, stop):
        if page.folded[at] not in phrases.after or page.holds(phrases, at, stop) != at:
            continue
        subject = subject_before(page, lexicon, at, begin).span
        if subject is None or _is_denied(page, at, at, begin):
            continue
        first = subject.first + page.is_in(subject.first, "articles")
        kind = next((name for name in _EVENTS if page.folded[first] in lexicon.words[name]), "")
        rest = Span(first + 1, subject.last)
        if kind and rest.first < rest.last and holds_work(page, lexicon, rest):
            last = deed_end(page, Deed(at, at + 2, "verb", True, False), stop)
            form = Form(page.folded[first], kind, "noun")
            yield Step(
                rule="took place", form=form, start=subject.first, verb=at, stop=last, thing=subject, passive=True
            )


_EVENTS = ("signed", "started", "opened")


def _behind_adverbs(page: Page, at: int, begin: int) -> int:
    while at >= begin and (page.is_in(at, "adverbs") or page.is_in(at, "not_after")):
        at -= 1
    return at


def _is_denied(page: Page, first: int, last: int, begin: int) -> bool:
    around = range(max(begin, first - 2), last + 1)
    return any(page.is_in(at, "not") or page.is_in(at, "not_after") for at in around)


def _signalled(page: Page, lexicon: Lexicon, begin: int, at: int, stop: int, *, state: bool) -> bool:
    """Whether the clause says "now", "since Monday" or, of what is open, "to the public"."""
    near = range(max(begin, at - _NEAR), at)
    if any(page.folded[place] in lexicon.words["now"] for place in near):
        return True
    if state and page.holds(lexicon.phrases["to_public"], at + 1, min(at + _NEAR, stop)) >= 0:
        return True
    first = page.holds(lexicon.phrases["since"], begin, min(at + _SINCE, stop))
    if first < 0:
        return False
    dates = page.known.dates_in(page.passage.starts[first], page.passage.ends[stop - 1])
    return bool(dates) and page.known.token_at(dates[0].start) - first <= _NEAR


def _thing(page: Page, lexicon: Lexicon, first: int, at: int, begin: int, stop: int) -> tuple[Span | None, int]:
    """What is in use: what stands before the verb, or behind it where only circumstances do; with its beginning."""
    if page.is_in(first - 1, "relative") and first - 1 > begin:
        work = work_before(page, lexicon, first - 1, begin)  # « la estación, que funciona desde ayer »
        return (work, work.first) if work is not None else (None, 0)
    subject = subject_before(page, lexicon, first, begin)
    span = subject.span
    if span is not None and not is_circumstance(page, span):
        return (span, min(subject.start, span.first)) if holds_work(page, lexicon, span) else (None, 0)
    behind = at + 1
    while behind < stop and not (page.is_in(behind, "articles") or page.passage.words[behind] in STRONG | COMMAS):
        behind += 1
    if (
        page.lexicon.lang == "en"
        or behind + 1 >= stop
        or behind - at > _NEAR
        or behind != behind_asides(page, behind, stop)
    ):
        return None, 0
    thing = Span(behind, deed_end(page, Deed(behind, behind, "noun", True, False), stop))
    return (thing, first) if thing.last > thing.first and holds_work(page, lexicon, thing) else (None, 0)
