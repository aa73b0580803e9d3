"""An article as one row of ``marsad read``: the stable interface of the program."""

from __future__ import annotations

from typing import Any

from marsad.model import Article


def article_row(article: Article, *, id: str, file: str) -> dict[str, Any]:
    """The row of an article, ready for JSON. ``id`` is its file's name without page suffix, ``file`` the path given."""
    image, origin = article.image, article.origin
    return {
        "id": id,
        "file": file,
        "url": article.url,
        "outlet": article.outlet,
        "lang": article.lang,
        "dir": article.dir,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "published_evidence": article.published_evidence,
        "modified": article.modified,
        "section": article.section,
        "tags": list(article.tags),
        "lede": article.lede,
        "body": article.body,
        "blocks": [{"type": block.type.value, "text": block.text} for block in article.blocks],
        "image": {"url": image.url if image else None, "credit": image.credit if image else None},
        "agency": article.agency,
        "origin": {
            "outlet": origin.outlet if origin else None,
            "url": origin.url if origin else None,
            "published": origin.published if origin else None,
        },
        "paywalled": article.paywalled,
        "comments": [
            {"author": one.author, "text": one.text, "published": one.published, "reply_to": one.reply_to}
            for one in article.comments
        ],
        "teasers": [{"title": one.title, "url": one.url} for one in article.teasers],
        "dropped": [{"reason": one.reason, "text": one.text} for one in article.dropped],
    }
