"""`python3 manage.py remove_sample`: what the pages' Remove button does, and new benchmarks right after it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from discovery.sample.removing import SampleInUseError, remove_sample
from scoring.recompute import recompute_all
from scoring.runs import Failed


class Command(BaseCommand):
    help = "Remove the sample data, and score what is left without them."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            removed = remove_sample(by=None)
        except SampleInUseError as problem:
            raise CommandError(str(problem)) from problem
        # Even where there is nothing to remove: a run that broke off after the removal is finished so.
        try:
            scored = recompute_all(reason="The sample data were removed")
        except Failed as failure:
            raise CommandError(f"No sample data are left, but what is left was not scored anew. {failure}") from failure
        if removed is None:
            self.stdout.write(f"There are no sample data. Scored the {scored:,} accounts there are.")
            return
        kept = f" {removed.kept:,} stay as other lists describe them." if removed.kept else ""
        self.stdout.write(
            f"Removed {removed.accounts:,} accounts with {removed.snapshots:,} snapshots and {removed.entries:,} shortlist entries.{kept}"
            f" Scored the {scored:,} accounts that are left."
        )
