"""Bytes → text: UTF-8 where it holds, else byte order marks, wide encodings, and the evidence (`marsad.read.charset`).

Valid UTF-8 is nothing else: no other encoding's text is, beyond ASCII. That is the common case, and costs one decoding
and a look for what ASCII bytes may hide.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from marsad.read.errors import ReadError
from marsad.read.limits import check_size

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF-": "a PDF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\x7fELF": "a program",
}
_MAGIC_STARTS = tuple(_MAGIC)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\r\f\x1a\x1b")
_META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_XML_ROOT = re.compile(r"<(?:rss|feed|urlset|sitemapindex|opml|rdf:RDF|!DOCTYPE\s+(?!html)\w+|!ENTITY)\b")
_PROLOGUE = re.compile(r"<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_TAGS = re.compile(r"</(?:p|div|a|h[1-6]|ul|li|table|td|title|span)\s*>|<(?:p|br|div)\s*/?>", re.IGNORECASE)
_HEADER = 4_000


def decode(page: bytes, *, charset: str | None = None) -> str:
    """The text of ``page``, without NULs. ``charset`` is the one of the HTTP header, null where nobody knows it.

    Raises `ReadError`, which names what the bytes are, for binary data and for an encoding that nothing here knows.
    """
    if page.startswith(_MAGIC_STARTS):
        raise ReadError(f"this is {next(kind for magic, kind in _MAGIC.items() if page.startswith(magic))}, not a page")
    head = page[:_HEADER]
    if len(head.translate(None, _CONTROL)) == len(head):
        try:
            text = (page.replace(b"\0", b"") if b"\0" in page else page).decode()
        except UnicodeDecodeError:
            return _legacy(page, charset).replace("\0", "")
        if text.isascii():
            return _seven_bit(page, text, charset)
        from marsad.read.mend import encoded_twice

        return encoded_twice(text.removeprefix("\ufeff"))
    return _legacy(page, charset).replace("\0", "")


def _seven_bit(page: bytes, text: str, charset: str | None) -> str:
    """ASCII, or one of the encodings that write everything in ASCII bytes."""
    if "\x1b" in text:
        for escape, name in ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp")):
            if escape in page:
                return page.decode(name, "replace")
    if "~{" in text and "hz" in _declared(page, charset):
        return page.decode("hz", "replace")
    return text


def _legacy(page: bytes, charset: str | None) -> str:
    for bom, name in _BOMS:
        if page.startswith(bom):
            return page[len(bom) :].decode(name, "replace")
    if b"\x1b$)C" in page[:_HEADER]:
        return page.decode("iso2022_kr", "replace")
    if wide := _wide(page):
        return page.decode(wide, "replace")
    _refuse_binary(page)
    from marsad.read.charset import best_encoding, text_in
    from marsad.read.mend import encoded_twice, mixed_utf8

    declared = _declared(page, charset)
    mixed = mixed_utf8(page, declared="utf-8" in declared)
    if mixed is not None:
        return encoded_twice(mixed)
    best = best_encoding(page, [name for name in declared if name not in {"utf-8", "utf-16", "utf-32"}])
    if best is None:
        raise ReadError(f"the encoding is unknown{f' (declared as {charset})' if charset else ''}")
    return text_in(page, best)


def _declared(page: bytes, charset: str | None) -> list[str]:
    """What the header and the page declare, the header first, as Python's names; what nobody knows is left out."""
    from marsad.read.charset import known

    labels = [charset, *(label.decode("ascii", "ignore") for label in _META.findall(page[:_HEADER])[:2])]
    return [name for label in labels if (name := known(label))]


def opened(page: bytes | str, *, charset: str | None = None, text: bool | None = None) -> tuple[str, bool]:
    """The markup or text of a page, and whether it is plain text. The arguments are those of `marsad.read.read`.

    Raises `ReadError` for what is empty, too large, binary, or XML that is no page.
    """
    check_size(page)
    markup = page if isinstance(page, str) else decode(page, charset=charset)
    if not markup.strip():
        raise ReadError("the page is empty")
    if not text:
        refuse_xml(markup)
    return markup, not looks_like_html(markup) if text is None else text


def refuse_xml(text: str) -> None:
    """Raise `ReadError` for an XML document that is no page: a feed, a sitemap, or anything with its own entities."""
    start = text[:_HEADER].lstrip("\ufeff \t\r\n")
    if not (start.startswith("<?xml") or _XML_ROOT.match(start)) or _MARKUP.search(start):
        return
    root = _ROOT.search(_PROLOGUE.sub("", start))
    raise ReadError(f"an XML document{f' ({root.group(1)})' if root else ''}, not a page")


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is markup rather than plain text."""
    start = text[:_HEADER]
    if _MARKUP.search(start):
        return True
    return len(_TAGS.findall(text[:50_000])) >= (1 if start.lstrip().startswith("<") else 3)


def _wide(page: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: its high bytes take few values, and its low bytes many, controls among them."""
    head = page[: _HEADER - _HEADER % 4]
    if len(head) < 8 or len(head) - len(head.translate(None, _CONTROL)) < max(1, len(head) // 100):
        return None
    zeros = [head[i::4].count(0) / max(1, len(head[i::4])) for i in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.3:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.3:
        return "utf-32-be"
    even, odd = _sameness(head[::2]), _sameness(head[1::2])
    if max(even, odd) >= 0.8 and min(even, odd) <= 0.6:
        return "utf-16-le" if odd > even else "utf-16-be"
    return _wide_ideographs(head)


def _sameness(part: bytes) -> float:
    """Share of the two most common byte values."""
    return sum(count for _, count in Counter(part).most_common(2)) / max(1, len(part))


def _wide_ideographs(head: bytes) -> str | None:
    """UTF-16 of Chinese, Japanese or Korean: nearly every pair of bytes is of those scripts in one order only."""
    shares = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = head.decode(name, "replace")
        shares[name] = len(_EAST_ASIAN.findall(text)) / max(1, len(text))
    best, other = sorted(shares, key=lambda name: -shares[name])
    return best if shares[best] > 0.9 and shares[other] < 0.8 else None


_EAST_ASIAN = re.compile(r"[\t\n\r -~\xa0\u2010-\u2026\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uff5e]")


def _refuse_binary(page: bytes) -> None:
    head = page[:65_536]
    control = len(head) - len(head.translate(None, _CONTROL))
    if control > 2 + len(head) // 100:
        raise ReadError("the data is binary, not a page")
