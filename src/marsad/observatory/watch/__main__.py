"""The collecting process: ``python -m marsad.observatory.watch --data DIR [--spacing 2] [--threads 32] [--once]``.

It ends on SIGTERM or SIGINT, when what it is asking is answered or after some seconds.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from marsad.archive.locks import BusyError
from marsad.collect.imap import MailboxError, mailbox_from
from marsad.observatory.setup import open_observatory

_REBUILD_SECONDS = 1.0


def main() -> None:
    """Entry of the process."""
    parser = argparse.ArgumentParser(description="Collects what an observatory follows.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--spacing", type=float)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    open_observatory(options.data, migrate=False)
    from marsad.observatory.watch.loop import SPACING, THREADS, Settings

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201

    try:
        mailbox = mailbox_from()
    except MailboxError as error:  # the sites are collected all the same
        mailbox = None
        say(str(error))
    settings = Settings(
        spacing=SPACING if options.spacing is None else options.spacing,
        threads=options.threads or THREADS,
        public_url=os.environ.get("MARSAD_PUBLIC_URL", ""),
        mailbox=mailbox,
        say=say,
    )
    status = _watched(options.data, stop, settings, once=options.once)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(status)  # what threads still ask for is not waited for


def _watched(data: Path, stop: threading.Event, settings: object, *, once: bool) -> int:
    from marsad.observatory.presence import RunningError
    from marsad.observatory.watch.loop import Settings, watch

    assert isinstance(settings, Settings)
    while not stop.is_set():
        try:
            watch(data, stop, settings, once=once)
            return 0
        except RunningError:  # a rebuild
            stop.wait(_REBUILD_SECONDS)
        except BusyError:
            print("another `marsad watch` or `marsad serve` collects here already", file=sys.stderr)  # noqa: T201
            return 3
    return 0


if __name__ == "__main__":
    main()
