"""Every way in which a site has been seen to misbehave, each under a name; FAULTS lists them all.

A fault is given the request, the honest answer and the wire, and does with them what it does. Seconds of pauses are
real ones; moments such as those of Retry-After are the world's.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from typing import Protocol

from tests.world.codings import bomb
from tests.world.wire import Answer, Asked

ARTICLES, FEEDS, EVERYWHERE = "/2*", "*/rss.xml|*/atom.xml|*/feed.rdf|*/feed.json", "*"
"""Paths as fnmatch patterns, parted by a bar."""
FORBIDDING = b"User-agent: *\nDisallow: /\n"
BLOCK = 65536


class Wire(Protocol):
    """What a fault may do with the connection; every call fails with ConnectionError once the other side is gone."""

    async def send(self, data: bytes) -> None: ...
    def reset(self) -> None: ...
    def close(self) -> None: ...


@dataclass
class Fault:
    """The base of all: the honest answer, changed by :meth:`changed`. ``where``: the paths that it befalls."""

    where: str = field(default=ARTICLES, kw_only=True)

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        """Answer; returns the status that was sent, 0 for none."""
        answer = self.changed(asked, honest)
        await wire.send(answer.wire(asked.method))
        return answer.status

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        """What is sent in place of the honest answer."""
        return honest


@dataclass
class SlowHead(Fault):
    """The head comes one byte at a time: no single read is ever silent for long."""

    pause: float = 0.05

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        await _drip(honest.wire(asked.method), self.pause, wire)
        return honest.status


@dataclass
class SlowBody(Fault):
    """The head at once, the body one byte at a time."""

    pause: float = 0.05

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        head, _, body = honest.wire(asked.method).partition(b"\r\n\r\n")
        await wire.send(head + b"\r\n\r\n")
        await _drip(body, self.pause, wire)
        return honest.status


@dataclass
class EndlessBody(Fault):
    """A body without a length that never ends."""

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        await wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        while True:
            await wire.send(b"<p>and so on</p>" * (BLOCK // 16))


@dataclass
class EndlessHead(Fault):
    """Header lines for ever."""

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        await wire.send(b"HTTP/1.1 200 OK\r\n")
        while True:
            await wire.send(b"X-More: and more\r\n" * 1000)


@dataclass
class TooMany(Fault):
    """429 from the first request on (robots.txt apart) for ``lasts`` of the world's seconds; Retry-After as seconds or
    as a date."""

    lasts: float = 600.0
    dated: bool = False
    status: int = 429
    where: str = field(default=EVERYWHERE, kw_only=True)
    _since: dict[str, float] = field(default_factory=dict)

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        if asked.path == "/robots.txt":
            return honest
        left = self._since.setdefault(asked.host, asked.now) + self.lasts - asked.now
        if left <= 0:
            return honest
        when = formatdate(asked.now + left, usegmt=True) if self.dated else str(int(left) + 1)
        return Answer(self.status, (("Retry-After", when), ("Content-Type", "text/plain")), b"later, please")


@dataclass
class Unavailable(Fault):
    """503 without a word of when, for ``lasts`` of the world's seconds from the first request on."""

    lasts: float = 600.0
    _since: dict[str, float] = field(default_factory=dict)

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        if asked.now - self._since.setdefault(asked.host, asked.now) >= self.lasts:
            return honest
        return Answer(503, (("Content-Type", "text/html"),), b"<h1>Be right back</h1>")


@dataclass
class Loop(Fault):
    """Two addresses that redirect to each other."""

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return _redirect(asked.path.removesuffix("?again") if asked.path.endswith("?again") else f"{asked.path}?again")


@dataclass
class Stairs(Fault):
    """Redirects that never repeat and never end."""

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        path, _, step = asked.path.partition("?step=")
        return _redirect(f"{path}?step={int(step or 0) + 1}")


@dataclass
class Elsewhere(Fault):
    """301 to one fixed address: another host, or one that nobody should be sent to."""

    to: str

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return _redirect(self.to)


@dataclass
class SameTagNewBody(Fault):
    """The tag stays the same whatever the body says; conditional requests are told that nothing changed."""

    where: str = field(default=EVERYWHERE, kw_only=True)

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        tag = ("ETag", '"always"')
        if asked.header("if-none-match"):
            return Answer(304, (tag,))
        return replace(honest, headers=(*honest.without("etag", "last-modified"), tag))


@dataclass
class NewTagSameBody(Fault):
    """A new tag and a new date with each request; the body is the same."""

    _count: int = 0

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        self._count += 1
        lies = (("ETag", f'"n{self._count}"'), ("Last-Modified", formatdate(asked.now, usegmt=True)))
        return replace(asked.honest(), headers=(*asked.honest().without("etag", "last-modified"), *lies))


@dataclass
class UnaskedNotModified(Fault):
    """304 to a request that had no condition."""

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return Answer(304, (("ETag", '"whatever"'),))


@dataclass
class Bomb(Fault):
    """A few kilobytes that become ``size`` bytes once decompressed."""

    coding: str
    size: int = 50_000_000
    _body: bytes = b""

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        self._body = self._body or bomb(self.coding, self.size)
        return Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", self.coding)), self._body)


@dataclass
class WrongCharset(Fault):
    """UTF-8 that the header declares as something else."""

    declared: str = "iso-8859-1"

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return replace(
            honest, headers=(*honest.without("content-type"), ("Content-Type", f"text/html; charset={self.declared}"))
        )


@dataclass
class Says(Fault):
    """The honest answer with further header lines: reservations, for instance."""

    headers: tuple[tuple[str, str], ...]

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return replace(honest, headers=(*honest.headers, *self.headers))


@dataclass
class Instead(Fault):
    """Another body, status or type than the one that was asked for."""

    body: bytes
    status: int = 200
    content_type: str = "text/html"
    where: str = field(default=FEEDS, kw_only=True)

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return Answer(self.status, (("Content-Type", self.content_type),), self.body)


@dataclass
class CutFeed(Fault):
    """XML that stops in the middle of an item."""

    where: str = field(default=FEEDS, kw_only=True)

    def changed(self, asked: Asked, honest: Answer) -> Answer:
        return replace(asked.honest(), body=asked.honest().body[: len(asked.honest().body) * 2 // 3])


@dataclass
class Reset(Fault):
    """The connection is reset, before a word or in the middle of the body."""

    midway: bool = False

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        if self.midway:
            data = honest.wire(asked.method)
            await wire.send(data[: len(data) // 2])
            await asyncio.sleep(0.05)  # or the reset overtakes what was sent
        wire.reset()
        return honest.status if self.midway else 0


@dataclass
class Truncated(Fault):
    """The connection closes before the announced length, or (``chunked``) before the last chunk."""

    chunked: bool = False

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        kind = b"Transfer-Encoding: chunked" if self.chunked else b"Content-Length: %d" % len(honest.body)
        body = honest.body[: len(honest.body) // 2]
        await wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + kind + b"\r\n\r\n")
        await wire.send(b"%x\r\n%b\r\n" % (len(body), body) if self.chunked else body)
        wire.close()
        return 200


@dataclass
class ShortLength(Fault):
    """A Content-Length below what is sent: the rest would be taken for the next answer."""

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        length = len(honest.body) // 2
        await wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % length)
        await wire.send(honest.body)
        return 200


@dataclass
class Silence(Fault):
    """Listens, and never says a word."""

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        await asyncio.sleep(3600)
        return 0


@dataclass
class Babble(Fault):
    """Something that is not HTTP."""

    async def befall(self, asked: Asked, honest: Answer, wire: Wire) -> int:
        await wire.send(b"220 mail.world.example ESMTP ready\r\n")
        wire.close()
        return 0


def _redirect(to: str) -> Answer:
    return Answer(301, (("Location", to),))


async def _drip(data: bytes, pause: float, wire: Wire) -> None:
    for place in range(len(data)):
        await wire.send(data[place : place + 1])
        await asyncio.sleep(pause)


_XML = "application/xml"
FAULTS: dict[str, Fault] = {
    "slow-head": SlowHead(),
    "slow-body": SlowBody(),
    "endless-body": EndlessBody(),
    "endless-head": EndlessHead(),
    "too-many": TooMany(),
    "too-many-dated": TooMany(dated=True),
    "unavailable": Unavailable(),
    "unavailable-until": TooMany(status=503),
    "loop": Loop(),
    "stairs": Stairs(),
    "elsewhere": Elsewhere("http://tls-good.world.example/"),
    "to-private": Elsewhere("http://10.0.0.1/admin"),
    "to-metadata": Elsewhere("http://169.254.169.254/latest/meta-data/"),
    "to-file": Elsewhere("file:///etc/hostname"),
    "same-tag-new-body": SameTagNewBody(),
    "new-tag-same-body": NewTagSameBody(),
    "unasked-304": UnaskedNotModified(),
    "bomb-gzip": Bomb("gzip"),
    "bomb-br": Bomb("br"),
    "bomb-zstd": Bomb("zstd"),
    "wrong-charset": WrongCharset(),
    "reserved": Says((("tdm-reservation", "1"), ("tdm-policy", "https://reserved.world.example/policy.json"))),
    "noai": Says((("X-Robots-Tag", "noai, noimageai"),)),
    "reserved-meta": Instead(
        b'<html><head><meta name="tdm-reservation" content="1"></head><body><p>Ours.</p></body></html>',
        where=ARTICLES,
    ),
    "robots-error": Instead(b"oops", 500, where="/robots.txt"),
    "robots-reset": Reset(where="/robots.txt"),
    "feed-broken": CutFeed(),
    "feed-html": Instead(b"<!DOCTYPE html><html><body><h1>Welcome to our new site</h1></body></html>"),
    "feed-empty": Instead(b"", content_type=_XML),
    "feed-without-items": Instead(
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>Nothing</title></channel></rss>', content_type=_XML
    ),
    "reset": Reset(),
    "reset-midway": Reset(midway=True),
    "truncated": Truncated(),
    "truncated-chunks": Truncated(chunked=True),
    "short-length": ShortLength(),
    "silence": Silence(),
    "babble": Babble(),
}
