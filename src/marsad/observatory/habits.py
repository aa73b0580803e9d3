"""Whether an outlet behaves as it is used to: arithmetic on plain numbers, the same for agencies and weeklies.

An outlet is its own measure. Silence is held against its own longest gaps, short articles against its own articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

HOUR, DAY = 3600.0, 86_400.0
WINDOW_DAYS = 28
"""How far back from an outlet's last new item its habit is looked for."""

_WATCHED = 14 * DAY
_WEEKS = 3
_USUAL_TIMES = 2.0
_LONGEST_TIMES = 1.25
_LEAST_SILENCE = 12 * HOUR

RECENT, PAST = 6, 24
"""How many of an outlet's latest articles are compared, and with how many before them."""
_ENOUGH_RECENT, _ENOUGH_PAST = 5, 10
_SHORT = 0.4
_WORTH = 200
_FAILED = 4
_FAILED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Habit:
    """What is known of how an outlet publishes.

    ``days``: new items on each day before its last one, the latest day first, to the first day that it was watched (28
    at most). ``gaps``: for each week of those, latest first, the longest gap in seconds between two items that ended in
    it; zero where none did. ``watched``: seconds from the first to the last of those items.
    """

    days: tuple[int, ...] = ()
    gaps: tuple[float, ...] = ()
    watched: float = 0.0

    @property
    def a_day(self) -> float:
        """New items on its middle day; on an average day for who publishes on fewer than every second one."""
        if not self.days:
            return 0.0
        return float(median(self.days)) or sum(self.days) / len(self.days)


def longest_silence(habit: Habit) -> float | None:
    """Seconds without a new item that are still its habit; null where too little is known to judge.

    Its usual longest gap is the middle one of the longest gaps of its weeks (a night for an agency, a week for a
    weekly). Twice that is too long, unless it has made nearly as long a gap before: 1.25 of its longest is allowed, and
    12 hours always. Judged is who was seen for two weeks, with gaps in three of them.
    """
    gaps = [gap for gap in habit.gaps if gap > 0]
    if habit.watched < _WATCHED or len(gaps) < _WEEKS:
        return None
    return max(_USUAL_TIMES * median(gaps), _LONGEST_TIMES * max(gaps), _LEAST_SILENCE)


def is_silent(habit: Habit, quiet: float) -> bool:
    """Whether an outlet has published nothing for much longer than its habit is.

    ``quiet``: seconds from its last new item to the last time that it answered: who cannot be asked is not silent.
    """
    allowed = longest_silence(habit)
    return allowed is not None and quiet > allowed


def articles_are_short(recent: Sequence[int], past: Sequence[int]) -> bool:
    """Whether an outlet's latest articles are much shorter than it is used to; lengths in characters.

    So it is when their middle length is under 0.4 of that before, and under nine in ten of those before: an outlet
    that has always mixed briefs and long articles is not flagged for some briefs.
    """
    if len(recent) < _ENOUGH_RECENT or len(past) < _ENOUGH_PAST or median(past) < _WORTH:
        return False
    return median(recent) < min(_SHORT * median(past), quantiles(past, n=10)[0])


def readings_fail(failed: int, read: int, failed_before: int, read_before: int) -> bool:
    """Whether of an outlet's latest pages many cannot be read as articles, and more than it is used to.

    So it is when at least four fail, half of all, and twice the share of those before.
    """
    if failed < _FAILED:
        return False
    share = failed / (failed + read)
    before = failed_before / max(failed_before + read_before, 1)
    return share >= max(_FAILED_SHARE, min(2 * before, 0.95))
