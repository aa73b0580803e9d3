"""Texts of cases, read as far as references need it."""

from __future__ import annotations

from marsad.annotate.known import Known
from marsad.annotate.names import named
from marsad.annotate.text import Passage
from marsad.model import Article, Block, BlockType


def known_of(text: str, lang: str) -> Known:
    """What is known of a text before references are asked for."""
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in text.split("\n\n"))
    article = Article(title=None, lang=lang, blocks=blocks)
    passage = Passage.of(article.text, lang)
    mentions, entities = named(passage, [])
    return Known.of(passage, article, [], [], mentions, entities)


def marked(text: str) -> tuple[str, int, int]:
    """A case's text without its brackets, and the start and end of the words between them."""
    before, words, after = text.replace("]", "[").split("[")
    return before + words + after, len(before), len(before) + len(words)
