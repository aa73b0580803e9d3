"""Promises followed over articles: which later words speak of which earlier ones, and how the status moved.

`entries_of` makes entries of an article's facts, `link` tells of which earlier entry a later one speaks, `history` what
came of all that hang together. Pure functions of the entries: the same ones give the same promises, whatever the order
in which they came to be known.
"""

from __future__ import annotations

from marsad.follow.ledger.course import History, Move, history
from marsad.follow.ledger.due import due_on, passed
from marsad.follow.ledger.entries import entries_of, meaning, with_meanings
from marsad.follow.ledger.entry import Entry, Link
from marsad.follow.ledger.finding import link

__all__ = [
    "Entry",
    "History",
    "Link",
    "Move",
    "due_on",
    "entries_of",
    "history",
    "link",
    "meaning",
    "passed",
    "with_meanings",
]
