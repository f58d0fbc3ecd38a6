"""A token is made on its page, copied, and tried in the API's documentation, which loads nothing that the policy would refuse."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from discovery.models.people import Role
from tests.factories import make_brand, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, client: Client, live_server: LiveServer) -> Iterator[Page]:
    """A marketer's; fails in the end where the console had an error."""
    client.force_login(make_user(role=Role.MARKETER))
    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, color_scheme=request.param)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    opened, problems = context.new_page(), []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def test_a_token_is_made_and_tried(page: Page) -> None:
    make_brand("Acme Foods")
    page.goto("/settings/tokens/")
    page.get_by_label("Name").fill("Export")
    page.get_by_role("button", name="Make a token").click()
    secret = page.get_by_label("The new token").input_value()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "scrolls sideways"

    page.get_by_role("link", name="API documentation").click()
    page.get_by_role("button", name="Authorize").click()
    page.locator(".auth-container input").fill(f"Token {secret}")
    page.locator(".auth-btn-wrapper button[type=submit]").click()
    page.get_by_role("button", name="Close").first.click()
    brands = page.locator("#operations-brands-list_brands")
    brands.locator(".opblock-summary-control").click()
    brands.get_by_role("button", name="Try it out").click()
    brands.get_by_role("button", name="Execute").click()
    expect(brands.locator(".live-responses-table .response-col_status").last).to_have_text("200")
    expect(brands.locator(".live-responses-table")).to_contain_text("Acme Foods")
