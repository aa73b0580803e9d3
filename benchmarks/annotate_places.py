"""How many of the places that texts name the gazetteer knows, and how often it takes other words for places.

    python benchmarks/annotate_places.py

For the written gold pages, WikiNEuRal and ANERcorp: places found to the letter (an Arabic proclitic may be in the
annotation), those found with a certainty of a half and more, each with a 95 % bootstrap interval over texts, and the
surer matches that touch no annotated name. Then size, time to load and time for a text of 350 words. The gazetteer
knows spelling only: that clubs and people bear the names of towns is for the names of an article to tell.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from marsad.annotate.lexicon import data_bytes
from marsad.annotate.places import place_matches
from marsad.annotate.places.gazetteer import gazetteer
from marsad.annotate.text import Passage
from read_scores import interval
from read_sets import BENCH, load_rows

NER = ("wikineural_fr_test2000", "wikineural_es_test2000", "wikineural_en_test2000", "anercorp_test")
SURE = 0.5
WORDS = 350


@dataclass(frozen=True)
class Text:
    """A text with its annotated names: start, end, whether a place."""

    words: str
    lang: str
    names: tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True)
class Count:
    """One text's places, those found, those found surely, sure matches, those that touch no name."""

    places: int
    found: int
    sure: int
    matches: int
    stray: int


def main() -> None:
    """Print the tables."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    load = load_time()
    print(f"{'texts':24} {'places':>6} {'found':>21} {'surely':>21} {'stray of sure':>14}")
    for name, texts in sets():
        counts = [count(text) for text in texts]
        print(f"{name:24} {sum(c.places for c in counts):6} {share(counts, 'found')} {share(counts, 'sure')} ", end="")
        print(f"{sum(c.stray for c in counts):6} of {sum(c.matches for c in counts)}")
    print(f"\n{len(data_bytes('places.txt.gz')):,} bytes, loaded in {load:.0f} ms; {speed():.2f} ms for {WORDS} words")


def sets() -> Iterator[tuple[str, list[Text]]]:
    """The gold pages by language, then the sets of sentences."""
    texts = list(gold_texts())
    for lang in ("fr", "ar", "es", "en"):
        yield f"gold {lang}", [text for text in texts if text.lang == lang]
    for name in NER:
        rows = load_rows(BENCH / "language" / "ner" / f"{name}.jsonl")
        yield name, [Text(r["text"], r["lang"], tuple((s, e, k == "LOC") for s, e, k in r["spans"])) for r in rows]


def gold_texts() -> Iterator[Text]:
    """The gold pages with the names that are marked there."""
    facts = load_rows(BENCH / "gold" / "facts.jsonl")
    kinds = {"place", "person", "organisation", "initiative"}
    for page in load_rows(BENCH / "gold" / "gold.jsonl"):
        words = f"{page['lede']}\n\n{page['body']}" if page["lede"] else page["body"]
        named = [fact for fact in facts if fact["id"] == page["id"] and fact["kind"] in kinds]
        yield Text(words, page["lang"], tuple((f["start"], f["end"], f["kind"] == "place") for f in named))


def count(text: Text) -> Count:
    """What is found of one text."""
    matches = place_matches(Passage.of(text.words, text.lang))
    at = {(match.start, match.end): match.certain for match in matches}
    cuts = (0, 1, 2) if text.lang == "ar" else (0,)
    places = [(start, end) for start, end, place in text.names if place]
    found = [max(at.get((start + cut, end), -1.0) for cut in cuts) for start, end in places]
    sure = [match for match in matches if match.certain >= SURE]
    stray = [m for m in sure if not any(m.start < end and start < m.end for start, end, _ in text.names)]
    hits = sum(certain >= 0 for certain in found)
    return Count(len(places), hits, sum(certain >= SURE for certain in found), len(sure), len(stray))


def share(counts: list[Count], what: str) -> str:
    """A share of the places with its interval over texts."""

    def measure(drawn: Iterable[Count]) -> float:
        drawn = list(drawn)
        return sum(getattr(c, what) for c in drawn) / max(1, sum(c.places for c in drawn))

    low, high = interval(counts, measure)
    return f"{measure(counts):7.3f} ({low:.3f}–{high:.3f})"


def load_time() -> float:
    """Milliseconds of CPU until the gazetteer can be asked."""
    start = time.process_time()
    gazetteer()
    return 1000 * (time.process_time() - start)


def speed() -> float:
    """Milliseconds of CPU for a text of 350 words, over sentences that were read once, passage in hand."""
    passages = [Passage.of(text.words, text.lang) for _, texts in sets() for text in texts]
    for passage in passages:
        place_matches(passage)
    start = time.process_time()
    for passage in passages:
        place_matches(passage)
    words = sum(word[0].isalpha() for passage in passages for word in passage.words)
    return 1000 * (time.process_time() - start) * WORDS / words


if __name__ == "__main__":
    main()
