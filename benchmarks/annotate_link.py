"""Who is who: people in Arabic and Latin letters, and countries in four languages, ours beside Babel's.

    python benchmarks/annotate_link.py

People: each row is one person in both scripts, the hard negatives are further people who resemble them; each is to be
told apart from all others. "pair by pair" links the two names alone; "together" links all names one after the other,
the Arabic ones first, as an archive meets them. Countries: a name is right when it gives the country's ISO 3166-1 code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from annotate_peers import released
from marsad.annotate.link import Linker
from marsad.annotate.places import country_of
from marsad.annotate.sounds import name_likeness
from marsad.model import Entity, FactKind
from read_sets import BENCH, load_rows
from read_table import aligned

FOLDER = BENCH / "language" / "link"
LANGUAGES = ("fr", "en", "es", "ar")
"""In the order of the countries' columns."""
Pair = tuple[str, str]
"""An Arabic name and a Latin one."""


def people() -> list[Pair]:
    """Everyone, the hard negatives last."""
    rows = [row for name in ("persons20", "hard_negatives") for row in load_rows(FOLDER / f"{name}.jsonl")]
    return [(row["ar"], row["lat"]) for row in rows]


def pair_by_pair(pairs: Sequence[Pair]) -> set[Pair]:
    """The Arabic and Latin names that are joined when nothing else is known."""
    joined = set()
    for arabic, _ in pairs:
        for _, latin in pairs:
            linker = Linker()
            if linker.link(_entity(arabic), lang="ar") == linker.link(_entity(latin), lang="fr"):
                joined.add((arabic, latin))
    return joined


def together(pairs: Sequence[Pair]) -> set[Pair]:
    """The Arabic and Latin names that are joined when all are known."""
    linker = Linker()
    arabic = {name: linker.link(_entity(name), lang="ar") for name, _ in pairs}
    latin = {name: linker.link(_entity(name), lang="fr") for _, name in pairs}
    return {(a, b) for a, first in arabic.items() for b, second in latin.items() if first == second}


def _entity(name: str) -> tuple[Entity, ...]:
    return (Entity(kind=FactKind.PERSON, name=name, names=(name,)),)


def people_table(pairs: Sequence[Pair]) -> str:
    """Right, wrong and missed joins."""
    gold = set(pairs)
    lines = [["people in both scripts", "joined", "wrongly joined", "of", "F1"]]
    for name, found in (("pair by pair", pair_by_pair(pairs)), ("together", together(pairs))):
        right, wrong = len(found & gold), len(found - gold)
        score = 2 * right / (len(found) + len(gold))
        others = len(pairs) ** 2 - len(gold)
        lines.append([name, f"{right}/{len(gold)}", str(wrong), str(others), f"{score:.3f}"])
    return aligned(lines) + "".join(f"\n  {line}" for line in _worst(pairs))


def _worst(pairs: Sequence[Pair]) -> Iterable[str]:
    """The likeness that separates: the least like of one person, the most like of two."""
    same = min((name_likeness(*pair), pair) for pair in pairs)
    other = max((name_likeness(a, b), (a, b)) for a, right in pairs for _, b in pairs if b != right)
    yield f"least alike of one person: {same[0]:.3f} {' / '.join(same[1])}"
    yield f"most alike of two people: {other[0]:.3f} {' / '.join(other[1])}"


def countries_table() -> str:
    """Right of 20 by language, and the countries with one code in all four."""
    rows = [line.split("\t") for line in (FOLDER / "countries20.tsv").read_text(encoding="utf-8").splitlines() if line]
    systems: dict[str, Callable[[str, str], str | None]] = {"marsad": our_country}
    if version := released("babel"):
        systems[f"Babel {version}"] = babel_country
    lines = [["countries", *LANGUAGES, "all four"]]
    for name, code_of in systems.items():
        hits = [
            [code_of(word, lang) == code for word, lang in zip(words, LANGUAGES, strict=True)] for code, *words in rows
        ]
        counts = [sum(column) for column in zip(*hits, strict=True)]
        lines.append([name, *(f"{count}/{len(rows)}" for count in counts), f"{sum(map(all, hits))}/{len(rows)}"])
    return aligned(lines)


def our_country(name: str, _lang: str) -> str | None:
    """The country that a name is; we ask no language."""
    return country_of(name)


def babel_country(name: str, lang: str) -> str | None:
    """The territory that Babel calls so in a language."""
    from babel import Locale

    def plain(words: str) -> str:
        return words.replace("’", "'").casefold()

    return next((code for code, label in Locale(lang).territories.items() if plain(label) == plain(name)), None)


def tables() -> str:
    """Both tables."""
    return f"{people_table(people())}\n\n{countries_table()}"


if __name__ == "__main__":
    print(tables())
