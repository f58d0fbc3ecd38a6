"""People and their roles: inviting, joining, changing, and what no race may break."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from operator import attrgetter
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.test import APIRequestFactory

from discovery.models import Activity, ApiToken, Campaign, Invitation, User
from discovery.models.people import Role
from discovery.people import (
    CannotChangePersonError,
    CannotInviteError,
    InvitationProblem,
    accept_invitation,
    change_role,
    deactivate,
    find_invitation,
    has_second_factor,
    invite,
    reactivate,
    reset_mfa,
    revoke_invitation,
    team,
)
from tests.factories import make_campaign, make_second_factor, make_user

PASSWORD = "correct horse battery"


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


def logged() -> list[tuple[str, str, str]]:
    """Every line of the log as (who, what, about whom), oldest first."""
    return list(Activity.objects.order_by("pk").values_list("actor_name", "action", "subject_name"))


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Run the actions at the same moment, each on a connection of its own; gives what each returned or raised."""
    ready = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return action()
        except ValueError as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_an_invited_person_joins_in_their_role(admin: User) -> None:
    invitation, secret = invite(email="Ana@EXAMPLE.com", role=Role.MARKETER, by=admin)
    assert secret not in {*Invitation.objects.values_list("digest", flat=True)}
    assert len(secret) >= 43
    assert find_invitation(secret) == invitation
    ana = accept_invitation(secret=secret, name="Ana", password=PASSWORD)
    assert (ana.email, ana.name, ana.role, ana.is_active) == ("Ana@example.com", "Ana", Role.MARKETER, True)
    assert ana.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert invitation.person == ana
    assert logged() == [
        (admin.email, "person.invited", "Ana@example.com as marketer"),
        (ana.email, "person.joined", "Ana"),
    ]


def test_an_invitation_is_valid_for_the_days_of_the_setting(admin: User, settings: Any) -> None:
    settings.INVITATION_DAYS = 2
    invitation, _ = invite(email="ana@example.com", role=Role.VIEWER, by=admin)
    assert invitation.expires_at - invitation.created_at == timedelta(days=2)


def test_a_new_invitation_replaces_the_waiting_one(admin: User) -> None:
    _, first = invite(email="ana@example.com", role=Role.VIEWER, by=admin)
    _, second = invite(email="ANA@example.com", role=Role.ADMIN, by=admin)
    assert [each.role for each in Invitation.objects.waiting()] == [Role.ADMIN]
    with pytest.raises(InvitationProblem, match="replaced by a newer one"):
        find_invitation(first)
    assert accept_invitation(secret=second, name="Ana", password=PASSWORD).is_admin


def test_who_is_on_the_team_is_not_invited(admin: User) -> None:
    make_user(email="ana@example.com")
    with pytest.raises(CannotInviteError, match="on the team already"):
        invite(email="ANA@Example.com", role=Role.VIEWER, by=admin)
    make_user(email="bob@example.com", is_active=False)
    with pytest.raises(CannotInviteError, match="Reactivate them instead"):
        invite(email="bob@example.com", role=Role.VIEWER, by=admin)
    assert not Invitation.objects.exists()
    assert not logged()


def test_a_link_that_does_not_work_says_why(admin: User) -> None:
    _, used = invite(email="used@example.com", role=Role.VIEWER, by=admin)
    accept_invitation(secret=used, name="Used", password=PASSWORD)
    revoked, revoked_secret = invite(email="revoked@example.com", role=Role.VIEWER, by=admin)
    assert revoke_invitation(invitation=revoked, by=admin)
    expired, expired_secret = invite(email="expired@example.com", role=Role.VIEWER, by=admin)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    problems = {used: "used already", revoked_secret: "withdrawn", expired_secret: "has expired", "guessed": "no such invitation"}
    for secret, problem in problems.items():
        with pytest.raises(InvitationProblem, match=problem):
            find_invitation(secret)
        with pytest.raises(InvitationProblem, match=problem):
            accept_invitation(secret=secret, name="X", password=PASSWORD)
    assert not revoke_invitation(invitation=revoked, by=admin)
    assert not User.objects.filter(email__startswith="expired").exists()


def test_who_signs_in_with_the_address_meanwhile_keeps_it(admin: User) -> None:
    _, secret = invite(email="ana@example.com", role=Role.ADMIN, by=admin)
    ana = make_user(email="ANA@example.com", role=Role.VIEWER)
    with pytest.raises(InvitationProblem, match="signs in with this address already"):
        accept_invitation(secret=secret, name="Ana", password=PASSWORD)
    ana.refresh_from_db()
    assert not ana.is_admin


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_link_at_once_one_joins() -> None:
    _, secret = invite(email="ana@example.com", role=Role.VIEWER, by=make_user(role=Role.ADMIN))
    results = at_once(*[lambda: accept_invitation(secret=secret, name="Ana", password=PASSWORD)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["InvitationProblem", "User"]
    assert User.objects.filter(email="ana@example.com").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_address_invited_by_two_at_once_waits_once() -> None:
    admin = make_user(role=Role.ADMIN)
    at_once(*[lambda: invite(email="ana@example.com", role=Role.VIEWER, by=admin)] * 2)
    assert Invitation.objects.waiting().count() == 1


def test_a_changed_role_is_logged_once(admin: User, viewer: User) -> None:
    change_role(person=viewer, role=Role.MARKETER, by=admin)
    change_role(person=viewer, role=Role.MARKETER, by=admin)
    viewer.refresh_from_db()
    assert viewer.role == Role.MARKETER
    assert [line.changes for line in Activity.objects.all()] == [{"role": ["viewer", "marketer"]}]


def test_who_became_a_viewer_sees_their_campaigns_and_changes_none(admin: User, marketer: User) -> None:
    campaign = make_campaign(marketer)
    change_role(person=marketer, role=Role.VIEWER, by=admin)
    marketer.refresh_from_db()
    assert list(Campaign.objects.for_user(marketer)) == [campaign]
    assert not Campaign.objects.editable_by(marketer).exists()


def test_the_last_admin_who_can_sign_in_stays(admin: User) -> None:
    make_user(role=Role.ADMIN, is_active=False)
    other = make_user(role=Role.ADMIN)
    deactivate(person=other, by=admin)
    with pytest.raises(CannotChangePersonError, match="last admin"):
        change_role(person=admin, role=Role.VIEWER, by=admin)
    with pytest.raises(CannotChangePersonError, match="last admin"):
        deactivate(person=admin, by=other)
    admin.refresh_from_db()
    assert admin.is_admin
    assert admin.is_active


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["demote", "deactivate", "both"])
def test_two_admins_who_remove_each_other_at_once_leave_one(change: str) -> None:
    first, second = make_user(role=Role.ADMIN), make_user(role=Role.ADMIN)
    demotes = [
        lambda: change_role(person=second, role=Role.VIEWER, by=first),
        lambda: change_role(person=first, role=Role.VIEWER, by=second),
    ]
    deactivates = [lambda: deactivate(person=second, by=first), lambda: deactivate(person=first, by=second)]
    pairs = {"demote": demotes, "deactivate": deactivates, "both": [demotes[0], deactivates[1]]}
    results = at_once(*pairs[change])
    assert sorted(type(result).__name__ for result in results) == ["CannotChangePersonError", "NoneType"]
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_nobody_deactivates_themself(admin: User) -> None:
    make_user(role=Role.ADMIN)
    with pytest.raises(CannotChangePersonError, match="yourself"):
        deactivate(person=admin, by=admin)


def test_deactivation_ends_sessions_and_reactivation_lets_in_again(admin: User, marketer: User, as_marketer: Client) -> None:
    assert as_marketer.get("/campaigns/").status_code == 200
    deactivate(person=marketer, by=admin)
    assert as_marketer.get("/campaigns/").status_code == 302
    reactivate(person=marketer, by=admin)
    reactivate(person=marketer, by=admin)
    assert as_marketer.get("/campaigns/").status_code == 302, "a stolen session does not come back"
    as_marketer.force_login(marketer)
    assert as_marketer.get("/campaigns/").status_code == 200
    assert [action for _, action, _ in logged()] == ["person.deactivated", "person.reactivated"]


def test_deactivation_ends_nobody_elses_session(admin: User, viewer: User, as_marketer: Client) -> None:
    deactivate(person=viewer, by=admin)
    assert as_marketer.get("/campaigns/").status_code == 200


@pytest.mark.parametrize("leave", [deactivate, partial(change_role, role=Role.MARKETER)])
def test_who_is_no_admin_any_more_leaves_no_way_in_open(admin: User, leave: Callable[..., None]) -> None:
    """They may keep the link of an invitation that they sent to themself."""
    leaver = make_user(role=Role.ADMIN)
    _, kept = invite(email="home@example.com", role=Role.ADMIN, by=leaver)
    _, others = invite(email="ana@example.com", role=Role.VIEWER, by=admin)
    leave(person=leaver, by=admin)
    with pytest.raises(InvitationProblem, match="withdrawn"):
        find_invitation(kept)
    assert find_invitation(others).email == "ana@example.com"
    assert ("home@example.com as admin", "person.invitation_revoked", admin.email) in [
        (what, action, who) for who, action, what in logged()
    ]


def test_deactivation_stops_api_tokens(admin: User, marketer: User) -> None:
    _, token = ApiToken.objects.create(user=marketer, name="report")
    request = APIRequestFactory().get("/", headers={"Authorization": f"Token {token}"})
    assert TokenAuthentication().authenticate(request)[0] == marketer
    deactivate(person=marketer, by=admin)
    with pytest.raises(AuthenticationFailed):
        TokenAuthentication().authenticate(request)


def test_a_lost_second_factor_is_removed_and_its_owner_told(
    admin: User, marketer: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    make_second_factor(marketer)
    with django_capture_on_commit_callbacks(execute=True):
        assert reset_mfa(person=marketer, by=admin)
        assert not reset_mfa(person=marketer, by=admin)
    assert not has_second_factor(marketer)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([marketer.email], "Your second factor was removed")]
    assert logged() == [(admin.email, "person.mfa_reset", marketer.email)]


def test_the_team_says_who_has_a_second_factor_and_owns_campaigns(admin: User) -> None:
    gone = make_user(name="Aaron", is_active=False)
    nell, unnamed = make_user(name="nell"), make_user(email="bob@example.com")
    make_second_factor(nell)
    make_campaign(nell)
    make_campaign(nell)
    found = map(attrgetter("pk", "has_second_factor", "campaign_count"), team().exclude(pk=admin.pk))
    assert list(found) == [(unnamed.pk, False, 0), (nell.pk, True, 2), (gone.pk, False, 0)]


def test_the_first_admin_is_made_on_the_command_line(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="first@example.com", interactive=False, verbosity=0)
    first = User.objects.get()
    assert first.is_admin
    assert Client().login(email="first@example.com", password=PASSWORD)
