"""``marsad profile``: pages of sites → what is known of each site, for ``marsad read --profile``."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.pool import ordered
from marsad.cli.read import died, known_profiles, page_files, progress
from marsad.read.errors import ReadError
from marsad.read.files import PageFile, within_limits

if TYPE_CHECKING:
    from marsad.read.profile import SiteProfile
    from marsad.read.profile_learn import Sight

_UNSAFE = re.compile(r"[^\w.-]")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR|FILE.json",
              help="A folder for one profile a site, or a file for the profile of the only site.")  # fmt: skip
@click.option("--meta", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.jsonl",
              help="Rows {id, url}: addresses of pages that do not tell their own.")  # fmt: skip
@click.option("--update", is_flag=True, help="Go on from the profiles that the output holds.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
def profile(paths: tuple[Path, ...], output: Path, meta: Path | None, update: bool, jobs: int) -> None:
    """Learn what stands on all pages of a site, from HTML pages in files and folders, and print one JSON row a profile.

    A page that cannot be read, or tells no address, gives {id, file, error}; the rest go on, and the exit status is 1.
    """
    from marsad.read.profile_learn import Learner

    earlier = known_profiles(output, "--output") if update and output.exists() else {}
    learners = {site: Learner(site, known) for site, known in earlier.items()}
    pages = page_files(paths, meta)
    failed = 0
    for seen in progress(ordered(_sight, pages, jobs=min(jobs, len(pages)), died=died), len(pages), "Learning"):
        if isinstance(seen, dict):
            failed += 1
            _print(seen)
        else:
            learners.setdefault(seen.site, Learner(seen.site)).add(seen)
    for row in _write([learner.profile() for learner in learners.values()], output):
        _print(row)
    if failed:
        sys.exit(1)


def _sight(page: PageFile) -> Sight | dict[str, Any]:
    return within_limits(page, lambda data: _with_site(page, data))


def _with_site(page: PageFile, data: bytes) -> Sight:
    from marsad.read.profile_learn import sight

    found = sight(data, page.url, page.media_type)
    if not found.site:
        raise ReadError("the page does not tell its address: give it with --meta")
    return found


def _write(profiles: list[SiteProfile], output: Path) -> list[dict[str, Any]]:
    from marsad.read.profile import SUFFIX

    single = output.suffix == ".json" and not output.is_dir()
    if single and len(profiles) > 1:
        sites = ", ".join(sorted(one.site for one in profiles)[:3])
        raise click.UsageError(f"the pages are of {len(profiles)} sites ({sites} …): give a folder with -o")
    rows = []
    for one in profiles:
        path = output if single else output / (_UNSAFE.sub("_", one.site).lstrip(".") + SUFFIX)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".new")
        draft.write_text(one.to_json() + "\n", encoding="utf-8")
        draft.replace(path)
        known = sum(one.is_boilerplate(key) for key in one.lines)
        rows.append(
            {"site": one.site, "pages": one.pages, "boilerplate": known, "profile": one.version, "file": str(path)}
        )
    return rows


def _print(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n", nl=False)
