"""Articles of 350 words a second of CPU, ours and spaCy's in turn on each article, and where our own time goes.

    python benchmarks/annotate_speed.py [--rounds 5] [--profile]

The articles are cut from the gold pages and from ntrex4 (news in all four languages), no paragraph twice. Ours is the
whole of `annotate` (dates, figures, names, entities, statements, events, commitments, topics by words) with nothing
learned, or with one optional model; spaCy's is its packaged pipeline, which tags and parses too. CPU time of all
threads, since the machine is shared: read the ratio. "first" is the round in which the articles are new, to whatever
keeps words that it has seen.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from annotate_peers import MODELS, spacy
from annotate_sets import LANGUAGES, Gold, recognisers, rules_alone
from marsad.annotate import annotate
from marsad.group.encoder import default_encoder
from marsad.model import Article, Block, BlockType
from read_sets import BENCH, load_rows
from read_speed import profiled, timed
from read_table import aligned

WORDS = 350
MOST, WARM = 30, 5
"""Articles of a language, and those of them that only warm up."""


def articles(lang: str) -> list[Article]:
    """At most `MOST` articles of `WORDS` words each, in paragraphs, published on a day that dates can rest on."""
    found = []
    for paragraphs in _cut(_paragraphs(lang)):
        blocks = tuple(Block(BlockType.PARAGRAPH, paragraph) for paragraph in paragraphs)
        found.append(Article("", lang, blocks, published="2025-09-15"))
    return found[:MOST]


def _paragraphs(lang: str) -> Iterator[str]:
    seen = set()
    texts = [page["body"] for page in Gold.load().pages if page["lang"] == lang]
    texts += [row["text"] for row in load_rows(BENCH / "stories" / "ntrex4" / "documents.jsonl") if row["lang"] == lang]
    for paragraph in (paragraph for text in texts for paragraph in text.splitlines() if paragraph.strip()):
        if paragraph not in seen:  # the gold has reprints
            seen.add(paragraph)
            yield paragraph


def _cut(paragraphs: Iterator[str]) -> Iterator[list[str]]:
    """Runs of paragraphs that have `WORDS` words together, the last one of each cut where they end."""
    run: list[str] = []
    left = WORDS
    for paragraph in paragraphs:
        words = paragraph.split(" ")
        while len(words) >= left:
            run.append(" ".join(words[:left]))
            yield run
            words, run, left = words[left:], [], WORDS
        if words:
            run.append(" ".join(words))
            left -= len(words)


def table(rounds: int) -> str:
    """A row a language and system: articles a second in the slowest, middle and fastest round; ratio of the middles."""
    lines = [["articles/s of CPU", "articles", "first", "min", "median", "max", "x spaCy"]]
    for lang in LANGUAGES:
        works: dict[str, Callable[[Article], object]] = {
            f"{lang} {name}": partial(annotate, recogniser=run)
            for name, (run, langs) in recognisers().items()
            if lang in langs
        }
        if encoder := default_encoder():
            works[f"{lang} marsad + encoder of topics"] = partial(annotate, recogniser=rules_alone, encoder=encoder)
        if model := spacy(lang):
            works[f"{lang} {MODELS[lang]}"] = _on_text(model)
        found = articles(lang)
        rates = timed(found[WARM:], works, rounds, warm=found[:WARM])
        middles = [statistics.median(rate) for rate in rates.values()]
        for (name, rate), middle in zip(rates.items(), middles, strict=True):
            ratio = f"{middle / middles[-1]:.1f}" if spacy(lang) else "-"
            cells = (f"{number:.1f}" for number in (rate[0], min(rate), middle, max(rate)))
            lines.append([name, str(len(found) - WARM), *cells, ratio])
    return f"articles of {WORDS} words, {rounds} rounds\n{aligned(lines)}"


def _on_text(model: Callable[[str], object]) -> Callable[[Article], object]:
    return lambda article: model(article.text)


def profile(langs: Sequence[str], lines: int = 30) -> str:
    """Our own time by function and by module, with nothing learned."""
    found = [article for lang in langs for article in articles(lang)]
    return profiled(found, partial(annotate, recogniser=rules_alone), "/marsad/", "article", lines)


def main() -> None:
    """Print the table or the profile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--lang", default=",".join(LANGUAGES), help="languages of the profile, with commas")
    options = parser.parse_args()
    print(profile(options.lang.split(",")) if options.profile else table(options.rounds))


if __name__ == "__main__":
    main()
