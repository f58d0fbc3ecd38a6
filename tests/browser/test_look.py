"""What people see: no accessibility violation, no sideways scrolling, in both themes, wide and on a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@dataclass(frozen=True)
class Look:
    theme: str
    size: str


LOOKS = [Look(theme, size) for theme in ("light", "dark") for size in SIZES]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.theme}-{look.size}")
def look(request: pytest.FixtureRequest) -> Look:
    chosen: Look = request.param
    return chosen


@pytest.fixture
def open_page(browser: Browser, look: Look, live_server: LiveServer) -> Callable[..., Page]:
    """Opens an address in this look; fails when a script, style or font is refused."""
    width, height = SIZES[look.size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if look.theme == "dark" else "light")

    def opened(path: str, cookies: list[Any] | None = None) -> Page:
        context.add_cookies(cookies or [])
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.goto(live_server.url + path, wait_until="networkidle")
        assert problems == []
        return page

    return opened


def assert_looks_right(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "scrolls sideways"


def test_login_page(open_page: Callable[..., Page], look: Look) -> None:
    page = open_page("/accounts/login/")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == look.theme
    assert_looks_right(page)
