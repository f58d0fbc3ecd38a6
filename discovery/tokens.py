"""API tokens: making one, revoking it, noting its use. Only a digest is stored; the token itself is shown once, to its owner.

Who is signed in by a token is discovery.api.authentication's to say. Pages and commands call these functions.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from discovery.activity import record
from discovery.models import Activity, ApiToken, User

Action = Activity.Action
# Days to how people say them. No token is eternal.
LIFETIMES = {7: "7 days", 30: "30 days", 90: "90 days", 365: "1 year"}
DEFAULT_DAYS = 90
# What ApiToken.name has room for.
LONGEST_NAME = 100
# A script may call often: its last use is written at most once in this time.
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_token(*, user: User, name: str, days: int, by: User | None) -> tuple[ApiToken, str]:
    """The stored token and its secret, which is known nowhere from then on. ValueError where `days` is none of LIFETIMES.

    `by` is None where a command makes it.
    """
    if days not in LIFETIMES:
        raise ValueError(f"A token lasts {', '.join(map(str, LIFETIMES))} days, not {days}.")
    token, secret = ApiToken.objects.create(user=user, expiry=timedelta(days=days), name=name)
    record(Action.TOKEN_CREATED, user, by=by, changes={"token": (None, name)})
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """From now on it opens nothing. Revoking it twice changes nothing."""
    revoked, _ = ApiToken.objects.filter(pk=token.pk).delete()
    if revoked:
        record(Action.TOKEN_REVOKED, token.user, by=by, changes={"token": (token.name, None)})


def note_use(token: ApiToken, now: datetime) -> None:
    """Remember that it was used, unless that was noted within NOTED_EVERY."""
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)


def is_over(token: ApiToken, now: datetime) -> bool:
    """Whether its time is up."""
    expiry: datetime = token.expiry
    return expiry <= now
