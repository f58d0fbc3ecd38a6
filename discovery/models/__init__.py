"""The facts: who publishes where, what their counts were when and who said so, and what a team plans with them."""

from discovery.models.activity import Activity
from discovery.models.campaigns import Brand, Campaign, CampaignShare, Entry, Shortlist
from discovery.models.creators import Account, Creator, Platform, RateDefinition, Snapshot
from discovery.models.imports import Confirmation, ConfirmationPack, EarlierValue, FormerHandle, SavedMapping, Suppression, Tie
from discovery.models.lists import CreatorList, ListProgress, RowReport, Source
from discovery.models.people import ApiToken, Invitation, User

__all__ = [
    "Account",
    "Activity",
    "ApiToken",
    "Brand",
    "Campaign",
    "CampaignShare",
    "Confirmation",
    "ConfirmationPack",
    "Creator",
    "CreatorList",
    "EarlierValue",
    "Entry",
    "FormerHandle",
    "Invitation",
    "ListProgress",
    "Platform",
    "RateDefinition",
    "RowReport",
    "SavedMapping",
    "Shortlist",
    "Snapshot",
    "Source",
    "Suppression",
    "Tie",
    "User",
]
