"""Who speaks independently of whom, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from marsad.follow.told import Told
from marsad.model import Figure
from marsad.read.fold import fold

_DAY = len("2025-01-01")

Said = tuple[str, str]


class Sources:
    """The sources of the articles of one story.

    A dispatch, its copies and the agency's own further articles are one; so are two articles of one outlet. What a
    copy says that nobody else in its family does is its outlet's own: a figure that was changed, a paragraph added.
    """

    def __init__(self, articles: Sequence[Told]) -> None:
        self._family_of_outlet = {_outlet(one): one.family for one in articles if one.family and one.original}
        self._said = {one.id: frozenset(_values(one)) for one in articles}
        self._family: dict[str, list[Told]] = {}
        for one in articles:
            if one.family:
                self._family.setdefault(one.family, []).append(one)

    def source(self, article: Told, value: float | str, unit: str) -> str:
        """The source of a value that an article gives."""
        if article.family and (article.original or article.copy):
            said = (str(value), unit)
            others = [one for one in self._family[article.family] if one.id != article.id]
            if article.original or any(said in self._said[one.id] for one in others):
                return article.family
        outlet = _outlet(article)
        return self._family_of_outlet.get(outlet) or outlet


def _outlet(article: Told) -> str:
    """The outlet by its name, its host, or else the article itself."""
    host = urlsplit(article.url).hostname if article.url else None
    return fold(article.outlet or host or f"article {article.id}")


def _values(article: Told) -> Iterable[Said]:
    for fact in article.annotations.facts:
        if isinstance(fact, Figure):
            yield str(fact.value), fact.unit
        else:
            for name in ("start_date", "end_date"):
                if value := getattr(fact, name, None):
                    yield value, "date"


def hours_between(one: str | None, other: str | None) -> float | None:
    """How many hours ``other`` was published after ``one``; null where their days or hours do not tell."""
    if not one or not other or min(len(one), len(other)) < _DAY:
        return None
    try:
        if min(len(one), len(other)) > _DAY:
            return (_moment(other) - _moment(one)).total_seconds() / 3600
        days = (datetime.fromisoformat(other[:_DAY]) - datetime.fromisoformat(one[:_DAY])).days
    except ValueError:  # a page may say anything
        return None
    return 24.0 * days if days else None


def _moment(published: str) -> datetime:
    """The moment of a date with its hour; one without an offset is taken to be in UTC."""
    moment = datetime.fromisoformat(published)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
