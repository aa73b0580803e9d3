"""Path patterns as robots.txt and tdmrep.json write them: ``*`` and a last ``$`` (RFC 9309 §2.2.2, §2.2.3)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE = _UNRESERVED | frozenset("/?#[]@!$&'()*+,;=:%")
_PLAIN = re.compile(r"[A-Za-z0-9\-._~/?#\[\]@!$&'()*+,;=:]*")


def path_of(url: str) -> str:
    """Path and query of a URL, in normal spelling; a ``?`` with nothing after it is kept."""
    parts = urlsplit(url)
    return normal((parts.path or "/") + (f"?{parts.query}" if "?" in url.partition("#")[0] else ""))


def normal(path: str) -> str:
    """One spelling for all that are equal: unreserved characters bare, the others as upper-case escapes."""
    if _PLAIN.fullmatch(path):
        return path
    bare = _ESCAPE.sub(lambda match: _unescaped(match[1]), path)
    return "".join(
        char if char in _SAFE else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in bare
    )


def literal(path: str) -> str:
    """A path as patterns name it, where a star or a dollar that is meant as such is escaped (RFC 9309 §2.2.3)."""
    return path.replace("*", "%2A").replace("$", "%24")


def normal_pattern(pattern: str) -> str:
    """A pattern in normal spelling: only a last ``$`` is the end, any other is itself."""
    end = "$" if pattern.endswith("$") else ""
    return normal(pattern.removesuffix("$")).replace("$", "%24") + end


def matches(pattern: str, path: str) -> bool:
    """Whether a path begins as the pattern says; ``*`` is any characters, a last ``$`` the end. Linear in time."""
    anchored = pattern.endswith("$")
    first, *others = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    if not others:
        return not anchored or position == len(path)
    *middle, last = others
    for piece in middle:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if anchored:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0


def _unescaped(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if char in _UNRESERVED else f"%{digits.upper()}"
