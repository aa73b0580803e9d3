"""The actors of a dossier with the roles that articles give them and since when, and the partners of an initiative.

Of somebody who is named very often the first and the latest mentions are read, so that a page costs the same however
large the observatory is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from marsad.follow.roles import begins_near, behind_partner_words, says_since
from marsad.model import NAMED, DetailRole, FactKind
from marsad.observatory.dossiers.joined import joiner
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.models import Dossier, DossierActor, DossierTie, Entity, Fact, FactDetail, TieWords, User
from marsad.read.fold import fold
from marsad.web.queries.words import Cite, Shelf, display_name

ACTORS, ROLES = 30, 4
"""Actors of a dossier that a page shows, and roles of each."""
PARTNERS = 20

_MENTIONS = 120
"""Mentions of one entity that are read from either end."""
_DATED = 3
"""Mentions of one role whose sentences are looked at for a date."""
_CONTEXT = 32
"""Code points that a fact keeps before and after its words."""
_TIES, _WORDS = 40, 200
_FACTS = 300
_WITH = (DetailRole.WITH, DetailRole.ORGANISER, DetailRole.PATRON, DetailRole.PARTICIPANT)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of an article: code points of its lede or body."""

    field: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role that articles of one language give somebody, with the number of them that were read.

    ``first`` are the words and the article that give it first; ``since`` is the ISO 8601 date of its own precision that
    an article says it has been so since, empty where none does, and ``since_words`` what says so.
    """

    words: str
    lang: str
    articles: int
    first: Cite
    since: str = ""
    since_words: Cite | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of a dossier. ``articles`` counts those of the dossier that name it."""

    entity: Entity
    name: str
    articles: int
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that a fact of the initiative binds to it, or that a sentence calls its partner; with the words."""

    entity: Entity
    name: str
    role: str
    words: Cite


@dataclass(frozen=True, slots=True)
class _Given:
    """A mention that gives a role."""

    article: int
    at: datetime
    lang: str
    role: str
    field: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def span(self) -> Span:
        """The name, and the role beside it where its words stand there."""
        start, end, exact = self.start, self.end, self.exact
        place = self.prefix.rfind(self.role)
        if place >= 0:
            taken = self.prefix[place:]
            start, exact = start - len(taken), taken + exact
        elif (place := self.suffix.find(self.role)) >= 0:
            taken = self.suffix[: place + len(self.role)]
            end, exact = end + len(taken), exact + taken
        return Span(self.field, start, end, exact)


def actors(dossier: Dossier, user: User | AnonymousUser, most: int = ACTORS) -> tuple[Actor, ...]:
    """The actors that most articles of a dossier name, each with its roles as far as a reader may see them."""
    rows = list(DossierActor.objects.filter(dossier=dossier).select_related("entity").order_by("-articles")[:most])
    given = {row.entity_id: list(_given(row.entity)) for row in rows}
    grouped = {pk: _by_role(some) for pk, some in given.items()}
    dates = _dates(chain.from_iterable(some[:_DATED] for roles in grouped.values() for some in roles))
    told = [one.article for roles in grouped.values() for some in roles for one in some[:_DATED]]
    shelf = Shelf.of(told, user)
    return tuple(
        Actor(
            entity=row.entity,
            name=display_name(row.entity),
            articles=row.articles,
            roles=tuple(role for some in grouped[row.entity_id] if (role := _role(some, dates, shelf))),
        )
        for row in rows
    )


def _given(entity: Entity) -> Iterator[_Given]:
    """The mentions of an entity that give it a role, each once; of very many the first and the latest."""
    for id_ in group_of(entity):
        mentions = Fact.objects.filter(entity=id_)
        first, last = (mentions.order_by(order).values("pk")[:_MENTIONS] for order in ("pk", "-pk"))
        yield from _roles(Fact.objects.filter(Q(pk__in=first) | Q(pk__in=last)))


def _roles(facts: QuerySet[Fact]) -> Iterator[_Given]:
    shown = facts.filter(kind__in=NAMED, state__in=SHOWN, article__current=True)
    told = shown.annotate(role=Cast(KT("detail__role"), TextField())).exclude(role=None).exclude(role="")
    columns = ("article_id", "article__sort_at", "article__lang", "role", "field", "start", "end", "exact")
    for row in told.order_by().values_list(*columns, "prefix", "suffix"):
        yield _Given(*row)


def _by_role(given: Iterable[_Given]) -> list[list[_Given]]:
    """The mentions of each role of each language in the order of publication, the roles that most articles give first;
    of a language no more than some."""
    groups: defaultdict[tuple[str, str], list[_Given]] = defaultdict(list)
    for one in sorted(given, key=lambda one: (one.at, one.article, one.field != "lede", one.start)):
        groups[one.lang, fold(one.role)].append(one)
    ranked = sorted(groups.items(), key=lambda item: (-len({one.article for one in item[1]}), item[1][0].at, item[0]))
    taken: Counter[str] = Counter()
    kept = []
    for (lang, _), some in ranked:
        taken[lang] += 1
        if taken[lang] <= ROLES:
            kept.append(some)
    return kept


@dataclass(frozen=True, slots=True)
class _Date:
    start: int
    end: int
    exact: str
    prefix: str
    value: str


def _dates(given: Iterable[_Given]) -> Mapping[tuple[int, str], Sequence[_Date]]:
    """The resolved dates of some mentions' articles, by article and field."""
    articles = sorted({one.article for one in given})
    facts = Fact.objects.filter(article__in=articles, kind=FactKind.DATE, state__in=SHOWN).order_by("start")
    dates: defaultdict[tuple[int, str], list[_Date]] = defaultdict(list)
    columns = ("article_id", "field", "start", "end", "exact", "prefix", "detail")
    for article, field, start, end, exact, prefix, detail in facts.values_list(*columns):
        if value := detail.get("start_date"):
            dates[article, field].append(_Date(start, end, exact, prefix, value))
    return dates


def _role(some: Sequence[_Given], dates: Mapping[tuple[int, str], Sequence[_Date]], shelf: Shelf) -> Role | None:
    """A role for one reader; null where they may not see the words that give it."""
    seen = [one for one in some[:_DATED] if shelf.cite(one.article, one.span)]
    if not seen or not (first := shelf.cite(seen[0].article, seen[0].span)):
        return None
    since, words = next(filter(None, (_since(one, dates, shelf) for one in seen)), ("", None))
    articles = len({one.article for one in some})
    return Role(seen[0].role, seen[0].lang, articles, first, since, words)


def _since(
    given: _Given, dates: Mapping[tuple[int, str], Sequence[_Date]], shelf: Shelf
) -> tuple[str, Cite | None] | None:
    """The date that the words behind a name say that it has the role since."""
    for date in dates.get((given.article, given.field), ()):
        gap = date.start - given.end
        if not 0 < gap <= 2 * _CONTEXT:
            continue
        between = date.prefix[-gap:] if gap <= _CONTEXT else given.suffix[: gap - _CONTEXT] + date.prefix
        if len(between) != gap or not says_since(between, given.role, given.lang):
            continue
        span = Span(given.field, given.start, date.end, given.exact + between + date.exact)
        if cite := shelf.cite(given.article, span):
            return date.value, cite
    return None


def partners(dossier: Dossier, user: User | AnonymousUser, most: int = PARTNERS) -> tuple[Partner, ...]:
    """The partners of what a dossier is about, those that most facts and sentences tell first."""
    if dossier.entity is None:
        return ()
    ids = group_of(dossier.entity)
    told = [*_in_facts(ids), *_in_sentences(dossier, ids)]
    times = Counter(entity for entity, *_ in told)
    entities = Entity.objects.filter(kind=FactKind.ORGANISATION).in_bulk(times.keys() - set(ids))
    shelf = Shelf.of((article for entity, _, article, _ in told if entity in entities), user)
    found: dict[str, Partner] = {}
    for entity, role, article, span in told:
        if entity in entities and entity not in found and (cite := shelf.cite(article, span)):
            found[entity] = Partner(entities[entity], display_name(entities[entity]), role, cite)
    return tuple(sorted(found.values(), key=lambda one: (-times[one.entity.pk], one.entity.pk))[:most])


Named = tuple[str, str, int, Span]
"""Entity, role, article and words."""


def _in_facts(ids: Sequence[str]) -> Iterator[Named]:
    """The bodies of the latest facts that the initiative has a part in."""
    latest = FactDetail.objects.filter(entity__in=ids, fact__state__in=SHOWN, fact__article__current=True)
    facts = sorted(set(latest.order_by("-fact").values_list("fact_id", flat=True)[:_FACTS]))
    details = FactDetail.objects.filter(fact__in=facts, role__in=_WITH, entity__isnull=False)
    final = joiner()
    columns = ("entity_id", "role", "field", "start", "end", "exact")
    for article, entity, role, *span in details.order_by("fact", "number").values_list("fact__article_id", *columns):
        yield final(entity or ""), role, article, Span(*span)


def _in_sentences(dossier: Dossier, ids: Sequence[str]) -> Iterator[Named]:
    """The bodies that a sentence that names the initiative calls its partners."""
    ties = DossierTie.objects.filter(Q(first__in=ids) | Q(second__in=ids), dossier=dossier).order_by("-articles")
    rows = ties.select_related("first", "second")[:_TIES]
    strongest = {tie.pk: tie.second if tie.first_id in ids else tie.first for tie in rows}
    words = TieWords.objects.filter(tie__in=list(strongest)).annotate(lang=F("article__lang")).order_by("-at")
    for one in words[:_WORDS]:
        body = strongest[one.tie_id]
        names = {body.name, *body.names.values()}
        for rest in behind_partner_words(one.exact, one.lang):
            if any(begins_near(rest, name) for name in names):
                yield body.pk, DetailRole.WITH, one.article_id, Span(one.field, one.start, one.end, one.exact)
