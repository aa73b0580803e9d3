"""Words of articles that pages quote, each with the address that shows them marked, as far as a reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import get_language

from marsad.model import DetailRole
from marsad.observatory.entities import final_entity
from marsad.observatory.extracts import extract, within_extract
from marsad.observatory.models import Article, Entity, Fact, FactDetail, User
from marsad.observatory.permalinks import permalink
from marsad.read.fold import fold
from marsad.web.queries.access import OPENING_LENGTH, may_read
from marsad.web.queries.counting import carried
from marsad.web.queries.summaries import Summary, summaries
from marsad.web.told_labels import detail_value, role_name


class Quoted(Protocol):
    """Words of an article: code points of its lede or body."""

    @property
    def field(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def exact(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Cite:
    """Words of an article; ``copies`` counts the pages that carry the article's text besides it."""

    article: Summary
    exact: str
    address: str
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A detail of a fact for a reader: its words, whom they stand for and what they come to, as far as that says more.

    ``entity`` is an id, null where the words stand for nobody.
    """

    role: str
    label: str
    exact: str
    address: str
    lang: str
    entity: str | None = None
    name: str = ""
    value: str = ""

    @property
    def other_words(self) -> bool:
        """Whether the words do not say the name themselves: an office, a pronoun."""
        return bool(self.name) and fold(self.name) not in fold(self.exact)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles whose words a reader is shown."""

    articles: Mapping[int, Summary]
    openings: Mapping[int, tuple[str, str, str, bool]]
    copies: Mapping[str, int]
    captures: Mapping[int, str]

    @classmethod
    def of(cls, articles: Iterable[int], user: User | AnonymousUser) -> Shelf:
        """The articles of these places in the order of ingest, for one reader."""
        rows = Article.objects.filter(pk__in=set(articles))
        openings, captures = {}, {}
        fields = ("pk", "lede", "opening", "source__visibility", "capture__key")
        for pk, lede, opening, visibility, capture in rows.annotate(
            opening=Substr("body", 1, OPENING_LENGTH)
        ).values_list(*fields):
            captures[pk] = capture
            openings[pk] = (lede, opening, extract(lede, opening), may_read(user, visibility))
        listed = {article.id: article for article in summaries(rows)}
        heads = [article.family for article in listed.values() if article.text_key == article.family]
        counted = {family: found.reprints for family, found in carried(heads).items()}
        return cls(listed, openings, counted, captures)

    def whole(self, article: int) -> bool:
        """Whether the reader may see all of an article."""
        return article in self.openings and self.openings[article][3]

    def shows(self, article: int, words: Quoted) -> bool:
        """Whether the reader may see these words."""
        if article not in self.openings:
            return False
        lede, opening, shown, whole = self.openings[article]
        return whole or within_extract(lede, opening, words, shown)

    def permalink(self, fact: Fact) -> str:
        """The permanent address of a fact of one of the articles, empty for an article that is not here."""
        capture = self.captures.get(fact.article_id)
        return permalink(fact, capture) if capture else ""

    def cite(self, article: int, words: Quoted) -> Cite | None:
        """The words with their article; null where this reader may not see them."""
        if not self.shows(article, words):
            return None
        found = self.articles[article]
        copies = self.copies.get(found.family or "", 0) if not found.is_copy and found.text_key == found.family else 0
        return Cite(found, words.exact, address(article, words), copies)

    def part(self, article: int, detail: FactDetail) -> Part | None:
        """A detail of a fact of an article; null where this reader may not see its words."""
        if not self.shows(article, detail):
            return None
        entity = final_of(detail.entity)
        value = detail_value(detail.role, detail.value)
        return Part(
            role=detail.role,
            label=role_name(detail.role),
            exact=detail.exact,
            address=address(article, detail),
            lang=self.articles[article].lang,
            entity=entity.pk if entity else None,
            name=display_name(entity) if entity and self.whole(article) else "",
            value="" if fold(value) == fold(detail.exact) else value,
        )

    def parts(self, fact: Fact, *roles: DetailRole) -> tuple[Part, ...]:
        """The details of some roles of a fact that this reader may see, or all."""
        wanted = [one for one in fact.details.all() if not roles or one.role in roles]
        return tuple(part for one in wanted if (part := self.part(fact.article_id, one)))


def address(article: int, words: Quoted) -> str:
    """Where an article's page shows words marked."""
    return f"{reverse('article', args=(article,))}?words={words.field}.{words.start}.{words.end}#cited"


def with_details(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """The facts with their details in order, and the entities of these."""
    details = FactDetail.objects.select_related("entity__redirect_to").order_by("number")
    return facts.prefetch_related(Prefetch("details", details))


def final_of(entity: Entity | None) -> Entity | None:
    """An entity with ``redirect_to`` loaded, or the one that it was joined to."""
    if entity is None or entity.redirect_to is None:
        return entity
    return final_entity(entity.pk) if entity.redirect_to.redirect_to_id else entity.redirect_to


def display_name(entity: Entity) -> str:
    """An entity's name in the reader's language where an article of it names it."""
    name: str = entity.names.get(get_language() or "") or entity.name
    return name
