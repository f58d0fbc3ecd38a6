"""A team's plans: campaigns, the shortlists in them, and the accounts under consideration."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from discovery.models.creators import Account
from discovery.models.people import User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def for_user(self, user: User) -> Self:
        """The campaigns this person may see: their own; an admin sees all."""
        return self if user.is_admin else self.filter(owner=user)


class Campaign(models.Model):
    """A brand's project."""

    name = models.CharField(max_length=200)
    brand = models.CharField(max_length=200)
    goal = models.TextField(blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR", help_text="ISO 4217 code, as EUR.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="campaigns")
    created_at = models.DateTimeField(default=timezone.now)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(budget__gte=0) | Q(budget__isnull=True), name="campaign_budget_not_negative"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="campaign_currency_is_code"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) | Q(ends_on__isnull=True) | Q(starts_on__isnull=True),
                name="campaign_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.pk])


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def for_user(self, user: User) -> Self:
        """The shortlists of the campaigns this person may see."""
        return self.filter(campaign__in=Campaign.objects.for_user(user))


class Shortlist(models.Model):
    """The accounts under consideration for a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="shortlists")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="shortlist_name_once_a_campaign")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shortlist", args=[self.pk])


class EntryQuerySet(models.QuerySet["Entry"]):
    def for_user(self, user: User) -> Self:
        """Entries, removed ones too, of the campaigns this person may see."""
        return self.filter(shortlist__in=Shortlist.objects.for_user(user))

    def on_list(self) -> Self:
        """Without the removed ones."""
        return self.filter(removed_at__isnull=True)

    def remove(self, at: datetime) -> int:
        return self.on_list().update(removed_at=at)


class Entry(models.Model):
    """One account on one shortlist. Removed entries stay, so that a removal can be undone with its note and cost."""

    class Status(models.TextChoices):
        CONSIDERED = "considered", "Considered"
        CONTACTED = "contacted", "Contacted"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        BOOKED = "booked", "Booked"

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="entries")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CONSIDERED)
    note = models.TextField(blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="In the campaign's currency.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "account"], name="entry_once_a_shortlist"),
            models.CheckConstraint(
                condition=Q(status__in=["considered", "contacted", "agreed", "declined", "booked"]), name="entry_status_known"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0) | Q(cost__isnull=True), name="entry_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.account} on {self.shortlist}"
