"""What Marsad has learned of a site from its pages: the lines that stand on many of them, and what its elements hold.

A profile is an immutable value that is given to `marsad.read.read`; nothing is remembered anywhere else. Its counts are
bounded, and its version is the hash of all it knows, so that a journal can say which profile read which page. That text
which pages of one site share is no content was first used by Yi, Liu and Li 2003, "Eliminating noisy information in
web pages for data mining" (https://doi.org/10.1145/956750.956785); there whole trees are compared, here lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from marsad.read.page import Line, Page

FORMAT = 1
"""Of the file; a file of another format is refused."""

MAX_LINES, MAX_LOOKS, MAX_TAILS, MAX_SEEN = 4_000, 500, 50, 2_000
"""So many lines, looks, endings of titles and articles one profile remembers."""

SUFFIX = ".profile.json"

_LABEL = 30
"""A line of fewer characters may be a subhead or a dateline that an outlet likes: it must stand on one article more."""
_LEVELS = 3
_TRUSTED_PAGES = 3
_TRUSTED_LINES = 6
_PULL = 0.5
"""How much the look of a line counts beside what the body model says of the line itself."""
_CERTAIN = 3.0
_DOUBT = 0.1
"""Nearer to 0 or 1 no look could turn the judgement."""
_MOST = 0.5
"""A profile that would take more than this share of the body knows another kind of page."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{2}")
_TAIL = re.compile(r"\s+[|–—·•:»-]+\s+(?=[^|–—·•»]*$)")


class ProfileError(ValueError):
    """A profile cannot be read; the message names the file and the cure."""


class LineCount(NamedTuple):
    """On how many articles a line stood, and how many the profile had seen before it first did."""

    pages: int
    since: int


class LookCount(NamedTuple):
    """On how many articles a look stood, on how many lines, and how likely these were body in all (in hundredths)."""

    pages: int
    lines: int
    likely: int


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """What is known of the site with the host ``site`` from ``pages`` distinct articles.

    ``lines`` and ``looks`` count by the keys of `Looks`; ``tails`` says on how many titles an ending
    stood; ``seen`` are the keys of the articles last seen, so that none counts twice; ``version`` is the hash of all.
    """

    site: str
    pages: int
    lines: Mapping[int, LineCount]
    looks: Mapping[int, LookCount]
    tails: Mapping[str, int]
    seen: tuple[int, ...]
    version: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "version", sha256(_canonical(self._content())).hexdigest()[:16])

    def is_boilerplate(self, key: int, size: int = _LABEL) -> bool:
        """Whether a line of so many characters, of an article not seen yet, is known from enough others."""
        found = self.lines.get(key)
        return found is not None and found.pages >= enough(self.pages - found.since) + (size < _LABEL)

    def weighed(self, page: Page, likely: dict[int, float]) -> dict[int, float]:
        """How likely lines are body (0 to 1, by number), in the light of what their looks held on other pages."""
        looks = Looks(page)
        return {
            number: self._weighed(looks.key(page.lines[number].element), p) if _DOUBT < p < 1 - _DOUBT else p
            for number, p in likely.items()
        }

    def _weighed(self, look: int, p: float) -> float:
        found = self.looks.get(look)
        if found is None or found.pages < _TRUSTED_PAGES or found.lines < _TRUSTED_LINES:
            return p
        share = (found.likely / 100 + 0.5) / (found.lines + 1)
        pull = max(-_CERTAIN, min(_CERTAIN, log(share / (1 - share))))
        return 1 / (1 + exp(-_PULL * pull) * (1 - p) / p)

    def boilerplate(self, page: Page, body: Iterable[int]) -> frozenset[int]:
        """Which of the lines ``body`` stand on many pages; none where they were most of the body."""
        looks = Looks(page)
        lines = {number: page.lines[number] for number in body}
        found = frozenset(n for n, line in lines.items() if self.is_boilerplate(looks.line(line), len(line.text)))
        size = sum(len(line.text) for line in lines.values())
        return found if sum(len(lines[n].text) for n in found) <= _MOST * size else frozenset()

    def title(self, title: str | None) -> str | None:
        """A title without the ending that the site's titles share."""
        tail = tail_of(title or "")
        if not title or tail not in self.tails or self.tails[tail] < enough(self.pages) + 1:
            return title
        return title[: -len(tail)].rstrip()

    def to_json(self) -> str:
        """The profile as the text of a file: the same text for the same profile."""
        return _canonical(self._content() | {"version": self.version}).decode()

    @classmethod
    def from_json(cls, text: str) -> SiteProfile:
        """The profile that a file holds. Raises `ProfileError` where it is none, or one that was changed."""
        try:
            row = json.loads(text)
            if row["format"] != FORMAT:
                raise ProfileError(f"its format is {row['format']}, this Marsad reads {FORMAT}")
            found = cls(
                row["site"],
                row["pages"],
                {int(key, 16): LineCount(*count) for key, count in row["lines"].items()},
                {int(key, 16): LookCount(*count) for key, count in row["looks"].items()},
                row["tails"],
                tuple(int(key, 16) for key in row["seen"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, ProfileError):
                raise
            raise ProfileError("it is no site profile") from error
        if found.version != row.get("version"):
            raise ProfileError("its contents do not match its version")
        return found

    def _content(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "site": self.site,
            "pages": self.pages,
            "lines": {_hex(key): list(count) for key, count in self.lines.items()},
            "looks": {_hex(key): list(count) for key, count in self.looks.items()},
            "tails": dict(self.tails),
            "seen": [_hex(key) for key in self.seen],
        }


Profiles = SiteProfile | Mapping[str, SiteProfile]
"""One profile, or several by host."""


def profile_for(profiles: Profiles | None, url: str | None) -> SiteProfile | None:
    """The profile for a page with the address ``url``. A single one also serves pages that do not tell their site."""
    if profiles is None:
        return None
    site = site_of(url)
    if isinstance(profiles, SiteProfile):
        return profiles if site in ("", profiles.site) else None
    return profiles.get(site)


def load_profiles(path: Path) -> dict[str, SiteProfile]:
    """The profiles of a file, or of all ``*.profile.json`` files in a folder, by host. Raises `ProfileError`."""
    files = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    if not files:
        raise ProfileError(f"{path}: there is no *{SUFFIX} file in it; make some with `marsad profile PAGES -o {path}`")
    found = [_load(file) for file in files]
    return {profile.site: profile for profile in found}


def _load(path: Path) -> SiteProfile:
    try:
        return SiteProfile.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ProfileError(f"{path} cannot be read: {reason}") from error
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}; learn it anew with `marsad profile PAGES -o {path}`") from error


def site_of(url: str | None) -> str:
    """The host of an address without ``www.``, empty where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def enough(pages: int) -> float:
    """On how many of so many articles a line must stand to be boilerplate: 2 of 3, 5 of 10, 9 of 100, 54 of 1,000.

    One is never enough: follow-ups share paragraphs of background. Measured with ``make bench-profile-gain``.
    """
    return max(2.0, min(pages / 2, 4 + pages / 20))


def digest(text: str) -> int:
    """64 bits of a hash of ``text``."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def tail_of(title: str) -> str:
    """The last part of a title, with the sign that parts it from the rest; empty where there is none."""
    match = _TAIL.search(title)
    return title[match.start() :] if match and match.start() else ""


class Looks:
    """What the lines of a page look like: what an element, its parent and grandparent are called, numbers aside."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._keys: dict[int, int] = {}

    def key(self, element: int) -> int:
        """64 bits that tell the look of an element, by its number, from others."""
        found = self._keys.get(element)
        if found is None:
            kinds = self._page.kinds
            path = [up for up, _ in zip(self._page.up(element), range(_LEVELS), strict=False)]
            named = "\n".join(f"{kinds[up].tag} {kinds[up].names}" for up in path)
            found = self._keys[element] = digest(_DIGITS.sub("", named))
        return found

    def line(self, line: Line) -> int:
        """64 bits that tell a line by its text, numbers aside, and its look; 0 for a line without words.

        The look counts, for the first lines of an article stand as a teaser on many other pages.
        """
        if not _WORD.search(line.text):
            return 0
        return digest(_DIGITS.sub("0", line.text.lower())) ^ self.key(line.element)


def _hex(key: int) -> str:
    return f"{key:016x}"


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
