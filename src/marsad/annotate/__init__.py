"""Article → facts: who, which institutions, where, when, how much, each with the characters that say so.

`annotate` is a pure function of one article. Who the named ones are over many articles, scripts and languages is for
`marsad.annotate.link`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.annotate.encoder import Encoder
    from marsad.annotate.recognisers import Recogniser
    from marsad.model import Annotations, Article

__all__ = ["ANNOTATE_VERSION", "annotate"]

ANNOTATE_VERSION = "3"
"""Raised whenever the same article would be annotated differently."""


def annotate(article: Article, *, recogniser: Recogniser | None = None, encoder: Encoder | None = None) -> Annotations:
    """The facts of an article's lede and body, in the order of its text.

    ``recogniser`` adds names to those of the rules (`marsad.annotate.recognisers`): by default the Arabic tagger, where
    its weights are installed. ``encoder`` helps to tell the topics; without one they are told by words alone.
    """
    from marsad.annotate.pipeline import annotated

    return annotated(article, recogniser=recogniser, encoder=encoder)
