"""Pages that lie in files, and their rows. `file_row` never raises for a bad page: its row then says ``error``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from marsad.collect.files import MEDIA_TYPES, FileError, is_text_file, page_id, pages_below, read_page_file
from marsad.read.errors import ReadError

if TYPE_CHECKING:
    from marsad.read.profile import SiteProfile
    from marsad.read.site_rules import Rules

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page in a file, with what ``--meta`` says of it, and where the profiles and the rules of sites lie."""

    path: Path
    url: str | None = None
    fetched: datetime | None = None
    text: bool | None = None
    profiles: Path | None = None
    rules: Path | None = None

    @property
    def id(self) -> str:
        """The file's name without its page suffix."""
        return page_id(self.path)

    @property
    def media_type(self) -> str | None:
        """The media type that the file's name stands for, null for a page."""
        return MEDIA_TYPES.get(self.path.suffix.lower())

    def arguments(self) -> dict[str, Any]:
        """What `marsad.read.read` is to be told of the page beside its bytes."""
        return {
            "url": self.url,
            "fetched": self.fetched,
            "text": self.text if self.text is not None else (True if is_text_file(self.path) else None),
            "profile": _profiles(self.profiles) if self.profiles else None,
            "rules": _rules(self.rules) if self.rules else None,
        }


def find_pages(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are given, and the page files of folders below them, by name."""
    for path in paths:
        if path.is_dir():
            yield from pages_below(path)
        else:
            yield path


def file_row(page: PageFile) -> dict[str, Any]:
    """The row of ``marsad read`` for a page file, or ``{id, file, error}``."""
    return within_limits(page, lambda data: _row(page, data))


def within_limits(page: PageFile, work: Callable[[bytes], R]) -> R | dict[str, Any]:
    """``work`` on the bytes of a page file, within the time of a page, or ``{id, file, error}``."""
    from marsad.read.time_limit import OverdueError, overdue, seconds_a_page, time_limit

    limit = seconds_a_page()
    try:
        with time_limit(limit, deadly=parent_process() is not None):
            return work(read_page_file(page.path))
    except (FileError, ReadError) as error:
        return error_row(page, str(error))
    except OverdueError:
        return error_row(page, overdue(limit))


def _row(page: PageFile, data: bytes) -> dict[str, Any]:
    from marsad.read import read
    from marsad.read.rows import article_row

    given = page.arguments()
    article = read(data, media_type=page.media_type, **given)
    row = article_row(article, id=page.id, file=str(page.path))
    if given["profile"]:
        from marsad.read.profile import profile_for

        if profile := profile_for(given["profile"], article.url):
            row["profile"] = profile.version
    if given["rules"]:
        from marsad.read.site_rules import rules_for

        if rules := rules_for(given["rules"], article.url):
            row["rules"] = rules.version
    return row


@lru_cache(1)
def _profiles(path: Path) -> dict[str, SiteProfile]:
    """The profiles that lie there: read once in each process."""
    from marsad.read.profile import load_profiles

    return load_profiles(path)


@lru_cache(1)
def _rules(path: Path) -> Rules:
    """The rules that lie there: read once in each process."""
    from marsad.read.site_rules import rules_at

    return rules_at(path)


def error_row(page: PageFile, error: str) -> dict[str, Any]:
    """The row of a page that cannot be read."""
    return {"id": page.id, "file": str(page.path), "error": error}
