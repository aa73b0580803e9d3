"""Our reader with body models that were trained without the sites that they read."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from marsad.read.body_model import BodyModel

if TYPE_CHECKING:
    from read_sets import Page, Row


LEARNED = frozenset(("scrapinghub", "fundus", "wcxb", "trafilatura_eval", "gold"))
"""The sets whose licences allow the shipped weights to learn from them."""


def site_of(url: str | None, name: str) -> str:
    """What pages of one publisher share: the last two parts of the host, or of the page's name."""
    return ".".join((urlsplit(url or "").hostname or name).split(".")[-2:])


def models(folder: Path) -> dict[str, BodyModel]:
    """For each site the model that `train_body.py --folds` made without it. Raises `SystemExit` where there is none."""
    found = {}
    for sites in sorted(folder.glob("*/sites.json")):
        words = (sites.parent / "body_words.json").read_text(encoding="utf-8")
        model = BodyModel.loaded(words, (sites.parent / "body_model.npz").read_bytes())
        found.update(dict.fromkeys(json.loads(sites.read_text(encoding="utf-8")), model))
    if not found:
        raise SystemExit(f"no models in {folder}: make them with benchmarks/train_body.py --folds 4 --keep {folder}")
    return found


def unseen(read: Callable[[Page], Row], folder: Path) -> Callable[[Page], Row]:
    """``read`` with each page's site unknown to the model; a site of no part is unknown to all of them."""
    known = models(folder)
    other = next(iter(known.values()))
    reader: Any = import_module("marsad.read.html")

    def run(page: Page) -> Row:
        model = known.get(site_of(page.url, page.id), other)
        reader.body_model = lambda: model
        return read(page)

    return run
