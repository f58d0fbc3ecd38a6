"""One score row an account, which pages read; a recompute of all replaces the whole table at once (scoring.tables)."""

from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django_countries.fields import CountryField

from discovery.models import Account
from scoring.models.benchmarks import BenchmarkVersion


class Tier(models.TextChoices):
    NANO = "nano", "Nano"
    MICRO = "micro", "Micro"
    MACRO = "macro", "Macro"
    CELEBRITY = "celebrity", "Celebrity"


class AccountScoreQuerySet(models.QuerySet["AccountScore"]):
    def ranked(self) -> Self:
        """Best first; accounts without a fit ("not enough data") after all others."""
        return self.order_by(F("fit").desc(nulls_last=True), "account_id")


class AccountScore(models.Model):
    """One account's scores, every number they recombine from, and narrow copies of the facts that lists filter and sort by.

    Parts are 0..100 rounded to 0.1, confidence, coverage and sweet_spot 0..1 rounded to 0.001, deductions and peer_trust
    rounded to 0.1, fit to 0.01: results are computed from the rounded numbers, so anyone can recombine them.
    """

    # Without the database's own constraint: the table is replaced as a whole, and checking a million rows would take longer than writing
    # them. Whatever points nowhere is swept away when it is published.
    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="score", db_constraint=False)
    method_version = models.CharField(max_length=40)
    benchmark_version = models.ForeignKey(
        BenchmarkVersion, on_delete=models.PROTECT, related_name="scores", db_constraint=False, db_index=False
    )
    computed_at = models.DateTimeField()

    # Narrow copies of facts.
    platform = models.CharField(max_length=20)
    handle_key = models.CharField(max_length=300, help_text="Lower-case handle, else title: what sorting by name goes by.")
    country = CountryField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    followers = models.BigIntegerField(null=True)
    last_seen = models.DateField(null=True)

    tier = models.CharField(max_length=10, choices=Tier.choices, blank=True)
    sweet_spot = models.FloatField(null=True)
    rate = models.FloatField(null=True, help_text="The engagement rate that was compared, by `rate_definition`.")
    rate_definition = models.CharField(max_length=12, blank=True)
    engagements = models.FloatField(
        null=True, help_text="The likes and comments per post that the rate was made of: expected engaged peers."
    )
    rate_vs_peers = models.FloatField(null=True, help_text="The rate over its peers' middle (the `average` edge): 2.1 is 2.1 times.")

    response = models.FloatField(null=True)
    conversation = models.FloatField(null=True)
    natural_growth = models.FloatField(null=True)
    steadiness = models.FloatField(null=True)
    reciprocity = models.FloatField(null=True)
    details = models.JSONField(
        default=dict,
        db_default=Value({}, output_field=models.JSONField()),
        help_text="Of a release before: explanations are replayed from the history now.",
    )
    coverage = models.FloatField()
    snapshots = models.IntegerField()
    span_days = models.IntegerField()
    age_days = models.IntegerField(null=True)
    confidence = models.FloatField()
    deductions = models.FloatField()
    peer_trust = models.FloatField(null=True)
    fit = models.FloatField(null=True)
    growth = models.FloatField(null=True, help_text="Of followers per 30 days, 0.02 for 2 %, without jumps.")
    flags = models.JSONField(
        default=list,
        db_default=Value([], output_field=models.JSONField()),
        help_text="Each with kind, from_day, to_day, dismissed, and its numbers.",
    )
    flag_count = models.IntegerField(default=0, db_default=0, help_text="Of those that nobody dismissed.")

    objects = AccountScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(confidence__range=(0, 1), coverage__range=(0, 1)), name="score_shares_in_range"),
            models.CheckConstraint(condition=Q(sweet_spot__range=(0, 1)) | Q(sweet_spot__isnull=True), name="score_sweet_spot_in_range"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}__range": (0, 100)}) | Q(**{f"{part}__isnull": True}), name=f"score_{part}_in_range"
                )
                for part in ("response", "conversation", "natural_growth", "steadiness", "reciprocity")
            ),
            models.CheckConstraint(condition=Q(peer_trust__range=(0, 100)) | Q(peer_trust__isnull=True), name="score_peer_trust_in_range"),
            models.CheckConstraint(condition=Q(fit__range=(0, 100)) | Q(fit__isnull=True), name="score_fit_in_range"),
            models.CheckConstraint(
                condition=Q(fit__isnull=True) | Q(peer_trust__isnull=False, sweet_spot__isnull=False), name="score_fit_has_both"
            ),
        ]
        indexes = [
            *(
                models.Index(F(name).desc(nulls_last=True), F("account_id"), name=f"score_{name}")
                for name in ("fit", "followers", "peer_trust", "confidence", "rate_vs_peers", "last_seen")
            ),
            models.Index(F("platform"), F("fit").desc(nulls_last=True), F("account_id"), name="score_platform_fit"),
            models.Index(F("tier"), F("fit").desc(nulls_last=True), F("account_id"), name="score_tier_fit"),
            models.Index(F("country"), F("fit").desc(nulls_last=True), F("account_id"), name="score_country_fit"),
            models.Index(F("handle_key"), F("account_id"), name="score_handle"),
        ]

    def __str__(self) -> str:
        return f"score of {self.account_id}"
