"""Commitments."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.model import Commitment, Statement


def commitment_facts(known: Known, references: References, statements: Sequence[Statement]) -> list[Commitment]:
    """The commitments of a text, in its order."""
    del known, references, statements
    return []
