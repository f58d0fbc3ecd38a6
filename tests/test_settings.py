"""Settings as a server has them: each is explained, none that matters has a default, and Django's own checks find nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from influencer_finder import embedded
from influencer_finder.celery import app

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a secret of more than fifty characters for the tests alone"
# What programs of others read and compose sets or passes on.
OF_OTHERS = {"PGOPTIONS", "COMPOSE_PROFILES"}
# Read, but no setting: what processes are told by whoever starts them.
NO_SETTINGS = {"DJANGO_SETTINGS_MODULE", "XDG_RUNTIME_DIR"}


def _production(**environ: str) -> dict[str, str]:
    """A server's environment: what the suite set for itself is gone."""
    # The last one is the browser tests', in whichever process they ran before.
    own = {"DEBUG", "SECRET_KEY", "INFLUENCER_FINDER_HOME", "MEDIA_ROOT", "CELERY_BROKER_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return kept | {"SECRET_KEY": SECRET} | environ


def _manage(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=_production(**environ), capture_output=True, text=True, check=False)


def test_every_setting_is_explained_and_no_other() -> None:
    reading = re.compile(r"""(?:env\.\w+|required|secret|environ\.get|environ\[|environ\.setdefault)\(?["']([A-Z_]+)["']""")
    sources = [
        *ROOT.glob("influencer_finder/*.py"),
        *ROOT.glob("discovery/**/*.py"),
        ROOT / "gunicorn.conf.py",
        ROOT / "docker-compose.yml",
    ]
    text = "\n".join(path.read_text() for path in sources)
    read = {*reading.findall(text), *re.findall(r"\$\{([A-Z_]+)", text)} - NO_SETTINGS
    explained = re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(explained) == sorted(read | OF_OTHERS)


def test_the_example_sets_nothing() -> None:
    assert re.findall(r"^[^#\s].*", (ROOT / ".env.example").read_text(), re.MULTILINE) == []


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "too short"}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": f"django-insecure-{SECRET}"}, "SECRET_KEY can be guessed"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is 'xml'"),
        ({"API_RATE": "600"}, "“600” is no rate"),
    ],
)
def test_what_is_missing_or_unsafe_is_refused(environ: dict[str, str], told: str) -> None:
    done = _manage("check", **environ)
    assert done.returncode != 0
    assert told in done.stderr
    assert SECRET not in done.stderr


@pytest.mark.parametrize(
    "environ",
    [{"HTTPS": "on", "DOMAIN": "finder.example.com"}, {"PLAIN_HTTP": "on", "DOMAIN": "finder.lan"}],
    ids=["behind TLS", "a network of one's own"],
)
def test_djangos_deployment_checks_find_nothing(environ: dict[str, str]) -> None:
    done = _manage("check", "--deploy", "--fail-level", "WARNING", **environ)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_without_tls_the_checks_say_so_unless_that_is_meant() -> None:
    assert "security.W008" in _manage("check", "--deploy").stderr


def test_a_domain_is_all_that_answers_need() -> None:
    ask = "from django.conf import settings; print(*settings.ALLOWED_HOSTS)"
    done = _manage("shell", "--no-imports", "-c", ask, DOMAIN="finder.example.com", HTTPS="on")
    assert done.stdout.split() == ["finder.example.com", "localhost", "127.0.0.1", "[::1]"]


def test_stand_ins_serve_commands_that_need_no_server() -> None:
    environ: dict[str, str] = {}
    embedded.stand_in(environ)
    assert _manage("check", "--help", **environ).returncode == 0


@pytest.mark.django_db
def test_a_database_that_is_cut_off_is_given_up() -> None:
    connection.ensure_connection()
    told = connection.connection.get_dsn_parameters()
    assert {name: told[name] for name in told if name.startswith("keepalives_")} == {
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "3",
    }
    assert told["tcp_user_timeout"] == "30000"


def test_the_databases_address_has_the_last_word() -> None:
    ask = "from django.db import connection; print(connection.get_connection_params()['tcp_user_timeout'])"
    address = "postgres://somebody@127.0.0.1:1/none?tcp_user_timeout=5000"
    assert _manage("shell", "--no-imports", "-c", ask, DATABASE_URL=address).stdout.split() == ["5000"]


def test_a_broker_that_is_cut_off_is_given_up_and_tried_for_ever() -> None:
    with app.connection() as broker:
        channel: Any = broker.default_channel
        told = channel.client.connection_pool.connection_kwargs
    assert told["socket_timeout"] == 15
    assert app.conf.broker_connection_max_retries is None
