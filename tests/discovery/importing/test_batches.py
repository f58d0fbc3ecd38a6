"""The fast reading of plain rows agrees with the careful one, row by row and value by value, whatever stands in the cells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from discovery.importing import records
from discovery.importing.cells.codes import CODES
from discovery.importing.cells.numbers import MISSING
from discovery.importing.cells.totals import TOTALS
from discovery.importing.fields import COUNT_LIMITS, Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Convention, Mapping
from discovery.importing.reader.rows import RowReader
from discovery.importing.reader.suppression import Suppressed, digest
from discovery.importing.reading import HELD_BACK
from discovery.importing.records import Outcome
from discovery.importing.storing.batches import PARTS, BatchReader
from discovery.importing.storing.staging import COLUMNS, Copying, create_staging

TODAY = date(2026, 11, 20)
DAY = date(2022, 12, 31)
SPELLINGS = {
    Field.HANDLE: [
        "anna",
        "@bert",
        "ca.rl",
        "x.com",
        "Two Words",
        "",
        "na",
        "@na",
        "@",
        "..",
        "'@dora",
        "https://instagram.com/emil",
        "ünal",
        "Total",
        "@total",
        "99",
        "-1",
        "\ufeff@anna",
        "Anna (@anna)",
        "anna*",
        "r/tea",
        "100043210987654",
        "Anna-Tea-100043210987654",
        "2024-100043210987654",
        '=HYPERLINK("https://instagram.com/anna";"Anna")',
        "<b>anna</b>",
    ],
    Field.EXTERNAL_ID: [
        "UC1234",
        "UC1234567890123456789012",
        "UU1234567890123456789012",
        "r/tea",
        "",
        "n/a",
        "a b",
        "77",
        "x/y",
        "Summe",
        "<b>7</b>",
        '="0012345678"',
        "1.78414E+16",
        "1.78E16",
        "4e85",
        "77.0",
        "17841400000000000",
        "17841400000000001",
        "1,234,567",
        "'77",
    ],
    Field.TITLE: [
        "Anna",
        " Bert ",
        "",
        "N/A",
        "'=Carl",
        "back\\slash",
        "tab\there",
        "half \ud800",
        "zero\u200bwidth",
        "x" * 301,
        'say "hi"',
        "Tom &amp; Jerry",
        "Tom & Jerry; friends",
        "<b>Anna</b>",
        "Total",
        "=1+1",
    ],
    Field.BIO: ["Loves tea", "Loves instagram.com/anna", "https://instagram.com/anna", "", "two\nlines", "—", "a<br>b", "&#0;", "&#127;"],
    Field.PLATFORM: ["Instagram", "tiktok", "", "MySpace", " YT ", "Facebook", "reddit"],
    Field.COUNTRY: ["US", "Germany", "", "Atlantis"],
    Field.LANGUAGE: ["en", "Deutsch", "", "Other", "Klingon"],
    Field.TOPICS: ["food|travel", "", 'tea, "cake"', "a|A"],
    Field.TAKEN_ON: ["2022-12-31", "31.12.2022", "01/02/2022", "", "2099-01-01"],
    Field.FOLLOWERS: [
        "1200",
        "1,200",
        "12,345,678",
        "1.2K",
        "0,123",
        "012",
        "1.500",
        "12.5",
        "-3",
        "",
        "n/a",
        "99999999999",
        "many",
        "٣",
        "<b>5</b>",
        "€5",
        "45.3",
        "1.2 B",
        "~15k",
        ">100k",
        "'123",
    ],
    Field.LIKES: ["136.2", "1,234", "1.234", "0.5", "5.0", "12,5", "", "#N/A", "2.28E+3", "-1", "3", "3.0", "03", "2 mil", "10k-50k"],
    Field.ENGAGEMENT_RATE_PER_FOLLOWER: ["3.4%", "0.034", "3.4", "0.05%", "0.0005", "7", "", "0", "900000%", "x"],
    Field.COMMENTS: ["4", "", "0.5"],
    Field.ENGAGEMENTS: ["40", "", "0"],
    Field.EXTRA: ["€ 100", " https://www.instagram.com/Anna/?hl=en ", "tiktok.com/@anna", "", 'a "quoted" one', "-", "back\\slash"],
}
SETS = [
    [Field.HANDLE, Field.TITLE, Field.FOLLOWERS, Field.LIKES, Field.COUNTRY],
    [Field.PLATFORM, Field.HANDLE, Field.EXTRA, Field.FOLLOWERS, Field.EXTRA, Field.LANGUAGE],
    [Field.EXTERNAL_ID, Field.TITLE, Field.BIO, Field.TOPICS, Field.TAKEN_ON],
    [Field.HANDLE, Field.EXTERNAL_ID, Field.ENGAGEMENT_RATE_PER_FOLLOWER, Field.IGNORE, Field.FOLLOWERS],
    [Field.HANDLE, Field.ENGAGEMENT_RATE_PER_FOLLOWER, Field.FOLLOWERS, Field.LIKES, Field.COMMENTS],
    [Field.HANDLE, Field.ENGAGEMENTS, Field.ENGAGEMENT_RATE_PER_FOLLOWER, Field.FOLLOWERS, Field.LIKES],
    [Field.HANDLE, Field.FOLLOWERS, Field.FOLLOWERS],
    [Field.PLATFORM, Field.EXTERNAL_ID, Field.FOLLOWERS],
    [Field.PLATFORM, Field.HANDLE, Field.EXTERNAL_ID, Field.FOLLOWERS],
    [Field.TITLE, Field.FOLLOWERS],
]
CONVENTIONS = st.builds(
    Convention,
    decimal_mark=st.sampled_from(["", ".", ",", "?"]),
    percent=st.sampled_from([None, True, False]),
    day_first=st.booleans(),
    mil=st.sampled_from([0, 3]),
    b=st.sampled_from([0, 3]),
    scale=st.sampled_from([None, None, 3, -1]),
    rate_base=st.sampled_from(["", "followers", "views"]),
    hides_likes=st.booleans(),
    hides_views=st.booleans(),
    rounds_ids=st.booleans(),
    zeros=st.sampled_from(["", "count", "missing"]),
)


SUPPRESSED = Suppressed(
    frozenset(digest(platform, handle=handle) for platform in ("instagram", "tiktok") for handle in ("anna", "BERT", "emil"))
    | frozenset(digest(platform, external_id=key) for platform in ("instagram", "tiktok") for key in ("77", "UC1234"))
)


# Two platforms, whose counts and names are theirs, and what is said of the person; and one that the list's own choice names.
WIDE_SETS = [
    Mapping(
        dict(
            enumerate([Field.TITLE, Field.HANDLE, Field.FOLLOWERS, Field.HANDLE, Field.FOLLOWERS, Field.LIKES, Field.TITLE, Field.COUNTRY])
        ),
        platforms={1: "instagram", 2: "instagram", 3: "tiktok", 4: "tiktok", 5: "tiktok", 6: "tiktok"},
    ),
    Mapping(
        dict(enumerate([Field.HANDLE, Field.FOLLOWERS, Field.EXTERNAL_ID, Field.LIKES, Field.EXTRA, Field.TAKEN_ON, Field.IGNORE])),
        platforms={2: "tiktok", 3: "tiktok"},
    ),
    Mapping(
        dict(enumerate([Field.HANDLE, Field.EXTERNAL_ID, Field.ENGAGEMENT_RATE_PER_FOLLOWER, Field.HANDLE, Field.EXTRA, Field.TOPICS])),
        platforms={0: "instagram", 1: "instagram", 2: "instagram", 3: "tiktok", 4: "tiktok"},
    ),
    Mapping(
        dict(enumerate([Field.HANDLE, Field.FOLLOWERS, Field.TITLE, Field.FOLLOWERS])), platforms={0: "x", 1: "x", 2: "tiktok", 3: "tiktok"}
    ),
    Mapping(dict(enumerate([Field.HANDLE, Field.EXTRA])), platforms={1: "tiktok"}),
]


def spellings(field: Field) -> st.SearchStrategy[str]:
    """The first of the field's, which is plain, more often than each other: one odd cell makes a row odd."""
    known = SPELLINGS.get(field, ["x"])
    return st.just(known[0]) | st.just(known[0]) | st.sampled_from(known)


@st.composite
def lists(draw: st.DrawFn) -> tuple[RowReader, list[RawRow]]:
    """A reader of one of the sets of columns, and rows of odd and plain spellings, some too long or short."""
    fields = draw(st.sampled_from(SETS))
    platform, day = (
        draw(st.sampled_from(["instagram", "instagram", "tiktok", "facebook", "reddit", "youtube", ""])),
        draw(st.sampled_from([DAY, DAY, DAY, None])),
    )
    cells = st.tuples(*map(spellings, fields)).map(list)
    return draw(read_by(Mapping(dict(enumerate(fields))), platform, day, cells))


@st.composite
def wide_lists(draw: st.DrawFn) -> tuple[RowReader, list[RawRow]]:
    """The same of columns of several platforms, any of which says nothing in many of the rows."""
    mapping = draw(st.sampled_from(WIDE_SETS))
    day = draw(st.sampled_from([DAY, DAY, DAY, None]))
    cells = st.tuples(*(st.sampled_from(["", "", "—", "'-"]) | spellings(field) for field in mapping.fields.values())).map(list)
    return draw(read_by(mapping, draw(st.sampled_from(["instagram", "instagram", ""])), day, cells))


@st.composite
def read_by(
    draw: st.DrawFn, mapping: Mapping, platform: str, day: date | None, cells: st.SearchStrategy[list[str]]
) -> tuple[RowReader, list[RawRow]]:
    """Rows of these cells, some too long or short, and their reader, by any conventions, where somebody is suppressed or nobody."""
    conventions = {
        index: draw(CONVENTIONS) for index, field in mapping.fields.items() if field in {*COUNT_LIMITS, Field.ENGAGEMENT_RATE_PER_FOLLOWER}
    }
    names = [f"column {index}" for index in mapping.fields]
    suppressed = draw(st.sampled_from([None, SUPPRESSED]))
    reader = RowReader(names, replace(mapping, conventions=conventions), platform, day, TODAY, suppressed)
    odd = cells.map(lambda row: [*row, "more"]) | cells.map(lambda row: row[:-1])
    rows = draw(st.lists(st.one_of(cells, cells, cells, odd), min_size=1, max_size=8))
    return reader, [RawRow(line, row) for line, row in enumerate(rows, 2)]


def staged(reader: BatchReader, rows: Sequence[RawRow]) -> list[tuple[object, ...]]:
    """What of these rows comes to lie in staging, the number aside."""
    with transaction.atomic():
        create_staging()
        batch = reader.read(rows, 0)
        with Copying() as copying:
            copying.plain(reader.columns, batch.plain)
            copying.rows((number, row) for number, row in batch.others if row.outcome not in HELD_BACK)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM staged_row ORDER BY number")  # noqa: S608  # names of ours alone
            found: list[tuple[object, ...]] = cursor.fetchall()
        # Not dropped: a table's locks would be held until the test ends, and some hundred of them are more than the server has.
        transaction.set_rollback(True)
    return found


def held_back(reader: BatchReader, rows: Sequence[RawRow]) -> list[tuple[int, int, str, str | None]]:
    return [(number, row.line, row.part, row.outcome) for number, row in reader.read(rows, 0).others if row.outcome in HELD_BACK]


class CarefulReader(BatchReader):
    """Reads nothing the fast way."""

    def __init__(self, reader: RowReader) -> None:
        super().__init__(reader)
        self._is_plain = False


@pytest.mark.parametrize("field", [Field.HANDLE, Field.EXTERNAL_ID])
def test_no_total_code_or_word_for_nothing_is_a_name_at_a_glance(field: Field) -> None:
    reader = RowReader(["Name", "Followers"], Mapping({0: field, 1: Field.FOLLOWERS}), "instagram", DAY, TODAY)
    nobodys = sorted({*MISSING, *TOTALS, *CODES, "TOTAL", "Avg.", "N.A."})
    rows = [RawRow(line, [cell, "5000"]) for line, cell in enumerate([*nobodys, "anna", "total.anna", "na_na"], 2)]
    batch = BatchReader(reader).read(rows, 0)
    assert (batch.count, [row.cells[0] for _, row in batch.others]) == (3, nobodys)


@pytest.mark.django_db
@given(lists())
@settings(max_examples=150)
def test_both_ways_of_reading_agree(given_list: tuple[RowReader, list[RawRow]]) -> None:
    reader, rows = given_list
    assert staged(BatchReader(reader), rows) == staged(CarefulReader(reader), rows)
    assert held_back(BatchReader(reader), rows) == held_back(CarefulReader(reader), rows)


@pytest.mark.django_db
@given(wide_lists())
@settings(max_examples=150)
def test_both_ways_of_reading_several_accounts_agree(given_list: tuple[RowReader, list[RawRow]]) -> None:
    reader, rows = given_list
    assert staged(BatchReader(reader), rows) == staged(CarefulReader(reader), rows)
    assert held_back(BatchReader(reader), rows) == held_back(CarefulReader(reader), rows)


def test_plain_rows_are_read_the_fast_way() -> None:
    fields = [Field.PLATFORM, Field.HANDLE, Field.TITLE, Field.COUNTRY, Field.FOLLOWERS, Field.LIKES, Field.EXTRA]
    reader = RowReader([field.label for field in fields], Mapping(dict(enumerate(fields))), "", DAY, TODAY, SUPPRESSED)
    rows = [
        RawRow(2, ["tiktok", "@gina", "Gina Ünal", "Germany", "12,345", "136.2", "€ 100"]),
        RawRow(3, ["instagram", "hans", "", "", "77", "", ""]),
        RawRow(4, ["instagram", "Two Words", "", "", "77", "", ""]),
    ]
    batch = BatchReader(reader).read(rows, 0)
    assert batch.count == 2
    assert [(number, row.line, row.outcome) for number, row in batch.others] == [(2 * PARTS + 1, 4, Outcome.UNMATCHED)]


def test_people_who_are_suppressed_are_found_among_plain_rows() -> None:
    fields = [Field.HANDLE, Field.EXTERNAL_ID, Field.FOLLOWERS, Field.EXTRA]
    reader = RowReader([field.label for field in fields], Mapping(dict(enumerate(fields))), "instagram", DAY, TODAY, SUPPRESSED)
    cells = [
        ["Anna", "1", "5", ""],
        ["cleo", "77", "5", ""],
        ["dora", "2", "5", "https://instagram.com/bert"],
        ["anna_b", "3", "5", "see instagram.com/anna"],
    ]
    batch = BatchReader(reader).read([RawRow(line, row) for line, row in enumerate(cells, 2)], 0)
    assert batch.count == 1
    assert [(row.line, row.outcome, row.cells) for _, row in batch.others] == [(line, records.SUPPRESSED, []) for line in (2, 3, 4)]


def wide_reader(suppressed: Suppressed | None) -> BatchReader:
    return BatchReader(RowReader([f"column {index}" for index in WIDE_SETS[0].fields], WIDE_SETS[0], "", DAY, TODAY, suppressed))


@pytest.mark.parametrize("suppressed", [None, SUPPRESSED])
def test_rows_of_several_accounts_are_read_the_fast_way(suppressed: Suppressed | None) -> None:
    rows = [
        RawRow(2, ["Gina", "gina", "5", "gina.b", "6", "7", "Gigi", "US"]),
        RawRow(3, ["Hans", "hans", "5", "", "", "", "", ""]),
        RawRow(4, ["Ines", "", "", "ines", "6", "", "", ""]),
        RawRow(5, ["Carl", "carl", "5", "", "6", "", "", ""]),
        RawRow(6, ["Dora", "", "", "", "", "", "", ""]),
    ]
    batch = wide_reader(suppressed).read(rows, 0)
    assert batch.count == 4
    assert [line.split("\t")[0] for line in batch.plain.splitlines()] == ["1", f"{PARTS + 1}", "2", f"{2 * PARTS + 1}"]
    assert [(number, row.line, row.part, row.outcome) for number, row in batch.others] == [
        (3 * PARTS + 1, 5, "instagram", Outcome.NOTED),
        (4 * PARTS + 1, 6, "", Outcome.UNMATCHED),
    ]


def test_one_suppressed_account_hides_the_whole_row() -> None:
    cells = [
        ["Anna", "gina", "5", "anna", "6", "7", "", "US"],
        ["Bert", "BERT", "5", "hans", "6", "7", "", "US"],
        ["https://instagram.com/bert", "ines", "5", "ines.b", "6", "7", "", "US"],
        ["Jo", "jo", "5", "jo.b", "6", "7", "", "US"],
    ]
    batch = wide_reader(SUPPRESSED).read([RawRow(line, row) for line, row in enumerate(cells, 2)], 0)
    assert (batch.count, "gina" in batch.plain) == (2, False)
    assert [(row.line, row.part, row.outcome, row.cells) for _, row in batch.others] == [
        (line, part, records.SUPPRESSED, []) for line in (2, 3, 4) for part in ("instagram", "tiktok")
    ]


@pytest.mark.django_db
def test_what_cannot_be_copied_is_raised() -> None:
    with pytest.raises(ProgrammingError, match="staged_row"), transaction.atomic(), Copying() as copying:
        copying.plain(["number"], "1\n")
