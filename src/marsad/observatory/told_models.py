"""Tables of what facts of several parts hold, and of what the articles of a story say together."""

from __future__ import annotations

from django.db import models

from marsad.model import CONTEXT


class Quoted(models.Model):
    """Words of an article (`marsad.model.Evidence`): code points of ``field``, its lede or body."""

    field = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=CONTEXT)
    suffix = models.CharField(max_length=CONTEXT)
    text_sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True


class FactDetail(Quoted):
    """One thing that a statement, an event or a commitment rests on (`marsad.model.Detail`), in its ``number``.

    ``named`` is the place of what the words stand for in `Article.named`, ``entity`` null until that is linked.
    """

    fact = models.ForeignKey("Fact", on_delete=models.CASCADE, related_name="details")
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=12)
    value = models.CharField(max_length=200, blank=True)
    named = models.PositiveIntegerField(null=True)
    entity = models.ForeignKey("Entity", null=True, on_delete=models.SET_NULL, related_name="details")

    class Meta:
        indexes = [models.Index(fields=["entity", "role"])]

    def __str__(self) -> str:
        return f"{self.role} {self.exact}"


class Followed(models.Model):
    """What articles of a story say together: a statement or an event that is the same, or values that contradict.

    ``key`` is the same for the same point whenever it is found (`marsad.model.Contradiction`), ``number`` its place in
    the story, ``detail`` what the noun of this ``kind`` has of its own. ``state`` is one of `FactState`: a
    contradiction that is not sure enough waits for an editor, whose ``decision`` is about its key.
    """

    STATEMENT = "statement"
    EVENT = "event"
    CONTRADICTION = "contradiction"

    story = models.ForeignKey("Story", on_delete=models.CASCADE, related_name="followed")
    kind = models.CharField(max_length=15)
    key = models.CharField(max_length=255, db_index=True)
    number = models.PositiveIntegerField()
    confidence = models.FloatField()
    detail = models.JSONField(default=dict)
    entity = models.ForeignKey("Entity", null=True, on_delete=models.SET_NULL, related_name="followed")
    state = models.CharField(max_length=10, default="found", db_index=True)
    decision = models.ForeignKey("Decision", null=True, on_delete=models.SET_NULL, related_name="followed")

    class Meta:
        indexes = [models.Index(fields=["story", "kind", "number"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class FollowedWords(Quoted):
    """Words of one article that a `Followed` rests on, in their ``number``.

    ``part`` says of what: ``variant`` of a statement, ``member`` of an event or the role of what they tell of it,
    ``side`` of a contradiction, whose ``group`` counts the sides, or the values of a role. ``fact`` is the fact that
    they belong to, null where they belong to none; ``detail`` what `marsad.model.Claim` has of its own.
    """

    followed = models.ForeignKey(Followed, on_delete=models.CASCADE, related_name="words")
    number = models.PositiveIntegerField()
    part = models.CharField(max_length=12)
    group = models.PositiveIntegerField(default=0)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="followed_words")
    fact = models.ForeignKey("Fact", null=True, on_delete=models.CASCADE, related_name="followed_words")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["followed", "number"])]

    def __str__(self) -> str:
        return f"{self.part} {self.exact}"
