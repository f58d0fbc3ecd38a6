"""`python3 manage.py evaluate_scoring [--data DIR]`: how well scores tell fake from genuine, and injected fraud from innocent causes."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scoring.evaluation import report


class Command(BaseCommand):
    help = "Measure the scoring method on labelled accounts and on injected fraud."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, metavar="DIR", help="A folder whose labelled/*.csv hold accounts that people judged.")
        parser.add_argument("--accounts", type=int, default=2_000, metavar="N", help="Simulated accounts a row (default: 2000).")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="One seed gives one result (default: 1).")
        parser.add_argument("--json", action="store_true", help="Print one JSON object instead of tables.")

    def handle(self, *args: Any, data: Path | None, accounts: int, seed: int, **options: Any) -> None:
        try:
            result = report.run(data, accounts, seed, self.stderr.write)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(result.to_json()) if options["json"] else result.to_text())
