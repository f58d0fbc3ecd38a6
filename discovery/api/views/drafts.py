"""/lists/: drafts as they are understood: pasted ones, their columns, how their file is read, and what it would do as a whole.

For admins. Uploading, settling and starting them is views.lists'.
"""

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from discovery import drafts, lists, tasks
from discovery.api.access import found, person
from discovery.api.endpoint import Endpoint
from discovery.api.fields import body_of
from discovery.api.permissions import AdminsOnly
from discovery.api.problems import Conflict, conflict_of
from discovery.api.schema import operation
from discovery.api.serializers.lists import CheckSerializer, CreatorListSerializer, DraftColumnsSerializer, FormatBody, ListPasteBody
from discovery.api.views.lists import answer, drafted, stored_lists
from discovery.importing import uploads
from discovery.importing.formats.files import NO_HEADER, FileProblem, FormatChoice
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList


class ListPaste(Endpoint):
    permission_classes = [AdminsOnly]

    @operation(
        "Paste a creator list",
        {201: CreatorListSerializer},
        refuses=(403, 409),
        reads=ListPasteBody,
        example={"text": "handle\tfollowers\nana.runs\t120000", "source": "Our own research", "platform": "instagram"},
    )
    def post(self, request: Request) -> Response:
        """Rows or handles as text instead of a file: a draft like any other. 409 where the source is the sample data's."""
        given = body_of(request, ListPasteBody)
        text, source = given.pop("text"), given.pop("source")
        try:
            made = lists.paste(text=text, source_name=source, by=person(request))
        except FileProblem as problem:
            raise ValidationError({"text": [str(problem)]}) from problem
        except uploads.NotReady as problem:
            raise Conflict(str(problem)) from problem
        return drafted(made, given)


class ListColumns(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Show a draft's columns", {200: DraftColumnsSerializer}, refuses=(403, 404, 409))
    def get(self, request: Request, list_id: int) -> Response:
        """What each column is taken for, why and how surely, and how its values are read where they could be read two ways.

        409 where it is no draft, or its file is gone.
        """
        draft = _draft(list_id)
        mapping = Mapping.from_json(draft.mapping)
        with conflict_of(FileProblem):
            columns = drafts.understood(draft).columns
        shown = [
            {**vars(column), "field": mapping.fields[column.index].value, "platform": mapping.platforms.get(column.index, "")}
            for column in columns
        ]
        return Response(DraftColumnsSerializer({"columns": shown}).data)


class ListFormat(Endpoint):
    permission_classes = [AdminsOnly]

    @operation(
        "Read a draft's file anew",
        {200: CreatorListSerializer},
        refuses=(403, 404, 409),
        reads=FormatBody,
        example={"delimiter": ";", "header_line": 3},
    )
    def post(self, request: Request, list_id: int) -> Response:
        """The file is read as the body says, and the columns are proposed anew; 409 where it cannot be read so, and all is as it was."""
        draft, given = _draft(list_id), body_of(request, FormatBody)
        if "header_line" in given:
            given["header_line"] = given["header_line"] or NO_HEADER
        with conflict_of(FileProblem, uploads.NotReady):
            uploads.reread(list_id=draft.pk, choice=FormatChoice(**given))
        return answer(list_id)


class ListCheck(Endpoint):
    permission_classes = [AdminsOnly]

    @operation("Check a draft", {200: CheckSerializer}, refuses=(403, 404, 409))
    def post(self, request: Request, list_id: int) -> Response:
        """What the whole file would do by what is chosen now. A large file is looked through by a worker: ask again until `is_done`.

        409 where it is no draft, something is `missing`, or its file is gone.
        """
        draft = _draft(list_id)
        with conflict_of(FileProblem):
            check = tasks.check_draft(list_id)
        if check is None:
            raise Conflict(" ".join(uploads.still_missing(draft)) or "Something else was chosen in this moment: ask again.")
        return Response(CheckSerializer(check).data)


def _draft(list_id: int) -> CreatorList:
    draft: CreatorList = found(stored_lists(), list_id)
    if draft.state != CreatorList.State.DRAFT:
        raise Conflict("The list is not waiting for you any more: it was queued already.")
    return draft
