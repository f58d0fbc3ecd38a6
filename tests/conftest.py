"""Shared fixtures: people of each role and browsers signed in as them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from _pytest.nodeid import coerce_node_id
from django.db import connection
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from influencer_finder import embedded
from tests import servers

servers.start()
django.setup()

from discovery.models import User  # noqa: E402  # the settings name the servers that start() brings
from discovery.models.people import Role  # noqa: E402
from scoring.models import ReferenceBand  # noqa: E402
from tests import emptying  # noqa: E402
from tests.factories import make_user  # noqa: E402

# The same examples in every run of the same code, so that a run's result is the code's; HYPOTHESIS_PROFILE=explore draws others.
# How long one takes is the machine's, too.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", derandomize=False, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_xdist_setupnodes() -> None:
    """A worker must name its own servers before pytest-django reads the settings there."""
    os.environ.pop("DJANGO_SETTINGS_MODULE")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Names an xdist group behind its tests' ids, by which xdist knows it: what xdist does so itself has no effect with pytest 9.2
    (https://github.com/pytest-dev/pytest-xdist/issues/1386), which says nothing and gives the tests of a group to all workers.
    """
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if servers.XDIST_WORKER and mark and not item.nodeid.endswith(f"@{mark.args[0]}"):
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lets a test with transactions of its own leave what the migrations put into the new database and no more, and lets ids begin
    as high as a used installation has them.

    A page that groups an id's digits ("1,002" in an address) fails in every test then, not in the one that happens to be the thousandth,
    and no two tables' ids are the same, so that one in place of another is noticed.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        bands = list(ReferenceBand.objects.all())
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename")
        for place, (name,) in enumerate(cursor.fetchall(), start=1):
            cursor.execute(f'ALTER SEQUENCE "{name}" RESTART WITH {place * 10_000 + 1}')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: emptying.empty(bands))
        yield


def pytest_unconfigure(config: pytest.Config) -> None:
    servers.stop()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Uploads of one test lie in a folder that goes with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """A password that is to be slow to guess is slow to set and to check: a third of a second each time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture
def server_home() -> Iterator[Path]:
    """Where a test's own servers may live, gone after it. Not below tmp_path: for root PostgreSQL runs as somebody else,
    to whom the next pytest on the machine closes that folder while this one still runs.
    """
    with tempfile.TemporaryDirectory(prefix="influencer-finder-tests-") as folder:
        home = Path(folder) / "home"
        yield home
        shutil.rmtree(embedded.socket_folder(home))


@pytest.fixture
def admin(db: None) -> User:
    return make_user(role=Role.ADMIN)


@pytest.fixture
def marketer(db: None) -> User:
    return make_user(role=Role.MARKETER)


@pytest.fixture
def viewer(db: None) -> User:
    return make_user(role=Role.VIEWER)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_admin(admin: User) -> Client:
    return _signed_in(admin)


@pytest.fixture
def as_marketer(marketer: User) -> Client:
    return _signed_in(marketer)


@pytest.fixture
def as_viewer(viewer: User) -> Client:
    return _signed_in(viewer)
