"""Moves told in Arabic without a verb of doing: shares of works, what is ready, what is counted, what is not to be."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.page import STRONG, Page, Span
from marsad.annotate.progress.arabic_words import end_of, is_thing, is_unreal, party_at, without_and
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.worth import bare

_WHOLE = 100
_REACH = 16
_NEAR = 4


def state_steps(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The moves of a sentence that its states tell."""
    for at in range(begin, stop - 2):
        word = without_and(page.folded[at], lexicon)
        if word in lexicon.words["reaching"]:
            step = _share(page, lexicon, at, begin, stop) or _count(page, lexicon, at, stop)
        elif word in lexicon.words["states"] and not is_unreal(page, lexicon, at, begin):
            step = _ready(page, lexicon, at, stop)
        elif word == "لن":
            step = _wont(page, lexicon, at, stop)
        else:
            continue
        if step is not None:
            yield step


def _share(page: Page, lexicon: Lexicon, at: int, begin: int, stop: int) -> Step | None:
    """بلغت نسبة تقدم أشغال المستشفى 75 في المائة: begun, and done where it is all."""
    ahead = range(at + 1, min(at + _NEAR, stop))
    share = next((place for place in ahead if page.folded[place] in lexicon.words["share"]), -1)
    figures = page.known.figures_in(page.passage.starts[at], page.passage.ends[stop - 1])
    percent = next((one for one in figures if one.unit == "%"), None)
    if (
        share < 0
        or percent is None
        or not any(
            page.folded[place] in lexicon.words["advance"] for place in range(share + 1, min(share + _NEAR, stop))
        )
    ):
        return None
    last = page.token_before(percent.end)
    thing = _advancing(page, lexicon, share, page.known.token_at(percent.start)) or _advancing(page, lexicon, begin, at)
    if thing is None:
        return None
    whole = isinstance(percent.value, int | float) and percent.value >= _WHOLE
    form = Form(page.folded[share], "finished" if whole else "started", "state")
    return Step(rule="state", form=form, start=min(at, thing.first), verb=at, stop=last, thing=thing, passive=True)


def _advancing(page: Page, lexicon: Lexicon, first: int, stop: int) -> Span | None:
    """The works among tokens, of which a share is told."""
    place = next((at for at in range(first, stop) if bare(page, at) in lexicon.things), -1)
    return Span(place, min(end_of(page, place, stop), stop - 1)) if place >= 0 else None


def _count(page: Page, lexicon: Lexicon, at: int, stop: int) -> Step | None:
    """بلغ عدد مناصب الشغل التي أحدثتها الشركة 412 منصبا."""
    if page.folded[at + 1] not in lexicon.words["number"]:
        return None
    ahead = range(at + 2, min(at + _REACH, stop))
    that = next((place for place in ahead if page.is_in(place, "relative")), -1)
    if that < 0 or that + 1 >= stop or _form(page, lexicon, that + 1) != "done":
        return None
    figures = page.known.figures_in(page.passage.starts[that], page.passage.ends[stop - 1])
    if not figures:
        return None
    last = page.token_before(figures[0].end)
    subject = party_at(page, lexicon, that + 2, last) if that + 2 < last else None
    form = Form(page.folded[that + 1], "done", "state")
    return Step(
        rule="state", form=form, start=at, verb=at, stop=last, thing=Span(at + 2, last), subject=subject,
        passive=subject is None,
    )  # fmt: skip


def _form(page: Page, lexicon: Lexicon, at: int) -> str | None:
    """What a perfect with a pronoun hung on it tells: أحدثتها, شيدها."""
    word = page.folded[at]
    stem = next((word.removesuffix(end) for end in ("ها", "هم", "ه") if word.endswith(end)), word)
    forms = lexicon.forms.get(stem, ())
    return forms[0].kind if forms else None


def _ready(page: Page, lexicon: Lexicon, at: int, stop: int) -> Step | None:
    """أصبح المستوصف جاهزا, بات الخط مفتوحا."""
    first = behind_asides(page, at + 1, stop)
    if first >= stop or bare(page, first) not in lexicon.things:
        return None
    ahead = range(first + 1, min(first + _REACH, stop))
    ready = next((place for place in ahead if page.folded[place] in lexicon.words["ready"]), -1)
    if ready < 0 or any(page.passage.words[place] in STRONG for place in range(first, ready)):
        return None
    form = Form(page.folded[at], "finished", "state")
    return Step(rule="state", form=form, start=at, verb=at, stop=ready, thing=Span(first, ready - 1), passive=True)


def _wont(page: Page, lexicon: Lexicon, at: int, stop: int) -> Step | None:
    """لن تبني الشركة المصنع, لن يرى المشروع النور: given up, but where a day tells that it is put off."""
    verb = at + 1
    if not lexicon.words["before"].isdisjoint(page.folded[verb:stop]):
        return None
    if page.folded[verb][1:] in lexicon.words["made"]:
        subject = party_at(page, lexicon, behind_asides(page, verb + 1, stop), stop)
        first = behind_asides(page, subject.last + 1 if subject else verb + 1, stop)
    elif page.folded[verb][1:] == "رى" and "النور" in page.folded[verb : verb + _REACH]:
        subject, first = None, verb + 1
    else:
        return None
    if first >= stop or (not is_thing(page, lexicon, first) and bare(page, first) not in lexicon.things):
        return None
    thing = Span(first, end_of(page, first, stop))
    form = Form(page.folded[verb], "withdrawn", "future")
    return Step(
        rule="will not", form=form, start=at, verb=verb, stop=thing.last, thing=thing, subject=subject,
        passive=subject is None,
    )  # fmt: skip
