"""What the names of elements and the words of short lines are worth: learned log-odds that a line so called is body."""

from __future__ import annotations

import re

from marsad.read.marks import Kind

WORD = re.compile(r"[^\W\d_]+")
SAYING = 100
"""Characters of a line short enough for its words to tell what it is."""

WORDS = 12


class Lexicon:
    """Learned worth of words: ``names`` of class, id and the like; ``says`` of the words of short lines."""

    def __init__(self, names: dict[str, float], sayings: dict[str, float]) -> None:
        self.names = names
        self.sayings = sayings
        self._kinds: dict[tuple[str, ...], float] = {}

    def worth(self, kind: Kind) -> float:
        """The sum of the worths of an element's name words, clipped to ±6; 0 where nothing is known."""
        words = kind.words
        if not words:
            return 0.0
        found = self._kinds.get(words)
        if found is None:
            if len(self._kinds) > 30_000:
                self._kinds.clear()
            found = max(-6.0, min(6.0, sum(self.names.get(word, 0.0) for word in words)))
            self._kinds[words] = found
        return found

    def says(self, text: str) -> tuple[float, float]:
        """The lowest and the mean worth of the words of a short line."""
        known = self.sayings
        found = [known.get(word, 0.0) for word in WORD.findall(text.casefold())[:WORDS]]
        return (min(found), sum(found) / len(found)) if found else (0.0, 0.0)
