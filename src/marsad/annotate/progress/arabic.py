"""What moved in Arabic sentences: a perfect with its subject behind or before it; nouns and states are read apart."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.arabic import subject_around
from marsad.annotate.commitments.page import STRONG, Page, Span
from marsad.annotate.progress.arabic_nouns import masdar, noun_step
from marsad.annotate.progress.arabic_states import state_steps
from marsad.annotate.progress.arabic_words import (
    LONGEST_NAME,
    behind_lead,
    end_of,
    is_counted,
    is_cut,
    is_thing,
    is_unreal,
    opens,
    subject_of_verb,
    without_and,
)
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.worth import bare

_OURS = "نا"
_SHORT = 3
_PASSIVE = "ُ"
_PASSIVE_KINDS = frozenset({"done", "finished", "postponed", "withdrawn", "signed"})
_OBJECT = 3
_FAR = 20


def arabic_steps(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The moves that the sentence of tokens ``begin`` to before ``stop`` tells."""
    for at in range(begin, stop - 1):
        word = without_and(page.folded[at], lexicon)
        if (governed := noun_step(page, lexicon, word, at, begin, stop)) is not None:
            yield governed
        elif word in lexicon.forms and not is_unreal(page, lexicon, at, begin):
            step = _verbal(page, lexicon, lexicon.forms[word][0], at, begin, stop)
            if step is not None:
                yield step
    yield from state_steps(page, lexicon, begin, stop)


def _verbal(page: Page, lexicon: Lexicon, form: Form, at: int, begin: int, stop: int) -> Step | None:
    behind = behind_asides(page, at + 1, stop)
    if framed := _framed(page, lexicon, form, at, begin, stop):
        return framed
    if form.verb in lexicon.words["launching"] or _is_on_the_way(page, lexicon, form, behind):
        return None
    ours = page.folded[at].endswith(_OURS) and page.folded[at] != form.verb
    acted = ours or _is_acted(page, lexicon, form, at, begin, stop)
    if form.verb in lexicon.of_things and not acted:
        doors = _doors(page, lexicon, form, at, stop)
        if doors >= 0 or (is_thing(page, lexicon, behind) and form.verb not in lexicon.words["entering"]):
            thing = Span(behind, doors - 1 if doors >= 0 else end_of(page, behind, stop))
            if doors < 0 and (serves := _serves(page, lexicon, form, at, thing, stop)):
                return serves
            return _of_thing(form, at, at, max(doors, thing.last), thing) if thing.first <= thing.last else None
    if form.verb in lexicon.words["entering"]:
        return None
    if not acted and _is_passive(page, lexicon, form, at, behind, begin, stop):
        return _of_thing(form, at, at, end_of(page, behind, stop), Span(behind, end_of(page, behind, stop)))
    if ours:
        return _done(page, lexicon, form, at, at, None, stop)
    subject = subject_of_verb(page, lexicon, form, at, begin, stop)
    if subject is not None and form.verb not in lexicon.words["intransitive"]:
        return _done(page, lexicon, form, at, subject.last if subject.first > at else at, subject, stop)
    if form.verb not in lexicon.of_things:
        return None
    before = subject_around(page, at, at + 1, at, begin)
    if before is None or not is_thing(page, lexicon, before.first):
        return None
    return _of_thing(form, at, before.first, end_of(page, at, stop), before)


def _is_on_the_way(page: Page, lexicon: Lexicon, form: Form, at: int) -> bool:
    """Whether a verb of being held up is said of a vehicle: تأخر القطار."""
    held = form.verb in lexicon.words["stalling"] and at < len(page.folded)
    return held and bare(page, at) in lexicon.words["vehicles"]


def _is_acted(page: Page, lexicon: Lexicon, form: Form, at: int, begin: int, stop: int) -> bool:
    """Whether a party stands before a verb of doing: كانت الوزارة قد أنجزت 12 مدرسة."""
    if form.verb in lexicon.words["intransitive"] or opens(page, at, begin):
        return False
    subject = subject_of_verb(page, lexicon, form, at, begin, stop)
    return subject is not None and subject.last < at


def _framed(page: Page, lexicon: Lexicon, form: Form, at: int, begin: int, stop: int) -> Step | None:
    """A verb that tells a move only with another word, the subject between them: صرفت الحكومة النظر عن."""
    for kind, verbs, words in lexicon.framed:
        if form.verb not in verbs:
            continue
        key = next((place for place in range(at + 1, min(at + LONGEST_NAME, stop)) if page.folded[place] in words), -1)
        if key < 0 or is_cut(page, at, key):
            continue
        subject = subject_of_verb(page, lexicon, form, at, begin, key) if key > at + 1 else None
        key += key + 1 < stop and page.folded[key + 1] == "الاساس"
        first = behind_lead(page, lexicon, behind_asides(page, key + 1, stop), stop)
        if not is_thing(page, lexicon, first) and (behind := behind_asides(page, first + 1, stop)) > first + 1:
            first = behind  # التحق بمناصب عملهم، صبيحة الأحد، 400 ممرض
        named = kind == "signed" or (kind == "done" and page.folded[key][0] != "ب")
        thing = Span(key if named else first, end_of(page, min(first, stop - 1), stop))
        if first >= stop or thing.first > thing.last:
            return None
        rule, start = "deed" if kind == "done" else kind, min(at, subject.first) if subject else at
        return Step(
            rule=rule, form=form._replace(kind=kind), start=start, verb=at, stop=thing.last, thing=thing,
            subject=subject, passive=subject is None,
        )  # fmt: skip
    return None


def _serves(page: Page, lexicon: Lexicon, form: Form, at: int, thing: Span, stop: int) -> Step | None:
    """What begins to do what it is for: بدأت محطة التحلية في ضخ المياه."""
    ahead = range(thing.first + 1, min(thing.first + _FAR, stop - 1))
    into = next((place for place in ahead if _is_at_work(page, lexicon, place)), -1)
    if (
        form.kind != "started"
        or into < 0
        or is_cut(page, at, into)
        or bare(page, thing.first) in lexicon.words["worksite"]
    ):
        return None
    last = end_of(page, into + 1, stop)
    return _of_thing(form._replace(kind="finished"), at, at, last, Span(thing.first, min(thing.last, into - 1)))


def _is_at_work(page: Page, lexicon: Lexicon, at: int) -> bool:
    noun = page.folded[at + 1]
    return page.folded[at] in {"في", "فى"} and (noun in page.lexicon.nouns or masdar(page, lexicon, at + 1) is not None)


def _is_passive(page: Page, lexicon: Lexicon, form: Form, at: int, behind: int, begin: int, stop: int) -> bool:
    """Whether a thing behind a verb of doing is what it is done to: وُزعت عشرون حافلة, not وفر المشروع مناصب."""
    if form.kind not in _PASSIVE_KINDS or behind >= stop:
        return False
    marked = _PASSIVE in page.passage.words[at][: 3 + (page.passage.words[at][0] in "وف")]
    if not marked and len(page.folded[at]) <= _SHORT and not opens(page, at, begin):
        return False
    work = bare(page, behind) in lexicon.things or bare(page, behind) in lexicon.words["agreements"]
    if (
        not marked
        and not is_thing(page, lexicon, behind)
        and not (form.kind == "signed" and bare(page, behind) in lexicon.words["agreements"])
    ):
        return False
    objects = range(behind + 1, min(behind + 1 + _OBJECT, stop))
    acts = any(page.folded[place].endswith("ا") and len(page.folded[place]) > _OBJECT for place in objects)
    return (work or is_thing(page, lexicon, behind)) and (marked or not acts or is_counted(page, behind))


def _of_thing(form: Form, at: int, first: int, last: int, thing: Span) -> Step:
    """انطلقت أشغال الميناء, أجل افتتاح المركز إلى سنة 2028, or the thing first."""
    return Step(rule="of itself", form=form, start=first, verb=at, stop=last, thing=thing, passive=True)


def _done(
    page: Page, lexicon: Lexicon, form: Form, at: int, before: int, subject: Span | None, stop: int
) -> Step | None:
    """Somebody, or we, did something; its words begin behind token ``before``."""
    first = behind_lead(page, lexicon, behind_asides(page, before + 1, stop), stop)
    if form.kind == "signed":
        first = _at_agreement(page, lexicon, first, stop)
    last = end_of(page, max(first, at), stop) if first < stop else at
    if first > last or page.passage.words[first] in STRONG:
        return None
    if form.kind == "kept" and page.folded[first] not in lexicon.words["pledge"]:
        return None
    rule = "deed" if form.kind == "done" else form.kind
    start = min(at, subject.first) if subject else at
    return Step(
        rule=rule, form=form, start=start, verb=at, stop=last, thing=Span(first, last), subject=subject,
        ours=subject is None,
    )  # fmt: skip


def _at_agreement(page: Page, lexicon: Lexicon, first: int, stop: int) -> int:
    """Where what is signed begins: وقعت الجمعية على هامش المعرض اتفاقا."""
    ahead = range(first, min(first + LONGEST_NAME, stop))
    return next((at for at in ahead if bare(page, at) in lexicon.words["agreements"]), first)


def _doors(page: Page, lexicon: Lexicon, form: Form, at: int, stop: int) -> int:
    """The token of "its doors" behind a verb of opening and what it is said of, or -1: افتتح المركز أبوابه."""
    ahead = range(at + 2, min(at + _FAR, stop))
    words = lexicon.words["service" if form.verb in lexicon.words["entering"] else "doors"]
    place = next((place for place in ahead if page.folded[place] in words), -1)
    return place if not is_cut(page, at, place) else -1
