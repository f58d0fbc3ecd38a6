"""Keeps and reads the log of who changed what. Whoever changes something calls `record` by name, in the change's own transaction.

What is worth a line is for the changing functions to say; pages and exports show it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.text import Truncator

from discovery.models import Activity, Campaign, User
from discovery.models.activity import ActivityQuerySet

Changes = Mapping[str, tuple[Any, Any]]
PAGE = 50
# Goals and notes are long; the export has them whole.
SHOWN_CHARACTERS = 80
# What the first word of an action is about.
KINDS = {
    "campaign": "Campaigns",
    "brand": "Brands",
    "shortlist": "Shortlists",
    "entries": "Entries of shortlists",
    "import": "Imports",
    "creator": "Creators",
    "flag": "Flags",
    "method": "Method",
    "scores": "Recomputes",
    "sample": "Sample data",
    "person": "People",
    "token": "API tokens",
}
EXPORT_HEADER = ("at", "actor", "action", "subject", "campaign", "changes")


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
    if isinstance(value, Decimal):
        return f"{value:.2f}".removesuffix(".00")
    if isinstance(value, models.Model):
        return str(value)
    return value


@dataclass(frozen=True)
class Line:
    """A change as people read it: who did what to which subject, and the particulars ("" where there are none).

    `campaign` is the one it was done in, where that still exists.
    """

    at: datetime
    who: str
    address: str
    what: str
    subject: str
    particulars: str
    campaign: Campaign | None


@dataclass(frozen=True)
class Page:
    """The newest lines before a place, and the place of the next page; None where the log ends."""

    lines: list[Line]
    next_before: int | None


def page(found: ActivityQuerySet, *, before: int | None) -> Page:
    """The newest PAGE of the activities found that are older than the one with id `before`."""
    older = found if before is None else found.filter(pk__lt=before)
    rows = list(older.select_related("actor", "campaign")[: PAGE + 1])
    return Page([_line(row) for row in rows[:PAGE]], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def export_rows(found: ActivityQuerySet) -> Iterator[list[str]]:
    """The values under EXPORT_HEADER of all activities found, newest first, a batch in memory at a time. Times are ISO 8601 in UTC."""
    for row in found.select_related("campaign").iterator(chunk_size=2_000):
        campaign = row.campaign.name if row.campaign else ""
        yield [row.at.isoformat(timespec="seconds"), row.actor_name, row.action, row.subject_name, campaign, _particulars(row, None)]


def _line(row: Activity) -> Line:
    joined = row.action == Activity.Action.PERSON_JOINED
    return Line(
        at=row.at,
        who=str(row.actor) if row.actor else row.actor_name or "The app itself",
        address=row.actor_name,
        what=row.get_action_display(),
        subject="the team" if joined else row.subject_name,
        particulars=_particulars(row, SHOWN_CHARACTERS),
        campaign=row.campaign,
    )


def _particulars(row: Activity, characters: int | None) -> str:
    """Each change in words, long values cut to so many characters."""
    if row.action == Activity.Action.CAMPAIGN_SHARED:
        return ", ".join(f"with {email}, to {after}" for email, (_, after) in row.changes.items())
    if row.action == Activity.Action.CAMPAIGN_UNSHARED:
        return ", ".join(f"with {email}" for email in row.changes)
    # PostgreSQL keeps no order of fields: whose change it is comes first, then by name.
    fields = sorted(row.changes, key=lambda field: (not field.startswith("account"), field))
    return ", ".join(_change(field, row.changes[field], characters) for field in fields)


def _change(field: str, change: list[Any], characters: int | None) -> str:
    before, after = change
    if field == "accounts":
        count = before if after is None else after
        return f"{count} account{'' if count == 1 else 's'}"
    if field == "account":
        return str(after)
    name = field.replace("_", " ")
    if before in (None, "") and after not in (None, ""):
        return f"{name} {_value(after, characters)}"
    return f"{name} {_value(before, characters)} → {_value(after, characters)}"


def _value(value: Any, characters: int | None) -> str:
    is_count = isinstance(value, int) and not isinstance(value, bool)
    # Where it is to be read, not to be computed with.
    text = "none" if value in (None, "") else number_format(value) if is_count and characters else str(value)
    return Truncator(text).chars(characters) if characters else text
