"""The steps of `bench recompute`, each run by the command bench_step in a process of its own. A step times its work alone."""

import random
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd
from django.conf import settings
from django.core.files import File
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone
from psycopg2 import sql

from discovery import tasks
from discovery.benchmarks import files, histories
from discovery.importing import loading, uploads
from discovery.importing.mapping import Mapping
from discovery.models import Account, CreatorList, Snapshot, User
from discovery.models.people import Role
from scoring import copying, frames, method, recompute, tables
from scoring.formulas.columns import SNAPSHOT_COLUMNS
from scoring.formulas.features import features
from scoring.formulas.flags import records
from scoring.formulas.params import Params
from scoring.formulas.scores import EPOCH, scores
from scoring.models import AccountScore, BenchmarkVersion, ScoringRun

PARSED_BYTES: Final = 8 * 1024 * 1024
# Every `EVERY`th account is a hundredth of them.
EVERY: Final = 100
# What marketers ask for most, in the proportion of its places here.
PAGES: Final = (
    "/",
    "/?platform=instagram",
    "/?tier=micro&sort=-peer_trust",
    "/?followers_from=20K&followers_to=200K",
    "/?country=DE&sort=-followers",
    "/",
)


class _Parsed:
    """Takes rows as they come and makes numbers of them, some megabytes at a time; keeps how many rows they were."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._skipped = len(copying.HEADER)
        self.rows = 0

    def write(self, piece: bytes) -> int:
        self._waiting += piece
        if len(self._waiting) >= PARSED_BYTES:
            self._parse()
        return len(piece)

    def close(self) -> None:
        del self._waiting[-len(copying.TRAILER) :]
        self._parse()

    def _parse(self) -> None:
        size = copying.layout(frames.KINDS).itemsize
        whole = (len(self._waiting) - self._skipped) // size * size
        found = copying.parsed(bytes(self._waiting[self._skipped : self._skipped + whole]), frames.KINDS)
        del self._waiting[: self._skipped + whole]
        self._skipped, self.rows = 0, self.rows + len(found)


def fill_histories(*, accounts: int, snapshots: int) -> tuple[float, int]:
    started = time.perf_counter()
    histories.fill(accounts=accounts, snapshots=snapshots)
    return time.perf_counter() - started, accounts * snapshots


def floor_of_recompute() -> tuple[float, int]:
    """Read every snapshot into numbers, write the score rows as they are into a fresh table, and build all its indexes."""
    written = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {tables.LIVE} TO STDOUT WITH (FORMAT binary)", written)
    written.seek(0)
    started = time.perf_counter()
    snapshots = _Parsed()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert(sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT binary)").format(frames.SNAPSHOTS), snapshots)
        snapshots.close()
        tables.create(0)
        cursor.copy_expert(f"COPY {tables.name_of(0)} FROM STDIN WITH (FORMAT binary)", written)
        for place in range(len(tables.indexes()) + 1):
            tables.build(0, place)
    seconds = time.perf_counter() - started
    tables.drop(0)
    if snapshots.rows != Snapshot.objects.count():
        raise RuntimeError(f"Of the snapshots {snapshots.rows} were read.")
    return seconds, AccountScore.objects.count()


def recompute_by_workers(*, from_nothing: bool, every_score: bool) -> tuple[float, int]:
    """From the request to published scores, by the workers that are there; this process only waits."""
    started = time.perf_counter()
    run = recompute.request(reason="Benchmark", from_nothing=from_nothing, every_score=every_score)
    while run.is_active:
        time.sleep(0.02)
        run.refresh_from_db()
    if run.state != ScoringRun.State.DONE:
        raise RuntimeError(run.message)
    return time.perf_counter() - started, run.accounts


def browse(*, seconds: float) -> tuple[float, int]:
    """Ask for ranked pages for so long, or until the input ends where that is 0: the 95th percentile of their times."""
    user, _ = User.objects.get_or_create(email="bench@example.com", defaults={"role": Role.MARKETER})
    # What it asks for is made by templates and queries; files that a proxy would serve need not be collected for it.
    plain_files = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain_files):
        took = _browsed(user, seconds)
    return sorted(took)[int(len(took) * 0.95)], len(took)


def _browsed(user: User, seconds: float) -> list[float]:
    """How long each page took."""
    client, took, over = Client(SERVER_NAME="127.0.0.1"), list[float](), threading.Event()
    client.force_login(user)
    if seconds:
        threading.Timer(seconds, over.set).start()
    else:
        threading.Thread(target=_until_input_ends, args=[over], daemon=True).start()
    for page in cycle(PAGES):
        started = time.perf_counter()
        response = client.get(page)
        took.append(time.perf_counter() - started)
        if response.status_code != 200:
            raise RuntimeError(f"{page} answered {response.status_code}")
        if over.wait(random.uniform(0, 0.05)):  # noqa: S311  # no secret
            break
    return took


def _until_input_ends(over: threading.Event) -> None:
    sys.stdin.read()
    over.set()


def count_a_hundredth_again(*, days: int) -> tuple[float, int]:
    """One more snapshot of a hundredth of the accounts, so many days after their last."""
    started = time.perf_counter()
    with transaction.atomic():
        changed = histories.count_again(every=EVERY, day=histories.LAST_DAY + timedelta(days=days))
        recompute.due(changed)
    return time.perf_counter() - started, len(changed)


def rank_import(*, rows: int) -> tuple[float, int]:
    """Score what a small list touched, once it is loaded."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        files.write_list(path, rows)
        with path.open("rb") as file:
            creator_list = uploads.create_list(file=File(file), name="list.csv", source_name="Small list", uploaded_by=None)
    mapping = Mapping.from_json(creator_list.mapping)
    uploads.choose(list_id=creator_list.pk, mapping=mapping, platform=creator_list.platform, taken_on=files.TAKEN_ON)
    uploads.queue(list_id=creator_list.pk)
    loading.load(creator_list.pk)
    started = time.perf_counter()
    tasks.score_list(creator_list.pk)
    seconds = time.perf_counter() - started
    ranked = AccountScore.objects.filter(account__created_by_list=creator_list).count()
    if ranked != rows or CreatorList.objects.get(pk=creator_list.pk).scored_at is None:
        raise RuntimeError(f"{ranked} of {rows} rows were ranked.")
    return seconds, rows


def loop_over_objects(*, accounts: int) -> tuple[float, int]:
    """The same scores as anybody would write them first: one account after the other, objects in and objects out, peers given."""
    version = BenchmarkVersion.objects.filter(published_at__isnull=False)[0]
    peers, params, now = frames.read_benchmarks(version), method.in_force().params, timezone.now()
    undismissed = frames.read_dismissals([])
    some = list(Account.objects.order_by("pk")[:accounts])
    started = time.perf_counter()
    for account in some:
        _score_alone(account, undismissed, peers, params, version, now)
    return time.perf_counter() - started, len(some)


def _score_alone(
    account: Account, undismissed: pd.DataFrame, peers: pd.DataFrame, params: Params, version: BenchmarkVersion, now: datetime
) -> None:
    snapshots = account.snapshots.filter(source__may_be_scored=True)
    frame = pd.DataFrame([_stated(account, snapshot) for snapshot in snapshots])
    numbers = {name: float for name in SNAPSHOT_COLUMNS if name not in ("account_id", "platform", "rate_definition")}
    scored = scores(features(frame.astype(numbers), undismissed, params), peers, timezone.localdate(now), params)
    row = {str(name): None if value != value else value for name, value in scored.accounts.iloc[0].to_dict().items()}
    last_day = row.pop("last_day")
    flags = records(scored.flags)
    AccountScore.objects.update_or_create(
        account=account,
        defaults={
            **row,
            "platform": account.platform,
            "handle_key": account.handle.lower(),
            "country": account.country,
            "language": account.language,
            "last_seen": None if last_day is None else EPOCH + timedelta(days=last_day),
            "flags": flags,
            "flag_count": sum(not flag["dismissed"] for flag in flags),
            "method_version": version.method_version,
            "benchmark_version": version,
            "computed_at": now,
        },
    )


def _stated(account: Account, snapshot: Snapshot) -> dict[str, object]:
    """A snapshot as the formulas want it."""
    known = {"account_id": account.pk, "platform": account.platform, "day": (snapshot.taken_on - EPOCH).days}
    return {name: known.get(name, getattr(snapshot, name, None)) for name in SNAPSHOT_COLUMNS}


STEPS: Final[dict[str, Callable[..., tuple[float, int]]]] = {
    "recompute": recompute_by_workers,
    **{
        step.__name__: step
        for step in (fill_histories, floor_of_recompute, browse, count_a_hundredth_again, rank_import, loop_over_objects)
    },
}
