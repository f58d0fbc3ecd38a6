"""How the API shows campaigns, their shares and brands, and what may be said of them."""

from typing import Any

from rest_framework import serializers

from discovery.api.fields import Amount, Day, Flag, StrictSerializer, Text
from discovery.forms import CURRENCIES


class PersonSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    name = serializers.CharField(allow_blank=True)


class BrandSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class BrandBody(StrictSerializer):
    name = Text(max_length=200)


class CampaignSerializer(serializers.Serializer[Any]):
    """A campaign's brief, and what its shortlists add up to. Amounts are in its currency."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    brand = serializers.CharField(source="brand.name", allow_null=True, help_text="The brand's name; null where it has none.")
    goal = serializers.CharField(allow_blank=True)
    budget = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    currency = serializers.CharField(help_text="ISO 4217.")
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    owner = PersonSerializer()
    created_at = serializers.DateTimeField()
    shortlist_count = serializers.IntegerField()
    entry_count = serializers.IntegerField()
    committed = serializers.DecimalField(max_digits=30, decimal_places=2, allow_null=True, help_text="Costs of what is agreed or booked.")
    planned = serializers.DecimalField(max_digits=30, decimal_places=2, allow_null=True, help_text="Costs of all that is not declined.")


class CampaignBody(StrictSerializer):
    name = Text(max_length=200)
    brand = Text(max_length=200, required=False, allow_blank=True, help_text="A name, known or new; empty for none.")
    goal = Text(max_length=5_000, required=False, allow_blank=True)
    budget = Amount(required=False, allow_null=True)
    currency = serializers.ChoiceField(sorted(CURRENCIES), required=False, help_text="ISO 4217; EUR where a new campaign does not say.")
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True, help_text="Not before `starts_on`.")


class ShareSerializer(serializers.Serializer[Any]):
    person = PersonSerializer()
    may_edit = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class ShareBody(StrictSerializer):
    may_edit = Flag(help_text="Whether they may change the campaign and what is in it, or look alone.")
