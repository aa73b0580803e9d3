"""Why something was not collected: one class per reason, each with its name in plain words."""

# ruff: noqa: N818 - named for the reason, which is what an except clause should say

from __future__ import annotations

from typing import ClassVar


class FetchError(Exception):
    """A page that was not fetched: ``url`` is the address at fault, ``reason`` says why in words, on one line."""

    name: ClassVar[str] = "not fetched"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason if reason.isprintable() else _printable(reason)

    def __str__(self) -> str:
        return f"{self.name}: {self.reason} ({self.url})"


class BadAddress(FetchError):
    """The URL cannot be read, or is spelled in a way that programs disagree about."""

    name = "bad address"


class RefusedAddress(FetchError):
    """The URL leads to a place that is not the public internet, or to a port that is not the web's."""

    name = "refused address"


class RefusedByRobots(FetchError):
    """The site's robots.txt does not want this page fetched, or could not be read."""

    name = "refused by robots.txt"


class RefusedByReservation(FetchError):
    """The publisher reserves the page from text and data mining; the reason quotes the words that do so."""

    name = "reserved by its publisher"


class TooManyRedirects(FetchError):
    """A chain of redirects that is longer than the policy allows, or that comes back to itself."""

    name = "too many redirects"


class TooLarge(FetchError):
    """Headers or body go past the policy's limit, as sent or once decompressed."""

    name = "too large"


class TimedOut(FetchError):
    """A time limit passed: connecting, one read, or the whole fetch."""

    name = "timed out"


class Unreachable(FetchError):
    """The name does not resolve, or nobody answers at its addresses."""

    name = "unreachable"


class TlsFailed(FetchError):
    """The connection cannot be trusted: a certificate that does not hold, or no common protocol."""

    name = "no trusted connection"


class BadResponse(FetchError):
    """What came back is not HTTP, stopped before its end, or cannot be decompressed."""

    name = "bad response"


class HttpStatus(FetchError):
    """The server answered, and its answer is not the page (404, 503, …)."""

    name = "no page"


class BadFeed(FetchError):
    """A feed's address that gave something that cannot be read as a feed."""

    name = "unreadable feed"


class FeedError(ValueError):
    """Bytes that cannot be read as a feed or a list of feeds; ``reason`` says why in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _printable(words: str) -> str:
    return "".join(char for char in " ".join(words.split()) if char.isprintable())


def kind_named(name: str) -> type[FetchError]:
    """The class whose ``name`` that is, so that a stored failure can be raised again."""
    return next((kind for kind in FetchError.__subclasses__() if kind.name == name), FetchError)
