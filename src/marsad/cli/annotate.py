"""``marsad annotate``: articles given as JSON lines → their facts, one a line."""

from __future__ import annotations

from typing import IO

import click

from marsad.cli.group import Rows, finish, write


@click.command()
@click.argument("articles", type=click.File("rb"))
def annotate(articles: IO[bytes]) -> None:
    """Find who, where, when and how much in ARTICLES (rows of `marsad read`, - for standard input).

    Prints one fact a line: {id, kind, text, start, end, …}, with offsets in code points into lede, blank line, body.
    A line that holds no article is named on standard error, and the exit status is then 1.
    """
    from marsad.annotate import annotate as annotations_of
    from marsad.annotate.link import Linker
    from marsad.annotate.rows import article_of, fact_rows

    rows, linker = Rows(articles), Linker()
    for identity, article in rows.parsed(article_of):
        found = annotations_of(article)
        ids = linker.link(found.entities, lang=article.lang)
        for row in fact_rows(identity, found, ids):
            write(row)
    finish(rows)
