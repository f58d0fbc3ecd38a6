"""Who gets in by a token, what a refusal says, and how often one may ask."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discovery.models import ApiToken, User
from discovery.tokens import revoke_token
from tests.factories import make_token

ADDRESS = "/api/v1/accounts/"


def ask(header: str | None) -> Any:
    return Client(headers={"Authorization": header} if header is not None else {}).get(ADDRESS)


def test_a_token_opens_the_api(viewer: User) -> None:
    token, secret = make_token(viewer)
    assert ask(f"Token {secret}").status_code == 200
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)


def test_whoever_has_none_is_told_how_to_sign_in(viewer: User) -> None:
    secret = make_token(viewer)[1]
    for header in (
        None,
        "",
        "Token",
        f"Token {secret} x",
        f"Bearer {secret}",
        f"Token {secret[:-1]}",
        "Token \x00",
        "Token \xff\xfe",
        "Token ü",
    ):
        refused = ask(header)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == "Token"
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.json()["type"] == "urn:influencer-finder:problem:unauthenticated"


def test_a_token_opens_nothing_once_it_is_over(viewer: User) -> None:
    expired, expired_secret = make_token(viewer, expiry=timedelta(seconds=-1))
    refused = ask(f"Token {expired_secret}")
    assert refused.status_code == 401
    assert "expired" in refused.json()["detail"]
    assert ApiToken.objects.filter(pk=expired.pk).exists()
    revoked, revoked_secret = make_token(viewer)
    revoke_token(token=revoked, by=viewer)
    assert ask(f"Token {revoked_secret}").status_code == 401


def test_a_token_opens_nothing_once_its_owner_cannot_sign_in(viewer: User) -> None:
    secret = make_token(viewer)[1]
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    refused = ask(f"Token {secret}")
    assert refused.status_code == 401
    assert "owner" in refused.json()["detail"]


@pytest.mark.parametrize("setting", ["API_RATE", "API_BURST_RATE"])
def test_each_token_has_a_limit_of_its_own(viewer: User, marketer: User, settings: Any, setting: str) -> None:
    setattr(settings, setting, "2/min")
    header, other = (f"Token {make_token(person)[1]}" for person in (viewer, marketer))
    assert [ask(header).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(header)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.json()["type"] == "urn:influencer-finder:problem:throttled"
    assert ask(other).status_code == 200


def test_strangers_are_counted_by_address(viewer: User, settings: Any) -> None:
    settings.API_STRANGER_RATE = "2/min"
    assert [ask("Token guessed").status_code for _ in range(3)] == [401, 401, 429]
    assert "Retry-After" in ask(None).headers
    # A token that is right is not refused for another's guesses at the same address.
    assert ask(f"Token {make_token(viewer)[1]}").status_code == 200
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.get(ADDRESS).status_code == 401


def test_an_address_that_is_not_there_is_a_problem_too(viewer_api: Client, stranger_api: Client) -> None:
    for address in (
        "/api/v1/nothing/",
        "/api/v1/accounts",
        "/api/",
        "/api/v1/accounts/-1/",
        "/api/v1/accounts/x/",
        f"/api/v1/accounts/{'9' * 5000}/",
    ):
        refused = viewer_api.get(address)
        assert refused.status_code == 404
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert stranger_api.get(address).status_code == 401
    assert viewer_api.get(reverse("api:account", args=["9" * 30])).status_code == 404
