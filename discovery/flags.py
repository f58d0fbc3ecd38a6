"""An account's flags for people: each with its sentence, who dismissed it and why; dismissing and restoring them, which the log tells of.

What is flagged is scoring's. Pages and API share these functions; who may call them is discovery.teams'.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from discovery.activity import record
from discovery.models import Account, Activity, User
from scoring import dismissing, method
from scoring.flagged import on_day
from scoring.models import FlagDismissal
from scoring.words.flags import LABELS, FlagExplanation, explain_flag

Action = Activity.Action


@dataclass(frozen=True)
class Shown:
    """A flag as a page shows it. `dismissal` is None while nobody dismissed it; `said` is None where the numbers no longer show it."""

    kind: str
    from_day: date
    to_day: date
    said: FlagExplanation | None
    dismissal: FlagDismissal | None

    @property
    def label(self) -> str:
        return str(LABELS.get(self.kind, self.kind))

    @property
    def name(self) -> str:
        """Its own on the account's page."""
        return f"flag-{self.kind}-{self.from_day}-{self.to_day}"

    @property
    def days(self) -> str:
        return f"{self.from_day}" if self.from_day == self.to_day else f"{self.from_day} to {self.to_day}"


def shown(account: Account, said: Sequence[FlagExplanation]) -> list[Shown]:
    """The flags of its score, open ones first, then what was dismissed and is no longer seen. One query."""
    dismissed = {(each.kind, each.from_day, each.to_day): each for each in dismissing.dismissals_of(account)}
    named = {(each.kind, on_day(each.from_day), on_day(each.to_day)): each for each in said}
    flags = [Shown(*key, explanation, dismissed.get(key)) for key, explanation in named.items()]
    gone = [Shown(*key, None, dismissal) for key, dismissal in dismissed.items() if key not in named]
    return [*sorted(flags, key=lambda flag: flag.dismissal is not None), *gone]


def open_labels(flags: Sequence[Shown]) -> list[str]:
    """What those flags are that nobody dismissed, each kind once and with how many there are: ["Round step", "Mass following ×4"]."""
    counts = Counter(flag.label for flag in flags if flag.dismissal is None)
    return [label if count == 1 else f"{label} ×{count}" for label, count in counts.items()]


def flags_of_account(account: Account) -> list[Shown]:
    """As `shown`, of an account loaded with its score, whatever made that."""
    score = getattr(account, "score", None)
    if score is None:
        return shown(account, [])
    params = method.of(score.method_version) or method.in_force().params
    return shown(account, [explain_flag(flag, params) for flag in score.flags])


@transaction.atomic
def dismiss_flag(*, account: Account, kind: str, from_day: date, to_day: date, reason: str, by: User) -> FlagDismissal:
    """dismissing.UnknownFlagError where the account has no such flag."""
    dismissal = dismissing.dismiss(account=account, kind=kind, from_day=from_day, to_day=to_day, reason=reason, by=by)
    record(Action.FLAG_DISMISSED, account, by=by, changes={"flag": (None, _named(dismissal)), "reason": (None, reason)})
    return dismissal


@transaction.atomic
def restore_flag(*, account: Account, kind: str, from_day: date, to_day: date, by: User) -> None:
    """dismissing.UnknownFlagError where it is not dismissed."""
    dismissal = dismissing.restore(account=account, kind=kind, from_day=from_day, to_day=to_day)
    record(Action.FLAG_RESTORED, account, by=by, changes={"flag": (_named(dismissal), None), "reason": (dismissal.reason, None)})


def _named(dismissal: FlagDismissal) -> str:
    return f"{dismissal.kind} {dismissal.from_day} to {dismissal.to_day}"
