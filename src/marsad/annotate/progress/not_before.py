"""What will not be before a day: « ne rouvrira qu'en octobre 2027 », "will not open before", لن يفتح قبل."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.arabic import is_agent
from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import STRONG, Page, Span
from marsad.annotate.progress.arabic_words import agent_behind
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.subject import subject_before

_REACH = 16
_NEAR = 4
_DAY = 5
_WILL, _WONT = frozenset({"will", "would", "wo"}), frozenset({"won't", "wouldn't"})
_FUTURE = ("ra", "ront", "rait", "raient", "ara", "aran", "era", "eran", "ira", "iran", "aria", "eria", "iria")


def not_before(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The moves of a sentence that a negated verb to come tells, with a day to come behind "before"."""
    words = lexicon.words["before"]
    if words.isdisjoint(page.folded[begin:stop]):
        return
    for before in range(begin + 2, stop - 1):
        if page.folded[before] not in words or not _day_behind(page, before, stop):
            continue
        denied = next((at for at in range(before - 1, max(begin, before - _REACH) - 1, -1) if _denies(page, at)), -1)
        if denied < 0 or any(page.passage.words[at] in STRONG for at in range(denied, before)):
            continue
        verb = next((at for at in range(denied, min(denied + _NEAR, before)) if _to_come(page, at)), -1)
        if verb >= 0 and (step := _step(page, lexicon, denied, verb, begin, stop)):
            yield step


def _heads(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words["before"] | {"avant", "antes", "qu'"}


def _day_behind(page: Page, before: int, stop: int) -> bool:
    """Whether a date to come follows, past small words."""
    published = page.known.published
    for date in page.known.dates_in(page.passage.starts[before], page.passage.ends[stop - 1])[:1]:
        value = date.end_date or date.start_date
        to_come = value is not None and (published is None or value[:10] > published[: len(value)])
        return to_come and page.known.token_at(date.start) - before < _DAY
    return False


def _denies(page: Page, at: int) -> bool:
    return page.is_in(at, "not") and page.folded[at] != "ni"


def _to_come(page: Page, at: int) -> bool:
    word, lang = page.folded[at], page.lexicon.lang
    if lang == "ar":
        return page.folded[at - 1] == "لن" and word[0] in "يت"
    if lang == "en":
        return page.is_in(at - 1, "not") and (page.folded[at - 2] in _WILL or page.folded[at - 1] in _WONT)
    return word in page.lexicon.coming or word.endswith(_FUTURE)


def _step(page: Page, lexicon: Lexicon, denied: int, verb: int, begin: int, stop: int) -> Step | None:
    form = Form(page.folded[verb], "postponed", "future")
    last = deed_end(page, Deed(verb, verb, "verb", True, False), stop)
    if page.lexicon.lang == "ar":
        return _arabic(page, lexicon, form, denied, verb, last, stop)
    first = denied - (page.folded[denied] in {"not", "n't"})
    subject = subject_before(page, lexicon, first, begin)
    if subject.span is None:
        return None
    behind = page.after(verb + 1, last)
    acts = subject.party and behind < last and page.folded[behind] not in _heads(lexicon)
    thing = Span(verb + 1, last) if acts else subject.span
    return Step(
        rule="not before", form=form, start=min(subject.start, first), verb=verb, stop=last, thing=thing,
        subject=subject.span if acts else None, passive=not acts,
    )  # fmt: skip


def _arabic(page: Page, lexicon: Lexicon, form: Form, denied: int, verb: int, last: int, stop: int) -> Step | None:
    """لن يفتح المستشفى قبل سنة 2028, لن تسلم الوزارة المساكن قبل."""
    if verb + 1 >= stop:
        return None
    subject = agent_behind(page, lexicon, verb + 1, stop) if is_agent(page, page.folded[verb + 1]) else None
    if subject is not None and (subject.last >= last or page.is_in(subject.last + 1, "before_date")):
        subject = None
    thing = Span(verb + 1 if subject is None else subject.last + 1, last)
    return Step(
        rule="not before", form=form, start=denied, verb=verb, stop=last, thing=thing, subject=subject,
        passive=subject is None,
    )  # fmt: skip
