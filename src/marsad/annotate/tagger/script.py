"""Whether words are in Arabic letters."""

from __future__ import annotations

from collections.abc import Sequence


def is_arabic(words: Sequence[str]) -> bool:
    """Whether at least half of the words that begin with a letter begin with an Arabic one, and one does."""
    arabic = sum("\u0620" <= word[0] <= "\u06d3" and word[0].isalpha() for word in words)
    return arabic > 0 and 2 * arabic >= sum(word[0].isalpha() for word in words)
