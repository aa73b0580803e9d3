"""What an article or a headline is about: the top level of the IPTC Media Topics."""

from __future__ import annotations

from marsad.model import Article, Topic


def topics_of(article: Article) -> tuple[Topic, ...]:
    """The likely topics of an article, most likely first; empty where nothing tells."""
    return ()
