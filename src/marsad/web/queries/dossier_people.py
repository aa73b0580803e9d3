"""The actors of a dossier with the roles that articles give them and since when, and the partners of an initiative.

Of somebody who is named very often the first and the latest mentions are read, so that a page costs the same however
large the observatory is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, TextField
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

_ROLE = Cast(KT("detail__role"), TextField())
_MENTIONS = 60
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
    joined = set(Entity.objects.filter(redirect_to__in=[row.entity_id for row in rows]).values_list("redirect_to_id"))
    ids = {row.entity_id: group_of(row.entity) if (row.entity_id,) in joined else [row.entity_id] for row in rows}
    ranked = {pk: _ranked(_mentions(some)) for pk, some in ids.items()}
    given = _given(fact for roles in ranked.values() for role in roles for fact in role.facts)
    dates = _dates(given.values())
    shelf = Shelf.of((one.article for one in given.values()), user)
    return tuple(
        Actor(
            entity=row.entity,
            name=display_name(row.entity),
            articles=row.articles,
            roles=tuple(told for role in ranked[row.entity_id] if (told := _role(role, given, dates, shelf))),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A role with the number of articles that give it, and the first facts that do."""

    articles: int
    facts: Sequence[int]


Mention = tuple[int, int, str, str]
"""Fact, article, its language, and the role that it gives."""


def _mentions(ids: Iterable[str]) -> Iterator[Mention]:
    """The mentions that give an entity a role, in the order of publication; of very many the first and the latest."""
    for id_ in ids:
        mentions = Fact.objects.filter(entity=id_)
        first, last = (mentions.order_by(order).values("pk")[:_MENTIONS] for order in ("pk", "-pk"))
        shown = Fact.objects.filter(Q(pk__in=first) | Q(pk__in=last), kind__in=NAMED, state__in=SHOWN)
        told = shown.filter(article__current=True).annotate(role=_ROLE).exclude(role=None).exclude(role="")
        in_order = told.order_by("article__sort_at", "article", "field", "start")
        yield from in_order.values_list("pk", "article_id", "article__lang", "role")


def _ranked(mentions: Iterable[Mention]) -> list[_Ranked]:
    """The roles that most articles of a language give, of each language no more than some."""
    groups: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for fact, article, lang, role in mentions:
        groups[lang, fold(role)].append((fact, article))
    taken: Counter[str] = Counter()
    kept = []
    for (lang, _), some in sorted(groups.items(), key=lambda item: -len({article for _, article in item[1]})):
        taken[lang] += 1
        if taken[lang] <= ROLES:
            kept.append(_Ranked(len({article for _, article in some}), [fact for fact, _ in some[:_DATED]]))
    return kept


def _given(facts: Iterable[int]) -> dict[int, _Given]:
    """Some mentions with their words, by fact."""
    columns = ("pk", "article_id", "article__lang", "role", "field", "start", "end", "exact", "prefix", "suffix")
    rows = Fact.objects.filter(pk__in=list(facts)).annotate(role=_ROLE).values_list(*columns)
    return {pk: _Given(*rest) for pk, *rest in rows}


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


def _role(
    role: _Ranked, given: Mapping[int, _Given], dates: Mapping[tuple[int, str], Sequence[_Date]], shelf: Shelf
) -> Role | None:
    """A role for one reader; null where they may not see the words that give it."""
    cited = [(one, cite) for one in map(given.__getitem__, role.facts) if (cite := shelf.cite(one.article, one.span))]
    if not cited:
        return None
    first, words = cited[0]
    since, since_words = next(filter(None, (_since(one, dates, shelf) for one, _ in cited)), ("", None))
    return Role(first.role, first.lang, role.articles, words, since, since_words)


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
