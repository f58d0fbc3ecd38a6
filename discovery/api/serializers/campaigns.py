"""How the API shows campaigns, their shares and brands, and what may be said of them."""

from typing import Any

from rest_framework import serializers

from discovery.api.fields import Amount, Day, Flag, Real, StrictSerializer, Text, Whole
from discovery.forms.campaigns import CURRENCIES
from discovery.models.campaigns import LEAST_CENTRE, LEAST_WIDTH, MOST_CENTRE, MOST_WIDTH

CENTRE = "Followers of the size it wants, by which its accounts are ranked; null for the method's own."
WIDTH = "How broad that wish is, in powers of ten; null for the method's own."
SHARE = "How much size counts in fit; null for the method's own."


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
    sweet_centre = serializers.IntegerField(allow_null=True, help_text=CENTRE)
    sweet_width = serializers.FloatField(allow_null=True, help_text=WIDTH)
    size_share = serializers.FloatField(allow_null=True, help_text=SHARE)
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
    sweet_centre = Whole(required=False, allow_null=True, min_value=LEAST_CENTRE, max_value=MOST_CENTRE, help_text=CENTRE)
    sweet_width = Real(required=False, allow_null=True, min_value=LEAST_WIDTH, max_value=MOST_WIDTH, help_text=WIDTH)
    size_share = Real(required=False, allow_null=True, min_value=0, max_value=1, help_text=SHARE)


class ShareSerializer(serializers.Serializer[Any]):
    person = PersonSerializer()
    may_edit = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class ShareBody(StrictSerializer):
    may_edit = Flag(help_text="Whether they may change the campaign and what is in it, or look alone.")
