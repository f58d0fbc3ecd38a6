"""Whether the app as a whole can work now: database, schema, Redis, and a worker on each queue. Each question ends within seconds.

The answers name no host and no cause; those are logged. Shown by discovery.views.health.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg2
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from redis import Redis, RedisError

from influencer_finder import connections, heartbeats

ANSWER_SECONDS = 2
# Both count connecting too; the second is milliseconds.
LIMITS = {"connect_timeout": ANSWER_SECONDS, "options": f"-c statement_timeout={ANSWER_SECONDS * 1000}"}
Answer = dict[str, Any]
logger = logging.getLogger(__name__)


def state() -> dict[str, Answer]:
    """{"database" | "migrations" | "redis" | "queue <name>": {"ok": bool, "milliseconds" | "missing" | "heartbeat_seconds": …}}."""
    return {**_asked(("database", "migrations"), _database), **_asked(("redis", *_queues()), _redis)}


def queue_names() -> list[str]:
    return [queue.name for queue in settings.CELERY_TASK_QUEUES]


def _queues() -> list[str]:
    return [f"queue {name}" for name in queue_names()]


def _asked(names: tuple[str, ...], ask: Callable[[], dict[str, Answer]]) -> dict[str, Answer]:
    try:
        return ask()
    except (psycopg2.Error, RedisError) as error:
        logger.warning("not ready: %s: %s", names[0], type(error).__name__)
        return {name: {"ok": False} for name in names}


def _database() -> dict[str, Answer]:
    """A connection of its own: one that waits for a hung server would not come back."""
    started = time.monotonic()
    with _connection() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone() == (None,):
            applied = set()
        else:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    missing = len(_known_migrations() - applied)
    return {"database": {"ok": True, "milliseconds": _milliseconds(started)}, "migrations": {"ok": not missing, "missing": missing}}


@contextmanager
def _connection() -> Iterator[Any]:
    own = psycopg2.connect(**connections.parameters() | LIMITS)
    try:
        with own.cursor() as cursor:
            yield cursor
    finally:
        own.close()


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _redis() -> dict[str, Answer]:
    started = time.monotonic()
    with heartbeats.connect(settings.REDIS_URL) as redis:
        redis.ping()
        answer = {"redis": {"ok": True, "milliseconds": _milliseconds(started)}}
        return answer | {f"queue {name}": _queue(redis, name) for name in queue_names()}


def _queue(redis: "Redis", name: str) -> Answer:
    age = heartbeats.age(redis, name)
    return {"ok": age is not None and age <= heartbeats.READY_SECONDS, "heartbeat_seconds": None if age is None else round(age, 1)}


def _milliseconds(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 1)
