"""The peers of `reprints`: near-duplicate search by others, and plain containment, over shingles of three words.

Each looks a document up among those that came before it and then adds it, except LSH Ensemble, which must have all
documents first. A document joins the family of the nearest that is found; the original is the earliest; none names a
relation. The hits of an index are checked as its documentation says, by the estimated Jaccard likeness, and those of
the ensemble by exact containment.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec

from groups_ours import Copied, Reprints
from marsad.model import Document

Pair = tuple[int, int, float]
"""The numbers of a document and an earlier one that a peer holds for copies, and how alike they are."""

PERMUTATIONS = 128
RENSA_BANDS = 64
_WORD = re.compile(r"\w+")


def shingles(document: Document) -> set[str]:
    """The distinct shingles of three words, in lower case; a shorter text is one shingle."""
    words = _WORD.findall(document.text.lower())
    return {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def datasketch_lsh(documents: list[Document], threshold: float) -> Iterator[Pair]:
    """MinHash LSH of datasketch at a Jaccard threshold."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    seen: list[MinHash] = []
    for number, document in enumerate(documents):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(shingle.encode() for shingle in shingles(document))
        for other in index.query(sketch):
            likeness = sketch.jaccard(seen[other])
            if likeness >= threshold:
                yield number, other, likeness
        index.insert(number, sketch)
        seen.append(sketch)


def rensa_lsh(documents: list[Document], threshold: float) -> Iterator[Pair]:
    """R-MinHash LSH of rensa at a Jaccard threshold."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold, PERMUTATIONS, RENSA_BANDS)
    seen: list[RMinHash] = []
    for number, document in enumerate(documents):
        sketch = RMinHash(PERMUTATIONS, 1)
        sketch.update(list(shingles(document)))
        for other in index.query(sketch):
            likeness = sketch.jaccard(seen[other])
            if likeness >= threshold:
                yield number, other, likeness
        index.insert(number, sketch)
        seen.append(sketch)


def datasketch_ensemble(documents: list[Document], threshold: float) -> Iterator[Pair]:
    """LSH Ensemble of datasketch at a containment threshold, over all documents at once."""
    from datasketch import MinHash, MinHashLSHEnsemble

    sets = [shingles(document) for document in documents]
    sketches = MinHash.bulk([[shingle.encode() for shingle in one] for one in sets], num_perm=PERMUTATIONS)
    index = MinHashLSHEnsemble(threshold=threshold, num_perm=PERMUTATIONS, num_part=16, m=4)
    index.index((number, sketch, len(sets[number])) for number, sketch in enumerate(sketches))
    for number, sketch in enumerate(sketches):
        for other in index.query(sketch, len(sets[number])):
            held = len(sets[number] & sets[other]) / len(sets[number])
            if other != number and held >= threshold:
                yield max(number, other), min(number, other), held


def containment(documents: list[Document], threshold: float) -> Iterator[Pair]:
    """Exact containment over an inverted index: pairs of which either holds so much of the other.

    Source: Broder, On the resemblance and containment of documents, 1997.
    """
    postings: defaultdict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, document in enumerate(documents):
        own, hits = shingles(document), Counter[int]()
        for shingle in own:
            earlier = postings[shingle]
            hits.update(earlier)
            earlier.append(number)
        sizes.append(len(own))
        for other, shared in hits.items():
            held = shared / min(len(own), sizes[other])
            if held >= threshold:
                yield number, other, held


def families(documents: list[Document], find: Callable[[list[Document]], Iterable[Pair]]) -> Reprints:
    """Puts each document into the family of the nearest earlier one that a peer finds.

    The original is the earliest, the first placed where none is dated.
    """
    nearest: dict[int, tuple[float, int]] = {}
    for number, other, likeness in find(documents):
        nearest[number] = max((likeness, -other), nearest.get(number, (0.0, 0)))
    family = list(range(len(documents)))
    for number in sorted(nearest):
        family[number] = family[-nearest[number][1]]
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, founder in enumerate(family):
        members[founder].append(number)
    found: Reprints = {}
    for group in members.values():
        first = documents[min(group, key=lambda number: (_date(documents[number]), number))].id
        answer = Copied(first, None, first) if len(group) > 1 else Copied()
        found.update((documents[number].id, answer) for number in group)
    return found


def _date(document: Document) -> datetime:
    date = document.date or datetime.max.replace(tzinfo=UTC)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def reprint_peers() -> dict[str, Callable[[list[Document]], Reprints]]:
    """The peers that are installed, each with one setting for all sets: the best of those tried, by the mean over sets.

    Tried: thresholds from .2 to .7, 32 and 64 bands.
    """
    peers: dict[str, tuple[str | None, Callable[[list[Document]], Iterable[Pair]]]] = {
        "datasketch LSH .3": ("datasketch", partial(datasketch_lsh, threshold=0.3)),
        "datasketch LSH .5": ("datasketch", partial(datasketch_lsh, threshold=0.5)),
        "datasketch Ensemble .6": ("datasketch", partial(datasketch_ensemble, threshold=0.6)),
        "rensa LSH .2": ("rensa", partial(rensa_lsh, threshold=0.2)),
        "containment .6": (None, partial(containment, threshold=0.6)),
    }
    return {
        name: partial(families, find=find)
        for name, (package, find) in peers.items()
        if package is None or find_spec(package)
    }
