"""``marsad read``: page files → one JSON row each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from marsad.cli.pool import ordered
from marsad.collect.files import FileError, Meta, read_meta
from marsad.read.files import PageFile, error_row, file_row, find_pages

if TYPE_CHECKING:
    from marsad.read.profile import SiteProfile
    from marsad.read.site_rules import SiteRules

_MANY = 20
"""From so many pages on, a progress bar is shown where there is a terminal to show it."""

T = TypeVar("T")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("--text", is_flag=True, help="Take every page for plain text.")
@click.option("--meta", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.jsonl",
              help="Rows {id, url, fetched}: address and capture time of pages.")  # fmt: skip
@click.option("--profile", "profiles", type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR",
              help="What `marsad profile` has learned of a site, or a folder with several.")  # fmt: skip
@click.option("--rules", type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR",
              help="Rules for a site that reads wrong (`marsad rules`), or a folder with several.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Tell why, and not what: the reason for each line and each field.")
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
              help="How --explain tells it.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
def read(
    paths: tuple[Path, ...], text: bool, meta: Path | None, profiles: Path | None, rules: Path | None,
    explain: bool, style: str, jobs: int,
) -> None:  # fmt: skip
    """Read pages in files and folders and print their articles, one JSON row a line.

    Pages are .html .htm .xhtml .html.gz .txt .pdf and .eml files.

    A page that cannot be read, or not within MARSAD_READ_SECONDS (30), gives {id, file, error}; the rest go on, and the
    exit status is 1. The row of a page that was read with the profile of its site names its version in "profile",
    with rules in "rules".

    --explain prints tables on a terminal; elsewhere lines of tab-separated cells: "page" and the file; "field", name,
    value, witness, what others said; "line", number, decision, reason, element, first words.
    """
    if profiles:
        known_profiles(profiles)
    if rules:
        known_rules(rules)
    found = page_files(paths, meta)
    pages = [replace(page, text=True if text else None, profiles=profiles, rules=rules) for page in found]
    if explain:
        from marsad.cli.explain import explain_pages

        explain_pages(pages, style)
        return
    failed = 0
    rows = ordered(file_row, pages, jobs=min(jobs, len(pages)), died=died)
    for row in progress(rows, len(pages), "Reading"):
        failed += "error" in row
        click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n", nl=False)
    if failed:
        sys.exit(1)


def page_files(paths: Iterable[Path], meta: Path | None) -> list[PageFile]:
    """The page files that a command is given. Raises `click.UsageError` where there is none, or the rows are bad."""
    try:
        known = read_meta(meta) if meta else {}
    except FileError as error:
        raise click.BadParameter(str(error), param_hint="--meta") from error
    pages = [PageFile(path) for path in find_pages(paths)]
    if not pages:
        raise click.UsageError("there is no page file in what was given (.html .htm .xhtml .html.gz .txt .pdf .eml)")
    rows = [known.get(page.id, Meta()) for page in pages]
    return [PageFile(page.path, row.url, row.fetched) for page, row in zip(pages, rows, strict=True)]


def known_profiles(path: Path, option: str = "--profile") -> dict[str, SiteProfile]:
    """The profiles of sites that lie in a file or folder. Raises `click.BadParameter` with the cure."""
    from marsad.read.profile import ProfileError, load_profiles

    try:
        return load_profiles(path)
    except ProfileError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def known_rules(path: Path, option: str = "--rules") -> dict[str, SiteRules]:
    """The rules of sites that lie in a file or folder. Raises `click.BadParameter` with the cure."""
    from marsad.read.site_rules import RuleError, load_rules

    try:
        return load_rules(path)
    except RuleError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def died(page: PageFile) -> dict[str, Any]:
    """The row of a page that killed its worker process."""
    return error_row(page, "the worker process died on this page")


def progress(rows: Iterator[T], total: int, description: str) -> Iterator[T]:
    """The rows as they come; with a progress bar where there are many, and a terminal to show it."""
    if total < _MANY or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(rows, total=total, description=description, console=Console(stderr=True))
