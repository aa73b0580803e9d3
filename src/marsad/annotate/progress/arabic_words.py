"""Parties, things and ends of phrases in Arabic sentences, as those who read moves there share them."""

from __future__ import annotations

from marsad.annotate.commitments.arabic import agent_end, is_agent, is_arabic_party, subject_around
from marsad.annotate.commitments.deeds import Deed, deed_end
from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.worth import bare, holds_work
from marsad.model import Mention

_PROCLITICS = ("و", "ف")
_WAS = frozenset({"كان", "كانت", "كانوا", "يكون", "تكون", "ستكون"})
_HAD = frozenset({"قد", "لقد", "فقد"})
_FOR = frozenset({"له", "لها", "لهم"})
_NEAR = 4
_SHORT = 3
"""Verbs of so few letters may be nouns, and are read as verbs only before their subject."""
LONGEST_NAME = 10
_BINDING = frozenset({"promise", "intend", "decide"})
_QUOTES = frozenset('«»“”"()')


def without_and(word: str, lexicon: Lexicon) -> str:
    """A word without an "and" before it, where the lexicon knows the rest."""
    if word.startswith(_PROCLITICS) and word not in lexicon.forms:
        rest = word[1:]
        known = rest in lexicon.forms or any(rest in lexicon.words[name] for name in ("impersonal", "light", "states"))
        return rest if known else word
    return word


def is_unreal(page: Page, lexicon: Lexicon, at: int, begin: int) -> bool:
    """Whether what stands before a verb makes it no fact, or no verb."""
    before = at - 1
    while before >= begin and page.is_in(before, "adverbs"):
        before -= 1
    unreal = lexicon.words["unreal"]
    return before >= begin and not unreal.isdisjoint({page.folded[before], page.folded[before].lstrip("وف")})


def is_thing(page: Page, lexicon: Lexicon, at: int) -> bool:
    """Whether a noun phrase for a deed or a work begins at a token, and none for somebody."""
    if at >= len(page.folded) or is_agent(page, page.folded[at]):
        return False
    return holds_work(page, lexicon, Span(at, at)) or is_counted(page, at)


def is_counted(page: Page, at: int) -> bool:
    """Whether so many of something begin at a token."""
    start, end = page.span(Span(at, min(at + _NEAR, len(page.folded) - 1)))
    return any(one.start <= start for one in page.known.figures_in(start, end))


def subject_of_verb(page: Page, lexicon: Lexicon, form: Form, verb: int, begin: int, stop: int) -> Span | None:
    """Who acts: the name or the noun behind the verb, days and places between, or else the party before it."""
    at = verb + 1
    while at < stop and page.folded[at] in _FOR:
        at += 1
    at = behind_asides(page, at, stop)
    if at >= stop or page.passage.words[at] in STRONG:
        return None
    if found := party_at(page, lexicon, at, stop):
        return found
    if form.verb in lexicon.words["opening"] and (unknown := _before_thing(page, lexicon, at, stop)):
        return unknown
    had = page.folded[verb - 1] in _HAD
    if (
        (len(page.folded[verb]) <= _SHORT and not had)
        or opens(page, verb, begin)
        or page.passage.folded[verb].startswith("و")
    ):
        return None
    before = _without_was(page, subject_around(page, verb, verb + 1, verb, begin))
    return before if before and before.last - before.first < LONGEST_NAME and is_arabic_party(page, before) else None


def party_at(page: Page, lexicon: Lexicon, at: int, stop: int) -> Span | None:
    """The words of a party that begin at a token."""
    if at >= stop:
        return None
    ahead = page.mentions(Span(at - 1, min(at + LONGEST_NAME, stop) - 1))
    starts = page.passage.starts
    near = (one for one in ahead if starts[at] <= one.start <= starts[min(at + 1, stop - 1)])
    named = next(near, None)
    agent = is_agent(page, page.folded[at])
    if named is not None and not (agent and _is_thing_named(page, lexicon, at, named)):
        return Span(at, _with_name(page, lexicon, page.token_before(named.end), stop))
    if agent or page.holds(page.lexicon.pair, at, min(at + 2, stop)) == at:
        return agent_behind(page, lexicon, at, stop)
    return None


def _is_thing_named(page: Page, lexicon: Lexicon, at: int, named: Mention) -> bool:
    """Whether a name behind a definite noun for a party is that of a thing: الشركة مصنع الإسمنت."""
    first = page.known.token_at(named.start)
    return first > at and page.folded[at].startswith("ال") and bare(page, first) in lexicon.things


def agent_behind(page: Page, lexicon: Lexicon, at: int, stop: int) -> Span:
    """The words of a party that begin at a token, up to the thing that a definite noun of one is followed by."""
    last = agent_end(page, at, stop)
    begin = at + 1 + (not page.folded[at].startswith("ال"))
    things = lexicon.things | lexicon.words["agreements"]
    thing = next((place for place in range(begin, last + 1) if bare(page, place) in things), last + 1)
    return Span(at, thing - 1 if thing <= last else _with_name(page, lexicon, last, stop))


def _before_thing(page: Page, lexicon: Lexicon, at: int, stop: int) -> Span | None:
    """Whoever opens something, between the verb and the thing: افتتحت كتابة الدولة في الصيد البحري سوق السمك."""
    ahead = range(at + 1, min(at + LONGEST_NAME, stop))
    thing = next((place for place in ahead if page.folded[place] in lexicon.things), -1)
    between = Span(at, thing - 1)
    if thing < 0 or any(page.passage.words[place] in STRONG for place in range(at, thing)):
        return None
    return between


def _without_was(page: Page, span: Span | None) -> Span | None:
    """The subject between كانت and قد: كانت الوزارة قد أنجزت."""
    if span is None:
        return None
    was = [at for at in range(span.first, span.last) if page.folded[at].lstrip("وف") in _WAS]
    first = was[-1] + 1 if was else span.first
    last = span.last - (page.folded[span.last] in _HAD)
    return Span(first, last) if first <= last else None


def opens(page: Page, verb: int, begin: int) -> bool:
    """Whether a verb opens its sentence or clause, قد before it or not."""
    before = verb - 1
    while before >= begin and page.folded[before] in _HAD:
        before -= 1
    return before < begin or page.folded[before] in COMMAS


def _with_name(page: Page, lexicon: Lexicon, last: int, stop: int) -> int:
    """The end of an office with the name that follows it: وزير الصحة كريم الصفاقسي."""
    if last + 1 >= stop:
        return last
    for mention in page.mentions(Span(last + 1, min(last + _NEAR, stop) - 1), places=True):
        if page.known.token_at(mention.start) <= last + 2 and not _is_thing_named(page, lexicon, last, mention):
            return page.token_before(mention.end)
    return last


def is_cut(page: Page, first: int, stop: int) -> bool:
    """Whether a strong mark, other than those around names, stands among tokens."""
    return any(page.passage.words[at] in STRONG - _QUOTES for at in range(first, stop))


def behind_lead(page: Page, lexicon: Lexicon, at: int, stop: int) -> int:
    """The place behind prepositions and adverbs."""
    while at < stop and (page.folded[at] in lexicon.words["lead"] or page.is_in(at, "adverbs")):
        at += 1
    return at


def end_of(page: Page, head: int, stop: int) -> int:
    """The last token of the phrase of a noun, before a verb of promising: من أصل 1200 تعتزم الوكالة توظيفهم."""
    last = deed_end(page, Deed(head, head, "noun", True, False), stop)
    bound = (at for at in range(head + 2, last + 1) if any(cue.kind in _BINDING for cue in page.cue_at(at, stop)))
    return next(bound, last + 1) - 1
