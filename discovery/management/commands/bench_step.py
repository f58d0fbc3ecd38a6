"""One step of a benchmark, started by `bench` in a process of its own. It fills the database that it is given: never the installation's."""

import json
import resource
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from discovery.benchmarks.steps import STEPS

KILOBYTES_A_MEGABYTE = 1024


class Command(BaseCommand):
    help = "For `bench` alone: run one step and print what it took."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=list(STEPS))
        parser.add_argument("options", type=json.loads)

    def handle(self, *args: Any, **options: Any) -> None:
        seconds, rows = STEPS[options["step"]](**options["options"])
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_A_MEGABYTE
        self.stdout.write(json.dumps({"seconds": seconds, "rows": rows, "megabytes": most}))
