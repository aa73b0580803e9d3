"""Bytes → text: byte order mark, UTF-8 where it holds, what the header and the page declare, then the evidence.

A declaration is a witness, not a judge: the press of the Maghreb serves windows-1256 under ``iso-8859-1``, and
UTF-8 under anything. Single-byte encodings are told apart by how the decoded text reads.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable

from marsad.read.errors import ReadError

SAMPLE = 200_000
"""Bytes that a judgement between encodings looks at."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x7fELF", "a program"),
)
_META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SINGLE_BYTE = ("windows-1252", "windows-1256", "iso-8859-6")
_WHATWG = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "iso8859-9": "windows-1254", "gb2312": "gb18030"}
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_XML_ROOT = re.compile(r"<(?:rss|feed|urlset|sitemapindex|opml|rdf:RDF|!DOCTYPE\s+(?!html)\w+|!ENTITY)\b")
_PROLOGUE = re.compile(r"<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_TAGS = re.compile(r"</(?:p|div|a|h[1-6]|ul|li|table|td|title|span)\s*>|<(?:p|br|div)\s*/?>", re.IGNORECASE)
_HEADER = 4_000


def decode(data: bytes, *, charset: str | None = None) -> str:
    """The text of ``data``. ``charset`` is the one of the HTTP header, null where nobody knows it.

    Raises `ReadError`, which names what the bytes are, for binary data and for an encoding that nothing here knows.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"this is {kind}, not a page")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    _refuse_binary(data)
    encoding = _encoding(data, charset)
    return data.decode(encoding, "replace")


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


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: its high bytes take few values, zero among them, and its low bytes many."""
    head = data[: _HEADER - _HEADER % 4]
    if len(head) < 8 or head.count(0) * 20 < len(head):
        return None
    zeros = [head[i::4].count(0) / max(1, len(head[i::4])) for i in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.3:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.3:
        return "utf-32-be"
    even, odd = _sameness(head[::2]), _sameness(head[1::2])
    if max(even, odd) < 0.8 or min(even, odd) > 0.6:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _sameness(data: bytes) -> float:
    """Share of the two most common byte values."""
    return sum(count for _, count in Counter(data).most_common(2)) / max(1, len(data))


def _refuse_binary(data: bytes) -> None:
    head = data[:65_536]
    control = sum(head.count(code) for code in range(32) if code not in b"\t\n\r\f\x1a\x1b")
    if control > 2 + len(head) // 100:
        raise ReadError("the data is binary, not a page")


def _encoding(data: bytes, charset: str | None) -> str:
    declared = [_known(charset), *(_known(match.decode("ascii")) for match in _META.findall(data[:_HEADER])[:2])]
    names = [name for name in declared if name]
    if seven := next((name for name in names if name.startswith(("iso2022", "hz"))), None):
        return seven
    if _is_utf8(data, tolerant="utf-8" in names):
        return "utf-8"
    choices = [
        name for name in dict.fromkeys(names) if name not in {"utf-8", "utf-16", "utf-32"} and _decodes(data, name)
    ]
    best = _most_readable(data, choices)
    if best is not None:
        return best
    raise ReadError(f"the encoding is unknown{f' (declared as {charset})' if charset else ''}")


def _known(name: str | None) -> str | None:
    """Python's name of a declared encoding, after the renamings of the WHATWG Encoding Standard; null if unknown."""
    try:
        found = codecs.lookup((name or "").strip().strip("\"'")).name
        return _WHATWG.get(found, found) if "x".encode(found).decode(found) == "x" else None
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None


def _is_utf8(data: bytes, *, tolerant: bool) -> bool:
    """Whether the bytes are UTF-8; a page cut or patched by hand may hold a few broken sequences."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        broken = data.decode("utf-8", "replace")
        bad = broken.count("\ufffd")
        good = sum(1 for char in broken if char > "\x7f") - bad
        return bad * (5 if tolerant else 50) < good
    return True


def _decodes(data: bytes, name: str) -> bool:
    text = data[:SAMPLE].decode(name, "replace")
    return text.count("\ufffd") * 200 <= sum(1 for char in text if char > "\x7f")


def _most_readable(data: bytes, declared: list[str]) -> str | None:
    """The encoding under which the text reads best; a declared one stays unless another is clearly better."""
    scores = {name: readability(data[:SAMPLE].decode(name, "replace")) for name in (*_SINGLE_BYTE, *declared)}
    best = max(scores, key=lambda name: scores[name])
    if declared and scores[declared[0]] > scores[best] - 0.2 and not _idle_arabic(data, declared[0]):
        return declared[0]
    if scores[best] < 0.5:
        return declared[0] if declared else _sniffed(data)
    return _latin_with_euro(data) if best == "windows-1252" else best


def _idle_arabic(data: bytes, declared: str) -> bool:
    """Whether an Arabic encoding is declared and no Arabic word comes of it: French reads much the same in both."""
    if declared not in {"cp1256", "iso8859-6"}:
        return False
    return not any(len(run) > 2 for run in _ARABIC_RUN.findall(data[:SAMPLE].decode(declared, "replace")))


def _sniffed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:SAMPLE]).best()
    return match.encoding if match else None


def _latin_with_euro(data: bytes) -> str:
    """ISO 8859-15 where œ and Œ stand inside words and nothing of windows-1252 does."""
    if re.search(rb"[\x80-\x9f]", data) or not re.search(rb"[A-Za-z][\xbd\xbc][a-z]|\b\xbcuvre", data):
        return "windows-1252"
    return "iso8859-15"


_ARABIC_RUN = re.compile(r"[\u0620-\u0652\u067e\u0686\u06af]+")
_LATIN_RUN = re.compile(r"[\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u017f]+")
_LATIN_SIGNS = frozenset("«»“”‘’–—…•€£§°ºª©®™·¿¡½¼²³´¨\xa0\xad‹›„‚†‡‰×±µ¶¹¾¸")
_SIGNS = _LATIN_SIGNS | frozenset("،؛؟ـ\u200c\u200d\u200e\u200f٠١٢٣٤٥٦٧٨٩٪")
_OTHER_LETTER = re.compile(r"[\u0370-\u058f\u05d0-\u05ea\u0900-\u1fff\u3040-\u9fff\uac00-\ud7a3]")


def readability(text: str) -> float:
    """From 0 to 1: the share of the characters beyond ASCII that stand where such a character can stand.

    Arabic letters count where words are words: long runs, the article ``ال`` in about one word of four. Accented
    Latin letters come one or two at a time beside plain ones.
    """
    beyond = sum(1 for char in text if char > "\x7f")
    if not beyond:
        return 1.0
    arabic = sum(len(run) for run in _ARABIC_RUN.findall(text))
    article = min(1.0, text.count("ال") * 40 / arabic) if arabic else 0.0
    latin = sum(len(run) for run in _plausible_latin(text))
    signs = sum(1 for char in text if char in _SIGNS)
    other = len(_OTHER_LETTER.findall(text))
    return (arabic * (0.3 + 0.7 * article) + latin + 0.5 * signs + 0.9 * other) / beyond


def _plausible_latin(text: str) -> Iterable[str]:
    for match in _LATIN_RUN.finditer(text):
        run = match.group()
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        beside_letter = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
        inverted = run[1:] != run[1:].lower() or (before.islower() and run[0].isupper())
        alone = run in {"à", "À", "ó", "é", "É", "á"}
        if len(run) <= 2 and (alone or beside_letter) and not inverted:
            yield run
