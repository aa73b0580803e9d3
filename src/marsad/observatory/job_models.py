"""Tables of the pipeline itself: the outbox, how far the archive's files are known, and settings."""

from __future__ import annotations

from django.db import models


class Stage(models.TextChoices):
    """The stages after the archive, in order."""

    READ = "read"
    ANNOTATE = "annotate"
    GROUP = "group"
    INDEX = "index"


class JobState(models.TextChoices):
    """A failed job is kept with its reason; it is never dropped."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One stage of one capture under one version of that stage's code. A pending job may be leased.

    ``crashes`` counts the workers that died over it while their supervisor lived to see it.
    """

    stage = models.CharField(max_length=10, choices=Stage.choices)
    capture = models.ForeignKey("Capture", on_delete=models.CASCADE, related_name="jobs")
    version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.PENDING)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    crashes = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "capture", "version"], name="job_once")]
        indexes = [models.Index(fields=["stage", "state", "capture"])]

    def __str__(self) -> str:
        return f"{self.stage} {self.capture} {self.state}"


class ArchiveTail(models.Model):
    """How far each WARC file is known to the table of captures; what lies beyond is adopted or cut at start."""

    warc_file = models.CharField(max_length=255, primary_key=True)
    committed = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.warc_file} {self.committed}"


class Setting(models.Model):
    """Small facts about this observatory: the versions of analyser and encoder that made what is derived."""

    key = models.CharField(max_length=50, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.key
