"""The fast reading of plain rows agrees with the careful one, row by row and value by value, whatever stands in the cells."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from discovery.importing import records
from discovery.importing.batches import BatchReader
from discovery.importing.fields import COUNT_LIMITS, Field
from discovery.importing.files import RawRow
from discovery.importing.mapping import Convention, Mapping
from discovery.importing.records import Outcome
from discovery.importing.rows import RowReader
from discovery.importing.staging import COLUMNS, Copying, create_staging
from discovery.importing.suppression import Suppressed, digest

TODAY = date(2026, 11, 20)
DAY = date(2022, 12, 31)
HELD_BACK = (Outcome.REJECTED, Outcome.UNMATCHED, records.SUPPRESSED)
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
        "\ufeff@anna",
        "Anna (@anna)",
        '=HYPERLINK("https://instagram.com/anna";"Anna")',
        "<b>anna</b>",
    ],
    Field.EXTERNAL_ID: ["UC1234", "", "n/a", "a b", "77", "x/y", "Summe", "<b>7</b>"],
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
    Field.PLATFORM: ["Instagram", "tiktok", "", "MySpace", " YT "],
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
    ],
    Field.LIKES: ["136.2", "1,234", "1.234", "0.5", "5.0", "12,5", "", "#N/A", "2.28E+3", "-1", "3", "3.0", "03", "2 mil", "10k-50k"],
    Field.ENGAGEMENT_RATE_PER_FOLLOWER: ["3.4%", "0.034", "", "900000%", "x"],
    Field.EXTRA: ["€ 100", " https://www.instagram.com/Anna/?hl=en ", "tiktok.com/@anna", "", 'a "quoted" one', "-", "back\\slash"],
}
SETS = [
    [Field.HANDLE, Field.TITLE, Field.FOLLOWERS, Field.LIKES, Field.COUNTRY],
    [Field.PLATFORM, Field.HANDLE, Field.EXTRA, Field.FOLLOWERS, Field.EXTRA, Field.LANGUAGE],
    [Field.EXTERNAL_ID, Field.TITLE, Field.BIO, Field.TOPICS, Field.TAKEN_ON],
    [Field.HANDLE, Field.EXTERNAL_ID, Field.ENGAGEMENT_RATE_PER_FOLLOWER, Field.IGNORE, Field.FOLLOWERS],
    [Field.HANDLE, Field.FOLLOWERS, Field.FOLLOWERS],
    [Field.TITLE, Field.FOLLOWERS],
]
CONVENTIONS = st.builds(
    Convention,
    decimal_mark=st.sampled_from(["", ".", ",", "?"]),
    percent=st.sampled_from([None, True, False]),
    day_first=st.booleans(),
    mil=st.sampled_from([0, 3]),
    hides_likes=st.booleans(),
)


SUPPRESSED = Suppressed(
    frozenset(digest(platform, handle=handle) for platform in ("instagram", "tiktok") for handle in ("anna", "BERT", "emil"))
    | frozenset(digest(platform, external_id=key) for platform in ("instagram", "tiktok") for key in ("77", "UC1234"))
)


def spellings(field: Field) -> st.SearchStrategy[str]:
    """The first of the field's, which is plain, more often than each other: one odd cell makes a row odd."""
    known = SPELLINGS.get(field, ["x"])
    return st.just(known[0]) | st.just(known[0]) | st.sampled_from(known)


@st.composite
def lists(draw: st.DrawFn) -> tuple[RowReader, list[RawRow]]:
    """A reader of one of the sets of columns, and rows of odd and plain spellings, some too long or short."""
    fields = draw(st.sampled_from(SETS))
    conventions = {
        index: draw(CONVENTIONS) for index, field in enumerate(fields) if field in {*COUNT_LIMITS, Field.ENGAGEMENT_RATE_PER_FOLLOWER}
    }
    platform, day = draw(st.sampled_from(["instagram", "instagram", "tiktok", ""])), draw(st.sampled_from([DAY, DAY, DAY, None]))
    names = [f"column {index}" for index in range(len(fields))]
    suppressed = draw(st.sampled_from([None, SUPPRESSED]))
    reader = RowReader(names, Mapping(dict(enumerate(fields)), conventions), platform, day, TODAY, suppressed)
    cells = st.tuples(*map(spellings, fields)).map(list)
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
            cursor.execute("DROP TABLE staged_row")
    return found


def held_back(reader: BatchReader, rows: Sequence[RawRow]) -> list[tuple[int, str | None]]:
    return [(row.line, row.outcome) for _, row in reader.read(rows, 0).others if row.outcome in HELD_BACK]


class CarefulReader(BatchReader):
    """Reads nothing the fast way."""

    def __init__(self, reader: RowReader) -> None:
        super().__init__(reader)
        self._is_plain = False


@pytest.mark.django_db
@given(lists())
@settings(max_examples=150, deadline=None)  # the database sets the pace
def test_both_ways_of_reading_agree(given_list: tuple[RowReader, list[RawRow]]) -> None:
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
    assert [(number, row.line, row.outcome) for number, row in batch.others] == [(65, 4, Outcome.UNMATCHED)]


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


@pytest.mark.django_db
def test_what_cannot_be_copied_is_raised() -> None:
    with pytest.raises(ProgrammingError, match="staged_row"), transaction.atomic(), Copying() as copying:
        copying.plain(["number"], "1\n")
