"""A watch in a process of its own, to be killed: ``python -m tests.observatory.watch_child DATA PORT FEED``."""

from __future__ import annotations

import socket
import sys
import threading
from ipaddress import ip_network
from pathlib import Path

from marsad.collect.address import Address
from marsad.collect.connect import open_socket
from marsad.collect.policy import FetchPolicy
from marsad.observatory.setup import open_observatory


def main() -> None:
    """One round: every channel, everything that is due, and every page that was had asked for again."""
    data, port, feed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    open_observatory(data)
    from marsad.observatory.models import Channel, Item
    from marsad.observatory.sources import NewChannel, save_source
    from marsad.observatory.watch.loop import Settings, watch

    if not Channel.objects.exists():
        save_source(data, "jour.example", {}, [NewChannel(feed)])
    Item.objects.filter(fetched_at__isnull=False, checks=0).update(due_at="2026-01-01T00:00:00Z")

    def opener(address: Address, _port: int, timeout: float) -> socket.socket:
        return open_socket(address, port, timeout)

    policy = FetchPolicy(allow=(ip_network("127.0.0.0/8"),))
    settings = Settings(policy, spacing=0.001, resolver=lambda host, port: ["127.0.0.1"], opener=opener)
    watch(data, threading.Event(), settings, once=True)


if __name__ == "__main__":
    main()
