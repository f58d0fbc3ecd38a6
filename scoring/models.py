"""What scoring keeps: the published reference tables, the benchmarks in force, and one score row an account, which pages read."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django_countries.fields import CountryField

from discovery.models import Account, Platform, RateDefinition


class Tier(models.TextChoices):
    NANO = "nano", "Nano"
    MICRO = "micro", "Micro"
    MACRO = "macro", "Macro"
    CELEBRITY = "celebrity", "Celebrity"


class Measure(models.TextChoices):
    """What is compared with peers. The first two are rates (0.034 for 3.4 %), the third a count."""

    PER_FOLLOWER = RateDefinition.PER_FOLLOWER.value, "engagement per follower"
    PER_VIEW = RateDefinition.PER_VIEW.value, "engagement per view"
    COMMENTS_PER_100_LIKES = "comments_per_100_likes", "comments per 100 likes"


class Band(models.Model):
    """Four edges of a five-step quality scale for one platform, measure and size of account."""

    platform = models.CharField(max_length=20, choices=Platform.choices)
    measure = models.CharField(max_length=25, choices=Measure.choices)
    followers_from = models.BigIntegerField(help_text="The size band's lower edge.")
    below_average = models.FloatField(help_text="Under it: low.")
    average = models.FloatField()
    above_average = models.FloatField()
    high = models.FloatField()

    class Meta:
        abstract = True
        ordering = ["platform", "measure", "followers_from"]


def _edges_rise(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(below_average__gt=0, average__gt=F("below_average"), above_average__gt=F("average"), high__gt=F("above_average")),
        name=name,
        violation_error_message="The four edges must rise: below average, average, above average, high.",
    )


class ReferenceBand(Band):
    """A published table's row. Edited in the admin; a change takes effect with the next recompute of all accounts."""

    source = models.CharField(max_length=300)
    year = models.IntegerField()

    class Meta(Band.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["platform", "measure", "followers_from"], name="reference_once_a_band"),
            _edges_rise("reference_edges_rise"),
        ]

    def __str__(self) -> str:
        return f"{self.get_platform_display()} {self.get_measure_display()} from {self.followers_from} ({self.source}, {self.year})"


class BenchmarkVersion(models.Model):
    """Benchmarks as they were published together; every score names the one it used."""

    published_at = models.DateTimeField(default=timezone.now)
    method_version = models.CharField(max_length=40)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"benchmarks {self.pk}"


class Benchmark(Band):
    """A reference band blended with what the installation's own accounts of that band show."""

    version = models.ForeignKey(BenchmarkVersion, on_delete=models.CASCADE, related_name="benchmarks")
    own_accounts = models.BigIntegerField(help_text="Accounts of one's own in the band.")
    own_weight = models.FloatField(help_text="Their share of the edges, 0 to 1; the rest is the reference's.")
    reference = models.CharField(max_length=320, blank=True, help_text="The reference's source and year; blank where there is none.")

    class Meta(Band.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["version", "platform", "measure", "followers_from"], name="benchmark_once_a_band"),
            _edges_rise("benchmark_edges_rise"),
        ]

    def __str__(self) -> str:
        return f"{self.get_platform_display()} {self.get_measure_display()} from {self.followers_from}"


class AccountScoreQuerySet(models.QuerySet["AccountScore"]):
    def ranked(self) -> Self:
        """Best first; accounts without a fit ("not enough data") after all others."""
        return self.order_by(F("fit").desc(nulls_last=True), "account_id")


class AccountScore(models.Model):
    """One account's scores, every number they recombine from, and narrow copies of the facts that lists filter and sort by.

    Parts are 0..100 rounded to 0.1, confidence, coverage and sweet_spot 0..1 rounded to 0.001, deductions and peer_trust
    rounded to 0.1, fit to 0.01: results are computed from the rounded numbers, so anyone can recombine them.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="score")
    method_version = models.CharField(max_length=40)
    benchmark_version = models.ForeignKey(BenchmarkVersion, on_delete=models.PROTECT, related_name="scores")
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
    details = models.JSONField(default=dict, help_text="{part: the numbers it used}; scoring.formulas.explain gives the keys.")
    coverage = models.FloatField()
    snapshots = models.IntegerField()
    span_days = models.IntegerField()
    age_days = models.IntegerField(null=True)
    confidence = models.FloatField()
    deductions = models.FloatField()
    peer_trust = models.FloatField(null=True)
    fit = models.FloatField(null=True)

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
