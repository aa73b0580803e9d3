"""How the one setting of each peer of `stories` was chosen: the best mean over the sets that have a target.

    python benchmarks/groups_tune.py

Prints, for each setting tried, the mean of Standard and BCubed F1 over those sets, and both on each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from groups_sets import STORIES, group_set, scorer
from groups_story_peers import PeerSettings, Vectors, embedded, leiden, online
from groups_tfidf import background
from marsad.group.encoder import default_encoder

AIMED = tuple(name for name in STORIES if name != "uci1000_headlines_en")
Run = Callable[[str], Mapping[str, str]]


def settings_tried() -> Iterable[tuple[str, PeerSettings]]:
    """Each peer's settings, one at a time round the chosen one."""
    chosen = PeerSettings()
    yield from (("words", replace(chosen, words=at / 100)) for at in range(20, 40, 2))
    yield from (("both", replace(chosen, both=at / 100)) for at in range(36, 52, 2))
    yield from (("both", replace(chosen, across=at / 100)) for at in range(40, 64, 4))
    for neighbours in (4, 5, 8, 10):
        for at in (4, 6, 8, 10, 15):
            yield "leiden", replace(chosen, neighbours=neighbours, resolution=at / 100)
        for at in (15, 20, 25, 30, 35):
            yield "leiden both", replace(chosen, neighbours_both=neighbours, resolution_both=at / 100)


def line(run: Run) -> str:
    """The mean over the sets, and the figures of each."""
    scores = [scorer().cluster_scores(group_set(name).stories, run(name)) for name in AIMED]
    mean = sum(found["std_F1"] + found["b3_F1"] for found in scores) / 2 / len(scores)
    return f"{mean:.4f}  " + "  ".join(f"{found['std_F1']:.3f}/{found['b3_F1']:.3f}" for found in scores)


def main() -> None:
    """Every setting, a line each."""
    encoder = default_encoder()
    assert encoder is not None, "install the encoder: it is half of what is tuned"
    documents = {name: group_set(name).documents for name in AIMED}
    known = {name: background(name) for name in AIMED}
    vectors: dict[str, Vectors] = {name: embedded(encoder, documents[name]) for name in AIMED}

    def run(peer: str, settings: PeerSettings, name: str) -> Mapping[str, str]:
        place = leiden if peer.startswith("leiden") else online
        near = vectors[name] if peer.endswith("both") else None
        return place(documents[name], known[name], settings, near)

    print("mean   ", *AIMED)
    for peer, settings in settings_tried():
        print(peer.ljust(12), line(partial(run, peer, settings)), settings, flush=True)


if __name__ == "__main__":
    main()
