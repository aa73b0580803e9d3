"""Short, stable identifiers: sixteen hexadecimal characters of a SHA-256, salted by what they name."""

from __future__ import annotations

from hashlib import sha256


def _short(kind: str, document: str) -> str:
    return sha256(f"{kind}:{document}".encode()).hexdigest()[:16]


def family_id(document: str) -> str:
    """The id of the reprint family that began with this document."""
    return _short("family", document)


def story_id(document: str) -> str:
    """The id of the story that this document founded."""
    return _short("story", document)
