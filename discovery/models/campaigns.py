"""A team's plans: brands and their campaigns, who shares them, the shortlists in them, and the accounts under consideration."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from discovery.models.creators import Account
from discovery.models.people import User

# What a wish for size may be. Below a hundred followers there is no audience, above ten thousand million no account. A narrower bell
# would want one size alone; in a wider one size counts for next to nothing, which its share says better.
LEAST_CENTRE, MOST_CENTRE = 100, 10_000_000_000
LEAST_WIDTH, MOST_WIDTH = 0.05, 3


class Brand(models.Model):
    """Whom campaigns are for: an agency's client, or one's own brand. Groups campaigns."""

    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="brand_name_once", violation_error_message="There is a brand of this name."),
            models.CheckConstraint(condition=~Q(name=""), name="brand_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("brand", args=[self.pk])


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def for_user(self, user: User) -> Self:
        """The campaigns this person may see: their own and those shared with them; an admin sees all."""
        return self if user.is_admin else self.filter(Q(owner=user) | Exists(_shares_with(user)))

    def editable_by(self, user: User) -> Self:
        """The campaigns whose brief, shortlists and entries this person may change. What was shared with a viewer is for looking alone."""
        if user.is_admin:
            return self
        return self.filter(Q(owner=user) | Exists(_shares_with(user).filter(may_edit=True))) if user.can_edit else self.none()

    def managed_by(self, user: User) -> Self:
        """The campaigns this person may share, hand over and delete: their own; an admin all."""
        if user.is_admin:
            return self
        return self.filter(owner=user) if user.can_edit else self.none()

    def hold(self, pk: int) -> "Campaign":
        """The campaign as stored, kept from others' changes until the transaction ends; DoesNotExist where it was deleted meanwhile.

        Whatever is written in a campaign begins with this, so that nothing is written into one that somebody deletes.
        """
        # Without its owner and brand: PostgreSQL would join those that it had before the wait to what it has after.
        return self.select_for_update().get(pk=pk)


def _shares_with(user: User) -> "models.QuerySet[CampaignShare]":
    return CampaignShare.objects.filter(campaign=OuterRef("pk"), person=user)


class Campaign(models.Model):
    """A brand's project."""

    name = models.CharField(max_length=200)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns")
    goal = models.TextField(blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR", help_text="ISO 4217 code, as EUR.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    # Which size its accounts are ranked by; null is the method's own.
    sweet_centre = models.BigIntegerField(null=True, blank=True, help_text="Followers.")
    sweet_width = models.FloatField(null=True, blank=True, help_text="Powers of ten.")
    size_share = models.FloatField(null=True, blank=True, help_text="How much size counts in fit, 0 to 1.")
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
            models.CheckConstraint(
                condition=Q(sweet_centre__range=(LEAST_CENTRE, MOST_CENTRE)) | Q(sweet_centre__isnull=True), name="campaign_centre_in_range"
            ),
            models.CheckConstraint(
                condition=Q(sweet_width__range=(LEAST_WIDTH, MOST_WIDTH)) | Q(sweet_width__isnull=True), name="campaign_width_in_range"
            ),
            models.CheckConstraint(condition=Q(size_share__range=(0, 1)) | Q(size_share__isnull=True), name="campaign_share_in_range"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.pk])


class CampaignShare(models.Model):
    """A teammate who may see a campaign, or change it too. Its owner and admins need none."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="shares")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares")
    may_edit = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="share_once_a_person")]

    def __str__(self) -> str:
        return f"{self.campaign} with {self.person}"


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def for_user(self, user: User) -> Self:
        """The shortlists of the campaigns this person may see."""
        return self.filter(campaign__in=Campaign.objects.for_user(user))

    def editable_by(self, user: User) -> Self:
        """The shortlists of the campaigns this person may change."""
        return self.filter(campaign__in=Campaign.objects.editable_by(user))


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

    def editable_by(self, user: User) -> Self:
        """Entries, removed ones too, of the campaigns this person may change."""
        return self.filter(shortlist__in=Shortlist.objects.editable_by(user))

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
