"""Which words that have the form of a move are one: the thing can be promised, and the sentence says that it is so."""

from __future__ import annotations

from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.commitments.status import has_if
from marsad.annotate.progress.lexicon import Lexicon
from marsad.annotate.progress.step import Step
from marsad.model import FactKind

_HEAD = 5
"""The words among which a phrase's noun stands."""
_SIGNED = 6
_LONG_AGO = 1
"""A year so much before that of publication is history."""
_UNITS_OF_TIME = frozenset({"year", "month", "day", "hour", "minute", "week", "point", "%", "time"})


def is_told(page: Page, step: Step) -> bool:
    """Whether a sentence tells something as true and of late: no question, condition, rumour, or what was years ago."""
    begin, stop = page.passage.sentences[page.sentence(step.verb)]
    if page.passage.words[stop - 1] in "?؟":
        return False
    doubts = (page.lexicon.hearsay_phrases, page.lexicon.if_phrases)
    if has_if(page, begin, stop) or any(page.holds(doubt, begin, stop) >= 0 for doubt in doubts):
        return False
    return not _long_ago(page, begin, stop)


def _long_ago(page: Page, begin: int, stop: int) -> bool:
    published = page.known.published
    if published is None:
        return False
    dates = page.known.dates_in(page.passage.starts[begin], page.passage.ends[stop - 1])
    years = [day[:4] for one in dates if (day := one.end_date or one.start_date)]
    return bool(years) and all(int(year) < int(published[:4]) - _LONG_AGO for year in years if year.isdigit())


def is_worth(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether the thing that moved is one of those that are promised."""
    if step.form.kind == "kept":
        return True
    if step.form.kind == "signed":
        return is_agreement(page, lexicon, step.thing)
    if step.form.kind == "done":
        return _is_deed_done(page, lexicon, step)
    return holds_work(page, lexicon, step.thing)


def is_agreement(page: Page, lexicon: Lexicon, span: Span) -> bool:
    """Whether a phrase is one for an agreement."""
    head = range(span.first, min(span.first + _SIGNED, span.last + 1))
    return any(bare(page, at) in lexicon.words["agreements"] for at in head)


def holds_work(page: Page, lexicon: Lexicon, span: Span) -> bool:
    """Whether a phrase is one for a deed, a plan, a work or an initiative."""
    head = range(span.first, min(span.first + _HEAD, span.last + 1))
    words = [bare(page, at) for at in head]
    known = page.lexicon.nouns | page.lexicon.plans | page.lexicon.agreements | lexicon.things | page.lexicon.verbs
    return any(word in known for word in words) or _names_initiative(page, span)


def _is_deed_done(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether a deed is done to a thing of the lexicon, to so many of something, or to an initiative."""
    head = range(step.thing.first, min(step.thing.first + _HEAD, step.thing.last + 1))
    if any(bare(page, at) in lexicon.things for at in head):
        return True
    figures = page.known.figures_in(*page.span(step.thing))
    near = [one for one in figures if page.known.token_at(one.start) <= step.thing.first + 2]
    return any(one.unit not in _UNITS_OF_TIME for one in near) or _names_initiative(page, step.thing)


def _names_initiative(page: Page, span: Span) -> bool:
    found = page.known.mentions_in(*page.span(span))
    return any(one.kind is FactKind.INITIATIVE for one in found)


def bare(page: Page, at: int) -> str:
    """A folded word; of an Arabic one what stands behind its article and the letters hung before that."""
    word = page.folded[at]
    if page.lexicon.lang != "ar":
        return word
    for cut in ("وال", "بال", "ال", "لل"):
        if word.startswith(cut) and len(word) > len(cut) + 1:
            return word[len(cut) :]
    return word
