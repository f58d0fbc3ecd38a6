"""The laptop's servers: shared by those who use them, stopped by the last, never started where real ones are named."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from influencer_finder import embedded

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.xdist_group("processes")


@pytest.fixture
def home(server_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return server_home


def _answer(urls: dict[str, str]) -> bool:
    """Whether both servers do; they stop or run together."""
    try:
        psycopg2.connect(urls["DATABASE_URL"]).close()
    except psycopg2.OperationalError:
        with pytest.raises(redis.ConnectionError):
            redis.Redis.from_url(urls["REDIS_URL"]).ping()
        return False
    return bool(redis.Redis.from_url(urls["REDIS_URL"]).ping())


def test_last_user_stops_them(home: Path) -> None:
    with embedded.servers(home) as first:
        with embedded.servers(home) as second:
            assert first == second
        assert _answer(first)
    assert not _answer(first)


def test_killed_user_blocks_nobody(home: Path) -> None:
    script = f"import os, pathlib\nfrom influencer_finder import embedded\nwith embedded.servers(pathlib.Path({str(home)!r})): os._exit(9)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 9
    with embedded.servers(home) as urls:
        assert _answer(urls)
    assert not _answer(urls)


def test_named_servers_are_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.com/x")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example.com")
    with embedded.servers(home) as urls:
        assert urls == {}
    assert not home.exists()


def test_pid_file_of_another_program_is_forgotten(home: Path) -> None:
    with embedded.servers(home):
        pass
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with embedded.servers(home) as urls:
        assert _answer(urls)


def test_management_command_brings_them_for_its_own_duration(home: Path) -> None:
    environ = {**os.environ, "INFLUENCER_FINDER_HOME": str(home)}
    command = [sys.executable, "manage.py", "migrate", "--plan"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Planned operations" in done.stdout
    with embedded.servers(home) as urls:
        assert _answer(urls)


def test_env_file_is_read_before_servers_are_started(home: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".git", ".venv", "var", "staticfiles", ".*_cache", "static"))
    with embedded.servers(home) as urls:
        lines = [f"{name}={url}" for name, url in urls.items()]
        (checkout / ".env").write_text("\n".join([*lines, "SECRET_KEY=x", f"INFLUENCER_FINDER_HOME={tmp_path / 'elsewhere'}"]))
        ask = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['host'], settings.MEDIA_ROOT)"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ask]
        environ = {name: value for name, value in os.environ.items() if name != "MEDIA_ROOT"}
        done = subprocess.run(command, cwd=checkout, env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(home / "postgres"), str(tmp_path / "elsewhere" / "media")], done.stderr
    assert not (checkout / "var").exists()


def test_secret_key_is_made_once_for_its_owner_alone(home: Path) -> None:
    home.mkdir()
    secret = embedded.secret_key(home)
    assert secret == embedded.secret_key(home)
    assert len(secret) >= 50
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("redis_url", "broker"),
    [
        ("redis://host:6379/0", "redis://host:6379/0"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
    ],
)
def test_broker_address_is_spelt_as_celery_wants_it(redis_url: str, broker: str) -> None:
    assert embedded.broker_url(redis_url, {}) == broker
    assert embedded.broker_url(redis_url, {"CELERY_BROKER_URL": "amqp://x"}) == "amqp://x"
