"""`python3 manage.py bench NAME`: measures both sides of a claim in one run, on a database of its own, and prints the ratios."""

import json
import os
import platform
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from discovery.benchmarks import importing, recomputing


class Command(BaseCommand):
    help = "Measure the import, or a recompute of all scores, against what the database takes at the least and against what others do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=["import", "recompute"])
        sizes: dict[str, Any] = {"type": _numbers, "default": [100_000, 1_000_000], "metavar": "N,N"}
        parser.add_argument("--rows", **sizes, help="import: rows of a list (default: 100000,1000000).")
        parser.add_argument("--accounts", **sizes, help="recompute: accounts (default: 100000,1000000).")
        parser.add_argument("--snapshots", type=int, default=12, metavar="N", help="recompute: of each account (default: 12).")
        parser.add_argument("--workers", type=_numbers, default=[1, 2], metavar="N,N", help="recompute: at once (default: 1,2).")
        parser.add_argument("--json", action="store_true", help="Print one JSON object instead of a table.")

    def handle(self, *args: Any, **options: Any) -> None:
        tell = self.stderr.write if options["json"] else self.stdout.write
        tell(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        result: importing.Result | recomputing.Result
        if options["name"] == "import":
            result = importing.run(options["rows"], tell)
        else:
            result = recomputing.run(options["accounts"], options["snapshots"], options["workers"], tell)
        if options["json"]:
            self.stdout.write(json.dumps(result.to_json()))
            return
        for ratio in result.ratios():
            self.stdout.write(f"{ratio.name:<60}{ratio.value:>9.2f}   goal {ratio.goal:<8}{'met' if ratio.is_met else 'MISSED'}")


def _numbers(text: str) -> list[int]:
    try:
        numbers = [int(number) for number in text.split(",")]
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no list of numbers: write it as 100000,1000000") from error
    if min(numbers) < 1:
        raise ArgumentTypeError("Each number is at least one.")
    return numbers
