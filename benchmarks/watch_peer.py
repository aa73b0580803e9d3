"""The plainest way to read the same feeds: feedparser and urllib3 in a pool of threads, nothing kept but bytes counted.

``python -m benchmarks.watch_peer WORLD THREADS`` reads every feed of a running world once and every article that they
announce, and prints `{requests, seconds, cpu, rss}`. What it does not do: ask robots.txt and reservations, leave a host
in peace between two requests or ask one thing at a time, check addresses, bound sizes, write an archive, remember what
it has read, or survive being killed.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import urllib3
from tests.world.network import Network
from tests.world.newsroom import World


class Peer:
    """A pool of connections to the world's port; the host is told in the header."""

    def __init__(self, network: Network, threads: int) -> None:
        self._pool = urllib3.HTTPConnectionPool("127.0.0.1", network.plain, maxsize=threads, block=True)

    def get(self, url: str) -> bytes:
        """The body at an address. Raises ValueError for anything but 200."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = self._pool.request("GET", path, headers={"Host": parts.netloc, "Accept-Encoding": "gzip, br"})
        if answer.status != 200:
            raise ValueError(f"{url} answers {answer.status}")
        return answer.data

    def items(self, feed: str) -> list[str]:
        """The articles that a feed announces."""
        return [entry.link for entry in feedparser.parse(self.get(feed)).entries]


def main() -> None:
    """Read, and print what it cost."""
    folder, threads = Path(sys.argv[1]), int(sys.argv[2])
    world: World = pickle.loads((folder / "world").read_bytes())
    feeds = [site.feed_url(section) for site in world.sites.values() for section in range(site.sections)]
    peer = Peer(Network.at(folder), threads)
    began = time.monotonic()
    with ThreadPoolExecutor(threads) as pool:
        announced = {url for urls in pool.map(peer.items, feeds) for url in urls}
        read = sum(len(body) > 0 for body in pool.map(peer.get, sorted(announced)))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    row = {
        "requests": len(feeds) + read,
        "items": read,
        "seconds": time.monotonic() - began,
        "cpu": time.process_time(),
        "rss": usage.ru_maxrss * 1024,
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main()
