"""CPU of one fetch, guards included, against plain httpcore on the same loopback server in the same run.

    python benchmarks/fetching.py [--requests N] [--rounds N]

The server is a process of its own, so that only the client's CPU counts (its threads included). Each line is the best
of the rounds, in milliseconds a request of a page of 30 kB, and the ratio to httpcore doing the same without checks.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import socket
import ssl
import tempfile
import time
from collections.abc import Callable
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpcore
import trustme
from hypercorn.asyncio import serve
from hypercorn.config import Config

from marsad.collect.fetch import Connections, FetchPolicy, fetch

BODY = b"<p>" + b"lorem ipsum " * 2500
LOOPBACK = (ip_network("127.0.0.0/8"),)


async def page(scope: Any, _: Any, send: Any) -> None:
    """The same page for every request."""
    if scope["type"] == "http":
        headers = [(b"content-type", b"text/html"), (b"content-length", str(len(BODY)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": BODY})


def server(folder: Path, plain: int, secure: int) -> None:
    """HTTP/1.1 on one port, HTTP/2 over TLS on the other."""
    config = Config()
    config.bind, config.insecure_bind = [f"127.0.0.1:{secure}"], [f"127.0.0.1:{plain}"]
    config.certfile, config.keyfile = str(folder / "site.pem"), str(folder / "key.pem")
    config.accesslog = config.errorlog = None
    config.keep_alive_max_requests = 1_000_000
    asyncio.run(serve(page, config))  # type: ignore[arg-type]


def certificates(folder: Path) -> None:
    """An authority, and what it signs for the server."""
    authority = trustme.CA()
    site = authority.issue_cert("news.test")
    authority.cert_pem.write_to_path(folder / "authority.pem")
    site.private_key_pem.write_to_path(folder / "key.pem")
    (folder / "site.pem").write_bytes(b"".join(pem.bytes() for pem in site.cert_chain_pems))


class Here(httpcore.SyncBackend):
    """Every name is this machine."""

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:  # noqa: ARG002
        return super().connect_tcp("127.0.0.1", port, *args, **options)


def plain_pool(url: str, context: ssl.SSLContext, pool: httpcore.ConnectionPool | None) -> None:
    """One request through a pool that is kept, or through a new one."""
    used = pool or httpcore.ConnectionPool(ssl_context=context, http2=True, network_backend=Here())
    assert used.request("GET", url).content == BODY
    if pool is None:
        used.close()


def ours(url: str, policy: FetchPolicy, connections: Connections | None) -> None:
    """One fetch."""
    response = fetch(url, policy=policy, connections=connections, resolver=lambda *_: ["127.0.0.1"])
    assert response.body == BODY


def milliseconds(ask: Callable[[], None], requests: int, rounds: int) -> float:
    """The least CPU milliseconds a request over the rounds."""
    best = float("inf")
    ask()
    for _ in range(rounds):
        started = time.process_time()
        for _ in range(requests):
            ask()
        best = min(best, (time.process_time() - started) / requests * 1000)
    return best


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(port: int) -> None:
    """Until the server listens."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    measure = partial(milliseconds, requests=options.requests, rounds=options.rounds)
    with tempfile.TemporaryDirectory() as name:
        folder, plain, secure = Path(name), free_port(), free_port()
        certificates(folder)
        running = multiprocessing.get_context("spawn").Process(target=server, args=(folder, plain, secure))
        running.start()
        try:
            wait_for(secure)
            context = ssl.create_default_context(cafile=folder / "authority.pem")
            policy = FetchPolicy(allow=LOOPBACK, ca_file=str(folder / "authority.pem"))
            print(f"{'':36} {'fetch':>8} {'httpcore':>9} {'ratio':>6}")
            for label, url in (
                ("HTTP/1.1", f"http://news.test:{plain}/"),
                ("HTTP/2 over TLS", f"https://news.test:{secure}/"),
            ):
                for kept in (False, True):
                    pool = httpcore.ConnectionPool(ssl_context=context, http2=True, network_backend=Here())
                    mine = measure(partial(ours, url, policy, Connections() if kept else None))
                    theirs = measure(partial(plain_pool, url, context, pool if kept else None))
                    line = f"{label}, {'kept' if kept else 'new'} connection"
                    print(f"{line:36} {mine:8.2f} {theirs:9.2f} {mine / theirs:6.2f}")
        finally:
            running.terminate()
            running.join()


if __name__ == "__main__":
    main()
