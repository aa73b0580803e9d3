"""``marsad rules``: check the rules of sites that read wrong, and see what they change before they do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.explain import isolated
from marsad.cli.read import page_files
from marsad.read.files import PageFile, within_limits

if TYPE_CHECKING:
    from marsad.model import Article
    from marsad.read.ruled import Ruled
    from marsad.read.site_rules import SiteRules

_FIELDS = ("title", "lede", "authors", "published", "modified")
_SIGNS = {"+": "green", "-": "red", "!": "yellow"}


@click.group()
def rules() -> None:
    """Mend how the pages of a site are read, by rules in a TOML file (see docs/mend-a-site.md)."""


@rules.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
def check(files: tuple[Path, ...]) -> None:
    """Check files of rules, and all those in folders. What is wrong is told with file, line and cure; status 1."""
    from marsad.read.site_rules import RuleError, load_rules

    failed = False
    for path in files:
        try:
            found = load_rules(path)
        except RuleError as error:
            failed = True
            click.echo(str(error), err=True)
            continue
        for one in found.values():
            spans = "; ".join(rule.span for rule in one.rules)
            click.echo(f"{one.file}: {len(one.rules)} rule{'s'[: len(one.rules) > 1]} for {one.site} ({spans})")
    if failed:
        sys.exit(1)


@rules.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path), metavar="FILE")
@click.argument("pages", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PAGE…")
@click.option("--meta", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.jsonl",
              help="Rows {id, url, fetched}: address and capture time of pages.")  # fmt: skip
def preview(file: Path, pages: tuple[Path, ...], meta: Path | None) -> None:
    """Show what the rules of FILE change on pages: fields before and after, lines of the body lost (-) and gained (+).

    Nothing is written. Warnings begin with "!". The exit status is 1 only where a page cannot be read.
    """
    from marsad.cli.read import known_rules

    found = known_rules(file, "FILE")
    failed = False
    for page in page_files(pages, meta):
        told = within_limits(page, partial(_previewed, replace(page, rules=file), found))
        if isinstance(told, dict):
            failed = True
            click.echo(f"{page.path}: {told['error']}", err=True)
            continue
        for line in told:
            _print(line)
    if failed:
        sys.exit(1)


def _previewed(page: PageFile, known: dict[str, SiteRules], data: bytes) -> list[str]:
    """The lines of a page's preview, each with its sign before it."""
    from marsad.read.decode import decode, looks_like_html
    from marsad.read.errors import ReadError
    from marsad.read.html import article, reading
    from marsad.read.media import other_than_page
    from marsad.read.site_rules import ruled

    if other := other_than_page(data, page.media_type):
        raise ReadError(f"this is {other}; rules are previewed on HTML pages")
    given = page.arguments()
    markup = decode(data)
    if given["text"] or not looks_like_html(markup):
        raise ReadError("the page is plain text; rules are for HTML")
    found = reading(markup, url=page.url, fetched=page.fetched)
    mended = ruled(found, given["rules"], page.fetched)
    lines = [f"  {page.path}", *_notes(mended, known)]
    if mended.rule:
        lines += _difference(article(found), article(mended.reading))
    return [*lines, ""]


def _notes(mended: Ruled, known: dict[str, SiteRules]) -> Iterator[str]:
    """Which rule holds, and what is of no use on this page."""
    if mended.rules is None:
        sites = ", ".join(known)
        url = mended.reading.page.url
        yield f"! no rule is for this page: {url or 'it tells no address; give it with --meta'} is not of {sites}"
    elif mended.rule is None:
        spans = "; ".join(rule.span for rule in mended.rules.rules)
        day = f"on {mended.day}" if mended.day else "on a page that tells no date (give its capture time with --meta)"
        yield f"! no rule of {mended.rules.file} holds {day}; they hold {spans}"
    else:
        rule = mended.rule
        note = f": {rule.note}" if rule.note else ""
        yield f"  {mended.rules.file}, line {rule.line} ({rule.span}){note}"
        for hit in mended.hits:
            if hit.trouble:
                yield f"! {hit.field} = {hit.selector}: {hit.trouble}"


def _difference(before: Article, after: Article) -> Iterator[str]:
    """Fields and lines of the body that are no longer the same."""
    changed = False
    for name in _FIELDS:
        old, new = _value(before, name), _value(after, name)
        if old != new:
            changed = True
            yield from (
                f"- {name}: {old}" if old else f"- {name} was empty",
                f"+ {name}: {new}" if new else f"+ {name} is empty",
            )
    if len(before.comments) != len(after.comments):
        changed = True
        yield from (f"- comments: {len(before.comments)}", f"+ comments: {len(after.comments)}")
    old_lines, new_lines = _body(before), _body(after)
    for tag, a, b, c, d in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        if tag != "equal":
            changed = True
            yield from (f"- body: {text}" for text in old_lines[a:b])
            yield from (f"+ body: {text}" for text in new_lines[c:d])
    if not changed:
        yield "  nothing changes"


def _value(article: Article, name: str) -> str:
    value = getattr(article, name)
    return ", ".join(value) if isinstance(value, tuple) else " ".join((value or "").split())


def _body(article: Article) -> list[str]:
    return [line for block in article.blocks for line in block.text.split("\n")]


def _print(line: str) -> None:
    """A line of a preview, in the colour of its sign where there is a terminal to show it."""
    if not sys.stdout.isatty():
        click.echo(line.encode("utf-8", "replace"))
        return
    from rich.console import Console

    Console(highlight=False).print(line[:2], isolated(line[2:]), style=_SIGNS.get(line[:1]), sep="", soft_wrap=True)
