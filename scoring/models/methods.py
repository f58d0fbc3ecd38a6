"""The methods that scores were made by: every constant of each, who chose it, when and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class MethodVersion(models.Model):
    """The method as it stood from a moment on. Scores name their version; rows are never changed."""

    version = models.CharField(max_length=40, help_text="The formulas' number and a digest of every constant.")
    params = models.JSONField(help_text="Every constant, {name: value}.")
    chosen = models.JSONField(
        default=dict, help_text="Those that this installation chose itself, {name: value}; the rest came with the release."
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True, help_text="Why it was chosen.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.version
