"""Pairs that belong together → clusters with one member an article, the surest pairs first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Cluster(Generic[T]):
    """Members of different articles, and how sure the pairs are that brought them together."""

    members: list[T]
    links: list[float] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        """The mean of its links; 1 for a single member."""
        return sum(self.links) / len(self.links) if self.links else 1.0


def clustered(
    members: Sequence[T], article: Callable[[T], str], likeness: Callable[[T, T], float], *, least: float
) -> list[Cluster[T]]:
    """Join pairs of different articles that are at least so alike, the surest first, unless two of one article meet."""
    cluster_of = {number: Cluster([member]) for number, member in enumerate(members)}
    for sure, i, j in sorted(_pairs(members, article, likeness, least), key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, other = cluster_of[i], cluster_of[j]
        if one is other:
            one.links.append(sure)
            continue
        if {article(member) for member in one.members} & {article(member) for member in other.members}:
            continue
        one.members += other.members
        one.links += [*other.links, sure]
        for number, cluster in cluster_of.items():
            if cluster is other:
                cluster_of[number] = one
    return list({id(cluster): cluster for cluster in cluster_of.values()}.values())


def _pairs(
    members: Sequence[T], article: Callable[[T], str], likeness: Callable[[T, T], float], least: float
) -> Iterable[tuple[float, int, int]]:
    for i, j in combinations(range(len(members)), 2):
        if article(members[i]) != article(members[j]) and (sure := likeness(members[i], members[j])) >= least:
            yield sure, i, j
