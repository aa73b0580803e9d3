"""Which articles stand in which story: pages with all their versions, and copies with their families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from marsad.group.relations import is_reprint
from marsad.model import Relation
from marsad.observatory.models import Article, Story

_T = TypeVar("_T")
_VALUES_A_QUERY = 400
_COLUMNS = ("capture__key", "page", "story_id", "family_id", "relation", "current")


def members(story: str) -> list[Article]:
    """The articles of a story, every version of a page, in the order of ingest; with ``capture`` loaded."""
    rows = Article.objects.filter(story_id=story).select_related("capture").only(*_COLUMNS)
    return list(rows.order_by("pk"))


def heads(articles: Iterable[Article]) -> list[Article]:
    """Of each page its first version here; in the order given."""
    seen: set[str] = set()
    found = []
    for article in articles:
        if article.page not in seen or not article.page:
            found.append(article)
        seen.add(article.page)
    return found


def pages(keys: Sequence[str]) -> list[Article]:
    """The grouped articles of the pages of these captures, every version, in the order of ingest."""
    found: dict[int, Article] = {}
    for part in _parts(keys):
        named = Article.objects.filter(capture__key__in=part)
        versions = Article.objects.filter(page__in=list(named.exclude(page="").values_list("page", flat=True)))
        pks = {*named.values_list("pk", flat=True), *versions.values_list("pk", flat=True)}
        for some in _parts(sorted(pks)):
            rows = Article.objects.filter(pk__in=some).exclude(story=None).select_related("capture").only(*_COLUMNS)
            found |= {row.pk: row for row in rows}
    return [found[pk] for pk in sorted(found)]


def seat(keys: Sequence[str], named: str) -> str | None:
    """The story that most of these captures' pages are in; of equals ``named``, which also counts where none is known.

    Null where that one is not there either. Under the version of grouping that an id comes from the two are one.
    """
    counted = Counter(article.story_id or "" for article in heads(pages(keys)))
    home = final_story(named)
    return min(counted, key=lambda story: (-counted[story], story != home, story), default=home)


def final_story(story: str) -> str | None:
    """The story of that id, or the one that its articles went to, however many merges there were; null if unknown."""
    seen: set[str] = set()
    row = Story.objects.filter(pk=story).first()
    while row is not None and row.redirect_to_id is not None and row.pk not in seen:
        seen.add(row.pk)
        row = row.redirect_to
    return row.pk if row is not None else None


def with_copies(chosen: Iterable[Article], among: Sequence[Article]) -> list[Article]:
    """Those chosen ``among`` some articles, all versions of their pages, and whoever is one text with them."""
    picked = list(chosen)
    families = {article.family_id for article in picked if _is_copy(article)} - {None}
    copies = [article for article in among if _is_copy(article) and article.family_id in families]
    pages = {article.page for article in (*picked, *copies)} - {""}
    pks = {article.pk for article in (*picked, *copies)}
    return [article for article in among if article.pk in pks or article.page in pages]


def last_grouped() -> int:
    """The place in the order of ingest of the last article that stands in a story; 0 where none does."""
    last: int | None = Article.objects.exclude(story=None).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def _is_copy(article: Article) -> bool:
    return bool(article.relation) and is_reprint(Relation(article.relation))


def _parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _VALUES_A_QUERY):
        yield values[start : start + _VALUES_A_QUERY]
