"""Whom a reader has in mind at a place of the text: recency, subjects before objects, speakers before both."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from marsad.annotate.reference.scene import Scene, Seen

_SENTENCES = 6
_SUBJECT, _SPEAKER, _PARAGRAPH = 1.2, 0.8, 0.3


def weight(scene: Scene, one: Seen, sentence: int) -> float:
    """How present a mention still is in a later sentence; the higher, the more."""
    far = sentence - one.sentence
    paragraphs = scene.paragraphs[sentence] - one.paragraph if sentence < len(scene.paragraphs) else 0
    return -far - _PARAGRAPH * paragraphs + _SUBJECT * one.subject + _SPEAKER * one.speaks


def most_salient(
    scene: Scene,
    place: int,
    fits: Callable[[Seen], float | None],
    *,
    reach: int = _SENTENCES,
) -> Seen | None:
    """The most present mention before a place; ``fits`` adds to its weight, or says null where it is no answer."""
    sentence = scene.sentence_at(place)
    best: tuple[float, int, Seen] | None = None
    for one in _before(scene, place, sentence - reach):
        extra = fits(one)
        if extra is None:
            continue
        rank = (weight(scene, one, sentence) + extra, one.first, one)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None


def _before(scene: Scene, place: int, least: int) -> Iterable[Seen]:
    for one in reversed(scene.seen):
        if one.mention.end > place:
            continue
        if one.sentence < least:
            return
        yield one
