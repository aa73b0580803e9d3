"""Who binds himself, and towards whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.page import COMMAS, Page, Span
from marsad.annotate.commitments.subjects import is_unknown_name, subject_of
from marsad.annotate.text import folded_word
from marsad.model import CommitmentStatus, Detail, DetailRole, FactKind, Mention

_PEOPLE_AND_BODIES = frozenset({FactKind.PERSON, FactKind.ORGANISATION})
_HEAD_OF_NAME = 4
_PARTY_KINDS = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE})


def by_details(page: Page, bond: Bond) -> tuple[Detail, ...]:
    """The parties that bind themselves, one detail each; empty where the article does not let one know."""
    if bond.rule == "award" and bond.subject is not None:
        return _named(page, bond.subject)
    if bond.rule in {"first person", "quoted"} and (statement := page.said_by(bond.head)):
        return tuple(_renamed(one) for one in statement.told(DetailRole.SPEAKER)[:1])
    if bond.subject is not None and not bond.impersonal:
        if page.holds(page.lexicon.pair, bond.subject.first, bond.subject.last + 1) >= 0:
            return _pair(page, bond.start)
        return _named(page, bond.subject)
    if agent := _agent_behind(page, bond):
        return (agent,)
    if not bond.impersonal and (hidden := _hidden(page, bond)):
        return (hidden,)
    agreed = bond.status is CommitmentStatus.SIGNED or _is_mutual(page, bond)
    if agreed and (pair := _pair(page, bond.start)):
        return _employer(page, pair) or pair
    if bond.rule in {"plan", "agreement"} and bond.subject and (owners := _owners(page, bond.subject)):
        return owners
    if bond.rule == "agreement":
        return ()
    presenter = _presenter(page, bond)
    return (presenter,) if presenter else ()


def _hidden(page: Page, bond: Bond) -> Detail | None:
    """Whom a verb without a subject goes on with: كما تعهدت."""
    if page.lexicon.lang == "es" and (opening := _opening_body(page, bond)):
        return opening
    place, gender = page.passage.starts[bond.start], bond.gender
    entity = page.references.before(place, kinds=_PEOPLE_AND_BODIES, gender=gender)
    if entity is None:
        return None
    return _of_mention([one for one in page.known.mentions if one.entity == entity and one.start <= place][-1])


def _opening_body(page: Page, bond: Bond) -> Detail | None:
    """The body with which the sentence before opens, as its subject: « La compañía no quiso hablar. Sí prometió »."""
    number = page.sentence(bond.start)
    begin = page.passage.sentences[number - 1][0] if number else -1
    if begin < 0 or not page.is_in(begin, "articles") or page.is_in(begin + 1, "offices"):
        return None
    head = Span(begin, begin + 1)
    found = _named(page, head) if page.folded[begin + 1] in page.lexicon.agents else ()
    return found[0] if len(found) == 1 else None


def _renamed(detail: Detail, role: DetailRole = DetailRole.BY) -> Detail:
    return Detail(role=role, start=detail.start, end=detail.end, text=detail.text, entity=detail.entity)


def _of_mention(mention: Mention, role: DetailRole = DetailRole.BY) -> Detail:
    return Detail(role=role, start=mention.start, end=mention.end, text=mention.text, entity=mention.entity)


def _named(page: Page, span: Span) -> tuple[Detail, ...]:
    """Who a subject's words stand for; several where it joins names: "Fès and Meknès"."""
    start, end = page.span(span)
    persons = [one for one in page.mentions(span) if one.kind is FactKind.PERSON]
    if persons and any(page.is_in(at, "offices") for at in range(span.first, min(span.first + 2, span.last + 1))):
        return (_of_mention(persons[0]),)
    joined = _joined(page, span)
    if len(joined) > 1:
        return tuple(_of_mention(one) for one in joined)
    found = page.references.entities(start, end)
    if len(found) > 1:
        return _pair(page, span.first)
    entity = found[0] if found else None
    if entity is not None and page.known.entities[entity].kind not in _PARTY_KINDS:
        entity = None
    if entity is None:
        entity = _inside_or_behind(page, span)
    if entity is None and (name := _name_behind(page, span) or _name_before(page, span)):
        span = name
        start, end = page.span(span)
    if entity is None and page.lexicon.lang == "ar" and span.last > span.first:
        [head] = _named(page, Span(span.first, span.first))  # الجمعية، بموجب الاتفاق
        if head.entity is not None or page.folded[span.first + 1] in COMMAS:
            return (head,)
    if entity is None:
        entity = page.references.body_in_mind(start, end)
    if entity is None and span.first == span.last and page.is_in(span.first, "pronouns") and page.lexicon.lang == "fr":
        entity = page.references.before(start, kinds=_PEOPLE_AND_BODIES)  # who opens the sentence before
    return (Detail(role=DetailRole.BY, start=start, end=end, text=page.passage.text[start:end], entity=entity),)


def _name_behind(page: Page, span: Span) -> Span | None:
    """A name that no finder knows between commas behind a noun: "the operator, Rifmobil, will"."""
    first, words = span.last + 2, page.folded
    last = next((at - 1 for at in range(first + 1, min(first + _HEAD_OF_NAME, len(words))) if words[at] in COMMAS), -1)
    name = Span(first, last)
    return name if last > 0 and words[span.last + 1] in COMMAS and is_unknown_name(page, name) else None


def _name_before(page: Page, span: Span) -> Span | None:
    """The words with which a noun's body came in, whose name no finder knows: « l'association L'Encre bleue »."""
    words, noun = page.passage.words, span.last
    if page.lexicon.lang == "ar" or span.last != span.first + 1 or not page.is_in(span.first, "articles"):
        return None
    for at in range(span.first - 2, -1, -1):
        if page.folded[at] == page.folded[noun] and words[at + 1][0].isupper():
            last = at + 1
            while last + 2 < noun and (words[last + 1][0].isupper() or _joins(page, last + 1)):
                last += 1
            return Span(at, last)
    return None


def _joins(page: Page, at: int) -> bool:
    """Whether a small word joins parts of a name: « Encre du Loukkos »."""
    return page.is_in(at, "from") and page.passage.words[at + 1][0].isupper()


def _inside_or_behind(page: Page, span: Span) -> int | None:
    """The entity of a name in words, or right behind them: "the company, Phosgas"; a place for its town hall."""
    civic = any(page.is_in(at, "civic") for at in range(span.first, min(span.first + 2, span.last + 1)))
    for mention in page.mentions(span, places=True):
        if mention.kind is not FactKind.PLACE or civic or page.known.token_at(mention.start) <= span.first + 1:
            return mention.entity
    after = span.last + 2
    if after < len(page.folded) and page.folded[after - 1] in COMMAS:
        for mention in page.mentions(Span(after, min(after + 8, len(page.folded) - 1))):
            return mention.entity if page.known.token_at(mention.start) == after else None
    return None


def _joined(page: Page, span: Span) -> list[Mention]:
    """The names of a subject that are joined by "and" and nothing else."""
    named = page.mentions(span, places=True)
    for left, right in pairwise(named):
        between = page.passage.text[left.end : right.start].strip()
        words = between.casefold().split()
        arabic = page.lexicon.lang == "ar" and between == "و"
        if not arabic and not (words and words[0] in page.lexicon.words["and"] and len(words) <= 3):
            return []
        if left.kind is not right.kind:
            return []
    return named


def _agent_behind(page: Page, bond: Bond) -> Detail | None:
    """The agent of a passive: "by the agency"."""
    for at in range(bond.head + 1, bond.stop):
        if page.is_in(at, "by"):
            named = page.mentions(Span(at + 1, min(at + 12, bond.stop)))
            if named and page.known.token_at(named[0].start) - at < 4:
                return _of_mention(named[0])
    return None


def _owners(page: Page, plan: Span) -> tuple[Detail, ...]:
    """The bodies or persons whose plan or agreement it is: « le plan de l'Office », « su programa »."""
    start, end = page.span(plan)
    named = page.mentions(plan)
    if named:
        return tuple({one.entity: _of_mention(one) for one in named}.values())
    entity = page.references.entity(start, end)
    if page.is_in(plan.first, "possessive"):
        entity = page.references.before(start, kinds=_PEOPLE_AND_BODIES)
    if entity is None or page.known.entities[entity].kind not in _PEOPLE_AND_BODIES:
        return ()
    return (Detail(role=DetailRole.BY, start=start, end=end, text=page.passage.text[start:end], entity=entity),)


def _is_mutual(page: Page, bond: Bond) -> bool:
    words = range(bond.start, bond.stop + 1)
    if any(page.is_in(at, "mutual") for at in words) and bond.rule in {"agreement", "listed"}:
        return True
    begin, stop = page.passage.sentences[page.sentence(bond.start)]
    return page.holds(page.lexicon.pair, begin, stop) >= 0


def _pair(page: Page, at: int) -> tuple[Detail, ...]:
    """The two that met or signed, by their last mentions before the commitment."""
    place = page.passage.starts[at]
    found: list[Detail] = []
    for entity in page.pair(at):
        told = [one for one in page.known.mentions if one.entity == entity]
        before = [one for one in told if one.start < place] or told[:1]
        found += map(_of_mention, before[-1:])
    return tuple(found)


def _employer(page: Page, pair: tuple[Detail, ...]) -> tuple[Detail, ...]:
    """Of a union and whom it agrees with, whom the terms bind; else nobody."""
    unions = [one for one in pair if one.entity is not None and _is_union(page, one.entity)]
    return tuple(one for one in pair if one not in unions) if len(pair) == 2 and len(unions) == 1 else ()


def _is_union(page: Page, entity: int) -> bool:
    words = folded_word(page.known.entities[entity].name).split()[:_HEAD_OF_NAME]
    return any(word.removeprefix("ال") in page.lexicon.words["unions"] for word in words)


def _presenter(page: Page, bond: Bond) -> Detail | None:
    """Who presented or announced the plan: the body or person that is the verb's subject; else who speaks of it."""
    for begin, stop in page.passage.sentences:
        at = page.holds(page.lexicon.presented, begin, stop)
        if at >= 0 and bond.rule != "passive" and (found := _subject_at(page, at, begin, stop)):
            return found
    speakers = [
        one for statement in page.statements for one in statement.told(DetailRole.SPEAKER) if one.entity is not None
    ]
    before = [one for one in speakers if one.start < page.passage.starts[bond.start]]
    chosen = before[-1:] if bond.rule == "passive" else speakers[:1]
    if chosen:
        return _renamed(chosen[0])
    for kind in (FactKind.PERSON, FactKind.ORGANISATION):
        for mention in page.known.mentions:
            if mention.kind is kind:
                return _of_mention(mention)
    return None


def _subject_at(page: Page, verb: int, begin: int, stop: int) -> Detail | None:
    """The person or body that is the subject of a verb."""
    if page.lexicon.lang == "ar":
        named = page.mentions(Span(verb, min(verb + 8, stop - 1)))
        return _of_mention(named[0]) if named and page.known.token_at(named[0].start) - verb < 6 else None
    subject = subject_of(page, verb, begin)
    if subject.span is None or not subject.party:
        return None
    entity = page.references.entity(*page.span(subject.span))
    if entity is None or page.known.entities[entity].kind is FactKind.PLACE:
        return None
    start, end = page.span(subject.span)
    return Detail(role=DetailRole.BY, start=start, end=end, text=page.passage.text[start:end], entity=entity)


def with_details(page: Page, bond: Bond, bound: frozenset[int | None]) -> Iterator[Detail]:
    """Those towards whom, or with whom: bodies and persons of the deed behind "with", "for" or "from"."""
    seen = set(bound)
    if bond.status is CommitmentStatus.SIGNED or bond.rule in {"performative", "listed"}:
        agreed = page.is_agreed(bond.start) or bond.rule == "listed"
        pair = _pair(page, bond.start) if len(bound) == 1 and agreed else ()
        others = [one for one in pair if one.entity not in seen]
        if len(pair) == 2 and len(others) == 1:
            seen.add(others[0].entity)
            yield _renamed(others[0], DetailRole.WITH)
    for mention in page.mentions(Span(bond.head, bond.stop)):
        at = page.known.token_at(mention.start) - 1
        near = any(page.is_in(place, "with") or page.is_in(place, "from") for place in (at, at - 1))
        spelled = page.passage.text[max(0, mention.start - 1) : mention.start]
        if mention.entity not in seen and (near or (page.lexicon.lang == "ar" and spelled in {"ل", "ب"})):
            seen.add(mention.entity)
            yield _of_mention(mention, DetailRole.WITH)
