"""Lists of addresses as people write them: one URL a line, blank lines, and comments after ``#``."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.collect.address import parse_url
from marsad.collect.errors import BadAddress


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no address: its number from 1, its text, and why."""

    number: int
    text: str
    reason: str


def parse_url_list(text: str) -> tuple[tuple[str, ...], tuple[BadLine, ...]]:
    """The addresses in their order, each once, and the lines that are none.

    A comment is a line that begins with ``#``, or what follows `` #`` after an address.
    """
    urls: dict[str, None] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        entry = _without_comment(line)
        if not entry:
            continue
        try:
            parse_url(entry)
        except BadAddress as error:
            bad.append(BadLine(number, entry, error.reason))
        else:
            urls.setdefault(entry)
    return tuple(urls), tuple(bad)


def _without_comment(line: str) -> str:
    entry = line.strip()
    if entry.startswith("#"):
        return ""
    for mark in (" #", "\t#"):
        entry = entry.partition(mark)[0]
    return entry.strip()
