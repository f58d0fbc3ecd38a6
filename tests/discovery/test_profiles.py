"""An account links to its page on its platform, by its handle or else by its id; where neither leads there, to nothing."""

import pytest

from discovery.importing.cells.addresses import read_address
from discovery.models import Account
from discovery.profiles import profile_address


@pytest.mark.parametrize(
    ("platform", "handle", "external_id", "address"),
    [
        ("instagram", "ana.runs", "17841", "https://www.instagram.com/ana.runs/"),
        ("youtube", "", "UC7XxmEXw7wXgh259vYCSjkQ", "https://www.youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ"),
        ("x", "", "11348282", "https://x.com/i/user/11348282"),
        ("facebook", "", "110014043876480", "https://www.facebook.com/110014043876480"),
        ("linkedin", "ana-runs", "", "https://www.linkedin.com/in/ana-runs/"),
        ("linkedin", "", "company/acme-tools", "https://www.linkedin.com/company/acme-tools/"),
        ("bluesky", "anna.bsky.social", "", "https://bsky.app/profile/anna.bsky.social"),
        ("bluesky", "", "did:plc:z72i7hdynmk6", "https://bsky.app/profile/did:plc:z72i7hdynmk6"),
        ("weibo", "", "1234567890", "https://weibo.com/u/1234567890"),
        ("soop", "anna12", "", "https://ch.sooplive.co.kr/anna12"),
        ("linkedin", "", "school/münchen", "https://www.linkedin.com/school/m%C3%BCnchen/"),
    ],
)
def test_an_account_links_to_its_page(platform: str, handle: str, external_id: str, address: str) -> None:
    account = Account(platform=platform, handle=handle, external_id=external_id)
    assert profile_address(account) == address
    read = read_address(address)
    assert (read.platform, read.handle or read.external_id) == (platform, handle or external_id)


def test_the_id_leads_there_where_no_handle_does() -> None:
    account = Account(platform="douyin", handle="anna.tea", external_id="MS4wLjABAAAA_x-1234567890")
    assert profile_address(account) == "https://www.douyin.com/user/MS4wLjABAAAA_x-1234567890"
    assert profile_address(Account(platform="douyin", handle="anna.tea")) == ""


@pytest.mark.parametrize(("platform", "external_id"), [("linkedin", "12345"), ("instagram", "17841")])
def test_an_id_that_leads_nowhere_is_no_link(platform: str, external_id: str) -> None:
    assert profile_address(Account(platform=platform, external_id=external_id)) == ""
