"""Who counts of an article, and which two of them the same sentence or the same fact ties, with the words that do.

A person, an organisation or an initiative counts that the title or the opening names, that is named twice, or that has
a part in a fact. What an article gives is a function of its shown facts and of the joins, and costs two queries for
some hundred articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from marsad.annotate.text import Passage
from marsad.model import DetailRole, FactKind
from marsad.observatory.dossiers.joined import joiner
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Article, Fact, FactDetail

MOST, MOST_TIES = 12, 20
"""Actors and ties of one article: those named first and most, and of the ties those that a fact tells."""
LONGEST = 300
"""Code points of the words that tie two actors."""
ACTING = (FactKind.PERSON, FactKind.ORGANISATION, FactKind.INITIATIVE)
"""The kinds of names that are actors."""

_TELLING = (FactKind.STATEMENT, FactKind.EVENT, FactKind.COMMITMENT, FactKind.PROGRESS)
_PARTS = (
    DetailRole.SPEAKER,
    DetailRole.BY,
    DetailRole.WITH,
    DetailRole.ORGANISER,
    DetailRole.PATRON,
    DetailRole.PARTICIPANT,
)
_KINDS = frozenset({"person", "org", "initiative"})
_AT_ONCE = 200
_DATELINE = 80
"""Code points at the head of an article within which an agency in brackets only signs it: "Tamri (AKI) –"."""
_SIGNED = "()/[]"


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two actors, the smaller id first, and the words that tie them: code points of the article's ``field``."""

    first: str
    second: str
    field: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Actors:
    """The ids of the entities that count of an article, the most telling first, and the ties between them."""

    ids: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A place where an article names an actor."""

    actor: str
    field: str
    start: int
    end: int
    exact: str


@dataclass(slots=True)
class _Heard:
    """What the facts of one article say of its actors: names in the order of the text, and for each fact of several
    parties the place of its words and these."""

    named: list[_Named] = field(default_factory=list)
    told: dict[int, tuple[str, int, int, list[str]]] = field(default_factory=dict)


def actors_of(articles: Sequence[Article]) -> dict[int, Actors]:
    """The actors of each of some articles; needs their title, lede, body and language loaded."""
    found: dict[int, Actors] = {}
    final = joiner()
    for start in range(0, len(articles), _AT_ONCE):
        some = articles[start : start + _AT_ONCE]
        heard = _heard([article.pk for article in some], final)
        for article in some:
            one = heard[article.pk]
            one.named = [name for name in one.named if not _signs(article, name)]
            found[article.pk] = _actors(article, one)
    return found


def _heard(articles: Sequence[int], final: Callable[[str], str]) -> Mapping[int, _Heard]:
    heard: defaultdict[int, _Heard] = defaultdict(_Heard)
    facts = Fact.objects.filter(article__in=articles, kind__in=ACTING, state__in=SHOWN, entity__isnull=False)
    columns = ("article_id", "field", "start", "end", "exact", "entity_id")
    for article, where, start, end, exact, entity in facts.values_list(*columns).order_by("pk"):
        heard[article].named.append(_Named(final(entity or ""), where, start, end, exact))
    details = FactDetail.objects.filter(
        fact__article__in=articles, fact__state__in=SHOWN, fact__kind__in=_TELLING, role__in=_PARTS
    ).filter(entity__isnull=False)
    columns = ("fact__article_id", "fact_id", "fact__field", "fact__start", "fact__end", "entity_id")
    for article, fact, where, start, end, entity in details.values_list(*columns).order_by("fact_id", "number"):
        heard[article].told.setdefault(fact, (where, start, end, []))[3].append(final(entity or ""))
    for one in heard.values():
        one.named.sort(key=lambda name: (name.field != "lede", name.start, name.end, name.actor))
        one.named = [name for name in one.named if _acts(name.actor)]
    return heard


def _signs(article: Article, name: _Named) -> bool:
    """Whether a name only signs the article in its dateline."""
    text: str = getattr(article, name.field)
    if not 0 < name.start < name.end < min(_DATELINE, len(text)) or name.field != ("lede" if article.lede else "body"):
        return False
    return text[name.start - 1] in _SIGNED and text[name.end] in _SIGNED


def _acts(actor: str) -> bool:
    return actor.partition("/")[0] in _KINDS


def _actors(article: Article, heard: _Heard) -> Actors:
    ids = _counted(article, heard)
    known = frozenset(ids)
    ties: dict[tuple[str, str], Tie] = {}
    for tie in (*_told(article, heard, known), *_beside(article, heard, known)):
        ties.setdefault((tie.first, tie.second), tie)
        if len(ties) == MOST_TIES:
            break
    return Actors(ids, tuple(sorted(ties.values())))


def _counted(article: Article, heard: _Heard) -> tuple[str, ...]:
    """The actors that count, those of title and opening before others, then by how often they are named."""
    opening = _opening(article)
    times: dict[str, int] = {}
    early: set[str] = set()
    for name in heard.named:
        times[name.actor] = times.get(name.actor, 0) + 1
        if (name.field == opening[0] and name.start < opening[1]) or name.exact in article.title:
            early.add(name.actor)
    parties = {actor for *_, actors in heard.told.values() for actor in actors if _acts(actor)}
    places = {actor: place for place, actor in enumerate((*times, *sorted(parties - times.keys())))}
    counted = [actor for actor in places if actor in early or actor in parties or times.get(actor, 0) > 1]
    counted.sort(key=lambda actor: (actor not in early, -times.get(actor, 0), places[actor]))
    return tuple(counted[:MOST])


def _opening(article: Article) -> tuple[str, int]:
    """The field of the article's opening and where it ends: its lede, or else its first paragraph."""
    if article.lede:
        return "lede", len(article.lede)
    end = article.body.find("\n")
    return "body", end if end >= 0 else len(article.body)


def _told(article: Article, heard: _Heard, known: frozenset[str]) -> Iterator[Tie]:
    """Ties by the parties of one fact, and of a statement's speaker with those that it names."""
    for where, start, end, actors in sorted(heard.told.values(), key=lambda one: (one[0] != "lede", one[1], one[2])):
        within = [name.actor for name in heard.named if name.field == where and start <= name.start < end]
        parties = [actor for actor in dict.fromkeys(actors) if actor in known]
        if not parties:
            continue
        span = _sentence_of(article, where, start, end)
        others = [actor for actor in dict.fromkeys(within) if actor in known and actor not in parties]
        for one, other in (*combinations(parties, 2), *((parties[0], other) for other in others)):
            yield _tie(article, one, other, where, *span)


def _beside(article: Article, heard: _Heard, known: frozenset[str]) -> Iterator[Tie]:
    """Ties by a sentence that names both."""
    for where, start, end, names in _sentences(article, [name for name in heard.named if name.actor in known]):
        for one, other in combinations(names, 2):
            if one.actor != other.actor and other.end - one.start <= LONGEST:
                span = _window(getattr(article, where), start, end, one.start, other.end)
                yield _tie(article, one.actor, other.actor, where, *span)


def _sentences(article: Article, names: Sequence[_Named]) -> Iterator[tuple[str, int, int, list[_Named]]]:
    """The sentences that name two actors at least, with their names."""
    for where in ("lede", "body"):
        text: str = getattr(article, where)
        for begin, stop, here in _paragraphs(text, [name for name in names if name.field == where]):
            if len({name.actor for name in here}) < 2:
                continue
            for first, end in _spans(text[begin:stop], article.lang or None):
                inside = [name for name in here if begin + first <= name.start and name.end <= begin + end]
                if len({name.actor for name in inside}) > 1:
                    yield where, begin + first, begin + end, inside


def _paragraphs(text: str, names: Iterable[_Named]) -> Iterator[tuple[int, int, list[_Named]]]:
    grouped: dict[tuple[int, int], list[_Named]] = {}
    begin, stop = 0, -1
    for name in names:
        if name.start > stop:
            begin = text.rfind("\n", 0, name.start) + 1
            stop = text.find("\n", name.start)
            stop = stop if stop >= 0 else len(text)
        grouped.setdefault((begin, stop), []).append(name)
    for (first, end), here in grouped.items():
        yield first, end, here


def _spans(text: str, lang: str | None) -> Iterator[tuple[int, int]]:
    passage = Passage.of(text, lang)
    for first, past in passage.sentences:
        yield passage.starts[first], passage.ends[past - 1]


def _sentence_of(article: Article, where: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which a fact's words begin, as much of it as may be shown around them."""
    text: str = getattr(article, where)
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    stop = stop if stop >= 0 else len(text)
    for first, past in _spans(text[begin:stop], article.lang or None):
        if begin + first <= start < begin + past:
            return _window(text, begin + first, max(begin + past, min(end, stop)), start, min(end, start + LONGEST))
    return start, min(end, start + LONGEST)


def _window(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """A sentence, or of a long one the whole words around ``start:end``."""
    if last - first <= LONGEST:
        return first, last
    room = (LONGEST - (end - start)) // 2
    begin, stop = max(first, start - room), min(last, end + room)
    if begin > first:
        space = text.find(" ", begin, start)
        begin = space + 1 if space >= 0 else start
    if stop < last:
        space = text.rfind(" ", end, stop)
        stop = space if space >= 0 else end
    return begin, stop


def _tie(article: Article, one: str, other: str, where: str, start: int, end: int) -> Tie:
    first, second = sorted((one, other))
    return Tie(first, second, where, start, end, getattr(article, where)[start:end])
