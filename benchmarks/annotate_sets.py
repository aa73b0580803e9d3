"""The written gold pages as articles, and our facts of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from marsad.annotate import annotate
from marsad.annotate.link import Linker
from marsad.annotate.places import PlaceMatch
from marsad.annotate.recognisers import FRENCH_MODEL, Recogniser, french_model_installed, quick, thorough
from marsad.annotate.rows import article_of, fact_rows
from marsad.annotate.tagger import TaggedSpan, available
from marsad.annotate.text import Passage
from marsad.model import Article
from marsad.read import read
from read_sets import BENCH, Row, load_rows

GOLD = BENCH / "gold"
LANGUAGES = ("fr", "ar", "es", "en")
Named = tuple[str, Article]
"""An article with its id."""


@dataclass(frozen=True)
class Gold:
    """The gold pages and the facts that they state, in the order of the files."""

    pages: tuple[Row, ...]
    facts: tuple[Row, ...]
    folder: Path = GOLD

    @classmethod
    def load(cls, folder: Path = GOLD) -> Gold:
        """All of a folder, which has the files of the bench's."""
        return cls(tuple(load_rows(folder / "gold.jsonl")), tuple(load_rows(folder / "facts.jsonl")), folder)

    @cached_property
    def languages(self) -> dict[str, str]:
        """The language of each page."""
        return {page["id"]: page["lang"] for page in self.pages}

    def of(self, lang: str | None) -> list[str]:
        """The ids of the pages in one language, or of all."""
        return [page["id"] for page in self.pages if lang is None or page["lang"] == lang]

    def articles(self) -> list[Named]:
        """The articles as the gold has them."""
        return [article_of(page) for page in self.pages]

    def read(self) -> list[Named]:
        """The articles as our reader takes them from the pages."""
        found = []
        for row in load_rows(self.folder / "inputs.jsonl"):
            data = (self.folder / row["file"]).read_bytes()
            found.append((row["id"], read(data, url=row["url"], fetched=datetime.fromisoformat(row["fetched"]))))
        return found


def rules_alone(passage: Passage, places: Sequence[PlaceMatch]) -> Sequence[TaggedSpan]:  # noqa: ARG001
    """No learned recogniser."""
    return ()


def recognisers() -> dict[str, tuple[Recogniser, Sequence[str]]]:
    """Our ways to find names that can run here, each with the languages in which it differs from the rules alone."""
    found: dict[str, tuple[Recogniser, Sequence[str]]] = {"marsad": (rules_alone, LANGUAGES)}
    if available():
        found["marsad + Arabic tagger"] = quick, ("ar",)
    if french_model_installed():
        found[f"marsad + {FRENCH_MODEL}"] = thorough, ("fr",)
    return found


def our_facts(articles: Iterable[Named], recogniser: Recogniser | None = None) -> list[Row]:
    """Rows of `marsad annotate` for articles in their order; by default with what recogniser it takes by itself."""
    linker = Linker()
    rows: list[Row] = []
    for identity, article in articles:
        found = annotate(article, recogniser=recogniser)
        rows += fact_rows(identity, found, linker.link(found.entities, lang=article.lang))
    return rows
