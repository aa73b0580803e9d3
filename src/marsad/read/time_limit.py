"""A limit on the time that one page may take, for readers that would otherwise never come back.

At the limit `OverdueError` is raised in the reader, again every second should the reader swallow it. A reader that is
stuck where no Python runs is ended by the kernel once it has used twice the limit in processor time: the process dies,
and its supervisor charges the page as for any other death. Where nobody supervises, the kernel is left out of it, and
the page is overdue as soon as Python runs again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

DEFAULT_SECONDS = 30.0


class OverdueError(BaseException):
    """The time is up. No `Exception`, lest a reader that catches those go on."""


def seconds_a_page() -> float:
    """The limit: ``MARSAD_READ_SECONDS``, else `DEFAULT_SECONDS`."""
    return float(os.environ.get("MARSAD_READ_SECONDS") or DEFAULT_SECONDS)


def overdue(seconds: float) -> str:
    """What is said of a page that took longer."""
    return f"reading took longer than the limit of {seconds:g} seconds"


@contextmanager
def time_limit(seconds: float, *, deadly: bool = True) -> Iterator[None]:
    """Raise `OverdueError` in the block after ``seconds``; in the main thread only, elsewhere there is no limit.

    ``deadly``: let the kernel end the process that uses twice as much.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    within = True

    def ring(_number: int, _frame: FrameType | None) -> None:
        if within:
            raise OverdueError

    before = signal.signal(signal.SIGALRM, ring)
    if deadly:
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_VIRTUAL, 2 * seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        within = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGALRM, before)
