"""The reliability plot: of the facts that say .8, how many are right, a panel for each kind.

    python benchmarks/reliability_plot.py [--to docs/images/reliability.svg]

Filled: the bench's pages, on which no confidence is fitted, by the confidence that ships. Hollow: the pages that were
written after the rules, each by a table fitted on the other stories. The area of a point is the number of facts in its
bin, which stands beside it; the dotted line is the least confidence that the observatory shows to readers. What "right"
means: `annotate_reliability`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from annotate_reliability import Judged, bin_of, judged, other_stories, unmoved
from annotate_sets import Gold
from annotate_told import FOLDERS, NAMES, public_thresholds

FILE = Path(__file__).resolve().parent.parent / "docs" / "images" / "reliability.svg"
Point = tuple[float, float, int]
"""Mean confidence, share right and number of the facts of a bin."""
BLUE, BROWN = "#1f5f8b", "#b5651d"
STYLES: dict[str, dict[str, Any]] = {
    "the bench's pages": {"color": BLUE},
    "pages written after the rules, by the other stories": {"facecolors": "none", "edgecolors": BROWN},
}
LABELS: dict[str, dict[str, Any]] = {
    "the bench's pages": {"color": BLUE, "xytext": (-7, 8), "ha": "right"},
    "pages written after the rules, by the other stories": {"color": BROWN, "xytext": (7, -12), "ha": "left"},
}
"""How the points of each series look, and the numbers beside them."""


def points(said: Sequence[float], facts: Sequence[Judged], kind: str) -> list[Point]:
    """The bins of one kind's facts that have any, from the least sure."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, fact in zip(said, facts, strict=True):
        if fact.kind == kind:
            bins[bin_of(p)].append((p, fact.right))
    return [
        (fmean(p for p, _ in bins[number]), fmean(right for _, right in bins[number]), len(bins[number]))
        for number in sorted(bins)
    ]


def series() -> dict[str, tuple[Sequence[float], Sequence[Judged]]]:
    """Confidences and facts of the bench's pages and of ours."""
    bench, *_, last = FOLDERS
    theirs, ours = judged(Gold.load(bench)), judged(Gold.load(last))
    said = [fact.confidence for fact in theirs], other_stories(unmoved(ours))
    return dict(zip(STYLES, zip(said, (theirs, ours), strict=True), strict=True))


def draw(to: Path) -> None:
    """Write the plot, the same bytes for the same facts."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "marsad", "svg.fonttype": "none"})
    from matplotlib import pyplot

    found, public = series(), public_thresholds()
    figure, panels = pyplot.subplots(1, len(NAMES), figsize=(4 * len(NAMES), 4.2), sharey=True, layout="constrained")
    for panel, (kind, name) in zip(panels, NAMES.items(), strict=True):
        panel.plot([0, 1], [0, 1], color="#999999", linewidth=0.8)
        panel.axvline(public[name], color="#999999", linestyle=":")
        for label, (said, facts) in found.items():
            _scatter(panel, label, points(said, facts, kind))
        panel.set(title=name, xlabel="confidence", xlim=(0, 1.08), ylim=(-0.06, 1.12))
    panels[0].set_ylabel("share right")
    marks, labels = panels[0].get_legend_handles_labels()
    figure.legend(marks, labels, loc="outside lower center", ncols=len(labels), frameon=False, markerscale=0.5)
    figure.savefig(to, metadata={"Date": None})


def _scatter(panel: Any, label: str, found: Sequence[Point]) -> None:
    if not found:
        return
    across, up, numbers = zip(*found, strict=True)
    panel.scatter(across, up, s=[8 + 4 * number for number in numbers], label=label, **STYLES[label])
    for x, y, number in found:
        panel.annotate(str(number), (x, y), textcoords="offset points", fontsize="x-small", **LABELS[label])


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=FILE, metavar="FILE", help="an SVG file")
    draw(parser.parse_args().to)


if __name__ == "__main__":
    main()
