"""Creators, their accounts, and the dated counts that sources stated of them."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField


class Platform(models.TextChoices):
    INSTAGRAM = "instagram", "Instagram"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    TWITCH = "twitch", "Twitch"
    X = "x", "X"
    FACEBOOK = "facebook", "Facebook"
    THREADS = "threads", "Threads"
    PINTEREST = "pinterest", "Pinterest"
    SNAPCHAT = "snapchat", "Snapchat"
    LINKEDIN = "linkedin", "LinkedIn"
    REDDIT = "reddit", "Reddit"
    TELEGRAM = "telegram", "Telegram"
    VK = "vk", "VK"
    RUTUBE = "rutube", "Rutube"
    BLUESKY = "bluesky", "Bluesky"
    KICK = "kick", "Kick"
    BILIBILI = "bilibili", "Bilibili"
    DOUYIN = "douyin", "Douyin"
    WEIBO = "weibo", "Weibo"
    XIAOHONGSHU = "xiaohongshu", "Xiaohongshu"
    SOOP = "soop", "SOOP"
    CHZZK = "chzzk", "CHZZK"


class RateDefinition(models.TextChoices):
    """What a rate divides (likes + comments) by; a source that does not say is never scored."""

    PER_FOLLOWER = "per_follower", "per follower"
    PER_VIEW = "per_view", "per view"
    UNSTATED = "unstated", "not stated"


# PostgreSQL's words for what an address must not hold, inside brackets: white space, control and invisible characters.
UNPRINTED = r"[:space:][:cntrl:]\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF"
# Before it there was no platform to count on.
EARLIEST = date(2004, 1, 1)
_PEOPLE, _PER_POST = 10_000_000_000, 100_000_000_000
# What no count exceeds: no more people than the world has, no post that everybody answers ten times, a rate of 10,000 %.
MOST = {
    **dict.fromkeys(("followers", "following", "posts"), _PEOPLE),
    **dict.fromkeys(("likes", "comments", "shares", "views", "engagements"), _PER_POST),
    "engagement_rate": 100,
}


class Creator(models.Model):
    """A person, brand, animal or group who publishes; owns one or more accounts."""

    name = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now())
    created_by_list = models.ForeignKey("discovery.CreatorList", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.name or f"creator {self.pk}"


class AccountQuerySet(models.QuerySet["Account"]):
    def at(self, platform: str, key: str) -> Self:
        """The account whose address is /creators/<platform>/<key>/: a handle in any case, or `id:` and the platform's id."""
        # What the partial unique indexes leave out is left out here too: PostgreSQL uses them only where a query says so itself.
        if key.startswith("id:"):
            return self.filter(platform=platform, external_id=key.removeprefix("id:")).exclude(external_id="")
        return self.alias(handle_key=Lower("handle")).filter(platform=platform, handle_key=Lower(Value(key))).exclude(handle="")

    def formerly_at(self, platform: str, handle: str) -> Self:
        """Accounts on the platform that had the handle, in any case, before they were renamed; who had it last comes first."""
        had = self.alias(former_key=Lower("former_handles__handle")).filter(platform=platform, former_key=Lower(Value(handle)))
        return had.order_by("-former_handles__replaced_at", "-pk")


class Account(models.Model):
    """A creator's presence on one platform, as the newest list that said so describes it."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="accounts")
    platform = models.CharField(max_length=20, choices=Platform.choices)
    handle = models.CharField(max_length=100, blank=True, help_text="As written, without @; compared regardless of case.")
    external_id = models.CharField(max_length=100, blank=True, help_text="The platform's own id; case counts.")
    title = models.CharField(max_length=300, blank=True, help_text="The display name.")
    bio = models.TextField(blank=True)
    country = CountryField(blank=True)
    language = models.CharField(max_length=10, blank=True, help_text="ISO 639 code.")
    topics = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    field_lists = models.JSONField(
        default=dict, blank=True, help_text="Which list each descriptive value came from, {field: list id}; lists name their source."
    )
    created_at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now())
    created_by_list = models.ForeignKey("discovery.CreatorList", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # A handle is indexed twice, whole and in its pieces: daniel.labelle is found by "labelle" too.
    search = models.GeneratedField(
        expression=SearchVector(
            "title",
            "handle",
            Func(F("handle"), Value(r"[._\-]+"), Value(" "), Value("g"), function="regexp_replace"),
            "bio",
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(platform__in=Platform.values), name="account_platform_known"),
            models.CheckConstraint(
                condition=~Q(handle="") | ~Q(external_id=""),
                name="account_has_handle_or_id",
                violation_error_message="Give a handle or the platform's id.",
            ),
            models.CheckConstraint(
                condition=Q(handle__regex=rf"^(?!id:)[^/{UNPRINTED}]*$"),
                name="account_handle_fits_an_address",
                violation_error_message="A handle has no spaces, slashes or invisible characters, and does not start with id:",
            ),
            models.CheckConstraint(
                condition=Q(external_id__regex=rf"^[^{UNPRINTED}]*$"),
                name="account_external_id_fits_an_address",
                violation_error_message="A platform's id has no spaces or invisible characters.",
            ),
            models.UniqueConstraint(F("platform"), Lower("handle"), condition=~Q(handle=""), name="account_handle_once"),
            models.UniqueConstraint(fields=["platform", "external_id"], condition=~Q(external_id=""), name="account_external_id_once"),
        ]
        indexes = [GinIndex(fields=["search"], name="account_search"), GinIndex(fields=["topics"], name="account_topics")]

    def __str__(self) -> str:
        return f"{self.get_platform_display()} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("account", args=[self.platform, self.handle or f"id:{self.external_id}"])

    @property
    def label(self) -> str:
        """How people name it: @handle, else the title, else the platform's id."""
        return f"@{self.handle}" if self.handle else self.title or self.external_id


class Snapshot(models.Model):
    """What an account's counts were on one day, as one source stated them. Averages are per post."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="snapshots")
    taken_on = models.DateField()
    source = models.ForeignKey("discovery.Source", on_delete=models.PROTECT, related_name="snapshots")
    creator_list = models.ForeignKey(
        "discovery.CreatorList", on_delete=models.SET_NULL, null=True, blank=True, related_name="loaded_snapshots"
    )
    followers = models.BigIntegerField(null=True, blank=True)
    following = models.BigIntegerField(null=True, blank=True)
    posts = models.BigIntegerField(null=True, blank=True)
    likes = models.FloatField(null=True, blank=True)
    comments = models.FloatField(null=True, blank=True)
    shares = models.FloatField(null=True, blank=True)
    views = models.FloatField(null=True, blank=True)
    engagements = models.FloatField(null=True, blank=True, help_text="Likes and comments together, where only their sum is known.")
    engagement_rate = models.FloatField(null=True, blank=True, help_text="As the source stated it, 0.034 for 3.4 %.")
    rate_definition = models.CharField(max_length=12, choices=RateDefinition.choices, blank=True)
    posts_measured = models.IntegerField(null=True, blank=True, help_text="How many posts a list gave one by one; averages are over these.")
    medians = models.JSONField(
        default=dict,
        db_default=Value({}, output_field=models.JSONField()),
        blank=True,
        help_text="Of those posts, {likes, comments, shares, views: median}.",
    )
    extra = models.JSONField(default=dict, blank=True, help_text="The list's other columns, as they came.")
    field_lists = models.JSONField(
        default=dict,
        db_default=Value({}, output_field=models.JSONField()),
        blank=True,
        help_text="Which list each number came from, {field: list id}, where that is not `creator_list`.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "taken_on", "source"], name="snapshot_once_a_day_and_source"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__range": (0, most)}) | Q(**{f"{name}__isnull": True}),
                    name=f"snapshot_{name}_in_range",
                    violation_error_message=f"{name.replace('_', ' ').capitalize()} must be between 0 and {most:,}.",
                )
                for name, most in MOST.items()
            ),
            models.CheckConstraint(
                condition=Q(taken_on__range=(EARLIEST, date(2199, 12, 31))),
                name="snapshot_day_is_plausible",
                violation_error_message=f"The day must not lie before {EARLIEST}.",
            ),
            models.CheckConstraint(
                condition=Q(engagement_rate__isnull=True, rate_definition="")
                | Q(engagement_rate__isnull=False, rate_definition__in=RateDefinition.values),
                name="snapshot_rate_has_definition",
            ),
            models.CheckConstraint(condition=Q(posts_measured__gte=1), name="snapshot_posts_measured_some"),
        ]
        indexes = [models.Index(fields=["creator_list"], name="snapshot_list")]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.taken_on}"


def words_query(words: str) -> SearchQuery | None:
    """Accounts that have every word, each as a prefix, in name, handle or bio; None where `words` has no word in it."""
    terms = "".join(character if character.isalnum() else " " for character in words).split()
    return SearchQuery(" & ".join(f"{term}:*" for term in terms), config="simple", search_type="raw") if terms else None
