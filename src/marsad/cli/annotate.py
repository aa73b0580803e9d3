"""``marsad annotate``: articles given as JSON lines → their facts, one a line."""

from __future__ import annotations

import json
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import click

from marsad.cli.group import Rows, finish, write
from marsad.cli.pool import ordered

if TYPE_CHECKING:
    from marsad.follow.gather import Gathering
    from marsad.model import Annotations, Article, Document

Item = tuple[str, "Article", "Document | None"]
Found = tuple[Item, "Annotations | None", "dict[str, Any] | None"]


@click.command()
@click.argument("articles", type=click.File("rb"))
@click.option("--topics", "topics_to", type=click.File("wb"), metavar="FILE",
              help="Write topics to FILE: {id, topics: [{code, confidence}], teasers: [{title, topics}]}.")  # fmt: skip
@click.option("--contradictions", "contradictions_to", type=click.File("wb", lazy=False), metavar="FILE",
              help="Write what these articles contradict each other in to FILE; keeps them all in memory.")  # fmt: skip
@click.option("--progress", is_flag=True,
              help="Print what is told of the course of promises, and what initiatives are for, too.")  # fmt: skip
@click.option("--thorough", is_flag=True, help="Ask the optional French model too (pip install 'marsad[names-fr]').")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
def annotate(
    articles: IO[bytes],
    topics_to: IO[bytes] | None,
    contradictions_to: IO[bytes] | None,
    progress: bool,
    thorough: bool,
    jobs: int,
) -> None:
    """Find who, where, when and how much in ARTICLES (rows of `marsad read`, - for standard input).

    Prints one fact a line: {id, kind, text, start, end, …}, with offsets in code points into lede, blank line, body.
    Persons, organisations, places and initiatives have one id each (`canonical`) over the articles, scripts and
    languages. A line that holds no article is named on standard error, the rest go on, and the exit status is 1.
    """
    from marsad.annotate.link import Linker
    from marsad.annotate.rows import fact_rows

    if thorough:
        _check_french_model()
    rows, linker = Rows(articles), Linker()
    gathering = _gathering() if contradictions_to is not None else None
    work = partial(_annotated, thorough=thorough, topics=topics_to is not None)
    items = rows.parsed(partial(_item, grouped=gathering is not None))
    for item, found, topics in ordered(work, items, jobs=jobs, died=_died):
        identity, article, document = item
        if found is None:
            rows.bad += 1
            click.echo(f"{identity}: the worker process died on this article", err=True)
            continue
        ids = linker.link(found.entities, lang=article.lang, date=article.published)
        for row in fact_rows(identity, found, ids, progress=progress):
            write(row)
        if topics_to is not None:
            _write_to(topics_to, topics)
        if gathering is not None and document is not None:
            gathering.add(document, article, found, ids)
    if gathering is not None and contradictions_to is not None:
        _contradictions(gathering, contradictions_to)
    finish(rows)


def _item(row: object, *, grouped: bool) -> Item:
    """What annotating sees of one row, and where articles are grouped, what grouping does."""
    from marsad.annotate.rows import article_of
    from marsad.group.rows import document

    identity, article = article_of(row)
    return identity, article, document(row) if grouped else None


def _gathering() -> Gathering:
    from marsad.follow.gather import Gathering
    from marsad.group.encoder import default_encoder

    return Gathering(default_encoder())


def _contradictions(gathering: Gathering, file: IO[bytes]) -> None:
    from marsad.follow.contradictions import contradictions
    from marsad.follow.rows import contradiction_row
    from marsad.group.encoder import default_encoder

    encoder = default_encoder()
    for story, articles in gathering.stories().items():
        for found in contradictions(articles, encoder):
            _write_to(file, contradiction_row(found, story))


def _write_to(file: IO[bytes], row: object) -> None:
    file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _annotated(item: Item, *, thorough: bool, topics: bool) -> Found:
    from marsad.annotate import annotate as annotations_of
    from marsad.annotate import recognisers
    from marsad.annotate.rows import topic_row

    identity, article, _ = item
    recogniser = recognisers.thorough if thorough else recognisers.quick
    found = annotations_of(article, recogniser=recogniser)
    return item, found, topic_row(identity, article, found) if topics else None


def _died(item: Item) -> Found:
    return item, None, None


def _check_french_model() -> None:
    from marsad.annotate.recognisers import FRENCH_MODEL, french_model_installed

    if not french_model_installed():
        raise click.UsageError(
            f"--thorough needs spaCy's {FRENCH_MODEL}, which is not installed: pip install 'marsad[names-fr]'"
        )
