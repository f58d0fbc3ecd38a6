"""The same rows by django-import-export in its bulk mode, as its documentation has it: the library that most Django projects would take."""

from typing import Any, Final

from import_export import fields, resources, widgets
from tablib import Dataset

from discovery.benchmarks.files import COUNTRIES, PLATFORMS, TAKEN_ON, Invented, invented
from discovery.models import Account, Creator, CreatorList, Snapshot

BATCH_ROWS: Final = 1_000


class AccountResource(resources.ModelResource):  # type: ignore[misc]  # no types
    """Accounts by platform and handle; their creators are made beforehand, many at once, since it saves no parents."""

    creator_id = fields.Field("creator_id", "creator_id", widgets.IntegerWidget())

    class Meta:
        model = Account
        fields = ("platform", "handle", "title", "country", "creator_id")
        import_id_fields = ("platform", "handle")
        use_bulk, batch_size, skip_unchanged = True, BATCH_ROWS, True


class SnapshotResource(resources.ModelResource):  # type: ignore[misc]  # no types
    """Snapshots by account, day and source."""

    account = fields.Field("account", "account", widgets.ForeignKeyWidget(Account, "handle"))
    source_id = fields.Field("source_id", "source_id", widgets.IntegerWidget())
    creator_list_id = fields.Field("creator_list_id", "creator_list_id", widgets.IntegerWidget())

    class Meta:
        model = Snapshot
        fields = ("account", "taken_on", "source_id", "creator_list_id", "followers", "following", "posts", "likes")
        import_id_fields = ("account", "taken_on", "source_id")
        use_bulk, batch_size, skip_unchanged = True, BATCH_ROWS, True


def store(rows: int, creator_list: CreatorList) -> None:
    """Store so many invented rows as this list's; they come cleaned, without a file."""
    read = list(invented(rows))
    creators = Creator.objects.bulk_create([Creator(name=each.name) for each in read], batch_size=BATCH_ROWS)
    accounts = [_account(each, creator.pk) for each, creator in zip(read, creators, strict=True)]
    _import(AccountResource(), accounts)
    _import(SnapshotResource(), [_snapshot(each, creator_list) for each in read])


def _import(resource: Any, rows: list[dict[str, Any]]) -> None:
    resource.import_data(Dataset(*(list(row.values()) for row in rows), headers=list(rows[0])), raise_errors=True)


def _account(each: Invented, creator_id: int) -> dict[str, Any]:
    platform, country = PLATFORMS[each.platform], COUNTRIES[each.country]
    return {"platform": platform, "handle": each.handle, "title": each.name, "country": country, "creator_id": creator_id}


def _snapshot(each: Invented, creator_list: CreatorList) -> dict[str, Any]:
    stated = {name: getattr(each, name) for name in ("followers", "following", "posts", "likes")}
    return {"account": each.handle, "taken_on": TAKEN_ON, "source_id": creator_list.source_id, "creator_list_id": creator_list.pk, **stated}
