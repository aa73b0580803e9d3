"""Pages of a site → its profile. One article counts once, however often its page was taken or reprinted.

Counts are kept in tables of bounded size: when one is full, its rarest and oldest lines go, in the manner of lossy
counting (Manku and Motwani 2002, https://www.vldb.org/conf/2002/S10P03.pdf). A line that comes back is counted from
then on, against the pages seen since.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.read.errors import ReadError
from marsad.read.fold import fold
from marsad.read.profile import (
    MAX_LINES,
    MAX_LOOKS,
    MAX_SEEN,
    MAX_TAILS,
    LineCount,
    LookCount,
    Looks,
    SiteProfile,
    digest,
    site_of,
    tail_of,
)

_SLACK = 2
"""A table may grow to so many times its size before it is cut."""
_COPY = 0.5
"""A page that shares more of its body with a single other one is a reprint of it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one page tells of its site.

    ``keys`` name the article (its address, its title); ``lines`` are the line keys with the characters of each that are
    body; ``looks`` gives by look the number of lines, and how likely they are body in all (in hundredths).
    """

    site: str
    keys: tuple[int, ...]
    tail: str
    lines: dict[int, int]
    looks: dict[int, tuple[int, int]]


def sight(page: bytes | str, url: str | None = None, media_type: str | None = None) -> Sight:
    """Look at one HTML page, as bytes or as markup. Raises `ReadError`."""
    from marsad.read.decode import decode, looks_like_html
    from marsad.read.html import reading
    from marsad.read.limits import check_size
    from marsad.read.media import other_than_page

    check_size(page)
    if other := other_than_page(page, media_type):
        raise ReadError(f"a profile is learned from HTML pages, and this is {other}")
    markup = page if isinstance(page, str) else decode(page)
    if not looks_like_html(markup):
        raise ReadError("a profile is learned from HTML pages, and this is none")
    found = reading(markup, url=url)
    lines: dict[int, int] = {}
    looks: dict[int, tuple[int, int]] = {}
    of = Looks(found.page)
    for number, p in found.likely.items():
        line = found.page.lines[number]
        if number == found.head.at:
            continue
        if key := of.line(line):
            lines[key] = lines.get(key, 0) + len(line.text) * (number in found.body)
        look = of.key(line.element)
        count, likely = looks.get(look, (0, 0))
        looks[look] = (count + 1, likely + round(100 * p))
    title = fold(found.head.title or "")
    named = (found.page.url or "", title)
    return Sight(site_of(found.page.url), tuple(digest(name) for name in named if name), tail_of(title), lines, looks)


class Learner:
    """Counts what stands on the pages of one site, in bounded memory; ``earlier`` is what was known before."""

    def __init__(self, site: str, earlier: SiteProfile | None = None) -> None:
        self.site = site
        self.pages = earlier.pages if earlier else 0
        self._lines = dict(earlier.lines) if earlier else {}
        self._looks = dict(earlier.looks) if earlier else {}
        self._tails = dict(earlier.tails) if earlier else {}
        self._seen = OrderedDict.fromkeys(earlier.seen if earlier else ())

    def add(self, seen: Sight) -> bool:
        """Count a page. False where its article was counted before, here or in a reprint."""
        known = any(key in self._seen for key in seen.keys)
        copied = self._is_copy(seen)
        for key in seen.keys:
            self._seen[key] = None
            self._seen.move_to_end(key)
        while len(self._seen) > MAX_SEEN:
            self._seen.popitem(last=False)
        if known or copied:
            return False
        for key in seen.lines:
            pages, since = self._lines.get(key, (0, self.pages))
            self._lines[key] = LineCount(pages + 1, since)
        for look, (lines, likely) in seen.looks.items():
            before = self._looks.get(look, LookCount(0, 0, 0))
            self._looks[look] = LookCount(before.pages + 1, before.lines + lines, before.likely + likely)
        if seen.tail:
            self._tails[seen.tail] = self._tails.get(seen.tail, 0) + 1
        self.pages += 1
        self._cut(_SLACK)
        return True

    def profile(self) -> SiteProfile:
        """What is known now."""
        self._cut(1)
        return SiteProfile(
            self.site, self.pages, dict(self._lines), dict(self._looks), dict(self._tails), tuple(self._seen)
        )

    def _is_copy(self, seen: Sight) -> bool:
        """Whether most of the body, lines known to be common aside, stood on one page before."""
        own = shared = 0
        for key, size in seen.lines.items():
            count = self._lines.get(key)
            if size and (count is None or count.pages == 1):
                own += size
                shared += size * (count is not None)
        return shared > _COPY * own

    def _cut(self, slack: int) -> None:
        """Forget the rarest of each table that has outgrown its size; among equals the ones not met for longest."""
        if len(self._lines) > slack * MAX_LINES:
            kept = sorted(self._lines.items(), key=lambda one: (-one[1].pages, -one[1].since, one[0]))
            self._lines = dict(kept[:MAX_LINES])
        if len(self._looks) > slack * MAX_LOOKS:
            kept_looks = sorted(self._looks.items(), key=lambda one: (-one[1].pages, -one[1].lines, one[0]))
            self._looks = dict(kept_looks[:MAX_LOOKS])
        if len(self._tails) > slack * MAX_TAILS:
            kept_tails = sorted(self._tails.items(), key=lambda one: (-one[1], one[0]))
            self._tails = dict(kept_tails[:MAX_TAILS])


def learn(
    pages: Iterable[tuple[bytes | str, str | None]], *, site: str | None = None, earlier: SiteProfile | None = None
) -> SiteProfile:
    """Learn the profile of one site from its HTML pages, each with its address if known.

    Pages stream through; those of other sites and those that cannot be read are passed over. ``site`` is a host
    without ``www.``; if it is not given it is that of ``earlier`` or of the first page. Raises `ReadError` where no
    page tells its site.
    """
    known = site or (earlier.site if earlier else None)
    learner = Learner(known, earlier) if known else None
    for page, url in pages:
        try:
            seen = sight(page, url)
        except ReadError:
            continue
        if learner is None and seen.site:
            learner = Learner(seen.site)
        if learner is not None and seen.site in ("", learner.site):
            learner.add(seen)
    if learner is None:
        raise ReadError("no page tells its site: give the addresses, or the site")
    return learner.profile()
