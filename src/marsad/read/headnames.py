"""What pages call the parts of an article's head."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from marsad.read.fold import tables_of

_LOOSE = re.compile(r"\(\?<?[!=][^)]*\)|\\b|.\?")
_LETTERS = re.compile(r"[a-z]{3,}")


@cache
def _pattern(part: str) -> re.Pattern[str]:
    return re.compile("|".join(tables_of("head.toml")[part]))


@cache
def _cores(part: str) -> re.Pattern[str]:
    """Letters without which none of a part's expressions is found: they are cheap to look for."""
    cores = {min(_LETTERS.findall(_LOOSE.sub(" ", one)), key=len) for one in tables_of("head.toml")[part]}
    return re.compile("|".join(core for core in sorted(cores) if not any(one in core for one in cores - {core})))


@lru_cache(maxsize=16_384)
def called(part: str, names: str) -> bool:
    """Whether an element of these names is a part of the head: title, lede, section, trail, logo or unseen."""
    return _cores(part).search(names) is not None and _pattern(part).search(names) is not None
