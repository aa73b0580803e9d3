"""The largest mistakes on a set, to read why.

    python benchmarks/groups_mistakes.py SET [--kind stories|reprints|pairs] [--system NAME] [--number 10]

Stories: which true stories were joined, or which true story was parted, by how many pairs that is wrong, with the two
documents in question that are most alike. Reprints: documents in a wrong family, then those with a wrong original, then
those with a wrong relation. Pairs: those whose likeness is farthest from what people said, in standard deviations.
Beside each the cosines of TF-IDF and embedding, our likeness, and the names and numbers that both texts hold.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product

from groups_measures import families
from groups_ours import MARSAD, WORDS_ONLY, Reprints, likeness, reprints, stories
from groups_reprint_peers import reprint_peers, shingles
from groups_sets import ALL, PAIR_LANGUAGES, PAIRS, REPRINTS, SCRIPT, GroupSet, group_set
from groups_story_peers import Peer, embedded, story_peers
from groups_tfidf import TfIdf, background, cosine
from marsad.group.encoder import Encoder, default_encoder
from marsad.model import Document

Pair = tuple[str, str]
_ANCHOR = re.compile(r"\d[\d.,]*|[^\W\d_]\w{2,}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What went wrong, how many pairs are wrong by it, and two documents that show it."""

    weight: float
    what: str
    shown: Pair


def group_mistakes(
    truth: Mapping[str, str], mine: Mapping[str, str], alike: Callable[[str, str], float], noun: str
) -> Iterator[Mistake]:
    """True groups that were joined, and true groups that were parted, in parts of what is together in both."""
    cells: dict[Pair, list[str]] = {}
    for identity, group in truth.items():
        cells.setdefault((group, mine[identity]), []).append(identity)
    for first, second in combinations(sorted(cells), 2):
        if (first[1] == second[1]) == (first[0] == second[0]):
            continue
        left, right = cells[first], cells[second]
        what = f"one {noun} parted" if first[0] == second[0] else f"two groups in one {noun}"
        shown = max(product(left, right), key=lambda pair: alike(*pair))
        yield Mistake(len(left) * len(right), f"{what}: {len(left)} and {len(right)} documents ({first[0]})", shown)


def reprint_mistakes(found: GroupSet, answers: Reprints, alike: Callable[[str, str], float]) -> Iterator[Mistake]:
    """Wrong families; then, as far as the set tells them, wrong originals and wrong relations."""
    yield from group_mistakes(found.families, families(answers), alike, "family")
    for identity, source, kind in _told(found):
        answer = answers[identity]
        if kind != "quote" and answer.original not in (None, source):
            yield Mistake(0.2, f"original taken for {answer.original}", (identity, source))
        elif (answer.relation or "none") != kind:
            yield Mistake(0.1, f"{kind} called {answer.relation}", (identity, source))


def _told(found: GroupSet) -> list[tuple[str, str, str]]:
    """Copies with their original and their relation, as far as the set tells them."""
    if found.name != "gold":
        return [(pair["id2"], pair["id1"], pair["kind"]) for pair in found.pairs]
    originals = {row["dispatch"]: row["id"] for row in found.rows if row["role"] == "original"}
    return [(row["id"], originals[row["dispatch"]], row["role"]) for row in found.rows if row["dispatch"] in originals]


def pair_mistakes(found: GroupSet, alike: Callable[[str, str], float]) -> Iterator[Mistake]:
    """Pairs in one of our languages, by how far our likeness is from people's."""
    pairs = [pair for pair in found.pairs if pair["lang1"] == pair["lang2"] and pair["lang1"] in PAIR_LANGUAGES]
    ours = _standard([alike(pair["id1"], pair["id2"]) for pair in pairs])
    people = _standard([-pair["overall"] for pair in pairs])
    for pair, mine, theirs in zip(pairs, ours, people, strict=True):
        what = f"{'too alike' if mine > theirs else 'not alike enough'}: {mine:+.1f}, people {theirs:+.1f}"
        yield Mistake(abs(mine - theirs), f"{pair['lang1']}, {what}", (pair["id1"], pair["id2"]))


def _standard(values: list[float]) -> list[float]:
    mean, deviation = statistics.fmean(values), statistics.pstdev(values)
    return [(value - mean) / deviation for value in values]


class Reasons:
    """What two documents of a set have in common."""

    def __init__(self, found: GroupSet, encoder: Encoder | None, alike: Callable[[str, str], float]) -> None:
        self._documents = {one.id: one for one in found.documents}
        self._weights = TfIdf(*background(found.name))
        self._encoder, self._alike = encoder, alike

    def lines(self, first: str, second: str) -> Iterator[str]:
        """Both documents in short, then the figures."""
        pair = [self._documents[first], self._documents[second]]
        yield from (
            f"    {one.id} [{one.lang}, {one.date or 'no date'}, {one.outlet or '-'}] {_short(one)}" for one in pair
        )
        left, right = map(self._weights.weigh, pair)
        figures = {"TF-IDF": cosine(left, right), "ours": self._alike(first, second)}
        if self._encoder is not None:
            near = embedded(self._encoder, pair)
            figures["embedding"] = float(near[0] @ near[1])
        own = [shingles(one) for one in pair]
        shared = len(own[0] & own[1])
        figures["share of the first"], figures["of the second"] = (shared / len(one) for one in own)
        anchors = [Counter(word for word in _ANCHOR.findall(one.text) if not word.islower()) for one in pair]
        both = sorted(anchors[0].keys() & anchors[1].keys(), key=lambda word: -min(one[word] for one in anchors))
        yield "    " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items())
        yield f"    both have: {' '.join(both[:16])}"


def _short(document: Document) -> str:
    return f"{document.title or ''} | {' '.join(document.text.split()[:24])}"


def mistakes(found: GroupSet, kind: str, system: str, encoder: Encoder | None) -> tuple[list[Mistake], Reasons]:
    """All mistakes of a system, the largest first."""
    alike = likeness(found.documents, encoder)
    reasons = Reasons(found, encoder, alike)
    if kind == "pairs":
        wrong = pair_mistakes(found, alike)
    elif kind == "reprints":
        wrong = reprint_mistakes(found, {MARSAD: reprints, **reprint_peers()}[system](found.documents), alike)
    else:
        systems: dict[str, Peer] = {
            MARSAD: partial(stories, encoder=encoder),
            WORDS_ONLY: partial(stories, encoder=None),
            **story_peers(encoder, background(found.name)),
        }
        wrong = group_mistakes(found.stories, systems[system](found.documents), alike, "story")
    return sorted(wrong, key=lambda mistake: -mistake.weight), reasons


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=ALL)
    parser.add_argument("--kind", choices=("stories", "reprints", "pairs"))
    parser.add_argument("--system", default=MARSAD, help="as a column of groups.py is called")
    parser.add_argument("--number", type=int, default=10)
    options = parser.parse_args()
    if not SCRIPT.exists():
        sys.exit(f"no bench data: {SCRIPT} is not there; put shared/ beside the checkout or name it in MARSAD_SHARED")
    kind = options.kind or ("pairs" if options.set == PAIRS else "stories")
    if options.kind is None and options.set in REPRINTS and options.set != "gold":
        kind = "reprints"
    found, reasons = mistakes(group_set(options.set), kind, options.system, default_encoder())
    print(f"{len(found)} mistakes; the largest {min(options.number, len(found))}:")
    for number, mistake in enumerate(found[: options.number], 1):
        print(f"\n{number}. {mistake.what} [{mistake.weight:.1f}]")
        print(*reasons.lines(*mistake.shown), sep="\n")


if __name__ == "__main__":
    main()
