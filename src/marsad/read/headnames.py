"""What pages call the parts of an article's head."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from marsad.read.fold import data


@cache
def _pattern(part: str) -> re.Pattern[str]:
    return re.compile("|".join(tomllib.loads(data("head.toml"))[part]))


@lru_cache(maxsize=16_384)
def called(part: str, names: str) -> bool:
    """Whether an element of these names is a part of the head: title, lede, section, trail, logo or unseen."""
    return bool(names) and _pattern(part).search(names) is not None
