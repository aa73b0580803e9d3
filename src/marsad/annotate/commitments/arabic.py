"""Commitments in Arabic sentences: cue, then who, then the deed; or who first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import COMMAS, STRONG, Cue, Page, Span
from marsad.annotate.commitments.subjects import payer_behind
from marsad.model import CommitmentStatus, FactKind, Mention, Modality

_ANNOUNCED, _PLANNED, _SIGNED = CommitmentStatus.ANNOUNCED, CommitmentStatus.PLANNED, CommitmentStatus.SIGNED
_MODALITY = {"could": Modality.CONDITIONAL, "hearsay": Modality.REPORTED, "refused": Modality.NEGATED}
_HEDGES = {"could": "possibility", "refused": "refusal"}
_BINDING = frozenset({"promise", "decide", "intend", "agree"})
_SUBORDINATE = 0.2
_HIDDEN = frozenset({"promise", "decide", "intend", "will"})
_PRONOUNS = ("هما", "هم", "ها", "نا", "ه")
_REACH = 16
_CIRCUMSTANCES = frozenset({"خلال", "في", "ضمن", "عقب", "امام", "على", "اثر", "بعد", "قبل", "لدى", "من", "عن", "مع"})
_NAME = 6
_VERB = 4
_SHORTEST = 3
_LED, _HAD = frozenset({"كان", "كانت", "كانوا", "وكان", "وكانت", "اخذ", "اخذت", "واخذت", "واخذ"}), frozenset({"قد"})
"""Verbs before a subject that stands before the words of promising: كانت الوزارة قد تعهدت, أخذت الجماعة على عاتقها."""
_PREPOSITIONS = ("ب", "ل")
_IMPERFECT = "يتن"


def arabic_bonds(page: Page, begin: int, stop: int) -> Iterator[Bond]:
    """The commitments of the sentence of tokens ``begin`` to before ``stop``."""
    folded, lexicon = page.folded, page.lexicon
    under = page.holds(lexicon.under, begin, stop) >= 0 and page.is_agreed(begin)
    for at in range(begin, stop):
        word = folded[at]
        if word in lexicon.cues.after:
            for cue in page.cue_at(at, stop):
                yield from _of_cue(page, cue, begin, stop)
        if word in lexicon.coming:
            yield from _acts(page, at, at, begin, stop)
        elif under and word in lexicon.presents and _agent_follows(page, at, stop):
            acts = _acts(page, at, at, begin, stop)
            yield from (replace(one, rule="terms", status=_SIGNED) for one in acts if one.rule == "future act")
        elif word == "سوف" and at + 1 < stop and f"س{folded[at + 1]}" in lexicon.coming:
            yield from _acts(page, at, at + 1, begin, stop)


def _of_cue(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    match cue.kind:
        case "promise":
            yield from _governed(page, cue, begin, stop, "performative", _ANNOUNCED, 0.85)
        case "decide":
            yield from _governed(page, cue, begin, stop, "intention", _ANNOUNCED, 0.7)
        case "intend":
            yield from _governed(page, cue, begin, stop, "intention", _PLANNED, 0.75)
        case "will":
            yield from _governed(page, cue, begin, stop, "future act", _ANNOUNCED, 0.65)
        case "could" | "hearsay" | "refused":
            yield from _hedged(page, cue, stop)
        case "agree":
            yield from _governed(page, cue, begin, stop, "agreement", _SIGNED, 0.7)
        case "provide":
            yield from _planned(page, cue, stop)
        case "announce":
            told = _governed(page, cue, begin, stop, "announced", _ANNOUNCED, 0.5)
            yield from (one for one in told if not page.is_in(one.head, "ended"))  # what is done, or given up
        case "said":
            yield from _said(page, cue, begin, stop)
        case "settled":
            yield from _settled(page, cue, begin, stop)
        case "passive":
            yield from _undone(page, cue, begin, stop)
        case "receive":
            yield from _award(page, cue, stop)
        case "fulfilled":
            yield from _governed(page, cue, begin, stop, "fulfilled", CommitmentStatus.DONE, 0.6)


def _bond(
    page: Page,
    rule: str,
    status: CommitmentStatus,
    start: int,
    subject: Span | None,
    deed: Deed,
    stop: int,
    sure: float,
    modality: Modality = Modality.ASSERTED,
    *,
    impersonal: bool = False,
) -> Bond:
    return Bond(
        rule=rule,
        status=status,
        modality=modality,
        start=start,
        deed=deed.first,
        head=deed.head,
        stop=deed_end(page, deed, stop),
        subject=subject,
        known=deed.known,
        impersonal=impersonal,
        confidence=sure,
    )


def _governed(
    page: Page, cue: Cue, begin: int, stop: int, rule: str, status: CommitmentStatus, sure: float
) -> Iterator[Bond]:
    deed = _noun(page, cue.last + 1, stop)
    if deed is None:
        return
    subject = subject_around(page, cue.first, cue.last + 1, deed.first - 1, begin)
    free = subject is not None and is_arabic_party(page, subject) and not _binds(page, subject)
    own = subject is not None and (subject.first > cue.last or free)
    alone = subject is None or (not own and _opens_clause(page, cue.first, begin))  # كما وعدت بتخفيض
    if alone and cue.kind in _HIDDEN and deed.first == cue.last + 1:
        yield _goes_on(page, rule, status, cue.first, deed, stop, sure - 0.1, negated=cue.negated)
        return
    if subject is not None and cue.last < subject.first and not is_arabic_party(page, subject):
        subject = subject_around(page, cue.first, cue.last + 1, cue.last, begin)  # الشركة تعد العمال بصرف
    if subject is None or not is_arabic_party(page, subject):
        return
    modality = Modality.NEGATED if cue.negated else Modality.ASSERTED
    start = opening_of(page, min(cue.first, subject.first), begin)
    sure -= _SUBORDINATE * page.is_in(cue.first - 1, "that")  # what somebody claims or asks for
    yield _bond(page, rule, status, start, subject, deed, stop, sure, modality)


def _binds(page: Page, span: Span) -> bool:
    """Whether words hold a commitment of their own, so that they are a clause before and no subject."""
    return any(cue.kind in _HIDDEN for at in range(span.first, span.last) for cue in page.cue_at(at, span.last + 1))


def _goes_on(
    page: Page, rule: str, status: CommitmentStatus, verb: int, deed: Deed, stop: int, sure: float, *, negated: bool
) -> Bond:
    """A verb without a subject, which goes on with whom the text speaks of; its form tells a woman or a body: تعهدت."""
    word = page.folded[verb]
    feminine = word.endswith("ت") or (word.startswith(("ت", "ست")) and word[-1:] not in {"د", "ا"})
    start = verb - page.is_in(verb - 1, "adverbs")
    modality = Modality.NEGATED if negated else Modality.ASSERTED
    bond = _bond(page, rule, status, start, None, deed, stop, sure, modality)
    return replace(bond, gender="f" if feminine else "m")


def _noun(page: Page, at: int, stop: int) -> Deed | None:
    """The noun of action that a cue before ``at`` governs, its preposition hung on it or before it, or none at all."""
    for place in range(at, min(stop, at + _REACH)):
        word = page.folded[place]
        if page.passage.words[place] in STRONG and page.passage.words[place] not in "()":
            return None
        if _is_noun(page, word) and not _inside_name(page, place):
            return Deed(place, place, "noun", True, False)
        if word in {"بان", "بانه", "بانها", "بانهم"}:
            return _clause(page, place + 1, stop) or _subjunctive(page, place + 1, stop)
        if word[0] in _PREPOSITIONS and len(word) >= _SHORTEST:
            if _is_counted(page, place, stop) or _is_noun(page, _bare(word[1:])):
                return Deed(place, place, "noun", True, False)
        elif word in {"ان", "انه", "انها"}:
            return _clause(page, place + 1, stop)
        elif word == "على" and place > at and place + 1 < stop and _is_noun(page, _bare(page.folded[place + 1])):
            return Deed(place + 1, place + 1, "noun", True, False)
    return None


def _is_noun(page: Page, word: str) -> bool:
    """Whether a word is a noun of action, a pronoun hung on it or not: إقراض، إقراضها، إعادتها."""
    nouns = page.lexicon.nouns
    if word in nouns:
        return True
    stem = next((word.removesuffix(end) for end in _PRONOUNS if word.endswith(end) and len(word) > len(end) + 2), "")
    return stem in nouns or (stem.endswith("ت") and f"{stem[:-1]}ه" in nouns)


def _is_counted(page: Page, at: int, stop: int) -> bool:
    """Whether a figure of more than two digits or letters is hung on a ب: بخمسين, ب300."""
    word = page.folded[at]
    return word[0] == "ب" and len(word) > _SHORTEST and not _inside_name(page, at) and _counts(page, at, stop)


def _counts(page: Page, at: int, stop: int) -> bool:
    """Whether a figure begins at a token, or behind the preposition hung on it."""
    if at >= stop:
        return False
    start, end = page.passage.starts[at], page.passage.ends[min(at + 4, stop - 1)]
    return any(figure.start <= start + 1 for figure in page.known.figures_in(start, end))


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word


def _inside_name(page: Page, at: int) -> bool:
    start = page.passage.starts[at]
    return any(
        one.start < start < one.end for one in page.mentions(Span(max(0, at - 8), min(at + 8, len(page.folded) - 1)))
    )


def _clause(page: Page, at: int, stop: int) -> Deed | None:
    """The verb of a clause, to come or in the subjunctive: أن يبني، أن الوكالة ستبني."""
    for place in range(at, min(stop, at + 10)):
        word = page.folded[place]
        if page.passage.words[place] in STRONG:
            return None
        if word in page.lexicon.coming or (word[0] in _IMPERFECT and f"س{word}" in page.lexicon.coming):
            return Deed(place, place, "verb", True, False)
    return None


def _subjunctive(page: Page, at: int, stop: int) -> Deed | None:
    """Any verb at once behind بأن: بأن تدخل المحطة حيز الخدمة."""
    if at + 1 >= stop or page.folded[at][0] not in _IMPERFECT or len(page.folded[at]) < _VERB:
        return None
    return None if page.folded[at] in page.lexicon.nouns else Deed(at, at, "verb", False, False)


def subject_around(page: Page, verb: int, first: int, last: int, begin: int) -> Span | None:
    """Who acts: between verb and deed, else before the verb."""
    while first <= last and (page.is_in(first, "adverbs") or page.folded[first] in COMMAS):
        first += 1
    while last >= first and (page.folded[last] in COMMAS or page.is_in(last, "to") or page.is_in(last, "adverbs")):
        last -= 1
    if first <= last and page.is_in(last, "that"):
        last -= 1
    if first <= last:
        return _of_clause(page, Span(first, last))
    before = verb - 1
    while before >= begin and (page.folded[before] in COMMAS or page.is_in(before, "adverbs")):
        before -= 1
    floor = before
    while floor >= begin and page.passage.words[floor] not in STRONG and page.folded[floor] not in COMMAS:
        floor -= 1
    if page.passage.words[floor] == "»" and floor == before and (name := _quoted_name(page, floor, begin)):
        return name  # «نافلور» ستفتح
    while floor + 1 < before and page.folded[floor + 1] in _LED:
        floor += 1
    while before > floor + 1 and page.folded[before] in _HAD:
        before -= 1
    that = next((at for at in range(before, floor, -1) if page.is_in(at, "that")), floor)
    if that == before > floor + 1:  # أعلنت الوزارة أنها ستبني
        return Span(floor + 1 + (page.folded[floor + 1] in page.lexicon.cues.after), before - 1)
    return Span(that + 1, before) if before > that else None


def _of_clause(page: Page, span: Span) -> Span:
    """Of words around a "that" the party behind it, else those before it: أوضح الوزير أن المجمع سيوظف."""
    that = next((at for at in range(span.last - 1, span.first, -1) if page.is_in(at, "that")), None)
    if that is None:
        return span
    behind = Span(that + 1, span.last)
    own = is_arabic_party(page, behind) and not _is_his(page, page.folded[behind.first])
    return behind if own else Span(span.first, that - 1)


def _quoted_name(page: Page, closing: int, begin: int) -> Span | None:
    """The name between quotation marks that close before a verb."""
    ahead = range(closing - 1, max(begin, closing - _NAME) - 1, -1)
    opening = next((at for at in ahead if page.passage.words[at] == "«"), -1)
    return Span(opening + 1, closing - 1) if 0 <= opening < closing - 1 else None


def _is_his(page: Page, word: str) -> bool:
    """Whether a folded word is a noun for a body of whoever speaks: وزارته."""
    stem = next((word.removesuffix(end) for end in ("ها", "هم", "ه") if word.endswith(f"ت{end}")), "")
    return bool(stem) and f"{stem[:-1]}ه" in page.lexicon.agents


def is_arabic_party(page: Page, span: Span) -> bool:
    """Whether words stand for somebody who can bind himself; a name between quotation marks does."""
    if (
        span.first > 0
        and page.passage.words[span.first - 1] == "«"
        and "»" in page.passage.words[span.last + 1 : span.last + 2]
    ):
        return True
    if page.mentions(span, places=span.last - span.first < 2):
        return True
    if page.holds(page.lexicon.pair, span.first, span.last + 1) >= 0:
        return True
    return any(is_agent(page, page.folded[at]) for at in range(span.first, min(span.first + 3, span.last + 1)))


def is_agent(page: Page, word: str) -> bool:
    """Whether a folded word is a noun for somebody who can bind himself, with article and proclitics or without."""
    if _is_his(page, word):
        return True
    for cut in ("", "و", "ف", "ب", "ل"):
        rest = word.removeprefix(cut) if cut else word
        if _bare(rest) in page.lexicon.agents or (rest.startswith("لل") and rest[2:] in page.lexicon.agents):
            return True
    return False


def opening_of(page: Page, start: int, begin: int) -> int:
    """Where the fact begins: with "by the agreement," or "as" before its verb, where the sentence opens so."""
    return (
        begin
        if start - begin <= 4 and not any(page.passage.words[at] in STRONG for at in range(begin, start))
        else start
    )


def _planned(page: Page, cue: Cue, stop: int) -> Iterator[Bond]:
    deed = _noun(page, cue.last + 1, min(stop, cue.last + 10))
    if deed is None:
        return
    ahead = range(max(0, cue.first - 4), deed.first)
    agreed = any(_bare(page.folded[at]) in page.lexicon.agreements for at in ahead)
    if agreed or any(_bare(page.folded[at]) in page.lexicon.plans for at in ahead):
        rule = "agreement" if agreed else "plan"
        begin = page.passage.sentences[page.sentence(cue.first)][0]
        start = opening_of(page, cue.first, begin)
        yield _bond(page, rule, _SIGNED if agreed else _PLANNED, start, None, deed, stop, 0.7, impersonal=True)


def _said(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """A body says that it will do something."""
    place = next((at for at in range(cue.last + 1, min(stop, cue.last + 14)) if page.is_in(at, "that")), None)
    deed = _clause(page, place + 1, stop) if place else None
    if place is None or deed is None or not _acts_itself(page, place, deed):
        return
    subject = subject_around(page, cue.first, cue.last + 1, place - 1, begin)
    if subject and page.folded[subject.first] in _CIRCUMSTANCES:
        return  # وأوضح خلال لقاء نظمته الغرفة أن
    if subject and is_arabic_party(page, subject) and _is_body(page, subject):
        yield _bond(page, "said", _ANNOUNCED, cue.first, subject, deed, stop, 0.6)


def _acts_itself(page: Page, that: int, deed: Deed) -> bool:
    """Whether no thing stands between "that" and its verb: أنها ستفتح, أن الوزارة ستفتح, not أن المباراة ستجرى."""
    between = Span(that + 1, deed.head - 1)
    return between.last < between.first or is_arabic_party(page, between)


def _is_body(page: Page, span: Span) -> bool:
    if any(_bare(page.folded[at]) in page.lexicon.words["offices"] for at in range(span.first, span.last + 1)):
        return False
    return not any(one.kind is FactKind.PERSON for one in page.mentions(span))


def _acts(page: Page, first: int, verb: int, begin: int, stop: int) -> Iterator[Bond]:
    """A verb to come, with its subject behind or before it; with a thing for a subject it is passive."""
    end = min(stop, verb + 8)
    named = [
        one for one in page.mentions(Span(verb, end - 1)) if one.start <= page.passage.starts[min(verb + 2, end - 1)]
    ]
    subject: Span | None = None
    opens = page.is_in(verb, "opens") and page.is_in(verb + 1, "venues")
    if opens:
        pass
    elif named and named[0].start >= page.passage.ends[verb] and not _is_object(page, verb, named[0]):
        subject = Span(verb + 1, page.token_before(named[0].end))
    elif page.is_in(verb + 1, "facilities") and (before := _party_before(page, first, verb, begin)):
        subject = before  # الوزارة ستبني مستشفى
    elif verb + 1 < stop and is_agent(page, page.folded[verb + 1]):
        subject = Span(verb + 1, agent_end(page, verb + 1, stop))
    else:
        subject = _party_before(page, first, verb, begin)
    deed = Deed(verb, verb, "verb", True, False)
    negated = Modality.NEGATED if page.is_in(first - 1, "not") else Modality.ASSERTED
    start = min(first, subject.first) if subject else first
    we = page.lexicon.coming.get(page.folded[verb]) == "we"
    if subject or we:
        rule = "first person" if we else "future act"
        yield _bond(page, rule, _ANNOUNCED, opening_of(page, start, begin), subject, deed, stop, 0.6, negated)
    elif not opens and _opens_clause(page, first, begin) and _counts(page, verb + 1, stop):
        yield _goes_on(page, "future act", _ANNOUNCED, verb, deed, stop, 0.5, negated=negated is Modality.NEGATED)
    elif opens:
        yield _bond(page, "passive", _PLANNED, first, None, deed, stop, 0.5, negated, impersonal=True)


def _is_object(page: Page, verb: int, named: Mention) -> bool:
    """Whether a body's name behind a definite noun for a party is what that makes: ستقيم الشركة مصنع الثلج."""
    definite = page.folded[verb + 1].startswith("ال") and is_agent(page, page.folded[verb + 1])
    behind = page.known.token_at(named.start) > verb + 1
    return definite and behind and named.kind is FactKind.ORGANISATION


def _party_before(page: Page, first: int, verb: int, begin: int) -> Span | None:
    """The party right before a verb to come."""
    before = subject_around(page, first, verb + 1, verb, begin)
    return before if before and is_arabic_party(page, before) else None


def _agent_follows(page: Page, verb: int, stop: int) -> bool:
    """Whether a party follows a verb at once: تمنح الجامعة."""
    if verb + 1 >= stop:
        return False
    named = any(page.known.token_at(one.start) == verb + 1 for one in page.mentions(Span(verb + 1, verb + 1)))
    return named or is_agent(page, page.folded[verb + 1])


def _opens_clause(page: Page, verb: int, begin: int) -> bool:
    """Whether a verb stands first in its sentence or behind a comma, a كما or the like before it."""
    before = verb - page.is_in(verb - 1, "adverbs") - 1
    return before < begin or page.folded[before] in COMMAS


def agent_end(page: Page, at: int, stop: int) -> int:
    """The end of a common noun phrase: words with the article, and what إضافة joins."""
    last = at
    for place in range(at + 1, min(stop, at + 4)):
        if not page.folded[place].startswith("ال"):
            break
        last = place
    return last


def _settled(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """تقرر بناء, تم الاتفاق على إحداث: of those who met."""
    deed = _noun(page, cue.last + 1, min(stop, cue.last + 10))
    if deed and page.is_in(deed.first - 1, "to"):
        start = opening_of(page, cue.first, begin)
        yield _bond(page, "agreement", _SIGNED, start, None, deed, stop, 0.6, impersonal=True)


def _undone(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """Something is to be done: سيتم توزيع; or somebody is to do it: يرتقب أن توفر الشركة."""
    inserted = cue.last + 1 < stop and page.folded[cue.last + 1] in COMMAS
    deed = _noun(page, cue.last + 1, min(stop, cue.last + (10 if inserted else 5)))
    if deed is None:
        return
    start, behind = opening_of(page, cue.first, begin), deed.head + 1
    if (
        deed.sort == "verb"
        and behind < stop
        and is_agent(page, page.folded[behind])
        and not (page.is_in(deed.head, "opens") and page.is_in(behind, "venues"))
    ):
        subject = Span(behind, agent_end(page, behind, stop))
        yield _bond(page, "intention", _PLANNED, start, subject, deed, stop, 0.6)
    else:
        yield _bond(page, "passive", _PLANNED, start, None, deed, stop, 0.45, impersonal=True)


def _hedged(page: Page, cue: Cue, stop: int) -> Iterator[Bond]:
    """A verb behind "may" or "did not": one of promising, or of a deed."""
    at = cue.last + 1
    if at + 1 >= stop or page.folded[at][0] not in _IMPERFECT:
        return
    promised = any(other.kind in _BINDING for other in page.cue_at(at, stop))
    if not promised and f"س{page.folded[at]}" not in page.lexicon.coming:
        return
    subject = Span(at + 1, agent_end(page, at + 1, stop))
    if is_arabic_party(page, subject):
        deed = _noun(page, at + 1, stop) or Deed(at, at, "verb", True, False)
        rule = "performative" if promised else _HEDGES.get(cue.kind, "hearsay")
        yield _bond(page, rule, _ANNOUNCED, cue.first, subject, deed, stop, 0.6, _MODALITY[cue.kind])


def _award(page: Page, cue: Cue, stop: int) -> Iterator[Bond]:
    payer = payer_behind(page, cue.last + 1, stop)
    if payer is not None:
        deed = Deed(cue.last, cue.last, "verb", True, False)
        yield _bond(page, "award", _ANNOUNCED, cue.first, payer, deed, stop, 0.5, impersonal=True)
