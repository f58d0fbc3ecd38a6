"""How the API shows shortlists and their entries, and what may be said of them."""

from typing import Any

from rest_framework import serializers

from discovery.api.fields import Amount, Id, StrictSerializer, Text
from discovery.api.paging import PageQuery
from discovery.api.serializers.accounts import AccountBriefSerializer
from discovery.models import Entry

# So many accounts or entries one request may name.
MOST_AT_ONCE = 1_000


class ShortlistSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    campaign = serializers.IntegerField(source="campaign_id", help_text="The campaign's id.")
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    entry_count = serializers.IntegerField()
    committed_count = serializers.IntegerField(help_text="Entries that are agreed or booked.")


class ShortlistBody(StrictSerializer):
    campaign = Id(help_text="The campaign's id.")
    name = Text(max_length=200, help_text="Once in a campaign.")


class ShortlistNameBody(StrictSerializer):
    name = Text(max_length=200, help_text="Once in a campaign.")


class ShortlistQuery(PageQuery):
    campaign = serializers.IntegerField(min_value=1, required=False, help_text="Those of this campaign alone.")


class EntrySerializer(serializers.Serializer[Any]):
    """One account on one shortlist."""

    id = serializers.IntegerField()
    shortlist = serializers.IntegerField(source="shortlist_id", help_text="The shortlist's id.")
    account = AccountBriefSerializer()
    status = serializers.ChoiceField(Entry.Status.choices)
    note = serializers.CharField(allow_blank=True)
    cost = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True, help_text="In the campaign's currency.")
    added_by = serializers.EmailField(source="added_by.email", allow_null=True, help_text="Null where that person is gone.")
    added_at = serializers.DateTimeField()


class EntryBody(StrictSerializer):
    """What is not named stays as it is."""

    status = serializers.ChoiceField(Entry.Status.choices, required=False)
    note = Text(max_length=2_000, allow_blank=True, required=False)
    cost = Amount(allow_null=True, required=False, help_text="In the campaign's currency; null where it is not known.")


class EntryQuery(PageQuery):
    status = serializers.ChoiceField(Entry.Status.choices, required=False, help_text="Those in this status alone.")


class AccountsBody(StrictSerializer):
    accounts = serializers.ListField(child=Id(), min_length=1, max_length=MOST_AT_ONCE, help_text="The accounts' ids.")


class AddedSerializer(serializers.Serializer[Any]):
    """What became of the accounts: newly on the list, back on it with their note and cost, on it all along."""

    added = serializers.IntegerField()
    restored = serializers.IntegerField()
    present = serializers.IntegerField()


class EntriesBody(StrictSerializer):
    entries = serializers.ListField(child=Id(), min_length=1, max_length=MOST_AT_ONCE, help_text="The entries' ids.")


class EntriesStatusBody(EntriesBody):
    status = serializers.ChoiceField(Entry.Status.choices)


class ChangedSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField(help_text="How many of the entries named; ids of other shortlists are passed over.")
