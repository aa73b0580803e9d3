"""How the identity of addresses does on real pages: keys against what pages state of themselves.

    python -m benchmarks.identity [--pages FOLDER] [--verbose]

For each page of the sets: whether ``page_key`` of its address is that of its rel=canonical (or og:url), and what
``believed`` makes of the rest; whether two pages whose stated addresses differ share a key. With ``--verbose`` every
mismatch is printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from marsad.collect.canonical import believed, page_key
from marsad.collect.errors import BadAddress

PAGES = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "bench" / "pages"


@dataclass(frozen=True, slots=True)
class Stated:
    """A page of a set: its address, and what it states to be its own."""

    url: str
    canonical: str | None
    og_url: str | None


def pages(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Set, address and HTML of each page that has an address."""
    for truth in sorted(folder.glob("*/truth.jsonl")):
        for line in truth.read_text("utf-8").strip().split("\n"):
            row = json.loads(line)
            path = truth.parent / "pages" / f"{row['id'].removesuffix('.gz').removesuffix('.html')}.html.gz"
            if not path.exists():
                path = truth.parent / "pages" / f"{row['id']}.html.gz"
            if (row.get("url") or "").startswith("http") and path.exists():
                yield truth.parent.name, row["url"], gzip.decompress(path.read_bytes())


def stated(url: str, html: bytes) -> Stated:
    """What a page states."""
    tree = LexborHTMLParser(html)
    link = tree.css_first('link[rel~="canonical" i][href]')
    meta = tree.css_first('meta[property="og:url"][content]')
    return Stated(
        url,
        link.attributes["href"] if link else None,
        meta.attributes["content"] if meta else None,
    )


def verdict(url: str, other: str) -> str:
    """What becomes of one statement, in words."""
    if believed(url, other) is None:
        return "not believed"
    return "same key" if page_key(url) == page_key(believed(url, other) or "") else "another key, believed"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {"rel=canonical": Counter(), "og:url": Counter()}
    keys: defaultdict[str, set[str]] = defaultdict(set)
    spent = total = 0.0
    for name, url, html in pages(options.pages):
        found = stated(url, html)
        total += 1
        start = time.process_time()
        try:
            key = page_key(url)
        except BadAddress:
            print(f"  address cannot be read: {name} {url}")
            continue
        spent += time.process_time() - start
        keys[key].add(url)
        for kind, other in (("rel=canonical", found.canonical), ("og:url", found.og_url)):
            if not other:
                counts[kind]["none stated"] += 1
                continue
            what = verdict(url, other)
            counts[kind][what] += 1
            if options.verbose and what != "same key":
                print(f"  {kind} {what}: {name}\n    {url}\n    {other}")
    for kind, row in counts.items():
        with_one = sum(row.values()) - row["none stated"]
        shares = ", ".join(f"{what} {row[what]} ({row[what] / with_one:.1%})" for what in row if what != "none stated")
        print(f"{kind}: {with_one} pages state one: {shares}")
    shared = {key: urls for key, urls in keys.items() if len(urls) > 1}
    print(
        f"{total:.0f} pages, {len(keys)} keys, {len(shared)} of several addresses; {spent / total * 1e6:.0f} us a key"
    )
    for key, urls in shared.items():
        print(f"  {key}: {sorted(urls)}")


if __name__ == "__main__":
    main()
