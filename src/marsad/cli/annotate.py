"""``marsad annotate``: articles given as JSON lines → their facts, one a line."""

from __future__ import annotations

import json
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import click

from marsad.cli.group import Rows, finish, write
from marsad.cli.pool import ordered

if TYPE_CHECKING:
    from marsad.model import Annotations, Article

Item = tuple[str, "Article"]
Found = tuple[str, str | None, str | None, "Annotations | None", "dict[str, Any] | None"]


@click.command()
@click.argument("articles", type=click.File("rb"))
@click.option("--topics", "topics_to", type=click.File("wb"), metavar="FILE",
              help="Write topics to FILE: {id, topics: [{code, confidence}], teasers: [{title, topics}]}.")  # fmt: skip
@click.option("--thorough", is_flag=True, help="Ask the optional French model too (pip install 'marsad[names-fr]').")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
def annotate(articles: IO[bytes], topics_to: IO[bytes] | None, thorough: bool, jobs: int) -> None:
    """Find who, where, when and how much in ARTICLES (rows of `marsad read`, - for standard input).

    Prints one fact a line: {id, kind, text, start, end, …}, with offsets in code points into lede, blank line, body.
    Persons, organisations, places and initiatives have one id each (`canonical`) over the articles, scripts and
    languages. A line that holds no article is named on standard error, the rest go on, and the exit status is 1.
    """
    from marsad.annotate.link import Linker
    from marsad.annotate.rows import article_of, fact_rows

    if thorough:
        _check_french_model()
    rows, linker = Rows(articles), Linker()
    work = partial(_annotated, thorough=thorough, topics=topics_to is not None)
    for identity, lang, published, found, topics in ordered(work, rows.parsed(article_of), jobs=jobs, died=_died):
        if found is None:
            rows.bad += 1
            click.echo(f"{identity}: the worker process died on this article", err=True)
            continue
        ids = linker.link(found.entities, lang=lang, date=published)
        for row in fact_rows(identity, found, ids):
            write(row)
        if topics_to is not None:
            topics_to.write(json.dumps(topics, ensure_ascii=False).encode() + b"\n")
    finish(rows)


def _annotated(item: Item, *, thorough: bool, topics: bool) -> Found:
    from marsad.annotate import annotate as annotations_of
    from marsad.annotate import recognisers
    from marsad.annotate.rows import topic_row

    identity, article = item
    recogniser = recognisers.thorough if thorough else recognisers.quick
    found = annotations_of(article, recogniser=recogniser)
    return identity, article.lang, article.published, found, topic_row(identity, article, found) if topics else None


def _died(item: Item) -> Found:
    return item[0], None, None, None, None


def _check_french_model() -> None:
    from marsad.annotate.recognisers import FRENCH_MODEL, french_model_installed

    if not french_model_installed():
        raise click.UsageError(
            f"--thorough needs spaCy's {FRENCH_MODEL}, which is not installed: pip install 'marsad[names-fr]'"
        )
