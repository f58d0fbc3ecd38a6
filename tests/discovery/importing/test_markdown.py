"""Markdown files: tables among prose, under headings, with links in their cells."""

from io import BytesIO

import pytest

from discovery.importing.cells.wrappings import unwrapped
from discovery.importing.fields import Field
from discovery.importing.formats.delimited import OF_ANOTHER
from discovery.importing.formats.sections import AGAIN, headed_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.proposals.proposing import Proposal, propose
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY

REPORT = (
    "# Tea channels\n\n> Looked at: 2026-07-07\n> For the campaign of YouTube creators.\n\n---\n\nSome prose, with commas, in it.\n\n"
    "| Rank | Channel | Subscribers |\n|---|---|---|\n| 1 | **Mia Brews** | ~70K |\n| 2 | **Tom Pours** | 1.2M |\n\nMore prose.\n"
)
LINKED = (
    "## Tea\n\n| Channel | # Videos | Subscribers |\n| --- | --- | --- |\n| [Mia Brews](https://youtube.com/@mia.brews) | 330 | 7.1M |\n"
    "| [Ann (Tea Club)](https://youtube.com/@anntea) | 20 | 4K |\n\n## Coffee\n\nAll of them roast.\n\n"
    "| Channel | # Videos | Subscribers |\n| --- | --- | --- |\n| [Roast & Co](https://youtube.com/@roasty) | 161 | 12K |\n"
)


def read(text: str) -> tuple[Proposal, list[Row]]:
    with as_table(BytesIO(text.encode())) as (file_format, table):
        raws = list(headed_rows(table, file_format))
    found = propose(file_format, raws, "list.md", TODAY)
    reader = RowReader(file_format.columns, found.mapping, found.platform, found.taken_on or TODAY, TODAY)
    return found, [row for raw in raws for row in reader.read(raw)]


def test_a_table_is_found_among_prose_and_the_prose_says_where_and_when() -> None:
    found, rows = read(REPORT)
    assert [(row.record.title, row.record.followers) for row in rows[:2]] == [("Mia Brews", 70_000), ("Tom Pours", 1_200_000)]
    assert (found.platform, str(found.taken_on)) == ("youtube", "2026-07-07")
    # The blank column before the first bar, and the places.
    assert [found.mapping.fields[index] for index in (0, 1)] == [Field.IGNORE, Field.IGNORE]


def test_later_tables_with_the_same_columns_are_read_too_and_headings_say_their_sections() -> None:
    found, rows = read(LINKED)
    accounts = [row for row in rows if not row.errors]
    assert [(row.record.title, row.record.handle, row.record.followers, row.record.extra["Section"]) for row in accounts] == [
        ("Mia Brews", "mia.brews", 7_100_000, "Tea"),
        ("Ann (Tea Club)", "anntea", 4_000, "Tea"),
        ("Roast & Co", "roasty", 12_000, "Coffee"),
    ]
    assert [row.errors[0].reason for row in rows if row.errors][1] == AGAIN
    assert found.platform == "youtube"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("[Mia](https://youtube.com/@brews)", "Mia https://youtube.com/@brews"),
        ("<a href='https://www.instagram.com/mia/'>mia</a>", "https://www.instagram.com/mia/"),
        ("[@mia](https://t.me/mia)", "https://t.me/mia"),
        ("[YouTube](https://youtube.com/@brews)", "https://youtube.com/@brews"),
        ("[▶️](https://youtube.com/@brews)", "https://youtube.com/@brews"),
        ("[https://x.com/mia](https://x.com/mia)", "https://x.com/mia"),
        ("[Mia](https://mia.example.com)", "Mia"),
    ],
)
def test_a_links_text_stays_where_it_may_be_a_name(cell: str, text: str) -> None:
    assert unwrapped(cell, prefers_address=True, with_label=True) == text


def test_of_several_tables_the_longest_is_read_and_rows_of_others_say_so() -> None:
    legend = "| Status | Means |\n|---|---|\n| a | asked |\n| b | booked |\n\n"
    rows = "".join(f"| {place} | @anna_tea{place} | {place}8.7K | |\n" for place in range(1, 5))
    text = f"# TikTok tracker\n\n{legend}| # | Handle | Follower | Note |\n|---|---|---|---|\n{rows}\n{legend}"
    _, found = read(text)
    assert [row.record.handle for row in found if row.record.handle] == [f"anna_tea{place}" for place in range(1, 5)]
    assert {row.errors[0].reason for row in found if row.errors and "a" in "".join(row.cells)} == {OF_ANOTHER}
    assert all(row.is_left_out for row in found if row.errors)


def test_marks_of_what_is_typed_or_bold_are_no_part_of_a_cell() -> None:
    assert unwrapped("`anna_tea`", prefers_address=True) == "anna_tea"
    assert unwrapped("**33,511** (~33.5k)", prefers_address=False) == "33,511 (~33.5k)"


@pytest.mark.parametrize(
    "cell",
    ["[Watch on YouTube](https://youtube.com/@brews)", "[my channel](https://youtube.com/@brews)", "[1](https://youtube.com/@brews)"],
)
def test_a_links_text_that_says_only_that_it_is_one_is_left_off(cell: str) -> None:
    assert unwrapped(cell, prefers_address=True, with_label=True) == "https://youtube.com/@brews"


def test_a_later_table_with_most_of_the_columns_is_read_and_one_of_others_is_not() -> None:
    header = "| # | Handle | Followers |\n|---|---|---|\n"
    rows = "".join(f"| {place} | @anna_tea{place} | {place}8.7K |\n" for place in range(1, 5))
    other = "| Brand | Fee | Month |\n|---|---|---|\n| tea_co | 500 | 3 |\n"
    _, found = read(f"# TikTok\n\n{header}{rows}\n{other}\n{header}| 5 | @bert_oh | 9K |\n")
    assert [row.record.handle for row in found if not row.errors] == [*(f"anna_tea{place}" for place in range(1, 5)), "bert_oh"]
    assert [row.errors[0].reason for row in found if "tea_co" in "".join(row.cells)] == [OF_ANOTHER]


def test_dashes_in_a_file_with_bars_are_a_row_without_values() -> None:
    _, rows = table("handle|followers\nanna_tea|5K\n--\nbert_oh|6K\ncleo_x|7K\nA remark\n")
    assert [row.cells for row in rows] == [["anna_tea", "5K"], ["--"], ["bert_oh", "6K"], ["cleo_x", "7K"], ["A remark"]]
