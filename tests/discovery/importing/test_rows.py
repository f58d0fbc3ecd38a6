"""One row becomes a record or problems with their columns; whatever a cell holds, nothing is raised."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discovery.importing.fields import Field
from discovery.importing.formats.dialects import find_format
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.previewing import preview
from discovery.importing.reader.rows import RowReader
from tests.discovery.importing.read import ANNA, DAY, TODAY, only, read, reasons


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
        (Field.FOLLOWERS, "12.5", "not a whole number"),
        (Field.FOLLOWERS, "plenty", "not a number"),
        (Field.PLATFORM, "Friendster", "no platform we know"),
        (Field.TAKEN_ON, "01/02/2022", "two different days"),
        (Field.TAKEN_ON, "2030-01-01", "future"),
        (Field.EXTERNAL_ID, "two words", "not a platform's id"),
        (Field.EXTERNAL_ID, "UC\u200bzz", "without spaces and invisible ones"),
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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://www.youtube.com/channel/a%0Ab%20c", "is not the address of a channel"),
        ("https://www.youtube.com/channel/UCvpf..", "is not the address of a channel"),
        ("https://linktr.ee/anna", "is not the address of a profile on a platform we know"),
    ],
)
def test_a_bad_address_rejects_its_row_where_nothing_else_names_the_account(text: str, reason: str) -> None:
    row = read((Field.PROFILE_URL, text))
    assert (row.outcome, reason in row.errors[0].reason) == ("rejected", True)
    row = read(ANNA, (Field.PROFILE_URL, text), platform="youtube")
    assert (row.outcome, row.record.handle, row.record.external_id) == ("noted", "anna", "")
    assert reason in row.remarks[0].reason
    assert row.remarks[0].reason.endswith(": left out")
    assert read((Field.HANDLE, "n/a"), (Field.PROFILE_URL, text)).outcome == "rejected"
    row = read((Field.TITLE, "Anna"), (Field.PROFILE_URL, text), platform="youtube")
    assert (row.outcome, row.record.title, reason in row.remarks[0].reason) == ("unmatched", "Anna", True)


def test_a_bad_address_says_still_where_its_account_is() -> None:
    cells = (ANNA, (Field.PROFILE_URL, "https://www.youtube.com/watch?v=abc"))
    assert read(*cells).outcome == "rejected"
    assert read(*cells, platform="").record.platform == "youtube"


def test_a_bad_handle_rejects_its_row_where_the_address_names_nobody() -> None:
    row = read((Field.HANDLE, "@anna berg!"), (Field.PROFILE_URL, "https://instagram.com/anna"))
    assert (row.outcome, row.record.handle) == ("noted", "anna")
    assert row.remarks[0].reason.endswith("left out, since the address names the account")
    assert read((Field.HANDLE, "@anna berg!"), platform="instagram").outcome == "rejected"


def test_a_rate_in_doubt_is_left_out_and_its_row_stays() -> None:
    row = read(ANNA, (Field.ENGAGEMENT_RATE, "0.5"))
    assert (row.outcome, row.record.engagement_rate) == ("noted", None)
    assert [problem.reason for problem in row.remarks] == ["may be a percentage or a share of 1: write it with a % sign; kept as it came"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1.440", "may be 1440 or 1.440: write it without the mark"), ("12 mil", "may be thousands or millions: write it in digits")],
)
def test_a_count_in_doubt_is_left_out_and_its_row_stays(text: str, reason: str) -> None:
    row = read(ANNA, (Field.FOLLOWERS, "5000"), (Field.LIKES, text))
    assert (row.outcome, row.record.handle, row.record.followers, row.record.likes) == ("noted", "anna", 5_000, None)
    assert row.record.extra == {"Likes per post": text}
    assert [problem.reason for problem in row.remarks] == [f"{reason}; kept as it came"]


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        (Field.LIKES, "1e12", "over 100,000,000,000"),
        (Field.POSTS, "12.5", "not a whole number"),
        (Field.COMMENTS, "Top 10", "not a number"),
        (Field.ENGAGEMENT_RATE, "20000%", "over 10,000 %"),
        (Field.ENGAGEMENT_RATE, "high", "not a number"),
    ],
)
def test_a_count_that_ranks_nobody_is_kept_as_it_came(field: Field, text: str, reason: str) -> None:
    row = read(ANNA, (Field.FOLLOWERS, "5000"), (field, text))
    assert (row.outcome, row.record.followers, list(row.record.extra.values())) == ("noted", 5_000, [text])
    assert reason in row.remarks[0].reason
    assert row.remarks[0].reason.endswith("; kept as it came")


def test_every_bad_cell_is_reported_at_once() -> None:
    row = read((Field.HANDLE, "not/one"), (Field.FOLLOWERS, "-2"), (Field.LIKES, "x"))
    assert [problem.column for problem in row.problems] == ["Handle", "Followers", "Likes per post"]


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


def test_an_unknown_country_is_kept_with_a_remark() -> None:
    row = read(ANNA, (Field.COUNTRY, "CÃ´te d'Ivoire"), (Field.LANGUAGE, "Other"))
    assert row.outcome == "noted"
    assert (row.record.country, row.record.extra) == ("", {"Country": "CÃ´te d'Ivoire"})


def test_rows_that_name_no_platform_or_day_take_the_chosen_ones_or_are_rejected() -> None:
    named = read(ANNA, (Field.PLATFORM, "Tik Tok"), (Field.TAKEN_ON, "2022-01-05")).record
    assert (named.platform, named.taken_on) == ("tiktok", date(2022, 1, 5))
    blank = read(ANNA, (Field.PLATFORM, ""), (Field.TAKEN_ON, "—")).record
    assert (blank.platform, blank.taken_on) == ("instagram", DAY)
    assert len(read(ANNA, (Field.PLATFORM, ""), (Field.FOLLOWERS, "5"), platform="", taken_on=None).errors) == 2


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
    file = BytesIO(b"handle,followers\nanna,1.2K\nbert,-2\nTwo Words,5\n")
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


def test_of_several_addresses_in_a_cell_the_first_counts_and_the_others_are_told() -> None:
    for between in (", ", "|", "\n", " ; "):
        reader = RowReader(["links", "followers"], Mapping({0: Field.PROFILE_URL, 1: Field.FOLLOWERS}), "", DAY, TODAY)
        row, other = reader.read(RawRow(2, [f"https://www.instagram.com/anna/{between}https://www.tiktok.com/@anna.t", "5"]))
        assert (other.record.platform, other.record.handle, other.record.followers) == ("tiktok", "anna.t", None)
        assert (row.record.platform, row.record.handle, row.errors) == ("instagram", "anna", [])
        assert [remark.reason for remark in row.remarks] == [
            "has further addresses, which are taken for the same person's accounts, without counts: anna.t"
        ]


def test_further_addresses_in_a_cell_are_the_same_persons() -> None:
    reader = RowReader(["links", "name"], Mapping({0: Field.PROFILE_URL, 1: Field.TITLE}), "", None, TODAY)
    cell = "https://anna.example|https://www.instagram.com/anna/|https://shop.example/x|https://www.tiktok.com/@anna.t"
    found = [(row.record.platform, row.record.handle, row.record.title, row.errors) for row in reader.read(RawRow(2, [cell, "Anna"]))]
    assert found == [("instagram", "anna", "Anna", []), ("tiktok", "anna.t", "Anna", [])]


def test_a_handle_as_youtube_links_to_it() -> None:
    assert read((Field.HANDLE, "/@anna.b")).record.handle == "anna.b"
    assert read((Field.HANDLE, "anna.b?igshid=ZDdkNTZi==")).record.handle == "anna.b"
    assert read((Field.HANDLE, "/@M%C3%A9xico"), platform="youtube").record.handle == "México"


def test_a_row_that_counts_nothing_needs_no_day() -> None:
    reader = RowReader(
        ["handle", "followers", "date"], Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.TAKEN_ON}), "instagram", None, TODAY
    )
    (bare,) = reader.read(RawRow(2, ["anna", "", ""]))
    assert (bare.errors, bare.record.taken_on) == ([], TODAY)
    (counting,) = reader.read(RawRow(3, ["bert", "5", ""]))
    assert [error.column for error in counting.errors] == ["date"]


@pytest.mark.parametrize("text", ["# Tech", "#### Food", "#=== IT ==="])
def test_a_comment_alone_in_its_row_is_no_account(text: str) -> None:
    assert reasons(read((Field.HANDLE, text))) == ["begins as a comment does, and nothing else stands in the row: no account"]
    assert reasons(read((Field.TITLE, "#DUDIN"))) == []
    assert reasons(read((Field.TITLE, "# Anna"), ANNA)) == []
