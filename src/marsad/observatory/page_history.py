"""The history of one page: its readings in the order in which they were seen, and the versions that they make.

A function of articles and checks alone; nothing here asks the database or writes to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.observatory.models import Article, Check, CheckOutcome
from marsad.observatory.sameness import Reading

_ANSWERED = 200
_NOTICE, _SEEN, _SAME, _GONE = range(4)
"""What happened to a page: it said that the article is gone, it showed it, it was as before, it was not there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed at a moment: the article that was captured then, or that was found there ``again``."""

    article: Article
    at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """Readings in a row that say the same, in the order in which they were seen.

    ``first`` stands for all of them. It stands for an earlier version too where the page only went back to that one's
    bytes. ``hollow``: the page had lost its article; ``removed``: and says so.
    """

    first: Article
    seen: tuple[Seen, ...]
    hollow: bool
    removed: bool

    @property
    def captured(self) -> tuple[Article, ...]:
        """The articles whose captures are of this version: each is of one version alone."""
        return tuple(one.article for one in self.seen if not one.again)


def arranged(rows: Sequence[Article], checks: Iterable[Check] = ()) -> list[Version]:
    """The versions of a page in the order in which they were seen; needs ``capture`` loaded."""
    said = {row.pk: Reading.of(row) for row in rows}
    runs = list(_runs(_seen(rows, checks), said))
    firsts: dict[int, Article] = {}
    for run, _ in runs:
        captured = [one.article for one in run if not one.again]
        firsts |= {row.pk: min(captured, key=lambda row: row.pk) for row in captured}
    versions: list[Version] = []
    for run, hollow in runs:
        stands = next((one for one in run if not one.again), run[0]).article
        versions.append(Version(firsts[stands.pk], tuple(run), hollow, hollow and said[stands.pk].removed))
    return versions


def shown_of(versions: Sequence[Version]) -> Version:
    """The version that readers see: the last that holds the article; the first of all is never hollow."""
    return next(version for version in reversed(versions) if not version.hollow)


def captured_at(article: Article) -> datetime:
    """When an article's page was captured; needs ``capture`` loaded."""
    return article.capture.fetched or article.capture.archived


def gone(versions: Sequence[Version], checks: Sequence[Check]) -> tuple[datetime, int] | None:
    """When a page was first found gone, and with which answer; null while it is there, or is there again."""
    events: list[tuple[datetime, int, int]] = []
    for version in versions:
        events += [(one.at, _NOTICE if version.removed else _SEEN, _ANSWERED) for one in version.seen]
        rows = {one.article.capture.record_id for one in version.seen}
        checks = [check for check in checks if check.refers_to not in rows]
    missing = {check.record_id for check in checks if check.outcome == CheckOutcome.GONE}
    for check in checks:
        lost = check.outcome == CheckOutcome.GONE or check.refers_to in missing
        events.append((check.at, _GONE if lost else _SAME, check.status))
    found: tuple[datetime, int] | None = None
    notice = False
    for at, what, status in sorted(events):
        if what in (_NOTICE, _SEEN):
            notice = what == _NOTICE
        found = found or (at, status) if notice or what == _GONE else None
    return found


def _seen(rows: Sequence[Article], checks: Iterable[Check]) -> list[Seen]:
    """Captures, and checks that found the bytes of one of them, in the order of their moments."""
    found = [Seen(row, captured_at(row)) for row in rows]
    known = {row.capture.record_id: row for row in rows}
    found += [Seen(known[check.refers_to], check.at, again=True) for check in checks if check.refers_to in known]
    return sorted(found, key=lambda one: (one.at, one.again, one.article.pk))


def _runs(seen: Iterable[Seen], said: dict[int, Reading]) -> Iterator[tuple[list[Seen], bool]]:
    """What was seen, in runs that say the same, and whether the page had lost its article."""
    runs: list[tuple[list[Seen], bool]] = []
    whole: tuple[Reading, list[Seen]] | None = None
    hollow: tuple[Reading, list[Seen]] | None = None
    for one in seen:
        reading = said[one.article.pk]
        if whole is not None and reading.mark == whole[0].mark:
            whole[1].append(one)
        elif whole is not None and reading.is_hollow(whole[0]):
            if hollow is None or reading.mark != hollow[0].mark:
                hollow = reading, []
                runs.append((hollow[1], True))
            hollow[1].append(one)
        else:
            whole, hollow = (reading, [one]), None
            runs.append((whole[1], False))
    yield from runs
