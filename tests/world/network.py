"""Running a world, and the ways into it: its resolver, its opener, its policy."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from marsad.collect.address import Address
from marsad.collect.connect import open_socket
from marsad.collect.policy import FetchPolicy
from tests.paths import ROOT
from tests.world.clock import Clock
from tests.world.newsroom import World

_STARTING = 60.0
LOOPBACK = (ip_network("127.0.0.0/8"),)


@dataclass(frozen=True, slots=True)
class Network:
    """What leads to a running world, from any process that knows its folder: every name is at 127.0.0.1, and the
    ports 80 and 443 are those of its servers. Nothing else is reached."""

    folder: Path
    plain: int
    tls: int
    hosts: frozenset[str]

    @classmethod
    def at(cls, folder: Path) -> Network:
        """The network of the world that runs in that folder."""
        ports = json.loads((folder / "ports.json").read_text())
        hosts = json.loads((folder / "hosts.json").read_text())
        return cls(folder, ports["http"], ports["https"], frozenset(hosts))

    def resolver(self, host: str, port: int) -> list[str]:
        """Replaces ``marsad.collect.connect.system_resolver``. Raises OSError for a name outside of the world."""
        if host not in self.hosts:
            raise OSError(f"no such host in this world: {host}")
        return ["127.0.0.1"]

    def opener(self, address: Address, port: int, timeout: float) -> socket.socket:
        """Replaces ``marsad.collect.connect.open_socket``. Raises OSError for what is not the world's."""
        own = {80: self.plain, 443: self.tls}.get(port)
        if own is None or str(address) != "127.0.0.1":
            raise ConnectionRefusedError(f"nothing of this world listens at {address} port {port}")
        return open_socket(address, own, timeout)

    def policy(self, **unlike: Any) -> FetchPolicy:
        """A policy that may go to loopback and trusts the world's certificates."""
        settings = {"allow": LOOPBACK, "ca_file": str(self.folder / "ca.pem"), "user_agent": "Marsad/test (+world)"}
        return FetchPolicy(**(settings | unlike))

    @property
    def log(self) -> Path:
        """The servers' log (see `manners.read_log`)."""
        return self.folder / "log.jsonl"

    def clock(self) -> Clock:
        """The world's clock."""
        return Clock(self.folder / "clock")


@dataclass(frozen=True, slots=True)
class Running:
    """A world that runs: its network, its clock, and the process of its servers."""

    world: World
    network: Network
    clock: Clock
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def serving(world: World, folder: Path, rate: float = 0.0) -> Iterator[Running]:
    """The world while it runs, with its files in ``folder``; its clock goes at ``rate`` times real time."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock.made(folder / "clock", world.start, rate)
    (folder / "world").write_bytes(pickle.dumps(world))
    (folder / "hosts.json").write_text(json.dumps(sorted(world.sites)))
    (folder / "ports.json").unlink(missing_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.world.server", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    try:
        _listening(process, folder)
        yield Running(world, Network.at(folder), clock, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _listening(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + _STARTING
    while not (folder / "ports.json").exists():
        if process.poll() is not None:
            raise RuntimeError(f"the servers ended with status {process.returncode} before they listened")
        if time.monotonic() > until:
            raise RuntimeError("the servers do not listen")
        time.sleep(0.02)
