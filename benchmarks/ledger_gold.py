"""Articles with the promises that they tell of, as a reader marked them, and the articles as Marsad sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from marsad.annotate import annotate
from marsad.annotate.encoder import Encoder
from marsad.annotate.link import Linker
from marsad.annotate.rows import article_of
from marsad.follow.gather import Gathering
from marsad.follow.told import Told
from marsad.group.rows import document
from read_sets import Row, load_rows

DUE_PASSED = "due passed"
"""The status of a promise whose date went by without a report; no article tells it."""

Span = tuple[str, int, int]
"""Words of an article, code points of `Article.text`."""
Step = tuple[str | None, str]
"""The article that tells a move, null for what none tells, and its status."""


@dataclass(frozen=True)
class Mark:
    """Marked words of an article; ``status`` is null where the promise is made or told again."""

    promise: str
    article: str
    start: int
    end: int
    text: str
    status: str | None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.article, self.start, self.end


@dataclass(frozen=True)
class Wanted:
    """A promise as the gold has it: where it is made and told again, its moves, and whether its date had passed."""

    id: str
    spans: tuple[Span, ...]
    moves: tuple[Step, ...]
    as_of: date
    due_passed: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        """The moves, and the date that went by."""
        return (*self.moves, (None, DUE_PASSED)) if self.due_passed else self.moves


@dataclass(frozen=True)
class Story:
    """An article with its facts, its time and the story that it belongs to."""

    told: Told
    at: datetime
    story: str


@dataclass(frozen=True)
class LedgerGold:
    """All of a folder: ``inputs.jsonl`` and ``promises.jsonl``."""

    folder: Path

    @cached_property
    def rows(self) -> list[Row]:
        """The articles in the order of publication."""
        rows = ({**row, "body": row["text"]} for row in load_rows(self.folder / "inputs.jsonl"))
        return sorted(rows, key=lambda row: (row["date"], row["id"]))

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The language of each article."""
        return {row["id"]: row["lang"] for row in self.rows}

    @cached_property
    def marks(self) -> list[Mark]:
        """All marked words. Raises `ValueError` where they are not in their article."""
        texts = {row["id"]: article_of(row)[1].text for row in self.rows}
        return [
            _mark(row["id"], one, texts[one["article"]])
            for row in load_rows(self.folder / "promises.jsonl")
            for one in (row["root"], *row["told"], *row["moves"])
        ]

    @cached_property
    def promises(self) -> list[Wanted]:
        """The promises."""
        return [
            Wanted(
                id=row["id"],
                spans=tuple(mark.span for mark in self.marks if mark.promise == row["id"] and mark.status is None),
                moves=tuple((move["article"], move["status"]) for move in row["moves"]),
                as_of=date.fromisoformat(row["as_of"]),
                due_passed=row["due_passed"],
            )
            for row in load_rows(self.folder / "promises.jsonl")
        ]

    def stories(self, encoder: Encoder | None) -> list[Story]:
        """The articles with their facts, linked and grouped in the order of publication."""
        linker, gathering, told = Linker(), Gathering(encoder), {}
        for row in self.rows:
            _, article = article_of(row)
            found = annotate(article)
            ids = linker.link(found.entities, lang=article.lang, date=article.published)
            gathering.add(document(row), article, found, ids)
        for story, articles in gathering.stories().items():
            told.update({one.id: Story(one, _moment(one.published), story) for one in articles})
        return [told[row["id"]] for row in self.rows]


def _moment(published: str | None) -> datetime:
    moment = datetime.fromisoformat(published or "")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _mark(promise: str, mark: Row, text: str) -> Mark:
    start = text.find(mark["exact"])
    if start < 0:
        raise ValueError(f"{mark['article']} does not say {mark['exact']!r}")
    end = start + len(mark["exact"])
    return Mark(promise, mark["article"], start, end, mark["exact"], mark.get("status"))
