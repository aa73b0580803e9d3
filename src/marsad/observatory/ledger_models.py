"""Tables of the commitment ledger: what was promised over all articles, and how its status moved.

Derived from the facts: each commitment, and each word on the course of one, points at the earlier one that it speaks of
(`marsad.follow.ledger`); a promise is what hangs on one that speaks of none. Which one that is depends on the facts as
they are, not on the order in which they came.
"""

from __future__ import annotations

from django.db import models


class LedgerEntry(models.Model):
    """A commitment, or progress of one, as an article tells it.

    ``key`` is the hash of its capture and words, the same in every observatory. ``at`` is the article's time, ``place``
    goes up with the order of ingest and of the text: all entries are in the order of these two. ``told`` is what
    `marsad.follow.ledger.Entry` holds beside, as it was when the article was weighed. ``meaning`` is the vector of what
    is promised (f16), null without an encoder. ``parent`` is the earlier entry that it speaks of, with the
    ``confidence`` that it does; null where there is none. Progress without a parent is in no promise.
    """

    fact = models.OneToOneField("Fact", on_delete=models.CASCADE, primary_key=True, related_name="entry")
    key = models.CharField(max_length=16, db_index=True)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    place = models.PositiveBigIntegerField()
    told = models.JSONField(default=dict)
    meaning = models.BinaryField(null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    confidence = models.FloatField(null=True)
    promise = models.ForeignKey("Promise", null=True, on_delete=models.SET_NULL, related_name="entries")

    def __str__(self) -> str:
        return self.key


class LedgerParty(models.Model):
    """An entity that an entry binds (``by``) or that it is bound to; ``at`` is the entry's time."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="parties")
    entity = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="ledger")
    by = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entity", "-at"], name="party_latest")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.entity_id}"


class LedgerKey(models.Model):
    """An entity by which an entry is looked up (`marsad.follow.ledger.Entry.keys`), in the entry's place."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="keys")
    entity = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    place = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["entity", "at", "place"], name="ledger_key_in_order")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.entity_id}"


class Promise(models.Model):
    """A commitment followed over articles. ``id`` is the key of its first entry, ``root``.

    ``status`` is the last move's that counts (`marsad.model.CommitmentStatus`, or what only an editor says: ``late``,
    ``broken``); ``due`` ISO 8601 in its own precision as last told, ``due_on`` the last day of it, null where none is
    told. The counts are of articles and independent sources that tell of it.
    """

    id = models.CharField(max_length=16, primary_key=True)
    root = models.OneToOneField(LedgerEntry, on_delete=models.CASCADE, related_name="root_of")
    status = models.CharField(max_length=10)
    status_at = models.DateTimeField()
    due = models.CharField(max_length=25, blank=True)
    due_on = models.DateField(null=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    articles = models.PositiveIntegerField()
    sources = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_on"], name="promise_due"),
            models.Index(fields=["status", "-last_at"], name="promise_of_status"),
            models.Index(fields=["-last_at"], name="promise_latest"),
        ]

    def __str__(self) -> str:
        return self.id


class PromiseMove(models.Model):
    """A step of a promise's status, in its ``number``: what a later article tells, or what an editor says.

    ``key`` is the same whenever it is found. ``entry`` has the words, null for an editor's own word, which has a
    ``note``. ``due`` is the new date where the move puts it off. ``state`` is one of `FactState`: a move that is not
    sure enough waits for an editor and does not count.
    """

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=16, db_index=True)
    status = models.CharField(max_length=10)
    at = models.DateTimeField()
    due = models.CharField(max_length=25, blank=True)
    entry = models.ForeignKey(LedgerEntry, null=True, on_delete=models.CASCADE, related_name="moves")
    confidence = models.FloatField()
    state = models.CharField(max_length=10, default="found")
    note = models.TextField(blank=True)
    by = models.CharField(max_length=150, blank=True)
    decision = models.ForeignKey("Decision", null=True, on_delete=models.SET_NULL, related_name="moves")

    class Meta:
        indexes = [
            models.Index(fields=["promise", "number"], name="move_in_order"),
            models.Index(fields=["at"], condition=models.Q(state="waiting"), name="move_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.status}"
