"""People and their roles."""

import pytest
from django.db import IntegrityError
from django.test import Client

from discovery.models import User
from tests.factories import make_user


def test_role_decides_what_a_person_may_do(admin: User, marketer: User, viewer: User) -> None:
    assert [user.can_edit for user in (admin, marketer, viewer)] == [True, True, False]
    assert [user.is_staff for user in (admin, marketer, viewer)] == [True, False, False]
    assert admin.has_perm("discovery.delete_account")
    assert not marketer.has_perm("discovery.view_account")


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/confirm-email/"])
def test_nobody_changes_who_they_are(as_viewer: Client, path: str) -> None:
    assert as_viewer.post(path, {"email": "admin@example.com", "action_primary": ""}).status_code == 404


def test_email_counts_once_in_any_case(db: None) -> None:
    make_user(email="ana@example.com")
    with pytest.raises(IntegrityError, match="user_email_once"):
        make_user(email="ANA@example.com")


def test_a_form_without_its_token_says_what_to_do(admin: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)
    response = client.post("/campaigns/new/", {"name": "x"})
    assert response.status_code == 403
    assert "send the form once more" in response.content.decode()


def test_a_form_with_too_many_fields_says_what_to_do(as_marketer: Client) -> None:
    response = as_marketer.post("/campaigns/new/", {f"field{number}": "x" for number in range(1_100)})
    assert response.status_code == 400
    assert "send less at once" in response.content.decode()
