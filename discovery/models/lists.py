"""Creator lists: one uploaded file each, what was found in it, and what became of its rows."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Cast
from django.utils import timezone

from discovery.models.creators import Platform


class Source(models.Model):
    """Who states the numbers: a data provider, an agency, one's own research. Not the file they came in."""

    name = models.CharField(max_length=100, unique=True)
    may_be_scored = models.BooleanField(
        default=True, help_text="Off where the provider's terms bar derived scores: its numbers are shown, never scored."
    )
    is_sample = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="On for the invented accounts of a first look; pages say so."
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="source_has_name")]

    def __str__(self) -> str:
        return self.name


class CreatorListQuerySet(models.QuerySet["CreatorList"]):
    def abandoned(self, now: datetime) -> Self:
        """Loads that are queued or running though no worker holds them: its lease ran out."""
        return self.filter(state__in=[CreatorList.State.QUEUED, CreatorList.State.LOADING], lease_until__lt=now)

    def of_sample(self) -> Self:
        """The lists that brought the sample data."""
        return self.filter(source__is_sample=True)

    def sample_ids(self) -> frozenset[int]:
        """Of those lists. An account is a sample account while its `created_by_list_id` is one of them."""
        return frozenset(self.of_sample().values_list("pk", flat=True))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class CreatorList(models.Model):
    """One uploaded file, its column mapping, and what became of each row."""

    class State(models.TextChoices):
        DRAFT = "draft", "Waiting for you"
        QUEUED = "queued", "Queued"
        LOADING = "loading", "Loading"
        LOADED = "loaded", "Loaded"
        FAILED = "failed", "Failed"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    name = models.CharField(max_length=255, help_text="The file's name as it was uploaded.")
    file = models.FileField(upload_to="lists/%Y/%m/", blank=True, help_text="Empty once the upload expired.")
    table = models.FileField(
        upload_to="lists/%Y/%m/",
        blank=True,
        db_default="",
        help_text="The rows as a plain table, where the upload is a workbook or JSON; empty where it is text, and once it expired.",
    )
    size = models.BigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="lists")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="lists")
    created_at = models.DateTimeField(default=timezone.now)
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The list whose rows these are, matched to accounts by a person.",
    )

    # What was found in the file and chosen for it; the shapes are FileFormat's and Mapping's in discovery.importing.
    file_format = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    platform = models.CharField(max_length=20, choices=Platform.choices, blank=True, help_text="For rows that name none.")
    taken_on = models.DateField(null=True, blank=True, help_text="The day of the counts, for rows that name none.")

    checked = models.JSONField(
        default=dict,
        db_default=models.Value({}, output_field=models.JSONField()),
        blank=True,
        help_text="What the whole file would do by what is chosen; the shape is Check's in discovery.importing.",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    message = models.TextField(blank=True, help_text="Why it failed, in a sentence.")
    attempts = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    bytes_done = models.BigIntegerField(default=0)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True, help_text="When the touched accounts' scores were published.")
    undone_at = models.DateTimeField(null=True, blank=True)

    # The outcomes: every row has exactly one.
    rows = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    unmatched = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    gathered = models.BigIntegerField(default=0, db_default=0, help_text="Further posts of an account, gathered into its averages.")
    left_out = models.BigIntegerField(
        default=0, db_default=0, help_text="Rows that are no account's and need no mending: headings, totals, notes, names of columns."
    )
    suppressed = models.BigIntegerField(
        default=0, db_default=0, help_text="Rows of people who asked not to be listed; nothing is kept of them."
    )
    snapshots = models.BigIntegerField(default=0, help_text="Snapshots that were new or changed.")

    objects = CreatorListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="loaded")
                | Q(
                    rows=F("created")
                    + F("updated")
                    + F("unchanged")
                    + F("duplicates")
                    + F("unmatched")
                    + F("rejected")
                    + F("gathered")
                    + F("suppressed")
                    + F("left_out")
                ),
                name="list_rows_add_up",
            ),
            models.CheckConstraint(condition=Q(platform__in=["", *Platform.values]), name="list_platform_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "queued", "loading", "loaded", "failed", "undoing", "undone"]), name="list_state_known"
            ),
            models.CheckConstraint(condition=Q(size__gte=0, bytes_done__gte=0), name="list_sizes_not_negative"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="list_newest"), models.Index(fields=["sha256"], name="list_digest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.LOADING, self.State.UNDOING)


class ListProgress(models.Model):
    """How far the worker is with a list, written twice a second.

    Apart from the list: each row that a load stores is checked against the list's own, and would walk all versions of that.
    """

    class Stage(models.TextChoices):
        """What the worker is at; the wizard says it beside the bar."""

        READING = "reading", "Reading rows"
        STORING = "storing", "Storing accounts and counts"
        SCORING = "scoring", "Scoring"
        UNDOING = "undoing", "Taking it back"

    creator_list = models.OneToOneField(CreatorList, on_delete=models.CASCADE, primary_key=True, related_name="progress")
    attempt = models.IntegerField(help_text="The list's attempt that this is of.")
    stage = models.CharField(max_length=10, choices=Stage.choices, blank=True)
    share_done = models.FloatField(default=0, help_text="How much of the work is done, 0 to 1.")
    rows_done = models.BigIntegerField(default=0, help_text="Rows read so far.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(share_done__gte=0, share_done__lte=1), name="progress_share_from_0_to_1")]

    def __str__(self) -> str:
        return f"{self.share_done:.0%} of list {self.creator_list_id}"


class RowReport(models.Model):
    """A row that did not simply load, and why. `cells` are the file's own, so that it can be mended and imported again.

    A row that speaks of accounts on several platforms has a report for each that did not; of a tracker each count is a row of its own,
    on the line that it stands in.
    """

    class Outcome(models.TextChoices):
        REJECTED = "rejected", "Rejected"
        LEFT_OUT = "left_out", "Left out: no account"
        UNMATCHED = "unmatched", "To be matched"
        DUPLICATE = "duplicate", "Duplicate"
        NOTED = "noted", "Loaded, with a remark"

    creator_list = models.ForeignKey(CreatorList, on_delete=models.CASCADE, related_name="reports")
    line = models.BigIntegerField(help_text="The file's line on which the row starts, from 1.")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    part = models.CharField(
        max_length=20, blank=True, db_default="", help_text="The platform, where the row speaks of accounts on several; else empty."
    )
    matched_in = models.BigIntegerField(
        null=True,
        blank=True,
        help_text="The id of the list that continues this one with the account a person matched the row to; void where that is gone.",
    )
    problems = models.JSONField(default=list, help_text="[{column, value, reason}, …]")
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint("creator_list", "line", "part", MD5(Cast("cells", models.TextField())), name="report_once_its_cells"),
            models.CheckConstraint(condition=Q(line__gte=1), name="report_line_from_one"),
            models.CheckConstraint(
                condition=Q(outcome__in=["rejected", "left_out", "unmatched", "duplicate", "noted"]), name="report_outcome_known"
            ),
        ]
        indexes = [models.Index(fields=["creator_list", "outcome", "line"], name="report_by_outcome")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.get_outcome_display()}"

    @property
    def part_label(self) -> str:
        """The platform as people write it; "" where the row speaks of one account."""
        return Platform(self.part).label if self.part else ""
