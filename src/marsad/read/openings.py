"""With which cues of ``markup.toml`` a line begins, at little cost: few lines begin with the first word of a cue."""

from __future__ import annotations

import re
from functools import cache

from marsad.read.fold import fold, tables_of

_FIRST = re.compile(r"\w+")
_LONGEST = 100
"""No cue is longer than this; the rest of a line is not looked at."""
_TABLES = (
    "read_also", "related", "advertising", "credit", "legal", "follow", "share", "tags", "source_link", "paywall",
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?؟:;…][\"»”)]?$")
_MANY = 50_000
_seen: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Cues with their tables by their first word, the longest first."""
    tables = tables_of("markup.toml")
    cues: dict[str, list[str]] = {}
    for table in _TABLES:
        for cue in {cue for forms in tables[table].values() for cue in forms}:
            cues.setdefault(cue, []).append(table)
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for cue in sorted(cues, key=len, reverse=True):
        first = _FIRST.search(cue)
        if first:
            found.setdefault(first[0], []).append((cue, tuple(cues[cue])))
    return {word: tuple(listed) for word, listed in found.items()}


@cache
def within(table: str) -> tuple[str, ...]:
    """The cues of a table that may stand anywhere in a line, folded."""
    return tuple(cue for forms in tables_of("markup.toml")[table].values() for cue in forms)


class Opening:
    """What a line begins with.

    ``ends`` gives for each table how far its longest cue reaches in ``folded``, which begins at ``start`` of the
    folded line, behind ornaments, and is cut at 100 characters.
    """

    __slots__ = ("cut", "ends", "folded")

    def __init__(self, folded: str, ends: dict[str, int], cut: bool) -> None:
        self.folded = folded
        self.ends = ends
        self.cut = cut

    def whole(self, table: str) -> bool:
        """Whether the line is a cue of the table and nothing but signs and figures."""
        end = self.ends.get(table)
        return end is not None and not self.cut and not any(map(str.isalpha, self.folded[end:]))


def opening(text: str) -> Opening | None:
    """The cues that a line begins with behind arrows, bullets and quotation marks; null where there is none."""
    first = _FIRST.search(text, 0, _LONGEST)
    if first is None:
        return None
    word = first[0]
    cues = _seen.get(word)
    if cues is None:
        if len(_seen) > _MANY:
            _seen.clear()
        folded = _FIRST.search(fold(word))
        cues = _seen[word] = _by_first_word().get(folded[0] if folded else "", ())
    if not cues:
        return None
    start = first.start()
    folded_text = fold(text[start : start + _LONGEST])
    ends: dict[str, int] = {}
    for cue, tables in cues:
        if folded_text.startswith(cue) and not folded_text[len(cue) : len(cue) + 1].isalnum():
            for table in tables:
                ends.setdefault(table, len(cue))
    return Opening(folded_text, ends, len(text) > start + _LONGEST) if ends else None


def behind_ornament(text: str) -> str:
    """``text`` from its first word on."""
    match = re.search(r"\w", text)
    return text[match.start() :] if match else text


def is_credit(text: str, begun: Opening | None = None) -> bool:
    """Whether a short line is a picture's credit: a word for picture, then a sign or a name.

    ``begun`` is the line's opening, where it is known.
    """
    begun = begun or opening(text)
    end = begun.ends.get("credit") if begun else None
    if begun is None or end is None:
        return False
    rest = begun.folded[end:].strip()
    if rest.startswith((":", "©", "|", "-", "/")):
        return True
    named = begun.folded[:end].endswith((" by", " of")) or not behind_ornament(text)[end:].lstrip()[:1].islower()
    return named and len(rest.split()) <= 4 and len(text) < 50 and not _SENTENCE_END.search(text)
