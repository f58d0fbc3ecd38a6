"""Workers know whether people ask for pages: those say so who are signed in, or have a token, and nobody does for health checks."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from scoring import yielding
from tests.factories import make_token


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    cache.delete(yielding.KEY)
    yield
    cache.delete(yielding.KEY)


def test_who_is_signed_in_is_there(as_marketer: Client) -> None:
    assert not yielding.is_somebody_there()
    as_marketer.get("/")
    assert yielding.is_somebody_there()


@pytest.mark.django_db
def test_a_program_with_a_token_is_there(client: Client) -> None:
    client.get("/api/v1/accounts/", headers={"Authorization": f"Bearer {make_token()[1]}"})
    assert yielding.is_somebody_there()


@pytest.mark.django_db
def test_who_is_not_signed_in_is_not(client: Client) -> None:
    client.get(reverse("account_login"))
    assert not yielding.is_somebody_there()


def test_nobody_waits_for_a_redis_that_is_gone(as_marketer: Client) -> None:
    cut_off = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES={"default": cut_off}):
        assert as_marketer.get("/").status_code == 200
        assert yielding.is_somebody_there()
