"""`python3 manage.py import_list FILE`: what the browser's import does, in this process, with an account of it in the end."""

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from discovery import lists, tasks
from discovery.answers import OPTIONS, Answer, Answers, answer, answered
from discovery.importing import uploads
from discovery.importing.cells.dates import read_date
from discovery.importing.fields import Field
from discovery.importing.formats.files import NO_HEADER, FileProblem, FormatChoice
from discovery.importing.kept import CHUNK_BYTES
from discovery.importing.mapping import NO_ACCOUNT, Mapping, Shape, missing
from discovery.management.progress import told
from discovery.management.understanding import FIRST_PROBLEMS, checked, lines_of, lines_of_check, understanding
from discovery.models import CreatorList, Platform

REPORTED = (
    "rows",
    "created",
    "updated",
    "unchanged",
    "duplicates",
    "gathered",
    "unmatched",
    "rejected",
    "left_out",
    "suppressed",
    "snapshots",
)
OUTCOMES = {
    "created": "created",
    "updated": "updated",
    "unchanged": "unchanged",
    "duplicates": "duplicates",
    "gathered": "further posts",
    "unmatched": "to be matched",
    "rejected": "rejected",
    "left_out": "left out as no accounts",
    "suppressed": "asked not to be listed",
}
DEFAULT_SOURCE = "Not stated"
FROM_INPUT: Final = Path("-")
STANDARD_INPUT: Final = "standard input.txt"
DELIMITERS: Final = {",": ",", ";": ";", "\t": "tab", "|": "|"}


class Command(BaseCommand):
    help = "Import a creator list (CSV, TSV, a workbook or JSON), and score the accounts in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="A path; - reads the standard input.")
        parser.add_argument("--platform", choices=Platform.values, help="Where the accounts are, if no column says.")
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="When the counts were taken, if no column says.")
        parser.add_argument("--source", default=DEFAULT_SOURCE, help="Who states the numbers (default: %(default)s).")
        parser.add_argument("--sheet", default="", metavar="NAME", help="Which sheet of a workbook, if not the one that is found.")
        parser.add_argument("--encoding", default="", metavar="NAME", help="As utf-8 or cp1252, if not the one that is found.")
        parser.add_argument("--delimiter", type=_delimiter, metavar="CHARACTER", help="As , or ; or tab, if not found.")
        parser.add_argument(
            "--header-line",
            default=0,
            type=_header_line,
            metavar="N",
            help="Where the columns' names stand, if not found; 0: nowhere.",
        )
        parser.add_argument("--objects-as-text", action="store_true", help="Leave objects in cells as they came, {'id': 5} for instance.")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            type=_answer_of_column,
            metavar="NAME=FIELD",
            help=f"What a column is, by its name or number: FIELD is one of {', '.join(Field.values)}; handle@tiktok is of one platform's.",
        )
        parser.add_argument("--account", default="", metavar="HANDLE", help="Whose all rows are, where no column names an account.")
        parser.add_argument("--shape", default="", choices=Shape.values, help="What each row is, if that is not found.")
        for kind, (option, values) in OPTIONS.items():
            parser.add_argument(
                f"--{option}",
                dest=kind,
                action="append",
                default=[],
                type=_answer,
                metavar="[NAME=]VALUE",
                help=f"How what could be read two ways is read: {values}; of one column, or of all that leave it open.",
            )
        parser.add_argument("--list-columns", action="store_true", help="Show how the file is understood, and store nothing.")
        parser.add_argument("--dry-run", action="store_true", help="The same, and what the whole file would do.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object instead of a report.")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        named = ("encoding", "header_line", "sheet", "objects_as_text")
        choice = FormatChoice(delimiter=options["delimiter"] or "", **{name: options[name] for name in named})
        creator_list = self._uploaded(options["file"], choice, options["source"])
        try:
            self._answer(creator_list, options)
            understood = understanding(creator_list)
        except BaseException:
            lists.discard(list_id=creator_list.pk, by=None)
            raise
        for warning in understood["warnings"]:
            self.stderr.write(f"Note: {warning}")
        if options["list_columns"] or options["dry_run"]:
            self._show_draft(creator_list, understood, options)
            return
        if sentence := _missing(creator_list):
            lists.discard(list_id=creator_list.pk, by=None)
            raise CommandError(sentence)
        list_id = creator_list.pk
        with told(list_id, self._show) if sys.stderr.isatty() else nullcontext():
            creator_list = tasks.load_now(list_id, by=None)
        if sys.stderr.isatty():
            self.stderr.write("")
        if creator_list.state != CreatorList.State.LOADED:
            raise CommandError(creator_list.message)
        counts = {name: getattr(creator_list, name) for name in REPORTED}
        counts["seconds"] = round(time.monotonic() - started, 2)
        reports = _reports(creator_list)
        whole = {**counts, "list": list_id, **understood, "problems": reports}
        self.stdout.write(json.dumps(whole, ensure_ascii=False) if options["json"] else _report(creator_list, counts, reports))

    def _uploaded(self, path: Path, choice: FormatChoice, source: str) -> CreatorList:
        """The file as a draft. CommandError says what is wrong with it, and then nothing is stored."""
        try:
            with _opened(path) as file:
                name = STANDARD_INPUT if path == FROM_INPUT else path.name
                return lists.upload(file=file, name=name, source_name=source, by=None, choice=choice)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except (FileProblem, uploads.NotReady) as problem:
            raise CommandError(str(problem)) from problem

    def _answer(self, creator_list: CreatorList, options: dict[str, Any]) -> None:
        """Keep what the options say for the draft. CommandError where one speaks of what is not there."""
        platform, taken_on = options["platform"] or creator_list.platform, options["date"] or creator_list.taken_on
        said = [(kind, answer) for kind in OPTIONS for answer in options[kind]]
        try:
            answers = Answers(options["column"], said, options["shape"], options["account"])
            mapping = answered(creator_list, Mapping.from_json(creator_list.mapping), answers, platform)
        except ValueError as error:
            raise CommandError(str(error)) from error
        uploads.choose(list_id=creator_list.pk, mapping=mapping, platform=platform, taken_on=taken_on)
        creator_list.refresh_from_db()

    def _show_draft(self, creator_list: CreatorList, understood: dict[str, Any], options: dict[str, Any]) -> None:
        """What is understood, and asked for what it would do; the draft is gone then."""
        try:
            check = checked(creator_list) if options["dry_run"] else {}
            shown = {**understood, **({"check": check} if options["dry_run"] else {})}
            lines = [*lines_of(understood), *lines_of_check(check)]
            self.stdout.write(json.dumps(shown, ensure_ascii=False) if options["json"] else "\n".join(lines))
        finally:
            lists.discard(list_id=creator_list.pk, by=None)

    def _show(self, phrase: str) -> None:
        """On one line of stderr, while somebody watches it."""
        self.stderr.write(f"\r{phrase:<14}", ending="")
        self.stderr.flush()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file; what comes by the standard input is kept on disk first, as no more than may be imported and one byte."""
    if path != FROM_INPUT:
        with path.open("rb") as file:
            yield file
        return
    with TemporaryFile() as kept:
        left = settings.IMPORT_MAX_BYTES + 1
        while left and (chunk := sys.stdin.buffer.read(min(left, CHUNK_BYTES))):
            left -= kept.write(chunk)
        yield kept


def _delimiter(text: str) -> str:
    delimiter = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if delimiter not in DELIMITERS:
        raise ArgumentTypeError(f"“{text}” separates no columns: give one of {' '.join(DELIMITERS.values())}")
    return delimiter


def _header_line(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"“{text}” is no line: count from 1, or give 0 where the file has no columns' names")
    return int(text) or NO_HEADER


def _day(text: str) -> date:
    try:
        return read_date(text, timezone.localdate())
    except ValueError as error:
        raise ArgumentTypeError(f"{text} {error}") from error


def _answer(text: str) -> Answer:
    try:
        return answer(text, names_column=False)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _answer_of_column(text: str) -> Answer:
    try:
        return answer(text, names_column=True)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _missing(creator_list: CreatorList) -> str:
    """What is still missing, and the options that give it; "" where nothing is."""
    mapping, platform, taken_on = Mapping.from_json(creator_list.mapping), creator_list.platform, creator_list.taken_on
    sentences = uploads.still_missing(creator_list)
    without = {
        "--platform NAME": missing(mapping, platform or Platform.INSTAGRAM, taken_on),
        "--date YYYY-MM-DD": missing(mapping, platform, date.min),
    }
    options = [option for option, others in without.items() if len(others) < len(sentences)]
    if NO_ACCOUNT in sentences:
        options.append("--account HANDLE, where it is one account's,")
    if len(set(sentences)) > len(options):
        options.append("--column NAME=FIELD (--list-columns shows them)")
    return " ".join([*sentences, *([f"Give {' and '.join(options)}."] if options else [])])


def _reports(creator_list: CreatorList) -> list[dict[str, Any]]:
    """The first rows that did not simply load, each with its problems."""
    shown = lists.reports_shown(creator_list)[:FIRST_PROBLEMS]
    return [{"line": report.line, "outcome": report.outcome, "problems": report.problems} for report in shown]


def _report(creator_list: CreatorList, counts: dict[str, Any], reports: list[dict[str, Any]]) -> str:
    outcomes = ", ".join(f"{counts[name]:,} {word}" for name, word in OUTCOMES.items() if counts[name])
    changed = "" if counts["created"] or counts["updated"] else " Nothing changed."
    told = [
        f"  line {report['line']}, {report['outcome']}: {problem['column'] or 'the row'} {problem['value']} {problem['reason']}"
        for report in reports
        for problem in report["problems"]
    ]
    said = f"{creator_list.name}: {counts['rows']:,} rows: {outcomes}; {counts['snapshots']:,} snapshots, {counts['seconds']} s.{changed}"
    return "\n".join([said, *told])
