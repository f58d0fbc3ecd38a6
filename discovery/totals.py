"""What the entries of a shortlist or a campaign add up to, and what that leaves of its budget. discovery.shortlists is what writes them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from discovery.models import Campaign, Entry
from discovery.models.campaigns import CampaignQuerySet, EntryQuerySet, ShortlistQuerySet
from scoring.models import AccountScore

COMMITTED = (Entry.Status.AGREED, Entry.Status.BOOKED)
IN_PLAY = ~Q(status=Entry.Status.DECLINED)


@dataclass(frozen=True)
class Totals:
    """What entries add up to. Declined ones are counted by status and left out of everything else.

    Money is in the campaign's currency. A sum is None where none of its numbers is known, else over the known ones, and the
    `…_known` beside it says how many those are. `engaged_peers` is the likes and comments per post behind each account's rate, each
    account once: one person, one reaction (house).
    """

    statuses: tuple[tuple[Entry.Status, int], ...]
    entries: int
    in_play: int
    accounts: int
    followers: int | None
    followers_known: int
    engaged_peers: float | None
    engaged_peers_known: int
    cost: Decimal | None
    cost_known: int
    committed: Decimal | None
    cost_per_engaged_peer: float | None
    cost_per_engaged_peer_known: int


def totals(entries: EntryQuerySet) -> Totals:
    """Totals of the entries that are on a list: two queries, one over entries, one over their distinct accounts."""
    listed = entries.on_list()
    money, audience = _money(listed), _audience(listed.filter(IN_PLAY))
    statuses = tuple((status, money.pop(status.value)) for status in Entry.Status)
    paired_cost, paired_peers = money.pop("paired_cost"), money.pop("paired_peers")
    return Totals(
        statuses=statuses,
        entries=sum(count for _, count in statuses),
        cost_per_engaged_peer=float(paired_cost) / paired_peers if paired_peers else None,
        **money,
        **audience,
    )


def _money(listed: EntryQuerySet) -> dict[str, Any]:
    paired = IN_PLAY & Q(account__score__engagements__isnull=False, cost__isnull=False)
    return listed.aggregate(
        **{status.value: Count("pk", filter=Q(status=status)) for status in Entry.Status},
        in_play=Count("pk", filter=IN_PLAY),
        accounts=Count("account", filter=IN_PLAY, distinct=True),
        cost_known=Count("cost", filter=IN_PLAY),
        committed=Sum("cost", filter=Q(status__in=COMMITTED)),
        paired_cost=Sum("cost", filter=paired),
        paired_peers=Sum("account__score__engagements", filter=paired),
        cost_per_engaged_peer_known=Count("pk", filter=paired),
        # Last, for its name hides the column's.
        cost=Sum("cost", filter=IN_PLAY),
    )


def _audience(in_play: EntryQuerySet) -> dict[str, Any]:
    # Through the scores, so that an account on two shortlists of a campaign counts once.
    return AccountScore.objects.filter(account__in=in_play.values("account")).aggregate(
        followers_known=Count("followers"),
        engaged_peers=Sum("engagements"),
        engaged_peers_known=Count("engagements"),
        # Last, for its name hides the column's.
        followers=Sum("followers"),
    )


@dataclass(frozen=True)
class Budget:
    """What is left of a campaign's budget, negative where it is overdrawn: after what is agreed or booked, and after everything in play."""

    left: Decimal
    left_if_all: Decimal


def budget_left(campaign: Campaign, spent: Totals) -> Budget | None:
    """None where the campaign has no budget."""
    if campaign.budget is None:
        return None
    return Budget(left=campaign.budget - (spent.committed or 0), left_if_all=campaign.budget - (spent.cost or 0))


def with_totals(campaigns: CampaignQuerySet) -> CampaignQuerySet:
    """Campaigns with `shortlist_count`, `entry_count`, `committed` and `planned` (costs agreed or booked, and of all in play)."""
    on_list = Q(shortlists__entries__removed_at__isnull=True)
    return campaigns.annotate(
        shortlist_count=Count("shortlists", distinct=True),
        entry_count=Count("shortlists__entries", filter=on_list),
        committed=Sum("shortlists__entries__cost", filter=on_list & Q(shortlists__entries__status__in=COMMITTED)),
        planned=Sum("shortlists__entries__cost", filter=on_list & ~Q(shortlists__entries__status=Entry.Status.DECLINED)),
    )


def with_entry_counts(shortlists: ShortlistQuerySet) -> ShortlistQuerySet:
    """Shortlists with `entry_count` and `committed_count` (agreed or booked)."""
    on_list = Q(entries__removed_at__isnull=True)
    return shortlists.annotate(
        entry_count=Count("entries", filter=on_list),
        committed_count=Count("entries", filter=on_list & Q(entries__status__in=COMMITTED)),
    )
