"""`python3 manage.py recompute_scores [--now YYYY-MM-DD] [--from-nothing]`: what beat does every night, by hand; `--stop` ends it."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from scoring import method, recompute, runs
from scoring.models import ScoringRun
from scoring.waking import wake

INTERRUPTED = "The recompute goes on without this command, by whichever worker is free. `recompute_scores --stop` stops it."
# What a shell gives for SIGINT.
INTERRUPTED_CODE = 130


def noon(text: str) -> datetime:
    """A day as the middle of it in the installation's time zone."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time(12)))
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day; write it as 2026-11-20.") from None


class Command(BaseCommand):
    help = "Publish new benchmarks and score every account under them, together with every worker that is free."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", type=noon, metavar="YYYY-MM-DD", help="The day ages are counted to; today where it is left out.")
        parser.add_argument("--from-nothing", action="store_true", help="Read every history anew, whatever is kept of it.")
        parser.add_argument("--stop", action="store_true", help="Stop what goes on or waits instead; the scores stay as they were.")

    def handle(self, *args: Any, now: datetime | None, from_nothing: bool, stop: bool, **options: Any) -> None:
        if stop:
            self._stop()
            return
        self._told = ""
        try:
            scored = recompute.recompute_all(reason="By hand", from_nothing=from_nothing, now=now, tell=self._tell)
        except runs.Failed as failure:
            raise CommandError(str(failure)) from failure
        except KeyboardInterrupt as interrupt:
            wake(1)
            raise CommandError(INTERRUPTED, returncode=INTERRUPTED_CODE) from interrupt
        self.stdout.write(f"Scored {scored:,} accounts under method {method.in_force().version}.")

    def _stop(self) -> None:
        stopped = [run for run in ScoringRun.objects.filter(state__in=runs.ACTIVE) if recompute.stop(run, by=None)]
        if not stopped:
            raise CommandError("No recompute goes on or waits.")
        self.stdout.write(f"Stopped {', '.join(map(str, stopped))}; the scores stay as they were.")

    def _tell(self, run: ScoringRun) -> None:
        """A line whenever there is something new to say."""
        progress = runs.progress(run)
        text = f"{progress.stage}: {progress.stage_done:,} of {progress.stage_total:,}"
        if run.state == ScoringRun.State.RUNNING and text != self._told:
            self.stderr.write(text)
            self._told = text
