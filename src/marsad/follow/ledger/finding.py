"""Of which earlier entry one speaks: those that were read are compared as such, sentences are recognised."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.follow.ledger.entry import Entry, Link
from marsad.follow.ledger.linking import link_of_read
from marsad.follow.ledger.recognising import is_sentence, recognised


def link(entry: Entry, candidates: Sequence[Entry]) -> Link | None:
    """The earlier entry that speaks of the same promise, the surest; of several as sure the earliest; null for none.

    ``candidates`` are entries before it (by time, then by place in the article). No entry speaks of a sentence.
    """
    known = [one for one in candidates if one.id != entry.id and not is_sentence(one)]
    return recognised(entry, known) if is_sentence(entry) else link_of_read(entry, known)
