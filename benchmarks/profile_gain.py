"""What the profile of a site adds: each page read without one, and with one learned from the other pages of its site.

    python benchmarks/profile_gain.py [--others N] [--set NAME ...] [--unseen DIR] [--changed]

Leave one out: the profile that reads a page never saw it, nor any truth. Pages of one host are joined over all sets;
those with fewer than N (1) others are left out. Body scores are those of the bench's own scripts. An interval is that
of the difference of the two over the same pages, resampled (95 %). With ``--unseen`` each page is looked at and read by
a body model that has not learned from its site (`train_body.py --folds`): the shipped one knows many of these pages, so
that there is little to add. The bench data lies beside the checkout (../shared) or where MARSAD_SHARED says.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from block_labels import labels
from marsad.read import ReadError, read
from marsad.read.decode import decode
from marsad.read.features import candidates
from marsad.read.page import parse
from marsad.read.profile import Looks, SiteProfile
from marsad.read.profile_learn import Learner, Sight, sight
from marsad.read.rows import article_row
from read_scores import Row, interval, scorer
from read_sets import Page, page_openers, set_names, truth
from unseen import unseen

Prepare = Callable[[Page], object]
"""Done before a page is looked at or read."""

_WIDTHS = (24, 6, 6, 9, 9, 12, 20, 7, 6)
_ALL = 10**6
_SAME = 1e-9
_ENOUGH = 2
"""From so many pages on a profile knows a line as boilerplate."""


@dataclass(frozen=True)
class Sample:
    """A page of a set with its truth, and what it tells of its site."""

    set: str
    truth: Row
    open: Callable[[], Page]
    sight: Sight
    prepare: Prepare


@dataclass(frozen=True)
class Outcome:
    """One page read twice: its rows without and with the profile learned from others."""

    sample: Sample
    profile: SiteProfile
    without: Row
    having: Row

    @property
    def others(self) -> int:
        """How many other articles the profile knows."""
        return self.profile.pages


def samples(names: Iterable[str], prepare: Prepare) -> dict[str, list[Sample]]:
    """The pages of the sets by site."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for name in names:
        known = {row["id"]: row for row in truth(name)}
        for opener in page_openers(name):
            page = opener()
            prepare(page)
            try:
                seen = sight(page.data, page.url)
            except ReadError:
                continue
            if seen.site:
                found[seen.site].append(Sample(name, known[page.id], opener, seen, prepare))
    return found


def outcomes(sites: dict[str, list[Sample]], least: int) -> list[Outcome]:
    """Every page that has at least so many other articles of its site, read twice."""
    found = []
    for site, pages in sites.items():
        for sample in pages if len(pages) > least else []:
            profile = _from_others(site, sample, pages)
            if profile.pages >= least:
                without, having = _row(sample, None), _row(sample, profile)
                found.append(Outcome(sample, profile, without, having))
    return found


def _from_others(site: str, sample: Sample, pages: list[Sample]) -> SiteProfile:
    """The profile of a site without one of its articles, other captures of that one left out too."""
    own = set(sample.sight.keys)
    learner = Learner(site)
    for other in pages:
        if other is not sample and not own & set(other.sight.keys):
            learner.add(other.sight)
    return learner.profile()


def _row(sample: Sample, profile: SiteProfile | None) -> Row:
    page = sample.open()
    sample.prepare(page)
    try:
        article = read(page.data, url=page.url, fetched=page.fetched, profile=profile)
    except ReadError:
        return {"id": page.id, "body": ""}
    return article_row(article, id=page.id, file="")


def report(found: Sequence[Outcome]) -> None:
    """The scores of both readings, by set and by how many pages the profile was learned from."""
    heads = ("", "pages", "sites", "without", "with", "difference", "95 %", "better", "worse")
    print("".join(f"{head:>{width}}" for head, width in zip(heads, _WIDTHS, strict=True)))
    by_set: dict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        by_set[one.sample.set].append(one)
    for name, part in by_set.items():
        _line(name, part)
    with_body = [one for one in found if one.sample.set != "gold" and one.sample.truth.get("body")]
    for low, high in ((1, _ALL), (1, 1), (2, 3), (4, _ALL)):
        name = f"learned from {low}" + (" or more" if high == _ALL else f" to {high}" if high > low else "")
        if part := [one for one in with_body if low <= one.others <= high]:
            _line(name, part)


def _line(name: str, part: Sequence[Outcome]) -> None:
    truths = [one.sample.truth for one in part]
    by = scorer("gold" if name == "gold" else "pages")
    without = by.samples(truths, {one.without["id"]: one.without for one in part})
    having = by.samples(truths, {one.having["id"]: one.having for one in part})
    column = "F1" if "F1" in without else "seg_F1"
    if column not in without:
        return
    (counts, measure), (counts_with, _) = without[column], having[column]
    pairs = list(zip(counts, counts_with, strict=True))

    def difference(chosen: Sequence[Any]) -> float:
        return measure([b for _, b in chosen]) - measure([a for a, _ in chosen])

    low, high = interval(pairs, difference)
    each = [measure([b]) - measure([a]) for a, b in pairs]
    sites = len({one.sample.sight.site for one in part})
    cells = (
        name, len(pairs), sites, f"{measure(counts):.4f}", f"{measure(counts_with):.4f}", f"{difference(pairs):+.4f}",
        f"{low:+.4f} … {high:+.4f}", sum(one > _SAME for one in each), sum(one < -_SAME for one in each),
    )  # fmt: skip
    print("".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)))


def known_lines(found: Sequence[Outcome]) -> None:
    """How much of a page its profile knows by itself, and how much of that is body by the truth."""
    lines, known_of = [0, 0], [0, 0]
    for one in found:
        if one.sample.truth.get("body") and one.others >= _ENOUGH:
            page = parse(decode(one.sample.open().data))
            shown, looks = candidates(page), Looks(page)
            for line, label in zip(shown, labels(shown, one.sample.truth), strict=True):
                lines[label] += 1
                known_of[label] += one.profile.is_boilerplate(looks.line(line), len(line.text))
    told = (f"{known} of {count}" for known, count in zip(known_of, lines, strict=True))
    print(
        "\nlearned from {} or more: known as boilerplate {} lines that are no body, {} that are".format(_ENOUGH, *told)
    )


def changes(found: Sequence[Outcome]) -> None:
    """What the profile took away or gave, page by page."""
    for one in found:
        before, after = _texts(one.without), _texts(one.having)
        for text in [x for x in before if x not in after]:
            print(f"- {one.sample.sight.site} {one.sample.truth['id']} {text[:150]!r}")
        for text in [x for x in after if x not in before]:
            print(f"+ {one.sample.sight.site} {one.sample.truth['id']} {text[:150]!r}")
        for key in ("title", "authors"):
            if one.without.get(key) != one.having.get(key):
                print(f"~ {one.sample.sight.site} {key} {one.without.get(key)} → {one.having.get(key)}")


def _texts(row: Row) -> list[str]:
    return [block["text"] for block in row.get("blocks", [])]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--others", type=int, default=1, metavar="N")
    parser.add_argument("--set", action="append", choices=set_names(), metavar="NAME")
    parser.add_argument("--unseen", type=Path, metavar="DIR", help="models without the sites they read")
    parser.add_argument("--changed", action="store_true", help="print what each profile changed")
    given = parser.parse_args()
    begun = time.process_time()
    prepare = unseen(lambda _: {}, given.unseen) if given.unseen else lambda _: None
    sites = samples(given.set or set_names(), prepare)
    looked = time.process_time() - begun
    count = sum(map(len, sites.values()))
    found = outcomes(sites, given.others)
    print(f"{count} pages of {len(sites)} sites; looked at in {1000 * looked / max(1, count):.1f} ms CPU a page\n")
    report(found)
    known_lines(found)
    if given.changed:
        changes(found)


if __name__ == "__main__":
    main()
