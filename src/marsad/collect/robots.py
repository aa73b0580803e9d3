"""robots.txt as RFC 9309 defines it, read by Protego; with ``Crawl-delay``, ``Request-rate`` and ``Sitemap``.

Protego is given the groups of the RFC and no more: a group's names are product tokens, of which only ours and
``*`` are kept apart, and lines that are no rules do not part a group. That also bounds its work: it keeps a set
of rules for each name, and a file may name tens of thousands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from protego import Protego

from marsad.collect.patterns import path_of

MAX_BYTES = 512_000
"""What is read of a file: RFC 9309 §2.5 asks for at least 500 KiB."""

PRODUCT = "Marsad"

_RULES = {
    "allow": "Allow",
    "disallow": "Disallow",
    "crawl-delay": "Crawl-delay",
    "request-rate": "Request-rate",
}
_MISSPELLED = {"dissallow": "disallow", "dissalow": "disallow", "disalow": "disallow", "useragent": "user-agent"}
_MAX_SITEMAPS = 1000
_MAX_RULE = 8192
_QUOTED_TRIES = 500
_ANYWHERE = "http://any.test"
"""Before a path, so that one which begins with two slashes is not read as a host."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one crawler on one host.

    ``crawl_delay`` is the pause in seconds that the file asks for between two requests, null where it asks for none;
    ``sitemaps`` are the addresses it names, as they stand there.
    """

    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    _parsed: Protego = field(default_factory=Protego, compare=False, repr=False)
    _product: str = PRODUCT

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched: the longest matching rule decides, and ``Allow`` wins a tie."""
        path = path_of(url)
        return path == "/robots.txt" or self._parsed.can_fetch(_ANYWHERE + path, self._product)

    def forbidding(self, url: str) -> str | None:
        """The line that forbids the URL, as it stands in the file; null where none does or it is hard to say."""
        lines = sorted((rule for rule in self.rules if rule.startswith("Disallow")), key=len, reverse=True)
        path = path_of(url)
        for line in lines[:_QUOTED_TRIES]:
            if not Protego.parse(f"User-agent: *\n{line}").can_fetch(_ANYWHERE + path, "*"):
                return line
        return None


ALLOW_ALL = Robots()


def parse_robots(data: bytes, product: str = PRODUCT) -> Robots:
    """The rules for a crawler's product token: those of all groups that name it, else of the groups for ``*``."""
    lines, sitemaps = _groups(data, product.lower())
    parsed = Protego.parse("\n".join(lines))
    named = any(line == f"User-agent: {product.lower()}" for line in lines)
    rules = tuple(_rules_of(lines, product.lower() if named else "*"))
    return Robots(_delay(parsed, product), tuple(sitemaps), rules, parsed, product)


def _delay(parsed: Protego, product: str) -> float | None:
    delay = parsed.crawl_delay(product)
    rate = parsed.request_rate(product)
    return max((pause for pause in (delay, rate.seconds / rate.requests if rate else None) if pause), default=None)


def _groups(data: bytes, product: str) -> tuple[list[str], list[str]]:
    """The file's groups, with every name but the product's and ``*`` made one, and its sitemaps."""
    lines: list[str] = []
    sitemaps: list[str] = []
    for key, value in _pairs(data):
        if key == "user-agent":
            token = _token(value)
            line = f"User-agent: {token if token in ('*', product) else 'another'}"
            if not lines or lines[-1] != line:
                lines.append(line)
        elif key in _RULES and len(value) <= _MAX_RULE:
            lines.append(f"{_RULES[key]}: {value}")
        elif key == "sitemap" and value and len(sitemaps) < _MAX_SITEMAPS:
            sitemaps.append(value)
    return lines, sitemaps


def _rules_of(lines: list[str], agent: str) -> list[str]:
    rules: list[str] = []
    agents: set[str] = set()
    in_rules = False
    for line in lines:
        if line.startswith("User-agent: "):
            agents = (set() if in_rules else agents) | {line.removeprefix("User-agent: ")}
            in_rules = False
        else:
            in_rules = True
            if agent in agents:
                rules.append(line)
    return rules


def _pairs(data: bytes) -> list[tuple[str, str]]:
    """Names and values of the lines; the line that the limit cuts in two is not read."""
    whole = data if len(data) <= MAX_BYTES else data[:MAX_BYTES].rpartition(b"\n")[0]
    text = whole.decode("utf-8", "replace").removeprefix("\ufeff")
    pairs: list[tuple[str, str]] = []
    for line in re.split(r"[\r\n]+", text):
        name, colon, value = line.partition("#")[0].partition(":")
        key = name.strip().lower()
        if colon:
            # Protego splits at more line ends than the RFC knows, and a value is one line
            pairs.append((_MISSPELLED.get(key, key), " ".join(value.split())))
    return pairs


def _token(value: str) -> str:
    """A product token, without version: ``Marsad/1.0`` names ``marsad``."""
    if value.startswith("*"):
        return "*"
    match = re.match(r"[A-Za-z_-]+", value)
    return match[0].lower() if match else ""
