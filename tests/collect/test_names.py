"""Names looked up in time, and never by more threads than agreed."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from marsad.collect.names import LOOKUPS, resolve, system_resolver


def lookup_threads() -> int:
    return sum(thread.name == "lookup" for thread in threading.enumerate())


def test_addresses_and_failures_come_back() -> None:
    assert [str(address) for address in resolve(lambda *_: ["8.8.8.8", "::1"], "a.test", 80, 1)] == ["8.8.8.8", "::1"]
    with pytest.raises(OSError, match="not an address"):
        resolve(lambda *_: ["not an address"], "a.test", 80, 1)

    def missing(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(OSError, match="no such name"):
        resolve(missing, "a.test", 80, 1)
    assert "127.0.0.1" in system_resolver("localhost", 80)


def test_a_name_server_that_hangs_costs_a_bounded_number_of_threads() -> None:
    release = threading.Event()

    def hangs(host: str, port: int) -> list[str]:
        release.wait(20)
        return ["8.8.8.8"]

    def ask(_: int) -> bool:
        try:
            resolve(hangs, "slow.test", 80, 0.2)
        except TimeoutError:
            return True
        return False

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(ask, range(120)))
    assert lookup_threads() <= LOOKUPS
    release.set()
    started = time.monotonic()
    while True:
        try:
            assert resolve(lambda *_: ["8.8.4.4"], "a.test", 80, 5)
            break
        except TimeoutError:
            assert time.monotonic() - started < 10
    assert lookup_threads() <= LOOKUPS


def test_threads_are_used_again() -> None:
    before = lookup_threads()
    for _ in range(50):
        resolve(lambda *_: ["8.8.8.8"], "a.test", 80, 1)
    assert lookup_threads() <= before + 1 + (before == 0)
