"""Handles with their platform behind them name accounts there."""

import pytest

from discovery.importing.cells.placed import placed
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row
from tests.discovery.importing.proposed import TODAY, fields, proposed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("manuelaxavier - IG", ("manuelaxavier", "instagram")),
        ("@barretovs - ig", ("@barretovs", "instagram")),
        ("@anna.k (TikTok)", ("@anna.k", "tiktok")),
        ("anna.k | YouTube", ("anna.k", "youtube")),
        ("IG: @anna.k", ("@anna.k", "instagram")),
        ("TikTok:anna.k", ("anna.k", "tiktok")),
        ("user_login:anna_k", ("anna_k", "")),
        ("Username: @anna", ("@anna", "")),
        # Handles, names, and a handle behind a name.
        *((text, None) for text in ("anna-ig", "anna_ig", "anna ig", "Anna - Berlin", "Anna Maria - IG", "Anna (anna.k)", "anna", "")),
        *((text, None) for text in ("https://www.instagram.com/anna", "instagram.com/x", "@frimes Tiktok e IG // frimesss Twitter")),
        *((text, None) for text in ("Manager: anna", "IG: anna, bert", "Note: see IG", "a:b", "12:30", "re: zero")),
    ],
)
def test_a_platform_behind_a_handle(text: str, expected: tuple[str, str] | None) -> None:
    assert placed(text) == expected


def read(text: str, field: Field = Field.HANDLE, *, says: str = "", of: str = "") -> Row:
    mapping = Mapping({0: field, 1: Field.PLATFORM} if says else {0: field}, platforms={0: of} if of else {})
    (row,) = RowReader(["who", "platform"], mapping, "instagram", TODAY, TODAY).read(RawRow(2, [text, says]))
    return row


@pytest.mark.parametrize("field", [Field.HANDLE, Field.NAME_AND_HANDLE])
def test_its_row_is_of_the_account_there(field: Field) -> None:
    record = read("@anna.k - TikTok", field).record
    assert (record.platform, record.handle, record.title) == ("tiktok", "anna.k", "")
    assert read("@anna.k - TikTok", field, says="TikTok").record.platform == "tiktok"


def test_where_the_row_or_the_column_says_another_platform_the_row_is_rejected() -> None:
    assert [each.reason for each in read("@anna.k - TikTok", says="YouTube").errors] == ["is on TikTok, but the row says YouTube"]
    assert [each.reason for each in read("@anna.k - TikTok", of="x").errors] == ["is on TikTok, but the column is of X"]


def test_where_each_handle_says_its_platform_none_is_asked_for() -> None:
    text = "Influencer,@\nManu Xavier,manuelaxavier - IG\nEliezer S,eliezer - IG\nLucas B,@barretovs - tiktok\n"
    found = proposed(text)
    assert (fields(text), found.platform) == (["title", "handle"], "instagram")
    assert proposed(text.replace(" - tiktok", "")).platform == ""


def test_what_says_that_these_are_handles_is_none_of_them() -> None:
    text = "user_login:anna_k\nuser_login:bert88\nuser_login:carla_m\n"
    assert (fields(text), proposed(text).platform) == (["handle"], "")
    record = read("user_login:anna_k").record
    assert (record.platform, record.handle) == ("instagram", "anna_k")


BESIDE = """
Anna Berg https://www.youtube.com/@annaberg
Bert https://www.youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ
Carla Mai https://www.youtube.com/c/CarlaMai
Dörte https://www.youtube.com/@d%C3%B6rte
"""


def test_names_with_addresses_beside_them_are_of_the_accounts_there() -> None:
    proposal = proposed(BESIDE)
    assert ([*proposal.mapping.fields.values()], proposal.platform) == ([Field.NAME_AND_HANDLE], "youtube")
    rows = [read(line, Field.NAME_AND_HANDLE) for line in BESIDE.split("\n")[1:-1]]
    assert [(row.record.platform, row.record.handle, row.record.external_id, row.record.title) for row in rows] == [
        ("youtube", "annaberg", "", "Anna Berg"),
        ("youtube", "", "UC7XxmEXw7wXgh259vYCSjkQ", "Bert"),
        ("youtube", "", "", "Carla Mai"),
        ("youtube", "dörte", "", "Dörte"),
    ]
    assert [problem.reason for row in rows for problem in (*row.errors, *row.remarks)] == [
        "is an address from before handles, which names none"
    ]
    # A text that goes on is no name, nor is another address.
    about = "www.youtube.com/@anna, 19 subscribers, joined 4 Feb 2012"
    assert fields(f'url,details\nhttps://www.youtube.com/@anna,"{about}"\n')[1] == "extra"
    assert fields('who\n"vk.com/anna, instagram.com/anna"\n"vk.com/bert, instagram.com/bert"\n')[0] != "name_and_handle"
    assert fields("about\nSee me at https://example.com/anna\nAnna of Berlin\n")[0] != Field.NAME_AND_HANDLE


def test_an_address_beside_a_name_in_a_column_of_handles() -> None:
    record = read("Anna Berg https://www.instagram.com/anna.b/").record
    assert (record.platform, record.handle, record.title) == ("instagram", "anna.b", "Anna Berg")
