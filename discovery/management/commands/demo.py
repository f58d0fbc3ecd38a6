"""`python3 manage.py demo`: the whole app on one machine, ready to sign in to, until Ctrl-C."""

import os
import secrets
import socket
import sys
import time
import urllib.request
from argparse import ArgumentParser, BooleanOptionalAction
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from discovery import tasks
from discovery.management.progress import told
from discovery.models import User
from discovery.models.people import Role
from discovery.sample import loading
from influencer_finder import embedded
from influencer_finder.processes import POLL_SECONDS, ProcessProblem, Runner, end_leftovers, interruptible, only_one

READY_SECONDS = 60.0
WORK = settings.CELERY_TASK_DEFAULT_QUEUE
# One thread is enough for what takes milliseconds.
HOUSEKEEPER = ["worker", "--loglevel", "WARNING", "--pool", "solo", "--queues", settings.HOUSEKEEPING, "--hostname", "housekeeping@%h"]
DOMAIN = "example.com"


class Command(BaseCommand):
    help = "Set up and run the whole app: PostgreSQL, Redis, web, worker and beat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Where the pages are served on 127.0.0.1 (default 8000).")
        parser.add_argument(
            "--sample",
            action=BooleanOptionalAction,
            default=None,
            help="Load the sample data even beside other accounts or where it was removed; or leave an empty database empty.",
        )

    def handle(self, *args: Any, port: int, sample: bool | None, **options: Any) -> None:
        home = embedded.home()
        home.mkdir(exist_ok=True)
        try:
            with only_one(home):
                end_leftovers(home)
                _require_free(port)
                self._prepare(sample=sample)
                self._run(Runner(home), port)
        except ProcessProblem as problem:
            raise CommandError(str(problem)) from problem

    def _prepare(self, *, sample: bool | None) -> None:
        self._say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if loading.is_wanted(sample):
            self._load_sample()

    def _load_sample(self) -> None:
        """Before the pages are served: it takes seconds, and the first page shows what the product does."""
        self._say("Loading sample data (invented accounts; --no-sample leaves them out) …")
        creator_list = loading.draft_sample()
        with told(creator_list.pk, lambda phrase: self._say(f"  {phrase} …")):
            creator_list = tasks.load_now(creator_list.pk, by=None)
        # Where it failed, the app starts empty and its import page has the reason too.
        self._say(f"  {creator_list.message or f'{creator_list.created:,} accounts, {creator_list.snapshots:,} monthly snapshots.'}")

    def _run(self, runner: Runner, port: int) -> None:
        try:
            with suppress(KeyboardInterrupt), interruptible():
                for name, arguments in _commands(port).items():
                    runner.start(name, [sys.executable, "-m", *arguments], os.environ)
                _wait_until_ready(runner, port)
                self._announce(port)
                runner.watch(self._say)
        finally:
            self._say("Stopping …")
            runner.stop()

    def _announce(self, port: int) -> None:
        # Made only now: a password that was generated is printed in the same breath.
        password = _set_up_people()
        self._say(f"Ready: http://127.0.0.1:{port}")
        for role in Role:
            self._say(f"  {role.label:<9} {role.value}@{DOMAIN}")
        if password:
            self._say(f"  Password of all three: {password}")
        else:
            self._say("  Password: as printed at the first start; DEMO_PASSWORD=… sets a new one.")
        self._say("Ctrl-C stops everything.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _commands(port: int) -> dict[str, list[str]]:
    """What runs, by name; the arguments of `python -m`."""
    celery = ["celery", "-A", "influencer_finder"]
    return {
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2", "--queues", WORK, "--hostname", "worker@%h"],
        "housekeeping": [*celery, *HOUSEKEEPER],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--schedule", str(embedded.home() / "celerybeat-schedule")],
        "web": ["gunicorn", "influencer_finder.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"],
    }


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as problem:
            advice = f"choose another, as in `python3 manage.py demo --port {port % 60000 + 1}`."
            raise CommandError(f"Port {port} is not free: {advice}") from problem


def _wait_until_ready(runner: Runner, port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while not _answers(port):
        runner.check()
        time.sleep(POLL_SECONDS)
        if time.monotonic() > until:
            raise ProcessProblem(f"The app did not come up within {READY_SECONDS:.0f} seconds: see the logs in {runner.logs}.")


def _answers(port: int) -> bool:
    """Whether everything is up; a refusal is an HTTPError, which is an OSError."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _set_up_people() -> str | None:
    """One person of each role. The password they were given, or None where they had one already."""
    given = os.environ.get("DEMO_PASSWORD")
    people = [User.objects.get_or_create(email=f"{role.value}@{DOMAIN}", defaults={"role": role, "name": role.label}) for role in Role]
    if not given and not any(new for _, new in people):
        return None
    password = given or secrets.token_urlsafe(9)
    for person, new in people:
        # Setting the same one again would sign its owner out.
        if new or (given and not person.check_password(given)):
            person.set_password(password)
            person.save(update_fields=["password"])
    return password
