"""One row becomes a record or problems with their columns; whatever a cell holds, nothing is raised."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discovery.importing.cells.codes import REASON as NO_ANSWER
from discovery.importing.cells.totals import REASON
from discovery.importing.fields import Field
from discovery.importing.formats.dialects import find_format
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Convention, Mapping
from discovery.importing.reader.previewing import preview
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row

TODAY = date(2026, 11, 20)
DAY = date(2022, 12, 31)


def read(*cells: tuple[Field, str], platform: str = "instagram", taken_on: date | None = DAY, **convention: Any) -> Row:
    """One row of a list whose columns are these fields; every column has the same convention, and its label for a name."""
    mapping = Mapping({index: field for index, (field, _) in enumerate(cells)}, dict.fromkeys(range(len(cells)), Convention(**convention)))
    reader = RowReader([field.label for field, _ in cells], mapping, platform, taken_on, TODAY)
    return only(reader.read(RawRow(2, [text for _, text in cells])))


def only(rows: list[Row]) -> Row:
    """The one row of a list that speaks of one account a row."""
    (row,) = rows
    return row


def reasons(row: Row) -> list[str]:
    return [problem.reason for problem in row.problems]


ANNA = (Field.HANDLE, "anna")


def test_a_row_becomes_a_record() -> None:
    row = read(
        (Field.HANDLE, " @anna "),
        (Field.TITLE, "Anna 🎭"),
        (Field.COUNTRY, "South Korea"),
        (Field.LANGUAGE, "Korean"),
        (Field.TOPICS, "Food| travel ;FOOD"),
        (Field.TOPICS, "Music, Dance"),
        (Field.FOLLOWERS, "29.3M"),
        (Field.LIKES, "12,345"),
        (Field.ENGAGEMENT_RATE_PER_VIEW, "3.4%"),
        (Field.EXTRA, "0042"),
        (Field.IGNORE, "7"),
    )
    assert row.outcome is None
    assert row.record.stated() == {
        "platform": "instagram",
        "handle": "anna",
        "title": "Anna 🎭",
        "country": "KR",
        "language": "ko",
        "topics": ["Food", "travel", "Music", "Dance"],
        "taken_on": DAY,
        "followers": 29_300_000,
        "likes": 12_345,
        "engagement_rate": 0.034,
        "rate_definition": "per_view",
        "extra": {"Keep as it came": "0042"},
    }


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        (Field.FOLLOWERS, "-5", "below zero"),
        (Field.FOLLOWERS, "11000000000", "over 10,000,000,000"),
        (Field.LIKES, "1e12", "over 100,000,000,000"),
        (Field.FOLLOWERS, "12.5", "not a whole number"),
        (Field.FOLLOWERS, "1.234", "may be 1234 or 1.234"),
        (Field.FOLLOWERS, "plenty", "not a number"),
        (Field.ENGAGEMENT_RATE, "0.5", "may be a percentage"),
        (Field.ENGAGEMENT_RATE, "20000%", "over 10,000 %"),
        (Field.PLATFORM, "Friendster", "no platform we know"),
        (Field.TAKEN_ON, "01/02/2022", "two different days"),
        (Field.TAKEN_ON, "2030-01-01", "future"),
        (Field.EXTERNAL_ID, "two words", "not a platform's id"),
        (Field.EXTERNAL_ID, "UC\u200bzz", "without spaces and invisible ones"),
        (Field.PROFILE_URL, "https://www.youtube.com/channel/a%0Ab%20c", "not the address of a channel"),
        (Field.BIO, "bell \x07", "control characters"),
        (Field.TITLE, "nul \0", "control characters"),
        (Field.TITLE, "ol\udce9", "bytes that the file's encoding does not know"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_names_its_column(field: Field, text: str, reason: str) -> None:
    row = read(ANNA, (field, text))
    assert row.outcome == "rejected"
    assert [problem.column for problem in row.errors] == [field.label]
    assert reason in row.errors[0].reason


def test_every_bad_cell_is_reported_at_once() -> None:
    row = read((Field.HANDLE, "not/one"), (Field.FOLLOWERS, "-1"), (Field.LIKES, "x"))
    assert [problem.column for problem in row.errors] == ["Handle", "Followers", "Likes per post"]


def test_a_long_handle_is_rejected_and_shown_cut() -> None:
    row = read((Field.HANDLE, "a" * 5_000))
    assert row.outcome == "rejected"
    assert row.errors[0].value == "a" * 200


def test_other_values_of_the_column_settle_an_ambiguous_one() -> None:
    assert read(ANNA, (Field.FOLLOWERS, "1.234"), decimal_mark=",").record.followers == 1234
    assert read(ANNA, (Field.ENGAGEMENT_RATE, "0.5"), percent=True).record.engagement_rate == 0.005
    assert read(ANNA, (Field.TAKEN_ON, "01/02/2022"), day_first=True).record.taken_on == date(2022, 2, 1)


@pytest.mark.parametrize("word", ["NA", "N/A", "NaN", "null", "None", "—"])
def test_a_word_for_nothing_is_nothing_in_every_column(word: str) -> None:
    others = [field for field in Field if field not in (Field.HANDLE, Field.IGNORE)]
    row = read(ANNA, *((field, word) for field in others))
    assert row.problems == []
    assert row.record.stated() == {"platform": "instagram", "handle": "anna", "taken_on": DAY}


def test_a_word_for_nothing_is_no_handle_unless_an_at_says_so() -> None:
    assert read((Field.HANDLE, "null"), (Field.TITLE, "Anna")).outcome == "unmatched"
    assert read((Field.NAME_AND_HANDLE, "Anna (null)")).record.stated()["title"] == "Anna"
    assert read((Field.NAME_AND_HANDLE, "Anna (null)")).outcome == "unmatched"
    assert read((Field.HANDLE, "@null")).record.handle == "null"


def test_a_spreadsheets_guard_of_a_text_comes_off() -> None:
    row = read((Field.EXTERNAL_ID, '="0012345678"'), (Field.HANDLE, '="anna.k"'))
    assert (row.record.external_id, row.record.handle) == ("0012345678", "anna.k")


def test_script_and_formulas_are_text_and_our_guard_comes_off() -> None:
    row = read(ANNA, (Field.TITLE, "<script>alert(1)</script>"), (Field.BIO, "'=HYPERLINK(1)"))
    assert row.outcome is None
    assert (row.record.title, row.record.bio) == ("<script>alert(1)</script>", "=HYPERLINK(1)")
    assert read((Field.HANDLE, "'@anna"), (Field.TITLE, "'tis me")).record.stated() == {
        "platform": "instagram",
        "handle": "anna",
        "title": "'tis me",
        "taken_on": DAY,
    }


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
    ("field", "text", "name", "value"),
    [
        (Field.TITLE, "<b>Anna</b> &amp; <span class='x'>Bert</span>", "title", "Anna & Bert"),
        (Field.TITLE, "Tom &#38; Jerry&nbsp;", "title", "Tom & Jerry"),
        (Field.BIO, "Loves tea<br/>and &lt;3", "bio", "Loves tea and <3"),
        (Field.FOLLOWERS, "<span>1,200</span>", "followers", 1200),
        (Field.FOLLOWERS, "\u200e1,200", "followers", 1200),
        (Field.ENGAGEMENT_RATE, "<span>29%</span>", "engagement_rate", 0.29),
        (Field.TITLE, "\ufeffAnna\u200b", "title", "Anna"),
        (Field.TITLE, "AT&T; R&B", "title", "AT&T; R&B"),
        (Field.TITLE, "a < b > c", "title", "a < b > c"),
        (Field.TITLE, '=HYPERLINK("https://example.com";"Anna")', "title", "Anna"),
        (Field.TITLE, '<a href="https://www.instagram.com/anna/">Anna</a>', "title", "Anna"),
        (Field.TITLE, '<a href="https://www.instagram.com/anna/"></a>', "title", ""),
        # What is kept as it came keeps all.
        (Field.EXTRA, "<span>29%</span>", "extra", {"Keep as it came": "<span>29%</span>"}),
    ],
)
def test_what_exports_wrap_around_a_text_comes_off(field: Field, text: str, name: str, value: object) -> None:
    row = read(ANNA, (field, text))
    assert (getattr(row.record, name), row.outcome) == (value, None)


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


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Summe", "Итого", "합계", "Average", "Durchschnitt", "Média"])
def test_a_row_that_sums_the_others_up_is_left_out_and_says_so(word: str) -> None:
    row = read((Field.HANDLE, word), (Field.FOLLOWERS, "5000"))
    assert (row.outcome, reasons(row)) == ("rejected", [REASON])
    assert read((Field.IGNORE, word), (Field.HANDLE, ""), (Field.FOLLOWERS, "5000")).errors[0].reason == REASON
    assert read((Field.HANDLE, ""), (Field.TITLE, word)).errors[0].reason == REASON


@pytest.mark.parametrize("code", ["99", "999", "-1", "-99"])
def test_a_row_of_codes_for_no_answer_is_nobody(code: str) -> None:
    row = read((Field.HANDLE, code), (Field.TITLE, "Music"), (Field.FOLLOWERS, code), (Field.POSTS, ""), platform="youtube")
    assert (row.outcome, reasons(row)) == ("rejected", [NO_ANSWER])
    assert read((Field.HANDLE, "99"), (Field.FOLLOWERS, "98"), platform="youtube").record.handle == "99"
    assert read((Field.HANDLE, "@99"), (Field.FOLLOWERS, "99"), platform="youtube").record.handle == "99"
    assert read((Field.HANDLE, "99"), (Field.FOLLOWERS, ""), platform="youtube").record.handle == "99"


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


def test_a_whole_count_with_decimals_is_in_a_unit() -> None:
    followers = (Field.FOLLOWERS, "3.000")
    assert reasons(read(ANNA, followers, decimal_mark=".")) == [
        "has decimals, which no whole number has: say of the column in which unit it is"
    ]
    assert read(ANNA, followers, decimal_mark=".", scale=6).record.followers == 3_000_000
    assert read(ANNA, (Field.FOLLOWERS, "3.0"), decimal_mark=".").record.followers == 3


def test_a_range_for_a_rate_is_kept_aside() -> None:
    row = read(ANNA, (Field.FOLLOWERS, "<5000"), (Field.ENGAGEMENT_RATE, "3-4%"))
    assert (row.outcome, row.record.engagement_rate, row.record.followers) == ("noted", None, None)
    assert row.record.extra == {"Followers": "<5000", "Engagement rate": "3-4%"}
    assert reasons(row)[1] == "is a range: write one number; kept as it came"


def test_an_account_that_is_called_total_is_none() -> None:
    assert read((Field.HANDLE, "@total")).record.handle == "total"
    assert read((Field.HANDLE, "total"), (Field.TITLE, "Total Energies")).record.handle == "total"
    assert read((Field.HANDLE, "anna"), (Field.TITLE, "Average")).outcome is None
    assert read((Field.IGNORE, "Total"), (Field.HANDLE, "anna")).outcome is None


def test_a_row_that_counts_and_names_nobody_may_be_a_total() -> None:
    row = read((Field.HANDLE, ""), (Field.FOLLOWERS, "5000"))
    assert reasons(row) == ["nothing in the row names an account, though it counts: perhaps it is a total of the others"]
    assert reasons(read((Field.HANDLE, ""), (Field.EXTRA, "x"))) == ["nothing in the row names an account"]


def test_the_precise_column_wins_and_a_contradiction_is_a_remark() -> None:
    agreeing = read(ANNA, (Field.FOLLOWERS, "29.3M"), (Field.FOLLOWERS, "29349999"))
    assert (agreeing.record.followers, agreeing.problems) == (29_349_999, [])
    contradicting = read(ANNA, (Field.FOLLOWERS, "29.3M"), (Field.FOLLOWERS, "28000000"))
    assert (contradicting.record.followers, contradicting.outcome) == (28_000_000, "noted")
    assert reasons(contradicting) == ["contradicts 28000000 in “Followers”, which counts"]
    assert read(ANNA, (Field.FOLLOWERS, "29.3M"), (Field.FOLLOWERS, "N/A")).record.followers == 29_300_000


@pytest.mark.parametrize("field", [Field.LIKES, Field.COMMENTS, Field.VIEWS])
def test_minus_one_stands_for_a_hidden_count_of_posts(field: Field) -> None:
    row = read(ANNA, (Field.FOLLOWERS, "5000"), (field, "-1"))
    assert (row.outcome, getattr(row.record, field.value)) == ("noted", None)
    assert reasons(row) == ["stands for a count that is hidden: left missing"]
    assert read(ANNA, (Field.FOLLOWERS, "-1")).outcome == "rejected"


@pytest.mark.parametrize(("followers", "likes"), [("250000", None), ("", None), ("900", 3), ("10000", None), ("9999", 3)])
def test_three_likes_of_a_large_account_are_hidden_where_the_column_shows_it(followers: str, likes: int | None) -> None:
    row = read(ANNA, (Field.FOLLOWERS, followers), (Field.LIKES, "3"), hides_likes=True)
    assert (row.record.likes, row.outcome) == (likes, "noted" if likes is None else None)
    assert read(ANNA, (Field.FOLLOWERS, followers), (Field.LIKES, "3")).record.likes == 3


@pytest.mark.parametrize(
    ("platform", "likes", "views"),
    [("instagram", "40", None), ("facebook", "40", None), ("instagram", "0", 0), ("instagram", "", 0), ("tiktok", "40", 0)],
)
def test_no_views_of_what_was_liked_are_missing_where_pictures_have_none(platform: str, likes: str, views: int | None) -> None:
    cells = ANNA, (Field.PLATFORM, platform), (Field.LIKES, likes), (Field.VIEWS, "0")
    row = read(*cells, hides_views=True)
    assert (row.record.views, row.outcome) == (views, "noted" if views is None else None)
    assert read(*cells).record.views == 0


def test_an_unknown_country_is_kept_with_a_remark() -> None:
    row = read(ANNA, (Field.COUNTRY, "CÃ´te d'Ivoire"), (Field.LANGUAGE, "Other"))
    assert row.outcome == "noted"
    assert (row.record.country, row.record.extra) == ("", {"Country": "CÃ´te d'Ivoire"})


def test_rows_that_name_no_platform_or_day_take_the_chosen_ones_or_are_rejected() -> None:
    named = read(ANNA, (Field.PLATFORM, "Tik Tok"), (Field.TAKEN_ON, "2022-01-05")).record
    assert (named.platform, named.taken_on) == ("tiktok", date(2022, 1, 5))
    blank = read(ANNA, (Field.PLATFORM, ""), (Field.TAKEN_ON, "—")).record
    assert (blank.platform, blank.taken_on) == ("instagram", DAY)
    assert len(read(ANNA, (Field.PLATFORM, ""), platform="", taken_on=None).errors) == 2


def test_a_row_that_cannot_be_told_into_columns_is_rejected() -> None:
    mapping = Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.EXTRA})
    reader = RowReader(["handle", "followers", "note"], mapping, "instagram", DAY, TODAY)
    assert "the row has 4 cells, the header 3" in reasons(only(reader.read(RawRow(2, ["anna", "1", "x", "y"]))))[0]
    assert only(reader.read(RawRow(2, ["anna", "1", "x", " "]))).outcome is None
    assert only(reader.read(RawRow(2, ["anna", "1"]))).outcome is None
    assert "never closed" in reasons(only(reader.read(RawRow(2, ["anna", "1\nbert,2\n"]))))[0]
    broken = only(reader.read(RawRow(2, ["anna", "1", "so"], "has a quote too many")))
    assert [(problem.column, problem.value, problem.reason) for problem in broken.errors] == [("", "anna 1 so", "has a quote too many")]


def test_the_preview_shows_rows_as_they_would_be_stored() -> None:
    file = BytesIO(b"handle,followers\nanna,1.2K\nbert,-1\nTwo Words,5\n")
    file_format = find_format(file)
    reader = RowReader(file_format.columns, Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS}), "instagram", DAY, TODAY)
    rows = preview(file, file_format, reader, limit=2)
    assert [(row.line, row.outcome) for row in rows] == [(2, ""), (3, "rejected")]
    assert rows[0].values == {"platform": "instagram", "handle": "anna", "taken_on": DAY, "followers": 1200}
    assert rows[1].problems[0].column == "followers"


@given(st.lists(st.text(max_size=40), min_size=len(Field), max_size=len(Field)))
def test_no_cell_raises(cells: list[str]) -> None:
    row = read(*zip(Field, cells, strict=True))
    assert row.outcome in (None, "rejected", "unmatched", "noted")
