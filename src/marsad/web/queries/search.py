"""Search for readers: hits of the index as articles with a snippet, within what each reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from marsad.observatory.models import Article, User
from marsad.search.index import SearchIndex
from marsad.search.query import SearchQuery
from marsad.search.snippet import Fragment, highlight, snippet
from marsad.web.queries.access import extract, may_read
from marsad.web.queries.counting import Carried, carried, independent_of
from marsad.web.queries.summaries import Summary, summaries

PAGE_SIZE = 20
_SNIPPET_WIDTH = 260


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for. ``outlet`` is a source's key; ``order`` is ``relevance`` or ``date``."""

    text: str
    lang: str = ""
    outlet: str = ""
    since: date | None = None
    until: date | None = None
    order: Literal["relevance", "date"] = "relevance"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """One article found, its title and the words around the match, with the match marked.

    ``copies`` are the articles of its reprint family that stand on the same page of results, ``carried`` counts all of
    that family, and ``independent_sources`` are those of its story, 0 where it has none.
    """

    article: Summary
    title: tuple[Fragment, ...]
    passage: tuple[Fragment, ...]
    copies: tuple[Summary, ...]
    carried: Carried | None
    independent_sources: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of results. ``total`` counts hits of the index, ``page`` counts from 1, and ``relaxed`` says that no
    article had every word."""

    results: tuple[Result, ...]
    total: int
    page: int
    has_next: bool
    relaxed: bool


def search(asked: Asked, user: User | AnonymousUser) -> ResultPage:
    """Ask the index. A hit that the tables do not hold (any more) is passed over.

    Raises `marsad.search.index.IndexUnusable` where the index cannot be read.
    """
    folder = Path(settings.DATA_DIR) / "index"
    if not folder.is_dir():
        return ResultPage((), 0, asked.page, False, False)
    found = _open(folder).search(_query(asked))
    results = _results([hit.key for hit in found.hits], asked, user)
    return ResultPage(results, found.total, asked.page, asked.page * PAGE_SIZE < found.total, found.relaxed)


def total(query: SearchQuery) -> int:
    """How many documents have every word of a query.

    Raises `marsad.search.index.IndexUnusable` where the index cannot be read.
    """
    folder = Path(settings.DATA_DIR) / "index"
    found = _open(folder).search(query) if folder.is_dir() else None
    return found.total if found and not found.relaxed else 0


def _query(asked: Asked) -> SearchQuery:
    """The index's form of the question, with days as they begin and end where the observatory stands."""
    return SearchQuery(
        asked.text,
        langs=(asked.lang,) if asked.lang else (),
        outlets=(asked.outlet,) if asked.outlet else (),
        since=timezone.make_aware(datetime.combine(asked.since, time.min)) if asked.since else None,
        until=timezone.make_aware(datetime.combine(asked.until, time.max)) if asked.until else None,
        limit=PAGE_SIZE,
        offset=(asked.page - 1) * PAGE_SIZE,
        order=asked.order,
    )


def _results(ids: list[int], asked: Asked, user: User | AnonymousUser) -> tuple[Result, ...]:
    articles = Article.objects.filter(pk__in=ids)
    texts = {
        pk: f"{lede}\n\n{body}".strip() if may_read(user, visibility) else extract(lede, body)
        for pk, lede, body, visibility in articles.values_list("pk", "lede", "body", "source__visibility")
    }
    found = {article.id: article for article in summaries(articles)}
    folded: dict[str, list[Summary]] = {}
    for article in (found[id_] for id_ in ids if id_ in found):
        folded.setdefault(article.text_key, []).append(article)
    heads = [first for first, *_ in folded.values()]
    elsewhere = carried(head.family for head in heads if head.text_key == head.family)
    sources = independent_of(head.story for head in heads)
    return tuple(
        _result(
            first,
            texts[first.id],
            asked.text,
            copies,
            elsewhere.get(first.text_key),
            sources.get(first.story or "", 0),
        )
        for first, *copies in folded.values()
    )


def _result(
    article: Summary, text: str, words: str, copies: list[Summary], elsewhere: Carried | None, sources: int
) -> Result:
    return Result(
        article,
        title=tuple(highlight(article.title, words, article.lang)),
        passage=tuple(snippet(text, words, article.lang, width=_SNIPPET_WIDTH)),
        copies=tuple(copies),
        carried=elsewhere,
        independent_sources=sources,
    )


@lru_cache(maxsize=1)
def _open(folder: Path) -> SearchIndex:
    return SearchIndex(folder)
