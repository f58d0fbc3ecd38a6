"""Campaigns: making one, changing what its brief says, and deleting it with all it holds.

What its shortlists hold and add up to is discovery.shortlists'; views, API and commands call these functions.
"""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from discovery.models import Campaign, User


class Brief(TypedDict, total=False):
    """What people say of a campaign; `budget` is in `currency`, an ISO 4217 code, and None where there is none yet."""

    name: str
    brand: str
    goal: str
    budget: Decimal | None
    currency: str
    starts_on: date | None
    ends_on: date | None


@transaction.atomic
def create_campaign(*, owner: User, **brief: Unpack[Brief]) -> Campaign:
    return Campaign.objects.create(owner=owner, **brief)


@transaction.atomic
def update_campaign(*, campaign: Campaign, **changes: Unpack[Brief]) -> None:
    """Only what is named is written: what somebody else changed meanwhile stays."""
    for name, value in changes.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(changes))


@transaction.atomic
def delete_campaign(*, campaign: Campaign) -> None:
    """Its shortlists go with it, and their entries with notes and costs."""
    campaign.delete()
