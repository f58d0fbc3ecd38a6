"""API tokens: what making and revoking one stores, the command that prints one, and the page of one's own."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.crypto import hash_token
from pytest_django import DjangoAssertNumQueries

from discovery.models import Activity, ApiToken, User
from discovery.tokens import LONGEST_NAME, create_token, note_use, revoke_token
from tests.factories import make_token, make_user

Action = Activity.Action


def test_only_a_digest_is_stored(marketer: User) -> None:
    token, secret = create_token(user=marketer, name="Export", days=30, by=marketer)
    stored = ApiToken.objects.filter(pk=token.pk).values().get()
    assert stored["digest"] == hash_token(secret)
    assert len(secret) == 64 + len("ifa_")
    assert secret.startswith("ifa_")
    # The beginning is kept, so that people can tell their tokens apart; the rest is enough of a secret.
    assert not any(secret[20:] in str(value) for value in stored.values())
    assert timedelta(days=30) - timedelta(minutes=1) < stored["expiry"] - timezone.now() <= timedelta(days=30)


def test_no_token_is_eternal(marketer: User) -> None:
    for days in (0, -1, 366, 10_000):
        with pytest.raises(ValueError, match="7, 30, 90, 365"):
            create_token(user=marketer, name="Export", days=days, by=marketer)
    assert not ApiToken.objects.exists()


def test_making_and_revoking_are_logged_once(marketer: User) -> None:
    token, _ = create_token(user=marketer, name="Export", days=7, by=marketer)
    revoke_token(token=token, by=marketer)
    revoke_token(token=token, by=marketer)
    assert not ApiToken.objects.exists()
    lines = list(Activity.objects.order_by("id").values_list("action", "actor", "subject_id", "changes"))
    assert lines == [
        (Action.TOKEN_CREATED, marketer.pk, marketer.pk, {"token": [None, "Export"]}),
        (Action.TOKEN_REVOKED, marketer.pk, marketer.pk, {"token": ["Export", None]}),
    ]


def test_its_use_is_noted_once_a_minute(marketer: User) -> None:
    token, _ = make_token(marketer)
    first = timezone.now()
    for later, noted in ((0, 0), (59, 0), (60, 60), (100, 60), (120, 120)):
        note_use(token, first + timedelta(seconds=later))
        token.refresh_from_db()
        assert token.last_used_at == first + timedelta(seconds=noted)


def printed(*arguments: str) -> str:
    output = StringIO()
    call_command("api_token", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_prints_the_token_alone(marketer: User) -> None:
    output = printed(marketer.email.upper(), "--name", "Nightly export", "--days", "7")
    token = ApiToken.objects.get()
    assert output == output.strip() + "\n"
    assert hash_token(output.strip()) == token.digest
    assert (token.user, token.name) == (marketer, "Nightly export")
    assert timedelta(days=6) < token.expiry - timezone.now() < timedelta(days=8)
    assert Activity.objects.get().actor_name == ""


def test_the_command_says_what_is_wrong(marketer: User) -> None:
    gone = make_user(is_active=False)
    for arguments, sentence in (
        (("nobody@example.com",), "Nobody here has the address nobody@example.com"),
        ((gone.email,), "cannot sign in"),
        ((marketer.email, "--name", " "), "up to 100 characters"),
        ((marketer.email, "--name", "x" * 101), "up to 100 characters"),
        ((marketer.email, "--days", "14"), "invalid choice: 14"),
    ):
        with pytest.raises(CommandError, match=sentence):
            printed(*arguments)
    assert not ApiToken.objects.exists()


def test_a_name_has_room_in_the_database(marketer: User) -> None:
    create_token(user=marketer, name="n" * LONGEST_NAME, days=7, by=None)


def test_the_page_shows_a_new_token_once(as_viewer: Client, viewer: User) -> None:
    made = as_viewer.post(reverse("token_new"), {"name": "Export", "days": "30"})
    secret = made.context["secret"]
    assert made.status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    assert made.content.decode().count(secret) == 1
    assert hash_token(secret) == ApiToken.objects.get(user=viewer).digest
    again = as_viewer.get(reverse("tokens")).content.decode()
    assert "Export" in again
    assert secret not in again


def test_the_page_shows_ones_own_tokens_alone(as_admin: Client, admin: User, marketer: User) -> None:
    make_token(admin, name="My own")
    make_token(admin, name="Old", expiry=timedelta(seconds=-1))
    make_token(marketer, name="Somebody else's")
    page = as_admin.get(reverse("tokens")).content.decode()
    assert "My own" in page
    assert page.count("Expired") == 1
    assert "Somebody else" not in page


def test_a_wrong_form_comes_back(as_marketer: Client) -> None:
    for data in ({"name": "", "days": "30"}, {"name": "x", "days": "14"}, {"name": "x"}, {"name": "x" * 101, "days": "30"}):
        assert as_marketer.post(reverse("token_new"), data).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner_alone(as_marketer: Client, marketer: User, admin: User) -> None:
    own, other = make_token(marketer)[0], make_token(admin)[0]
    assert as_marketer.post(reverse("token_revoke", args=[other.public_id])).status_code == 404
    assert as_marketer.post(reverse("token_revoke", args=[own.public_id])).headers["Location"] == reverse("tokens")
    assert list(ApiToken.objects.all()) == [other]


def test_other_methods_are_refused(as_marketer: Client, marketer: User) -> None:
    token, _ = make_token(marketer)
    assert as_marketer.post(reverse("tokens")).status_code == 405
    assert as_marketer.get(reverse("token_new")).status_code == 405
    assert as_marketer.get(reverse("token_revoke", args=[token.public_id])).status_code == 405


def test_queries_do_not_grow_with_tokens(
    as_marketer: Client, marketer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        for _ in range(5):
            make_token(marketer)
        with django_assert_max_num_queries(4):
            as_marketer.get(reverse("tokens"))
