"""robots.txt as RFC 9309 defines it: groups, the longest match, ``*`` and ``$``; and ``Crawl-delay``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_BYTES = 512_000
"""What is read of a file: RFC 9309 §2.5 asks for at least 500 KiB."""

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE = _UNRESERVED | frozenset("/?#[]@!$&'()*+,;=:%")


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``Allow`` or ``Disallow`` line; ``pattern`` is in normal spelling."""

    allow: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one crawler on one host; ``crawl_delay`` in seconds, null where none is asked."""

    rules: tuple[Rule, ...] = ()
    crawl_delay: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched: the longest matching rule decides, and ``Allow`` wins a tie."""
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        matching = [rule for rule in self.rules if matches(rule.pattern, path)]
        return not matching or max((len(rule.pattern), rule.allow) for rule in matching)[1]


ALLOW_ALL = Robots()


def parse_robots(data: bytes, product: str = "marsad") -> Robots:
    """The rules for a crawler's product token: those of all groups that name it, else of the groups for ``*``."""
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    is_named = False
    agents: set[str] = set()
    in_rules = True
    for key, value in _lines(data):
        if key == "user-agent":
            if in_rules:
                agents, in_rules = set(), False
            agents.add(_token(value))
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            if product.lower() in agents:
                named.append((key, value))
            if "*" in agents:
                general.append((key, value))
        is_named = is_named or product.lower() in agents
    return _robots(named if is_named else general)


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


def _lines(data: bytes) -> list[tuple[str, str]]:
    text = data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    pairs = (line.partition("#")[0].partition(":") for line in re.split(r"[\r\n]+", text))
    return [(key.strip().lower(), value.strip()) for key, colon, value in pairs if colon]


def _token(value: str) -> str:
    """A product token, without version: ``Marsad/1.0`` names ``marsad``."""
    if value.startswith("*"):
        return "*"
    match = re.match(r"[A-Za-z_-]+", value)
    return match[0].lower() if match else ""


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(Rule(key == "allow", _normal(value)) for key, value in lines if key != "crawl-delay" and value)
    delays = [
        float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{0,6})?", value)
    ]
    return Robots(rules, max(delays, default=None))


def _normal(path: str) -> str:
    """One spelling for all that are equal: unreserved characters bare, the others as upper-case escapes."""
    bare = _ESCAPE.sub(lambda match: _unescaped(match[1]), path)
    return "".join(
        char if char in _SAFE else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in bare
    )


def _unescaped(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if char in _UNRESERVED else f"%{digits.upper()}"
