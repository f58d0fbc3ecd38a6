"""`python3 manage.py recompute_scores [--now YYYY-MM-DD]`: what beat does every night, by hand."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from scoring import recompute
from scoring.formulas.params import METHOD_VERSION


def noon(text: str) -> datetime:
    """A day as the middle of it in the installation's time zone."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time(12)))
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day; write it as 2026-11-20.") from None


class Command(BaseCommand):
    help = "Publish new benchmarks and score every account under them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=noon, metavar="YYYY-MM-DD", help="The day ages are counted to; today where it is left out.")

    def handle(self, *args: Any, now: datetime | None, **options: Any) -> None:
        self.stderr.write("Publishing benchmarks, then scoring every account …")
        scored = recompute.recompute_all(now=now)
        self.stdout.write(f"Scored {scored} accounts under method {METHOD_VERSION}.")
