"""Keeps and reads the log of who changed what. Whoever changes something calls `record` by name, in the change's own transaction.

What is worth a line is for the changing functions to say; pages and exports show it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from discovery.models import Activity, Campaign, User

Changes = Mapping[str, tuple[Any, Any]]


def record(
    action: Activity.Action, subject: models.Model, *, by: User | None, campaign: Campaign | None = None, changes: Changes | None = None
) -> Activity:
    """Add a line: `by` (None: a command or a worker) did `action` to `subject`, as a part of `campaign`.

    `changes` is {field: (before, after)}; call it before `subject` is deleted, while it still has its id.
    """
    return Activity.objects.create(
        action=action,
        actor=by,
        actor_name=by.email if by else "",
        subject_id=subject.pk,
        subject_name=str(subject)[:300],
        campaign=campaign,
        changes={field: [_plain(before), _plain(after)] for field, (before, after) in (changes or {}).items()},
    )


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | models.Model):
        return str(value)
    return value
