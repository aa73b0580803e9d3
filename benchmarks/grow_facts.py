"""The facts of an invented press's article as its tables would hold them: every one points at words of its text.

Names, figures, statements, events, commitments and what became of these, at rates like those of real articles. Which
of these an article has follows from its story, so that copies tell what their dispatch tells.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from grow_text import Actor, Grown
from marsad.model import Evidence
from marsad.observatory import models
from marsad.observatory.annotating import placed

PREFIXES = {"person": "person", "organisation": "organisation", "initiative": "initiative"}
MOST_MENTIONS = 3
SENTENCE = 160
RULE = "grown"

Made = tuple[models.Fact, list[models.FactDetail]]


def entity_id(actor: Actor) -> str:
    """The id that the linker might have given."""
    return f"{PREFIXES[actor.kind]}/{actor.latin.lower().replace(' ', '-')}"


def entity(actor: Actor) -> models.Entity:
    """The row of an actor."""
    names = {"fr": actor.latin, "ar": actor.arabic, "es": actor.latin, "en": actor.latin}
    return models.Entity(id=entity_id(actor), kind=actor.kind, name=actor.latin, names=names)


def named(article: Grown) -> list[dict[str, object]]:
    """The article's own list of those that it names."""
    return [
        {
            "kind": actor.kind,
            "name": _name(actor, article),
            "names": [_name(actor, article)],
            **dict.fromkeys(("role", "country", "key", "acronym")),
            "parts": [],
            "id": entity_id(actor),
        }
        for actor in article.actors
    ]


def facts_of(article: Grown, row: models.Article, record: str) -> Iterator[Made]:
    """The facts of one article, each with its details."""
    chance = random.Random(f"{article.story}:{article.outlet.lang}")
    words = _Words(article, row, record)
    spans = [span for number, actor in enumerate(article.actors) for span in words.of(actor, number)]
    yield from ((words.fact(kind, span, number, actor), []) for kind, span, number, actor in spans)
    for figure in words.figures()[:2]:
        yield words.figure(figure, chance.choice(("person", "MAD", "job"))), []
    if not spans:
        return
    _, span, number, actor = spans[chance.randrange(len(spans))]
    if chance.random() < 0.6:
        yield words.told("quote", span, number, actor, "speaker", {"form": "indirect"})
    if chance.random() < 0.3:
        day = (article.published + timedelta(days=chance.randrange(-20, 40))).date().isoformat()
        detail = {"event_kind": "meeting", "name": _name(actor, article), "start_date": day, "end_date": day}
        yield words.told("event", span, number, actor, "organiser", detail)
    if chance.random() < 0.12:
        due = (article.published + timedelta(days=chance.randrange(20, 200))).date().isoformat()
        detail = {"what": words.sentence(span)[:80], "due": due, "status": "announced", "modality": "asserted"}
        yield words.told("commitment", span, number, actor, "by", detail)
    elif chance.random() < 0.06:
        detail = {"what": words.sentence(span)[:80], "status": chance.choice(("signed", "started", "done"))}
        yield words.told("progress", span, number, actor, "by", detail)


def _name(actor: Actor, article: Grown) -> str:
    return actor.arabic if article.outlet.lang == "ar" else actor.latin


Span = tuple[str, int, int]


class _Words:
    """Places of words in one article's lede and body."""

    def __init__(self, article: Grown, row: models.Article, record: str) -> None:
        self._article, self._row, self._record = article, row, record
        self._texts = {"lede": row.lede, "body": row.body}

    def of(self, actor: Actor, number: int) -> list[tuple[str, Span, int, Actor]]:
        """The first mentions of an actor."""
        name, found = _name(actor, self._article), []
        for field, text in self._texts.items():
            start = text.find(name)
            while start >= 0 and len(found) < MOST_MENTIONS:
                found.append((actor.kind, (field, start, start + len(name)), number, actor))
                start = text.find(name, start + len(name))
        return found

    def figures(self) -> list[Span]:
        """The first numbers of the body."""
        body, found, at = self._row.body, [], 0
        for word in body.split(" ")[:400]:
            if word.isdigit():
                found.append(("body", at, at + len(word)))
            at += len(word) + 1
        return found

    def sentence(self, span: Span) -> str:
        """The words from a span on."""
        field, start, _ = span
        return self._texts[field][start : start + SENTENCE]

    def fact(self, kind: str, span: Span, number: int, actor: Actor) -> models.Fact:
        """A name of an actor."""
        detail = {"name": _name(actor, self._article)}
        return models.Fact(
            article=self._row, kind=kind, named=number, entity_id=entity_id(actor), detail=detail, **self._at(span)
        )

    def figure(self, span: Span, unit: str) -> models.Fact:
        """A number, of what the story counts."""
        value = int(self._texts[span[0]][span[1] : span[2]])
        detail = {"value": value, "unit": unit, "about": unit}
        return models.Fact(article=self._row, kind="figure", detail=detail, **self._at(span))

    def told(self, kind: str, span: Span, number: int, actor: Actor, role: str, detail: dict[str, object]) -> Made:
        """A fact of several parts, which the actor's name opens."""
        field, start, _ = span
        whole = (field, start, start + len(self.sentence(span)))
        fact = models.Fact(article=self._row, kind=kind, detail=detail, **self._at(whole))
        evidence = placed(Evidence.of(self._record, field, self._texts[field], *span[1:]))
        by = models.FactDetail(
            fact=fact, number=0, role=role, value="", named=number, entity_id=entity_id(actor), **evidence
        )
        return fact, [by]

    def _at(self, span: Span) -> dict[str, object]:
        field, start, end = span
        evidence = placed(Evidence.of(self._record, field, self._texts[field], start, end))
        return {**evidence, "confidence": 0.95, "rule": RULE}
