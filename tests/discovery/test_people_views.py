"""Pages of people, joining and settings."""

from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discovery.models import Invitation, User
from discovery.models.people import Role
from discovery.people import has_second_factor, invite
from tests.factories import make_campaign, make_second_factor, make_user

PASSWORD = "correct horse battery"
INVITE = {"email": "ana@example.com", "role": "marketer"}
POSTS = ["person_role", "person_deactivate", "person_reactivate", "person_reset_mfa"]


def link_in(response: Any) -> str:
    """The path of the link that the page shows."""
    return str(response.context["link"]).removeprefix("http://testserver")


def test_the_table_says_what_there_is_of_everybody(as_admin: Client, marketer: User) -> None:
    make_second_factor(marketer)
    make_campaign(marketer)
    page = as_admin.get(reverse("people")).content.decode()
    row = page[page.index(marketer.email) :].partition("</tr>")[0]
    assert all(said in row for said in ("Marketer", "Active", "Yes", "never", ">1<"))


def test_queries_do_not_grow_with_people(as_admin: Client, admin: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_admin.get(reverse("people"))
        return len(queries)

    invite(email="one@example.com", role=Role.VIEWER, by=admin)
    before = asked()
    for number in range(5):
        make_campaign(make_user())
        invite(email=f"more{number}@example.com", role=Role.VIEWER, by=admin)
    assert asked() == before


def test_an_invitation_goes_by_mail_and_its_link_is_shown_once(
    as_admin: Client, admin: User, mailoutbox: list[Any], client: Client
) -> None:
    response = as_admin.post(reverse("person_invite"), INVITE)
    link = response.context["link"]
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    [mail] = mailoutbox
    assert mail.to == ["ana@example.com"]
    assert mail.subject == f"{admin} invites you to Influencer Finder"
    assert link in mail.body
    assert "as marketer" in mail.body
    assert link not in as_admin.get(reverse("people")).content.decode()
    assert client.get(link_in(response)).status_code == 200


def test_an_invitation_stands_though_the_mail_server_is_down(as_admin: Client, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def refuse(*_: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    response = as_admin.post(reverse("person_invite"), INVITE)
    assert "The mail did not go" in response.content.decode()
    assert client.get(link_in(response)).status_code == 200


def test_a_name_of_two_lines_becomes_one_and_breaks_no_mail(as_admin: Client, admin: User, mailoutbox: list[Any]) -> None:
    as_admin.post(reverse("settings_name"), {"name": "Ann\r\nBcc: eve@example.com"})
    admin.refresh_from_db()
    assert admin.name == "Ann Bcc: eve@example.com"
    User.objects.filter(pk=admin.pk).update(name="Ann\nBcc: eve@example.com")
    assert as_admin.post(reverse("person_invite"), INVITE).status_code == 200
    assert mailoutbox[0].subject == "Ann Bcc: eve@example.com invites you to Influencer Finder"
    assert mailoutbox[0].recipients() == ["ana@example.com"]


def test_an_address_that_is_refused_is_in_no_log(
    as_admin: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: Any) -> None:
        raise SMTPRecipientsRefused({"ana@example.com": (550, b"no such user")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert "The mail did not go" in as_admin.post(reverse("person_invite"), INVITE).content.decode()
    assert "A mail could not be sent (SMTPRecipientsRefused" in caplog.text
    assert "ana@example.com" not in caplog.text


def test_what_was_typed_wrong_comes_back(as_admin: Client, marketer: User) -> None:
    for typed, problem in (
        ({"email": "no address", "role": "viewer"}, "valid email"),
        ({"email": "ana@example.com", "role": "owner"}, "valid choice"),
        ({"email": marketer.email.upper(), "role": "viewer"}, "on the team already"),
    ):
        response = as_admin.post(reverse("person_invite"), typed)
        assert response.status_code == 422
        assert problem in response.content.decode()
        assert typed["email"] in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_new_link_ends_the_one_before(as_admin: Client, client: Client, admin: User) -> None:
    invitation, secret = invite(email="ana@example.com", role=Role.ADMIN, by=admin)
    response = as_admin.post(reverse("invitation_resend", args=[invitation.pk]))
    assert client.get(reverse("join", args=[secret])).status_code == 404
    assert client.get(link_in(response)).status_code == 200
    assert Invitation.objects.waiting().get().role == Role.ADMIN
    assert as_admin.post(reverse("invitation_resend", args=[invitation.pk])).status_code == 404


def test_a_withdrawn_invitation_leads_nowhere(as_admin: Client, client: Client, admin: User) -> None:
    invitation, secret = invite(email="ana@example.com", role=Role.VIEWER, by=admin)
    for said in ("was withdrawn", "no longer waiting"):
        page = as_admin.post(reverse("invitation_revoke", args=[invitation.pk]), follow=True).content.decode()
        assert said in page
    assert "withdrawn" in client.get(reverse("join", args=[secret])).content.decode()


@pytest.mark.parametrize("name", POSTS)
def test_a_person_is_changed_by_post_and_must_exist(as_admin: Client, viewer: User, name: str) -> None:
    assert as_admin.get(reverse(name, args=[viewer.pk])).status_code == 405
    assert as_admin.post(reverse(name, args=[0])).status_code == 404


def test_a_role_is_changed(as_admin: Client, viewer: User) -> None:
    assert as_admin.post(reverse("person_role", args=[viewer.pk]), {"role": "marketer"}).status_code == 302
    viewer.refresh_from_db()
    assert viewer.role == Role.MARKETER
    assert as_admin.post(reverse("person_role", args=[viewer.pk]), {"role": "king"}).status_code == 422


def test_the_last_admin_is_told_why_the_role_stays(as_admin: Client, admin: User) -> None:
    response = as_admin.post(reverse("person_role", args=[admin.pk]), {"role": "viewer"})
    assert response.status_code == 422
    assert "last admin who can sign in" in response.content.decode()


def test_an_admin_who_steps_down_lands_where_they_may_be(as_admin: Client, admin: User) -> None:
    make_user(role=Role.ADMIN)
    response = as_admin.post(reverse("person_role", args=[admin.pk]), {"role": "viewer"}, follow=True)
    assert response.redirect_chain == [(reverse("settings"), 302)]
    assert response.status_code == 200


def test_a_deactivation_can_be_undone(as_admin: Client, admin: User, viewer: User, as_viewer: Client) -> None:
    page = as_admin.post(reverse("person_deactivate", args=[viewer.pk]), follow=True).content.decode()
    assert f'action="{reverse("person_reactivate", args=[viewer.pk])}"' in page
    assert as_viewer.get("/").status_code == 302
    as_admin.post(reverse("person_reactivate", args=[viewer.pk]))
    viewer.refresh_from_db()
    assert viewer.is_active
    refused = as_admin.post(reverse("person_deactivate", args=[admin.pk]))
    assert refused.status_code == 422
    assert "cannot deactivate yourself" in refused.content.decode()


def test_a_lost_second_factor_is_removed(as_admin: Client, viewer: User) -> None:
    where = reverse("person_reset_mfa", args=[viewer.pk])
    assert where not in as_admin.get(reverse("person", args=[viewer.pk])).content.decode()
    make_second_factor(viewer)
    assert where in as_admin.get(reverse("person", args=[viewer.pk])).content.decode()
    as_admin.post(where)
    assert not has_second_factor(viewer)


class TestJoining:
    @pytest.fixture
    def where(self, admin: User) -> str:
        return reverse("join", args=[invite(email="ana@example.com", role=Role.MARKETER, by=admin)[1]])

    TYPED = {"name": "Ana", "new_password1": PASSWORD, "new_password2": PASSWORD}

    def test_who_was_invited_joins_and_is_signed_in(self, client: Client, where: str) -> None:
        page = client.get(where)
        assert "ana@example.com" in page.content.decode()
        assert not User.objects.filter(email="ana@example.com").exists()
        response = client.post(where, self.TYPED, follow=True)
        assert response.redirect_chain == [("/", 302)]
        assert "Welcome, Ana." in response.content.decode()
        assert Client().login(email="ana@example.com", password=PASSWORD)
        client.logout()
        assert "used already" in client.post(where, self.TYPED).content.decode()

    def test_the_secret_does_not_travel_on(self, client: Client, where: str) -> None:
        for address in (where, reverse("join", args=["guessed"])):
            headers = client.get(address).headers
            assert headers["Referrer-Policy"] == "same-origin"
            assert "no-store" in headers["Cache-Control"]

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"name": " "}, "This field is required"),
            ({"new_password2": "another"}, "match"),
            ({"new_password1": "short", "new_password2": "short"}, "too short"),
            ({"new_password1": "password123", "new_password2": "password123"}, "too common"),
            ({"new_password1": "ana@example.com", "new_password2": "ana@example.com"}, "too similar"),
        ],
    )
    def test_what_was_typed_wrong_is_said(self, client: Client, where: str, changes: dict[str, str], problem: str) -> None:
        response = client.post(where, self.TYPED | changes)
        assert response.status_code == 422
        assert problem in response.content.decode()
        assert not User.objects.filter(email="ana@example.com").exists()

    def test_who_is_signed_in_joins_as_nobody_else(self, as_admin: Client, where: str) -> None:
        for response in (as_admin.get(where), as_admin.post(where, self.TYPED)):
            assert "You are signed in already" in response.content.decode()
        assert not User.objects.filter(email="ana@example.com").exists()


def test_one_changes_ones_own_name(as_viewer: Client, viewer: User) -> None:
    assert as_viewer.post(reverse("settings_name"), {"name": "Vi"}).status_code == 302
    viewer.refresh_from_db()
    assert viewer.name == "Vi"
    assert as_viewer.post(reverse("settings_name"), {"name": ""}).status_code == 422
    assert as_viewer.get(reverse("settings_name")).status_code == 405
    assert as_viewer.post(reverse("settings")).status_code == 405


def test_settings_say_whether_there_is_a_second_factor(as_viewer: Client, viewer: User) -> None:
    assert "Set it up" in as_viewer.get(reverse("settings")).content.decode()
    make_second_factor(viewer)
    assert "Manage it" in as_viewer.get(reverse("settings")).content.decode()


def test_without_a_mail_server_the_invitation_says_so(as_admin: Client, settings: Any) -> None:
    assert "We sent the link" in as_admin.post(reverse("person_invite"), INVITE).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = as_admin.post(reverse("person_invite"), {**INVITE, "email": "second@example.com"}).content.decode()
    assert "We sent the link" not in page
    assert "No mail leaves this server" in page
