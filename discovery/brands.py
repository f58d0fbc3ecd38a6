"""What a person sees of brands: how many of a brand's campaigns, and what they add up to. And which campaigns a list is asked for.

Making, renaming and deleting a brand is discovery.campaigns'.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from discovery.models import Brand, Campaign, CampaignShare, User
from discovery.models.campaigns import CampaignQuerySet
from discovery.totals import with_totals

# Whose campaigns a list may be asked for, and how it says so.
WHOSE = {"": "All I may see", "mine": "Mine", "shared": "Shared with me"}


class Sum(NamedTuple):
    """Costs in one currency: agreed or booked, and of all entries in play."""

    currency: str
    committed: Decimal
    planned: Decimal


@dataclass(frozen=True)
class Line:
    """A brand (None: no brand) with the campaigns that the person may see, and a Sum for each of their currencies."""

    brand: Brand | None
    campaigns: list[Campaign]
    sums: list[Sum]


def asked_for(user: User, whose: str, brand: Brand | None) -> CampaignQuerySet:
    """The campaigns this person may see: of all, their own or those shared with them (`whose`, one of WHOSE), of one brand or any."""
    seen = Campaign.objects.for_user(user)
    if whose == "mine":
        seen = seen.filter(owner=user)
    elif whose == "shared":
        seen = seen.filter(Exists(CampaignShare.objects.filter(campaign=OuterRef("pk"), person=user)))
    return seen.filter(brand=brand) if brand else seen


def by_brand(campaigns: CampaignQuerySet) -> list[Line]:
    """The campaigns with their totals, a line a brand in the order of its name, those without a brand last."""
    groups: dict[Brand | None, list[Campaign]] = defaultdict(list)
    for campaign in with_totals(campaigns).select_related("owner", "brand"):
        groups[campaign.brand].append(campaign)
    return [_line(brand, groups[brand]) for brand in sorted(groups, key=_place)]


def brands_seen(user: User) -> list[Line]:
    """Every brand, those whose campaigns the person may not see too: with none."""
    seen = {line.brand: line for line in by_brand(Campaign.objects.for_user(user).filter(brand__isnull=False))}
    return [seen.get(brand) or Line(brand, [], []) for brand in Brand.objects.all()]


def others_campaigns(brand: Brand, user: User) -> int:
    """How many campaigns of the brand the person may not see: while there are any, the brand cannot be deleted."""
    return brand.campaigns.count() - Campaign.objects.for_user(user).filter(brand=brand).count()


def _place(brand: Brand | None) -> tuple[bool, str]:
    return brand is None, brand.name.casefold() if brand else ""


def _line(brand: Brand | None, campaigns: list[Campaign]) -> Line:
    return Line(brand, campaigns, [_sum(currency, campaigns) for currency in sorted({campaign.currency for campaign in campaigns})])


def _sum(currency: str, campaigns: Iterable[Campaign]) -> Sum:
    """Of the campaigns in that currency; they carry the totals of with_totals."""
    of_it = [campaign for campaign in campaigns if campaign.currency == currency]
    return Sum(currency, _added(of_it, "committed"), _added(of_it, "planned"))


def _added(campaigns: Iterable[Campaign], total: str) -> Decimal:
    return sum((getattr(campaign, total) or Decimal(0) for campaign in campaigns), Decimal(0))
