"""``marsad serve``: the whole observatory in one command."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import data_option
from marsad.cli.watch import collector

if TYPE_CHECKING:
    from marsad.web.supervisor import Program

_LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Pipeline workers.")
@click.option("--watch/--no-watch", "collects", default=True, show_default=True, help="Collect what is followed.")
@click.option("--web-processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes.")
def serve(data: Path, host: str, port: int, workers: int, collects: bool, web_processes: int) -> None:
    """Serve the site, collect what is followed and read it, until Ctrl-C.

    Listens on this machine alone unless --host says otherwise; the names under which readers then ask for it
    are taken from MARSAD_HOSTS (separated by commas). Behind a proxy that speaks HTTPS and sets X-Forwarded-Proto,
    set MARSAD_HTTPS=1: cookies then go over HTTPS alone.
    """
    check_port(host, port)
    hosts = allowed_hosts(host, os.environ.get("MARSAD_HOSTS"))
    os.environ["MARSAD_HOSTS"] = ",".join(hosts)
    if host not in _LOCAL_HOSTS:
        click.echo(f"The site answers to the names {', '.join(hosts)}; MARSAD_HOSTS names others.", err=True)
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
    from django.db import connections

    from marsad.web.accounts import ensure_groups
    from marsad.web.supervisor import Program, Supervisor

    ensure_groups()  # accounts that an earlier version made get what their group may do now
    connections.close_all()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    web = [sys.executable, "-m", "marsad.web.server", "--host", host, "--port", str(port)]
    programs = [Program("the web process", [*web, "--processes", str(web_processes)])]
    programs += [worker_program(data, number) for number in range(workers)]
    programs += [Program("the watch", collector(data))] if collects else []
    announcing = threading.Thread(target=_announce, args=(host, port, stop), daemon=True)
    announcing.start()
    Supervisor(programs, os.environ, lambda line: click.echo(line, err=True)).run(stop)
    announcing.join()
    click.echo("Stopped.", err=True)


def check_port(host: str, port: int) -> None:
    """Raise a `click.ClickException` where ``host:port`` cannot be listened at."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        reason = "another program is listening there" if error.errno == 98 else error.strerror or str(error)
        raise click.ClickException(f"cannot listen at {host} port {port}: {reason}; try --port {port + 1}") from error


def allowed_hosts(host: str, named: str | None) -> list[str]:
    """Names under which the site answers: those that the operator names, else the machine's own for ``host``."""
    if named:
        return [name for name in named.split(",") if name]
    hosts = [*_LOCAL_HOSTS, *(_own_names() if _is_wildcard(host) else [f"[{host}]" if ":" in host else host])]
    return list(dict.fromkeys(hosts))


def _is_wildcard(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def _own_names() -> list[str]:
    name = socket.gethostname()
    try:
        addresses = sorted({str(info[4][0]) for info in socket.getaddrinfo(name, None)})
    except OSError:
        addresses = []
    return [name, socket.getfqdn(), *(f"[{address}]" if ":" in address else address for address in addresses)]


def worker_program(data: Path, number: int) -> Program:
    """A pipeline worker; the first does every stage, and a page over which one died is charged with it."""
    from marsad.observatory import jobs
    from marsad.observatory.worker import ALL_STAGES, PARALLEL_STAGES
    from marsad.web.supervisor import Program

    stages = ",".join(ALL_STAGES if number == 0 else PARALLEL_STAGES)
    command = [sys.executable, "-m", "marsad.observatory.worker", "--data", str(data), "--stages", stages]

    def on_start(pid: int) -> Callable[[], None]:
        holder = jobs.owner_of(pid)

        def on_death() -> None:
            jobs.release(holder, crashed=True)

        return on_death

    return Program(f"worker {number + 1}", command, on_start)


def _announce(host: str, port: int, stop: threading.Event) -> None:
    """Say where the site is as soon as it answers."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    shown = f"[{near}]" if ":" in near else near
    while not stop.is_set():
        try:
            socket.create_connection((near, port), timeout=1).close()
        except OSError:
            stop.wait(0.2)
            continue
        click.echo(f"Marsad is at http://{shown}:{port}/ (Ctrl-C stops it)")
        return
