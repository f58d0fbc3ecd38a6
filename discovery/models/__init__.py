"""The facts: who publishes where, what their counts were when and who said so, and what a team plans with them."""

from discovery.models.campaigns import Campaign, Entry, Shortlist
from discovery.models.creators import Account, Creator, Platform, RateDefinition, Snapshot
from discovery.models.lists import CreatorList, RowReport, Source
from discovery.models.people import User

__all__ = [
    "Account",
    "Campaign",
    "Creator",
    "CreatorList",
    "Entry",
    "Platform",
    "RateDefinition",
    "RowReport",
    "Shortlist",
    "Snapshot",
    "Source",
    "User",
]
