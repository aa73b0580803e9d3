"""Text of others on a terminal."""

from __future__ import annotations

import re

# Control characters, and explicit bidi ones that could reach beyond the text they came with.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Text without the characters that steer a terminal."""
    return _UNSAFE.sub(" ", text)
