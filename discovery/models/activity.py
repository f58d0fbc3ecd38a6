"""The log of who changed what on campaigns, shortlists, imports and people. Written by discovery.activity, never changed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from discovery.models.campaigns import Campaign
from discovery.models.people import User


class ActivityQuerySet(models.QuerySet["Activity"]):
    def for_user(self, user: User) -> Self:
        """What happened on the campaigns this person may see; an admin sees everything."""
        return self if user.is_admin else self.filter(campaign__in=Campaign.objects.for_user(user))


class Activity(models.Model):
    """One change. Names are kept as they were, so that a line can be read after what it is about is gone."""

    class Action(models.TextChoices):
        BRAND_RENAMED = "brand.renamed", "renamed the brand"
        BRAND_DELETED = "brand.deleted", "deleted the brand"
        CAMPAIGN_CREATED = "campaign.created", "made the campaign"
        CAMPAIGN_CHANGED = "campaign.changed", "changed the campaign"
        CAMPAIGN_DELETED = "campaign.deleted", "deleted the campaign"
        CAMPAIGN_SHARED = "campaign.shared", "shared the campaign"
        CAMPAIGN_UNSHARED = "campaign.unshared", "stopped sharing the campaign"
        CAMPAIGN_HANDED_OVER = "campaign.handed_over", "handed over the campaign"
        SHORTLIST_CREATED = "shortlist.created", "made the shortlist"
        SHORTLIST_RENAMED = "shortlist.renamed", "renamed the shortlist"
        SHORTLIST_DELETED = "shortlist.deleted", "deleted the shortlist"
        ENTRIES_ADDED = "entries.added", "added accounts to the shortlist"
        ENTRIES_CHANGED = "entries.changed", "changed entries of the shortlist"
        ENTRIES_REMOVED = "entries.removed", "removed accounts from the shortlist"
        ENTRIES_RESTORED = "entries.restored", "put accounts back on the shortlist"
        SHORTLIST_EXPORTED = "shortlist.exported", "exported the shortlist"
        IMPORT_UPLOADED = "import.uploaded", "uploaded the list"
        IMPORT_QUEUED = "import.queued", "started loading the list"
        IMPORT_LOADED = "import.loaded", "loaded the list"
        IMPORT_FAILED = "import.failed", "could not load the list"
        IMPORT_DISCARDED = "import.discarded", "discarded the list"
        IMPORT_CANCELLED = "import.cancelled", "cancelled the loading of"
        IMPORT_UNDO_STARTED = "import.undo_started", "started undoing the list"
        IMPORT_UNDONE = "import.undone", "undid the list"
        ACCOUNTS_LINKED = "creator.linked", "linked accounts to the creator"
        ACCOUNTS_UNLINKED = "creator.unlinked", "separated an account from the creator"
        FLAG_DISMISSED = "flag.dismissed", "dismissed a flag of"
        FLAG_RESTORED = "flag.restored", "restored a flag of"
        METHOD_CHOSEN = "method.chosen", "changed the method to"
        SCORES_REQUESTED = "scores.requested", "had all scores recomputed by"
        SCORES_STOPPED = "scores.stopped", "stopped the recompute"
        SAMPLE_REMOVED = "sample.removed", "removed the sample data"
        PERSON_INVITED = "person.invited", "invited"
        PERSON_JOINED = "person.joined", "joined"
        INVITATION_REVOKED = "person.invitation_revoked", "revoked the invitation of"
        PERSON_ROLE_CHANGED = "person.role_changed", "changed the role of"
        PERSON_DEACTIVATED = "person.deactivated", "deactivated"
        PERSON_REACTIVATED = "person.reactivated", "reactivated"
        PERSON_MFA_RESET = "person.mfa_reset", "removed the second factor of"
        TOKEN_CREATED = "token.created", "made an API token"
        TOKEN_REVOKED = "token.revoked", "revoked an API token"

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(
        max_length=254, help_text="The actor's address then; empty where a command or a worker did it.", blank=True
    )
    action = models.CharField(max_length=30, choices=Action.choices)
    subject_id = models.BigIntegerField(help_text="Primary key of what the action's first word names; may be gone by now.")
    subject_name = models.CharField(max_length=300)
    campaign = models.ForeignKey(Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities")
    changes = models.JSONField(default=dict, help_text="{field: [before, after]}, or what was added as {field: [null, after]}.")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "activities"
        constraints = [models.CheckConstraint(condition=~Q(action=""), name="activity_has_action")]
        indexes = [
            models.Index(fields=["campaign", "-id"], name="activity_campaign"),
            models.Index(fields=["actor", "-id"], name="activity_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.get_action_display()} {self.subject_name}"
