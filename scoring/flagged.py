"""The flags that stand in a score, with their days as dates: what pages, exports and the API name them by.

What a flag means is scoring.formulas.kinds', how it is said scoring.words.flags'; who dismissed one is scoring.dismissing's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from scoring.formulas.kinds import KINDS
from scoring.formulas.scores import EPOCH
from scoring.models import AccountScore
from scoring.words.flags import LABELS


@dataclass(frozen=True)
class Flagged:
    """One flag of one account. `deducts` is in points of trust."""

    kind: str
    from_day: date
    to_day: date
    dismissed: bool
    deducts: float

    @property
    def label(self) -> str:
        return str(LABELS.get(self.kind, self.kind))


def flags_of(score: AccountScore) -> list[Flagged]:
    """In the order in which scores keep them: by kind, then day."""
    return [
        Flagged(flag["kind"], on_day(flag["from_day"]), on_day(flag["to_day"]), bool(flag["dismissed"]), float(flag.get("deducts", 0)))
        for flag in score.flags
    ]


def on_day(number: float) -> date:
    """A day counted from 1970-01-01."""
    return EPOCH + timedelta(days=int(number))


def has_flag(wanted: str) -> Q:
    """Scores with an open flag of that kind; `any` and `none` are of every kind. Dismissed ones do not count."""
    if wanted == "none":
        return Q(flag_count=0)
    if wanted == "any":
        return Q(flag_count__gt=0)
    # The count first: few accounts have any, and their flags alone are looked into.
    return Q(flag_count__gt=0, flags__contains=[{"kind": wanted, "dismissed": False}])


def flag_choices() -> list[tuple[str, str]]:
    """What can be asked for."""
    return [("none", "No flag"), ("any", "Any flag"), *((kind, str(LABELS[kind])) for kind in KINDS)]
