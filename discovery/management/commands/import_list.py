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
from discovery.importing import uploads
from discovery.importing.dates import read_date
from discovery.importing.files import NO_HEADER, FileProblem, FormatChoice
from discovery.importing.mapping import Mapping, missing
from discovery.management.progress import told
from discovery.models import CreatorList, Platform

REPORTED = ("rows", "created", "updated", "unchanged", "duplicates", "gathered", "unmatched", "rejected", "suppressed", "snapshots")
OUTCOMES = {
    "created": "created",
    "updated": "updated",
    "unchanged": "unchanged",
    "duplicates": "duplicates",
    "gathered": "further posts",
    "unmatched": "to be matched",
    "rejected": "rejected",
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
        parser.add_argument("--json", action="store_true", help="Print one JSON object instead of a report.")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        choice = FormatChoice(options["encoding"], options["delimiter"] or "", options["header_line"], options["sheet"])
        list_id = self._ready(options["file"], choice, options["platform"], options["date"], options["source"])
        with told(list_id, self._show) if sys.stderr.isatty() else nullcontext():
            creator_list = tasks.load_now(list_id, by=None)
        if sys.stderr.isatty():
            self.stderr.write("")
        if creator_list.state != CreatorList.State.LOADED:
            raise CommandError(creator_list.message)
        counts = {name: getattr(creator_list, name) for name in REPORTED}
        counts["seconds"] = round(time.monotonic() - started, 2)
        self.stdout.write(json.dumps(counts) if options["json"] else _report(creator_list, counts))

    def _ready(self, path: Path, choice: FormatChoice, platform: str | None, taken_on: date | None, source: str) -> int:
        """The file as a draft that lacks nothing; returns its id.

        CommandError says what is wrong with the file, or which option to give, and then nothing is stored.
        """
        try:
            with _opened(path) as file:
                name = STANDARD_INPUT if path == FROM_INPUT else path.name
                creator_list = lists.upload(file=file, name=name, source_name=source, by=None, choice=choice)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except (FileProblem, uploads.NotReady) as problem:
            raise CommandError(str(problem)) from problem
        platform, taken_on = platform or creator_list.platform, taken_on or creator_list.taken_on
        mapping = Mapping.from_json(creator_list.mapping)
        if sentence := _missing(mapping, platform, taken_on):
            lists.discard(list_id=creator_list.pk, by=None)
            raise CommandError(sentence)
        uploads.choose(list_id=creator_list.pk, mapping=mapping, platform=platform, taken_on=taken_on)
        return creator_list.pk

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
        while left and (chunk := sys.stdin.buffer.read(min(left, uploads.CHUNK_BYTES))):
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


def _missing(mapping: Mapping, platform: str, taken_on: date | None) -> str:
    """What is still missing, and the options that give it; "" where nothing is."""
    sentences = missing(mapping, platform, taken_on)
    without = {"--platform NAME": missing(mapping, "any", taken_on), "--date YYYY-MM-DD": missing(mapping, platform, date.min)}
    options = [option for option, others in without.items() if len(others) < len(sentences)]
    return " ".join([*sentences, *([f"Give {' and '.join(options)}."] if options else [])])


def _report(creator_list: CreatorList, counts: dict[str, Any]) -> str:
    outcomes = ", ".join(f"{counts[name]:,} {word}" for name, word in OUTCOMES.items() if counts[name])
    changed = "" if counts["created"] or counts["updated"] else " Nothing changed."
    return f"{creator_list.name}: {counts['rows']:,} rows: {outcomes}; {counts['snapshots']:,} snapshots, {counts['seconds']} s.{changed}"
