"""Invented articles with commitments and progress in the tables, without a pipeline, and what the ledger is to be."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from marsad.follow.ledger import Entry, Link
from marsad.model import Evidence
from marsad.observatory.annotating import placed
from marsad.observatory.ledger.rows import entry_of
from marsad.observatory.models import (
    Article,
    Capture,
    Entity,
    Fact,
    FactDetail,
    LedgerEntry,
    Promise,
    PromiseMove,
    Source,
    Story,
)

START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an article: who binds themselves to what, or how far that has come."""

    by: str
    what: str
    status: str
    kind: str = "commitment"
    confidence: float = 0.95
    due: str | None = None

    @property
    def words(self) -> str:
        """The fact's own words."""
        return f"{self.what}, {self.status}"


def article(seq: int, day: int, *sentences: Said, source: str = "quai.example", story: str = "s1") -> Article:
    """An article of a day after `START` with a fact for each sentence, numbered ``seq`` in the order of ingest."""
    outlet, _ = Source.objects.get_or_create(key=source, defaults={"name": source})
    Story.objects.get_or_create(pk=story)
    at, url = START + timedelta(days=day), f"https://{source}/{seq}"
    capture = Capture.objects.create(
        seq=seq, key=f"{seq:016x}", record_id=f"urn:{seq}", locator=url, url=url, sha256=f"{seq:064x}", archived=at,
        warc_file="w", offset=0, length=1,
    )  # fmt: skip
    lines = [f"{said.by} : {said.words}." for said in sentences]
    row = Article.objects.create(
        capture=capture, source=outlet, current=True, lang="fr", sort_at=at, body="\n\n".join(lines),
        text_sha256=f"{seq:064x}", story_id=story,
    )  # fmt: skip
    start = 0
    for said, line in zip(sentences, lines, strict=True):
        _fact(row, said, start)
        start += len(line) + 2
    return row


def _fact(row: Article, said: Said, start: int) -> None:
    entity, _ = Entity.objects.get_or_create(
        pk=f"org/{said.by.lower()}", defaults={"kind": "organisation", "name": said.by}
    )
    told = {"what": said.what, "status": said.status, **({"due": said.due} if said.due else {})}
    words = _quote(row, start + len(said.by) + 3, len(said.words))
    fact = Fact.objects.create(
        article=row, kind=said.kind, confidence=said.confidence, rule="list", detail=told, **words
    )
    FactDetail.objects.create(fact=fact, number=0, role="by", entity=entity, **_quote(row, start, len(said.by)))


def _quote(row: Article, start: int, length: int) -> dict:
    return placed(Evidence.of(row.capture.record_id, "body", row.body, start, start + length))


def ledger() -> dict[str, object]:
    """What the tables hold, by keys alone."""
    parents = LedgerEntry.objects.values_list("key", "parent__key", "confidence", "promise")
    promises = Promise.objects.order_by("pk").values_list(
        "pk", "root__key", "status", "status_at", "due", "due_on", "first_at", "last_at", "articles", "sources"
    )
    moves = PromiseMove.objects.order_by("promise", "number").values_list(
        "promise", "number", "key", "status", "at", "due", "entry__key", "confidence", "state"
    )
    return {"parents": sorted(parents), "promises": list(promises), "moves": list(moves)}


def link(entry: Entry, earlier: Sequence[Entry]) -> Link | None:
    """The surest of the earlier entries on the same work, whose sureness is drawn by lot, the same for each pair."""
    same = [one for one in earlier if one.what == entry.what and one.id != entry.id]
    drawn = [(random.Random(entry.id + one.id).randint(20, 99) / 100, one.id) for one in same]
    sure, best = max(drawn, default=(0.0, ""))
    return Link(parent=best, confidence=sure) if sure >= 0.4 else None


def linked_one_by_one(window: int) -> list[tuple[str, str | None, float | None, str | None]]:
    """The parents that come out when the entries of the table are linked one after the other in their order."""
    rows = list(LedgerEntry.objects.order_by("at", "place"))
    entities = {row.pk: set(row.keys.values_list("entity_id", flat=True)) for row in rows}
    before: dict[str, list[LedgerEntry]] = defaultdict(list)
    linked: dict[str, tuple[str | None, float | None, str | None]] = {}
    for row in rows:
        known = {one.pk: one for id_ in entities[row.pk] for one in before[id_][-window:]}
        may = [one for one in known.values() if one.told["kind"] == "commitment" or linked[one.key][0]]
        found = link(entry_of(row), [entry_of(one) for one in may])
        if found:
            linked[row.key] = (found.parent, found.confidence, linked[found.parent][2])
        else:
            linked[row.key] = (None, None, row.key if row.told["kind"] == "commitment" else None)
        for id_ in entities[row.pk]:
            before[id_].append(row)
    return sorted((key, *told) for key, told in linked.items())
