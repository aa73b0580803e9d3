"""The probabilities of tags in a chain of tokens, from what speaks for each tag and for each tag after another.

Most tokens of a text cannot be part of a name whatever stands about them. The chain is cut there, which changes
nothing (given one tag, what is before it and what is after it are independent), and what is left are a few short
chains that are computed side by side.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]

CERTAIN = 7.0
"""Log odds from which a token is taken to be outside of names."""


def marginals(scores: Floats, transitions: Floats, borders: Bools) -> Floats:
    """The probability of each tag of each token, given the whole chain.

    ``scores`` (tokens × tags) and ``transitions`` (tag before × tag after) are logarithms. The first tag is that of
    tokens outside of names, which ``borders`` surely are, the first and the last token among them.
    Source: forward-backward, Rabiner 1989, with the scaling of its section V.A.
    """
    outside = borders | certain(scores, transitions)
    found = np.zeros_like(scores)
    found[outside, 0] = 1
    cuts = np.flatnonzero(outside)
    pieces = np.array([(left, right) for left, right in pairwise(cuts.tolist()) if right > left + 1])
    if len(pieces):
        size = int((pieces[:, 1] - pieces[:, 0]).max()) - 1
        places = np.minimum(pieces[:, :1] + 1 + np.arange(size), pieces[:, 1:])
        _side_by_side(scores, np.exp(transitions), outside, places, found)
    return found


def certain(scores: Floats, transitions: Floats) -> Bools:
    """Tokens that are outside of names with log odds of `CERTAIN` at least, whatever their neighbours are."""
    enter = (transitions - transitions[:, :1]).max(axis=0)
    leave = (transitions - transitions[:1]).max(axis=1)
    lead = scores[:, :1] - scores - (enter + leave)
    result: Bools = lead[:, 1:].min(axis=1) >= CERTAIN
    return result


def _side_by_side(scores: Floats, moves: Floats, outside: Bools, places: Ints, found: Floats) -> None:
    """Fill in the rows of ``found`` at ``places``: a row a chain, filled up with the outside token that ends it."""
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights[outside] = 0
    weights[outside, 0] = 1
    local = weights[places].transpose(1, 0, 2)
    forward = np.empty_like(local)
    state = moves[:1]
    for step, here in enumerate(local):
        state = state * here if step == 0 else (state @ moves) * here
        state = state / state.sum(axis=1, keepdims=True)
        forward[step] = state
    after = np.ones_like(local[0]) * moves[:, 0]
    for step in range(len(local) - 1, -1, -1):
        forward[step] *= after
        after = (after * local[step]) @ moves.T
        after = after / after.sum(axis=1, keepdims=True)
    forward /= forward.sum(axis=2, keepdims=True)
    found[places] = forward.transpose(1, 0, 2)
