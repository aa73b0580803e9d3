"""Give every file of the public feed, OPML, robots and hostile-XML suites to the collect room, and count.

    python -m benchmarks.feeds [--suites FOLDER] [--verbose]

feedparser's and listparser's cases are then judged by their own expectations (benchmarks/feeds_agreement.py,
benchmarks/opml_agreement.py).

Each file must be read or refused by name: no exception, no socket, no file opened. Prints a table, and exits
with 1 when a file broke that. Times are CPU seconds of one parse on this machine.
"""

from __future__ import annotations

import argparse
import builtins
import os
import socket
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks import feeds_agreement, opml_agreement
from marsad.collect.channels import parse_channel
from marsad.collect.errors import FeedError
from marsad.collect.feeds import parse_feed
from marsad.collect.opml import parse_opml
from marsad.collect.robots import parse_robots

SUITES = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "bench" / "suites"
URL = "https://news.example.org/feed.xml"


class Reached(BaseException):
    """A parser tried to reach a file or the network."""


def channel(data: bytes) -> str:
    """What became of a channel's bytes, in a word."""
    return f"read, a {parse_channel(data, url=URL).kind}"


def opml(data: bytes) -> str:
    """What became of a list of feeds."""
    found = parse_opml(data)
    named = found.subscriptions or found.sites or found.inclusions
    return "read" if named else "read, nothing named"


def robots(data: bytes) -> str:
    """What became of a robots.txt."""
    rules = parse_robots(data)
    rules.allows(URL)
    return "read" if rules.rules else "read, no rule for us"


PARSERS: dict[str, Callable[[bytes], str]] = {
    "feedparser": channel,
    "feedvalidator": channel,
    "defusedxml": channel,
    "hostile": channel,
    "opml-listparser": opml,
    "robots": robots,
}


def unreachable(*_args: Any, **_options: Any) -> Any:
    """Stands where the network and the files are."""
    raise Reached


def outcome(parse: Callable[[bytes], str], data: bytes) -> tuple[str, float]:
    """What became of one file, and the CPU seconds."""
    started = time.process_time()
    try:
        with (
            mock.patch.object(socket.socket, "connect", unreachable),
            mock.patch.object(socket, "getaddrinfo", unreachable),
            mock.patch.object(builtins, "open", unreachable),
        ):
            result = parse(data)
    except FeedError as error:
        result = f"refused: {error.reason}"
    except Reached:
        result = "EXCEPTION reached out"
    except Exception as error:
        result = f"EXCEPTION {type(error).__name__}: {error}"
    return result, time.process_time() - started


def run(suite: str, folder: Path, *, verbose: bool) -> int:
    """Print one row; returns the number of files that were neither read nor refused by name."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(("README", "LICENSE"))
    )
    found = [(*outcome(PARSERS[suite], path.read_bytes()), path) for path in files]
    kinds = Counter(result.partition(":")[0].partition(",")[0].split()[0] for result, _, _ in found)
    slowest = max(found, key=lambda row: row[1], default=("", 0.0, folder))
    total = sum(seconds for _, seconds, _ in found)
    broken = kinds["EXCEPTION"]
    print(
        f"{suite:16} {len(files):6} {kinds['read']:6} {kinds['refused']:8} {broken:10} {total:8.2f} "
        f"{1000 * slowest[1]:8.1f}  {slowest[2].name}"
    )
    if verbose or broken:
        for result, count in Counter(result for result, _, _ in found).most_common():
            print(f"{count:23}  {result}")
    return broken


def main() -> int:
    """Run all suites; the exit status says whether every file ended well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suites", type=Path, default=SUITES, help="folder with one folder for each suite")
    parser.add_argument("--verbose", action="store_true", help="say how often each outcome came")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    parse_feed(b"<rss version='2.0'><channel/></rss>", url=URL)  # so that imports are not timed
    print(
        f"{'suite':16} {'files':>6} {'read':>6} {'refused':>8} {'exceptions':>10} {'CPU s':>8} {'max ms':>8}  slowest"
    )
    broken = sum(run(suite, options.suites / suite, verbose=options.verbose) for suite in PARSERS)
    print("\nfeedparser's own expectations:")
    feeds_agreement.report(options.suites / "feedparser")
    print("\nlistparser's own expectations:")
    opml_agreement.report(options.suites / "opml-listparser")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
