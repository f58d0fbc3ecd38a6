"""What people see: no accessibility violation, no sideways scrolling, in both themes, wide and on a phone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from discovery import tasks
from discovery.models import Account, Shortlist
from discovery.models.people import Role
from scoring.recompute import recompute_all, refresh, request
from tests.discovery.flagged import make_flagged
from tests.discovery.importing.lists import draft, loaded
from tests.factories import TODAY, make_account, make_campaign, make_entry, make_shortlist, make_snapshot, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
Cookies = list[Any]
WIDE, PHONE = (1440, 900), (390, 844)
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


@pytest.fixture
def signed_in(client: Client, live_server: LiveServer) -> Cookies:
    """The cookies of an admin with a shortlist, among ranked accounts with a history and one without data."""
    person = make_user(email="ana.kim@example.com", role=Role.ADMIN)
    make_entry(make_shortlist(make_campaign(person)), account=_accounts()[0])
    client.force_login(person)
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]


def _accounts() -> list[Account]:
    """Three accounts of falling fit, and one of which nothing is known."""
    accounts = [
        make_account(f"maya.eats{number}", title=f"Maya {number}", country="GB", topics=["Food"], bio="Cooks.") for number in range(4)
    ]
    for number, account in enumerate(accounts[:3]):
        for month in range(3):
            day = TODAY - timedelta(days=30 * month)
            make_snapshot(account, taken_on=day, followers=100_000 * (number + 1) - 900 * month, following=500)
    refresh([account.pk for account in accounts])
    return accounts


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens an address, wide unless told; fails when a script, style or font is refused."""
    # A colour that is on its way to another has no contrast of its own.
    context = browser.new_context(reduced_motion="reduce")

    def opened(path: str, cookies: Cookies | None = None, size: tuple[int, int] = WIDE) -> Page:
        context.add_cookies(cookies or [])
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(live_server.url + path, wait_until="networkidle")
        assert problems == []
        return page

    yield opened
    context.close()


# What axe finds for colours alone. Whatever else is wrong in one theme is in the other.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_looks_right(page: Page) -> None:
    """In both themes, wide and on a phone, as it is now with all that was opened or clicked. Afterwards it is wide and light."""
    for theme, (width, height) in reversed([*product(THEMES, (WIDE, PHONE))]):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        where = f"{theme}, {width} wide"
        assert page.evaluate("document.documentElement.dataset.bsTheme") == theme, where
        # What is in order need not be told of each element.
        options = {"runOnly": ALL_RULES if theme == "light" else OF_COLOURS, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{where}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"{where}: scrolls sideways"


def test_login_page(open_page: Callable[..., Page]) -> None:
    assert_looks_right(open_page("/accounts/login/"))


def test_ranked_page(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    page = open_page("/?platform=instagram&followers_from=5K", signed_in)
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    assert_looks_right(page)


def test_account_page(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    page = open_page("/creators/instagram/maya.eats0/", signed_in)
    assert page.locator(".chart canvas").is_visible()
    assert_looks_right(page)


def test_method_page(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    page = open_page("/method/", signed_in)
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    assert_looks_right(page)


def test_recomputes_and_settings(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    """One that goes on asks for itself."""
    request(reason="Every night")
    for address in (reverse("method_runs"), f"{reverse('method_settings')}?cuts=industry"):
        assert_looks_right(open_page(address, signed_in))
    page = open_page(reverse("method_runs"), signed_in)
    expect(page.get_by_text("Waiting for a worker …")).to_be_visible()
    recompute_all()
    expect(page.locator("#runs").get_by_text("Done").first).to_be_visible(timeout=10_000)
    request(reason="Another")
    page = open_page(reverse("method_runs"), signed_in)
    assert_looks_right(page)
    page.get_by_role("button", name="Stop this recompute").click()
    expect(page.locator("#runs").get_by_text("Stopped", exact=True)).to_be_visible()
    assert_looks_right(page)


def test_flags_are_dismissed(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    account = make_flagged()
    page = open_page(account.get_absolute_url(), signed_in)
    flag = page.locator("#flags li").first
    flag.get_by_text("Dismiss …").click()
    assert_looks_right(page)
    flag.get_by_label("Why is it innocent?").fill("A giveaway in March.")
    flag.get_by_role("button").click()
    expect(page.locator("#flags").get_by_text("A giveaway in March.")).to_be_visible()
    assert_looks_right(page)


def test_comparison(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    accounts = "&".join(f"account={account.pk}" for account in Account.objects.all())
    page = open_page(f"/compare/?{accounts}", signed_in)
    expect(page.locator("thead th")).to_have_count(4)
    assert_looks_right(page)


def test_shortlist_page(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    page = open_page(Shortlist.objects.get().get_absolute_url(), signed_in)
    assert_looks_right(page)
    page.get_by_role("link", name="How it is computed").click()
    expect(page.locator("#method")).to_be_visible()


ASKING = "handle,followers,likes\nanna,5000,12.500\nbert,-7,1.250\nMaya Cook,900,2.500\n"


def test_import_pages_of_a_draft(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    creator_list = draft(ASKING, platform="instagram", taken_on=TODAY)
    for address in (reverse("import_new"), f"{reverse('import', args=[creator_list.pk])}?platforms=1", reverse("imports")):
        page = open_page(address, signed_in)
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        assert_looks_right(page)


def test_a_long_preview_scrolls_in_its_own_box(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    rows = "".join(f"anna{number},anna.t{number}\n" for number in range(60))
    creator_list = draft(f"instagram_handle,tiktok_handle\n{rows}")
    page = open_page(reverse("import", args=[creator_list.pk]), signed_in)
    assert page.evaluate("document.documentElement.scrollHeight - document.querySelector('main').getBoundingClientRect().bottom") < 200


def test_import_pages_of_a_loaded_list(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    creator_list = tasks.load_and_score(loaded("handle,followers\nanna,5000\nbert,-7\nMaya Cook,900\n").pk)
    make_account("maya.cook", title="Maya Cook")
    for name in ("import", "import_match", "import_undo"):
        assert_looks_right(open_page(reverse(name, args=[creator_list.pk]), signed_in))
    assert_looks_right(open_page(f"/?list={creator_list.pk}", signed_in))


def test_a_ranked_card_is_short_and_leaves_no_figure_out(open_page: Callable[..., Page], signed_in: Cookies) -> None:
    card = open_page("/", signed_in, PHONE).locator("[data-row]").first
    place = card.bounding_box()
    assert place is not None
    assert place["height"] < 230
    cells = card.locator("td")
    assert all(cells.nth(number).is_visible() for number in range(cells.count()))
    labels = card.locator("[data-label]").evaluate_all("cells => cells.map(cell => cell.dataset.label)")
    assert labels == ["Platform", "Followers", "Tier", "Fit", "Peer trust", "Confidence", "Engagement", "Country", "Last seen"]


@pytest.fixture
def wide(browser: Browser, live_server: LiveServer, signed_in: Cookies) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies(signed_in)
    page = context.new_page()
    page.goto(live_server.url, wait_until="networkidle")
    yield page
    context.close()


def test_a_search_swaps_the_rows_and_keeps_the_address(wide: Page, live_server: LiveServer) -> None:
    expect(wide.locator("[data-open]")).to_have_text(["Maya 0", "Maya 1", "Maya 2", "Maya 3"])
    wide.get_by_role("link", name="Followers").click()
    wide.wait_for_url("**/?sort=-followers")
    expect(wide.locator("[data-open]").first).to_have_text("Maya 2")
    wide.get_by_label("Followers to").fill("250K")
    wide.get_by_role("button", name="Apply").click()
    expect(wide.locator("[data-open]")).to_have_text(["Maya 1", "Maya 0"])
    expect(wide).to_have_url(f"{live_server.url}/?followers_to=250K&sort=-followers")
    wide.get_by_label("Followers to").fill("many")
    wide.get_by_role("button", name="Apply").click()
    expect(wide.get_by_role("alert")).to_contain_text("“many” is not a number")
    wide.go_back()
    expect(wide.locator("[data-open]")).to_have_text(["Maya 1", "Maya 0"])


def test_the_way_back_from_an_account_leads_to_its_search(wide: Page, live_server: LiveServer) -> None:
    wide.get_by_role("link", name="Followers").click()
    wide.wait_for_url("**/?sort=-followers")
    wide.locator("[data-open]").first.click()
    wide.get_by_role("link", name="Creators", exact=True).click()
    expect(wide).to_have_url(f"{live_server.url}/?sort=-followers")


def test_keys_walk_select_and_can_be_switched_off(wide: Page) -> None:
    for key in ("j", "j", "x"):
        wide.keyboard.press(key)
    expect(wide.get_by_label("Select @maya.eats1")).to_be_checked()
    expect(wide.locator("[data-selected-count]")).to_have_text("1 selected")
    wide.get_by_label("All on this page").check()
    expect(wide.locator("[data-selected-count]")).to_have_text("4 selected")
    wide.keyboard.press("?")
    wide.get_by_label("Use these keys on this device").uncheck()
    wide.get_by_role("button", name="Close").click()
    wide.keyboard.press("/")
    expect(wide.get_by_label("Words in name, handle or bio")).not_to_be_focused()


def test_the_chosen_theme_is_remembered(wide: Page) -> None:
    wide.get_by_role("button", name="Dark theme").click()
    wide.reload()
    assert wide.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_everything_works_without_a_script(browser: Browser, live_server: LiveServer, signed_in: Cookies) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    context.add_cookies(signed_in)
    page = context.new_page()
    page.goto(live_server.url)
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Followers to").fill("250K")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("[data-open]")).to_have_text(["Maya 0", "Maya 1"])
    page.get_by_label("Select @maya.eats1").check()
    page.get_by_role("button", name="Add to shortlist").click()
    expect(page.locator("#notices .alert-success")).to_be_visible()
    page.locator("summary[aria-label=Menu]").click()
    page.get_by_role("link", name="Campaigns").click()
    expect(page).to_have_url(f"{live_server.url}/campaigns/")
    context.close()
