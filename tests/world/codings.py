"""Bodies in the content codings of the web: gzip, br, zstd; and bombs of each."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from itertools import repeat

import brotli  # type: ignore[import-untyped]
from fastwarc.stream_io import ZstdWriter

CODINGS = ("gzip", "br", "zstd")
_BLOCK = bytes(65536)


def encode(body: bytes, coding: str) -> bytes:
    """The body in that coding. Raises KeyError for an unknown one."""
    return _ENCODERS[coding]((body,))


def bomb(coding: str, size: int) -> bytes:
    """``size`` zeros in that coding, made without holding them."""
    return _ENCODERS[coding](repeat(_BLOCK, size // len(_BLOCK)))


def _gzip(parts: Iterable[bytes]) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(part) for part in parts), packer.flush()])


def _br(parts: Iterable[bytes]) -> bytes:
    packer = brotli.Compressor(quality=4)
    return b"".join([*(packer.process(part) for part in parts), packer.finish()])


def _zstd(parts: Iterable[bytes]) -> bytes:
    out = io.BytesIO()
    packer = ZstdWriter(out)
    for part in parts:
        packer.write(part)
    packer.finish()
    packer.flush()
    return out.getvalue()


_ENCODERS = {"gzip": _gzip, "br": _br, "zstd": _zstd}
