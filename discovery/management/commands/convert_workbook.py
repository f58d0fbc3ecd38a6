"""The process that discovery/importing/converting.py starts: a workbook on its standard input becomes a plain table."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from discovery.importing.formats.converting import DEMANDING, keep_to
from discovery.importing.formats.files import FileProblem, FormatChoice
from discovery.importing.formats.workbooks import convert


class Command(BaseCommand):
    help = "For uploads alone: write a workbook's sheet to an open file, and say what was found as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=int, help="The open file's number.")
        parser.add_argument("limits", type=json.loads)
        parser.add_argument("choice", type=json.loads)

    def handle(self, *args: Any, table: int, limits: dict[str, int], choice: dict[str, Any], **options: Any) -> None:
        keep_to(limits)
        try:
            with os.fdopen(table, "wb", closefd=False) as written:
                said: dict[str, Any] = {"format": convert(sys.stdin.buffer, written, FormatChoice(**choice)).to_json()}
        except FileProblem as problem:
            said = {"problem": str(problem)}
        except MemoryError:
            said = {"problem": DEMANDING}
        self.stdout.write(json.dumps(said))
