"""The main job as people do it: a list comes in through the browser, a real worker loads and scores it, the ranked page shows it,
a shortlist is made for a campaign and leaves as CSV. Wide with JavaScript, and on a phone without.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from discovery.models.people import Role
from tests.factories import make_user
from tests.worker import empty_queues, running_worker

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser and worker"),
]
PASSWORD = "correct horse battery"
HEADER = ["Rank", "Username", "Full name", "Followers", "Avg. likes", "Avg. comments", "Country", "Bio"]
ROWS = [
    ["1", "star_of_stars", "A Star", "48.5M", "500K", "4K", "Spain", "Everywhere"],
    ["2", "near.hundred", "Nell Hundred", "101,200", "2,100", "110", "France", "=1+1 recipes"],
    ["3", "small.town", "Sam Town", "64300", "1300", "70", "Germany", "<b>Bread</b>"],
    ["4", "quiet_one", "Quin", "120000", "", "", "France", "No engagement known"],
    ["5", "", "Only A Name", "90000", "1500", "60", "Italy", ""],
    ["6", "broken", "Broken", "-7", "1", "1", "Italy", ""],
]


@pytest.fixture
def creator_list(tmp_path: Path) -> Path:
    path = tmp_path / "instagram-2026-10.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    return path


@pytest.fixture(params=["wide", "phone without JavaScript"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    for role in (Role.ADMIN, Role.MARKETER):
        make_user(email=f"{role.value}@example.com", role=role, password=PASSWORD)
    wide = request.param == "wide"
    size = {"width": 1440, "height": 900} if wide else {"width": 390, "height": 844}
    context = browser.new_context(base_url=live_server.url, viewport=size, java_script_enabled=wide)  # type: ignore[arg-type]
    with empty_queues(), running_worker():
        yield context.new_page()
        context.close()


def sign_in(page: Page, role: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{role}@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Creators")


def sign_out(page: Page) -> None:
    page.locator("summary.avatar").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def import_list(page: Page, path: Path) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("Creator list").set_input_files(path)
    page.get_by_label("Source").fill("Our own research")
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_label("Platform")).to_have_value("instagram")
    expect(page.get_by_label("Day of the counts")).to_have_value("2026-10-31")
    expect(page.get_by_label("Username")).to_have_value("handle")
    expect(page.get_by_label("Full name")).to_have_value("title")
    expect(page.locator("#preview")).to_contain_text("101,200")
    page.get_by_role("button", name="Load the list").click()
    expect(page.get_by_role("link", name="See these accounts ranked")).to_be_visible(timeout=60_000)
    page.wait_for_load_state()


def stats(page: Page) -> dict[str, int]:
    """The result's big figures, by what stands below each."""
    return {stat.locator("span").inner_text(): int(stat.locator("b").inner_text()) for stat in page.locator(".stat").all()}


def download(page: Page, name: str) -> list[list[str]]:
    """The rows of the CSV behind a link."""
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    with Path(started.value.path()).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def test_from_a_list_to_a_shortlist_as_csv(page: Page, creator_list: Path) -> None:
    sign_in(page, "admin")
    import_list(page, creator_list)
    counted = stats(page)
    assert (counted["accounts created"], counted["to be matched"], counted["rejected"]) == (4, 1, 1)
    assert download(page, "Rejected rows")[1][:4] == ["6", "broken", "Broken", "'-7"]
    import_list(page, creator_list)
    expect(page.get_by_text("Nothing changed")).to_be_visible()
    sign_out(page)

    sign_in(page, "marketer")
    make_shortlist(page)
    page.goto("/")
    ranked = page.locator("[data-open]").all_inner_texts()
    assert ranked[:2] == ["Nell Hundred", "Sam Town"]
    assert ranked[2:] == ["A Star", "Quin"]
    for handle in ("@near.hundred", "@small.town"):
        page.get_by_label(f"Select {handle}").check()
    page.get_by_role("button", name="Add to shortlist").click()
    expect(page.locator("#notices .alert-success")).to_be_visible()
    page.goto("/campaigns/")
    page.get_by_role("link", name="Spring launch").click()
    page.get_by_role("link", name="First picks").click()
    negotiate(page)

    header, *rows = download(page, "Export CSV")
    exported = [dict(zip(header, row, strict=True)) for row in rows]
    booked = next(row for row in exported if row["handle"] == "near.hundred")
    assert len(exported) == 2
    assert (booked["followers"], booked["status"], booked["note"], booked["cost"]) == ("101200", "booked", "'=likes us", "1500.50")
    assert booked["bio"] == "'=1+1 recipes"


def make_shortlist(page: Page) -> None:
    page.goto("/campaigns/")
    page.get_by_role("link", name="New campaign").click()
    page.get_by_label("Name").fill("Spring launch")
    page.get_by_label("Brand").fill("Acme")
    page.get_by_label("Budget").fill("12,000")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Shortlist’s name").fill("First picks")
    page.get_by_role("button", name="Make a shortlist").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("First picks")


def negotiate(page: Page) -> None:
    """Book the first, and remove the second and take that back."""
    row = page.locator("tr", has_text="@near.hundred")
    row.get_by_label("Note").fill("=likes us")
    row.get_by_label("Cost").fill("1500.50")
    row.get_by_role("button", name="Save").click()
    expect(page.locator("tr", has_text="@near.hundred").get_by_label("Cost")).to_have_value("1,500.50")
    page.locator("tr", has_text="@near.hundred").get_by_label("Status").select_option("booked")
    page.locator("tr", has_text="@near.hundred").get_by_role("button", name="Save").click()
    expect(page.locator(".stat-row").first).to_contain_text("1,500.50")
    page.wait_for_load_state()
    page.get_by_role("button", name="Remove @small.town").click()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("link", name="Sam Town")).to_be_visible()
