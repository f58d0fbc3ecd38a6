"""Plain factories: each makes one valid row in the database; pass what the test is about."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection

from discovery.models import Account, ApiToken, Brand, Campaign, Creator, CreatorList, Entry, Platform, Shortlist, Snapshot, Source, User
from discovery.models.people import Role

_number = count(1)
TODAY = date(2026, 11, 20)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


def make_user(**changes: Any) -> User:
    fields = {"email": f"person{next(_number)}@example.com", "role": Role.MARKETER} | changes
    return User.objects.create_user(**fields)


def make_source(name: str = "Test provider", **changes: Any) -> Source:
    return Source.objects.get_or_create(name=name, defaults=changes)[0]


def make_list(**changes: Any) -> CreatorList:
    fields: dict[str, Any] = {"name": "list.csv", "size": 0, "sha256": f"{next(_number):064x}"} | changes
    fields.setdefault("source", make_source())
    return CreatorList.objects.create(**fields)


def make_account(handle: str | None = None, **changes: Any) -> Account:
    """An Instagram account with a creator of its own and no snapshot."""
    name = handle if handle is not None else f"account{next(_number)}"
    fields: dict[str, Any] = {"platform": Platform.INSTAGRAM, "handle": name, "title": name.title()} | changes
    fields.setdefault("creator", Creator.objects.create(name=fields["title"]))
    return Account.objects.create(**fields)


def make_many_accounts(many: int = 2_000) -> None:
    """So many that the planner, who is told of them, uses the indexes that it would in use: of a nearly empty table any would do."""
    creators = Creator.objects.bulk_create(Creator(name=f"Many {number}") for number in range(many))
    Account.objects.bulk_create(
        Account(platform=Platform.INSTAGRAM, handle=f"many{number}", title=f"Many {number}", bio=f"Word {number}", creator=creator)
        for number, creator in enumerate(creators)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE discovery_account, discovery_creator")


def make_snapshot(account: Account | None = None, **changes: Any) -> Snapshot:
    """A healthy account near 100,000 followers, seen on TODAY."""
    fields: dict[str, Any] = {"taken_on": TODAY, "followers": 100_000, "likes": 1500.0, "comments": 60.0} | changes
    fields.setdefault("source", make_source())
    return Snapshot.objects.create(account=account or make_account(), **fields)


def make_brand(name: str = "Acme") -> Brand:
    return Brand.objects.get_or_create(name=name)[0]


def make_campaign(owner: User | None = None, **changes: Any) -> Campaign:
    fields: dict[str, Any] = {"name": f"Campaign {next(_number)}"} | changes
    fields.setdefault("brand", make_brand())
    return Campaign.objects.create(owner=owner or make_user(), **fields)


def make_shortlist(campaign: Campaign | None = None, **changes: Any) -> Shortlist:
    fields: dict[str, Any] = {"name": f"Shortlist {next(_number)}"} | changes
    return Shortlist.objects.create(campaign=campaign or make_campaign(), **fields)


def make_entry(shortlist: Shortlist | None = None, account: Account | None = None, **changes: Any) -> Entry:
    return Entry.objects.create(shortlist=shortlist or make_shortlist(), account=account or make_account(), **changes)


def make_second_factor(person: User) -> Authenticator:
    """An authenticator app that holds TOTP_SECRET, and no recovery codes."""
    return TOTP.activate(person, TOTP_SECRET).instance


def make_token(user: User | None = None, **changes: Any) -> tuple[ApiToken, str]:
    """A token for a day, and its secret."""
    fields: dict[str, Any] = {"name": f"Script {next(_number)}", "expiry": timedelta(days=1)} | changes
    made: tuple[ApiToken, str] = ApiToken.objects.create(user=user or make_user(), **fields)
    return made
