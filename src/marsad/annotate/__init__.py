"""Article → facts: who, which institutions, where, when, how much, each with the characters that say so.

`annotate` is a pure function of one article. Who the named ones are over many articles, scripts and languages is for
`marsad.annotate.link`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.model import Annotations, Article

__all__ = ["ANNOTATE_VERSION", "annotate"]

ANNOTATE_VERSION = "1"
"""Raised whenever the same article would be annotated differently."""


def annotate(article: Article) -> Annotations:
    """The facts of an article's lede and body, in the order of its text."""
    from marsad.annotate.pipeline import annotated

    return annotated(article)
