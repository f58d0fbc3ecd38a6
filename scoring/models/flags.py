"""What people decided about flags. The flags themselves are computed, and stand in the score's row."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from discovery.models import Account


class FlagDismissal(models.Model):
    """Somebody looked at a flag and found an innocent cause. A flag is known by its account, kind and days, so this outlives recomputes."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="flag_dismissals")
    kind = models.CharField(max_length=40)
    from_day = models.DateField(help_text="The day of the earlier of the two snapshots that the flag was read from.")
    to_day = models.DateField(help_text="The day of the later one.")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "from_day", "to_day"], name="flag_dismissed_once"),
            models.CheckConstraint(condition=models.Q(to_day__gte=models.F("from_day")), name="flag_dismissal_days_in_order"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="flag_dismissal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of account {self.account_id}, {self.from_day} to {self.to_day}"
