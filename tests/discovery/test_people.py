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
