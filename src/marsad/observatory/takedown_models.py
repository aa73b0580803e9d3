"""What takedowns keep out for ever."""

from __future__ import annotations

from django.db import models


class Bar(models.TextChoices):
    """What a key stands for."""

    PAGE = "page", "a page under any address of the same identity"
    BYTES = "bytes", "the hash of a page's bytes: a file of them has no address to know it by"
    CAPTURE = "capture", "one version of a page"
    OUTLET = "outlet", "everything of an outlet"
    STORY = "story", "the address of a story that lost its last article"


class Barred(models.Model):
    """A key that a takedown bars (`marsad.observatory.tombstones`); made from the journal, as the `Tombstone` is.

    Of a capture ``seq`` is the place in the order of ingest that it had, which no other capture gets.
    """

    tombstone = models.ForeignKey("Tombstone", on_delete=models.CASCADE, related_name="bars")
    what = models.CharField(max_length=8, choices=Bar.choices)
    key = models.TextField()
    seq = models.PositiveBigIntegerField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "key"], name="barred_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.key}"
