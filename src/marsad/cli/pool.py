"""Worker processes that may die: the page that one died on becomes an error, and the rest go on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4


def ordered(function: Callable[[T], R], items: Iterable[T], *, jobs: int, died: Callable[[T], R]) -> Iterator[R]:
    """``function`` of each item in order, over ``jobs`` processes; ``died(item)`` for one that kills its worker.

    When a worker dies every page in flight is lost with its pool, so those are tried again, each alone: only the
    page that kills a worker by itself is given up.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    rest = iter(items)
    pool = _pool(jobs)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            for item in rest:
                waiting.append((item, _submit(pool, function, item)))
                if len(waiting) >= jobs * _AHEAD:
                    break
            if not waiting:
                return
            try:
                result = waiting[0][1].result()
                waiting.popleft()
                yield result
            except (BrokenProcessPool, CancelledError):
                pool.shutdown(wait=True, cancel_futures=True)
                yield from (_alone(function, item, future, died) for item, future in waiting)
                waiting.clear()
                pool = _pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"))


def _submit(pool: ProcessPoolExecutor, function: Callable[[T], R], item: T) -> Future[R]:
    """A future that is cancelled from the start where the pool is already broken."""
    try:
        return pool.submit(function, item)
    except BrokenProcessPool:
        lost: Future[R] = Future()
        lost.cancel()
        return lost


def _alone(function: Callable[[T], R], item: T, future: Future[R], died: Callable[[T], R]) -> R:
    if future.done() and not future.cancelled() and future.exception() is None:
        return future.result()
    with _pool(1) as single:
        try:
            return single.submit(function, item).result()
        except BrokenProcessPool:
            return died(item)
