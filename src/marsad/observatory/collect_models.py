"""Tables of collecting: what is asked again and again, what is still to be fetched, and what became of it.

`Channel`'s address and settings come from the journal, `Check` from the archive, `Tombstone` from the journal; the rest
is how far collecting has come: kept by a rebuild, and made anew from what the channels say where the database is lost.
"""

from __future__ import annotations

from django.db import models


class Way(models.TextChoices):
    """What a channel is (`marsad.collect.channels.ChannelKind`)."""

    FEED = "feed"
    NEWS_SITEMAP = "news_sitemap"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    PAGE = "page"


class Channel(models.Model):
    """One address of a source that is asked again and again: a feed, a sitemap, a section page.

    ``interval`` is the present pause between two askings in seconds; ``least`` the operator's own, ``every`` the
    channel's, where one is stated. It was first read at ``first_at``, last at ``ok_at``, and last had something new at
    ``new_at``.
    ``sha256`` is that of the last body, which is what "unchanged" means where a server has no validators. ``backfill``
    channels are read once, slowly, for what a source published before it was followed. One that a sitemap index named
    (its ``parent``) is asked when that says that it changed. ``told`` once the operator has been told that it fails. A
    WebSub ``hub`` is subscribed to until ``hub_until``.
    """

    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="channels")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    url = models.TextField(unique=True)
    host = models.CharField(max_length=255)
    kind = models.CharField(max_length=14, choices=Way.choices)
    title = models.TextField(blank=True)
    lang = models.CharField(max_length=20, blank=True)
    folder = models.CharField(max_length=255, blank=True)
    active = models.BooleanField(default=True)
    backfill = models.BooleanField(default=False)
    least = models.PositiveIntegerField(null=True)
    interval = models.PositiveIntegerField(default=900)
    due_at = models.DateTimeField(null=True)
    etag = models.TextField(blank=True)
    modified = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    every = models.PositiveIntegerField(null=True)
    tried_at = models.DateTimeField(null=True)
    first_at = models.DateTimeField(null=True)
    ok_at = models.DateTimeField(null=True)
    new_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    error_kind = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    told = models.BooleanField(default=False)
    hub = models.TextField(blank=True)
    topic = models.TextField(blank=True)
    hub_token = models.CharField(max_length=40, blank=True, db_index=True)
    hub_secret = models.CharField(max_length=64, blank=True)
    hub_until = models.DateTimeField(null=True)
    hub_asked_at = models.DateTimeField(null=True)
    hub_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["host", "due_at"], name="channel_due")]

    def __str__(self) -> str:
        return self.url


class ItemState(models.TextChoices):
    """What became of a page that was announced."""

    WANTED = "wanted", "to be fetched"
    FETCHED = "fetched", "in the archive"
    PASSED = "passed", "published before its source was followed"
    REFUSED = "refused", "its publisher does not want it collected"
    GONE = "gone", "it was never there"
    FAILED = "failed", "tried often, for weeks, in vain"
    REMOVED = "removed", "taken down for good"


class Urgency(models.IntegerChoices):
    """What comes first where several pages of a host are due."""

    BY_HAND = 0
    NEW = 1
    AGAIN = 2
    BACKFILL = 3


_DUE = models.Q(due_at__isnull=False)


class Item(models.Model):
    """A page that a channel announced or a person gave. ``key`` is its identity (`marsad.collect.canonical.page_key`),
    so that no address, feed id or tracking parameter brings it back.

    ``url`` is what is fetched; ``due_at`` is null when nothing is to be done any more. ``checks`` counts how often it
    was asked for again; ``capture`` is its latest version in the archive.
    """

    key = models.TextField(unique=True)
    url = models.TextField()
    host = models.CharField(max_length=255)
    channel = models.ForeignKey(Channel, null=True, on_delete=models.SET_NULL, related_name="items")
    source = models.ForeignKey("Source", null=True, on_delete=models.SET_NULL, related_name="items")
    title = models.TextField(blank=True)
    announced = models.CharField(max_length=40, blank=True)
    found_at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.WANTED)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.NEW)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error_kind = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    fetched_at = models.DateTimeField(null=True)
    checks = models.PositiveIntegerField(default=0)
    etag = models.TextField(blank=True)
    modified = models.CharField(max_length=100, blank=True)
    capture = models.ForeignKey("Capture", null=True, on_delete=models.SET_NULL, related_name="items")

    class Meta:
        indexes = [
            models.Index(fields=["host", "urgency", "due_at"], name="item_next", condition=_DUE),
            models.Index(fields=["due_at"], name="item_due", condition=_DUE),
            models.Index(fields=["source", "found_at"], name="item_found"),
            models.Index(fields=["channel", "found_at"], name="item_of_channel"),
            models.Index(fields=["found_at"], name="item_by_hand", condition=~models.Q(by="")),
        ]

    def __str__(self) -> str:
        return self.url


class Host(models.Model):
    """When a host may be asked again: after a ``Retry-After``, or after failures, at growing times."""

    name = models.CharField(max_length=255, primary_key=True)
    not_before = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error_kind = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Origin(models.Model):
    """What the robots.txt and tdmrep.json of one origin (scheme, host and port) said, and until when that holds.

    ``robots_status`` is null where no answer came; ``error`` says why (`marsad.collect.rules.StoredRules`).
    """

    name = models.CharField(max_length=300, primary_key=True)
    robots_status = models.PositiveIntegerField(null=True)
    robots = models.BinaryField(default=bytes)
    tdmrep = models.BinaryField(default=bytes)
    error = models.TextField(blank=True)
    read_at = models.DateTimeField()
    good_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class CheckOutcome(models.TextChoices):
    """What asking for a page again showed, where no new version came of it."""

    UNCHANGED = "unchanged", "the same bytes"
    GONE = "gone", "the server says that the page is no longer there"


class Check(models.Model):
    """A page that was asked for again (or, never had, for the first time in vain); derived from the archive.

    ``refers_to`` is the record id of the capture whose bytes were found there again, empty where it was gone.
    """

    page = models.TextField(db_index=True)
    url = models.TextField()
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=CheckOutcome.choices)
    record_id = models.CharField(max_length=64, unique=True)
    refers_to = models.CharField(max_length=64, blank=True)
    warc_file = models.CharField(max_length=255)
    offset = models.PositiveBigIntegerField()
    length = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.url}"


class Refusal(models.Model):
    """An address that was not fetched, or whose answer was not kept, because its publisher does not want it."""

    url = models.TextField()
    host = models.CharField(max_length=255, db_index=True)
    source = models.ForeignKey("Source", null=True, on_delete=models.SET_NULL, related_name="refusals")
    kind = models.CharField(max_length=40)
    words = models.TextField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["url", "kind"], name="refusal_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.url}"


class Notice(models.Model):
    """Something said to the operator, once: a channel that fails, a source that fell silent. Open until ``done_at``;
    an operator has put it aside at ``seen_at``."""

    at = models.DateTimeField()
    source = models.ForeignKey("Source", null=True, on_delete=models.CASCADE, related_name="notices")
    channel = models.ForeignKey(Channel, null=True, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    done_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "channel", "kind"], condition=models.Q(done_at=None), name="notice_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class TombstoneKind(models.TextChoices):
    """What was taken down."""

    CAPTURE = "capture", "one archived response"
    ARTICLE = "article", "a page with all its versions"
    OUTLET = "outlet", "everything of an outlet"


class Tombstone(models.Model):
    """Something removed for good, as the journal has it (kind ``takedown``). It never comes back by any way.

    ``key`` is the capture's key, the page's key (`Item.key`), or the source's key; ``records`` the ids of the WARC
    records whose bytes were erased.
    """

    number = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=8, choices=TombstoneKind.choices)
    key = models.TextField(db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    records = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
