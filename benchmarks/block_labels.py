"""Which lines of a page are its body, by the truth of a bench set: the labels that the body model learns from.

A line is body when its words stand in the truth in one piece, or nearly; of lines that say the same, the one beside
the other body lines is meant. Where a truth has only segments (trafilatura_eval), lines that no segment tells of
have no label (-1).
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.read.page import Line

_WORD = re.compile(r"\w+")
_LONG = 7


def words(text: str) -> list[str]:
    """The words of a text, folded for comparison."""
    return _WORD.findall(text.casefold())


def labels(lines: list[Line], truth: dict[str, Any]) -> NDArray[np.int8]:
    """1 for body, 0 for none, -1 for not known: one for each line."""
    if truth.get("body"):
        return _from_body([words(line.text) for line in lines], truth["body"])
    return _from_segments([" ".join(line.text.split()) for line in lines], truth)


def _from_segments(texts: list[str], truth: dict[str, Any]) -> NDArray[np.int8]:
    found = np.full(len(texts), -1, np.int8)
    for number, text in enumerate(texts):
        if any(
            " ".join(part.split()) in text or (len(text) > 30 and text in part)
            for part in truth.get("without") or []
            if part.strip()
        ):
            found[number] = 0
        elif any(
            " ".join(part.split()) in text or (len(text) > 30 and text in part)
            for part in truth.get("with_") or []
            if part.strip()
        ):
            found[number] = 1
    return found


def _tells(text: str, segments: list[str]) -> bool:
    parts = [" ".join(segment.split()) for segment in segments if segment.strip()]
    return any(part in text or (len(text) > 30 and text in part) for part in parts)


def _from_body(lines: list[list[str]], body: str) -> NDArray[np.int8]:
    truth = words(body)
    joined = " " + " ".join(truth) + " "
    starts = {place: number for number, place in _offsets(truth)}
    shingles = {tuple(truth[n : n + 4]) for n in range(max(1, len(truth) - 3))}
    whole = {" ".join(words(part)) for part in body.split("\n")}
    found = np.zeros(len(lines), np.int8)
    spans: list[tuple[int, int] | None] = [None] * len(lines)
    for number, line in enumerate(lines):
        if len(line) < _LONG:
            continue
        place = joined.find(" " + " ".join(line) + " ")
        if place >= 0:
            begin = starts[place]
            spans[number] = (begin, begin + len(line))
            found[number] = 1
            continue
        grams = [tuple(line[n : n + 4]) for n in range(len(line) - 3)]
        if sum(gram in shingles for gram in grams) >= 0.6 * len(grams):
            found[number] = 1
    _drop_far_copies(lines, found)
    _short_lines(lines, found, spans, truth, whole)
    return found


def _offsets(truth: list[str]) -> list[tuple[int, int]]:
    place, found = 0, []
    for number, word in enumerate(truth):
        found.append((number, place))
        place += len(word) + 1
    return found


def _drop_far_copies(lines: list[list[str]], found: NDArray[np.int8]) -> None:
    """Of lines with the same words keep the one with most body words within eight lines."""
    weight = np.array([len(line) for line in lines]) * found
    groups: dict[tuple[str, ...], list[int]] = {}
    for number in np.flatnonzero(found):
        groups.setdefault(tuple(lines[number]), []).append(int(number))
    for group in groups.values():
        if len(group) > 1:
            best = max(group, key=lambda number: weight[max(0, number - 8) : number + 9].sum())
            for number in group:
                found[number] = number == best


def _short_lines(
    lines: list[list[str]],
    found: NDArray[np.int8],
    spans: list[tuple[int, int] | None],
    truth: list[str],
    whole: set[str],
) -> None:
    """A short line is body when its words stand in the truth between those of the body lines around it."""
    placed = [number for number in np.flatnonzero(found) if spans[number]]
    if not placed:
        return
    for number, line in enumerate(lines):
        if not line or len(line) >= _LONG or not placed[0] - 3 <= number <= placed[-1] + 3:
            continue
        before = max((n for n in placed if n < number), default=None)
        after = min((n for n in placed if n > number), default=None)
        begin = max(0, spans[before][1] - 1) if before is not None else 0  # type: ignore[index]
        end = spans[after][0] + 1 if after is not None else len(truth)  # type: ignore[index]
        if end - begin > 200 and " ".join(line) not in whole:
            continue
        gap = " " + " ".join(truth[begin:end]) + " "
        found[number] = " " + " ".join(line) + " " in gap and (" ".join(line) in whole or end - begin < 120)
