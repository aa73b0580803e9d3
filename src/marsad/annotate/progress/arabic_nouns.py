"""Moves that an Arabic noun of action tells under another verb: تم افتتاح, أشرف على تدشين, أعلنت عن إلغاء."""

from __future__ import annotations

from marsad.annotate.commitments.arabic import opening_of
from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.progress.arabic_words import behind_lead, end_of, is_unreal, party_at, subject_of_verb
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.worth import bare

_REACH = 14
_ALONE = 7
"""So far from its verb a noun of action may stand without a preposition before it."""
_WITHIN = frozenset({"ضمن", "داخل"})
"""What is put into something else is none: تم وضعه ضمن قائمة."""
_HUNG = ("ها", "هم", "ه")
_BY = ("ب", "ل")
_SAYING = frozenset({"announce", "said"})
_DECIDING = frozenset({"decide", "agree"})
_BACK = frozenset({"postponed", "withdrawn"})
_TOLD = _BACK | {"started", "finished", "signed"}
_ALL = _TOLD | {"done"}


def noun_step(page: Page, lexicon: Lexicon, word: str, at: int, begin: int, stop: int) -> Step | None:
    """The move of a noun of action that the verb at a token governs; ``word`` is the verb without its proclitic."""
    kinds = _governs(page, lexicon, word, at, stop)
    if not kinds or is_unreal(page, lexicon, at, begin):
        return None
    impersonal = word in lexicon.words["impersonal"]
    alone = impersonal or word in lexicon.words["light"]
    if impersonal and not _may_follow(page, lexicon, behind_asides(page, at + 1, stop), stop):
        return None
    noun = _noun(page, lexicon, at + 1, stop, kinds, alone=alone)
    if noun < 0:
        return None
    thing = _thing(page, lexicon, noun, stop)
    kind = masdar(page, lexicon, noun)
    if kind is None or thing.first > thing.last:
        return None
    subject = None if impersonal else _party(page, lexicon, word, at, noun, begin, stop)
    rule = "impersonal" if impersonal else "decided" if kind in _BACK else "told"
    if rule == "told" and _to_come(page, thing):
        return None
    start = min(at, subject.first) if subject else opening_of(page, at, begin) if page.folded[begin] == "قد" else at
    return Step(
        rule=rule, form=Form(page.folded[noun], kind, "noun"), start=start, verb=noun, stop=thing.last, thing=thing,
        subject=subject, passive=subject is None,
    )  # fmt: skip


def _governs(page: Page, lexicon: Lexicon, word: str, at: int, stop: int) -> frozenset[str]:
    """What a noun of action may tell under a word: all under تم and أشرف, what is put off under قرر."""
    if word in lexicon.words["impersonal"] or word in lexicon.words["light"]:
        return _ALL
    if word == "مع":
        begun = at + 1 < stop and masdar(page, lexicon, at + 1) == "started"
        return frozenset({"started"}) if begun else frozenset()
    kinds = {cue.kind for cue in page.cue_at(at, stop) if not cue.negated}
    return _TOLD if kinds & _SAYING else _BACK if kinds & _DECIDING or word == "تقرر" else frozenset()


def _noun(page: Page, lexicon: Lexicon, first: int, stop: int, kinds: frozenset[str], *, alone: bool) -> int:
    """The token of the noun of action behind a verb, or -1."""
    at = first
    last = min(first + _REACH, stop)
    while at < last:
        if page.folded[at] in COMMAS:
            behind = behind_asides(page, at, stop)
            if behind == at:
                return -1
            at = behind
            continue
        word = page.folded[at]
        if page.passage.words[at] in STRONG or page.is_in(at, "that") or word in lexicon.words["unsettled"]:
            return -1
        kind = masdar(page, lexicon, at)
        if kind in kinds and not _in_name(page, lexicon, at):
            led = page.folded[at - 1] in lexicon.words["lead"] or word.startswith(_BY)
            bare_noun = word in lexicon.masdars or not word.startswith("ال")
            return at if led or alone or (at - first < _ALONE and bare_noun) else -1
        if alone and word in page.lexicon.nouns and word not in lexicon.words["ceremony"]:
            return -1
        at += 1
    return -1


def _may_follow(page: Page, lexicon: Lexicon, at: int, stop: int) -> bool:
    """Whether a noun of action follows تم, or where and before whom it was: جرى بمقر الوزارة، وبحضور الوزير، توقيع."""
    if at >= stop:
        return False
    word = page.folded[at]
    return (
        masdar(page, lexicon, at) is not None
        or word[0] == "ب"
        or word in lexicon.words["ceremony"]
        or (page.folded[at] in COMMAS or page.is_in(at, "to"))
    )


def _in_name(page: Page, lexicon: Lexicon, at: int) -> bool:
    """Whether a noun of action is part of a body's name: وكالة توزيع الماء, or says for what something is."""
    start, end = page.span(Span(at, at))
    if any(one.start < end and start < one.end for one in page.known.mentions_in(start, end)):
        return True
    before = page.folded[at - 1]
    return before in page.lexicon.agents or (before in lexicon.things and before not in lexicon.words["ceremony"])


def masdar(page: Page, lexicon: Lexicon, at: int) -> str | None:
    """What a noun of action tells, its article, preposition or a pronoun hung on it or not; null for other words."""
    word = page.folded[at]
    if word == "صرف" and page.folded[at + 1 : at + 2] == ("النظر",):
        return "withdrawn"
    stem = next((word[: -len(end)] for end in _HUNG if word.endswith(end) and len(word) > len(end) + 2), word)
    for form in (word, bare(page, at), word.removeprefix("ب"), word.removeprefix("بال"), stem):
        if form in lexicon.masdars:
            return lexicon.masdars[form]
    return None


def _thing(page: Page, lexicon: Lexicon, noun: int, stop: int) -> Span:
    """What is opened, begun, put off: the words behind the noun, days between them left out."""
    first = behind_asides(page, behind_lead(page, lexicon, noun + 1, stop), stop)
    first = behind_lead(page, lexicon, first, stop)
    if first >= stop or page.passage.words[first] in STRONG or page.folded[first] in _WITHIN:
        return Span(noun + 1, noun)
    return Span(first, end_of(page, first, stop))


def _party(page: Page, lexicon: Lexicon, word: str, at: int, noun: int, begin: int, stop: int) -> Span | None:
    """Who tells, decides or presides; nobody where a place "witnesses" it."""
    if word in lexicon.words["witnessing"]:
        return None
    subject = party_at(page, lexicon, behind_asides(page, at + 1, stop), noun)
    if subject is None:
        subject = subject_of_verb(page, lexicon, Form(word, "decided", "past"), at, begin, stop)
    return subject if subject and (subject.last < noun or subject.last < at) else None


def _to_come(page: Page, span: Span) -> bool:
    """Whether a day behind that of publication is told: what begins then has not begun."""
    published = page.known.published
    days = (one.end_date or one.start_date for one in page.known.dates_in(*page.span(span)))
    return published is not None and any(day and day[:10] > published[: len(day)] for day in days)
