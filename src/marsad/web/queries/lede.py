"""A story's lede for one reader: sentences of an article in their language, from what they may read of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Substr

from marsad.group.lede import LedeArticle, LedeSentence, story_lede
from marsad.observatory.models import Article, User
from marsad.web.queries.access import EXTRACT_LENGTH, extract, may_read
from marsad.web.queries.summaries import Summary

READ, HEARD = 8, 40
"""Articles that may give the lede, and articles that have a say in what it should be."""
OPENING = 2000
"""Code points of a body that are looked at."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Lede:
    """The sentences in the order of their article, which gives their language."""

    article: Summary
    sentences: tuple[LedeSentence, ...]


def lede_of(heads: Sequence[Summary], lang: str, user: User | AnonymousUser) -> Lede | None:
    """The lede in ``lang`` of a story whose independent texts are ``heads``, in the order of preference."""
    ours = [head for head in heads if head.lang == lang][:READ]
    if not ours:
        return None
    known = {head.id: head for head in [*ours, *(head for head in heads if head.lang != lang)][:HEARD]}
    rows = Article.objects.filter(pk__in=known).annotate(opening=Substr("body", 1, OPENING))
    texts = {row[0]: row[1:] for row in rows.values_list("pk", "lede", "opening", "source__visibility")}
    articles = [_article(head, *texts[head.id], user) for head in known.values() if head.id in texts]
    sentences = story_lede(articles, lang)
    return Lede(known[int(sentences[0].document)], sentences) if sentences else None


def _article(head: Summary, lede: str, body: str, visibility: str, user: User | AnonymousUser) -> LedeArticle:
    whole = {"lede": lede, "body": body}
    return LedeArticle(
        id=str(head.id),
        lang=head.lang or None,
        title=head.title,
        text=f"{lede}\n\n{body}",
        fields=whole if may_read(user, visibility) else _extract(lede, body),
        key=head.text_key,
        is_copy=head.is_copy,
    )


def _extract(lede: str, body: str) -> dict[str, str]:
    """What strangers see, as the beginning of its field."""
    name, text = ("lede", lede) if lede else ("body", body)
    words = len(extract(lede, body).rstrip("…").split())
    ends = [match.end() for match in _WORD.finditer(text)][:words]
    return {name: text[: min(ends[-1], 2 * EXTRACT_LENGTH)] if ends else ""}
