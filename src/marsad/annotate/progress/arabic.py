"""What moved in Arabic sentences: a perfect with its subject behind or before it, or تم with a noun of action."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.arabic import agent_end, is_agent, is_arabic_party, opening_of, subject_around
from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.worth import bare, holds_work

_PROCLITICS = ("و", "ف")
_WAS, _HAD = frozenset({"كان", "كانت", "كانوا"}), frozenset({"قد", "لقد"})
_NEAR = 3
_REACH = 4
_FOR = frozenset({"له", "لها", "لهم"})
_HUNG = ("ها", "هم", "ه")
_SHORT = 3
"""Verbs of so few letters may be nouns, and are read as verbs only before their subject."""
_OURS = "نا"
_DECIDING = frozenset({"decide", "announce", "agree"})
_LONGEST_NAME = 10


def arabic_steps(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The moves that the sentence of tokens ``begin`` to before ``stop`` tells."""
    for at in range(begin, stop - 1):
        word = _without_and(page.folded[at], lexicon)
        if word in lexicon.words["impersonal"]:
            step = _impersonal(page, lexicon, at, begin, stop)
        elif word in page.lexicon.cues.after and (step := _decided(page, lexicon, at, stop)):
            pass
        elif word in lexicon.forms and not _unreal(page, lexicon, at, begin):
            step = _verbal(page, lexicon, lexicon.forms[word][0], at, begin, stop)
        else:
            continue
        if step is not None:
            yield step


def _without_and(word: str, lexicon: Lexicon) -> str:
    """A word without an "and" before it, where the lexicon knows the rest."""
    if word.startswith(_PROCLITICS) and word not in lexicon.forms:
        rest = word[1:]
        return rest if rest in lexicon.forms or rest in lexicon.words["impersonal"] else word
    return word


def _unreal(page: Page, lexicon: Lexicon, at: int, begin: int) -> bool:
    before = at - 1
    while before >= begin and page.is_in(before, "adverbs"):
        before -= 1
    return before >= begin and _without_and(page.folded[before], lexicon).lstrip("وف") in lexicon.words["unreal"]


def _impersonal(page: Page, lexicon: Lexicon, at: int, begin: int, stop: int) -> Step | None:
    """تم افتتاح المركز, جرى أمس توقيع الاتفاق, تم الانتهاء من الأشغال."""
    if _unreal(page, lexicon, at, begin):
        return None
    noun = next((place for place in range(at + 1, min(at + 1 + _REACH, stop)) if _masdar(page, lexicon, place)), None)
    if noun is None or not all(_may_part(page, place) for place in range(at + 1, noun)):
        return None
    kind = _masdar(page, lexicon, noun) or "done"
    thing = Span(_behind_lead(page, lexicon, noun + 1, stop), _end(page, noun, stop))
    if thing.first > thing.last:
        return None
    start = opening_of(page, at, begin) if page.folded[begin : begin + 1] == ("قد",) else at
    form = Form(page.folded[noun], kind, "past")
    return Step(rule="impersonal", form=form, start=start, verb=noun, stop=thing.last, thing=thing, passive=True)


def _may_part(page: Page, at: int) -> bool:
    """Whether a token may stand between تم and its noun: a day, a place, "at ..."."""
    start, end = page.span(Span(at, at))
    if page.is_in(at, "adverbs") or page.folded[at].startswith("ب") or page.is_in(at, "to"):
        return True
    found = (*page.known.dates, *page.known.mentions)
    return any(one.start <= start and end <= one.end for one in found)


def _decided(page: Page, lexicon: Lexicon, at: int, stop: int) -> Step | None:
    """قررت الوزارة تأجيل الافتتاح, أعلنت الشركة عن إلغاء المشروع: what is decided is put off or given up at once."""
    if not any(cue.kind in _DECIDING and not cue.negated for cue in page.cue_at(at, stop)):
        return None
    for noun in range(at + 1, min(at + _LONGEST_NAME, stop)):
        if page.passage.words[noun] in STRONG or page.folded[noun] in COMMAS:
            return None
        kind = _masdar(page, lexicon, noun)
        if kind in {"postponed", "withdrawn"}:
            subject = Span(at + 1, noun - 1 - (page.folded[noun - 1] in lexicon.words["lead"]))
            if subject.last < subject.first or not is_arabic_party(page, subject):
                return None
            thing = Span(_behind_lead(page, lexicon, noun + 1, stop), _end(page, noun, stop))
            form = Form(page.folded[noun], kind, "noun")
            return (
                Step(rule="decided", form=form, start=at, verb=noun, stop=thing.last, thing=thing, subject=subject)
                if thing.first <= thing.last
                else None
            )
    return None


def _masdar(page: Page, lexicon: Lexicon, at: int) -> str | None:
    """What a noun of action tells, its article or preposition hung on it or not; null for other words."""
    word = page.folded[at]
    stem = next((word[: -len(end)] for end in _HUNG if word.endswith(end) and len(word) > len(end) + 3), word)
    for form in (word, bare(page, at), word.removeprefix("ب"), stem):
        if form in lexicon.masdars:
            return lexicon.masdars[form]
    return None


def _verbal(page: Page, lexicon: Lexicon, form: Form, at: int, begin: int, stop: int) -> Step | None:
    behind = behind_asides(page, at + 1, stop)
    if form.verb in lexicon.of_things:
        doors = _doors(page, lexicon, at, stop)
        if doors >= 0 or (_is_thing(page, lexicon, behind) and form.verb not in lexicon.words["entering"]):
            thing = Span(behind, doors - 1 if doors >= 0 else _end(page, behind, stop))
            return _of_thing(form, at, at, max(doors, thing.last), thing) if thing.first <= thing.last else None
    if form.verb in lexicon.words["entering"]:
        return None
    if page.folded[at].endswith(_OURS) and page.folded[at] != form.verb:
        return _done(page, lexicon, form, at, at, None, stop)
    subject = _subject(page, lexicon, form, at, begin, stop)
    if subject is not None and form.verb not in lexicon.words["intransitive"]:
        return _done(page, lexicon, form, at, subject.last if subject.first > at else at, subject, stop)
    if form.verb not in lexicon.of_things:
        return None
    before = subject_around(page, at, at + 1, at, begin)
    if before is None or not _is_thing(page, lexicon, before.first):
        return None
    return _of_thing(form, at, before.first, _end(page, at, stop), before)


def _of_thing(form: Form, at: int, first: int, last: int, thing: Span) -> Step:
    """انطلقت أشغال الميناء, أجل افتتاح المركز إلى سنة 2028, or the thing first."""
    return Step(rule="of itself", form=form, start=first, verb=at, stop=last, thing=thing, passive=True)


def _done(
    page: Page, lexicon: Lexicon, form: Form, at: int, before: int, subject: Span | None, stop: int
) -> Step | None:
    """Somebody, or we, did something; its words begin behind token ``before``."""
    first = _behind_lead(page, lexicon, behind_asides(page, before + 1, stop), stop)
    if form.kind == "signed":
        first = _at_agreement(page, lexicon, first, stop)
    last = _end(page, max(first, at), stop) if first < stop else at
    if first > last or page.passage.words[first] in STRONG:
        return None
    needed = "launch" if form.verb in lexicon.words["launching"] else "pledge" if form.kind == "kept" else ""
    if needed and page.folded[first] not in lexicon.words[needed]:
        return None
    rule = "deed" if form.kind == "done" else form.kind
    start = min(at, subject.first) if subject else at
    return Step(
        rule=rule, form=form, start=start, verb=at, stop=last, thing=Span(first, last), subject=subject,
        ours=subject is None,
    )  # fmt: skip


def _at_agreement(page: Page, lexicon: Lexicon, first: int, stop: int) -> int:
    """Where what is signed begins: وقعت الجمعية على هامش المعرض اتفاقا."""
    ahead = range(first, min(first + _LONGEST_NAME, stop))
    return next((at for at in ahead if bare(page, at) in lexicon.words["agreements"]), first)


def _doors(page: Page, lexicon: Lexicon, at: int, stop: int) -> int:
    """The token of "its doors" behind a verb of opening and what it says it of, or -1: افتتح المركز أبوابه."""
    ahead = range(at + 2, min(at + _LONGEST_NAME, stop))
    return next((place for place in ahead if page.folded[place] in lexicon.words["doors"]), -1)


def _is_thing(page: Page, lexicon: Lexicon, at: int) -> bool:
    """Whether a noun phrase for a deed or a work begins at a token, and none for somebody."""
    if at >= len(page.folded) or is_agent(page, page.folded[at]):
        return False
    return holds_work(page, lexicon, Span(at, at)) or bool(page.known.figures_in(*page.span(Span(at, at))))


def _subject(page: Page, lexicon: Lexicon, form: Form, verb: int, begin: int, stop: int) -> Span | None:
    """Who acts: the name or the noun behind the verb, or else the party before it."""
    at = verb + 1
    while at < stop and (page.is_in(at, "adverbs") or page.folded[at] in _FOR):
        at += 1
    if at >= stop or page.passage.words[at] in STRONG:
        return None
    ahead = page.mentions(Span(verb, min(at + _LONGEST_NAME, stop) - 1))
    named = next(
        (one for one in ahead if page.passage.starts[at] <= one.start <= page.passage.starts[min(at + 1, stop - 1)]),
        None,
    )
    if named is not None:
        return Span(at, _with_name(page, page.token_before(named.end), stop))
    if is_agent(page, page.folded[at]) or page.holds(page.lexicon.pair, at, min(at + 2, stop)) == at:
        return agent_behind(page, lexicon, at, stop)
    if form.verb in lexicon.words["opening"] and (unknown := _before_thing(page, lexicon, at, stop)):
        return unknown
    if len(page.folded[verb]) <= _SHORT or _opens(page, verb, begin) or page.passage.folded[verb].startswith("و"):
        return None
    before = _without_was(page, subject_around(page, verb, verb + 1, verb, begin))
    return before if before and before.last - before.first < _LONGEST_NAME and is_arabic_party(page, before) else None


def agent_behind(page: Page, lexicon: Lexicon, at: int, stop: int) -> Span:
    """The words of a party that begin at a token, up to the thing that a definite noun of one is followed by."""
    last = agent_end(page, at, stop)
    begin = at + 1 + (not page.folded[at].startswith("ال"))
    thing = next((place for place in range(begin, last + 1) if bare(page, place) in lexicon.things), last + 1)
    return Span(at, thing - 1 if thing <= last else _with_name(page, last, stop))


def _before_thing(page: Page, lexicon: Lexicon, at: int, stop: int) -> Span | None:
    """Whoever opens something, between the verb and the thing: افتتحت كتابة الدولة في الصيد البحري سوق السمك."""
    ahead = range(at + 1, min(at + _LONGEST_NAME, stop))
    thing = next((place for place in ahead if page.folded[place] in lexicon.things), -1)
    between = Span(at, thing - 1)
    if thing < 0 or any(page.passage.words[place] in STRONG for place in range(at, thing)):
        return None
    return between


def _without_was(page: Page, span: Span | None) -> Span | None:
    """The subject between كانت and قد: كانت الوزارة قد أنجزت."""
    if span is None:
        return None
    first = span.first + (page.folded[span.first].lstrip("وف") in _WAS)
    last = span.last - (page.folded[span.last] in _HAD)
    return Span(first, last) if first <= last else None


def _opens(page: Page, verb: int, begin: int) -> bool:
    before = verb - 1
    return before < begin or page.folded[before] in COMMAS


def _with_name(page: Page, last: int, stop: int) -> int:
    """The end of an office with the name that follows it: وزير الصحة كريم الصفاقسي."""
    if last + 1 >= stop:
        return last
    for mention in page.mentions(Span(last + 1, min(last + _NEAR + 1, stop) - 1), places=True):
        if page.known.token_at(mention.start) <= last + 2:
            return page.token_before(mention.end)
    return last


def _behind_lead(page: Page, lexicon: Lexicon, at: int, stop: int) -> int:
    while at < stop and (page.folded[at] in lexicon.words["lead"] or page.is_in(at, "adverbs")):
        at += 1
    return at


def _end(page: Page, head: int, stop: int) -> int:
    return deed_end(page, Deed(head, head, "noun", True, False), stop)
