"""Editing a shortlist in the browser: what is not saved is seen and not left by mistake, and the heading counts along."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Dialog, expect
from pytest_django.live_server_helper import LiveServer

from discovery.models.people import Role
from tests.factories import make_account, make_campaign, make_entry, make_shortlist, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_what_is_not_saved_is_seen_and_not_left_by_mistake(client: Client, browser: Browser, live_server: LiveServer) -> None:
    person = make_user(role=Role.MARKETER)
    shortlist = make_shortlist(make_campaign(person))
    for name in ("Ana", "Ben"):
        make_entry(shortlist, account=make_account(name.lower(), title=name))
    client.force_login(person)
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(shortlist.get_absolute_url())
    expect(page.get_by_role("link", name="Ana")).to_be_visible()
    row = page.locator("tr", has_text="@ana")
    expect(row.get_by_role("button", name="Save")).not_to_have_class("btn-primary")
    row.get_by_label("Cost").press_sequentially("120")
    expect(row.get_by_role("button", name="Save")).to_contain_class("btn-primary")
    page.get_by_role("link", name="Discover").first.click(no_wait_after=True)
    expect(row.get_by_label("Cost")).to_have_value("120")
    row.get_by_role("button", name="Save").click()
    expect(page.locator("tr", has_text="@ana").get_by_text("Saved")).to_be_visible()
    assert asked == ["beforeunload"]

    page.get_by_role("button", name="Remove @ben").click()
    expect(page.locator("#entry-count")).to_have_text("1")
    page.get_by_role("link", name="Discover").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Creators")
    assert asked == ["beforeunload"]
    context.close()
