"""The suite's servers: real ones, and one database and Redis number for each xdist worker."""

import pytest
import redis
from django.conf import settings
from django.db import connection

from tests import servers


@pytest.mark.django_db
def test_postgres_is_the_suites_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 180000
    assert "influencer-finder-tests" in settings.DATABASES["default"]["OPTIONS"]["host"]
    assert str(connection.settings_dict["NAME"]).endswith(servers.XDIST_WORKER)


def test_redis_number_is_the_workers_own() -> None:
    number = int(servers.XDIST_WORKER.removeprefix("gw") or -1) + 1
    assert settings.REDIS_URL.endswith(f"db={number}")
    assert redis.Redis.from_url(settings.REDIS_URL).ping()


@pytest.mark.xdist_group("group")
def test_xdist_knows_its_groups(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@group") is bool(servers.XDIST_WORKER)
