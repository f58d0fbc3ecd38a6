"""All that importing stores, and the scores of it, as two runs can be compared: by names, without ids and times."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.db import models

from discovery.models import (
    Account,
    Confirmation,
    ConfirmationPack,
    Creator,
    CreatorList,
    EarlierValue,
    FormerHandle,
    RowReport,
    Snapshot,
    Source,
)
from scoring.models import AccountScore, BenchmarkVersion

FACTS: Final = (Creator, Account, Snapshot)
ALL: Final = (*FACTS, Confirmation, EarlierValue, FormerHandle, RowReport, AccountScore)
# What differs from run to run, and what the database makes of the rest.
PASSING: Final = {"id", "created_at", "replaced_at", "computed_at", "search"}


def stored(tables: Iterable[type[models.Model]] = ALL, *, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """{table: its rows, sorted}; lists are named by their names, which must differ. `without` names fields that are left out."""
    names = _Names()
    return {table.__name__: sorted(names.row(table, row, without) for row in _rows(table)) for table in tables}


def facts() -> tuple[list[dict[str, Any]], ...]:
    """The same of the facts alone, with ids and times: equal only where nothing became another."""
    return tuple(list(table._default_manager.order_by("pk").values()) for table in FACTS)


def counts() -> list[tuple[str, str, int | None, float | None, float | None]]:
    """(handle, day, followers, likes, rate) of every snapshot, by account and day."""
    found = Snapshot.objects.order_by("account__handle", "taken_on")
    return [(s.account.handle, str(s.taken_on), s.followers, s.likes, s.engagement_rate) for s in found.select_related("account")]


def _rows(table: type[models.Model]) -> Iterator[dict[str, Any]]:
    """The table's rows; confirmations as if none were packed."""
    yield from table._default_manager.values()
    for pack in ConfirmationPack.objects.all() if table is Confirmation else ():
        for account, snapshot in zip(pack.accounts, pack.snapshots, strict=True):
            yield {"creator_list_id": pack.creator_list_id, "account_id": account, "snapshot_id": snapshot, "fields": pack.fields}


class _Names:
    """What stands for a row's id."""

    def __init__(self) -> None:
        lists = dict(CreatorList.objects.values_list("pk", "name"))
        sources = dict(Source.objects.values_list("pk", "name"))
        accounts = {pk: (platform, handle or key) for pk, platform, handle, key in _ids(Account, "platform", "handle", "external_id")}
        snapshots = {
            pk: (accounts[account], day, sources[source]) for pk, account, day, source in _ids(Snapshot, "account", "taken_on", "source")
        }
        creators = {pk: sorted(accounts[each] for each, creator in _ids(Account, "creator") if creator == pk) for (pk,) in _ids(Creator)}
        self._lists = lists
        self._of: dict[type[models.Model], Callable[[Any], Any]] = {
            CreatorList: lists.get,
            Source: sources.get,
            Account: accounts.get,
            Snapshot: snapshots.get,
            Creator: creators.get,
            BenchmarkVersion: lambda pk: None,
        }

    def row(self, table: type[models.Model], row: dict[str, Any], without: frozenset[str]) -> str:
        fields = [field for field in table._meta.concrete_fields if field.name not in PASSING | without]
        return repr({field.name: self._value(field, row[field.attname]) for field in fields})

    def _value(self, field: "models.Field[Any, Any]", value: Any) -> Any:
        if field.related_model:
            return self._of[field.related_model](value)
        if field.name == "field_lists":
            return sorted((name, self._lists.get(pk)) for name, pk in value.items())
        return sorted(value) if field.name == "fields" else value


def _ids(table: type[models.Model], *names: str) -> list[tuple[Any, ...]]:
    return list(table._default_manager.values_list("pk", *names))
