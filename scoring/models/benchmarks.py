"""The published reference tables, and the benchmarks that were made of them and of one's own accounts, each with its version."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from discovery.models import Platform, RateDefinition


class Measure(models.TextChoices):
    """What is compared with peers. The first two are rates (0.034 for 3.4 %), the third a count, the fourth a share, the last a spread
    of logarithms.
    """

    PER_FOLLOWER = RateDefinition.PER_FOLLOWER.value, "engagement per follower"
    PER_VIEW = RateDefinition.PER_VIEW.value, "engagement per view"
    COMMENTS_PER_100_LIKES = "comments_per_100_likes", "comments per 100 likes"
    GROWTH_PER_30_DAYS = "growth_per_30_days", "growth of followers per 30 days"
    RATE_SPREAD = "rate_spread", "spread of the engagement rate"


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
    """A published table's row. Edited in the admin, which has all scores recomputed then."""

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
    """Benchmarks as they were published together; every score names the one it used. Where a run makes them they wait for its end."""

    published_at = models.DateTimeField(default=timezone.now, null=True, help_text="Empty until the scores that use it are published.")
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
    lowest = models.FloatField(null=True, help_text="The lower of the low edges of the reference and of one's own accounts.")
    highest = models.FloatField(null=True, help_text="The higher of their high edges.")
    reference = models.CharField(max_length=320, blank=True, help_text="The reference's source and year; blank where there is none.")

    class Meta(Band.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["version", "platform", "measure", "followers_from"], name="benchmark_once_a_band"),
            _edges_rise("benchmark_edges_rise"),
        ]

    def __str__(self) -> str:
        return f"{self.get_platform_display()} {self.get_measure_display()} from {self.followers_from}"
