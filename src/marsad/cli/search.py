"""``marsad search``: find articles of an observatory, with the words that were found marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from rich.console import Console
from rich.text import Text

from marsad.cli.options import data_option, open_existing
from marsad.cli.plain import printable

if TYPE_CHECKING:
    from marsad.observatory.models import Article
    from marsad.search.index import SearchPage
    from marsad.search.query import SearchQuery
    from marsad.search.snippet import Fragment

_DAY = click.DateTime(["%Y-%m-%d"])
_ISOLATE, _POP = "\u2068", "\u2069"


@click.command()
@click.argument("query")
@data_option
@click.option("--lang", "langs", multiple=True, help="Only articles in this language; may be repeated.")
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet, by host or name; may be repeated.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="Only from this day on.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Only up to this day.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--order", type=click.Choice(["relevance", "date"]), default="relevance", show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def search(
    query: str,
    data: Path,
    langs: tuple[str, ...],
    outlets: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    limit: int,
    order: Literal["relevance", "date"],
    form: str,
) -> None:
    """Find articles that hold every word of QUERY, in any of its forms.

    "Quotes" hold a phrase together and -word leaves articles out (after --, where the query begins with it).
    """
    open_existing(data)
    from marsad.search.query import SearchQuery

    asked = SearchQuery(
        query,
        langs=langs,
        outlets=_outlet_keys(outlets),
        since=_local(since, time.min),
        until=_local(until, time.max),
        limit=limit,
        order=order,
    )
    page = _find(data, asked)
    if form == "jsonl":
        for article, score in _articles(page):
            click.echo(json.dumps(_row(article, score, query), ensure_ascii=False))
    else:
        _show(Console(), page, query)


def _find(data: Path, asked: SearchQuery) -> SearchPage:
    from marsad.observatory.paths import index_dir
    from marsad.search.index import IndexUnusable, SearchIndex

    if not SearchIndex.exists(index_dir(data)):
        raise click.ClickException(
            f"nothing in {data} is indexed yet; `marsad ingest --data {data} PATH-OR-URL…` does it"
        )
    try:
        return SearchIndex.open(index_dir(data)).search(asked)
    except IndexUnusable as error:
        raise click.ClickException(f"{error}; `marsad rebuild --data {data}` makes it anew") from error


def _outlet_keys(given: tuple[str, ...]) -> tuple[str, ...]:
    from django.db.models import Q

    from marsad.observatory.models import Source

    keys: list[str] = []
    for outlet in given:
        found = list(
            Source.objects.filter(Q(key__iexact=outlet) | Q(name__iexact=outlet)).values_list("key", flat=True)
        )
        if not found:
            raise click.ClickException(f"no outlet is called {outlet}; give its host or its name as articles show it")
        keys += found
    return tuple(keys)


def _local(day: datetime | None, moment: time) -> datetime | None:
    """The start or end of a day in the observatory's time zone."""
    from django.utils import timezone

    return day and datetime.combine(day, moment, timezone.get_default_timezone())


def _articles(page: SearchPage) -> Iterator[tuple[Article, float]]:
    """The articles of the hits in their order; one that the database no longer has is passed over."""
    from marsad.observatory.models import Article

    found = Article.objects.select_related("source", "capture").in_bulk([hit.key for hit in page.hits])
    for hit in page.hits:
        if hit.key in found:
            yield found[hit.key], hit.score


def _row(article: Article, score: float, query: str) -> dict[str, Any]:
    return {
        "id": article.capture.key,
        "url": article.url or None,
        "title": article.title,
        "outlet": article.source.name,
        "lang": article.lang or None,
        "published": article.published or None,
        "story": article.story_id,
        "gone_at": article.gone_at.isoformat() if article.gone_at else None,
        "score": round(score, 4),
        **_marked(_snippet(article, query)),
    }


def _marked(fragments: list[Fragment]) -> dict[str, Any]:
    """The passage, and where its marks begin and end in code points."""
    marks, place = [], 0
    for fragment in fragments:
        if fragment.marked:
            marks.append([place, place + len(fragment.text)])
        place += len(fragment.text)
    return {"snippet": "".join(fragment.text for fragment in fragments), "marks": marks}


def _snippet(article: Article, query: str) -> list[Fragment]:
    from marsad.search.snippet import snippet

    return snippet("\n\n".join(part for part in (article.lede, article.body) if part), query, article.lang or None)


def _show(console: Console, page: SearchPage, query: str) -> None:
    from marsad.search.snippet import highlight

    if page.relaxed:
        console.print("No article has every word; these have some.", style="yellow")
    for article, _ in _articles(page):
        console.print(_styled(highlight(article.title, query, article.lang or None), "bold"))
        facts = (article.source.name, article.published or "no date", article.lang, article.url)
        console.print(Text(" · ").join(_isolated(Text(printable(fact))) for fact in facts if fact), style="dim")
        console.print(_styled(_snippet(article, query), ""))
        console.print()
    console.print(f"{len(page.hits)} of {page.total}" if page.total else "Nothing found.", style="dim")


def _styled(fragments: list[Fragment], style: str) -> Text:
    text = Text(style=style)
    for fragment in fragments:
        text.append(printable(fragment.text), style="bold black on yellow" if fragment.marked else None)
    return _isolated(text)


def _isolated(text: Text) -> Text:
    """Keep a text's direction from touching what stands around it."""
    return Text(_ISOLATE) + text + Text(_POP)
