"""Whose verb it is, where the subject stands before it: French, Spanish, English."""

from __future__ import annotations

from typing import NamedTuple

from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.model import FactKind

_BINDING = frozenset({"promise", "intend", "decide", "agree", "will"})
_TOPICAL = 2
_SMALL = ("clitics", "adverbs", "not")
_NEAR = 16
"""Up to so many tokens before its verb a shared subject is part of the fact."""
_FAR = 7
_HEAD = 4
_LONGEST_NAME = 3
"""The words of a subject among which its noun stands."""


class Subject(NamedTuple):
    """The words for who acts; the clause begins at ``start``, which is the verb where the subject is far or left out.

    ``party``: somebody who can bind himself, rather than a plan or a thing.
    """

    span: Span | None
    start: int
    party: bool


def subject_of(page: Page, verb: int, begin: int) -> Subject:
    """The subject of a verb whose sentence begins at ``begin``."""
    last = verb - 1
    while last >= begin and (page.is_yes(last) or any(page.is_in(last, small) for small in _SMALL)):
        last -= 1
    floor = last
    while (floor >= begin and page.passage.words[floor] not in STRONG) or _opens(page, floor, begin):
        floor -= 1
    first = floor + 1
    if last < first:
        return Subject(None, verb, party=False)
    if page.is_in(last, "and"):
        return _shared(page, first, last - 1, verb)
    if page.is_in(last, "relative") and last > first:
        antecedent = last - 2 if page.passage.words[last - 1] in COMMAS else last - 1
        if antecedent >= first and (named := _named_until(page, first, antecedent)):
            return Subject(named, named.first, party=True)
        last -= page.lexicon.lang != "es"
    pieces = _pieces(page, first, last)
    if not pieces:
        return Subject(None, verb, party=False)
    if page.lexicon.lang == "es" and all(
        page.is_in(at, "adverbs") or page.folded[at] in COMMAS for at in range(first, last + 1)
    ):
        return Subject(None, verb, party=False)  # « Asimismo, se comprometió »
    if page.folded[verb].endswith(("ant", "ndo", "ndose", "ing")) and page.passage.words[last] in COMMAS:
        return _shared(page, first, last - 1, verb)  # « …, promettant »
    if page.passage.words[last] in COMMAS:  # an apposition ends here, or words that open the sentence
        free = [piece for piece in pieces if not (page.is_in(piece.first, "beside") or page.is_in(piece.first, "at"))]
        chosen = next((piece for piece in free or pieces if is_party(page, piece)), pieces[0])
        return Subject(chosen, chosen.first, is_party(page, chosen))
    chosen = _without_joins(page, _behind_and(page, _behind_that(page, pieces[-1]), verb))
    party = is_party(page, chosen) or is_unknown_name(page, chosen)
    if not party and (behind := _behind_opener(page, chosen)):
        return Subject(behind, behind.first, party=True)
    if party and page.is_in(chosen.first, "pronouns") and (topic := _topic(page, pieces)):
        return Subject(topic, pieces[0].first, party=True)
    return Subject(chosen, chosen.first, party)


def _behind_opener(page: Page, span: Span) -> Span | None:
    """The subject behind words that open a clause without a comma: "In return the league undertook"."""
    if page.lexicon.lang != "en" or not page.is_in(span.first, "beside"):
        return None
    for at in range(span.last - 1, span.first, -1):
        rest = Span(at, span.last)
        if page.folded[at] == "the" and not page.is_in(at - 1, "from") and is_party(page, rest):
            return None if page.is_in(at - 1, "beside") else rest
    return None


def _topic(page: Page, pieces: list[Span]) -> Span | None:
    """Whom a sentence is put under, before a pronoun: « Quant au ministère, il entend »."""
    first = pieces[0].first
    if len(pieces) != _TOPICAL or page.folded[first] != "quant":
        return None
    topic = Span(first + 1 + (page.folded[first + 1] == "a"), pieces[0].last)
    return topic if topic.first < topic.last and is_party(page, topic) else None


def _named_until(page: Page, first: int, last: int) -> Span | None:
    """The name that ends with a token: what a relative clause behind it is about."""
    for mention in page.mentions(Span(first, last)):
        if page.token_before(mention.end) == last:
            begin = page.known.token_at(mention.start)
            return Span(begin - (begin > first and page.is_in(begin - 1, "articles")), last)
    return None


def _behind_and(page: Page, span: Span, verb: int) -> Span:
    """What stands behind an "and" between clauses: « la ville cédera un terrain et le club l'aménagera »."""
    singular = page.lexicon.lang != "en" and page.passage.words[verb].lower().endswith(("ra", "rá"))
    for at in range(span.last - 1, span.first, -1):
        rest = Span(at + 1, span.last)
        if page.is_in(at, "and") and is_party(page, rest):
            before = Span(span.first, at - 1)
            return rest if singular or _is_clause(page, before) else span
    return span


def _is_clause(page: Page, span: Span) -> bool:
    """Whether words hold a verb or a figure, as no pair of names does."""
    if page.known.figures_in(*page.span(span)):
        return True
    tokens = range(span.first, span.last + 1)
    return any(page.folded[at] in page.lexicon.coming or page.cue_at(at, span.last + 1) for at in tokens)


def _opens(page: Page, at: int, begin: int) -> bool:
    """Whether a bracket around an acronym stands here, which no clause ends at: "the agency (AMRO) will"."""
    return at >= begin and page.passage.words[at] in "()" and not (at > begin and page.passage.words[at - 1] in STRONG)


def _pieces(page: Page, first: int, last: int) -> list[Span]:
    pieces, start = [], first
    for at in range(first, last + 2):
        if at == last + 1 or page.passage.words[at] in COMMAS:
            if at > start:
                pieces.append(Span(start, at - 1))
            start = at + 1
    return pieces


def _without_joins(page: Page, span: Span) -> Span:
    """The words without "and", "when" and the like before them."""
    first = span.first
    while first < span.last and any(page.is_in(first, small) for small in ("ends", "if", "and", "adverbs", "that")):
        first += 1
    return Span(first, span.last)


def _behind_that(page: Page, span: Span) -> Span:
    """What stands behind the last "que", "after" or verb of saying: "the director said the zoo"."""
    if page.lexicon.lang == "en":
        for at in range(span.first + 1, span.last):
            said = next((cue for cue in page.cue_at(at, span.last) if cue.kind == "said"), None)
            if said and is_party(page, Span(said.last + 1, span.last)):
                return Span(said.last + 1, span.last)
    for at in range(span.last - 1, span.first, -1):
        rest = Span(at + 1, span.last)
        clausal = not page.is_in(at, "relative") or page.is_in(at + 1, "pronouns")
        if page.is_in(at, "that") and (clausal or (page.lexicon.lang == "en" and is_party(page, rest))):
            return rest
        if page.is_in(at, "ends") and not page.is_in(at, "that") and is_party(page, rest):
            return rest  # "after the ministry vowed"
        if page.lexicon.lang == "es" and page.is_in(at, "that") and not page.is_in(at - 2, "articles"):
            return rest  # else a relative clause: « la empresa que gestiona el puerto »
    return span


def _shared(page: Page, first: int, last: int, verb: int) -> Subject:
    """The subject of the clause before, which this one shares: « la ville a présenté le plan et s'engage à »."""
    for piece in _pieces(page, first, last):
        if page.is_in(piece.first, "pronouns") and _binds(page, piece):
            return Subject(Span(piece.first, piece.first), verb, party=True)
        if is_party(page, piece):
            head = _head_of(page, piece)
            whole = verb - head.first <= _NEAR and not _binds(page, piece)
            return Subject(head, head.first if whole else verb, party=True)
    return Subject(None, verb, party=False)


def _binds(page: Page, span: Span) -> bool:
    """Whether words hold a commitment of their own."""
    tokens = range(span.first, span.last + 1)
    return any(
        page.folded[at] in page.lexicon.coming or any(cue.kind in _BINDING for cue in page.cue_at(at, span.last + 1))
        for at in tokens
    )


def _head_of(page: Page, piece: Span) -> Span:
    """The beginning of a clause up to its first name or noun of an agent."""
    named = page.mentions(piece, places=True)
    agent = next((at for at in range(piece.first, piece.last + 1) if page.folded[at] in page.lexicon.agents), None)
    if named and (agent is None or page.known.token_at(named[0].start) - agent <= _FAR):
        return Span(piece.first, page.token_before(named[0].end))
    return Span(piece.first, piece.last if agent is None else agent)


def is_party(page: Page, span: Span) -> bool:
    """Whether words may stand for somebody who can bind himself: a person, a body, a country, or a noun for one."""
    first = _without_joins(page, span).first
    if page.holds(page.lexicon.pair, first, min(first + 3, span.last + 1)) == first:
        return True
    if page.is_in(first, "pronouns"):
        return first == span.last
    head = range(first, min(first + _HEAD, span.last + 1))
    for at in head:
        word = page.folded[at]
        if word in page.lexicon.agents and not page.is_in(at, "pronouns"):
            return True  # « l'organisation », also where it might be a deed
        if word in page.lexicon.plans or word in page.lexicon.agreements or word in page.lexicon.nouns:
            return False
    named = page.mentions(span, places=True)
    if not named:
        return _is_known_body(page, Span(first, span.last))
    if page.known.token_at(named[0].start) > head[-1]:
        return False
    return named[0].kind is not FactKind.PLACE or span.last - first < 3


def _is_known_body(page: Page, span: Span) -> bool:
    """Whether a common noun with its article goes on with a body of the article: "The service"."""
    if span.last != span.first + 1 or not page.is_in(span.first, "articles"):
        return False
    entity = page.references.entity(*page.span(span))
    return entity is not None and page.known.entities[entity].kind is FactKind.ORGANISATION


def is_unknown_name(page: Page, span: Span) -> bool:
    """Whether words are a name that is no mention: all with a capital, within a sentence or without article."""
    tokens = range(span.first, span.last + 1)
    if len(tokens) > _LONGEST_NAME or page.known.mentions_in(*page.span(span)):
        return False
    if any(
        page.is_in(at, "pronouns") or page.is_in(at, "adverbs") or page.is_in(at, "articles")
        for at in (span.first, span.last)
    ):
        return False
    if page.lexicon.lang == "ar" or not all(page.folded[at].isalpha() for at in tokens):
        return False
    first = page.passage.words[span.first]
    if len(tokens) == 1 and first not in page.names:  # "Voters", « Beaucoup »
        return first[0].isupper() and not first.endswith("s") and not page.is_in(span.first, "nobody")
    return all(page.passage.words[at][0].isupper() or page.is_in(at, "from") for at in tokens)  # « Tren del Rif »


def payer_behind(page: Page, first: int, stop: int) -> Span | None:
    """Who gives what is received: the body behind "from", « de la », « par », من."""
    stop = next((at for at in range(first, stop) if page.passage.words[at] in STRONG), stop)
    if first >= stop:
        return None
    for mention in page.mentions(Span(first, stop - 1)):
        at = page.known.token_at(mention.start)
        before = at - 1
        while before > first and page.is_in(before, "articles") and not page.is_in(before, "from"):
            before -= 1
        if page.is_in(before, "from"):
            return Span(at, page.token_before(mention.end))
    return None
