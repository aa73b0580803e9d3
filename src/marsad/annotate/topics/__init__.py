"""What an article or a headline is about: the top level of the IPTC Media Topics.

Words of the topics in four languages tell, and, where a sentence encoder is given, how near the text lies to what the
topics' definitions say. Nothing is trained on labelled articles: the scales were chosen on invented headlines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.model import Topic

if TYPE_CHECKING:
    from marsad.annotate.encoder import Encoder
    from marsad.model import Article

__all__ = ["topics_of", "topics_of_headline"]

MOST = 3
"""So many topics an article has at most."""

LEAST = 0.2
"""A topic is told from this confidence on."""

_TAGS = 20


def topics_of(article: Article, encoder: Encoder | None = None) -> tuple[Topic, ...]:
    """The likely topics of an article, most likely first; empty where nothing tells.

    Its section and tags speak too. An encoder reads the topics' descriptions once, for some seconds: keep it.
    """
    from marsad.annotate.topics.scores import topic_scores

    about = " ".join([article.section or "", *article.tags[:_TAGS]])
    return _likely(topic_scores(article.title or "", article.lede, article.body, article.lang, encoder, about))


def topics_of_headline(title: str, lang: str | None, encoder: Encoder | None = None) -> tuple[Topic, ...]:
    """The likely topics of a headline alone, such as a teaser's; ``lang`` is ISO 639-1 or null."""
    from marsad.annotate.topics.scores import topic_scores

    return _likely(topic_scores(title, "", "", lang, encoder))


def _likely(scores: dict[str, float]) -> tuple[Topic, ...]:
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return tuple(Topic(code=f"medtop:{code}", confidence=score) for code, score in best if score >= LEAST)
