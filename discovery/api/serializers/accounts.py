"""How the API shows accounts, their creators and their snapshots. Reading alone: accounts come in by lists."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from discovery.histories import Counts, latest_counts
from discovery.models import Account, CreatorList, Platform, RateDefinition
from discovery.profiles import profile_address
from scoring.flagged import flags_of
from scoring.formulas.kinds import KINDS
from scoring.models import AccountScore, Tier

UNKNOWN = "Null where it is not known."


class AccountFacts(NamedTuple):
    """An account with what other tables say of it; `rank` is None outside a ranked list, `score` where it was never scored."""

    account: Account
    score: AccountScore | None
    counts: Counts
    is_sample: bool
    rank: int | None = None


def facts_of(accounts: Sequence[Account], first_rank: int | None = None) -> list[AccountFacts]:
    """Accounts, loaded with their scores, as AccountSerializer shows them; the first one's rank where they are ranked."""
    counts, sample = latest_counts([account.pk for account in accounts]), CreatorList.objects.sample_ids()
    return [
        AccountFacts(
            account,
            getattr(account, "score", None),
            counts[account.pk],
            account.created_by_list_id in sample,
            None if first_rank is None else first_rank + place,
        )
        for place, account in enumerate(accounts)
    ]


class PartsSerializer(serializers.Serializer[Any]):
    """Peer trust's parts, 0 to 100 each; null where the account's data do not show it."""

    response = serializers.FloatField(allow_null=True)
    conversation = serializers.FloatField(allow_null=True)
    natural_growth = serializers.FloatField(allow_null=True)
    steadiness = serializers.FloatField(allow_null=True)
    reciprocity = serializers.FloatField(allow_null=True)


class FlagSerializer(serializers.Serializer[Any]):
    """A dated reason for doubt; its days and kind name it."""

    kind = serializers.ChoiceField(KINDS)
    from_day = serializers.DateField(help_text="Of the earlier of the two snapshots that it was read from.")
    to_day = serializers.DateField(help_text="Of the later one.")
    dismissed = serializers.BooleanField(help_text="Whether somebody found an innocent cause: it changes no score then.")
    deducts = serializers.FloatField(help_text="Points of peer trust that it takes by itself; most flags act through their part alone.")


class AccountUrlsSerializer(serializers.Serializer[Any]):
    api = serializers.URLField(help_text="This account in the API.")
    page = serializers.URLField(help_text="Its page, for people.")
    profile = serializers.URLField(allow_null=True, help_text="Its profile on the platform; null where no address is known.")


class AccountSerializer(serializers.Serializer[Any]):
    """An account and its scores. The method is described in scoring/README.md."""

    id = serializers.IntegerField(source="account.pk")
    creator = serializers.IntegerField(source="account.creator_id", help_text="The creator's id.")
    platform = serializers.ChoiceField(Platform.choices, source="account.platform")
    handle = serializers.CharField(source="account.handle", allow_blank=True, help_text="Without @; empty where only the id is known.")
    external_id = serializers.CharField(source="account.external_id", allow_blank=True, help_text="The platform's own id, or empty.")
    name = serializers.CharField(source="account.title", allow_blank=True, help_text="The display name.")
    bio = serializers.CharField(source="account.bio", allow_blank=True)
    country = serializers.CharField(source="account.country.code", allow_blank=True, help_text="ISO 3166-1 alpha-2, or empty.")
    language = serializers.CharField(source="account.language", allow_blank=True, help_text="ISO 639, or empty.")
    topics = serializers.ListField(child=serializers.CharField(), source="account.topics")
    followers = serializers.IntegerField(source="score.followers", allow_null=True, help_text=UNKNOWN)
    following = serializers.IntegerField(source="counts.following", allow_null=True, help_text=UNKNOWN)
    posts = serializers.IntegerField(source="counts.posts", allow_null=True, help_text=UNKNOWN)
    tier = serializers.ChoiceField(Tier.choices, source="score.tier", allow_null=True, allow_blank=True, help_text="By followers.")
    sweet_spot = serializers.FloatField(
        source="score.sweet_spot", allow_null=True, help_text="0 to 1: how near its size is to the one wanted."
    )
    peer_trust = serializers.FloatField(source="score.peer_trust", allow_null=True, help_text="0 to 100.")
    confidence = serializers.FloatField(
        source="score.confidence", allow_null=True, help_text="0 to 1: how much is known of its peer trust."
    )
    fit = serializers.FloatField(source="score.fit", allow_null=True, help_text="0 to 100: sweet spot and peer trust together, the rank.")
    parts = PartsSerializer(source="score", allow_null=True)
    growth = serializers.FloatField(source="score.growth", allow_null=True, help_text="Of followers in 30 days, 0.02 for 2 %.")
    flag_count = serializers.IntegerField(source="score.flag_count", allow_null=True, help_text="Flags that nobody dismissed.")
    flags = serializers.SerializerMethodField(help_text="Dated reasons for doubt, dismissed ones too.")
    method_version = serializers.CharField(source="score.method_version", allow_null=True, help_text="Of the scores; null where unscored.")
    last_seen = serializers.DateField(source="score.last_seen", allow_null=True, help_text="The day of its newest snapshot.")
    engagement_rate = serializers.FloatField(source="score.rate", allow_null=True, help_text="0.034 for 3.4 %.")
    engagement_rate_definition = serializers.ChoiceField(
        RateDefinition.choices, source="score.rate_definition", allow_null=True, allow_blank=True, help_text="What the rate divides by."
    )
    rate_vs_peers = serializers.FloatField(source="score.rate_vs_peers", allow_null=True, help_text="2.1: 2.1 times its peers' middle.")
    is_sample = serializers.BooleanField(help_text="Whether it is one of the invented accounts of a first look.")
    urls = serializers.SerializerMethodField()

    @extend_schema_field(FlagSerializer(many=True))
    def get_flags(self, facts: AccountFacts) -> Any:
        return FlagSerializer(flags_of(facts.score) if facts.score else [], many=True).data

    @extend_schema_field(AccountUrlsSerializer)
    def get_urls(self, facts: AccountFacts) -> dict[str, str | None]:
        request = self.context["request"]
        return {
            "api": request.build_absolute_uri(reverse("api:account", args=[facts.account.pk])),
            "page": request.build_absolute_uri(facts.account.get_absolute_url()),
            # A sample account is nobody's: its handle must lead to nobody's page.
            "profile": None if facts.is_sample else profile_address(facts.account) or None,
        }


class RankedAccountSerializer(AccountSerializer):
    """An account at its place in a ranked list."""

    rank = serializers.IntegerField(help_text="Its place in this search and order, from 1.")


class AccountBriefSerializer(serializers.Serializer[Account]):
    """Which account it is, and how it ranks; the rest is at /accounts/{id}/."""

    id = serializers.IntegerField()
    platform = serializers.ChoiceField(Platform.choices)
    handle = serializers.CharField(allow_blank=True)
    external_id = serializers.CharField(allow_blank=True)
    name = serializers.CharField(source="title", allow_blank=True)
    followers = serializers.IntegerField(source="score.followers", allow_null=True)
    peer_trust = serializers.FloatField(source="score.peer_trust", allow_null=True)
    confidence = serializers.FloatField(source="score.confidence", allow_null=True)
    fit = serializers.FloatField(
        source="score.fit", allow_null=True, help_text="0 to 100; of a shortlist's entry by the size its campaign wants."
    )


class SnapshotSerializer(serializers.Serializer[Any]):
    """What an account's counts were on one day, as one source stated them. Averages are per post; null is not stated."""

    id = serializers.IntegerField()
    taken_on = serializers.DateField()
    source = serializers.CharField(source="source.name")  # type: ignore[assignment]  # a field of that name
    followers = serializers.IntegerField(allow_null=True)
    following = serializers.IntegerField(allow_null=True)
    posts = serializers.IntegerField(allow_null=True)
    likes = serializers.FloatField(allow_null=True)
    comments = serializers.FloatField(allow_null=True)
    shares = serializers.FloatField(allow_null=True)
    views = serializers.FloatField(allow_null=True)
    engagements = serializers.FloatField(allow_null=True, help_text="Likes and comments together, where only their sum is known.")
    engagement_rate = serializers.FloatField(allow_null=True, help_text="As the source stated it, 0.034 for 3.4 %.")
    rate_definition = serializers.ChoiceField(RateDefinition.choices, allow_blank=True)
    extra = serializers.DictField(child=serializers.CharField(), help_text="The list's other columns, as they came.")


class CreatorSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    accounts = AccountBriefSerializer(many=True)


class CreatorDetailSerializer(serializers.Serializer[Any]):
    """A creator with all that is known of each account."""

    id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    accounts = AccountSerializer(many=True)
