"""Signing in: the second factor with real codes, forgotten passwords, what is said by mail, and that limits hold."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from discovery.models import User
from discovery.models.people import Role
from discovery.people import has_second_factor, reset_mfa
from tests.factories import TOTP_SECRET, make_second_factor, make_user

PASSWORD = "correct horse battery"
NEW_PASSWORD = "even more horses here"


@pytest.fixture
def ana(db: None) -> User:
    """Limits are counted in Redis, which no test rolls back, by address and person."""
    cache.clear()
    return make_user(email="ana@example.com", name="Ana", password=PASSWORD)


def code(secret: str = TOTP_SECRET, steps: int = 0) -> str:
    """What an authenticator app with this secret shows now, or so many steps of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": "ana@example.com", "password": password})


def give_code(client: Client, typed: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": typed})


def is_in(client: Client) -> bool:
    return client.get(reverse("settings")).status_code == 200


def assert_asks(response: Any, words: str, address: str) -> None:
    """A page that asks who is signed in to prove it, in a form for this address."""
    page = response.content.decode()
    assert (words in page, f'action="{address}"' in page, "csrfmiddlewaretoken" in page) == (True, True, True)


class TestSecondFactor:
    def test_it_is_set_up_with_an_app_and_gives_recovery_codes(
        self, client: Client, ana: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        sign_in(client)
        where = reverse("mfa_activate_totp")
        asked = client.get(where)
        assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
        assert_asks(client.get(asked.headers["Location"]), "Type your password first.", reverse("account_reauthenticate"))
        client.post(asked.headers["Location"], {"password": PASSWORD})
        page = client.get(where)
        assert 'src="data:image/svg+xml;base64,' in page.content.decode()
        assert "data:" in page.headers["Content-Security-Policy"]
        secret = page.context["form"].secret
        assert client.post(where, {"code": "000000"}).status_code == 200
        assert not has_second_factor(ana)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(where, {"code": code(secret)}).headers["Location"] == reverse("mfa_view_recovery_codes")
        assert has_second_factor(ana)
        assert [mail.subject for mail in mailoutbox] == ["Your second factor is on"]
        codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        assert len(codes) == 10
        assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()

    def test_the_password_alone_does_not_let_in(self, client: Client, ana: User) -> None:
        make_second_factor(ana)
        assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
        assert not is_in(client)
        assert "That code is not right" in give_code(client, code(steps=5)).content.decode()
        assert not is_in(client)
        give_code(client, code())
        assert is_in(client)

    def test_a_code_lets_in_once(self, ana: User) -> None:
        make_second_factor(ana)
        used = code()
        for lets_in in (True, False):
            browser = Client()
            sign_in(browser)
            give_code(browser, used)
            assert is_in(browser) == lets_in

    def test_a_recovery_code_lets_in_once(self, ana: User) -> None:
        make_second_factor(ana)
        [recovery, *_] = RecoveryCodes.activate(ana).get_unused_codes()
        for lets_in in (True, False):
            browser = Client()
            sign_in(browser)
            give_code(browser, recovery)
            assert is_in(browser) == lets_in

    def test_guessing_codes_ends_soon(self, ana: User) -> None:
        """Also for who starts again at the password, and from another address."""
        make_second_factor(ana)
        for number in range(5):
            browser = Client(REMOTE_ADDR=f"203.0.113.{number}")
            sign_in(browser)
            give_code(browser, "000000")
        last = Client(REMOTE_ADDR="203.0.113.99")
        sign_in(last)
        assert "Too many failed login attempts" in give_code(last, code()).content.decode()
        assert not is_in(last)

    def test_after_an_admins_reset_the_password_is_enough(self, client: Client, ana: User, admin: User) -> None:
        make_second_factor(ana)
        RecoveryCodes.activate(ana)
        reset_mfa(person=ana, by=admin)
        sign_in(client)
        assert is_in(client)

    def test_it_is_turned_off_after_a_code(
        self, client: Client, ana: User, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        make_second_factor(ana)
        sign_in(client)
        give_code(client, code())
        cache.clear()
        where = reverse("mfa_deactivate_totp")
        assert client.post(where).status_code == 302
        address = reverse("mfa_reauthenticate")
        assert_asks(client.get(address), "Type the code your authenticator app shows", address)
        client.post(address, {"code": code()})
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(where).headers["Location"] == reverse("mfa_index")
        assert not has_second_factor(ana)
        assert [mail.subject for mail in mailoutbox] == ["Your second factor is off"]

    def test_its_secrets_are_stored_encrypted(self, ana: User) -> None:
        app, codes = make_second_factor(ana), RecoveryCodes.activate(ana)
        assert TOTP_SECRET not in str(app.data)
        assert codes.get_unused_codes()[0] not in str(codes.instance.data)
        assert Authenticator.objects.get(pk=app.pk).data["secret"].startswith("gAAAA")

    def test_a_key_that_was_replaced_opens_for_as_long_as_it_is_named(self, client: Client, ana: User, settings: Any) -> None:
        make_second_factor(ana)
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
        sign_in(client)
        give_code(client, code())
        assert is_in(client)

    def test_a_key_that_was_forgotten_opens_nothing_and_says_so(self, client: Client, ana: User, settings: Any) -> None:
        make_second_factor(ana)
        settings.SECRET_KEY = "another key"
        sign_in(client)
        assert "cannot be read any more" in give_code(client, code()).content.decode()
        assert not is_in(client)

    def test_the_page_of_a_person_without_one_offers_it(self, client: Client, ana: User) -> None:
        sign_in(client)
        assert "Set it up" in client.get(reverse("mfa_index")).content.decode()
        make_second_factor(ana)
        assert "Turn it off" in client.get(reverse("mfa_index")).content.decode()


class TestRequiredForAdmins:
    @pytest.fixture(autouse=True)
    def required(self, settings: Any) -> None:
        settings.MFA_REQUIRED_FOR_ADMINS = True

    @pytest.mark.parametrize("address", ["/", "/people/", "/admin/"])
    def test_an_admin_without_one_is_led_to_set_it_up(self, as_admin: Client, admin: User, address: str) -> None:
        assert as_admin.get(address).headers["Location"] == reverse("mfa_activate_totp")
        assert as_admin.get(reverse("mfa_activate_totp")).status_code == 200
        assert as_admin.get(reverse("account_logout")).status_code == 200
        make_second_factor(admin)
        assert as_admin.get(address).status_code == 200

    def test_others_go_on_without_one(self, as_marketer: Client, client: Client) -> None:
        assert as_marketer.get("/").status_code == 200
        assert client.get(reverse("account_login")).status_code == 200


class TestForgottenPassword:
    def ask(self, client: Client, email: str = "ana@example.com") -> Any:
        return client.post(reverse("account_reset_password"), {"email": email}, follow=True)

    def test_a_link_by_mail_replaces_it_and_ends_other_sessions(self, ana: User, mailoutbox: list[Any]) -> None:
        elsewhere, here = Client(), Client()
        sign_in(elsewhere)
        assert "Forgot your password?" in here.get(reverse("account_login")).content.decode()
        assert "Look into your mail" in self.ask(here).content.decode()
        [mail] = mailoutbox
        assert (mail.to, mail.subject) == (["ana@example.com"], "Choose a new password")
        [link] = [line for line in mail.body.splitlines() if "/password/reset/key/" in line]
        form = here.get(link, follow=True)
        typed = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        assert "Your new password is saved" in here.post(form.request["PATH_INFO"], typed, follow=True).content.decode()
        assert not is_in(elsewhere)
        assert not is_in(here)
        sign_in(here, NEW_PASSWORD)
        assert is_in(here)
        assert mailoutbox[-1].subject == "Your password was replaced"
        assert "Ask for a new link" in Client().get(link, follow=True).content.decode()

    def test_it_does_not_replace_the_second_factor(self, client: Client, ana: User, mailoutbox: list[Any]) -> None:
        make_second_factor(ana)
        self.ask(client)
        [link] = [line for line in mailoutbox[0].body.splitlines() if "/password/reset/key/" in line]
        form = client.get(link, follow=True)
        client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
        assert sign_in(client, NEW_PASSWORD).headers["Location"] == reverse("mfa_authenticate")

    def test_strangers_learn_nothing_of_who_is_on_the_team(self, client: Client, ana: User, mailoutbox: list[Any]) -> None:
        known, unknown = self.ask(client), self.ask(client, "nobody@example.com")
        assert known.content == unknown.content
        assert mailoutbox[1].subject == "Nobody signs in with this address"
        assert "sign up" not in mailoutbox[1].body

    def test_who_was_deactivated_gets_no_link(self, client: Client, ana: User, mailoutbox: list[Any]) -> None:
        User.objects.update(is_active=False)
        self.ask(client)
        assert [mail.subject for mail in mailoutbox] == ["Nobody signs in with this address"]
        assert "deactivated" in client.get(sign_in(client).headers["Location"]).content.decode()

    def test_a_mail_server_that_is_down_is_no_error_page(self, client: Client, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: Any) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
        assert "ask an admin" in self.ask(client).content.decode()


def test_a_changed_password_is_told_by_mail_and_ends_other_sessions(client: Client, ana: User, mailoutbox: list[Any]) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser)
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    [mail] = mailoutbox
    assert mail.subject == "Your password was changed"
    assert "127.0.0.1" in mail.body


def test_an_admin_needs_the_second_factor_for_djangos_admin_too(client: Client, ana: User) -> None:
    User.objects.update(role=Role.ADMIN)
    make_second_factor(ana)
    sign_in(client)
    assert client.get("/admin/").status_code == 302
    give_code(client, code())
    assert client.get("/admin/").status_code == 200
