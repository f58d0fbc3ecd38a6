"""How the API shows creator lists and what became of their rows, and what may be said of a draft."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from discovery import lists
from discovery.api.fields import Day, StrictSerializer, Text, Upload, Whole
from discovery.api.paging import PageQuery
from discovery.importing import uploads
from discovery.importing.dates import believable
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList, Platform, RowReport


class ColumnSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="From 0, as the columns stand in the file.")
    name = serializers.CharField(allow_blank=True, help_text="As it stands in the file.")
    field = serializers.ChoiceField(Field.choices, help_text="What it was taken for.")


class CreatorListSerializer(serializers.Serializer[Any]):
    """One uploaded file, what each column is, and what became of its rows."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    source = serializers.CharField(source="source.name", help_text="Who states the numbers.")  # type: ignore[assignment]  # a field of that name
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    uploaded_by = serializers.EmailField(source="uploaded_by.email", allow_null=True)
    created_at = serializers.DateTimeField()
    state = serializers.ChoiceField(CreatorList.State.choices)
    message = serializers.CharField(allow_blank=True, help_text="Why it failed.")
    platform = serializers.ChoiceField(Platform.choices, allow_blank=True, help_text="For rows that name none.")
    taken_on = serializers.DateField(allow_null=True, help_text="The day of the counts, for rows that name none.")
    columns = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField(help_text="What stands in the way of loading a draft, a sentence each.")
    progress = serializers.SerializerMethodField(help_text="The share of the file that is read, 0 to 1.")
    queued_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    scored_at = serializers.DateTimeField(allow_null=True, help_text="When the touched accounts' scores were published.")
    rows = serializers.IntegerField(help_text="The sum of the six below.")
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    unmatched = serializers.IntegerField()
    rejected = serializers.IntegerField()
    snapshots = serializers.IntegerField(help_text="Snapshots that were new or changed.")

    @extend_schema_field(ColumnSerializer(many=True))
    def get_columns(self, creator_list: CreatorList) -> list[dict[str, Any]]:
        chosen = Mapping.from_json(creator_list.mapping).fields
        names = creator_list.file_format.get("columns", [])
        return [{"index": index, "name": name, "field": chosen.get(index, Field.EXTRA).value} for index, name in enumerate(names)]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_missing(self, creator_list: CreatorList) -> list[str]:
        return uploads.still_missing(creator_list) if creator_list.state == CreatorList.State.DRAFT else []

    @extend_schema_field(serializers.FloatField(min_value=0, max_value=1))
    def get_progress(self, creator_list: CreatorList) -> float:
        return lists.progress(creator_list, timezone.now()).share


class CountsDay(Day):
    """A day on which counts may have been taken."""

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        try:
            return believable(day, timezone.localdate())
        except ValueError as error:
            raise ValidationError(f"This day {error}.") from error


class ListUploadBody(StrictSerializer):
    file = Upload(help_text="Text (CSV, TSV, semicolons), a workbook (XLSX, XLSB, XLS, ODS) or JSON.", allow_empty_file=True)
    source = Text(max_length=100, help_text="Who states the numbers: a data provider, your own research.")  # type: ignore[assignment]  # as above
    platform = serializers.ChoiceField(Platform.choices, required=False, help_text="Where the accounts are, if no column says.")
    taken_on = CountsDay(required=False, help_text="The day of the counts, if no column says.")


class ColumnBody(StrictSerializer):
    index = Whole(min_value=0, max_value=10_000, help_text="Which column, from 0.")
    field = serializers.ChoiceField(Field.choices)


class ListBody(StrictSerializer):
    """What is not named stays as it is; so do columns that are not."""

    columns = ColumnBody(many=True, required=False)
    platform = serializers.ChoiceField(Platform.choices, required=False, allow_blank=True, help_text="For rows that name none.")
    taken_on = CountsDay(required=False, allow_null=True, help_text="The day of the counts, for rows that name none.")


class RowsQuery(PageQuery):
    outcome = serializers.ChoiceField(RowReport.Outcome.choices, required=False, help_text="Rows with this outcome alone.")


class RowProblemSerializer(serializers.Serializer[Any]):
    column = serializers.CharField(allow_blank=True)
    value = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()


class RowSerializer(serializers.Serializer[Any]):
    """A row that did not simply load, and why."""

    id = serializers.IntegerField()
    line = serializers.IntegerField(help_text="The file's line on which it starts, from 1.")
    outcome = serializers.ChoiceField(RowReport.Outcome.choices)
    problems = RowProblemSerializer(many=True)
    cells = serializers.ListField(child=serializers.CharField(allow_blank=True), help_text="As they stand in the file.")
