"""Creator lists as an admin has them: uploading and discarding one; what was found in it, how far a load is, what did not simply load.

Reading and loading files is discovery.importing's, starting a worker discovery.tasks', pages discovery.views.imports'.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import groupby
from typing import IO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from discovery.activity import record
from discovery.importing import uploads
from discovery.importing.fields import REASON_COLUMN
from discovery.importing.formats.files import FOUND, FormatChoice
from discovery.importing.formats.pasting import PASTED, table_of
from discovery.importing.formats.sections import headed_rows
from discovery.importing.kept import format_of, opened
from discovery.importing.loading import SCORE_WITHIN
from discovery.importing.mapping import Mapping, Shape
from discovery.models import Activity, CreatorList, ListProgress, RowReport, User

REPORTS_SHOWN = 100


@dataclass(frozen=True)
class Progress:
    """How far a running load is: share 0..1 of its work, what it is at, rows read, rows each second, and seconds left.

    The last two are None where they cannot be told.
    """

    share: float
    stage: str
    rows_done: int
    rows_per_second: int | None
    seconds_left: int | None


@transaction.atomic
def upload(
    *, file: IO[bytes], name: str, source_name: str, by: User | None, is_sample: bool = False, choice: FormatChoice = FOUND
) -> CreatorList:
    """Store a file as a draft, with what was found in it, unless `choice` says; `name` is the file's, `source_name` who states its numbers.

    FileProblem where the file cannot be used, uploads.NotReady where no source is named, or the sample's; then nothing is stored.
    """
    creator_list = uploads.create_list(file=file, name=name, source_name=source_name, uploaded_by=by, is_sample=is_sample, choice=choice)
    record(Activity.Action.IMPORT_UPLOADED, creator_list, by=by)
    return creator_list


def paste(*, text: str, source_name: str, by: User | None) -> CreatorList:
    """The same with rows or bare handles that were pasted; they are a file from then on."""
    name = f"{PASTED} {date_format(timezone.localdate(), 'Y-m-d')}.txt"
    return upload(file=BytesIO(table_of(text).encode()), name=name, source_name=source_name, by=by)


@transaction.atomic
def discard(*, list_id: int, by: User | None) -> bool:
    """Delete a draft and its upload. False where it is no draft any more."""
    draft = CreatorList.objects.select_for_update().filter(pk=list_id, state=CreatorList.State.DRAFT).first()
    if draft is None:
        return False
    record(Activity.Action.IMPORT_DISCARDED, draft, by=by)
    draft.delete()
    # The files go last: a deletion that is rolled back must find them.
    for stored in filter(None, (draft.file, draft.table)):
        transaction.on_commit(partial(stored.delete, save=False))
    return True


def progress(creator_list: CreatorList, now: datetime) -> Progress:
    """How far the worker has said it is; one that has only begun has said nothing."""
    told: ListProgress | None = getattr(creator_list, "progress", None)
    if told is None or told.attempt != creator_list.attempts:
        told = ListProgress()
    share, rows, stage = told.share_done, told.rows_done, told.get_stage_display()
    spent = (now - creator_list.started_at).total_seconds() if creator_list.started_at else 0.0
    if not share or spent <= 0:
        return Progress(share, stage, rows, None, None)
    is_reading = told.stage == ListProgress.Stage.READING
    return Progress(share, stage, rows, round(rows / spent) if is_reading else None, round(spent / share - spent))


def is_working(creator_list: CreatorList, now: datetime) -> bool:
    """Whether a worker still has something to do for it: to load it, or to score what it touched, which is given up after a while."""
    return creator_list.is_running or (is_unscored(creator_list) and now - (creator_list.finished_at or now) < SCORE_WITHIN)


def is_unscored(creator_list: CreatorList) -> bool:
    return creator_list.state == CreatorList.State.LOADED and creator_list.scored_at is None


def reports_shown(creator_list: CreatorList) -> QuerySet[RowReport]:
    """The first rows that did not simply load, in the file's order."""
    return creator_list.reports.order_by("line", "part", "pk")[:REPORTS_SHOWN]


def mendable_rows(creator_list: CreatorList, outcome: str) -> tuple[list[str], Iterator[list[str]]]:
    """The rows of that outcome as they stood in the file, with the reason in a last column: to be mended and imported again.

    A row that speaks of several accounts stands there once, a tracker's once for each count. Those of them that loaded are unchanged when
    it comes again. Of a list of posts all rows stand there while its upload is kept: averages are over all posts of an account.
    """
    header = [*format_of(creator_list).columns, REASON_COLUMN]
    if Mapping.from_json(creator_list.mapping).shape == Shape.POSTS and creator_list.file:
        return header, _all_posts(creator_list, outcome, len(header) - 1)
    reports = creator_list.reports.filter(outcome=outcome).order_by("line", "part", "pk").iterator(chunk_size=2_000)
    rows = groupby(reports, key=lambda report: (report.line, report.cells))
    return header, (_mendable(list(of_row), len(header) - 1) for _, of_row in rows)


def _all_posts(creator_list: CreatorList, outcome: str, width: int) -> Iterator[list[str]]:
    reports = {report.line: report for report in creator_list.reports.filter(outcome=outcome)}
    with opened(creator_list) as file:
        for raw in headed_rows(file, format_of(creator_list)):
            yield _mendable([reports.get(raw.line, RowReport(cells=raw.cells))], width)


def _mendable(reports: Sequence[RowReport], width: int) -> list[str]:
    cells = [*reports[0].cells, *[""] * width][:width]
    reasons = (f"{problem['column']}: {problem['reason']}".strip(": ") for report in reports for problem in report.problems)
    return [*cells, " · ".join(dict.fromkeys(filter(None, reasons)))]
