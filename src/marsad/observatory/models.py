"""The observatory's tables.

`Capture` mirrors what lies in the archive, `Decision` what people decided, which the journal holds; `Article`,
`Fact`, `Entity`, `Family`, `Story`, `StoryChange` and the tables of `told_models`, `ledger_models` and
`dossier_models` are derived from them and can be thrown away and made again. `Job` (`job_models`) carries a capture
from stage to stage; the tables of `collect_models` say how far collecting has come.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from marsad.model import CONTEXT
from marsad.observatory.collect_models import (
    Channel,
    Check,
    CheckOutcome,
    Host,
    Item,
    ItemState,
    Notice,
    Origin,
    Refusal,
    Tombstone,
    TombstoneKind,
    Urgency,
    Way,
)
from marsad.observatory.dossier_models import (
    Dossier,
    DossierActor,
    DossierDay,
    DossierHand,
    DossierKind,
    DossierLine,
    DossierMember,
    DossierPart,
    DossierSeries,
    DossierTie,
    DossierVoice,
    LineKind,
    TieWords,
    Weighed,
)
from marsad.observatory.job_models import ArchiveTail, Job, JobState, Setting, Stage
from marsad.observatory.ledger_models import (
    LedgerEntry,
    LedgerKey,
    LedgerParty,
    Promise,
    PromiseMove,
)
from marsad.observatory.takedown_models import Bar, Barred
from marsad.observatory.told_models import FactDetail, Followed, FollowedWords

__all__ = [
    "ArchiveTail",
    "Article",
    "Bar",
    "Barred",
    "Capture",
    "Channel",
    "Check",
    "CheckOutcome",
    "Decision",
    "Dossier",
    "DossierActor",
    "DossierDay",
    "DossierHand",
    "DossierKind",
    "DossierLine",
    "DossierMember",
    "DossierPart",
    "DossierSeries",
    "DossierTie",
    "DossierVoice",
    "Entity",
    "Fact",
    "FactDetail",
    "FactState",
    "Family",
    "Followed",
    "FollowedWords",
    "Host",
    "Item",
    "ItemState",
    "Job",
    "JobState",
    "LedgerEntry",
    "LedgerKey",
    "LedgerParty",
    "LineKind",
    "LinkerRow",
    "Notice",
    "Origin",
    "Promise",
    "PromiseMove",
    "Refusal",
    "Setting",
    "Source",
    "SourceKind",
    "Stage",
    "Story",
    "StoryAct",
    "StoryChange",
    "TieWords",
    "Tombstone",
    "TombstoneKind",
    "Urgency",
    "User",
    "Visibility",
    "Way",
    "Weighed",
]

NAME_LENGTH = 500
"""Code points that are kept of an entity's name."""


class User(AbstractUser):
    """A person with an account. What they may do comes from the groups operator, editor and reader."""

    language = models.CharField(max_length=5, blank=True)


class Visibility(models.TextChoices):
    """How much of a source's articles a visitor without an account sees."""

    EXTRACT = "extract", "title, short extract and link"
    FULL = "full", "whole text"


class SourceKind(models.TextChoices):
    """What an outlet is."""

    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    NEWS_SITE = "news_site"
    AGENCY = "agency"
    RADIO = "radio"
    TV = "tv"
    INSTITUTION = "institution"


class Source(models.Model):
    """An outlet. ``key`` is its host without ``www.``, or its name in lower case where no address is known.

    A ``paused`` source keeps its channels and is not asked.
    """

    UNKNOWN = "unknown"
    """The key of pages that tell neither address nor outlet."""

    key = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255)
    home = models.URLField(max_length=500, blank=True)
    lang = models.CharField(max_length=5, blank=True)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=12, choices=SourceKind.choices, blank=True)
    paused = models.BooleanField(default=False)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.EXTRACT)

    def __str__(self) -> str:
        return self.name


class Capture(models.Model):
    """One archived response: where its WARC record lies, and its place in the order of ingest.

    ``locator`` is the URL, or ``file:`` and the file's name where there is none; ``key`` is the short hash of
    locator and content, the same in every observatory, that ids of families and stories come from. ``asked`` is the
    address that led here by redirects, ``by`` the account that added it by hand.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    key = models.CharField(max_length=16, unique=True)
    record_id = models.CharField(max_length=64, unique=True)
    locator = models.TextField()
    url = models.TextField(blank=True)
    name = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    fetched = models.DateTimeField(null=True)
    archived = models.DateTimeField()
    warc_file = models.CharField(max_length=255)
    offset = models.PositiveBigIntegerField()
    length = models.PositiveBigIntegerField()
    asked = models.TextField(blank=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locator", "sha256"], name="capture_once")]
        indexes = [models.Index(fields=["seq"], name="capture_by_hand", condition=~models.Q(by=""))]

    def __str__(self) -> str:
        return self.locator


class Story(models.Model):
    """Articles on one event. ``id`` is the hash of the founding capture, or of the decision that split it from another
    one; a merged story redirects for ever, and no id is used twice.

    The counts are of current articles; ``independent_sources`` counts a reprint family once. ``follows`` is the closed
    story that this one takes up again (`marsad.observatory.story_log.predecessor` follows its redirects). ``stale``
    while what its articles say together is to be found anew (`marsad.observatory.following`).
    """

    id = models.CharField(max_length=16, primary_key=True)
    redirect_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="redirected")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True, db_index=True)
    article_count = models.PositiveIntegerField(default=0)
    independent_sources = models.PositiveIntegerField(default=0)
    langs = models.JSONField(default=list)
    stale = models.BooleanField(default=False, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["redirect_to", "-last_at"])]

    def __str__(self) -> str:
        return self.id


class Family(models.Model):
    """A reprint family: a dispatch and its copies. ``id`` is the hash of the family's first capture.

    ``reason`` says why the original is the original (`marsad.model.OriginalReason`).
    """

    id = models.CharField(max_length=16, primary_key=True)
    original = models.ForeignKey("Article", null=True, on_delete=models.SET_NULL, related_name="original_of")
    reason = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.id


class Article(models.Model):
    """What one capture says (`marsad.model.Article`), and the groups that it stands in.

    ``published`` is the page's own words as ISO 8601; ``sort_at`` is an aware moment to order by: the published
    one unless it lies ahead of the capture, else the capture's. An article is shown once it is grouped, and of
    several captures of one URL only the latest: ``current`` says so. ``named`` are the entities as its own words name
    them (`marsad.model.Entity`), each with the ``id`` that it was linked to; ``topics`` are `marsad.model.Topic`.
    ``longest_run`` is the number of words in a row that a member of a family has in common with the original.

    ``page`` is the page's identity over addresses and versions (`marsad.collect.canonical.page_key`), empty where there
    is no address. An article that says what the version before said ``repeats`` it and is no version of its own.
    ``gone_at`` is when the page was first found to be gone, with the answer's ``gone_status``.
    """

    capture = models.OneToOneField(Capture, on_delete=models.CASCADE, primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    current = models.BooleanField(default=False)
    url = models.TextField(blank=True)
    outlet = models.CharField(max_length=255, blank=True)
    lang = models.CharField(max_length=5, blank=True)
    dir = models.CharField(max_length=4, default="auto")
    title = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    published = models.CharField(max_length=40, blank=True)
    published_evidence = models.TextField(blank=True)
    modified = models.CharField(max_length=40, blank=True)
    sort_at = models.DateTimeField(db_index=True)
    section = models.CharField(max_length=255, blank=True)
    tags = models.JSONField(default=list)
    lede = models.TextField(blank=True)
    body = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    image_url = models.TextField(blank=True)
    image_credit = models.TextField(blank=True)
    agency = models.CharField(max_length=255, blank=True)
    origin_outlet = models.CharField(max_length=255, blank=True)
    origin_url = models.TextField(blank=True)
    origin_published = models.CharField(max_length=40, blank=True)
    paywalled = models.BooleanField(default=False)
    comments = models.JSONField(default=list)
    teasers = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    text_sha256 = models.CharField(max_length=64)
    named = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="articles")
    family = models.ForeignKey(Family, null=True, on_delete=models.SET_NULL, related_name="articles")
    relation = models.CharField(max_length=10, blank=True)
    longest_run = models.PositiveIntegerField(default=0)
    embedding = models.BinaryField(null=True)
    page = models.TextField(blank=True, db_index=True)
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeated_by")
    gone_at = models.DateTimeField(null=True)
    gone_status = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["story", "current", "sort_at"]),
            models.Index(fields=["source", "current", "-sort_at"]),
        ]

    def __str__(self) -> str:
        return self.title or self.url or str(self.pk)


class Entity(models.Model):
    """A person, organisation, place or initiative over all articles. ``id`` begins with the kind: ``person/…``.

    ``names`` holds for each language the name under which an article of it first named the entity in full. An entity
    that somebody joined to another redirects there, and facts keep the id that they were linked to.
    """

    id = models.CharField(max_length=255, primary_key=True)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=NAME_LENGTH, db_index=True)
    names = models.JSONField(default=dict)
    country = models.CharField(max_length=2, blank=True)
    redirect_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="redirected")

    def __str__(self) -> str:
        return self.id


class Decision(models.Model):
    """What an editor decided about a fact, an entity, a story, a contradiction or a dossier, as the journal has it;
    ``number`` is its place there.

    ``record`` is the journal's record. ``live`` unless it was undone or a later one took its place; ``lost`` where its
    words cannot be found in the text as it is read now, so that it waits for an editor. A decision about stories takes
    effect at one point of the order of ingest, behind the capture ``after``; a rebuild has not ``applied`` it before.
    """

    number = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=15)
    act = models.CharField(max_length=12)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    capture_key = models.CharField(max_length=16, blank=True, db_index=True)
    entity_id = models.CharField(max_length=255, blank=True, db_index=True)
    record = models.JSONField()
    live = models.BooleanField(default=True)
    lost = models.BooleanField(default=False, db_index=True)
    after = models.PositiveBigIntegerField(null=True)
    applied = models.BooleanField(default=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class StoryAct(models.TextChoices):
    """What can happen to a story's address or its articles."""

    MERGED = "merged", "all its articles went to another story, and its address goes there"
    SPLIT = "split", "some of its articles went to a new story"
    MOVED = "moved", "some of its articles went to another story"
    UNDONE = "undone", "a decision was taken back"
    REGROUPED = "regrouped", "a newer version of grouping put most of its articles into another story"


class StoryChange(models.Model):
    """A line of the log of stories: articles went from ``story`` to ``other``, and both show the line.

    ``by`` is the editor whose ``decision`` it was; empty where later evidence did it, the article ``cause``, or a newer
    version of grouping. ``articles`` are the places in the order of ingest of those that went, one a page; null where
    that is not known any more. ``at`` is the moment of the decision, or when the cause was archived.
    """

    act = models.CharField(max_length=10, choices=StoryAct.choices)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="changes_from")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="changes_to")
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=150, blank=True)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="story_changes")
    cause = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="story_changes")
    articles = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.act} {self.story_id} {self.other_id}"


class LinkerRow(models.Model):
    """What the linker knows of an entity (`marsad.annotate.link.Linker.state`), so that it need not learn it again."""

    number = models.PositiveIntegerField(primary_key=True)
    row = models.JSONField()

    def __str__(self) -> str:
        return str(self.number)


class FactState(models.TextChoices):
    """What people made of a fact. Readers see those that were found and are sure enough, those that an editor
    confirmed, and the corrected in place of the replaced."""

    FOUND = "found"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    STRUCK = "struck"
    REPLACED = "replaced"
    CORRECTED = "corrected"


class Fact(models.Model):
    """Something that an article states, with its evidence (`marsad.model.Evidence`; the record is the capture's).

    ``start`` and ``end`` are code points of ``field``, the article's lede or body. ``detail`` is what `marsad.model`
    gives a fact of this kind; ``named`` the place of what a mention names in `Article.named`; ``entity`` is null until
    it is linked. A row with the rule ``person`` comes from the decision that it names. What a statement, an event or a
    commitment rests on beyond its own words are its ``details``.
    """

    PERSON_RULE = "person"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12)
    field = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=CONTEXT)
    suffix = models.CharField(max_length=CONTEXT)
    text_sha256 = models.CharField(max_length=64)
    confidence = models.FloatField()
    rule = models.CharField(max_length=100)
    detail = models.JSONField(default=dict)
    named = models.PositiveIntegerField(null=True)
    entity = models.ForeignKey(Entity, null=True, on_delete=models.SET_NULL, related_name="facts")
    state = models.CharField(max_length=10, choices=FactState.choices, default=FactState.FOUND)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="facts")

    class Meta:
        indexes = [
            models.Index(fields=["kind"], condition=models.Q(state="waiting"), name="fact_waiting"),
            models.Index(fields=["entity"], condition=models.Q(kind="part"), name="fact_part"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.exact}"
