"""/lists/: creator lists on their way in, for admins: upload, settle what the columns are, load, and see what became of each row."""

from collections.abc import Mapping as Dict
from dataclasses import replace
from typing import Any

from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from discovery import lists, tasks
from discovery.api.access import found, person
from discovery.api.endpoint import Endpoint
from discovery.api.fields import body_of, query_of
from discovery.api.paging import PageQuery, answer_page, page_by_id, page_of
from discovery.api.permissions import AdminsOnly
from discovery.api.problems import Conflict, conflict_of
from discovery.api.schema import operation
from discovery.api.serializers.lists import CreatorListSerializer, ListBody, ListUploadBody, RowSerializer, RowsQuery
from discovery.importing import undoing, uploads
from discovery.importing.answering import with_what_follows
from discovery.importing.conventions.readings import with_choice
from discovery.importing.fields import Field
from discovery.importing.formats.files import FileProblem
from discovery.importing.mapping import Mapping, Shape
from discovery.models import CreatorList, RowReport

State = CreatorList.State


class Lists(Endpoint):
    permission_classes = [AdminsOnly]
    parser_classes = [MultiPartParser]

    @operation("List creator lists", {200: page_of(CreatorListSerializer)}, refuses=(400, 403, 404), parameters=[PageQuery])
    def get(self, request: Request) -> Response:
        """Every import, whoever made it."""
        page = page_by_id(stored_lists(), **query_of(request.query_params, PageQuery))
        return answer_page(request, CreatorListSerializer(page.rows, many=True).data, after=page.after, before=page.before)

    @operation(
        "Upload a creator list", {201: CreatorListSerializer}, refuses=(403, 409), reads=ListUploadBody, media_type="multipart/form-data"
    )
    def post(self, request: Request) -> Response:
        """It becomes a draft: see what each column was taken for, and what is `missing`; then start it. Nothing is loaded before.
        409 where the source is the sample data's.
        """
        upload = body_of(request, ListUploadBody)
        file, source = upload.pop("file"), upload.pop("source")
        try:
            made = lists.upload(file=file, name=file.name, source_name=source, by=person(request))
        except FileProblem as problem:
            raise ValidationError({"file": [str(problem)]}) from problem
        except uploads.NotReady as problem:
            raise Conflict(str(problem)) from problem
        return drafted(made, upload)


class OneList(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Show a creator list", {200: CreatorListSerializer}, refuses=(403, 404))
    def get(self, request: Request, list_id: int) -> Response:
        """Its state, its columns, how far it is, and what became of its rows."""
        return answer(list_id)

    @operation(
        "Change a draft",
        {200: CreatorListSerializer},
        refuses=(403, 404, 409),
        reads=ListBody,
        example={"columns": [{"index": 2, "field": "followers"}], "platform": "instagram"},
    )
    def patch(self, request: Request, list_id: int) -> Response:
        """What columns are and how they are read, what a row is, and the platform and day of rows that name none.

        409 once it was started, and where a column has no such question.
        """
        draft, changes = found(stored_lists(), list_id), body_of(request, ListBody, partial=True)
        columns = changes.pop("columns", [])
        mapping = _changed(draft, columns)
        said = {"shape": Shape(changes.pop("shape", mapping.shape)), "account": changes.pop("account", mapping.account)}
        mapping = replace(mapping, **said)
        _choose(draft, mapping, changes, {column["index"]: column for column in columns})
        return answer(list_id)

    @operation("Discard a draft", {204: None}, refuses=(403, 404, 409))
    def delete(self, request: Request, list_id: int) -> Response:
        """Its file goes with it; 409 once it was started."""
        found(stored_lists(), list_id)
        if not lists.discard(list_id=list_id, by=person(request)):
            raise Conflict("The list was queued already, so it stays.")
        return Response(status=status.HTTP_204_NO_CONTENT)


class ListStart(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Start a draft", {202: CreatorListSerializer}, refuses=(403, 404, 409))
    def post(self, request: Request, list_id: int) -> Response:
        """Gives it to a worker, which loads it and scores what it touched; 409 where something is missing, or it was started already."""
        return _queued(request, list_id, State.DRAFT)


class ListRetry(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Retry a failed list", {202: CreatorListSerializer}, refuses=(403, 404, 409))
    def post(self, request: Request, list_id: int) -> Response:
        """Gives a list whose load failed to a worker again; 409 for any other."""
        return _queued(request, list_id, State.FAILED)


class ListCancel(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Cancel a load", {202: CreatorListSerializer}, refuses=(403, 404, 409))
    def post(self, request: Request, list_id: int) -> Response:
        """A list that is queued or loading becomes a draft again, with nothing of it stored; 409 where it is neither, or all but loaded."""
        found(stored_lists(), list_id)
        if not tasks.cancel_list(list_id, by=person(request)):
            raise Conflict("It is too late to cancel, or the list is not being loaded.")
        return answer(list_id, status.HTTP_202_ACCEPTED)


class ListUndo(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Undo a load", {202: CreatorListSerializer}, refuses=(403, 404, 409))
    def post(self, request: Request, list_id: int) -> Response:
        """Has a worker take back what only this list brought, and restore what it replaced; 409 where it is not loaded."""
        found(stored_lists(), list_id)
        with conflict_of(undoing.NotLoaded):
            tasks.undo_list(list_id, by=person(request))
        return answer(list_id, status.HTTP_202_ACCEPTED)


class ListRows(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("List a creator list's rows", {200: page_of(RowSerializer)}, refuses=(400, 403, 404), parameters=[RowsQuery])
    def get(self, request: Request, list_id: int) -> Response:
        """Those that did not simply load, and why."""
        asked = query_of(request.query_params, RowsQuery)
        reports = RowReport.objects.filter(creator_list=found(stored_lists(), list_id))
        outcome = asked.pop("outcome", None)
        page = page_by_id(reports if outcome is None else reports.filter(outcome=outcome), **asked)
        return answer_page(request, RowSerializer(page.rows, many=True).data, after=page.after, before=page.before)


def stored_lists() -> Any:
    """Lists with what CreatorListSerializer shows."""
    return CreatorList.objects.select_related("source", "uploaded_by", "progress")


def answer(pk: int, code: int = status.HTTP_200_OK) -> Response:
    """The list as it stands now."""
    return Response(CreatorListSerializer(found(stored_lists(), pk)).data, code)


def drafted(made: CreatorList, chosen: dict[str, Any]) -> Response:
    """A list that was just stored, with the platform and day that came with it."""
    _choose(made, Mapping.from_json(made.mapping), chosen, {})
    return answer(made.pk, status.HTTP_201_CREATED)


def _changed(draft: CreatorList, columns: list[dict[str, Any]]) -> Mapping:
    """The draft's mapping with these changes; Conflict names a column that the file has not, or an answer to no question."""
    last = len(draft.file_format["columns"]) - 1
    if beyond := [column["index"] for column in columns if column["index"] > last]:
        raise Conflict(f"The file has columns 0 to {last}, and none {beyond[0]}.")
    mapping = Mapping.from_json(draft.mapping)
    for column in columns:
        index = column["index"]
        platforms = {**mapping.platforms, index: column.get("platform", mapping.platforms.get(index, ""))}
        fields = {**mapping.fields, index: Field(column.get("field", mapping.fields.get(index, Field.EXTRA)))}
        confirmed = mapping.confirmed | ({index} if "field" in column else set())
        named = {each: platform for each, platform in platforms.items() if platform}
        mapping = replace(mapping, fields=fields, platforms=named, confirmed=confirmed)
        for given in column.get("readings", []):
            try:
                mapping = with_choice(mapping, index, given["question"], given["value"])
            except ValueError as problem:
                raise Conflict(f"Column {index}: {problem}.") from problem
    return mapping


def _choose(draft: CreatorList, mapping: Mapping, changes: dict[str, Any], spoken_of: Dict[int, object]) -> None:
    """Keeps what was chosen and what follows from it for columns that are not `spoken_of`. Conflict where it is no draft any more, or its
    file is gone.
    """
    chosen = {"platform": draft.platform, "taken_on": draft.taken_on, **changes}
    with conflict_of(uploads.NotReady, FileProblem):
        mapping = with_what_follows(draft, mapping, chosen["platform"], spoken_of)
        uploads.choose(list_id=draft.pk, mapping=mapping, **chosen)


def _queued(request: Request, list_id: int, state: CreatorList.State) -> Response:
    creator_list = found(stored_lists(), list_id)
    if creator_list.state != state:
        raise Conflict(f"The list is {creator_list.get_state_display().lower()}, not {state.label.lower()}.")
    with conflict_of(uploads.NotReady):
        tasks.queue_list(list_id, by=person(request))
    return answer(list_id, status.HTTP_202_ACCEPTED)
