"""Scores as a compact table: a row a reader, under it the 95 % interval where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from read_scores import Scores

COLUMNS = {
    "P": "P",
    "R": "R",
    "F1": "F1",
    "doc_F1": "lede+body F1",
    "acc": "acc",
    "seg_F1": "seg F1",
    "title": "title",
    "date": "date",
    "authors": "authors",
    "lede_found": "lede",
    "headline_repeated": "headline repeated",
    "comments": "comments",
    "teasers_leaked": "teasers leaked",
    "empty": "empty",
    "failed": "failed",
    "speed": "pages/s",
    "ratio": "x trafilatura",
}
"""Every column in its order with its heading; those that no row has are left out."""


def table(rows: Mapping[str, Scores]) -> str:
    """The rows under their headings, aligned."""
    columns = [column for column in COLUMNS if any(column in scores.values for scores in rows.values())]
    lines = [["", *(COLUMNS[column] for column in columns)]]
    for name, scores in rows.items():
        lines.append([name, *(_cell(column, scores.values.get(column)) for column in columns)])
        if scores.intervals:
            lines.append(["", *(_range(scores.intervals.get(column)) for column in columns)])
    return aligned(lines)


def aligned(lines: Iterable[list[str]]) -> str:
    """Cells in columns: the first to the left, the others to the right."""
    lines = list(lines)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip() for line in lines
    )


def _cell(column: str, value: float | None) -> str:
    if value is None:
        return "-"
    if column in ("empty", "failed"):
        return str(round(value))
    if column in ("speed", "ratio"):
        return f"{value:.1f}"
    return _share(value)


def _range(found: tuple[float, float] | None) -> str:
    return f"{_share(found[0])}-{_share(found[1])}" if found else ""


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
