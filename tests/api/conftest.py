"""Callers of the API: one of each role with a token of theirs, and a stranger without."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from discovery.models import User
from tests.factories import make_token


@pytest.fixture(autouse=True)
def uncounted(db: None) -> None:
    """No test runs into a limit because of the ones before it."""
    cache.clear()


def caller(user: User | None) -> Client:
    """A client that sends a token of this person with each request; None sends none."""
    if user is None:
        return Client()
    headers: dict[str, Any] = {"Authorization": f"Token {make_token(user)[1]}"}
    return Client(headers=headers)


@pytest.fixture
def stranger_api() -> Client:
    return caller(None)


@pytest.fixture
def viewer_api(viewer: User) -> Client:
    return caller(viewer)


@pytest.fixture
def marketer_api(marketer: User) -> Client:
    return caller(marketer)


@pytest.fixture
def admin_api(admin: User) -> Client:
    return caller(admin)
