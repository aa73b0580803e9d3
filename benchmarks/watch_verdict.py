"""Hold an observatory that collected from a made world against that world and the log of its servers.

``python -m benchmarks.watch_verdict DATA WORLD UNTIL`` prints the `Verdict` as JSON; ``UNTIL`` is the last moment (the
world's seconds) at which an article may have been published to count.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.world.manners import Row, read_log
from tests.world.newsroom import Item, Site, World

Place = tuple[str, int]
"""Host and number of an article."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was published, and what became of it.

    ``lost`` were published and are not shown as articles; ``doubled_records`` are pages that lie in the archive more
    than once with the same bytes, ``doubled`` articles beyond one for each wording that was served. ``edits`` were
    made; ``edits_served`` of them were there when the page was asked for; ``versions`` are articles that say something
    new of a page that was known. ``gone_served``: articles whose page was read and later answered 404 or 410;
    ``gone_flagged``: those that are flagged so. ``fetched_twice``: whole answers with bytes that had been sent before:
    those that a kill came upon before they were on the disk, and those that were asked for without a condition.
    """

    published: int
    archived: int
    read: int
    lost: int
    doubled_records: int
    doubled: int
    edits: int
    edits_served: int
    versions: int
    gone_served: int
    gone_flagged: int
    fetched_twice: int
    failed: int
    pending: int
    records: int

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing doubled, every version and every withdrawal that could be seen is kept."""
        bad = self.lost or self.doubled_records or self.doubled or self.failed or self.pending
        whole = self.published == self.archived == self.read
        return whole and not bad and self.versions == self.edits_served and self.gone_flagged == self.gone_served


@dataclass(slots=True)
class Served:
    """What the servers answered for one article: the editions and how many bodies, and whether they said it is gone."""

    editions: set[int]
    bodies: Counter[tuple[int, int]]
    gone: bool = False


def served(rows: list[Row], world: World) -> dict[Place, Served]:
    """By article, what the log says of it; an article that was never answered with 200 is not there."""
    places = {
        (host, path): item
        for host, site in world.sites.items()
        for item in site.items
        for path in (item.path, item.moved_path)
    }
    found: defaultdict[Place, Served] = defaultdict(lambda: Served(set(), Counter()))
    for row in rows:
        item = places.get((row.host, row.path.partition("?")[0]))
        if item is None or row.status not in (200, 404, 410):
            continue
        of = found[row.host, item.number]
        if row.status == 200:
            site, edition = world.sites[row.host], item.edition(row.world_start)
            of.editions.add(edition)
            of.bodies[edition, _state(site, row.world_start)] += 1
        elif of.editions:
            of.gone = True
    return {place: of for place, of in found.items() if of.editions}


def _state(site: Site, now: float) -> int:
    """What the bytes of a page depend on beside its edition."""
    return sum(moment <= now for moment in site.moments) if site.ticker else 0


def wanted(world: World, until: float) -> dict[Place, Item]:
    """The articles that a polite collector can have: published by then, on sites that let it."""
    return {
        (host, item.number): item
        for host, site in world.sites.items()
        if site.robots is None or b"Disallow: /\n" not in site.robots
        for item in site.items
        if item.published <= until
    }


def judge(data: Path, folder: Path, until: float) -> Verdict:
    """The verdict; opens the observatory in this process."""
    from marsad.observatory.setup import open_observatory

    open_observatory(data, migrate=False)
    from marsad.observatory.items import key_of
    from marsad.observatory.models import Article, Capture, Job, JobState

    world: World = pickle.loads((folder / "world").read_bytes())
    items = wanted(world, until)
    answers = served(read_log(folder / "log.jsonl"), world)
    pages = {key_of(url): place for place, item in items.items() for url in _urls(world.sites[place[0]], item)}
    archived = {pages.get(key_of(url)) for pair in Capture.objects.values_list("url", "asked") for url in pair if url}
    told: defaultdict[Place, int] = defaultdict(int)
    flagged: set[Place] = set()
    read: set[Place] = set()
    for page, repeats, gone_at in Article.objects.values_list("page", "repeats", "gone_at"):
        if (place := pages.get(page)) is None:
            continue
        read.add(place)
        told[place] += repeats is None
        if gone_at is not None:
            flagged.add(place)
    copies = _copies(data)
    return Verdict(
        published=len(items),
        archived=len(archived & items.keys()),
        read=len(read),
        lost=len(items.keys() - read),
        doubled_records=sum(count - 1 for count in copies.values()),
        doubled=sum(max(0, count - len(answers[place].editions)) for place, count in told.items() if place in answers),
        edits=sum(len(item.edits) for item in items.values()),
        edits_served=sum(len(of.editions) - 1 for place, of in answers.items() if place in items),
        versions=sum(count - 1 for count in told.values()),
        gone_served=sum(of.gone for place, of in answers.items() if place in items),
        gone_flagged=len(flagged),
        fetched_twice=sum(count - 1 for of in answers.values() for count in of.bodies.values()),
        failed=Job.objects.filter(state=JobState.FAILED).count(),
        pending=Job.objects.filter(state=JobState.PENDING).count(),
        records=sum(copies.values()),
    )


def _urls(site: Site, item: Item) -> tuple[str, ...]:
    return site.url(item), site.home[:-1] + item.moved_path


def _copies(data: Path) -> Counter[tuple[str, str]]:
    """How often each page lies in the archive with the same bytes, read from the WARC files themselves."""
    from marsad.archive.tail import whole_records
    from marsad.archive.warc import page_at, read_capture
    from marsad.model import CaptureKind
    from marsad.observatory.paths import archive_dir

    archive = archive_dir(data)
    copies: Counter[tuple[str, str]] = Counter()
    for path in sorted(archive.glob("*.warc.gz")):
        for place in whole_records(path):
            if page_at(archive, place):
                capture = read_capture(archive, place)
                if capture.kind is CaptureKind.PAGE:
                    copies[capture.locator, capture.sha256] += 1
    return copies


def main() -> None:
    """Entry of the judging process."""
    json.dump(asdict(judge(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))), sys.stdout)


if __name__ == "__main__":
    main()
