"""Real word frequencies per language: a chain of word pairs learned from texts at run time, and invented names.

The texts are the bench data beside the checkout where it is there, else the sample newsroom of the package.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marsad.model import LANGUAGES
from marsad.sample import sample_dir

ROOT = Path(__file__).resolve().parent.parent
SENTENCE_ENDS = (".", "!", "?", "؟", "…", ".»", "».", ".”", '."')
LONGEST_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Chain:
    """Words with those that follow them, as often as they do; ``openings`` are the words that open sentences."""

    openings: tuple[str, ...]
    following: dict[str, tuple[str, ...]]
    topical: tuple[str, ...]

    def sentence(self, chance: random.Random, least: int = 8) -> list[str]:
        """The words of one sentence, punctuation attached."""
        pick = chance.random
        word = self.openings[int(pick() * len(self.openings))]
        words = [word]
        while len(words) < LONGEST_SENTENCE:
            nexts = self.following.get(word)
            if nexts is None or (len(words) >= least and word.endswith(SENTENCE_ENDS)):
                break
            word = nexts[int(pick() * len(nexts))]
            words.append(word)
        return words


@cache
def chain(lang: str) -> Chain:
    """The chain of a language; the same texts always give the same chain."""
    following: defaultdict[str, list[str]] = defaultdict(list)
    openings: list[str] = []
    counts: defaultdict[str, int] = defaultdict(int)
    for text in _texts(lang):
        before = ""
        for word in text.split():
            if before and not before.endswith(SENTENCE_ENDS):
                following[before].append(word)
            elif word[0].isalpha():
                openings.append(word)
            if len(word) > 5 and word.isalpha():
                counts[word] += 1
            before = word
    topical = sorted(word for word, count in counts.items() if 3 <= count <= 200)
    if not openings or not topical:
        raise SystemExit(f"no texts to learn {lang} from")
    return Chain(tuple(openings), {word: tuple(nexts) for word, nexts in following.items()}, tuple(topical))


def _texts(lang: str) -> Iterator[str]:
    for path, field in _sources():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("lang") == lang and row.get(field):
                    yield row[field]


def _sources() -> list[tuple[Path, str]]:
    bench = Path(os.environ.get("MARSAD_SHARED", ROOT.parent / "shared")) / "bench"
    found = [(path, "text") for path in sorted(bench.glob("stories/*/documents.jsonl"))]
    found += [(path, "body") for path in sorted(bench.glob("pages/*/truth.jsonl"))]
    return found or [(sample_dir() / "truth.jsonl", "body")]


# Syllables in Latin and Arabic script, so that an invented name is the same name in both.
_SYLLABLES = [
    ("ba", "با"), ("ra", "را"), ("di", "دي"), ("mou", "مو"), ("na", "نا"), ("zi", "زي"), ("lou", "لو"), ("ka", "كا"),
    ("fi", "في"), ("ta", "تا"), ("sou", "سو"), ("ma", "ما"), ("ri", "ري"), ("ha", "ها"), ("gha", "غا"), ("wi", "وي"),
    ("cha", "شا"), ("bou", "بو"), ("li", "لي"), ("ya", "يا"), ("dou", "دو"), ("sa", "سا"), ("mi", "مي"), ("kha", "خا"),
]  # fmt: skip
_ENDINGS = [("ni", "ني"), ("r", "ر"), ("n", "ن"), ("m", "م"), ("d", "د"), ("l", "ل"), ("ri", "ري"), ("ti", "تي")]


def invented(chance: random.Random) -> tuple[str, str]:
    """An invented name in Latin and in Arabic script."""
    parts = [chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 2, 3)))] + [chance.choice(_ENDINGS)]
    return "".join(latin for latin, _ in parts).capitalize(), "".join(arabic for _, arabic in parts)


def learn() -> None:
    """Read the texts of every language now, so that no timing includes it."""
    for lang in LANGUAGES:
        chain(lang)
