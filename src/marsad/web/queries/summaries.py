"""An article as one line of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext

from marsad.model import Relation, direction
from marsad.observatory.models import Article, Source
from marsad.web.queries.access import OPENING_LENGTH, extract

_FIELDS = (
    "pk",
    "title",
    "lang",
    "outlet",
    "source__name",
    "source__key",
    "published",
    "sort_at",
    "agency",
    "paywalled",
    "relation",
    "family_id",
    "story_id",
    "lede",
    "topics",
    "opening",
    "gone_at",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists show of an article.

    ``id`` is its place in the order of ingest, ``published`` what the page says, ``sort_at`` the moment to order by;
    ``topics`` are codes of Media Topics, most likely first; ``gone_at`` is when its page was found to be withdrawn.
    """

    id: int
    title: str
    lang: str
    outlet: str
    source_key: str
    published: str
    sort_at: datetime
    agency: str
    paywalled: bool
    relation: str
    family: str | None
    story: str | None
    extract: str
    topics: tuple[str, ...] = ()
    gone_at: datetime | None = None

    @property
    def dir(self) -> str:
        """The base direction of title and extract."""
        return direction(self.lang)

    @property
    def dated(self) -> bool:
        """Whether the page gives a date; ``sort_at`` is else the moment of collection."""
        return bool(self.published)

    @property
    def timed(self) -> bool:
        """Whether the page gives an hour too; the hour of ``sort_at`` means something only then."""
        return len(self.published) > 10

    @property
    def is_copy(self) -> bool:
        """Whether it copies another article's text."""
        return self.relation not in ("", Relation.ORIGINAL, Relation.QUOTE)

    @property
    def text_key(self) -> str:
        """The same for all copies of one text. A mere quotation of a dispatch is a text of its own."""
        return self.family if self.family and self.relation != Relation.QUOTE else f"alone {self.id}"


def summaries(articles: QuerySet[Article]) -> list[Summary]:
    """Read ``articles`` in their order with one query, and only the first words of each body."""
    rows = articles.annotate(opening=Substr("body", 1, OPENING_LENGTH)).values(*_FIELDS)
    return [_summary(row) for row in rows]


def headline(articles: Iterable[Summary], lang: str) -> Summary:
    """The article that stands for a story: one in the reader's language if there is any, and among those the most
    central telling, which is the original of the most copied dispatch, then the earliest article."""
    listed = list(articles)
    copies = Counter(article.text_key for article in listed)
    return min(
        listed,
        key=lambda article: (
            article.lang != lang,
            not article.title,
            article.is_copy,
            -copies[article.text_key],
            article.sort_at,
            article.id,
        ),
    )


def outlet_name(name: str, key: str, on_page: str) -> str:
    """What to call an outlet: the name that the operator gave it, else the one on its page, else its key."""
    if name and name != key:
        return name
    return on_page or (gettext("outlet not known") if key == Source.UNKNOWN else key)


def _summary(row: dict[str, Any]) -> Summary:
    return Summary(
        id=row["pk"],
        title=row["title"],
        lang=row["lang"],
        outlet=outlet_name(row["source__name"], row["source__key"], row["outlet"]),
        source_key=row["source__key"],
        published=row["published"],
        sort_at=row["sort_at"],
        agency=row["agency"],
        paywalled=row["paywalled"],
        relation=row["relation"],
        family=row["family_id"],
        story=row["story_id"],
        extract=extract(row["lede"], row["opening"]),
        topics=tuple(topic["code"] for topic in row["topics"]),
        gone_at=row["gone_at"],
    )
