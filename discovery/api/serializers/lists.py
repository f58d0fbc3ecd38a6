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
from discovery.importing import checking, uploads
from discovery.importing.cells.dates import believable
from discovery.importing.conventions.readings import Reading
from discovery.importing.fields import Field
from discovery.importing.formats.files import Kind
from discovery.importing.kept import format_of
from discovery.importing.mapping import Mapping, Shape
from discovery.importing.proposals.proposing import Confidence
from discovery.models import CreatorList, ListProgress, Platform, RowReport

LEFT_OUT = "Rows that are no account's and need no mending: headings, totals, notes, the columns' names once more."
ACCOUNT = "The handle, or the platform's id, of the one account that all rows are of, where no column names any."
# Ways in which a column's values could be read two ways.
QUESTIONS = ["decimal_mark", "percent", "day_first", "mil", "b", "scale", "zeros", "old_addresses", "named_by"]


class ColumnSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="From 0, as the columns stand in the file.")
    name = serializers.CharField(allow_blank=True, help_text="As it stands in the file.")
    field = serializers.ChoiceField(Field.choices, help_text="What it is taken for.")
    platform = serializers.ChoiceField(Platform.choices, allow_blank=True, help_text="Where it speaks of the account there alone.")


class SheetSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    rows = serializers.IntegerField(help_text="Below its header; 0 where it is hidden.")
    is_hidden = serializers.BooleanField()


class FormatSerializer(serializers.Serializer[Any]):
    """How a file is read, as it was found or chosen."""

    file_kind = serializers.ChoiceField([(kind.value, kind.value) for kind in Kind], source="kind")
    encoding = serializers.CharField(help_text="Python's name.")
    delimiter = serializers.CharField(trim_whitespace=False)
    header_line = serializers.IntegerField(help_text="The line with the columns' names, from 1; 0 where there is none.")
    sheet = serializers.CharField(allow_blank=True)
    sheets = SheetSerializer(many=True)
    objects = serializers.ListField(child=serializers.CharField(), help_text="The columns whose cells hold objects.")
    objects_apart = serializers.BooleanField(help_text="Whether these are taken apart into columns of their own.")


class ProblemKindSerializer(serializers.Serializer[Any]):
    """Problems of one column with the same reason."""

    column = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    outcome = serializers.ChoiceField(RowReport.Outcome.choices, help_text="What becomes of the row.")
    count = serializers.IntegerField()
    line = serializers.IntegerField(help_text="The first one's.")


class CheckSerializer(serializers.Serializer[Any]):
    """What the whole file would do. Rows are accounts': a row may speak of several."""

    is_done = serializers.BooleanField(help_text="False while a worker looks through the file: all else is 0 then.")
    problem = serializers.CharField(allow_blank=True, help_text="Why the file cannot be loaded at all.")
    rows = serializers.IntegerField()
    new_accounts = serializers.IntegerField()
    known_accounts = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    unmatched = serializers.IntegerField()
    rejected = serializers.IntegerField()
    left_out = serializers.IntegerField(help_text=LEFT_OUT)
    suppressed = serializers.IntegerField()
    problems = ProblemKindSerializer(source="kinds", many=True)
    other_problems = serializers.IntegerField(source="others", help_text="Cells with problems of further kinds.")


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
    format = serializers.SerializerMethodField(help_text="How the file is read.")
    shape = serializers.SerializerMethodField(help_text="What a row is.")
    account = serializers.SerializerMethodField(help_text=ACCOUNT)
    check = serializers.SerializerMethodField(
        help_text="What the whole file would do by what is chosen now; null where it was not checked."
    )
    continues = serializers.IntegerField(
        source="continues_id", allow_null=True, help_text="The list whose rows these are, matched to accounts."
    )
    progress = serializers.SerializerMethodField(help_text="The share of the work that is done, 0 to 1.")
    stage = serializers.SerializerMethodField(help_text="What a worker is at; empty where none is.")
    queued_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    scored_at = serializers.DateTimeField(allow_null=True, help_text="When the touched accounts' scores were published.")
    rows = serializers.IntegerField(help_text="The sum of the nine below. A row with accounts on several platforms is as many.")
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    gathered = serializers.IntegerField(help_text="Of a list of posts: further posts of an account, gathered into its averages.")
    unmatched = serializers.IntegerField()
    rejected = serializers.IntegerField()
    left_out = serializers.IntegerField(help_text=LEFT_OUT)
    suppressed = serializers.IntegerField(help_text="Rows of people who asked not to be listed; nothing is kept of them.")
    snapshots = serializers.IntegerField(help_text="Snapshots that were new or changed.")

    @extend_schema_field(ColumnSerializer(many=True))
    def get_columns(self, creator_list: CreatorList) -> list[dict[str, Any]]:
        chosen, names = Mapping.from_json(creator_list.mapping), creator_list.file_format.get("columns", [])
        return [
            {
                "index": index,
                "name": name,
                "field": chosen.fields.get(index, Field.EXTRA).value,
                "platform": chosen.platforms.get(index, ""),
            }
            for index, name in enumerate(names)
        ]

    @extend_schema_field(FormatSerializer(allow_null=True))
    def get_format(self, creator_list: CreatorList) -> dict[str, Any] | None:
        return FormatSerializer(format_of(creator_list)).data if creator_list.file_format else None

    @extend_schema_field(serializers.ChoiceField(Shape.choices))
    def get_shape(self, creator_list: CreatorList) -> str:
        return Mapping.from_json(creator_list.mapping).shape.value

    @extend_schema_field(serializers.CharField(allow_blank=True))
    def get_account(self, creator_list: CreatorList) -> str:
        return Mapping.from_json(creator_list.mapping).account

    @extend_schema_field(CheckSerializer(allow_null=True))
    def get_check(self, creator_list: CreatorList) -> dict[str, Any] | None:
        check = checking.current(creator_list) if creator_list.checked else None
        return CheckSerializer(check).data if check else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_missing(self, creator_list: CreatorList) -> list[str]:
        return uploads.still_missing(creator_list) if creator_list.state == CreatorList.State.DRAFT else []

    @extend_schema_field(serializers.ChoiceField(ListProgress.Stage.choices, allow_blank=True))
    def get_stage(self, creator_list: CreatorList) -> str:
        told: ListProgress | None = getattr(creator_list, "progress", None)
        return told.stage if told and creator_list.is_running else ""

    @extend_schema_field(serializers.FloatField(min_value=0, max_value=1))
    def get_progress(self, creator_list: CreatorList) -> float:
        return 0.0 if creator_list.state == CreatorList.State.DRAFT else lists.progress(creator_list, timezone.now()).share


class CountsDay(Day):
    """A day on which counts may have been taken."""

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        try:
            return believable(day, timezone.localdate())
        except ValueError as error:
            raise ValidationError(f"This day {error}.") from error


class ReadingOptionSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    means = serializers.CharField(help_text="What a value of the column is then.")


class ReadingSerializer(serializers.Serializer[Any]):
    """How a column is read whose values could be read two ways; `value` is empty where that is an open question: until it is answered,
    counts and rates in doubt are left out, and a day in doubt rejects its row.
    """

    question = serializers.ChoiceField(QUESTIONS, source="kind")
    value = serializers.CharField(allow_blank=True)
    is_chosen = serializers.BooleanField(help_text="Whether a person said so.")
    is_doubted = serializers.BooleanField(help_text="Whether a person should look, though rows load as `value` says.")
    reason = serializers.CharField()
    options = serializers.SerializerMethodField()

    @extend_schema_field(ReadingOptionSerializer(many=True))
    def get_options(self, reading: Reading) -> list[dict[str, str]]:
        return [{"value": value, "means": means} for value, means in reading.options]


class DraftColumnSerializer(ColumnSerializer):
    """A column as it is understood, why and how surely."""

    field = serializers.ChoiceField(Field.choices, help_text="What it is taken for.")
    samples = serializers.ListField(child=serializers.CharField(), help_text="Its first values.")
    confidence = serializers.ChoiceField(
        Confidence.choices, allow_null=True, help_text="Null where a person said what it is: another field than proposed, or the same."
    )
    reason = serializers.CharField()
    readings = ReadingSerializer(many=True)


class DraftColumnsSerializer(serializers.Serializer[Any]):
    columns = DraftColumnSerializer(many=True)


class ListPasteBody(StrictSerializer):
    text = Text(
        max_length=1_000_000,
        trim_whitespace=False,
        help_text="Cells with tabs between, under their columns' names; or handles alone, one a line.",
    )
    source = Text(max_length=100, help_text="Who states the numbers: a data provider, your own research.")  # type: ignore[assignment]  # as above
    platform = serializers.ChoiceField(Platform.choices, required=False, help_text="Where the accounts are, if no column says.")
    taken_on = CountsDay(required=False, help_text="The day of the counts, if no column says.")


class FormatBody(StrictSerializer):
    """What is not named is found."""

    encoding = Text(max_length=40, required=False, help_text="Python's name.")
    delimiter = serializers.ChoiceField([",", ";", "\t", "|"], required=False)
    header_line = Whole(min_value=0, max_value=10_000, required=False, help_text="From 1; 0 where the file has no columns' names.")
    sheet = Text(max_length=100, required=False)
    objects_as_text = serializers.BooleanField(required=False, help_text="Objects in cells stay as they came.")


class ListUploadBody(StrictSerializer):
    file = Upload(help_text="Text (CSV, TSV, semicolons), a workbook (XLSX, XLSB, XLS, ODS) or JSON.", allow_empty_file=True)
    source = Text(max_length=100, help_text="Who states the numbers: a data provider, your own research.")  # type: ignore[assignment]  # as above
    platform = serializers.ChoiceField(Platform.choices, required=False, help_text="Where the accounts are, if no column says.")
    taken_on = CountsDay(required=False, help_text="The day of the counts, if no column says.")


class AnswerBody(StrictSerializer):
    question = serializers.ChoiceField(QUESTIONS)
    value = Text(max_length=20, allow_blank=True, help_text="One of the reading's options; empty to have the values decide.")


class ColumnBody(StrictSerializer):
    """What is not named of a column stays as it is."""

    index = Whole(min_value=0, max_value=10_000, help_text="Which column, from 0.")
    field = serializers.ChoiceField(Field.choices, required=False)
    platform = serializers.ChoiceField(
        Platform.choices, required=False, allow_blank=True, help_text="Where the column speaks of the account there alone."
    )
    readings = AnswerBody(many=True, required=False)


class ListBody(StrictSerializer):
    """What is not named stays as it is; so do columns, but those of the same account as one that is put on a platform go with it."""

    columns = ColumnBody(many=True, required=False)
    shape = serializers.ChoiceField(Shape.choices, required=False, help_text="What a row is.")
    account = Text(max_length=100, required=False, allow_blank=True, help_text=ACCOUNT)
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
    part = serializers.CharField(allow_blank=True, help_text="The platform, where the row speaks of accounts on several.")
    outcome = serializers.ChoiceField(RowReport.Outcome.choices)
    problems = RowProblemSerializer(many=True)
    cells = serializers.ListField(child=serializers.CharField(allow_blank=True), help_text="As they stand in the file.")
