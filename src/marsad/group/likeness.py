"""How far documents lie above, or below, what it takes to tell of one event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from marsad.group.circumstances import WIDTHS
from marsad.group.frequencies import RARITY_SCALE, Frequencies
from marsad.group.settings import StorySettings
from marsad.group.vocabulary import ID_BITS
from marsad.group.window import STARTS, UNKNOWN_HOUR, Serials, Window

Floats: TypeAlias = NDArray[np.float64]
_AS_GOOD_AS_THE_SAME = 10
_DOUBT = 3 * (6 * RARITY_SCALE) ** 2
"""As three rare anchors that nobody shares: two texts that name one thing alone, the same, may tell of two events."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document against several: for each a value, not a number where a side has nothing to compare.

    ``terms``, ``titles`` and ``anchors`` are square roots of cosines, which are small and skewed; ``near_titles`` and
    ``near_ledes`` cosines of embeddings; ``shared`` and ``apart`` say for each circumstance what share of the smaller
    set is common, and whether both are known and nothing is. ``same_language`` and ``same_script`` are 0 or 1, ``days``
    the time between them, 0 where it is not known.
    """

    same_language: NDArray[np.bool_]
    same_script: NDArray[np.bool_]
    terms: Floats
    titles: Floats
    anchors: Floats
    near_titles: Floats
    near_ledes: Floats
    shared: dict[str, Floats]
    apart: dict[str, NDArray[np.bool_]]
    days: Floats


class Comparer:
    """Compares documents of a window. All sums are of whole numbers: the same in any order and on every machine."""

    def __init__(self, window: Window, frequencies: Frequencies) -> None:
        self._window = window
        self._rarity = frequencies.rarity
        self._weights = np.zeros(1 << ID_BITS, np.float64)

    def compare(self, serial: int, others: Serials) -> Comparison:
        """How a document compares with others."""
        window = self._window
        same_language = window.column("lang", others) == window.value("lang", serial)
        script = window.column("anchor_row", others)
        row = int(window.value("term_row", serial))
        shared, apart = self._circumstances(serial, others)
        near = self._near(serial, others)
        hours, mine = window.column("hour", others), window.value("hour", serial)
        known = (hours != UNKNOWN_HOUR) & (mine != UNKNOWN_HOUR)
        return Comparison(
            same_language=same_language,
            same_script=script == window.value("anchor_row", serial),
            terms=self._within(serial, others, same_language, "terms", row),
            titles=self._within(serial, others, same_language, "title", row),
            anchors=self._cosines(serial, others, "anchors", script),
            near_titles=near[:, 0],
            near_ledes=near[:, 1],
            shared=shared,
            apart=apart,
            days=np.where(known, np.abs(hours - mine), 0) / 24.0,
        )

    def _within(self, serial: int, others: Serials, same: NDArray[np.bool_], name: str, row: int) -> Floats:
        found = np.full(len(others), np.nan)
        alike = np.flatnonzero(same)
        if len(alike):
            found[alike] = self._cosines(serial, others[alike], name, np.full(len(alike), row))
        return found

    def _cosines(self, serial: int, others: Serials, name: str, rows: NDArray[np.integer]) -> Floats:
        """Square roots of the cosines of what a column's ids weigh; ``rows`` are those of the others' rarities."""
        window = self._window
        mine, ids = window.value(name, serial), window.column(name, others)
        own_row = window.value("anchor_row" if name == "anchors" else "term_row", serial)
        own = self._rarity[own_row].take(mine).astype(np.float64)
        weights = self._rarity.ravel().take(ids + (rows.astype(np.uint32) << ID_BITS)[:, None]).astype(np.float64)
        if name == "terms":
            own *= window.value("counts", serial)
            weights *= window.column("counts", others)
        self._weights[mine] = own
        products = np.einsum("ij,ij->i", self._weights.take(ids), weights)
        self._weights[mine] = 0
        squares = np.einsum("ij,ij->i", weights, weights)
        doubt = float(_DOUBT if name == "anchors" else 0)
        lengths = np.sqrt((float(own @ own) + doubt) * (squares + doubt))
        known = (squares > 0) & own.any()
        return np.asarray(
            np.sqrt(np.divide(products, lengths, out=np.full(len(others), np.nan), where=known)), np.float64
        )

    def _near(self, serial: int, others: Serials) -> Floats:
        vectors = self._window.column("embedding", others).astype(np.float32)
        mine = self._window.value("embedding", serial).astype(np.float32)
        lengths = self._window.column("length", others) * self._window.value("length", serial)
        products = np.stack([vectors[:, view] @ mine[view] for view in range(2)], axis=1).astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.maximum(products / lengths, 0.0), np.float64)

    def _circumstances(self, serial: int, others: Serials) -> tuple[dict[str, Floats], dict[str, NDArray[np.bool_]]]:
        mine, theirs = self._window.value("facts", serial), self._window.column("facts", others)
        known = mine[mine > 0]
        common = np.add.reduceat((theirs[:, :, None] == known).any(axis=2), STARTS, axis=1, dtype=np.int64)
        sizes = np.minimum(
            np.add.reduceat(theirs > 0, STARTS, axis=1, dtype=np.int64),
            np.add.reduceat(mine > 0, STARTS, dtype=np.int64),
        )
        shared, apart = common / np.maximum(sizes, 1), (sizes > 0) & (common == 0)
        return (
            {name: shared[:, kind] for kind, name in enumerate(WIDTHS)},
            {name: apart[:, kind] for kind, name in enumerate(WIDTHS)},
        )


def margins(found: Comparison, settings: StorySettings) -> Floats:
    """How far the documents' likeness lies above what one event takes, or below.

    Within a language words, names and numbers say most; across languages names, numbers and embeddings. What both say
    of where, when and how many adds where they agree and takes off where they differ, the more the more alike the words
    are: one template of other places, days and numbers tells of another event.
    """
    within = mix(
        (settings.terms, found.terms),
        (settings.titles, found.titles),
        (settings.anchors, found.anchors),
        (settings.near_titles, found.near_titles),
        (settings.near_ledes, found.near_ledes),
    )
    anchors = np.where(found.same_script, settings.across_anchors, settings.across_scripts_anchors)
    across = mix(
        (anchors, found.anchors),
        (settings.across_near_titles, found.near_titles),
        (settings.across_near_ledes, found.near_ledes),
    )
    lone = np.isnan(found.near_ledes)
    reach = np.where(found.same_script, settings.across, settings.across_scripts)
    reach = np.where(lone, settings.anchors_only, reach)
    agree = _weighed(settings.shared, found.shared, len(within))
    differ = _weighed(settings.apart, found.apart, len(within))
    template = _weighed(settings.template, found.apart, len(within))
    veto = _weighed(settings.veto, found.apart, len(within))
    within -= settings.all_apart * _beyond_two(found.apart)
    across -= settings.all_apart * _beyond_two(found.apart)
    same, near = np.nan_to_num(found.terms), np.nan_to_num(found.near_ledes)
    within += agree - differ - settings.within - same**2 * template - same**_AS_GOOD_AS_THE_SAME * veto
    across += settings.across_shared * agree - settings.across_apart * differ - reach
    across -= settings.across_template * near**2 * template + near**_AS_GOOD_AS_THE_SAME * veto
    return np.where(found.same_language, within, across) - settings.decay * np.log1p(found.days)


def _beyond_two(apart: Mapping[str, NDArray[np.bool_]]) -> Floats:
    """How many of the title's places, places, figures and days differ, beyond the second."""
    places = apart["places"] | apart["countries"]
    differ = apart["headline"].astype(np.float64) + places + apart["figures"] + apart["days"]
    return np.asarray(np.maximum(differ - 2, 0), np.float64)


def _weighed(weights: Mapping[str, float], values: Mapping[str, NDArray[Any]], count: int) -> Floats:
    return np.asarray(sum((weight * values[name] for name, weight in weights.items()), np.zeros(count)), np.float64)


def mix(*parts: tuple[float | Floats, Floats]) -> Floats:
    """The weighted mean of what is known, at most the mean's own weights; 0 where nothing is."""
    values = np.array([value for _, value in parts])
    whole = np.zeros_like(values)
    for row, (weight, _) in zip(whole, parts, strict=True):
        row[:] = weight
    known = ~np.isnan(values)
    weights = whole * known
    total, weighed = (weights * np.where(known, values, 0.0)).sum(axis=0), weights.sum(axis=0)
    mean = np.divide(total, weighed, out=np.zeros(values.shape[1]), where=weighed > 0)
    return np.asarray(mean * whole.sum(axis=0), np.float64)
