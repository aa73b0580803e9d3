"""The sources of the sample: articles, outlets and labels, read from TOML into frozen values.

The body of an article is light markup. Parts are separated by a blank line: `## ` is a subhead, lines with `- ` are
list items, `> ` is a quotation, lines with `| ` a table, anything else a paragraph. `<< SLUG` puts the blocks of
another article there, `<< SLUG 2-5` only those: that is how reprints share the words of their dispatch. `edits` are
replacements made afterwards, so that a light rewrite is a short list of what the outlet changed.
"""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
INLINE = ("related", "advert", "related")
BODY_KINDS = ("paragraph", "subhead", "list_item", "quote")
_INCLUDE = re.compile(r"<< (\S+)(?: (\d+)-(\d+))?$")
_MARKS = {"## ": "subhead", "- ": "list_item", "> ": "quote"}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page's text; `kind` is one of BODY_KINDS, `table`, or the noise `related` and `advert`."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment; `reply_to` is an index into the page's comments."""

    author: str
    text: str
    published: datetime
    reply_to: int | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet, its template and its habits (see `outlets.toml`)."""

    key: str
    name: str
    lang: str
    url: str
    template: str
    offset: str = "+01:00"
    date: str = "long"
    precision: str = "offset"
    encoding: str = "utf-8"
    typography: str = "plain"
    jsonld: str = "none"
    ticker: int = 36
    mixed: bool = True
    inline: tuple[str, ...] = INLINE


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its outlet prints it. `published` and `fetched` carry the outlet's offset."""

    slug: str
    id: str
    outlet: Outlet
    lang: str
    url: str
    title: str
    blocks: tuple[Block, ...]
    published: datetime
    fetched: datetime
    relation: str
    lede: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    story: str | None = None
    dispatch: str | None = None
    agency: str | None = None
    credit: str = ""
    origin: str | None = None
    comments: tuple[Comment, ...] = ()

    @property
    def body(self) -> str:
        """The text of the blocks as `marsad read` defines a body: tables and noise left out."""
        return "\n\n".join(b.text.replace("**", "") for b in self.blocks if b.kind in BODY_KINDS)


def fine(text: str, lang: str) -> str:
    """French as a careful typesetter sets it: curly apostrophes, no-break spaces at the tall marks."""
    if lang != "fr":
        return text
    text = text.replace("'", "’").replace("« ", "«\u00a0")
    return re.sub(r" ([:;!?»%€])", "\u00a0\\1", text)


def parse_body(text: str, include: dict[str, dict[str, Any]]) -> list[Block]:
    """Light markup to blocks; `include` holds the raw articles that `<<` may name."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        if found := _INCLUDE.match(part):
            slug, first, last = found.groups()
            blocks += parse_body(include[slug]["body"], include)[int(first or 1) - 1 : int(last) if last else None]
        elif part.startswith("| "):
            rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in part.splitlines())
            blocks.append(Block("table", rows=rows))
        elif mark := next((m for m in _MARKS if part.startswith(m)), None):
            blocks += [Block(_MARKS[mark], line.removeprefix(mark)) for line in part.splitlines()]
        else:
            blocks.append(Block("paragraph", " ".join(part.split())))
    return blocks


def _plain(text: str, _lang: str) -> str:
    return text


def edited(slug: str, blocks: list[Block], edits: list[list[str]]) -> list[Block]:
    """The blocks after the outlet's replacements. Raises ValueError for one that finds nothing to replace."""
    for old, new in edits:
        if not any(old in block.text for block in blocks):
            raise ValueError(f"{slug}: nothing to edit for {old!r}")
        blocks = [replace(block, text=block.text.replace(old, new)) for block in blocks]
    return blocks


def _url(outlet: Outlet, slug: str, page: str, when: datetime) -> str:
    return outlet.url.format(slug=slug, number=int(page[1:], 16) % 1_000_000, day=when, id=page)


def _article(slug: str, raw: dict[str, dict[str, Any]], outlets: dict[str, Outlet]) -> Article:
    row = raw[slug]
    outlet = outlets[row["outlet"]]
    lang = row.get("lang", outlet.lang)
    page = "m" + hashlib.sha256(slug.encode()).hexdigest()[:7]
    when = datetime.fromisoformat(f"{row['published']}{outlet.offset}")
    comments = tuple(_comment(c, when) for c in row.get("comments", ()))
    setting = fine if row.get("typography", outlet.typography) == "fine" else _plain
    blocks = edited(slug, parse_body(row["body"], raw), row.get("edits", []))
    return Article(
        slug=slug,
        id=page,
        outlet=outlet,
        lang=lang,
        url=_url(outlet, slug, page, when),
        title=setting(row["title"], lang),
        lede=setting(row.get("lede", ""), lang),
        blocks=tuple(replace(block, text=setting(block.text, lang)) for block in blocks),
        published=when,
        fetched=_fetched(slug, max([when, *(c.published for c in comments)])),
        relation=row.get("relation", "independent"),
        byline=row.get("byline", ""),
        authors=tuple(row.get("authors", ())),
        section=row.get("section", ""),
        tags=tuple(row.get("tags", ())),
        story=row.get("story"),
        dispatch=row.get("dispatch"),
        agency=row.get("agency"),
        credit=row.get("credit", ""),
        origin=row.get("origin"),
        comments=comments,
    )


def _fetched(slug: str, last: datetime) -> datetime:
    """A whole hour after the page's last words, drawn by a generator seeded with the slug."""
    return (last + timedelta(hours=random.Random(slug).randint(2, 9))).replace(minute=0)  # noqa: S311


def _comment(row: dict[str, Any], when: datetime) -> Comment:
    return Comment(row["author"], row["text"], when + timedelta(minutes=row["after"]), row.get("reply_to"))


def load_toml(name: str) -> dict[str, Any]:
    """A source file of the sample by its name."""
    return tomllib.loads((ROOT / name).read_text("utf-8"))


def load_outlets() -> dict[str, Outlet]:
    """The invented outlets by key."""
    rows = load_toml("outlets.toml")
    return {key: Outlet(key=key, **(row | {"inline": tuple(row.get("inline", INLINE))})) for key, row in rows.items()}


def load_articles() -> list[Article]:
    """Every article of `articles/`, oldest first. Raises KeyError or ValueError for a faulty source."""
    raw = {path.stem: load_toml(f"articles/{path.name}") for path in sorted((ROOT / "articles").glob("*.toml"))}
    outlets = load_outlets()
    return sorted((_article(slug, raw, outlets) for slug in raw), key=lambda a: (a.published, a.slug))
