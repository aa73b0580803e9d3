"""One article with all that its page shows, cut down to what this reader may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from marsad.model import Relation
from marsad.observatory.models import Article, User
from marsad.web.marking import Piece
from marsad.web.queries.access import extract, may_read
from marsad.web.queries.counting import Carried, carried
from marsad.web.queries.facts import Cited, Stated, marked_blocks, marked_extract, marked_lede, stated
from marsad.web.queries.story import tellings
from marsad.web.queries.summaries import Summary, outlet_name, summaries
from marsad.web.queries.versions import Place, place_of

RELATED = 8
_LARGEST = 2**63 - 1
"""What the stores take for a whole number."""


@dataclass(frozen=True, slots=True)
class CommentThread:
    """A comment read from the page and the replies to it; replies to replies stand in the same list."""

    comment: dict[str, Any]
    replies: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article for one reader. Where ``whole`` is false every field is empty but ``extract``, its pieces in
    ``opening``, the facts in it, and the lists. ``carried`` counts who carries its text, null where nobody else does;
    ``version`` is its place among the versions of its page.
    """

    article: Article
    outlet: str
    whole: bool
    extract: str
    opening: tuple[Piece, ...]
    lede: tuple[Piece, ...]
    blocks: tuple[dict[str, Any], ...]
    stated: Stated
    comments: tuple[CommentThread, ...]
    dropped: tuple[tuple[str, tuple[str, ...]], ...]
    copies: tuple[Summary, ...]
    carried: Carried | None
    related: tuple[Summary, ...]
    version: Place


def find_article(seq: int) -> Article | None:
    """The article of the capture with that place in the order of ingest."""
    if seq > _LARGEST:
        return None
    related = ("capture", "source", "story", "family")
    return Article.objects.select_related(*related).defer("embedding").filter(pk=seq).first()


def article_page(article: Article, user: User | AnonymousUser, cited: Cited | None = None) -> ArticlePage:
    """Everything for the article's page; ``cited`` are words to mark."""
    whole = may_read(user, article.source.visibility)
    words = extract(article.lede, article.body)
    facts = stated(article, user, whole, words)
    return ArticlePage(
        article=article,
        outlet=outlet_name(article.source.name, article.source.key, article.outlet),
        whole=whole,
        extract=words,
        opening=() if whole else tuple(marked_extract(article, facts, words, cited)),
        lede=tuple(marked_lede(article, facts, cited)) if whole else (),
        blocks=tuple(marked_blocks(article, facts, cited)) if whole else (),
        stated=facts,
        comments=threads(article.comments) if whole else (),
        dropped=_by_reason(article) if whole else (),
        copies=_copies(article),
        carried=carried([article.family_id]).get(article.family_id or ""),
        related=_related(article),
        version=place_of(article),
    )


def threads(comments: list[dict[str, Any]]) -> tuple[CommentThread, ...]:
    """Gather replies under the comment that began the exchange; a reply to nothing known stands alone."""
    replies: dict[int, list[dict[str, Any]]] = defaultdict(list)
    roots: dict[int, int] = {}
    for index, comment in enumerate(comments):
        parent = comment.get("reply_to")
        roots[index] = roots.get(parent, index) if isinstance(parent, int) else index
        if roots[index] != index:
            replies[roots[index]].append(comment)
    return tuple(CommentThread(comments[i], tuple(replies[i])) for i in roots if roots[i] == i)


def _by_reason(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was dropped, by reason; headlines that stand among the teasers anyway are not repeated."""
    teasers = {teaser["title"] for teaser in article.teasers}
    reasons: dict[str, list[str]] = defaultdict(list)
    for piece in article.dropped:
        if piece["text"] not in teasers:
            reasons[piece["reason"]].append(piece["text"])
    return tuple((reason, tuple(texts)) for reason, texts in reasons.items())


def _copies(article: Article) -> tuple[Summary, ...]:
    if article.family_id is None or article.relation == Relation.QUOTE:
        return ()
    others = Article.objects.filter(family=article.family_id, current=True).exclude(pk=article.pk)
    others = others.exclude(relation=Relation.QUOTE)
    return tuple(summaries(others.order_by("sort_at", "pk")[:100]))


def _related(article: Article) -> tuple[Summary, ...]:
    """Other tellings of the story, those in the article's language first."""
    if article.story_id is None:
        return ()
    others = Article.objects.filter(story=article.story_id, current=True).exclude(pk=article.pk)
    found = summaries(others.order_by("-sort_at", "-pk")[: RELATED * 6])
    same = article.family_id if article.relation != Relation.QUOTE else None
    heads = [telling.head for telling in reversed(tellings([one for one in found if one.text_key != same]))]
    return tuple(sorted(heads, key=lambda other: other.lang != article.lang)[:RELATED])
