"""Whether two readings of one page say the same, and whether a reading says anything.

Equal is what a reader would not call a change: spaces and line breaks, the forms of quotes, dashes, dots and Arabic
letters (NFKC), invisible characters, vowel signs, the order of authors, where the lede ends and the body begins,
paragraphs that only count something, say who wrote when, or lead elsewhere; of the date its hour, and all of it where
it is counted from the moment of the capture or is that of the last change. Every other letter counts.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from marsad.observatory.models import Article
from marsad.read.fold import fold

_HOLLOW_SHARE, _HOLLOW_WORDS = 0.25, 50
"""A page with fewer words than this, and than this share of what was there before, has lost its article."""
_WALLED_SHARE = 0.75
"""A page that keeps something for subscribers shows less of an article than was read before."""
_NOTICE_WORDS, _NOTICE_SHARE = 40, 0.5
"""A page of fewer words than this that says so tells that its article was removed."""
_DAY = len("2025-09-15")
_TYPES = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»‹›", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"ـ": None}
)
_AROUND = re.compile(r"\s*([\"'()\[\]:;!?,،؛؟.…-])\s*")
_YEAR = re.compile(r"\d{4}")
_STAMP = re.compile(r"(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d)(?!\d)")
_SIGNED_WORDS = 5
"""Words beside a date in figures of a line that only says who wrote when."""
_WORD = re.compile(r"\w+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is compared of an article. ``mark`` is the same for readings that say the same; ``removed``: its page says
    that the article is no longer there."""

    mark: str
    words: int
    walled: bool
    removed: bool

    @classmethod
    def of(cls, article: Article) -> Reading:
        """The reading of an article's row."""
        said = [one for part in (article.lede, article.body) for one in part.split("\n\n") if not _is_beside(one)]
        text = " ".join(said)
        authors = "\n".join(sorted(map(_plain, article.authors)))
        parts = (_plain(article.title), _plain(text), authors, _day(article))
        words = len(text.split())
        removed = words < _NOTICE_WORDS and _says_removed(f"{article.title} {text}")
        return cls(sha256("\0".join(parts).encode()).hexdigest(), words, article.paywalled, removed)

    def is_hollow(self, before: Reading) -> bool:
        """Whether the page has lost the article that it showed ``before``: to a wall, to a notice, to nothing."""
        if self.walled and self.words < _WALLED_SHARE * before.words:
            return True
        if self.removed and self.words < _NOTICE_SHARE * before.words:
            return True
        return self.words < min(_HOLLOW_WORDS, _HOLLOW_SHARE * before.words)


def _day(article: Article) -> str:
    """The day of publication, unless the same words of the page give another day at another time."""
    kind, _, printed = article.published_evidence.partition(": ")
    counted = kind == "printed by the headline" and not _YEAR.search(printed)
    return "" if counted or kind == "only a change is dated" else article.published[:_DAY]


def _plain(text: str) -> str:
    """The text without differences that are typography's alone."""
    whole = unicodedata.normalize("NFKC", text).translate(_TYPES)
    kept = "".join(char for char in whole if unicodedata.category(char) not in ("Cf", "Mn"))
    return _AROUND.sub(r"\1", " ".join(kept.split()))


def _is_beside(paragraph: str) -> bool:
    """Whether a paragraph is none of an article: a counter of the page, a name with a date, or a line that leads
    elsewhere."""
    plain = fold(paragraph).strip()
    if plain.startswith(_words()["elsewhere"]):
        return True
    words = _WORD.findall(plain)
    if _STAMP.search(plain) and not plain.endswith((".", "!", "?", "؟")):
        return sum(not word[0].isdigit() for word in words) <= _SIGNED_WORDS
    counted = [word for word in words if word[0].isdigit()]
    return bool(counted) and all(word in _words()["counters"] for word in words if word not in counted)


def _says_removed(text: str) -> bool:
    plain = fold(text)
    return any(phrase in plain for phrase in _words()["removed"])


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("marsad.observatory").joinpath("data", "page_words.toml").read_text("utf-8"))
    return {name: tuple(fold(word) for word in words) for name, words in data.items()}
