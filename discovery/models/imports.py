"""What importing remembers beyond the facts: what a list replaced, confirmed and tied, so that it can be undone without taking what others
say; how columns were mapped before; and who asked not to be listed.
"""

from typing import Any, Final, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from discovery.models.creators import Account, Snapshot
from discovery.models.lists import CreatorList


class EarlierValue(models.Model):
    """A stored value that a list replaced, as it was before: of an account, or of a snapshot where one is named.

    A field's earlier values form a chain from the list that states it today back to the first: each link's `creator_list` replaced what
    `value_list` had stated. Undoing a list in the middle hands its link's value on to the next.
    """

    creator_list = models.ForeignKey(CreatorList, on_delete=models.CASCADE, related_name="replaced", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="earlier_values")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, related_name="earlier_values")
    field = models.CharField(max_length=20)
    value = models.JSONField(null=True, help_text="As the column held it; null where it was blank.")
    value_list = models.ForeignKey(CreatorList, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Who had stated it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["creator_list", "account", "snapshot", "field"], nulls_distinct=False, name="earlier_value_once_a_list"
            )
        ]
        indexes = [models.Index(fields=["value_list"], name="earlier_value_list")]

    def __str__(self) -> str:
        return f"{self.field} of account {self.account_id} before list {self.creator_list_id}"


class ConfirmationPackQuerySet(models.QuerySet["ConfirmationPack"]):
    def account_ids(self) -> models.QuerySet[Any, Any]:
        """The ids in all of them, for an `IN`."""
        return self.values_list(models.Func("accounts", function="unnest", output_field=models.BigIntegerField()))

    def of(self, account: models.OuterRef) -> Self:
        """Those that the account is in."""
        alone = models.Func(account, template="ARRAY[%(expressions)s]", output_field=ArrayField(models.BigIntegerField()))
        return self.filter(block=account / ConfirmationPack.BLOCK, accounts__contains=alone)


class Confirmation(models.Model):
    """A list states of an account, or of one of its snapshots, what was stored already: where others are undone, it stays for this list.

    `fields` are the names of those values; a list that found the account at all confirms its identity. What it confirms of many
    accounts alike is a ConfirmationPack's. The database does not check the account's and the snapshot's keys: whoever deletes those
    deletes these.
    """

    creator_list = models.ForeignKey(CreatorList, on_delete=models.CASCADE, related_name="confirmations", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="confirmations", db_constraint=False)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="confirmations", null=True, db_constraint=False, db_index=False
    )
    fields = models.JSONField(default=list, help_text="[field, …]")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["creator_list", "account", "snapshot"], nulls_distinct=False, name="confirmation_once_a_list")
        ]

    def __str__(self) -> str:
        return f"list {self.creator_list_id} on account {self.account_id}"


class ConfirmationPack(models.Model):
    """Confirmations of one list with the same fields, of accounts whose ids are neighbours: all of one `block`.

    Accounts and snapshots that are gone by now may stand in it still. It is unpacked by discovery.importing.storing.confirming.
    """

    # So many ids are one block.
    BLOCK: Final = 1_000

    creator_list = models.ForeignKey(CreatorList, on_delete=models.CASCADE, related_name="confirmation_packs", db_index=False)
    block = models.BigIntegerField(help_text="The account ids divided by BLOCK.")
    accounts = ArrayField(models.BigIntegerField())
    snapshots = ArrayField(
        models.BigIntegerField(null=True), help_text="One for each account; null where the fields are of the account itself."
    )
    fields = models.JSONField(default=list, help_text="[field, …]")

    objects = ConfirmationPackQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["creator_list", "block"], name="confirmation_pack_list"),
            models.Index(fields=["block"], name="confirmation_pack_block"),
        ]

    def __str__(self) -> str:
        return f"list {self.creator_list_id} on {len(self.accounts)} accounts"


class Tie(models.Model):
    """Two accounts are one person's: a list has both in a row, or a person says so; or, `is_apart`, a person says that they are not.

    Accounts that are tied, be it through others, have one creator. Neither a list nor a person is named where they had one before
    anything was tied.
    """

    creator_list = models.ForeignKey(CreatorList, on_delete=models.CASCADE, null=True, related_name="ties", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ties", help_text="The younger of the two.")
    other = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    is_apart = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["creator_list", "account", "other"], nulls_distinct=False, name="tie_once_a_list"),
            models.CheckConstraint(condition=Q(account__gt=F("other")), name="tie_is_of_two"),
            models.CheckConstraint(condition=Q(is_apart=False) | Q(creator_list=None), name="tie_is_parted_by_people"),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id} {'is not' if self.is_apart else 'is'} account {self.other_id}'s creator's"


def accounts_told_of(list_id: int) -> models.QuerySet[Any, Any]:
    """The ids, some of them repeated, of the accounts that the list created, counted, changed or confirmed: for an `IN`."""
    created = Account.objects.filter(created_by_list=list_id).values_list("pk")
    told = (model.objects.filter(creator_list=list_id).values_list("account_id") for model in (Confirmation, EarlierValue, Snapshot))
    packed = ConfirmationPack.objects.filter(creator_list=list_id).account_ids()
    return created.union(*told, packed, all=True)


def is_told_of(list_id: int) -> Coalesce:
    """Whether the list is one that accounts_told_of() has `account_id` from.

    Asked of one account at a time, which PostgreSQL never turns into an `IN`: for a walk along an index in which most are.
    """
    account = models.OuterRef("account_id")
    created = Account.objects.filter(pk=account, created_by_list=list_id)
    told = (model.objects.filter(account=account, creator_list=list_id) for model in (Confirmation, EarlierValue, Snapshot))
    packed = ConfirmationPack.objects.filter(creator_list=list_id).of(account)
    found = [models.Subquery(rows.values_list(models.Value(True))[:1]) for rows in (created, *told, packed)]
    return Coalesce(*found, models.Value(False))


class FormerHandle(models.Model):
    """A handle that an account had before it was renamed; its old address leads to the account still."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="former_handles")
    handle = models.CharField(max_length=100)
    creator_list = models.ForeignKey(
        CreatorList, on_delete=models.SET_NULL, null=True, related_name="+", help_text="The list that told of the new one."
    )
    replaced_at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(handle=""), name="former_handle_is_one"),
            models.UniqueConstraint("account", models.functions.Lower("handle"), name="former_handle_once"),
        ]
        indexes = [models.Index(models.functions.Lower("handle"), name="former_handle_key")]

    def __str__(self) -> str:
        return self.handle


class SavedMapping(models.Model):
    """How the columns of a header were mapped last; offered to the next list with the same header."""

    header = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the columns' names, regardless of case.")
    columns = models.JSONField(help_text="[name, …]")
    mapping = models.JSONField(help_text="As discovery.importing's Mapping writes it.")
    platform = models.CharField(max_length=20, blank=True, help_text="For rows that named none.")
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return ", ".join(self.columns)


class Suppression(models.Model):
    """A person who asked not to be listed. Only a keyed hash of the platform with the handle or the id is kept."""

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="suppression_digest_is_one")]

    def __str__(self) -> str:
        return self.digest[:12]
