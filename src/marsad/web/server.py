"""The web process: granian with the site and its static files. ``python -m marsad.web.server --host H --port P``."""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import sys
from pathlib import Path

import django.contrib.admin

_THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
_STATIC_SECONDS = 7 * 24 * 3600
_PR_SET_PDEATHSIG = 1


def static_mounts() -> dict[str, Path]:
    """Addresses of static files and the folders that they lie in."""
    return {
        "/static/marsad": Path(__file__).parent / "static" / "marsad",
        "/static/admin": Path(django.contrib.admin.__file__).parent / "static" / "admin",
    }


def end_with_parent() -> None:
    """Ask the kernel to end this process when the one that started it dies, however it dies (Linux only)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)


def main() -> None:
    """Serve until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    parser = argparse.ArgumentParser(description="The web process.")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    end_with_parent()
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
    ).serve()


if __name__ == "__main__":
    main()
