"""Articles of a few lines as `Told`, annotated and linked as the program does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marsad.annotate import annotate
from marsad.annotate.link import Linker
from marsad.follow.told import Told
from marsad.model import Article, Block, BlockType, Relation


def told(rows: Iterable[Mapping[str, str]]) -> list[Told]:
    """Articles from rows ``{id, outlet, lang, published, text, family, relation}``."""
    linker = Linker()
    return [_told(row, linker) for row in rows]


def _told(row: Mapping[str, str], linker: Linker) -> Told:
    article = Article(
        title=row.get("title"),
        lang=row["lang"],
        blocks=(Block(BlockType.PARAGRAPH, row["text"]),),
        published=row.get("published"),
        outlet=row.get("outlet"),
    )
    found = annotate(article)
    return Told(
        id=row["id"],
        text=article.text,
        annotations=found,
        ids=linker.link(found.entities, lang=article.lang, date=article.published),
        outlet=article.outlet,
        lang=article.lang,
        title=article.title,
        published=article.published,
        family=row.get("family"),
        relation=Relation(row["relation"]) if "relation" in row else None,
    )
