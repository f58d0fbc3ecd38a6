"""How the API shows flags in words, and how one is named."""

from typing import Any

from rest_framework import serializers

from discovery.api.fields import Day, StrictSerializer, Text
from scoring.formulas.kinds import KINDS


class DismissalSerializer(serializers.Serializer[Any]):
    by = serializers.EmailField(source="by.email", allow_null=True, help_text="Null where that person is gone.")
    at = serializers.DateTimeField()
    reason = serializers.CharField()


class FlagShownSerializer(serializers.Serializer[Any]):
    """A dated reason for doubt, in words."""

    kind = serializers.ChoiceField(KINDS)
    from_day = serializers.DateField(help_text="Of the earlier of the two snapshots that it was read from.")
    to_day = serializers.DateField(help_text="Of the later one.")
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    sentence = serializers.CharField(source="said.sentence", allow_null=True, help_text="Null where the numbers no longer show it.")
    innocent = serializers.CharField(source="said.innocent", allow_null=True, help_text="What else looks the same.")
    consequence = serializers.CharField(source="said.consequence", allow_null=True, help_text="What it does to the score.")
    deducts = serializers.FloatField(source="said.deducts", allow_null=True, help_text="Points of peer trust that it takes by itself.")
    dismissal = DismissalSerializer(allow_null=True, help_text="Who found it innocent, and why; null where nobody did.")


class FlagBody(StrictSerializer):
    """Which flag: its kind and days."""

    kind = serializers.ChoiceField(KINDS)
    from_day = Day()
    to_day = Day()


class DismissBody(FlagBody):
    reason = Text(max_length=1_000, help_text="Why it is innocent; everybody here can read it.")
