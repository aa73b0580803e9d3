"""The journal of decisions and its tables: a decision is written down, then taken, whatever dies in between.

A decision counts when its record is on the disk. One that a crash kept out of the tables is brought in before the next
one is made, when a worker starts, and before an article is placed. None is made while a rebuild is at work.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import Max, Q

from marsad.archive.journal import Journal, JournalRecord, read_journal
from marsad.archive.locks import Lock
from marsad.observatory.applying import ACTS, later_versions, reapply, settle
from marsad.observatory.dossiers.applied import apply_to_dossier, load_dossiers
from marsad.observatory.entities import apply_joins, articles_naming, link_facts, live_parts, names_in, refresh_names
from marsad.observatory.faults import boundary
from marsad.observatory.following import follow_after, follow_stale, mark_stale
from marsad.observatory.ledger.applying import apply_to_promises
from marsad.observatory.ledger.decided import ACTS as PROMISE_ACTS
from marsad.observatory.models import Article, Decision, Fact
from marsad.observatory.paths import journal_dir, locks_dir
from marsad.observatory.presence import RunningError, beside_others
from marsad.observatory.standing import begun
from marsad.observatory.story_applying import apply_to_stories
from marsad.read.fold import fold

logger = logging.getLogger(__name__)

WRITER = "editor"
KINDS = ("fact", "entity", "story", "contradiction", "dossier", "promise")
"""What editors decide about."""
_PLACED = {"fact": ACTS, "promise": PROMISE_ACTS}
"""The decisions that are lost until what they are about is found."""
_PATIENCE = 10.0


def catch_up(data_dir: Path) -> int:
    """Bring in what the journal holds and the tables lack; the number of decisions."""
    with Lock(locks_dir(data_dir) / "editor.lock", wait=_PATIENCE), transaction.atomic():
        return _catch_up(data_dir)


def load(data_dir: Path) -> None:
    """Put all decisions of the journal into an empty table; each is applied when its article is linked, or placed, and
    those about dossiers at once."""
    decisions = [_row(record, lost=record["act"] in _PLACED.get(record["kind"], ())) for record in _records(data_dir)]
    for decision in decisions:
        decision.applied = decision.kind != "story"
    Decision.objects.bulk_create(decisions, batch_size=50)
    settle(decisions)
    load_dossiers()


def take_due(before: int | None = None) -> bool:
    """In a rebuild: let the decisions about stories take effect whose turn it is, those of ``before`` an article is
    placed, or all that are left; whether there were any."""
    due = Decision.objects.filter(kind="story", applied=False)
    if before is not None:
        due = due.filter(after__lt=before)
    taken = list(due.order_by("number"))
    for decision in taken:
        decision.applied = True
        decision.save(update_fields=["applied"])
        _apply(decision)
    return bool(taken)


class Editors:
    """Brings in what a decider that died left between journal and tables, before the next article is placed."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._path = journal_dir(data_dir) / f"{WRITER}.jsonl"
        self._seen = -1

    def bring_in(self) -> None:
        """Call inside a transaction, which keeps others from deciding: only the dead leave anything to bring in."""
        size = self._path.stat().st_size if self._path.exists() else 0
        if size != self._seen:
            _catch_up(self._data_dir)
            self._seen = size


class DecisionLog:
    """The journal of decisions while its lock is held, inside a transaction."""

    def __init__(self, data_dir: Path) -> None:
        self._journal = Journal(journal_dir(data_dir), WRITER)

    def decide(self, by: str, record: JournalRecord) -> Decision:
        """Write a decision down, then apply it."""
        whole = {**record, "n": self.next_number(), "by": by, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        self._journal.append([whole])
        boundary("decision-journalled")
        taken = _take(whole)
        boundary("decision-applied")
        return taken

    def next_number(self) -> int:
        """The number that the next decision gets."""
        return _last_number() + 1

    def close(self) -> None:
        self._journal.close()


@contextmanager
def deciding(data_dir: Path) -> Iterator[DecisionLog]:
    """The journal of decisions for one decision, in one transaction with what follows from it; tables are up to date.

    On SQLite the transaction holds the store's write lock from its beginning, so that a decision falls between two
    placings. Raises `RunningError` during a rebuild.
    """
    with beside_others(data_dir), Lock(locks_dir(data_dir) / "editor.lock", wait=_PATIENCE):
        with transaction.atomic():
            if not begun():
                raise RunningError("this observatory waits for a rebuild; try again when that is done")
            _catch_up(data_dir)
            log = DecisionLog(data_dir)
            try:
                yield log
            finally:
                log.close()
        boundary("decision-committed")


def _last_number() -> int:
    last: int | None = Decision.objects.aggregate(last=Max("number"))["last"]
    return last or 0


def _catch_up(data_dir: Path) -> int:
    last = _last_number()
    missing = [record for record in _records(data_dir) if record["n"] > last]
    for record in missing:
        _take(record)
    return len(missing)


def _records(data_dir: Path) -> list[JournalRecord]:
    """The journal's decisions in their order; of those with one number the later one."""
    found = read_journal(journal_dir(data_dir), *KINDS, broken=[], writer=WRITER)
    return [record for _, record in sorted({record["n"]: record for record in found}.items())]


def _take(record: JournalRecord) -> Decision:
    """A journalled decision → its row, and everything that follows from it."""
    decision = _row(record, lost=False)
    decision.save(force_insert=True)
    same = Q(capture_key=decision.capture_key) if decision.kind == "fact" else Q()
    if decision.kind == "dossier":
        same = Q(record__dossier=record["dossier"])
    settle(list(Decision.objects.filter(same, kind=decision.kind)))
    _apply(decision)
    follow_after(decision)
    return Decision.objects.get(pk=decision.pk)


def _apply(decision: Decision) -> None:
    try:
        with transaction.atomic():
            if decision.kind == "entity":
                _apply_to_entities(decision.record)
            elif decision.kind == "story":
                apply_to_stories(decision)
            elif decision.kind == "fact":
                _apply_to_article(decision)
            elif decision.kind == "dossier":
                apply_to_dossier(decision)
            elif decision.kind == "promise":
                stories = apply_to_promises(decision)
                mark_stale(stories)
                follow_stale(among=stories)
    except (DatabaseError, OSError):
        raise
    except Exception:  # the journal has it, so that it must not stand in the way of the next one
        logger.exception("decision %s could not be applied", decision.number)
        Decision.objects.filter(pk=decision.pk).update(lost=True)


def _row(record: JournalRecord, *, lost: bool) -> Decision:
    return Decision(
        number=record["n"],
        kind=record["kind"],
        act=record["act"],
        by=record["by"],
        at=datetime.fromisoformat(record["at"]),
        capture_key=record.get("capture", ""),
        entity_id=record.get("entity", "") if record["kind"] == "entity" else "",
        after=record.get("after"),
        record=record,
        lost=lost,
    )


def _apply_to_article(decision: Decision) -> None:
    articles = later_versions(decision.capture_key)
    if not articles:
        Decision.objects.filter(pk=decision.pk, act__in=ACTS).update(lost=True)
        return
    decided = Fact.objects.filter(article__in=articles).exclude(decision=None)
    before = set(decided.values_list("entity_id", flat=True))
    for article in articles:
        reapply(article)
    refresh_names(before | set(decided.values_list("entity_id", flat=True)))


def _apply_to_entities(record: JournalRecord) -> None:
    about = record if record["act"] != "undo" else Decision.objects.get(pk=record["of"]).record
    if about["act"] == "part":
        ends, parts = [about["entity"], about["to"]], live_parts()
        for pk in _articles_moved(about["entity"], about["to"], about["name"]):
            article = Article.objects.select_related("capture").get(pk=pk)
            link_facts(article, parts)
            reapply(article)
        refresh_names(ends)
    apply_joins()


def _articles_moved(entity: str, other: str, name: str) -> list[int]:
    """The articles with facts that a part of ``name`` moves from one entity to the other, or back."""
    facts = Fact.objects.filter(entity=entity)
    same = [said for said in names_in(facts) if fold(said) == fold(name)]
    moved = Fact.objects.filter(entity=other).values_list("article_id", flat=True)
    return sorted({*articles_naming(facts, same), *moved})
