"""What grouping and linking have learned; equal after a restart to what it was before.

It is a fold over what is stored, in the order of ingest, and only the last articles of that order count: so many as the
indexes of reprints and of stories look back. An article's number there is its place in the order of ingest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from django.db.models import Max, QuerySet

from marsad.group.encoder import Encoder
from marsad.group.features import StoryFeatures, story_features
from marsad.group.reprints import ReprintIndex
from marsad.group.stories import StoryIndex, StoryPlacement
from marsad.model import Document, ReprintFamily
from marsad.observatory.linking import Linking
from marsad.observatory.models import Article, Decision
from marsad.observatory.reading import moment
from marsad.observatory.story_applying import kept_apart
from marsad.observatory.tombstones import last_takedown

_LEARNED = (
    "capture__key",
    "source__key",
    "outlet",
    "url",
    "lang",
    "title",
    "lede",
    "body",
    "published",
    "agency",
    "origin_outlet",
    "origin_url",
    "story_id",
    "family_id",
    "embedding",
)
"""The columns that grouping learns from."""
_ROWS_A_QUERY = 100


@dataclass(slots=True)
class GroupState:
    """The indexes, and the last decision about stories and the last takedown that they know of.

    `learn` is called before anything else.
    """

    encoder: Encoder | None
    linking: Linking = field(default_factory=Linking)
    reprints: ReprintIndex = field(init=False)
    stories: StoryIndex = field(init=False)
    decided: int = field(init=False)
    removed: int = field(init=False)

    def learn(self) -> None:
        """Learn again, in order, what was placed before."""
        self.removed = last_takedown()
        self.reprints = ReprintIndex()
        for article in _last_placed(self.reprints.lookback):
            self.reprints.restore(document_of(article), article.family_id, article.pk)
        self.learn_stories()

    def learn_stories(self) -> None:
        """The same of the stories alone."""
        self.stories = StoryIndex()
        self.decided = last_story_decision()
        renewed: list[Article] = []
        for article in _last_placed(self.stories.lookback):
            if article.embedding:
                document = document_of(article)
                features = self._features(article, document, renewed)
                self.stories.restore(document, features, article.story_id or "", article.pk)
        Article.objects.bulk_update(renewed, ["embedding"], batch_size=_ROWS_A_QUERY)
        self._tell_apart()

    @property
    def is_current(self) -> bool:
        """Whether nothing was decided about stories or taken down since."""
        return (self.decided, self.removed) == (last_story_decision(), last_takedown())

    def rearrange(self) -> None:
        """Learn what editors have decided about stories; it changes no reprint family, and nothing else of a story."""
        self.decided = last_story_decision()
        self.stories.rearrange(dict(_recent(self.stories.lookback).values_list("pk", "story_id")))
        self._tell_apart()

    def _tell_apart(self) -> None:
        for first, second in kept_apart():
            self.stories.keep_apart(first, second)

    def _features(self, article: Article, document: Document, renewed: list[Article]) -> StoryFeatures:
        """What was kept of an article; made anew where an earlier version of the code kept it."""
        try:
            return StoryFeatures.from_bytes(document, bytes(article.embedding or b""))
        except ValueError:
            features = story_features(document, self.encoder)
            article.embedding = features.to_bytes()
            renewed.append(article)
            return features

    def family(self, article: Article) -> ReprintFamily | None:
        """Place an article among the reprints."""
        return self.reprints.place(document_of(article), article.pk)

    def story(self, article: Article, family_story: str | None) -> tuple[StoryPlacement, bytes]:
        """Place an article among the stories; the placement, and the features that it is learned from again.

        A copy goes where its family is, and there is nothing to learn from it.
        """
        if family_story is not None:
            return StoryPlacement(family_story), b""
        document = document_of(article)
        features = story_features(document, self.encoder)
        return self.stories.place(document, features, article.pk), features.to_bytes()


def _recent(lookback: int) -> QuerySet[Article]:
    """The articles that were placed, of the last ``lookback`` numbers; later versions of a page only took its place."""
    placed = Article.objects.exclude(story=None).exclude(embedding=None)
    last = placed.order_by("-pk").values_list("pk", flat=True).first() or 0
    return placed.filter(pk__gt=last - lookback)


def _last_placed(lookback: int) -> Iterator[Article]:
    """The same with what grouping learns from, in order."""
    recent = _recent(lookback).select_related("capture", "source").only(*_LEARNED)
    yield from recent.order_by("pk").iterator(chunk_size=500)


def last_story_decision() -> int:
    """The number of the last decision about stories that has taken effect; 0 where there is none."""
    applied = Decision.objects.filter(kind="story", applied=True)
    return cast("int | None", applied.aggregate(last=Max("number"))["last"]) or 0


def document_of(article: Article) -> Document:
    """What grouping sees of an article; needs ``capture`` and ``source`` loaded."""
    return Document(
        id=article.capture.key,
        text="\n\n".join(part for part in (article.lede, article.body) if part),
        lang=article.lang or None,
        date=moment(article.published),
        outlet=article.outlet or article.source.key,
        title=article.title or None,
        agency=article.agency or None,
        origin_outlet=article.origin_outlet or None,
        origin_url=article.origin_url or None,
        url=article.url or None,
    )
