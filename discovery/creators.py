"""Whose accounts are one person's: who may be, with the reason in words; people link accounts to one creator and keep them apart.

What a list's row says is importing.linking's. Scores are of accounts, so that nothing is scored anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from discovery.activity import record
from discovery.importing.cells.addresses import Address, addresses_in
from discovery.importing.storing.merging import MERGE_LOCK
from discovery.models import Account, Activity, Creator, Platform, Tie, User

# So many are suggested, looked up by an address, and read because their bio may hold one.
MOST: Final = 10
MOST_ADDRESSES: Final = 20
MOST_READ: Final = 50
# A marketer does not wait for an import of a million rows.
WAIT: Final = "3s"


class LinkError(ValueError):
    """The accounts cannot be linked or parted; the text says why."""


@dataclass(frozen=True)
class Suggestion:
    """An account on another platform that may be the same person's, and why: sentences without their full stop."""

    account: Account
    reasons: tuple[str, ...]


def may_be_same(account: Account, columns: Mapping[str, object]) -> list[Suggestion]:
    """Accounts of other creators on other platforms that may be the same person's, the likeliest first; never those kept apart.

    `columns` are what else its list said of it, {name: text}.
    """
    found: dict[int, tuple[Account, list[str]]] = {}
    for reason, accounts in (
        ("its address stands in {place}", _addressed_by(account, columns)),
        ("its bio has this account's address", ((other, "") for other in _addressing(account))),
        ("it has the same handle", ((other, "") for other in same_handle(account)[:MOST])),
    ):
        for other, place in accounts:
            found.setdefault(other.pk, (other, []))[1].append(reason.format(place=place))
    suggestions = [Suggestion(other, tuple(reasons)) for other, reasons in found.values()]
    return sorted(suggestions, key=lambda each: -len(each.reasons))[:MOST]


def link(*, account: Account, other: Account, by: User) -> None:
    """Let both be one creator's, the older's: with all the accounts that theirs have. LinkError while an import is being stored."""
    with _in_turn():
        accounts = _locked(account, other)
        if accounts[0].creator_id == accounts[1].creator_id:
            return
        stays, goes = sorted((each.creator for each in accounts), key=lambda creator: creator.pk)
        for each in (stays, goes):
            _tie_untied(each)
        Tie.objects.filter(
            Q(account__creator=stays, other__creator=goes) | Q(account__creator=goes, other__creator=stays), is_apart=True
        ).delete()
        _tie(accounts[0], accounts[1], is_apart=False)
        Account.objects.filter(creator=goes).update(creator=stays)
        if not stays.name:
            stays.name = goes.name
            stays.save(update_fields=["name"])
        record(Activity.Action.ACCOUNTS_LINKED, stays, by=by, changes={"account": (None, f"{account}, {other}")})
        goes.delete()


def part(*, account: Account, other: Account, by: User) -> None:
    """Say that `other` is not the person whose `account` is: it gets a creator of its own, and no list links the two again."""
    with _in_turn():
        accounts = _locked(account, other)
        creator, parted = accounts[0].creator, accounts[1]
        remaining = list(creator.accounts.exclude(pk=parted.pk).order_by("pk"))
        if parted.creator_id == creator.pk:
            Tie.objects.filter(Q(account=parted, other__in=remaining) | Q(other=parted, account__in=remaining)).delete()
            _tie_untied(creator, parted)
            parted.creator = Creator.objects.create(name=parted.title)
            parted.save(update_fields=["creator"])
        for each in remaining:
            _tie(each, parted, is_apart=True)
        record(Activity.Action.ACCOUNTS_UNLINKED, creator, by=by, changes={"account": (None, str(parted))})


@contextmanager
def _in_turn() -> Iterator[None]:
    """A transaction beside which no import is stored or undone."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s)", [WAIT, MERGE_LOCK])
            yield
    except OperationalError as error:
        raise LinkError("An import is being stored just now: try again in a minute.") from error


def _locked(*accounts: Account) -> list[Account]:
    """As they are now. LinkError where one of them is gone, or where both are the same."""
    if len({account.pk for account in accounts}) < len(accounts):
        raise LinkError("An account is its own creator's: there is nothing to link or part.")
    found = Account.objects.select_for_update(of=("self",)).select_related("creator").in_bulk([account.pk for account in accounts])
    if len(found) < len(accounts):
        raise LinkError("One of the accounts is not there any more.")
    return [found[account.pk] for account in accounts]


def _tie(one: Account, other: Account, *, is_apart: bool) -> None:
    older, younger = sorted((one, other), key=lambda account: account.pk)
    Tie.objects.update_or_create(creator_list=None, account=younger, other=older, defaults={"is_apart": is_apart})


def _tie_untied(creator: Creator, *without: Account) -> None:
    """Let the creator's accounts that nothing ties to another of them stay with the oldest, whatever list is undone."""
    accounts = list(creator.accounts.exclude(pk__in=[account.pk for account in without]).order_by("pk"))
    ties = Tie.objects.filter(account__in=accounts, other__in=accounts, is_apart=False).values_list("account", "other")
    tied = {pk for pair in ties for pk in pair}
    for account in accounts[1:]:
        if account.pk not in tied:
            _tie(account, accounts[0], is_apart=False)


def _others(account: Account) -> QuerySet[Account]:
    """Accounts of other creators on other platforms, but for those that a person keeps apart from this one."""
    apart = Tie.objects.filter(is_apart=True)
    kept_apart = Exists(apart.filter(account=OuterRef("pk"), other=account)) | Exists(apart.filter(account=account, other=OuterRef("pk")))
    platforms = [platform for platform in Platform.values if platform != account.platform]
    found = Account.objects.filter(platform__in=platforms).exclude(creator=account.creator_id)
    return found.exclude(kept_apart).select_related("creator", "score")


def same_handle(account: Account) -> QuerySet[Account]:
    """Those with its handle, in any case; PostgreSQL uses the partial index only where the query leaves out what that does."""
    named = _others(account).alias(handle_key=Lower("handle")).filter(handle_key=Lower(Value(account.handle)))
    return named.exclude(handle="").order_by("pk")


def mentioning(account: Account) -> QuerySet[Account]:
    """Those whose bio has an address that begins like its own."""
    pieces = [f"/@{account.handle}", f"/{account.handle}"] if account.handle else [f"/channel/{account.external_id}"]
    return _others(account).filter(search=_Lexemes(pieces)).exclude(bio="").order_by("pk")


def _addressed_by(account: Account, columns: Mapping[str, object]) -> Iterator[tuple[Account, str]]:
    """Accounts whose addresses stand in this one's bio or in its list's other columns, with where that is."""
    texts = {"this account's bio": account.bio} | {f"the list's column “{name}”": str(text) for name, text in columns.items()}
    places = {address: place for place, text in reversed(list(texts.items())) for address in addresses_in(text)}
    for other in _at(account, list(places)[:MOST_ADDRESSES]):
        for address, place in places.items():
            if _is_at(other, address):
                yield other, place
                break


def _at(account: Account, addresses: Iterable[Address]) -> Iterable[Account]:
    named = Q()
    for address in addresses:
        if address.handle:
            named |= Q(platform=address.platform, handle_key=address.handle.lower()) & ~Q(handle="")
        else:
            named |= Q(platform=address.platform, external_id=address.external_id) & ~Q(external_id="")
    return _others(account).alias(handle_key=Lower("handle")).filter(named).order_by("pk") if named else []


def _addressing(account: Account) -> Iterator[Account]:
    """Accounts whose bio has just this one's address."""
    for other in mentioning(account)[:MOST_READ]:
        if any(_is_at(account, address) for address in addresses_in(other.bio)):
            yield other


def _is_at(account: Account, address: Address) -> bool:
    named = address.handle.lower() == account.handle.lower() if address.handle else address.external_id == account.external_id
    return address.platform == account.platform and named


class _Lexemes(SearchQuery):
    """A search for pieces of addresses that begin so, as PostgreSQL's parser cuts them: it would cut the query's words another way."""

    template = "%(expressions)s::tsquery"

    def __init__(self, pieces: Iterable[str]) -> None:
        escaped = (piece.lower().replace("\\", "\\\\").replace("'", "''") for piece in pieces)
        super().__init__(Value(" | ".join(f"'{piece}':*" for piece in escaped)), search_type="raw")
