"""What pages call the parts of an article's head."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from marsad.read.fold import data


@cache
def called(part: str) -> re.Pattern[str]:
    """Matches the names of elements that are a part of the head: title, lede, kicker, section, trail or unseen."""
    return re.compile("|".join(tomllib.loads(data("head.toml"))[part]))
