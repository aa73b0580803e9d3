"""How well the links of real pages are told apart: articles, and menus, lists and services.

    python -m benchmarks.links [--pages FOLDER] [--show N]

The pages of the sets are articles whose own address shows what an article's looks like on that site. A link of the
same site counts as an article's when its address has that form (as many segments, the same ending, numbers of like
length, a headline where the page has one) and it is called by three words or more; as none when its address has neither
a headline nor a long number and it stands in a nav or footer or has one or two words; what is neither is left out of
the count. The form is computed here, apart from the code under test, and only for pages whose own address has one.
``--show`` prints what was found on N pages.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from benchmarks.identity import PAGES, pages
from marsad.collect.canonical import page_key
from marsad.collect.errors import BadAddress
from marsad.collect.links import article_links


def form(url: str) -> tuple[str, ...] | None:
    """The form of an article's address, or null where it has neither a headline nor a long number."""
    parts = urlsplit(url)
    segments = [unquote(part) for part in parts.path.split("/") if part]
    if not segments or not parts.netloc:
        return None
    last, dot, ending = segments[-1].partition(".")
    words = len(re.findall(r"[^\W\d_]+", last))
    number = max((len(found) for found in re.findall(r"\d+", last)), default=0)
    if words < 4 and number < 5:
        return None
    shown = ["#" * len(part) if part.isdigit() else "w" for part in segments[:-1]]
    kind = f"{'headline' if words >= 4 else 'name'}{'+' + str(number // 2) if number >= 5 else ''}{dot}{ending}"
    return (*shown, kind)


def truth(url: str, html: bytes) -> dict[str, bool]:
    """Keys of the links that are counted, and whether each is an article's."""
    own = form(url)
    if own is None:
        return {}
    tree = LexborHTMLParser(html)
    around = {node.mem_id for node in tree.css("nav a[href], footer a[href]")}
    site = ".".join(urlsplit(url).netloc.split(".")[-2:])
    judged: dict[str, bool] = {}
    for node in tree.css("a[href]"):
        try:
            link = urljoin(url, (node.attributes.get("href") or "").strip())
            host = urlsplit(link).netloc
            if not link.startswith("http") or not host.endswith(site) or page_key(link) == page_key(url):
                continue
            key = page_key(link)
        except (BadAddress, ValueError):
            continue
        words = len((node.text() or "").split())
        if form(link) == own:
            if words > 2:
                judged[key] = True
        elif form(link) is None and (node.mem_id in around or 0 < words <= 2):
            judged.setdefault(key, False)
    return judged


def main() -> None:
    """Print precision, recall and speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = {page_key(url): (url, html) for _, url, html in pages(options.pages)}
    counts: Counter[str] = Counter()
    times: list[tuple[float, int]] = []
    shown = set(random.Random(options.seed).sample(sorted(rows), options.show))
    for key, (url, html) in rows.items():
        start = time.process_time()
        found = article_links(html, url)
        times.append((time.process_time() - start, len(html)))
        judged = truth(url, html)
        keys = {page_key(link.url) for link in found}
        for other, article in judged.items():
            counts[f"{'article' if article else 'other'} {'found' if other in keys else 'left'}"] += 1
        counts["pages"] += bool(judged)
        if key in shown:
            print(f"\n{url}")
            for link in found:
                print(f"   + {link.score:4} {link.title[:60]!r} {link.url[:110]}")
            for other, article in judged.items():
                if article != (other in keys):
                    print(f"   {'MISSED' if article else 'WRONG'} {other[:120]}")
    right, wrong, missed = counts["article found"], counts["other found"], counts["article left"]
    print(f"{counts['pages']} pages, {right + missed} articles and {wrong + counts['other left']} others judged")
    print(f"precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}")
    seconds, size = sum(spent for spent, _ in times), sum(size for _, size in times)
    slowest = max(times)
    print(f"{seconds / len(times) * 1e3:.1f} ms a page of {size / len(times) / 1e3:.0f} kB", end=", ")
    print(f"{seconds / size * 3e8:.1f} ms for 300 kB; slowest {slowest[0] * 1e3:.0f} ms for {slowest[1] / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
