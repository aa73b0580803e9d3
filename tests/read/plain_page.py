"""Fictional pages that carry their expectation: each line is marked with what it is.

``x`` noise, ``T`` headline, ``L`` lede, ``P`` paragraph, ``H`` subhead, ``I`` list item, ``C`` comment author, ``c``
comment words, ``t`` teaser (several on a line: ``… | t|…``), ``s`` a teaser's summary; ``#name value`` is metadata.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

PAGES = sorted((Path(__file__).parent / "plain_pages").glob("*.page"))
_BULLET = re.compile(r"^(?:•|\d+\.)\s+")


@dataclass
class Page:
    """The page as text, and what a right reading of it holds."""

    name: str
    text: str = ""
    lang: str = ""
    title: str = ""
    lede: str = ""
    published: str | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str | None = None
    body: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    teasers: list[str] = field(default_factory=list)


def load(path: Path) -> Page:
    """Read one marked page."""
    page = Page(path.stem)
    rows: list[str] = []
    wrap = 0
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("#") and "|" not in row[:12]:
            name, _, value = row[1:].partition(" ")
            wrap = int(value) if name == "wrap" else wrap
            _meta(page, name, value.strip())
        elif row:
            rows.append(_line(page, row[0], row[2:]))
        else:
            rows.append("")
    if wrap:
        rows = [textwrap.fill(row, wrap, break_long_words=False, break_on_hyphens=False) for row in rows]
    page.text = "\n".join(rows)
    return page


def _meta(page: Page, name: str, value: str) -> None:
    if name in {"lang", "published", "outlet"}:
        setattr(page, name, None if value == "null" else value)
    elif name == "authors":
        page.authors = [author.strip() for author in value.split(";") if author.strip()]


def _line(page: Page, mark: str, text: str) -> str:
    if mark == "T":
        page.title = text
    elif mark == "L":
        page.lede = text
    elif mark in "PHI":
        page.body.append(_BULLET.sub("", text))
        if mark == "H":
            page.subheads.append(text)
    elif mark == "C":
        page.comments.append((text, ""))
    elif mark == "c":
        page.comments[-1] = (page.comments[-1][0], text)
    elif mark == "t":
        parts = text.split(" | t|")
        page.teasers.extend(parts)
        return " | ".join(parts)
    return text
