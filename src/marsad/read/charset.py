"""The encoding of bytes that are no UTF-8, from what the page declares and from how it reads.

A declaration is a witness, not a judge: the press of the Maghreb serves windows-1256 under ``iso-8859-1``, and
central Europe served windows-1250 under it. Encodings are told apart by the letters that come of them: those that a
language writes, where a writer puts them.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from marsad.read.fold import data as data_file

SAMPLE = 200_000
"""Bytes that a judgement between encodings looks at."""

_WORDS = 2_000
_SHORTEST_RUN = 1.5
"""Bytes beyond ASCII in a row, on average, from which on they may be another script than the Latin."""

_PART = 20_000
_ARABIC = ("cp1256", "iso8859-6")
_LATIN = frozenset(("cp1252", "cp1250", "iso8859-2", "cp1254", "iso8859-15"))
_ALIASES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_LARGER = {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949"}
_LABELS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "unicode": "utf-16",
}
_BEYOND = re.compile(r"[^\x00-\x7f]")
_EURO = re.compile(
    rb"[A-Za-z][\xbd\xbc][a-z]|(?<![\w\xc0-\xff])[\xbc\xbd]uvre|(?<![A-Za-z\xa1-\xff])\xa4(?![A-Za-z\xa1-\xff])"
)
_LETTER_BEYOND = re.compile(r"[^\x00-\x7f\W\d_]")
_RUN = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(rb"[\x80-\xff][A-Za-z\x80-\xff]*")
_SIGN_IN_WORD = re.compile(
    r"[a-z][\xa1-\xa9\xac\xae-\xb3\xb5\xb6\xb8\xb9\xbc-\xbf\xd7\xf7][a-z]|\b[¹³±¶¼¾¿](?=[a-z]{2})|[\x80-\x9f]"
)


def known(name: str | None) -> str | None:
    """Python's name of a declared encoding, after the renamings of the WHATWG Encoding Standard; null if unknown."""
    label = (name or "").strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_LABELS.get(label, label)).name
        return _ALIASES.get(found, found) if "x".encode(found).decode(found) == "x" else None
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None


def best_encoding(page: bytes, declared: list[str]) -> str | None:
    """The encoding under which ``page`` reads best; a declared one stays unless another is clearly better."""
    sample = page[:SAMPLE]
    sure = [name for name in declared if _decodes(sample, name)]
    words = _evidence(sample)
    few = words[:_PART]
    scores = {name: readability(few.decode(name, "replace")) for name in ("cp1252", *_ARABIC)}
    for name in sure:
        scores.setdefault(name, readability((sample[:_PART] if _multibyte(name) else few).decode(name, "replace")))
    best = max(scores, key=lambda name: scores[name])
    first = sure[0] if sure else None
    if first and scores[first] > scores[best] - 0.2 and not _idle_arabic(words, first):
        return _latin(words, first)[0] if first in _LATIN else first
    if best in _ARABIC and scores[best] >= 0.5:
        return best
    latin, fit = _latin(words, "cp1252")
    if fit > 0.8 and readability(words.decode(latin, "replace")) >= 0.5:
        return latin
    if foreign := _foreign(sample):
        return foreign
    return latin if scores[best] >= 0.5 or len(words) * 20 < len(sample) else first


def text_in(page: bytes, encoding: str) -> str:
    """``page`` in ``encoding``, or in the larger one by that name on the web where it holds more than the standard."""
    try:
        return page.decode(encoding)
    except UnicodeDecodeError:
        return page.decode(_LARGER.get(encoding, encoding), "replace")


def _decodes(sample: bytes, name: str) -> bool:
    text = sample.decode(_LARGER.get(name, name), "replace")
    return text.count("\ufffd") * 200 <= len(_BEYOND.findall(text))


def _multibyte(name: str) -> bool:
    return len("\u00e9".encode(name, "ignore") + "的".encode(name, "ignore")) > 1


def _evidence(sample: bytes) -> bytes:
    """The words that hold a byte beyond ASCII, each with the byte before it."""
    words = []
    for match in _WORD.finditer(sample):
        words.append(sample[max(0, match.start() - 1) : match.end() + 1])
        if len(words) == _WORDS:
            break
    return b"\n".join(words)


def _idle_arabic(words: bytes, declared: str) -> bool:
    """Whether an Arabic encoding is declared and no Arabic word comes of it: French reads much the same in both."""
    if declared not in _ARABIC:
        return False
    return not any(len(run) > 2 for run in _ARABIC_RUN.findall(words.decode(declared, "replace")))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(data_file("charsets.toml"))


def _python_name(label: str) -> str:
    return codecs.lookup(label).name


def _latin(words: bytes, first: str) -> tuple[str, float]:
    """The encoding for Latin letters, ``first`` unless another fits some language's clearly better, and how it fits."""
    first = _with_euro(words, first)
    scores = {first: 0.0}
    for group in _tables()["latin"]:
        for name in map(_python_name, group["encodings"]):
            scores[name] = _fit(words.decode(name, "replace"), group["alphabets"])
    best = max(scores, key=lambda name: scores[name])
    chosen = best if scores[best] > scores[first] + 0.02 else first
    return chosen, scores[chosen]


def _fit(text: str, alphabets: list[str]) -> float:
    """Share of the letters beyond ASCII that one language writes; a sign inside a word is a letter it does not."""
    letters = Counter(filter(str.isalpha, _BEYOND.findall(text)))
    total = letters.total() + 2 * len(_SIGN_IN_WORD.findall(text))
    if not total:
        return 1.0
    return max(sum(letters[char] for char in set(own + own.upper())) for own in alphabets) / total


def _with_euro(words: bytes, name: str) -> str:
    """ISO 8859-15 for Latin-1 where œ stands inside words or € by a figure; never where windows-1252 has a sign."""
    if re.search(rb"[\x80-\x9f]", words):
        return "cp1252" if name == "iso8859-15" else name
    return "iso8859-15" if name == "cp1252" and _EURO.search(words) else name


def _foreign(sample: bytes) -> str | None:
    """The encoding of another script, by its commonest letters."""
    start = next((match.start() for match in _RUN.finditer(sample)), 0)
    part = sample[start : start + _PART]
    runs = _RUN.findall(part)
    if sum(map(len, runs)) < _SHORTEST_RUN * len(runs):
        return None
    best, chosen = 0.4, None
    for script in _tables()["script"]:
        for name in map(_python_name, script["encodings"]):
            text = part.decode(name, "replace")
            beyond = len(_BEYOND.findall(text))
            if text.count("\ufffd") * 50 > beyond:
                continue
            score = sum(map(text.count, script["letters"])) / max(1, beyond) / script["share"]
            score = min(score, 1.3) * len(_LETTER_BEYOND.findall(text)) / max(1, beyond)
            if score > best:
                best, chosen = score, name
    return chosen


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
    beyond = len(_BEYOND.findall(text))
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
