"""The room's lexical data: one file a language and idea in ``data/``, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def tables_of(name: str) -> dict[str, Any]:
    """The tables of ``data/NAME``; not to be changed."""
    return tomllib.loads(data_bytes(name).decode())


def data_bytes(name: str) -> bytes:
    """The bytes of ``data/NAME``."""
    return resources.files("marsad.annotate").joinpath("data", name).read_bytes()
