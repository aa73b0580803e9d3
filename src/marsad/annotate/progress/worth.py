"""Which words that have the form of a move are one: the thing can be promised, and the sentence says that it is so."""

from __future__ import annotations

from functools import cache

from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.commitments.status import has_if
from marsad.annotate.progress.lexicon import Lexicon, lexicon_of
from marsad.annotate.progress.step import Step
from marsad.model import FactKind

_HEAD = {"fr": 4, "es": 4, "en": 5, "ar": 3}
"""So many words behind its articles the noun of a phrase stands."""
_OBJECT, _FIXTURE = 2, 6
_HUNG, _PRONOUNS = "بلو", ("ها", "هم", "ه")
_AGAINST = frozenset({"contra", "contre", "against"})
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
    return not (is_long_ago(page, begin, stop) or is_long_ago(page, step.start, step.stop + 1))


def is_long_ago(page: Page, begin: int, stop: int) -> bool:
    """Whether all days of some tokens are years before the article."""
    published = page.known.published
    if published is None or not published[:4].isdecimal():
        return False
    dates = page.known.dates_in(page.passage.starts[begin], page.passage.ends[stop - 1])
    years = [day[:4] for one in dates if (day := one.end_date or one.start_date)]
    return bool(years) and all(int(year) < int(published[:4]) - _LONG_AGO for year in years if year.isdigit())


def is_worth(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether the thing that moved is one of those that are promised."""
    if step.form.kind == "kept":
        return True
    if is_fixture(page, lexicon, step.thing):
        return False
    if step.form.kind == "signed":
        return _is_signed(page, lexicon, step)
    if step.form.kind == "done":
        return _is_deed_done(page, lexicon, step)
    if step.form.verb in lexicon.words.get("ending", ()) and step.form.kind == "finished":
        return any(page.folded[at] in lexicon.words["worksite"] for at in head_of(page, lexicon, step.thing))
    if step.form.kind == "finished" and is_agreement(page, lexicon, step.thing):
        return False  # what ends, and is not done
    return holds_work(page, lexicon, step.thing)


def _is_signed(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether an agreement is signed, or works awarded; the contracts of players are none."""
    tokens = range(step.thing.first, step.thing.last + 1)
    if any(page.folded[at] in lexicon.words.get("personal", ()) for at in tokens):
        return False
    head = head_of(page, lexicon, step.thing)
    awarded = step.form.verb in lexicon.words.get("awarding", ())
    works = awarded and any(page.folded[at] in lexicon.words["worksite"] for at in head)
    return works or is_agreement(page, lexicon, step.thing)


def is_fixture(page: Page, lexicon: Lexicon, span: Span) -> bool:
    """Whether words are for a match, a trial, a meeting, or the season of one."""
    fixtures = lexicon.words.get("fixtures", frozenset())
    return any(page.folded[at] in fixtures for at in range(span.first, min(span.first + _FIXTURE, span.last) + 1))


def is_moved(page: Page, lexicon: Lexicon, step: Step, *, dated: bool) -> bool:
    """Whether something of which no list tells is said to be in use, or put off to a day, and is no fixture."""
    if (
        lexicon.lang == "ar"
        or is_fixture(page, lexicon, step.thing)
        or not step.passive
        or not (step.form.kind == "opened" or dated)
    ):
        return False
    words = page.folded[step.thing.first : step.thing.last + 1]
    named = page.mentions(step.thing) and page.mentions(step.thing)[0].kind is FactKind.PERSON
    small = any(page.is_in(step.thing.first, name) for name in ("pronouns", "at", "beside"))
    return len(words) > 1 and not named and not small and step.form.verb not in lexicon.words["posted"]


def is_agreement(page: Page, lexicon: Lexicon, span: Span) -> bool:
    """Whether a phrase is one for an agreement."""
    return any(bare(page, at) in lexicon.words["agreements"] for at in head_of(page, lexicon, span))


def head_of(page: Page, lexicon: Lexicon, span: Span) -> range:
    """The tokens among which the noun of a phrase stands: behind its articles, before what is joined to it."""
    first = span.first
    while first < span.last and (page.folded[first] in lexicon.words["lead"] or page.is_in(first, "articles")):
        first += 1
    last = min(first + _HEAD[page.lexicon.lang], span.last + 1)
    joined = (
        at
        for at in range(first + 1, last)
        if page.is_in(at, "at") or page.is_in(at, "ends") or page.folded[at] in _AGAINST or _joins(page, lexicon, at)
    )
    return range(first, next(joined, last))


def _joins(page: Page, lexicon: Lexicon, at: int) -> bool:
    """Whether an Arabic preposition joins something else; عدد من counts."""
    if page.folded[at] == "من":
        return page.lexicon.lang == "ar" and page.folded[at - 1] not in lexicon.words["many"]
    return page.folded[at] in lexicon.words.get("joins", ())


def holds_work(page: Page, lexicon: Lexicon, span: Span) -> bool:
    """Whether a phrase is one for a deed, a plan, a work or an initiative."""
    head = head_of(page, lexicon, span)
    words = [bare(page, at) for at in head]
    sets = (page.lexicon.nouns, page.lexicon.plans, page.lexicon.agreements, lexicon.things)
    sums = lexicon.words.get("money", frozenset())
    if any(word in known and word not in sums for word in words for known in sets):
        return True
    planned = any(page.folded[at] in lexicon.words["planned"] for at in head)
    return planned or _is_deed(page, lexicon, head.start, span) or _names_initiative(page, span)


def _is_deed(page: Page, lexicon: Lexicon, at: int, span: Span) -> bool:
    """Whether a phrase begins with the infinitive of a deed that has an object."""
    word, english = page.folded[at], page.lexicon.lang == "en"
    if page.lexicon.lang == "ar" or span.last - at < _OBJECT:
        return False
    if english and word.endswith("ing"):  # "has finished digitising"
        things = any(page.folded[place] in lexicon.things for place in range(at + 1, min(at + _FIXTURE, span.last + 1)))
        return things and word in page.lexicon.presents and page.folded[at - 1] in lexicon.forms
    return word in page.lexicon.verbs and (not english or page.folded[at - 1] == "to")


def _is_deed_done(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether a deed is done to a thing of the lexicon, to so many of something, or to an initiative."""
    head = head_of(page, lexicon, step.thing)
    if step.form.verb in lexicon.words.get("met", ()) and not _is_promised(page, lexicon, step):
        return False
    if any(bare(page, at) in lexicon.things for at in head):
        return True
    figures = page.known.figures_in(*page.span(step.thing))
    behind = head.stop if page.lexicon.lang == "ar" else len(page.folded)
    near = any(
        page.known.token_at(one.start) <= head.start
        or (one.unit.islower() and one.unit != "person" and page.known.token_at(one.start) < behind)
        for one in figures
        if one.unit not in _UNITS_OF_TIME
    )
    return near or _names_initiative(page, step.thing)


def _is_promised(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether what is reached or received is told as promised, or is so many posts."""
    words = page.folded[step.thing.first : step.thing.last + 1]
    return not lexicon.words["planned"].isdisjoint(words) or not lexicon.words["posts"].isdisjoint(words)


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
    if word in _nouns() or page.passage.words[at].endswith("ة"):
        return word[1:] if word[0] in _HUNG and word[1:] in _nouns() and word not in _nouns() else word
    stem = next((word.removesuffix(end) for end in _PRONOUNS if word.removesuffix(end) in _nouns()), word)
    return stem[1:] if stem[0] in _HUNG and stem[1:] in _nouns() else stem


@cache
def _nouns() -> frozenset[str]:
    """Arabic nouns before which a letter that is hung on is no part of them."""
    lexicon = lexicon_of("ar")
    known = lexicon.things | lexicon.words["agreements"] | lexicon.words["worksite"] if lexicon else frozenset()
    return frozenset(word for word in known if word[:2] != "ال")
