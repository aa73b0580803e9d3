"""The probabilities of tags in a chain of tokens, from what speaks for each tag and for each tag after another.

Most tokens of a text cannot be part of a name; a look at their two neighbours tells. The chain is cut there, and the
short chains that are left are computed side by side. Given the tag of one token, what is before it and what is after it
are independent; so cuts change nothing as far as those tokens are certain.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]

CERTAIN = 0.999
"""From this probability on, as far as a look at its neighbours tells, a token is taken to be outside of names."""


def marginals(scores: Floats, transitions: Floats, borders: Bools) -> Floats:
    """The probability of each tag of each token, given the whole chain.

    ``scores`` (tokens × tags) and ``transitions`` (tag before × tag after) are logarithms. The first tag is that of
    tokens outside of names, which ``borders`` surely are, the first and the last token among them.
    Source: forward-backward, Rabiner 1989, with the scaling of its section V.A.
    """
    weights, moves = np.exp(scores - scores.max(axis=1, keepdims=True)), np.exp(transitions)
    only_outside = np.eye(1, scores.shape[1], dtype=np.float32)
    weights[borders] = only_outside
    outside = borders | (_within_three(weights, moves)[:, 0] >= CERTAIN)
    weights[outside] = only_outside
    found = np.where(outside[:, None], only_outside, 0)
    cuts = np.flatnonzero(outside)
    begins = np.flatnonzero(np.diff(cuts) > 1)
    if len(begins):
        first, last = cuts[begins] + 1, cuts[begins + 1]
        places = np.minimum(first[:, None] + np.arange((last - first).max()), last[:, None])
        _side_by_side(weights, moves, places, found)
    return found


def _within_three(weights: Floats, moves: Floats) -> Floats:
    """The probabilities of the tags of each token, given what speaks for it and for its two neighbours."""
    found = weights.copy()
    found[1:] *= weights[:-1] @ moves
    found[:-1] *= weights[1:] @ moves.T
    found /= found.sum(axis=1, keepdims=True)
    return found


def _side_by_side(weights: Floats, moves: Floats, places: Ints, found: Floats) -> None:
    """Fill in the rows of ``found`` at ``places``: a row a chain, filled up with the outside token that ends it."""
    local = weights[places].transpose(1, 0, 2)
    forward = np.empty_like(local)
    state = np.broadcast_to(moves[0], local[0].shape)
    for step, here in enumerate(local):
        state = state * here
        state /= state.sum(axis=1, keepdims=True)
        forward[step] = state
        state = state @ moves
    after = np.broadcast_to(moves[:, 0], local[0].shape)
    for step in range(len(local) - 1, -1, -1):
        forward[step] *= after
        after = (after * local[step]) @ moves.T
        after /= after.sum(axis=1, keepdims=True)
    forward /= forward.sum(axis=2, keepdims=True)
    found[places] = forward.transpose(1, 0, 2)
