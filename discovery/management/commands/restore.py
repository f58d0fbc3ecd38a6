"""`python3 manage.py restore FILE.tar [--replace]`: what `backup` wrote, in the place of what is there."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from discovery.backups import restoring
from discovery.backups.archive import BackupProblem
from scoring.formulas.params import METHOD_VERSION


class Command(BaseCommand):
    help = "Restore database and uploaded files from a backup. Stop web, workers and beat first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.tar", help="What `backup` wrote; - for standard input.")
        parser.add_argument("--replace", action="store_true", help="Also where there are data already: they are gone then.")

    def handle(self, *args: Any, file: str, replace: bool, **options: Any) -> None:
        try:
            manifest = restoring.restore(file, replace=replace, say=self.stderr.write)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stderr.write(
            f"Done: {sum(manifest.counts.values()):,} rows, {len(manifest.files) - 1:,} uploaded files. Everybody signs in again."
        )
        if manifest.method_version != METHOD_VERSION:
            self.stderr.write(
                "The scores are of an older method; they are computed anew every night, or now by `python3 manage.py recompute_scores`."
            )
