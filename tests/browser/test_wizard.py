"""The import wizard as people use it, with a real worker: what was found is overruled, a question answered, a name matched, a load
cancelled and undone. Wide with JavaScript, and on a phone without.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from discovery.models import Account, CreatorList
from discovery.models.people import Role
from tests.discovery.importing.lists import let_merge, merging_held
from tests.factories import make_account, make_user
from tests.worker import empty_queues, running_worker, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser and worker"),
]
ASKING = "handle\tfollowers\tlikes\nanna\t5000\t12.500\nbert\t7000\t1.250\nCarla Cook\t900\t2.500\n"


@pytest.fixture(params=["wide", "phone without JavaScript"])
def page(request: pytest.FixtureRequest, browser: Browser, client: Client, live_server: LiveServer) -> Iterator[Page]:
    client.force_login(make_user(role=Role.ADMIN))
    wide = request.param == "wide"
    size = {"width": 1440, "height": 900} if wide else {"width": 390, "height": 844}
    context = browser.new_context(base_url=live_server.url, viewport=size, java_script_enabled=wide)  # type: ignore[arg-type]
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    with empty_queues(), running_worker():
        yield context.new_page()
        context.close()


def paste(page: Page, text: str) -> None:
    page.goto(reverse("import_new"))
    page.get_by_label("Or paste rows").fill(text)
    page.get_by_label("Source").fill("Our own research")
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("heading", name="Columns")).to_be_visible()


def update(page: Page) -> None:
    """Without JavaScript a button shows what a choice changes."""
    button = page.get_by_role("button", name="Update the preview")
    if button.count():
        button.click()


def stat(page: Page, name: str) -> str:
    return page.locator(".stat", has_text=re.compile(f"{name}s?$")).locator("b").inner_text()


def settle(page: Page) -> None:
    """Platform and day, as the pasted rows name none."""
    page.get_by_label("Platform", exact=True).select_option("instagram")
    page.get_by_label("Day of the counts").fill("2026-10-31")
    update(page)


def load(page: Page) -> None:
    page.get_by_role("button", name="Load the list").click()
    page.wait_for_load_state()
    until(lambda: CreatorList.objects.newest_first()[0].scored_at)
    page.goto(reverse("import", args=[CreatorList.objects.newest_first()[0].pk]))


def test_a_wrong_delimiter_is_overruled(page: Page) -> None:
    paste(page, "handle;bio\nanna;cooks, bakes\nbert;runs, walks\n")
    page.locator("summary", has_text="Read it otherwise").click()
    page.get_by_label("Columns are separated by").select_option(",")
    page.get_by_role("button", name="Read the file anew").click()
    expect(page.locator(".file-format summary")).to_contain_text("separated by comma")
    page.locator("summary", has_text="Read it otherwise").click()
    page.get_by_label("Columns are separated by").select_option(";")
    page.get_by_role("button", name="Read the file anew").click()
    expect(page.locator(".file-format summary")).to_contain_text("separated by semicolon")
    expect(page.get_by_label("bio", exact=True)).to_have_value("bio")


@pytest.mark.parametrize("page", ["wide"], indirect=True)
def test_a_choice_outlives_the_answer_to_the_one_before(page: Page) -> None:
    paste(page, ASKING)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route("**/mapping/", hold_the_first)
    page.get_by_label("Platform", exact=True).select_option("instagram")
    expect(page.locator("#mapping")).to_have_class(re.compile("htmx-request"))
    page.get_by_label("How likes is read").select_option(",")
    page.get_by_label("Day of the counts").fill("2026-10-31")
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#notes-2")).to_contain_text("you said so")
    expect(page.get_by_label("How likes is read")).to_have_value(",")
    creator_list = CreatorList.objects.get()
    assert (creator_list.platform, creator_list.taken_on) == ("instagram", date(2026, 10, 31))


def test_a_question_is_answered_a_name_matched_and_the_import_undone(page: Page) -> None:
    make_account("carla.cook", title="Carla Cook")
    paste(page, ASKING)
    settle(page)
    expect(page.locator("#to-check")).to_contain_text("likes")
    page.get_by_label("How likes is read").select_option(",")
    update(page)
    expect(page.locator("#notes-2")).to_contain_text("you said so")
    expect(page.locator("#check")).to_contain_text("new account")
    assert (stat(page, "row"), stat(page, "new account"), stat(page, "rejected")) == ("3", "2", "0")
    load(page)
    assert (stat(page, "accounts created"), stat(page, "to be matched")) == ("2", "1")

    page.get_by_role("link", name="Match names to accounts").click()
    page.get_by_text("@carla.cook", exact=True).click()
    page.get_by_role("button", name="Load these rows").click()
    page.wait_for_load_state()
    matched = CreatorList.objects.newest_first()[0]
    until(lambda: CreatorList.objects.get(pk=matched.pk).scored_at)
    page.goto(reverse("import", args=[matched.pk]))
    expect(page.get_by_text("continues")).to_be_visible()
    page.get_by_role("link", name="See these accounts ranked").click()
    expect(page.locator("[data-open]")).to_have_text(["Carla Cook"])

    first = CreatorList.objects.order_by("pk")[0]
    page.goto(reverse("import", args=[first.pk]))
    page.get_by_role("link", name="Undo the import").click()
    page.get_by_role("button", name="Undo the import").click()
    until(lambda: CreatorList.objects.get(pk=first.pk).state == "undone")
    page.goto(reverse("import", args=[first.pk]))
    expect(page.get_by_role("heading", name="The import was undone")).to_be_visible()
    assert list(Account.objects.values_list("handle", flat=True)) == ["carla.cook"]


def test_a_load_is_cancelled(page: Page) -> None:
    paste(page, "handle\tfollowers\nanna\t5000\n")
    settle(page)
    with merging_held():
        page.get_by_role("button", name="Load the list").click()
        until(lambda: CreatorList.objects.get().state == "loading")
        page.goto(reverse("import", args=[CreatorList.objects.get().pk]))
        page.get_by_role("button", name="Cancel").click()
        until(lambda: CreatorList.objects.get().state == "draft")
        let_merge()
    page.goto(reverse("import", args=[CreatorList.objects.get().pk]))
    expect(page.get_by_text("Cancelled; nothing was stored.")).to_be_visible()
    assert not Account.objects.exists()
    load(page)
    assert Account.objects.get().handle == "anna"
