"""What people decide about flags: somebody looked at one and found an innocent cause, or takes that back. Either scores the account anew.

Who may do so, and what the log says of it, is discovery.flags'.
"""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from discovery.models import Account, User
from scoring import recompute
from scoring.flagged import flags_of
from scoring.models import AccountScore, FlagDismissal


class UnknownFlagError(ValueError):
    """The account has no such flag, or it is not dismissed; says so in a sentence."""


@transaction.atomic
def dismiss(*, account: Account, kind: str, from_day: date, to_day: date, reason: str, by: User | None) -> FlagDismissal:
    """Leave the flag out of the account's score, from its next computing on, which follows at once. Again, it gets the new reason.

    UnknownFlagError where the account's score has no such flag.
    """
    score = AccountScore.objects.filter(account=account).first()
    if score is None or not any((flag.kind, flag.from_day, flag.to_day) == (kind, from_day, to_day) for flag in flags_of(score)):
        raise UnknownFlagError("The account has no such flag any more: its numbers changed since. Look at the page again.")
    names: dict[str, Any] = {"account": account, "kind": kind, "from_day": from_day, "to_day": to_day}
    dismissal, _ = FlagDismissal.objects.update_or_create(**names, defaults={"reason": reason, "by": by})
    _score_again(account.pk)
    return dismissal


@transaction.atomic
def restore(*, account: Account, kind: str, from_day: date, to_day: date) -> FlagDismissal:
    """Let a dismissed flag count again; the dismissal as it was. UnknownFlagError where it is not dismissed."""
    found = FlagDismissal.objects.select_for_update().filter(account=account, kind=kind, from_day=from_day, to_day=to_day).first()
    if found is None:
        raise UnknownFlagError("That flag is not dismissed: somebody took it back already.")
    found.delete()
    _score_again(account.pk)
    return found


def dismissals_of(account: Account) -> QuerySet[FlagDismissal]:
    """With who decided them; the newest first. One query."""
    return FlagDismissal.objects.filter(account=account).select_related("by")


def _score_again(account_id: int) -> None:
    """Right after the commit; whatever happens then, the row of what is due brings it about."""
    recompute.due([account_id])
    transaction.on_commit(partial(recompute.refresh, [account_id]))
