"""Whom a row is about: the handle out of names, brackets, links and addresses, on which platform; else a name that waits to be matched."""

import pytest

from discovery.importing.fields import Field
from tests.discovery.importing.read import read, reasons


def test_a_word_for_nothing_is_no_handle_unless_an_at_says_so() -> None:
    assert read((Field.HANDLE, "null"), (Field.TITLE, "Anna")).outcome == "unmatched"
    assert read((Field.NAME_AND_HANDLE, "Anna (null)")).record.stated()["title"] == "Anna"
    assert read((Field.NAME_AND_HANDLE, "Anna (null)")).outcome == "unmatched"
    assert read((Field.HANDLE, "@null")).record.handle == "null"


def test_a_name_in_a_handles_place_waits_to_be_matched() -> None:
    row = read((Field.HANDLE, "Like Nastya"), (Field.FOLLOWERS, "5"))
    assert row.outcome == "unmatched"
    assert (row.record.handle, row.record.title) == ("", "Like Nastya")
    assert read((Field.HANDLE, ""), (Field.TITLE, "Like Nastya")).outcome == "unmatched"
    assert read((Field.HANDLE, "N/A"), (Field.TITLE, "")).outcome == "rejected"


def test_the_handle_comes_out_of_brackets_and_addresses() -> None:
    bracketed = read((Field.NAME_AND_HANDLE, "마스카 (newmasca)"), platform="twitch").record
    assert (bracketed.title, bracketed.handle) == ("마스카", "newmasca")
    address = read((Field.PROFILE_URL, "https://youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ"), platform="").record
    assert (address.platform, address.handle, address.external_id) == ("youtube", "", "UC7XxmEXw7wXgh259vYCSjkQ")
    torn = read((Field.PLATFORM, "TikTok"), (Field.PROFILE_URL, "https://instagram.com/anna"))
    assert "is on Instagram, but the row says TikTok" in reasons(torn)


def test_an_old_address_of_youtube_waits_to_be_matched() -> None:
    row = read((Field.PROFILE_URL, "https://youtube.com/c/AnnaCooks"), platform="")
    assert (row.outcome, row.record.platform, row.record.title) == ("unmatched", "youtube", "AnnaCooks")
    assert reasons(row) == ["is an address from before handles, which names none"]
    named = read((Field.PROFILE_URL, "https://youtube.com/c/AnnaCooks"), (Field.HANDLE, "@annacooks"), (Field.TITLE, "Anna"), platform="")
    assert (named.outcome, named.record.handle, named.record.title) == ("noted", "annacooks", "Anna")


@pytest.mark.parametrize("text", ["Anna Berg (@anna)", "Anna Berg | @anna", "Anna Berg @anna", "@anna (Anna Berg)"])
def test_a_handle_column_may_have_the_name_beside_it(text: str) -> None:
    record = read((Field.HANDLE, text)).record
    assert (record.handle, record.title) == ("anna", "Anna Berg")
    assert read((Field.HANDLE, text), (Field.TITLE, "Anna B.")).record.title == "Anna B."


def test_brackets_without_an_at_are_part_of_a_name() -> None:
    row = read((Field.HANDLE, "Riot Games (official)"))
    assert (row.outcome, row.record.title) == ("unmatched", "Riot Games (official)")


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://www.instagram.com/anna/";"Anna Berg")',
        '=HYPERLINK("https://example.com/77","@anna")',
        '=hyperlink("https://www.instagram.com/anna/")',
        "<a href='https://www.instagram.com/anna/'>anna</a>",
        '<a class="x" href="https://www.instagram.com/anna/"><b>Anna Berg</b></a>',
        "\u2068@anna\u2069",
    ],
)
def test_a_handle_comes_out_of_a_link(text: str) -> None:
    row = read((Field.HANDLE, text))
    assert (row.record.handle, row.outcome) == ("anna", None)


def test_an_address_in_a_handles_place_says_where_its_account_is() -> None:
    address = (Field.HANDLE, "https://www.tiktok.com/@sparrow.sews")
    for cells, platform in (
        ((address,), "instagram"),
        (((Field.PLATFORM, ""), address), "instagram"),
        (((Field.PLATFORM, "-"), address), ""),
        (((Field.PLATFORM, ""), (Field.PROFILE_URL, address[1])), "instagram"),
    ):
        row = read(*cells, platform=platform)
        assert (row.record.platform, row.record.handle, row.problems) == ("tiktok", "sparrow.sews", [])
    assert reasons(read((Field.PLATFORM, "Instagram"), address)) == ["is an address on TikTok, but the row is about Instagram"]


@pytest.mark.parametrize("field", [Field.HANDLE, Field.PROFILE_URL])
def test_an_address_says_more_than_a_platform_that_nobody_knows(field: Field) -> None:
    row = read((Field.PLATFORM, "Tok (main)"), (field, "https://www.tiktok.com/@sparrow.sews"), platform="instagram")
    assert (row.record.platform, row.record.handle, row.outcome) == ("tiktok", "sparrow.sews", "noted")
    assert read((Field.PLATFORM, "Tok (main)"), (field, "@sparrow.sews"), platform="instagram").outcome == "rejected"


def test_a_handle_among_addresses_is_on_the_platform_that_was_chosen() -> None:
    assert read((Field.PROFILE_URL, "@lonely.handle")).record.handle == "lonely.handle"
    assert read((Field.PROFILE_URL, "@lonely.handle"), platform="").outcome == "rejected"


def test_a_footnotes_mark_is_no_part_of_a_handle() -> None:
    row = read((Field.HANDLE, "anna_tea*"))
    assert (row.record.handle, row.outcome, reasons(row)) == ("anna_tea", "noted", ["has a mark behind it, which is left off"])


@pytest.mark.parametrize("text", ["Anna Berg https://www.tiktok.com/@anna.b", "Anna Berg (tiktok.com/@anna.b)"])
def test_a_name_beside_an_address_in_a_handles_place_is_the_title(text: str) -> None:
    row = read((Field.HANDLE, text))
    assert (row.record.platform, row.record.handle, row.record.title) == ("tiktok", "anna.b", "Anna Berg")
