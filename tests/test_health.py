"""What machines ask: is the process alive, can the app work, what is counted."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from discovery.models import CreatorList
from influencer_finder import heartbeats
from tests.factories import make_account, make_list
from tests.worker import empty_queues, running_worker, until

ROOT = Path(__file__).resolve().parent.parent
QUEUES = ("queue work", "queue housekeeping")


@pytest.fixture
def redis(settings: Any) -> Iterator[Any]:
    """The suite's Redis, with no heartbeat in it."""
    with empty_queues(), heartbeats.connect(settings.REDIS_URL) as client:
        yield client


def _checks(client: Client) -> dict[str, bool]:
    return {name: check["ok"] for name, check in client.get(reverse("readyz")).json()["checks"].items()}


@pytest.mark.django_db
def test_ready_where_everything_is_well(client: Client, redis: Any) -> None:
    heartbeats.beat(redis, "celery@here", ["work", "housekeeping"])
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()["ready"]) == (200, True)
    assert set(_checks(client)) == {"database", "migrations", "redis", *QUEUES}
    assert response.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
def test_not_ready_where_a_queue_has_no_worker(client: Client, redis: Any) -> None:
    heartbeats.beat(redis, "work@here", ["work"])
    assert client.get(reverse("readyz")).status_code == 503
    assert _checks(client) == {"database": True, "migrations": True, "redis": True, "queue work": True, "queue housekeeping": False}


@pytest.mark.django_db
def test_not_ready_where_no_worker_was_heard_of_lately(client: Client, redis: Any) -> None:
    redis.zadd("heartbeats:work", {"work@here": time.time() - 16})
    check = client.get(reverse("readyz")).json()["checks"]["queue work"]
    assert check["ok"] is False
    assert 16 <= check["heartbeat_seconds"] < 20


@pytest.mark.django_db
def test_not_ready_where_a_migration_is_missing(client: Client, redis: Any) -> None:
    # The check's own connection sees committed rows alone, so that the code, not the table, gets one more.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("influencer_finder.readiness._known_migrations", lambda: frozenset({("discovery", "9999_tomorrow")}))
        assert client.get(reverse("readyz")).json()["checks"]["migrations"] == {"ok": False, "missing": 1}


@pytest.mark.parametrize("accepts", [False, True], ids=["nobody listens", "somebody listens and says nothing"])
def test_answers_soon_where_a_server_does_not(client: Client, settings: Any, accepts: bool) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if accepts:
            silent.listen()
        host, port = silent.getsockname()
        settings.REDIS_URL = f"redis://:hunter2@{host}:{port}/0"
        with pytest.MonkeyPatch.context() as patch:
            nowhere = {"dbname": "nowhere", "host": host, "port": port, "password": "hunter2"}
            patch.setattr(connections["default"], "get_connection_params", lambda: nowhere)
            started = time.monotonic()
            response = client.get(reverse("readyz"))
    assert time.monotonic() - started < 8
    assert response.status_code == 503
    assert not any(check["ok"] for check in response.json()["checks"].values())
    for detail in ("hunter2", "nowhere", str(port), host):
        assert detail not in response.content.decode()


@pytest.mark.worker
@pytest.mark.xdist_group("processes")
@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_it_ready_and_its_end_unready(client: Client, redis: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "READY_SECONDS", 4.0)
    with running_worker() as worker:
        until(lambda: client.get(reverse("readyz")).status_code == 200, 20)
        # It stays ready while its pool's only process does nothing: what beats is the main process.
        (pool,) = psutil.Process(worker.process.pid).children()
        pool.suspend()
        # Longer than a heartbeat stays fresh.
        time.sleep(5)
        assert client.get(reverse("readyz")).status_code == 200
        pool.resume()
        worker.kill()
        until(lambda: client.get(reverse("readyz")).status_code == 503, 20)


def _probe(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "influencer_finder.probe", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=False)


def test_a_probe_knows_a_process_of_this_machine_alone(redis: Any, settings: Any) -> None:
    node = f"work@{socket.gethostname()}"
    heartbeats.beat(redis, "work@elsewhere", ["work"])
    assert f"{node} was never heard of" in _probe("work", REDIS_URL=settings.REDIS_URL).stderr
    heartbeats.beat(redis, node, ["work"])
    assert _probe("work", REDIS_URL=settings.REDIS_URL).returncode == 0
    redis.zadd("heartbeats:work", {node: time.time() - 100})
    late = _probe("work", REDIS_URL=settings.REDIS_URL)
    assert (late.returncode, f"{node} was last heard of 10" in late.stderr) == (1, True)


def test_a_probe_needs_a_web_process_that_answers(live_server: Any) -> None:
    port = str(live_server.thread.port)
    assert _probe("web", port).returncode == 0
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert _probe("web", str(silent.getsockname()[1])).returncode == 1


@pytest.mark.django_db
def test_metrics_are_for_who_has_the_token(client: Client, settings: Any) -> None:
    assert client.get(reverse("metrics")).status_code == 404
    settings.METRICS_TOKEN = "a token"
    for wrong in ("", "Bearer", "Bearer another", "Basic a token", "Bearer ü"):
        assert client.get(reverse("metrics"), headers={"Authorization": wrong}).status_code == 401
    assert client.get(reverse("metrics"), headers={"Authorization": "Bearer a token"}).status_code == 200


@pytest.mark.django_db
def test_metrics_tell_the_state_of_data_and_queues(
    client: Client, settings: Any, redis: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.METRICS_TOKEN = "a token"
    make_account()
    make_list(state=CreatorList.State.FAILED)
    heartbeats.beat(redis, "work@here", ["work"])
    redis.lpush("work", "a task")
    with django_assert_num_queries(2):
        page = client.get(reverse("metrics"), headers={"Authorization": "Bearer a token"}).content.decode()
    lines = page.splitlines()
    assert "influencer_finder_accounts 1.0" in lines
    assert 'influencer_finder_imports{state="failed"} 1.0' in lines
    assert 'influencer_finder_imports{state="loaded"} 0.0' in lines
    assert 'influencer_finder_queue_length{queue="work"} 1.0' in lines
    assert 'influencer_finder_queue_length{queue="housekeeping"} 0.0' in lines
    assert [line.split()[0] for line in lines if line.startswith("influencer_finder_heartbeat")] == [
        'influencer_finder_heartbeat_age_seconds{queue="work"}'
    ]


@pytest.mark.parametrize("name", ["healthz", "readyz", "metrics", "favicon"])
def test_they_are_only_read(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].startswith("/static/img/logo")
