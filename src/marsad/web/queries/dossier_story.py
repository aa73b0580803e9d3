"""What a dossier made from a story may follow: those that its articles are about, and the words of their titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.group.vocabulary import stopwords
from marsad.group.words import bare, fold, plain_words
from marsad.observatory.dossiers.actors import actors_of
from marsad.observatory.models import Article, Story
from marsad.web.queries.counting import COPIES
from marsad.web.queries.summaries import Summary, headline, summaries

_READ = 40
"""Articles of a story that are looked at, the latest ones without copies."""
_OFFERED, _WORDS = 8, 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Ids of entities, that which the story is about first, and the words of its titles in the language of ``lead``."""

    entities: tuple[str, ...]
    words: tuple[str, ...]
    lead: Summary


def subjects(story: Story, lang: str) -> Subjects | None:
    """What a story is about, for a reader of ``lang``; null where it has no articles."""
    rows = Article.objects.filter(story=story, current=True).exclude(relation__in=COPIES).order_by("-sort_at", "-pk")
    articles = list(rows.only("pk", "title", "lede", "body", "lang")[:_READ])
    listed = summaries(Article.objects.filter(pk__in=[article.pk for article in articles]))
    if not listed:
        return None
    lead = headline(listed, lang)
    return Subjects(_entities(articles), _key_words(lead, listed), lead)


def _entities(articles: Sequence[Article]) -> tuple[str, ...]:
    """Those of which a third of the articles are; an initiative of which half are stands first."""
    counts = Counter(id_ for found in actors_of(articles).values() for id_ in found.ids)
    told = [id_ for id_, count in counts.most_common() if 3 * count >= len(articles)]
    told.sort(key=lambda id_: not (id_.startswith("initiative/") and 2 * counts[id_] >= len(articles)))
    return tuple(told[:_OFFERED])


def _key_words(lead: Summary, listed: Sequence[Summary]) -> tuple[str, ...]:
    """The words of the lead's title that most other titles in its language have too, as they stand there."""
    titles = [set(map(bare, plain_words(one.title))) for one in listed if one.lang == lead.lang]
    empty = stopwords(lead.lang or None)
    found: dict[str, str] = {}
    for shown in _WORD.findall(lead.title):
        word = fold(shown)
        if len(bare(word)) > 3 and not {word, bare(word)} & empty:
            found.setdefault(bare(word), shown)
    ranked = sorted(found, key=lambda key: -sum(key in title for title in titles))
    return tuple(found[key] for key in ranked[:_WORDS])
