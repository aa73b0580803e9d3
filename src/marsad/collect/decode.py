"""Content codings undone as a stream, with the output bounded: a bomb stops at the limit.

gzip, deflate, br and zstd (RFC 9110 §8.4, RFC 8878); zstd windows above 8 MB are refused, as RFC 9659 says.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

CHUNK = 65536
_ZSTD_WINDOW = 8 * 1024 * 1024
_MAX_CODINGS = 2


class CodingError(Exception):
    """A body that cannot be decompressed; the message says why."""


def decoded(chunks: Iterator[bytes], content_encoding: str) -> Iterator[bytes]:
    """The body's chunks with its codings undone, the last applied first; raises :class:`CodingError`."""
    codings = [name for part in content_encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(codings) > _MAX_CODINGS:
        raise CodingError("compressed more than twice")
    for name in reversed(codings):
        if name in ("gzip", "x-gzip"):
            chunks = _zlib(chunks, 31)
        elif name == "deflate":
            chunks = _zlib(chunks, None)
        elif name == "br":
            chunks = _brotli(chunks)
        elif name == "zstd":
            chunks = _zstd(chunks)
        else:
            raise CodingError(f"unknown compression {name[:20]!r}")
    return chunks


def _zlib(chunks: Iterator[bytes], wbits: int | None) -> Iterator[bytes]:
    """gzip (several members too), or deflate with or without the zlib header, which servers disagree about."""
    decoder = None
    for chunk in chunks:
        data = chunk
        while data:
            if decoder is None:
                decoder = zlib.decompressobj(wbits or (15 if data[0] & 0x0F == 8 else -15))
            try:
                out = decoder.decompress(data, CHUNK)
            except zlib.error as error:
                raise CodingError("damaged gzip or deflate data") from error
            if out:
                yield out
            if not decoder.eof:
                data = decoder.unconsumed_tail
            elif wbits and decoder.unused_data.lstrip(b"\0"):
                data, decoder = decoder.unused_data, None
            else:
                return
        # a full output chunk may leave more inside the decoder than unconsumed_tail shows
        while decoder is not None and (out := decoder.decompress(b"", CHUNK)):
            yield out
    if decoder is not None and not decoder.eof:
        raise CodingError("compressed data stops before its end")


def _brotli(chunks: Iterator[bytes]) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]

    decoder = brotli.Decompressor()
    started = False
    try:
        for chunk in chunks:
            started = True
            if out := decoder.process(chunk, output_buffer_limit=CHUNK):
                yield out
            while not decoder.can_accept_more_data():
                if out := decoder.process(b"", output_buffer_limit=CHUNK):
                    yield out
        while started and (out := decoder.process(b"", output_buffer_limit=CHUNK)):
            yield out
    except brotli.error as error:
        raise CodingError("damaged brotli data") from error
    if started and not decoder.is_finished():
        raise CodingError("compressed data stops before its end")


def _zstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    from fastwarc.stream_io import ZstdReader

    source = _Pull(chunks)
    head = source.peek(18)
    if not head:
        return
    if _zstd_window(head) > _ZSTD_WINDOW:
        raise CodingError("zstd window above 8 MB")
    reader = ZstdReader(source)
    while True:
        try:
            out: bytes = reader.read(CHUNK)
        except OSError as error:
            raise CodingError("damaged or unfinished zstd data") from error
        if not out:
            return
        yield out


def _zstd_window(head: bytes) -> int:
    """Window size in bytes that a zstd frame header asks for (RFC 8878 §3.1.1.1)."""
    if head[:4] != b"\x28\xb5\x2f\xfd" or len(head) < 6:
        raise CodingError("not zstd data")
    flags = head[4]
    if not flags & 0x20:
        exponent, mantissa = head[5] >> 3, head[5] & 7
        return (1 << (10 + exponent)) * (8 + mantissa) // 8
    start = 5 + (0, 1, 2, 4)[flags & 3]
    size = (1, 2, 4, 8)[flags >> 6]
    return int.from_bytes(head[start : start + size], "little")


class _Pull(io.RawIOBase):
    """A file to read from an iterator of chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self._position = 0

    def peek(self, size: int) -> bytes:
        while len(self._rest) < size and (chunk := next(self._chunks, b"")):
            self._rest += chunk
        return self._rest[:size]

    def read(self, size: int = -1) -> bytes:
        self.peek(1)
        size = len(self._rest) if size < 0 else size
        out, self._rest = self._rest[:size], self._rest[size:]
        self._position += len(out)
        return out

    def tell(self) -> int:
        return self._position

    def readable(self) -> bool:
        return True
