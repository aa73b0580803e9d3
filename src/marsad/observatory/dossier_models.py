"""Tables of dossiers: what an actor, an initiative or a question is followed by, and what is counted of it.

What people decided about a dossier is in the journal; `Dossier` and `DossierHand` mirror it. The others are derived: an
article is weighed when it comes or changes (`Weighed`), and what a member or a story adds to a dossier is written so
that it can be taken away again, so that the cost is that of the article and never that of the dossier.
"""

from __future__ import annotations

from django.db import models


class DossierKind(models.TextChoices):
    """What a dossier follows."""

    ACTOR = "actor", "a person or an organisation"
    INITIATIVE = "initiative", "an initiative with its parts"
    QUESTION = "question", "a saved question"


class Dossier(models.Model):
    """Articles that are followed together. ``id`` is the hash of the decision that made it.

    ``rule`` is `marsad.observatory.dossiers.rule.Rule` as its ``to_json`` gives it; ``entity`` what an actor's or an
    initiative's dossier is about. ``filled`` is the last capture up to which the articles that came before the rule
    were weighed under it, going up, null when that is done. A ``closed`` dossier is kept and followed no more: pages
    that came after the capture ``closed_after`` are none of it.
    """

    id = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=10, choices=DossierKind.choices)
    name = models.CharField(max_length=200)
    entity = models.ForeignKey("Entity", null=True, on_delete=models.SET_NULL, related_name="dossiers")
    rule = models.JSONField(default=dict)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    closed = models.BooleanField(default=False)
    closed_after = models.PositiveBigIntegerField(null=True)
    filled = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class DossierHand(models.Model):
    """A page that somebody put into a dossier or left out of it, whatever the rule says: the latest decision counts.

    ``capture_key`` is that of the version that was looked at; it holds for every version of the page.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="by_hand", db_index=False)
    capture_key = models.CharField(max_length=16, db_index=True)
    included = models.BooleanField()
    decision = models.ForeignKey("Decision", on_delete=models.CASCADE, related_name="by_hand")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "capture_key"], name="by_hand_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.capture_key}"


class Weighed(models.Model):
    """An article that was weighed for every dossier and for the ledger, by the signature of what that depends on."""

    article = models.OneToOneField("Article", on_delete=models.CASCADE, primary_key=True, related_name="weighed")
    signature = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.article_id} {self.signature}"


class DossierMember(models.Model):
    """An article of a dossier with all that it adds to the dossier's counts.

    ``day`` and ``month`` (its first day) are those of ``at`` in the observatory's time zone. ``voice`` is whose words
    it is (`marsad.observatory.counts.voice`), ``own`` whether they are its own source's. ``parts`` are the numbers of
    the parts that it covers, ``actors`` the ids of the entities counted of it, ``ties`` the pairs of these.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="members", db_index=False)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="member_of")
    story = models.ForeignKey("Story", null=True, on_delete=models.SET_NULL, related_name="members")
    by_hand = models.BooleanField(default=False)
    at = models.DateTimeField()
    day = models.DateField()
    month = models.DateField()
    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="+", db_index=False)
    voice = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="+", db_index=False)
    own = models.BooleanField(default=True)
    lang = models.CharField(max_length=5, blank=True)
    parts = models.JSONField(default=list)
    actors = models.JSONField(default=list)
    ties = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "article"], name="member_once")]
        indexes = [
            models.Index(fields=["dossier", "-at", "-article"], name="member_latest"),
            models.Index(fields=["dossier", "source", "-at", "story"], name="member_of_source"),
            models.Index(fields=["dossier", "voice", "at"], name="member_of_voice"),
            models.Index(fields=["dossier", "story"], name="member_of_story"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.article_id}"


class DossierDay(models.Model):
    """How many articles of one language a dossier has of one day; ``own`` are those that are no copies.

    ``part`` is 0 for the whole dossier, else the number of a part.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="days", db_index=False)
    part = models.PositiveIntegerField(default=0)
    day = models.DateField()
    lang = models.CharField(max_length=5, blank=True)
    articles = models.PositiveIntegerField()
    own = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "part", "day", "lang"], name="dossier_day_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.day} {self.articles}"


class DossierVoice(models.Model):
    """How many articles of one month an outlet has in a dossier, by whose words they are and in which language.

    The independent sources of any months, outlets or languages are the distinct ``voice`` of their rows. ``last_at`` is
    the time of the latest of these articles.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="voices", db_index=False)
    part = models.PositiveIntegerField(default=0)
    month = models.DateField()
    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="+", db_index=False)
    voice = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="+", db_index=False)
    lang = models.CharField(max_length=5, blank=True)
    articles = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "part", "month", "source", "voice", "lang"], name="dossier_voice_once"
            )
        ]
        indexes = [models.Index(fields=["dossier", "part", "voice", "-last_at"], name="voice_latest")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.month} {self.source_id}"


class DossierPart(models.Model):
    """A part of an initiative (or of a question) that is followed on its own.

    ``number`` counts from 1 in the order in which they are shown. ``names`` has for each language the names that it is
    known by (``{"fr": ["Santé"], "ar": ["الصحة"]}``). ``fact`` is the first listing that names it; null for one that
    somebody wrote (``by_hand``). ``articles``, ``voices`` (independent sources) and ``last_at`` are of its coverage.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    names = models.JSONField(default=dict)
    by_hand = models.BooleanField(default=False)
    fact = models.ForeignKey("Fact", null=True, on_delete=models.SET_NULL, related_name="+")
    articles = models.PositiveIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"


class DossierActor(models.Model):
    """A person, body or initiative that articles of a dossier name, with how many do."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="actors", db_index=False)
    entity = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    articles = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "entity"], name="actor_once")]
        indexes = [models.Index(fields=["dossier", "-articles"], name="actor_most_named")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.entity_id}"


class DossierTie(models.Model):
    """Two actors of a dossier that the same sentence or the same fact names; ``first`` is the smaller id."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="ties", db_index=False)
    first = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="+")
    articles = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "first", "second"], name="tie_once")]
        indexes = [models.Index(fields=["dossier", "-articles"], name="tie_strongest")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class TieWords(models.Model):
    """An article of a dossier in which two actors are tied, and the words that tie them: the tie's evidence."""

    tie = models.ForeignKey(DossierTie, on_delete=models.CASCADE, related_name="words", db_index=False)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    field = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["tie", "-at"], name="tie_words_latest")]

    def __str__(self) -> str:
        return self.exact


class LineKind(models.TextChoices):
    """What stands on a dossier's line of time."""

    STORY = "story"
    STATEMENT = "statement"
    EVENT = "event"
    COMMITMENT = "commitment"
    FIGURE = "figure"
    CONTRADICTION = "contradiction"
    GOAL = "goal"


class DossierLine(models.Model):
    """One thing on a dossier's line of time, made anew with its story.

    ``at`` orders it: midnight (observatory's time zone) of its first day for an event, else publication of the first
    member of the story that tells it. ``begin`` and ``end`` are the ISO 8601 dates of an event in their own precision.
    ``followed`` is the shared statement, event or contradiction behind it, ``fact`` the fact that represents it,
    ``promise`` the place in the ledger of a commitment or of progress that a story tells. ``key`` is the same for the
    same thing over stories: of a figure its series (unit and what is counted). ``langs`` is the sum of `LANG_BITS`,
    ``articles`` and ``voices`` count the members that tell it and their independent sources, ``parts`` are numbers of
    parts. ``source`` and ``lang`` are those of the article that is shown for it.
    """

    LANG_BITS = {"fr": 1, "ar": 2, "es": 4, "en": 8}
    OTHER_LANG = 16

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="lines", db_index=False)
    story = models.ForeignKey("Story", on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=13, choices=LineKind.choices)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    begin = models.CharField(max_length=25, blank=True)
    end = models.CharField(max_length=25, blank=True)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="lines")
    fact = models.ForeignKey("Fact", null=True, on_delete=models.CASCADE, related_name="lines")
    followed = models.ForeignKey("Followed", null=True, on_delete=models.CASCADE, related_name="lines")
    promise = models.ForeignKey("Promise", null=True, on_delete=models.SET_NULL, related_name="lines")
    entity = models.ForeignKey("Entity", null=True, on_delete=models.SET_NULL, related_name="lines")
    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="+", db_index=False)
    lang = models.CharField(max_length=5, blank=True)
    langs = models.PositiveSmallIntegerField(default=0)
    articles = models.PositiveIntegerField(default=1)
    voices = models.PositiveIntegerField(default=1)
    parts = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "kind", "-at", "langs"], name="line_of_kind"),
            models.Index(fields=["dossier", "-at", "langs"], name="line_latest"),
            models.Index(fields=["dossier", "story"], name="line_of_story"),
            models.Index(fields=["dossier", "entity", "-at", "langs"], name="line_of_entity"),
            models.Index(
                fields=["dossier", "promise"], condition=models.Q(promise__isnull=False), name="line_of_promise"
            ),
            models.Index(fields=["dossier", "kind", "key", "-at"], name="line_of_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DossierSeries(models.Model):
    """Figures of one unit and of one thing counted in a dossier, with how many lines there are of it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="series", db_index=False)
    key = models.CharField(max_length=64)
    unit = models.CharField(max_length=60)
    counted = models.CharField(max_length=200, blank=True)
    lines = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="series_once")]
        indexes = [models.Index(fields=["dossier", "-lines"], name="series_most_told")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key}"
