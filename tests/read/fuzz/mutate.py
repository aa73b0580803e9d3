"""Random changes to a page that know what a page is made of: tags, attributes, JSON-LD, entities, encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_PIECE = re.compile(r"<[^<>]*>|[^<]+|<")
_ATTRIBUTE = re.compile(r"([\w:-]+)=(\"[^\"]*\"|'[^']*')")
_JSON_VALUE = re.compile(r"(\"[@\w]+\"\s*:\s*)(\"[^\"]*\"|[\d.]+|true|false|null|\{[^{}]*\}|\[[^\[\]]*\])")

NAMES = """a abbr address article aside b blockquote body br button caption cite code dd details div dl dt em figcaption
figure font footer form frameset h1 h2 h3 head header hr html i iframe img input label li link main map math meta nav
noscript ol option p plaintext pre q s script section select small span strong style sub summary svg table tbody td
template textarea th thead time title tr u ul video wbr xmp""".split()  # noqa: SIM905
VALUES = [
    "", " ", "0", "-1", "99999999999999999999", "2025-03-12", "2025-13-45T99:99", "9999-12-31T23:59:59+99:99", "null",
    "http://[", "//", "javascript:x", "data:,x", "https://bouee.example/" + "a" * 300, "\ufffd", "\u202e", "التاريخ",
    "12 مارس 2025", "١٢/٣/٢٠٢٥", "hier", "il y a 99999999999 jours", "articleBody", "headline", "author", "comment",
    "display:none", "datePublished", "&amp;lt;", "&#0;", "&#xd800;", "%ff%fe", "x" * 5_000,
]  # fmt: skip
JSON = [
    "null", "7", "-1e999", "true", '""', "[]", "{}", "[[[[]]]]", '[null, 7, ""]', '{"@type": 7}', '{"name": null}',
    '{"@id": "#a"}', '["\\ud800"]', '"\\u0000"', '{"@graph": [{"@type": ["NewsArticle", 7]}]}', '[{"name": ["a", {}]}]',
    "9" * 400, '{"@type": "Person", "name": {"@value": "x"}}', "NaN",
]  # fmt: skip
SNIPPETS = [
    "<!--", "-->", "<!-->", "<![CDATA[", "]]>", "<?xml", "</p>", "</br>", "<p", "<p a='", "</body>", "</html>", "<svg>",
    "<table><a>", "<a><div>", "<b><p>", "<li>", "<noscript><p>x", "<template>x", "<iframe><p>x", "<textarea><p>",
    "<script type='application/ld+json'>", '{"@context":"https://schema.org","@type":"NewsArticle","headline":7}',
    "</script>", "&", "&#", "&#x110000;", "&#0;", "&nbsp;" * 9, "&lt;p&gt;", "\x00", "\ufeff", "\u2028", "\u00ad" * 9,
    "\u200f", "\r\n\r\n", "\ud800", "<h1></h1>", "<time datetime=''></time>", "<base href='http://['>", "<br>" * 9,
    "<meta charset='utf-16'>", "<meta property='og:title'>", "<meta name=author content=''>", "<plaintext>", "<a " * 40,
    "<form><textarea></textarea><button>x", "<img src='data:,'>", "<ol><li><p><ul>", "par ", "Lire aussi :",
    "اقرأ أيضا", "<div class='comment'><cite>x</cite><p>y", "<blockquote><p>", "<h2><a href='/x'>",
    "<p>" + "a " * 3_000, '"' * 50,
]  # fmt: skip
ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "windows-1252", "windows-1256", "iso8859-6", "utf-32", "gb18030", "utf-7"]

Change = Callable[[list[str], Random], None]


def mutated(page: bytes, chance: Random, other: bytes = b"") -> bytes:
    """``page`` after one to six changes; ``other`` is a page that pieces may be taken from."""
    pieces = _pieces(page)
    for _ in range(chance.randint(1, 6)):
        if not pieces:
            pieces = ["<p>"]
        if other and chance.random() < 0.1:
            theirs = _pieces(other)
            start = chance.randrange(len(theirs) + 1)
            place = chance.randrange(len(pieces))
            pieces[place:place] = theirs[start : start + chance.randint(1, 60)]
        chance.choice(CHANGES)(pieces, chance)
    text = "".join(pieces)
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.08 else "utf-8"
    return text.encode(encoding, "surrogatepass" if encoding.startswith("utf") and encoding != "utf-7" else "ignore")


def _pieces(page: bytes) -> list[str]:
    return _PIECE.findall(page.decode("utf-8", "replace"))


def _span(pieces: list[str], chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(pieces))
    return start, start + min(chance.choice((1, 1, 2, 3, 8, 40)), len(pieces) - start)


def _drop(pieces: list[str], chance: Random) -> None:
    start, end = _span(pieces, chance)
    del pieces[start:end]


def _repeat(pieces: list[str], chance: Random) -> None:
    start, end = _span(pieces, chance)
    pieces[end:end] = pieces[start:end] * chance.choice((1, 1, 2, 9, 60))


def _swap(pieces: list[str], chance: Random) -> None:
    start, end = _span(pieces, chance)
    taken = pieces[start:end]
    del pieces[start:end]
    place = chance.randrange(len(pieces) + 1)
    pieces[place:place] = taken


def _rename(pieces: list[str], chance: Random) -> None:
    place = chance.randrange(len(pieces))
    name = chance.choice(NAMES)
    pieces[place] = re.sub(r"(?<=^<)/?\w+", lambda old: "/" + name if old[0][0] == "/" else name, pieces[place])


def _wrap(pieces: list[str], chance: Random) -> None:
    start, end = _span(pieces, chance)
    name = chance.choice(NAMES)
    pieces[end:end] = [f"</{name}>"]
    pieces[start:start] = [f"<{name}>"]


def _set(pieces: list[str], chance: Random) -> None:
    places = [place for place, piece in enumerate(pieces) if piece[:1] == "<" and "=" in piece]
    if places:
        place = chance.choice(places)
        value = chance.choice(VALUES)
        pieces[place] = _ATTRIBUTE.sub(lambda old: f'{old[1]}="{value}"', pieces[place], count=chance.randint(1, 3))


def _set_json(pieces: list[str], chance: Random) -> None:
    places = [place for place, piece in enumerate(pieces) if '":' in piece]
    if places:
        place = chance.choice(places)
        found = list(_JSON_VALUE.finditer(pieces[place]))
        if found:
            match = chance.choice(found)
            pieces[place] = pieces[place][: match.start(2)] + chance.choice(JSON) + pieces[place][match.end(2) :]


def _insert(pieces: list[str], chance: Random) -> None:
    pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(SNIPPETS))


def _retext(pieces: list[str], chance: Random) -> None:
    place = chance.randrange(len(pieces))
    if pieces[place][:1] != "<":
        pieces[place] = chance.choice((*VALUES, *SNIPPETS, pieces[place].upper(), pieces[place][::-1]))


def _cut(pieces: list[str], chance: Random) -> None:
    place = chance.randrange(len(pieces))
    pieces[place] = pieces[place][: chance.randrange(len(pieces[place]) + 1)] or " "


CHANGES: tuple[Change, ...] = (_drop, _repeat, _swap, _rename, _wrap, _set, _set_json, _insert, _retext, _cut)
