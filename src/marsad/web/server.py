"""The web process: granian with the site and its static files. ``python -m marsad.web.server --host H --port P``."""

from __future__ import annotations

import argparse
import os
from multiprocessing import parent_process
from pathlib import Path

import django.contrib.admin
from django.core.handlers.wsgi import WSGIHandler

from marsad.web.leash import end_with

_THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
_STATIC_SECONDS = 7 * 24 * 3600


def static_mounts() -> dict[str, Path]:
    """Addresses of static files and the folders that they lie in."""
    return {
        "/static/marsad": Path(__file__).parent / "static" / "marsad",
        "/static/admin": Path(django.contrib.admin.__file__).parent / "static" / "admin",
    }


def load_site() -> WSGIHandler:
    """Load the application in one of granian's own processes, which must not outlive the one that started it."""
    if starter := parent_process():
        assert starter.pid
        end_with(starter.pid)
    from marsad.web.wsgi import application

    return application


def main() -> None:
    """Serve until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    parser = argparse.ArgumentParser(description="The web process.")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    mounts = static_mounts()
    Granian(
        "marsad.web.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.processes,
        blocking_threads=_THREADS,
        backpressure=64,
        websockets=False,
        respawn_failed_workers=True,
        log_level="warning",
        static_path_route=list(mounts),
        static_path_mount=list(mounts.values()),
        static_path_expires=_STATIC_SECONDS,
    ).serve(target_loader=load_site, wrap_loader=False)


if __name__ == "__main__":
    main()
