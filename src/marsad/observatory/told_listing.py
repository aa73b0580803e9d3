"""Lists of statements, events, commitments and contradictions: a line of JSON each, with the words that each rests on.

What waits for an editor, or was struck, is in none. Without ``whole`` they hold what a visitor without an account may
read: of sources that are not open, the words within the extract alone. ``voice`` is the key of the source whose words
an article's are (`marsad.observatory.listing`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from marsad.model import DetailRole, FactKind
from marsad.observatory.counts import voice
from marsad.observatory.entities import SHOWN
from marsad.observatory.extracts import Words, extract, within_extract
from marsad.observatory.models import (
    Article,
    Entity,
    Fact,
    FactDetail,
    Followed,
    FollowedWords,
    Source,
    Visibility,
)

_CHUNK = 500
Row = dict[str, Any]


def statements(*, whole: bool = False) -> Iterator[Row]:
    """``{article, url, source, voice, lang, published, story, field, start, end, exact, confidence, confirmed, speaker,
    speaker_words, cue, form, same}`` in the order of ingest; ``same`` is equal where several articles have it."""
    for fact, row, parts in _facts(whole, FactKind.STATEMENT):
        speaker, cue = parts.first(DetailRole.SPEAKER), parts.first(DetailRole.CUE)
        yield {
            **row,
            "speaker": speaker["entity"] if speaker else None,
            "speaker_words": speaker["exact"] if speaker else None,
            "cue": cue["exact"] if cue else None,
            "form": fact.detail.get("form"),
            "same": _same(fact, Followed.STATEMENT),
        }


def events(*, whole: bool = False) -> Iterator[Row]:
    """The same of an article, and ``{event_kind, name, start_date, end_date, details, same}``; ``details`` are
    ``{role, field, start, end, exact, entity, value}``."""
    for fact, row, parts in _facts(whole, FactKind.EVENT):
        told = {name: fact.detail.get(name) for name in ("event_kind", "name", "start_date", "end_date")}
        if not parts.whole:
            told |= {"name": fact.exact}
            if not parts.first(DetailRole.DATE):
                told |= {"start_date": None, "end_date": None}
        yield {**row, **told, "details": parts.rows, "same": _same(fact, Followed.EVENT)}


def commitments(*, whole: bool = False) -> Iterator[Row]:
    """The same of an article, and ``{by, with, what, due, status, modality, details}``; ``by`` and ``with`` are ids.
    What is only possible, hearsay or refused is told apart by its ``modality``."""
    for fact, row, parts in _facts(whole, FactKind.COMMITMENT, FactKind.HEDGED):
        due = fact.detail.get("due") if parts.whole or parts.first(DetailRole.DUE) else None
        yield {
            **row,
            "by": parts.entities(DetailRole.BY),
            "with": parts.entities(DetailRole.WITH),
            "what": fact.detail.get("what") if parts.whole else None,
            "due": due,
            "status": fact.detail.get("status"),
            "modality": fact.detail.get("modality"),
            "details": parts.rows,
        }


def contradictions(*, whole: bool = False) -> Iterator[Row]:
    """``{key, story, kind, about, unit, of, settled, confidence, confirmed, sides}`` by story; each side is a list of
    ``{article, url, source, voice, field, start, end, exact, value, unit, approximate}``. Without ``whole`` those of
    which a visitor may read two sides."""
    reader = _Reader(whole)
    words = Prefetch("words", FollowedWords.objects.filter(article__current=True).order_by("number"))
    rows = Followed.objects.filter(kind=Followed.CONTRADICTION, state__in=SHOWN).prefetch_related(words)
    for row in rows.order_by("story_id", "number").iterator(chunk_size=_CHUNK):
        sides: dict[int, list[Row]] = defaultdict(list)
        all_told = True
        for one in row.words.all():
            if told := reader.article(one.article_id):
                all_told = all_told and told.whole
                if not told.shows(one):
                    continue
                value = {name: one.detail.get(name) for name in ("value", "unit", "approximate")}
                about = {name: told.row[name] for name in ("article", "url", "source", "voice")}
                sides[one.group].append({**about, **_words(one), **value})
        if len(sides) < 2:
            continue
        own = {name: row.detail.get(name) for name in ("kind", "unit", "of", "settled")}
        about = {"about": row.detail.get("about") if all_told else None}
        yield {"key": row.key, "story": row.story_id, **own, **about, **_sure(row), "sides": list(sides.values())}


@dataclass(frozen=True, slots=True)
class _Told:
    """An article for the list's reader."""

    row: Row
    lede: str
    body: str
    whole: bool

    def shows(self, words: Words) -> bool:
        return self.whole or within_extract(self.lede, self.body, words, extract(self.lede, self.body))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The details of a fact that the list's reader may see."""

    rows: list[Row]
    whole: bool

    def first(self, role: DetailRole) -> Row | None:
        return next((row for row in self.rows if row["role"] == role), None)

    def entities(self, role: DetailRole) -> list[str]:
        found = (row["entity"] for row in self.rows if row["role"] == role and row["entity"])
        return list(dict.fromkeys(found))


@dataclass(slots=True)
class _Reader:
    """Articles as a list's reader may see them, the last ones kept at hand."""

    whole: bool
    keys: dict[int, str] = field(default_factory=lambda: dict(Source.objects.values_list("pk", "key")))
    _known: dict[int, _Told | None] = field(default_factory=dict)

    def article(self, pk: int) -> _Told | None:
        if pk not in self._known:
            if len(self._known) > _CHUNK:
                self._known.clear()
            self._known[pk] = self._read(pk)
        return self._known[pk]

    def _read(self, pk: int) -> _Told | None:
        rows = Article.objects.filter(pk=pk, current=True).annotate(voice=voice()).select_related("source")
        article = rows.defer("embedding", "blocks", "comments", "teasers", "dropped").first()
        if article is None:
            return None
        row = {
            "article": pk,
            "url": article.url or None,
            "source": article.source.key,
            "voice": self.keys[article.voice],
            "lang": article.lang or None,
            "published": article.published or None,
            "story": article.story_id,
        }
        return _Told(row, article.lede, article.body, self.whole or article.source.visibility == Visibility.FULL)


def _facts(whole: bool, *kinds: FactKind) -> Iterator[tuple[Fact, Row, _Parts]]:
    """The facts of some kinds that the reader may see, each with what every list says of it, and its details."""
    reader, into = _Reader(whole), dict(Entity.objects.exclude(redirect_to=None).values_list("pk", "redirect_to_id"))
    details = Prefetch("details", FactDetail.objects.order_by("number"))
    shared = Prefetch("followed_words", FollowedWords.objects.select_related("followed"))
    shown = Fact.objects.filter(kind__in=kinds, state__in=SHOWN, article__current=True)
    ordered = shown.order_by("article_id", "field", "start", "end", "kind").prefetch_related(details, shared)
    for fact in ordered.iterator(chunk_size=_CHUNK):
        told = reader.article(fact.article_id)
        if told is None or not told.shows(fact):
            continue
        rows = [
            {"role": one.role, **_words(one), "entity": _final(one.entity_id, into), "value": one.value or None}
            for one in fact.details.all()
            if told.shows(one)
        ]
        yield fact, {**told.row, **_words(fact), **_sure(fact)}, _Parts(rows, told.whole)


def _final(entity: str | None, into: Mapping[str, str | None]) -> str | None:
    """The entity that one was joined to, however many joins there were."""
    seen: set[str] = set()
    while entity is not None and (to := into.get(entity)) is not None and entity not in seen:
        seen.add(entity)
        entity = to
    return entity


def _words(quoted: Fact | FactDetail | FollowedWords) -> Row:
    return {name: getattr(quoted, name) for name in ("field", "start", "end", "exact")}


def _sure(row: Fact | Followed) -> Row:
    return {"confidence": row.confidence, "confirmed": row.state != "found"}


def _same(fact: Fact, kind: str) -> str | None:
    """The key of what the fact is together with those of other articles."""
    keys = [one.followed.key for one in fact.followed_words.all() if one.followed.kind == kind]
    return min(keys, default=None)
