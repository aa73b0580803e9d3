"""What will be later than was said: "is now expected in May", « en 2029 au lieu de 2027 », "will have to wait for"."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import STRONG, Page, Span
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.subject import subject_before
from marsad.annotate.progress.worth import holds_work
from marsad.model import DateFact

_NEAR = 5
_FAR = 9
_BE = frozenset({"est", "sont", "is", "are", "esta", "estan"})


def later(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """What a sentence tells as put off by the day that it is to be now."""
    yield from _late(page, lexicon, begin, stop)
    to_come = [one for one in page.known.dates_in(*_place(page, begin, stop)) if is_to_come(page, one)]
    if not to_come:
        return
    for date in to_come:
        at = page.known.token_at(date.start)
        if step := _now_expected(page, lexicon, at, begin, stop) or _finally(page, lexicon, at, begin, stop):
            yield step
    yield from _instead(page, lexicon, begin, stop)
    yield from _waits(page, lexicon, begin, stop)


def _late(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """ "is running a year late", "six months behind schedule"."""
    for at in range(begin + 2, stop if lexicon.words["late"] else begin):
        if page.folded[at] not in lexicon.words["late"]:
            continue
        verb = next((place for place in range(at - 1, max(begin, at - _NEAR) - 1, -1) if page.folded[place] in _BE), -1)
        timed = page.known.figures_in(*_place(page, verb, at + 1)) or page.known.dates_in(*_place(page, verb, at + 1))
        counted = verb >= 0 and (
            timed or any(page.folded[place] in lexicon.words["spans"] for place in range(verb, at))
        )
        if counted and (step := _before(page, lexicon, verb, verb, at, begin, stop)):
            yield step


def _place(page: Page, begin: int, stop: int) -> tuple[int, int]:
    return page.passage.starts[begin], page.passage.ends[stop - 1]


def is_to_come(page: Page, date: DateFact) -> bool:
    """Whether a date lies behind the day of publication."""
    value, published = date.end_date or date.start_date, page.known.published
    return value is not None and (published is None or value[:10] > published[: len(value)])


def _step(page: Page, word: int, start: int, thing: Span, day: int, stop: int) -> Step:
    last = deed_end(page, Deed(day, day, "noun", True, False), stop)
    form = Form(page.folded[word], "postponed", "future")
    return Step(rule="later", form=form, start=start, verb=word, stop=last, thing=thing, passive=True)


def _before(page: Page, lexicon: Lexicon, verb: int, word: int, day: int, begin: int, stop: int) -> Step | None:
    subject = subject_before(page, lexicon, verb, begin)
    if subject.span is None or not holds_work(page, lexicon, subject.span):
        return None
    return _step(page, word, min(subject.start, subject.span.first), subject.span, day, stop)


def _now_expected(page: Page, lexicon: Lexicon, day: int, begin: int, stop: int) -> Step | None:
    """« est désormais attendue en mai 2027 », "is now due to open in 2028"."""
    near = range(day - 1, max(begin, day - _NEAR - 1), -1)
    word = next((at for at in near if page.folded[at] in lexicon.words["expected"]), -1)
    verb = next((at for at in range(word - 1, max(begin, word - 4) - 1, -1) if page.folded[at] in _BE), -1)
    if word < 0 or verb < 0 or not any(page.folded[at] in lexicon.words["now"] for at in range(verb - 1, word)):
        return None
    return _before(page, lexicon, verb - (page.folded[verb - 1] in lexicon.words["now"]), word, day, begin, stop)


def _finally(page: Page, lexicon: Lexicon, day: int, begin: int, stop: int) -> Step | None:
    """« se fera finalement en septembre 2027 », "will now open in May"."""
    near = range(day - 1, max(begin, day - _NEAR - 1), -1)
    word = next((at for at in near if page.folded[at] in lexicon.words["later"]), -1)
    if word <= begin or any(page.passage.words[at] in STRONG for at in range(word, day)):
        return None
    verb = word - 1
    if page.lexicon.lang == "en":
        return _before(page, lexicon, verb, word, day, begin, stop) if page.folded[verb] in {"will", "would"} else None
    if not page.passage.words[verb].lower().endswith(("ra", "ront", "rá", "rán")):
        return None
    return _before(page, lexicon, verb - page.is_in(verb - 1, "clitics"), word, day, begin, stop)


def _instead(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """« en 2029 au lieu de 2027 »: a day to come, and another one behind "instead of"."""
    at = page.holds(lexicon.phrases["instead"], begin, stop)
    if at < 0:
        return
    dates = page.known.dates_in(*_place(page, begin, stop))
    first = [one for one in dates if at - _NEAR <= page.known.token_at(one.start) < at]
    other = [one for one in dates if at < page.known.token_at(one.start) <= at + _NEAR]
    if not first or not other or not is_to_come(page, first[-1]):
        return
    day = page.known.token_at(first[-1].start)
    thing = work_before(page, lexicon, day, begin)
    if thing is not None:
        step = _step(page, day, thing.first, thing, page.token_before(other[0].end), stop)
        yield step


def work_before(page: Page, lexicon: Lexicon, day: int, begin: int) -> Span | None:
    """The nearest thing with its article before a token."""
    for at in range(day - 1, begin - 1, -1):
        if page.passage.words[at] in STRONG:
            return None
        if page.is_in(at, "articles") and not page.is_in(at, "from") and holds_work(page, lexicon, Span(at, at + 1)):
            return Span(at, min(deed_end(page, Deed(at, at, "noun", True, False), day), day - 1))
    return None


def _waits(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """« Les habitants devront attendre 2028 pour leur dispensaire »."""
    at = page.holds(lexicon.phrases["wait"], begin, stop)
    dates = page.known.dates_in(*_place(page, at, stop)) if at >= 0 else []
    if not dates or not is_to_come(page, dates[0]) or page.known.token_at(dates[0].start) - at > _FAR:
        return
    first = page.token_before(dates[0].end) + 1
    last = first
    while last + 1 < stop and page.passage.words[last + 1] not in STRONG:
        last += 1
    if first < last and page.folded[first] in lexicon.words["for"]:
        thing = Span(first + 1, last)
        if holds_work(page, lexicon, thing) or any(
            page.folded[place] in lexicon.things for place in range(first, last + 1)
        ):
            form = Form(page.folded[at], "postponed", "future")
            yield Step(rule="later", form=form, start=at, verb=at, stop=last, thing=thing, passive=True)
