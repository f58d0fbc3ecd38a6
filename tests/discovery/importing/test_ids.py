"""An id that became a spreadsheet's number lost its last digits: it is told and never stored, since it would join different people."""

from datetime import date

import pytest

from discovery.importing.cells.ids import why_of_others
from discovery.importing.conventions.readings import readings, with_choice
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping, Shape
from discovery.importing.proposals.proposing import mapping_of
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row
from discovery.importing.storing.batches import BatchReader
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import fields, proposed

TODAY = date(2026, 11, 26)
CHANNEL, UPLOADS = "UC6t3-_N8A6ME1JShZHHqOMw", "UU6t3-_N8A6ME1JShZHHqOMw"


def read(*ids: str, mapping: Mapping | None = None) -> list[Row]:
    lines = ["User ID;Username;Followers", *(f"{text};anna{number};100" for number, text in enumerate(ids))]
    file_format, sample = table("\n".join(lines) + "\n")
    found = mapping or Mapping({0: Field.EXTERNAL_ID, 1: Field.HANDLE, 2: Field.FOLLOWERS})
    reader = RowReader(file_format.columns, mapping_of(found, file_format, sample), "instagram", TODAY, TODAY)
    return [row for raw in sample for row in reader.read(raw)]


@pytest.mark.parametrize("text", ["1.78414E+16", "1,78414E+16", "2e+16", "1.78414e16", "17841400000000001.0"])
def test_a_rounded_id_is_told_and_its_row_is_found_by_its_handle(text: str) -> None:
    whole, rounded = read("17841400000000001", text)
    assert (whole.record.external_id, whole.problems) == ("17841400000000001", [])
    assert (rounded.record.external_id, rounded.record.handle, rounded.outcome) == ("", "anna1", "noted")
    assert [(problem.column, problem.value) for problem in rounded.remarks] == [("User ID", text)]
    assert "last digits are lost" in rounded.remarks[0].reason


def test_a_rounded_id_alone_names_nobody() -> None:
    (row,) = read("1.78414E+16", mapping=Mapping({0: Field.EXTERNAL_ID}))
    assert row.outcome == "rejected"


@pytest.mark.parametrize(
    ("text", "stored"),
    [("4e85", "4e85"), ("123456789.0", "123456789"), ("'17841400000000001", "17841400000000001"), ("1,784,140,001", "1784140001")],
)
def test_an_id_that_is_whole_is_stored_without_what_made_a_number_of_it(text: str, stored: str) -> None:
    assert [row.record.external_id for row in read(text, mapping=Mapping({0: Field.EXTERNAL_ID}))] == [stored]


@pytest.mark.parametrize(
    ("ids", "stored"),
    [
        (["17841400000001000", "17841400000002100"], ["", ""]),
        # One in a hundred ends so by itself.
        (["17841400000001000", "17841400000002123"], ["17841400000001000", "17841400000002123"]),
        (["17841400000001000"], ["17841400000001000"]),
        # A spreadsheet keeps what is shorter.
        (["178414000000100", "178414000000200"], ["178414000000100", "178414000000200"]),
    ],
)
def test_a_column_whose_long_ids_all_end_in_zeros_was_rounded(ids: list[str], stored: list[str]) -> None:
    assert [row.record.external_id for row in read(*ids)] == stored


def test_posts_are_not_told_apart_by_a_rounded_id() -> None:
    mapping = Mapping({0: Field.POST, 1: Field.HANDLE}, shape=Shape.POSTS)
    assert [row.record.post for row in read("1.78414E+16", "178", mapping=mapping)] == ["", "178"]


@pytest.mark.parametrize(
    ("text", "platform", "reason", "outcome"),
    [(CHANNEL, "x", "YouTube's id", "rejected"), (UPLOADS, "youtube", "uploads", "noted")],
)
def test_what_only_youtube_gives_is_no_id_elsewhere_and_a_list_of_uploads_is_remarked_on(
    text: str, platform: str, reason: str, outcome: str
) -> None:
    assert why_of_others(CHANNEL, "youtube") == why_of_others("17841400000000001", platform) == ""
    assert reason in why_of_others(text, platform)
    mapping = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID})
    reader = RowReader(["handle", "id"], mapping, platform, TODAY, TODAY)
    rows = [RawRow(2, ["anna", "17841400000000001"]), RawRow(3, ["bert", text])]
    assert [row.outcome for raw in rows for row in reader.read(raw)] == [None, outcome]
    # So does the fast way.
    batch = BatchReader(reader).read(rows, 0)
    assert (batch.count, [row.outcome for _, row in batch.others]) == (1, [outcome])


def test_names_that_are_called_ids_of_channels_are_none() -> None:
    rows = "Anna Mai,Anna Mai,5200\nBert,Bert,6100\nCleo Day,Cleo Day,7300\n"
    assert fields(f"Channel Name,Channel ID,subscribers\n{rows}") == ["title", "extra", "followers"]
    assert fields(f"name,Channel ID,subscribers\n{rows.replace(',Bert', ',67391822')}")[1] == "extra"


ADDRESSES = (
    "Name,Platform,Handle,Unique ID\nAnna,Twitter,anna_b,1400915708259696640\nAnna,YouTube,,https://www.youtube.com/channel/UC6t3-_N8A6ME1JShZHHqOMw\n"
    "Bert,YouTube,,https://www.youtube.com/@bertbuilds\nCarl,YouTube,,https://youtube.com/user/carlcuts\nDora,Twitter,dora,https://www.youtube.com/@dora\n"
    + "".join(f"Eve,Twitter,eve_{number},10000000000000000{number}\n" for number in range(10, 15))
)


def test_an_address_may_stand_in_an_ids_place() -> None:
    file_format, sample = table(ADDRESSES)
    mapping = proposed(ADDRESSES).mapping
    assert mapping.fields[3] == Field.EXTERNAL_ID
    reader = RowReader(file_format.columns, mapping, "", TODAY, TODAY)
    rows = [row for raw in sample[:5] for row in reader.read(raw)]
    assert [(row.outcome, row.record.platform, row.record.handle, row.record.external_id) for row in rows] == [
        (None, "x", "anna_b", "1400915708259696640"),
        (None, "youtube", "", CHANNEL),
        (None, "youtube", "bertbuilds", ""),
        ("unmatched", "youtube", "", ""),
        ("rejected", "x", "dora", ""),
    ]
    assert rows[-1].errors[0].reason == "is on YouTube, but the row says X"
    (asked,) = [reading for reading in readings(mapping, file_format, sample) if reading.kind == "old_addresses"]
    answered = RowReader(file_format.columns, with_choice(mapping, 3, "old_addresses", "handle"), "", TODAY, TODAY)
    assert (asked.column, [row.record.handle for row in answered.read(sample[3])]) == (3, ["carlcuts"])


@pytest.mark.parametrize("text", ["company/openai", "Company/OpenAI", "https://www.linkedin.com/company/openai/"])
def test_an_organizations_page_on_linkedin_may_stand_in_a_handles_place(text: str) -> None:
    reader = RowReader(["Handle"], Mapping({0: Field.HANDLE}), "linkedin", TODAY, TODAY)
    (row,) = reader.read(RawRow(2, [text]))
    assert (row.outcome, row.record.handle, row.record.external_id) == (None, "", "company/openai")


@pytest.mark.parametrize(
    ("cell", "handle", "external_id"),
    [
        ("https://www.tiktok.com/@anna", "bert", ""),
        ("https://www.youtube.com/channel/UC6t3-_N8A6ME1JShZHHqOMw", "bert", ""),
        ("https://instagram.com/berta", "bert", ""),
        ("https://instagram.com/bert", "bert", ""),
        ("www.tiktok.com", "bert", ""),
        ("17841401234567891", "bert", "17841401234567891"),
    ],
)
@pytest.mark.parametrize("others", [0, 3])
def test_an_address_in_an_ids_place_moves_nobody_on_either_way(cell: str, handle: str, external_id: str, others: int) -> None:
    reader = RowReader(["Handle", "Id"], Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID}), "instagram", TODAY, TODAY)
    rows = [RawRow(2, ["bert", cell]), *(RawRow(3 + place, [f"carl{place}", f"1784140123456789{place}"]) for place in range(others))]
    (row,) = reader.read(rows[0])
    assert (row.record.platform, row.record.handle, row.record.external_id) == ("instagram", handle, external_id)
    assert (row.outcome == "noted") == (cell not in ("https://instagram.com/bert", "17841401234567891"))
    batch = BatchReader(reader).read(rows, 0)
    assert [other.record for _, other in batch.others] == ([row.record] if cell != "17841401234567891" else [])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("company/anna?trk=x", "company/anna"),
        ("company/caf%C3%A9", "company/café"),
        ("/company/anna/", "company/anna"),
        ("https://www.linkedin.com/company/caf%C3%A9/", "company/café"),
    ],
)
def test_an_organizations_page_is_one_however_it_is_spelt(text: str, key: str) -> None:
    (row,) = RowReader(["Handle"], Mapping({0: Field.HANDLE}), "linkedin", TODAY, TODAY).read(RawRow(2, [text]))
    assert (row.outcome, row.record.external_id) == (None, key)


@pytest.mark.parametrize(
    ("handle", "address", "platform"),
    [
        (CHANNEL, "https://instagram.com/anna", "youtube"),
        ("123456", "https://instagram.com/anna", "facebook"),
        ("company/acme", "https://instagram.com/anna", "linkedin"),
        ("bert", "https://www.youtube.com/c/AnnaBerg", "instagram"),
        ("bert", "https://www.youtube.com/user/AnnaBerg", "youtube"),
    ],
)
def test_nothing_of_another_account_in_an_ids_place_stays(handle: str, address: str, platform: str) -> None:
    reader = RowReader(["Handle", "Id"], Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID}), platform, TODAY, TODAY)
    (row,) = reader.read(RawRow(2, [handle, address]))
    told = row.record
    assert (row.outcome, told.platform, told.handle or told.external_id, told.title) == ("noted", platform, handle, "")


def test_a_handle_among_ids_is_read_the_same_on_both_ways() -> None:
    reader = RowReader(["Handle", "Id"], Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID}), "instagram", TODAY, TODAY)
    rows = [RawRow(2, ["bert", "@anna"]), RawRow(3, ["carl", "17841401234567891"])]
    assert [row.record for _, row in BatchReader(reader).read(rows, 0).others] == [reader.read(rows[0])[0].record]
