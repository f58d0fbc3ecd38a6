"""`python3 manage.py backup FILE.tar`: database and uploaded files in one file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from discovery.backups import making
from discovery.backups.archive import BackupProblem

NOT_IN_IT = "SECRET_KEY and the other settings are not in it: keep .env elsewhere. It holds people's password hashes: keep it private."


class Command(BaseCommand):
    help = "Write database and uploaded files to one file, while the app runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.tar", help="Where to; - for standard output.")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            manifest = making.make(file, self.stderr.write)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(manifest.counts.values())
        self.stderr.write(f"Done: {rows:,} rows, {len(manifest.files) - 1:,} uploaded files. {NOT_IN_IT}")
