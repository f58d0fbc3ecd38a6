"""Recomputes of all scores: each a row with its units of work, and what they keep from one to the next.

A unit is done by whichever worker holds its row's lock, so one that dies gives it back by itself. scoring.working works them off.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from scoring.models.benchmarks import BenchmarkVersion
from scoring.models.methods import MethodVersion


class ScoringRun(models.Model):
    """One recompute of all scores, from its request to what it moved. At most one runs; one more may wait for its end."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        STOPPED = "stopped", "Stopped"

    class Stage(models.IntegerChoices):
        FEATURES = 1, "Reading histories"
        BENCHMARKS = 2, "Comparing peers"
        SCORES = 3, "Scoring"
        INDEXES = 4, "Indexing"
        PUBLISHING = 5, "Publishing"

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    stage = models.IntegerField(choices=Stage.choices, default=Stage.FEATURES)
    reason = models.CharField(max_length=200, help_text="Why it was asked for.")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    from_nothing = models.BooleanField(default=False, help_text="Read every history anew, whatever is kept of it.")
    every_score = models.BooleanField(
        default=False, db_default=False, help_text="Publish new benchmarks and every score, however little moved."
    )
    moment = models.DateTimeField(help_text="The time that ages are counted to, and that its scores carry.")
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        help_text="Empty where a command did, or nobody; when stands in finished_at.",
    )
    method = models.ForeignKey(MethodVersion, on_delete=models.PROTECT, related_name="runs", null=True)
    benchmark_version = models.ForeignKey(BenchmarkVersion, on_delete=models.SET_NULL, related_name="runs", null=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(default=timezone.now, help_text="When a worker last said that it goes on.")
    attempts = models.IntegerField(default=0, help_text="How often beat found it abandoned.")
    accounts = models.BigIntegerField(default=0, help_text="Whose scores stand by it.")
    touched = models.BigIntegerField(null=True, help_text="How many alone were scored, where the benchmarks stood; NULL where all were.")
    consumed = ArrayField(models.BigIntegerField(), default=list, help_text="The rows of ScoresDue that it takes account of.")
    message = models.TextField(blank=True, help_text="Why it failed.")
    summary = models.JSONField(default=dict, help_text="What it moved; scoring.movement gives the keys.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="queued"), name="one_queued_run"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="one_running_run"),
        ]

    def __str__(self) -> str:
        return f"run {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class RunUnit(models.Model):
    """A piece of a run that one worker does in one transaction: a block of accounts, an index, or a step of its own."""

    run = models.ForeignKey(ScoringRun, on_delete=models.CASCADE, related_name="units")
    stage = models.IntegerField(choices=ScoringRun.Stage.choices)
    number = models.BigIntegerField(help_text="Of the block of accounts, or of the step.")
    changed = ArrayField(models.BigIntegerField(), null=True, help_text="The block's accounts to read anew; NULL for all of them.")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "stage", "number"], name="unit_once_a_run")]
        indexes = [models.Index(F("run"), F("stage"), F("number"), condition=Q(done_at__isnull=True), name="unit_open")]

    def __str__(self) -> str:
        return f"unit {self.stage}.{self.number} of run {self.run_id}"


class FeatureBlock(models.Model):
    """What was read from a block of accounts' histories, as matrices in NumPy's format: a recompute reads anew only what changed.

    The table is unlogged and in no backup: whatever is missing is read anew.
    """

    number = models.BigIntegerField(primary_key=True, help_text="Account ids divided by scoring.blocks.SIZE.")
    version = models.CharField(max_length=40, help_text="Of the constants and formulas that features depend on.")
    accounts = models.IntegerField(help_text="How many the block had.")
    ids_sum = models.BigIntegerField(help_text="The sum of their ids: whether accounts came or went is seen by both.")
    features = models.BinaryField()
    events = models.BinaryField()
    peers = models.BinaryField(help_text="What benchmarks are made of.")
    beside_features = models.BinaryField(
        default=b"", db_default=b"", help_text="Of accounts that were read again since the block was written."
    )
    beside_events = models.BinaryField(default=b"", db_default=b"")
    beside_peers = models.BinaryField(default=b"", db_default=b"")

    def __str__(self) -> str:
        return f"features of block {self.number}"


class ScoresDue(models.Model):
    """Accounts whose facts changed: `scored_at` is empty until they are scored by themselves. The next recompute of all reads their
    histories anew and takes the row away.
    """

    account_ids = ArrayField(models.BigIntegerField())
    created_at = models.DateTimeField(default=timezone.now)
    scored_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(F("id"), condition=Q(scored_at__isnull=True), name="scores_due")]

    def __str__(self) -> str:
        return f"{len(self.account_ids)} accounts due"
