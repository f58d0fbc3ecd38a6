"""docker-compose.yml: valid, hardened, and in agreement with the code; and its commands, started here as compose would start them."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.conf import settings

from influencer_finder import heartbeats, probe
from tests.factories import make_user
from tests.worker import aimed_at_the_test, empty_queues, until

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PROCESSES = ("web", "worker", "housekeeping", "beat")
GIVEN = {"SECRET_KEY": "a secret of more than fifty characters for the tests alone", "POSTGRES_PASSWORD": "abc"}


def test_it_is_valid_by_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests/data/compose-spec/compose-spec.json").read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(COMPOSE)] == []


def test_secrets_are_asked_for_and_never_made_up() -> None:
    variables = set(re.findall(r"\$\{([A-Z_]+)(:[-?])?", (ROOT / "docker-compose.yml").read_text()))
    assert {name for name, kind in variables if kind == ":?"} == {"SECRET_KEY", "POSTGRES_PASSWORD"}
    assert {name for name, kind in variables if kind != ":?"} == {"WEB_BIND", "WORKER_CONCURRENCY", "LOG_LEVEL", "DOMAIN"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_can_do_little_and_is_watched(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")
    assert ("test" in service["healthcheck"]) is (name != "migrate")
    assert all("docker.sock" not in volume for volume in service.get("volumes", []))


def test_only_the_web_process_is_published_and_to_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service and "profiles" not in service}
    assert published == {"web": ["${WEB_BIND:-127.0.0.1:8000}:8000"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("db", "redis"))


@pytest.mark.parametrize("name", PROCESSES)
def test_processes_wait_for_the_schema(name: str) -> None:
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_every_queue_has_a_worker_and_every_probe_a_process() -> None:
    served = [
        command[command.index("--queues") + 1]
        for command in (service.get("command", []) for service in SERVICES.values())
        if "--queues" in command
    ]
    assert sorted(served) == sorted(queue.name for queue in settings.CELERY_TASK_QUEUES)
    for service in (SERVICES[name] for name in ("worker", "housekeeping")):
        probed = service["healthcheck"]["test"][-1]
        assert service["command"][service["command"].index("--hostname") + 1] == f"{probed}@%h"
        assert service["command"][service["command"].index("--queues") + 1] == probed
    assert SERVICES["beat"]["healthcheck"]["test"][-1] == heartbeats.BEAT


def test_the_image_runs_nothing_as_root() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert text.index("\nUSER 10001:10001") < text.index("\nCMD")
    assert "--require-hashes" in text
    assert "SECRET" not in text.replace("without any secret", "")


def _filled_in(value: str) -> str:
    """A value as compose makes it of GIVEN and the defaults."""
    return re.sub(r"\$\{([A-Z_]+)(?::[-?]([^}]*))?\}", lambda match: GIVEN.get(match[1], match[2]), value)


def _environ(service: dict[str, Any], media: Path) -> dict[str, str]:
    """The environment that compose gives, aimed at the suite's servers; PATH finds the commands as the image's does."""
    wanted = {name: _filled_in(value) for name, value in service["environment"].items()}
    assert "abc@db:5432" in wanted["DATABASE_URL"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    servers = {name: aimed_at_the_test()[name] for name in ("DATABASE_URL", "REDIS_URL")}
    return wanted | servers | {"PATH": path, "MEDIA_ROOT": str(media), "INFLUENCER_FINDER_NO_BOOTSTRAP": "1", "METRICS_TOKEN": "a token"}


@contextmanager
def _running(name: str, media: Path, log: Path, *more: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [_filled_in(part) for part in SERVICES[name]["command"]]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *more], cwd=ROOT, env=_environ(SERVICES[name], media), stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _get(port: int, path: str, **headers: str) -> HTTPResponse:
    web = HTTPConnection("127.0.0.1", port, timeout=10)
    web.request("GET", path, headers=headers)
    return web.getresponse()


def _answers(port: int) -> bool:
    try:
        return probe.problem("web", port) is None
    except OSError:
        return False


def _lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


@pytest.mark.worker
@pytest.mark.xdist_group("processes")
@pytest.mark.django_db(transaction=True)
def test_what_it_starts_comes_up_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All processes at once, as on a server: DEBUG off, static files collected, nothing embedded."""
    make_user(email="ana@example.com", password="correct horse battery")
    monkeypatch.setenv("REDIS_URL", settings.REDIS_URL)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    static = _environ(SERVICES["web"], tmp_path) | {"DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": ""}
    static = {name: value for name, value in static.items() if value}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"], cwd=ROOT, env=static, check=True)
    migrated = [sys.executable, *SERVICES["migrate"]["command"][1:]]
    subprocess.run(migrated, cwd=ROOT, env=_environ(SERVICES["migrate"], tmp_path), check=True, capture_output=True)
    with empty_queues(), ExitStack() as stack:
        for name in ("worker", "housekeeping"):
            stack.enter_context(_running(name, tmp_path, tmp_path / f"{name}.log"))
        stack.enter_context(_running("beat", tmp_path, tmp_path / "beat.log", "--schedule", str(tmp_path / "schedule")))
        stack.enter_context(_running("web", tmp_path, tmp_path / "web.log", "--bind", f"127.0.0.1:{port}"))
        until(lambda: _answers(port), 40)
        until(lambda: _get(port, "/readyz").status == 200, 40)
        for name in ("work", "housekeeping", "beat"):
            until(lambda name=name: probe.problem(name) is None, 40)  # type: ignore[misc]  # bound as a default
        _look_around(port)
    assert {"/accounts/login/"} == {line["path"] for line in _lines(tmp_path / "web.log") if "path" in line}
    worker = (tmp_path / "worker.log").read_text()
    assert ' ready."' in worker
    assert '"level": "ERROR"' not in worker


def _look_around(port: int) -> None:
    """What a browser and a monitor get."""
    page = _get(port, "/accounts/login/")
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }.items():
        assert page.headers[name] == value
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    stylesheet = re.search(r"/static/css/app\.[0-9a-f]{12}\.css", page.read().decode())
    assert stylesheet
    css = _get(port, stylesheet[0], **{"Accept-Encoding": "br"})
    assert css.headers["Content-Encoding"] == "br"
    assert css.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    # Each of the two web processes counts; the page adds them up.
    metrics = _get(port, "/metrics", Authorization="Bearer a token").read().decode()
    assert 'django_http_responses_total_by_status_view_method_total{method="GET",status="200",view="account_login"}' in metrics
    assert _get(port, "/metrics").status == 401
